"""Files and what is read from them."""

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from summarize.places import NUMBERED, Places


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and the name by which citations call it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, numbered from 1, or the part of one that belongs to one paragraph.

    `visible` has the length of `text`: markup that a reader of the document does not see is overwritten with
    `FILLER`, so that offsets in one are offsets in the other. `heading` marks lines that the format itself declares
    to be no running text. `block` numbers the paragraph where the format says which lines form one, `row` marks what counts
    whatever its shape, as the cells of a table do, and `broken` a line whose last word goes on in the next one. `aside` marks
    what is between two lines of one sentence and is no part of it, as a page's head; `speaker` is who says the line, where the
    format names them.

    >>> line = Line(3, "a **bold** move", "a \\0\\0bold\\0\\0 move")
    >>> line.number, line.visible, line.heading
    (3, 'a \\x00\\x00bold\\x00\\x00 move', False)
    """

    number: int
    text: str
    visible: str
    heading: bool = False
    block: int | None = None
    row: bool = False
    broken: bool = False
    aside: bool = False
    speaker: str | None = None


FILLER = "\0"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document tells of itself, `None` where it does not: title, day of writing, author, outlet, language (ISO 639-1).

    `attached` names what came with it in one file and is not read.
    """

    title: str | None = None
    written: date | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    attached: tuple[str, ...] = ()


UNKNOWN = Metadata()


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document for those who show it: each line, and where its readers find it."""

    lines: tuple[str, ...]
    places: Places = NUMBERED


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its lines in order, the SHA-256 of its bytes, where its readers find a line, and what its format tells.

    Lines without text may be left out, and several parts of one line may follow each other under its number. What is not
    `headed` (a table, a talk) does not begin with a title.
    """

    lines: tuple[Line, ...]
    sha256: str = ""
    places: Places = NUMBERED
    told: Metadata = UNKNOWN
    headed: bool = True

    @property
    def count(self) -> int:
        """The number of the last line."""
        return self.lines[-1].number if self.lines else 0

    def between(self, first: int, last: int) -> tuple[Line, ...]:
        """The lines `first` to `last`."""
        start = bisect_left(self.lines, first, key=lambda line: line.number)
        return self.lines[start : bisect_right(self.lines, last, key=lambda line: line.number)]

    def text(self, first: int, last: int) -> str:
        """The text of the lines `first` to `last`, joined by line feeds, parts of one line by a space."""
        by_number = groupby(self.between(first, last), key=lambda line: line.number)
        return "\n".join(" ".join(part.text for part in parts) for _, parts in by_number)

    def texts(self) -> Text:
        """The text of each line, empty for those left out."""
        found = [""] * self.count
        for number, parts in groupby(self.lines, key=lambda line: line.number):
            found[number - 1] = " ".join(part.text for part in parts)
        return Text(tuple(found), self.places)

    def lines_sha256(self, first: int, last: int) -> str:
        """SHA-256 of the text of some lines, in UTF-8: the same whichever line ends the file has."""
        return hashlib.sha256(self.text(first, last).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or folder that was not read: its name as citations would call it, why, and the kind by which it is counted.

    `way` says how to have the kind read, where there is a way.
    """

    file: str
    reason: str
    kind: str
    way: str = ""
