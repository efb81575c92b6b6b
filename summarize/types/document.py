"""Files, and what is read from them."""

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from summarize.places import NUMBERED, Places


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: its path, and the name that citations use."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, numbered from 1, or the part of one that belongs to one paragraph.

    `visible` has the length of `text`: markup that a reader of the document does not see is overwritten with `FILLER`, so that
    offsets in one are offsets in the other. `heading` marks lines that the format itself declares not to be running text. `block`
    numbers the paragraph if the format says which lines form one. `row` marks text that counts whatever its shape, such as the
    cells of a table. `broken` marks a line whose last word continues in the next one. `aside` marks what is between two lines of
    one sentence but not part of it, such as a page's head. `speaker` is who says the line, if the format names them.

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
    """Metadata of a document, `None` where unknown: title, day of writing, author, outlet, language (ISO 639-1).

    `attached` names what came with the document in one file and is not read.
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
    """The text of a document, for display: each line, and how readers locate it."""

    lines: tuple[str, ...]
    places: Places = NUMBERED


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its lines in order, the SHA-256 of its bytes, how readers locate a line, and the metadata in its format.

    Lines without text may be left out, and several parts of one line may follow each other under its number. A document that is
    not `headed` (a table, a talk) does not begin with a title.
    """

    lines: tuple[Line, ...]
    sha256: str = ""
    places: Places = NUMBERED
    metadata: Metadata = UNKNOWN
    headed: bool = True

    @property
    def count(self) -> int:
        """The number of the last line."""
        return self.lines[-1].number if self.lines else 0

    def between(self, first: int, last: int) -> tuple[Line, ...]:
        """Return the lines `first` to `last`."""
        start = bisect_left(self.lines, first, key=lambda line: line.number)
        return self.lines[start : bisect_right(self.lines, last, key=lambda line: line.number)]

    def text(self, first: int, last: int) -> str:
        """Return the text of the lines `first` to `last`, joined by line feeds; parts of one line are joined by a space."""
        by_number = groupby(self.between(first, last), key=lambda line: line.number)
        return "\n".join(" ".join(part.text for part in parts) for _, parts in by_number)

    def texts(self) -> Text:
        """Return the text of each line; it is empty for lines that were left out."""
        found = [""] * self.count
        for number, parts in groupby(self.lines, key=lambda line: line.number):
            found[number - 1] = " ".join(part.text for part in parts)
        return Text(tuple(found), self.places)

    def lines_sha256(self, first: int, last: int) -> str:
        """Return the SHA-256 of the text of some lines, in UTF-8; it is the same whichever line ends the file has."""
        return hashlib.sha256(self.text(first, last).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or folder that was not read: its name as in citations, the reason, and the kind by which it is counted.

    `way` says how to have the kind read, if there is a way.
    """

    file: str
    reason: str
    kind: str
    way: str = ""
