"""Files, and what is read from them."""

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from summarize.places import NUMBERED, Places


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: its path, and the name that citations use."""

    path: Path
    name: str


class BlockKind(StrEnum):
    """The kinds of blocks that documents consist of."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADER = "header"
    """The row of a table that names its columns."""
    ROW = "row"
    FIELD = "field"
    """A key and its value."""
    TURN = "turn"
    """What one person says in a talk, a chat or an interview."""
    QUESTION = "question"
    ANSWER = "answer"
    NOTE = "note"
    """A footnote."""
    QUOTED = "quoted"
    """The mail that a mail answers."""
    CAPTION = "caption"
    CODE = "code"
    FRONT_MATTER = "front matter"
    OTHER = "other"
    """What a format or a program adds: rules, page heads, signatures, lines of links."""


NOT_RUNNING = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.HEADER,
        BlockKind.QUESTION,
        BlockKind.QUOTED,
        BlockKind.CAPTION,
        BlockKind.CODE,
        BlockKind.FRONT_MATTER,
        BlockKind.OTHER,
    }
)
"""Kinds whose text is never evidence; headings, headers, questions and captions are context of what follows them."""
WHOLE = frozenset({BlockKind.ROW, BlockKind.FIELD, BlockKind.TURN, BlockKind.ANSWER})
"""Kinds whose text counts whatever its shape."""

IN_CONTEXT = frozenset({BlockKind.ROW, BlockKind.FIELD, BlockKind.ITEM, BlockKind.ANSWER})
"""Kinds whose units are clear only with their context; code states them."""

Cell = tuple[str, str]
"""The name of a column and the value in one row; the name is empty if the column has none."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item, a row or the like; all its lines hold the same block.

    `number` counts the blocks of a document. `level` is that of a heading, from 1, or the depth of an item, from 1; `marker` is
    the item's own ("-", "3.", "(a)"). `cells` are those of a row, or the key and value of a field. `speaker` and `time` belong to
    a turn, as its document writes them. `label` refers a note to its mark. The lines of a block that does not `flow` may be
    paragraphs of their own.
    """

    number: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    cells: tuple[Cell, ...] = ()
    speaker: str | None = None
    time: str | None = None
    label: str = ""
    flows: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, numbered from 1, or the part of one that belongs to one block.

    `visible` has the length of `text`: markup that a reader of the document does not see is overwritten with `FILLER`, so that
    offsets in one are offsets in the other. `block` is the block that the format, or the shape of the text, declares; lines
    without one are running text in paragraphs to be found. `broken` marks a line whose last word continues in the next one.
    `aside` marks what is between two lines of one sentence but not part of it, such as a page's head.

    >>> line = Line(3, "a **bold** move", "a \\0\\0bold\\0\\0 move")
    >>> line.number, line.visible, line.running
    (3, 'a \\x00\\x00bold\\x00\\x00 move', True)
    """

    number: int
    text: str
    visible: str
    block: Block | None = None
    broken: bool = False
    aside: bool = False

    @property
    def kind(self) -> BlockKind:
        """The kind of its block."""
        return self.block.kind if self.block else BlockKind.PARAGRAPH

    @property
    def running(self) -> bool:
        """Whether it is running text, not a heading, code or the like."""
        return self.kind not in NOT_RUNNING

    def among(self, other: "Line") -> bool:
        """Whether it is in the same declared block as another line."""
        mine, theirs = self.block, other.block
        return mine is not None and theirs is not None and (mine.number, mine.kind) == (theirs.number, theirs.kind)


FILLER = "\0"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata of a document, `None` where unknown: title, day of writing, author, outlet, language (ISO 639-1).

    `attached` names what came with the document in one file and is not read, `pictured` the pages that are not, because they are
    pictures. `aliases` are other names of what it is about.
    """

    title: str | None = None
    written: date | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    attached: tuple[str, ...] = ()
    pictured: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


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
