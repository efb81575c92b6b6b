"""Count where words stand in documents, exactly as they are written, and check a sentence that gives such a count."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from summarize.types.document import Document
from summarize.types.evidence import Citation
from summarize.types.verdict import Problem

FORM = re.compile(r"“(?P<what>[^”]+)” occurs (?P<times>\d+) times? in (?P<files>\d+) files?\.")
Lines = tuple[int, int]
"""The first and the last line of a place."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often some words occur, and in how many files."""

    what: str
    times: int
    files: int

    def __str__(self) -> str:
        """The sentence that states it.

        >>> str(Count("Long Quay", 3, 1))
        '“Long Quay” occurs 3 times in 1 file.'
        """
        return f"“{self.what}” occurs {_number(self.times, 'time')} in {_number(self.files, 'file')}."


def stated(text: str) -> Count | None:
    """Return the count that a sentence states in this form; `None` for other sentences."""
    match = FORM.fullmatch(text)
    return Count(match["what"], int(match["times"]), int(match["files"])) if match else None


def places(what: str, document: Document) -> tuple[Lines, ...]:
    """Return where words occur in a document, as whole words, in upper or lower case, also over the end of a line."""
    texts = [line.text for line in document.lines]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    words = r"\s+".join(map(re.escape, what.split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    found = ((match.start(), match.end() - 1) for match in pattern.finditer("\n".join(texts)))
    number = [line.number for line in document.lines]
    return tuple((number[bisect_right(starts, first) - 1], number[bisect_right(starts, last) - 1]) for first, last in found)


def problem(count: Count, cited: Sequence[Citation], documents: Mapping[str, Document]) -> Problem | None:
    """Return why the cited files do not bear a count out, or `None`; `documents` are those files by name."""
    found = {name: places(count.what, document) for name, document in documents.items()}
    times, files = sum(map(len, found.values())), sum(map(bool, found.values()))
    if (times, files) != (count.times, count.files):
        return f"“{count.what}” occurs {_number(times, 'time')} in {files} of the {_number(len(found), 'file')} cited"
    for name, lines in found.items():
        for first, last in lines:
            if not any(each.file == name and each.line <= first and last <= each.end_line for each in cited):
                return f"“{count.what}” also occurs in {name}:{documents[name].places.shown(first, last)}, which is not cited"
    return None


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
