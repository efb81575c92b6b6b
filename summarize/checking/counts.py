"""Count how often words occur in documents, as they are written, and check a sentence that gives such a count."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from summarize.text.quotations import PLAIN_MARKS
from summarize.types.document import FILLER, Document
from summarize.types.evidence import Citation
from summarize.types.verdict import Problem

FORM = re.compile(r"“(?P<what>[^”]+)” occurs (?P<times>\d+) times? in the (?:(?P<files>\d+) files|file) cited\.")
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

        >>> str(Count("Long Quay", 3, 2)), str(Count("Long Quay", 1, 1))
        ('“Long Quay” occurs 3 times in the 2 files cited.', '“Long Quay” occurs 1 time in the file cited.')
        """
        return f"“{self.what}” occurs {_times(self.times)} in the {'file' if self.files == 1 else f'{self.files} files'} cited."


def stated(text: str) -> Count | None:
    """Return the count that a sentence states in this form; `None` for other sentences."""
    match = FORM.fullmatch(text)
    return Count(match["what"], int(match["times"]), int(match["files"] or 1)) if match else None


def places(what: str, document: Document) -> tuple[Lines, ...]:
    """Return where words occur in what a reader sees of a document.

    They count as whole words, in upper or lower case, with any apostrophes and quotation marks, also over the end of a line.
    """
    seen = [line.visible.replace(FILLER, "") + ("" if line.broken else "\n") for line in document.lines]
    starts = list(accumulate(map(len, seen), initial=0))
    words = r"\s+".join(map(re.escape, what.translate(PLAIN_MARKS).split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    found = ((match.start(), match.end() - 1) for match in pattern.finditer("".join(seen).translate(PLAIN_MARKS)))
    number = [line.number for line in document.lines]
    return tuple((number[bisect_right(starts, first) - 1], number[bisect_right(starts, last) - 1]) for first, last in found)


def problem(count: Count, cited: Sequence[Citation], documents: Mapping[str, Document]) -> Problem | None:
    """Return why the cited files do not bear a count out, or `None`; `documents` are those files by name."""
    found = {name: places(count.what, document) for name, document in documents.items()}
    times, files = sum(map(len, found.values())), sum(map(bool, found.values()))
    if (times, files) != (count.times, count.files):
        return f"“{count.what}” occurs {_times(times)}, in {files} of the files that are cited"
    for name, lines in found.items():
        for first, last in lines:
            if not any(each.file == name and each.line <= first and last <= each.end_line for each in cited):
                return f"“{count.what}” also occurs in {name}:{documents[name].places.shown(first, last)}, which is not cited"
    return None


def _times(count: int) -> str:
    return "1 time" if count == 1 else f"{count} times"
