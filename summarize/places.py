"""How readers of a document locate a line: by its number, by page and line, or by its number and a time.

notes.txt:14     talk.srt:14@00:01:05     report.pdf:p3:14     book.epub:c2:5-9     report.pdf:p3:44-p4:2
prices.xlsx:s2:14 (row 14 of the second sheet)     talk.pptx:s3:4 (paragraph 4 of slide 3)     notes.ipynb:c5:2 (cell 5)
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

BY_OCR = "read by OCR"
"""Name of the pages that are pictures of text."""
Marks = tuple[tuple[int, str], ...]
"""Names that apply from a line on: (first line, name), in order."""

SYNTAX = r"(?:(?:[cps]\d+:)?[1-9]\d*(?:-(?:[cps]\d+:)?[1-9]\d*)?(?:@\d\d:\d\d:\d\d)?)"
PARTS = re.compile(
    r"(?:(?P<section>[cps]\d+):)?(?P<first>[1-9]\d*)(?:-(?:(?P<end>[cps]\d+):)?(?P<last>[1-9]\d*))?(?:@(?P<stamp>\d\d:\d\d:\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Places:
    """How the lines of a document are located.

    `sections` are pages, chapters, sheets, slides or cells, in each of which lines are counted from 1; `stamps` are times given
    after a line number; `names` are those of sheets, or `BY_OCR`.
    """

    sections: Marks = ()
    stamps: Marks = ()
    names: Marks = ()

    def named(self, line: int) -> str:
        """Return the name of the sheet or page that a line is in; empty if it has none."""
        return _mark(self.names, line)[0]

    def shown(self, first: int, last: int) -> str:
        """Return the location of the lines `first` to `last`.

        >>> Places(((1, "p1"), (31, "p2"))).shown(28, 32), Places(stamps=((2, "00:01:05"),)).shown(2, 3)
        ('p1:28-p2:2', '2-3@00:01:05')
        """
        (section, start), (end, end_start) = _mark(self.sections, first), _mark(self.sections, last)
        number, end_number = first - start + 1, last - end_start + 1
        place = f"{section}:{number}" if section else f"{number}"
        if section != end:
            place += f"-{end}:{end_number}"
        elif last > first:
            place += f"-{end_number}"
        stamp, _ = _mark(self.stamps, first)
        return f"{place}@{stamp}" if stamp else place

    def label(self, first: int, last: int) -> str:
        """Like `shown`, but empty if lines are located by their numbers alone."""
        return self.shown(first, last) if self.sections or self.stamps else ""

    def find(self, place: str) -> tuple[int, int] | None:
        """Return the first and the last line of a location; `None` if the document has no such location.

        >>> Places(((1, "p1"), (31, "p2"))).find("p1:28-p2:2"), Places(((1, "p1"),)).find("7")
        ((28, 32), None)
        """
        match = PARTS.fullmatch(place)
        if match is None or bool(match["section"]) != bool(self.sections):
            return None
        section = match["section"] or ""
        first = self._line(section, int(match["first"]))
        last = self._line(match["end"] or section, int(match["last"] or match["first"]))
        if first is None or last is None or (match["stamp"] and match["stamp"] != _mark(self.stamps, first)[0]):
            return None
        return first, last

    def _line(self, section: str, number: int) -> int | None:
        if not self.sections:
            return number
        ends = [*(start for start, _ in self.sections[1:]), None]
        for (start, name), end in zip(self.sections, ends, strict=True):
            if name == section:
                line = start + number - 1
                return line if end is None or line < end else None
        return None


NUMBERED = Places()
"""Lines are located by their numbers."""


def _mark(marks: Marks, line: int) -> tuple[str, int]:
    """Return the name that applies to a line and the line from which it applies; ("", 1) if there is none."""
    found = bisect_right(marks, line, key=lambda mark: mark[0])
    return (marks[found - 1][1], marks[found - 1][0]) if found else ("", 1)


def numbers(place: str) -> tuple[int, int]:
    """Return the numbers of the first and the last line in a location, as readers count them.

    >>> numbers("p1:28-p2:2"), numbers("7@00:00:10")
    ((28, 2), (7, 7))
    """
    match = PARTS.fullmatch(place)
    if match is None:
        raise ValueError(f"{place!r} is no place; write LINE, FIRST-LAST or pPAGE:LINE")
    return int(match["first"]), int(match["last"] or match["first"])
