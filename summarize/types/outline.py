"""The structure of a document as the program sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or a stretch of text, a list, a table or the like, with its place and the number of units it holds.

    `text` is a heading's own; of a list it is the introduction, of a table the names of its columns. `level` is that of a
    heading.
    """

    place: str
    kind: str
    text: str = ""
    units: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch that is never evidence, and why."""

    place: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's title, parts, speakers with the number of units that they say, and what is left out."""

    file: str
    title: str | None
    parts: tuple[Part, ...]
    speakers: tuple[tuple[str, int], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
