"""Places, structures, sources and indexes in the shape that other programs rely on; see `summarize.rendering.contract`."""

from dataclasses import dataclass

from summarize.rendering.contract import Record, Unread


@dataclass(frozen=True)
class ShownLine(Record):
    """A line of a document: its place as readers count it, its text, and whether it is cited."""

    place: str
    text: str
    cited: bool


@dataclass(frozen=True)
class Excerpt(Record):
    """A cited place with the lines around it; `sha256` is the hash of the cited lines as they are now."""

    file: str
    place: str
    lines: tuple[ShownLine, ...]
    sha256: str = ""


@dataclass(frozen=True)
class OutlinePart(Record):
    """A heading, or a stretch of text, a list, a table or the like, with its place and the number of units it holds."""

    place: str
    kind: str
    text: str
    units: int
    level: int


@dataclass(frozen=True)
class Speaker(Record):
    """A speaker, and the number of units that are theirs."""

    name: str
    units: int


@dataclass(frozen=True)
class LeftOut(Record):
    """A stretch of a document that is never evidence, and why."""

    place: str
    reason: str
    text: str


@dataclass(frozen=True)
class Outline(Record):
    """The structure of a document as the program sees it."""

    file: str
    title: str | None
    parts: tuple[OutlinePart, ...]
    speakers: tuple[Speaker, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Outlines(Record):
    """The structure of some documents."""

    documents: tuple[Outline, ...]


@dataclass(frozen=True)
class Source(Record):
    """A file that is answered from: its size in the index, and its metadata, as far as it is known."""

    file: str
    sentences: int
    title: str | None
    author: str | None
    outlet: str | None
    written: str | None
    language: str | None


@dataclass(frozen=True)
class Indexed(Record):
    """How many files were new, changed, gone and unchanged, and how many files and sentences the index then holds."""

    new: int
    changed: int
    removed: int
    unchanged: int
    files: int
    sentences: int


@dataclass(frozen=True)
class StoredFile(Record):
    """A file of an index: its absolute path, its title, its number of sentences, and why it could not be read."""

    path: str
    title: str | None
    sentences: int
    trouble: str | None


@dataclass(frozen=True)
class Stored(Record):
    """The folder of an index, and the files that it holds."""

    index: str
    files: tuple[StoredFile, ...]


@dataclass(frozen=True)
class Sources(Record):
    """The files that are answered from, and what was found and not read; `more` counts the files beyond those that are listed."""

    files: tuple[Source, ...]
    unread: tuple[Unread, ...]
    more: int = 0
