"""The program's own words around sentences of documents: each form with the pattern that recognises it.

A printed answer or briefing may be edited by hand and checked again; the program's own words are not statements to check.
"""

import hashlib
import re
from collections.abc import Sequence

from summarize.documents.readers import kinds
from summarize.text import dates

MARK = "\ue000"
"""Replaces a citation while a text is split into sentences."""
NOT_ANSWERED = "The documents do not answer this."
NEAREST_LINES = "These lines are closest; they may not answer it:"
NOTHING_NEAR = "No line is near the question."
SOURCES_HEAD = "Sources:"
APPARATUS = "<!-- From here on the program tells of the sources and of itself. -->"
"""Starts the program's own part of a briefing; from here to the seal, nothing is a statement."""
EDITED = "*(edited)*"
"""Follows a sentence that a person wrote into a briefing."""

SEAL = re.compile(r"<!-- seal: (?P<seal>[0-9a-f]{16}) -->")
_REPORTED = r"(?:quotation|reported statement)(?:, reported by (?P<channel>[^();]+))?"
REWORDED = "in other words"
"""Says that a sentence rests on a model of entailment."""
_SPREAD = r"(?P<files>\d+) files?, \d+ origins?"
NOTE = re.compile(rf"(?<={MARK})\s*\((?:{_REPORTED})?(?:; )?(?:{REWORDED})?(?:; )?(?:{_SPREAD})?\)")
"""Follows a citation: how a sentence was said (`reported`), and what it rests on (`grounds`)."""
SOURCES = re.compile(rf"^{SOURCES_HEAD}\n(?:  \S.*: .+(?:\n|\Z))+\s*\Z", re.MULTILINE)
"""The list at the end of a text answer: the metadata of its sources."""
SCOPE = re.compile(r"\d+ sources?, \d+ independent origins?(?:, (?P<when>.+))?")
_INTERRUPTED = r"(?:it was interrupted|its time was up after [\d.e+-]+ minutes?)"
PARTIAL = re.compile(rf"This briefing is partial: {_INTERRUPTED}; what is here was checked as usual\.")
ALSO_UNDER = "Also under: "
MORE = re.compile(r"\d+ more: --sentences \d+")
"""Follows a list that is not shown whole."""
REFUSAL = re.compile(
    rf"^(?:The documents do not (?:answer this|cover\b.*)|{NEAREST_LINES}?|{NOTHING_NEAR[:-1]}|{kinds.NOT_READ}"
    rf"|{MORE.pattern})\.?$"
)
DIFFERING = re.compile(
    r"^Other sources differ \((?:number|date|name|quoted words|time|mention): [^()]{1,80} / (?P<theirs>[^()]{1,80})\): "
)
"""Precedes a sentence of another source that is shown with a sentence (`differing`)."""


def not_covered(parts: Sequence[str]) -> str:
    """Say which parts of a question the documents do not cover.

    >>> not_covered(["Taiwan", "trade"])
    'The documents do not cover this part of the question: Taiwan; trade.'
    """
    return f"The documents do not cover this part of the question: {'; '.join(parts)}."


def more(left: int, shown: int) -> str:
    """Say how many items of a list are not shown, and how to see them; empty if none.

    >>> more(3, 8)
    '3 more: --sentences 11'
    """
    return f"{left} more: --sentences {shown + left}" if left else ""


def grounds(files: int, origins: int, *, reworded: bool = False) -> str:
    """Say whether something is in other words than its lines, and how many files and origins state it; empty for one file.

    >>> grounds(3, 1), grounds(1, 1), grounds(1, 1, reworded=True)
    ('3 files, 1 origin', '', 'in other words')
    """
    spread = f"{_count(files, 'file')}, {_count(origins, 'origin')}" if files > 1 else ""
    return "; ".join(filter(None, [REWORDED if reworded else "", spread]))


def reported(channel: str | None, *, direct: bool) -> str:
    """Say whether words are quoted or reported, and by whom.

    >>> reported("CCTV", direct=True)
    'quotation, reported by CCTV'
    """
    how = "quotation" if direct else "reported statement"
    return f"{how}, reported by {channel}" if channel else how


def scope(sources: int, origins: int, when: dates.Period | None) -> str:
    """Say how many sources a briefing has, and from when.

    >>> scope(7, 6, dates.parse("3 May 2021"))
    '7 sources, 6 independent origins, 3 May 2021'
    """
    parts = [_count(sources, "source"), _count(origins, "independent origin")]
    return ", ".join([*parts, *([str(when)] if when else [])])


def partial(reason: str) -> str:
    """Say that a briefing is unfinished, and why; empty if it is finished.

    >>> bool(PARTIAL.fullmatch(partial("it was interrupted")))
    True
    """
    return f"This briefing is partial: {reason}; what is here was checked as usual." if reason else ""


def differing(about: str, sentence: str, citation: str) -> str:
    """Show what another source reports differently: the values, its sentence, and its citation.

    >>> differing("number: 3 / 4", "Four ships sank.", "[b.txt:2]")
    'Other sources differ (number: 3 / 4): Four ships sank. [b.txt:2]'
    """
    return f"Other sources differ ({about}): {sentence} {citation}"


def without_differing(text: str) -> str:
    """Remove `differing` from before a sentence, if the sentence has the value that is given as its own.

    >>> without_differing("Other sources differ (number: 3 / 4): 4 ships sank.")
    '4 ships sank.'
    """
    match = DIFFERING.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    has = match["theirs"] == "it is mentioned" or all(part.strip() in rest for part in match["theirs"].split("…"))
    return rest if has else text


def is_summary_line(text: str, headings: frozenset[str]) -> bool:
    """Whether uncited words only count a briefing's sources, point to its headings, or say that it is unfinished."""
    counted = SCOPE.fullmatch(text)
    if counted and (counted["when"] is None or dates.parse(counted["when"])):
        return True
    pointed = text.removeprefix(ALSO_UNDER).split("; ") if text.startswith(ALSO_UNDER) else []
    return PARTIAL.fullmatch(text) is not None or (bool(pointed) and headings >= {*pointed})


def seal_of(apparatus: str) -> str:
    """Return a hash that shows whether the program's part of a briefing was changed; whitespace is ignored."""
    return hashlib.sha256("\n".join(apparatus.split()).encode()).hexdigest()[:16]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
