"""Sentences of documents, and what they are evidence for."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from summarize.places import NUMBERED, Places
from summarize.types.document import BlockKind, Cell


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says a sentence: `speaker` by name, `channel` the outlet that reports it, `direct` for a quotation."""

    speaker: str | None = None
    channel: str | None = None
    direct: bool = False


class ContextKind(StrEnum):
    """How a text is the context of a sentence."""

    HEADING = "heading"
    CAPTION = "caption"
    """The caption of a table, or the line before it that gives its unit."""
    INTRODUCTION = "introduction"
    ITEM = "item"
    """The item above a nested item."""
    COLUMNS = "columns"
    """The row that names the columns of a table."""
    QUESTION = "question"
    TIME = "time"
    """When a turn was spoken or written, as its document writes it."""
    QUOTED = "quoted"
    """The part of another mail that is answered."""
    REFERENCE = "reference"
    """The line that refers to a note."""


@dataclass(frozen=True, slots=True)
class Context:
    """Context of a sentence, and its lines: a heading, the introduction of its list, the question that it answers.

    `level` is that of a heading, from 1. `lines_sha256` is the hash of the lines, once they are stored.
    """

    kind: ContextKind
    text: str
    first_line: int
    last_line: int
    level: int = 0
    lines_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of evidence and its lines: a sentence, a list item, a table row, a key and its value, or a turn.

    `text` is what a reader sees, on one line; `raw` is the same passage as it is in the file. `subject` is the name that a
    leading pronoun or description refers to, found on `context_line` (the sentence's own line if there is none). `language` is
    an ISO 639-1 code. `kind` is that of its block, `marker` that of an item, `cells` are those of a row or field, and `context`
    is its context, the widest first.
    """

    text: str
    raw: str
    first_line: int
    last_line: int
    paragraph: int = 0
    speech: Speech = field(default_factory=Speech)
    subject: str | None = None
    context_line: int = 0
    language: str = "en"
    kind: BlockKind = BlockKind.PARAGRAPH
    cells: tuple[Cell, ...] = ()
    context: tuple[Context, ...] = ()
    marker: str = ""

    def titled(self, title: str | None) -> str:
        """Return the title of its document; empty if another heading of the first level applies to it."""
        top = next((context for context in self.context if context.level == 1), None)
        return title if title and (top is None or top.text == title) else ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the index, in its file.

    `score` is its relevance to the question, 0 to 1. `following` is the next sentence if only the two together state a fact.
    `lines_sha256` is the hash of the lines of the first one. `written` is the day on which the document was written, and
    `title` its title, if known. `places` says how readers locate a line.
    """

    id: int
    file: str
    sentence: Sentence
    lines_sha256: str
    score: float = 0.0
    following: Sentence | None = None
    written: date | None = None
    places: Places = NUMBERED
    title: str | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentence, and the next one if it belongs to the evidence."""
        return (self.sentence,) if self.following is None else (self.sentence, self.following)

    def joined(self, following: Sentence) -> "Evidence":
        """Return the evidence together with the sentence after it."""
        return replace(self, following=following)


class Role(StrEnum):
    """What a citation does for a sentence."""

    SUPPORT = "support"
    CONTEXT = "context"
    """It gives what the sentence takes from around its line: a heading, the names of columns, an introduction."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A location that supports a sentence, or the context of one that does.

    `text` is the passage as it is in the file; `sha256` is the hash of the whole cited lines, joined by line feeds. `place` is
    how the document's readers locate it, if not by line numbers: "p3:14". `section` is the name of its sheet. `part` are the
    offsets of the words of the sentence that it carries, if not all.
    """

    file: str
    line: int
    end_line: int
    text: str = ""
    sha256: str = ""
    place: str = ""
    role: Role = Role.SUPPORT
    section: str = ""
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """Evidence that reports one value of a claim differently: `what` says how, `mine` is the claim's value, `theirs` its own."""

    what: str
    mine: str
    theirs: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Evidence that states one fact: `evidence[0]` is the sentence to write from, the others state the same.

    `origins` counts independent texts; `variants` hold what other sources report differently. `listed` if the claim is an item
    that is shown in its list, under the list's head. `column` is the one by whose value a row was picked.
    """

    evidence: tuple[Evidence, ...]
    origins: int
    variants: tuple[Variant, ...] = ()
    listed: bool = False
    column: str = ""

    @property
    def best(self) -> Evidence:
        """The evidence to write from."""
        return self.evidence[0]

    @property
    def files(self) -> frozenset[str]:
        """The names of the files of the evidence, and of that for other values."""
        both = (self.evidence, *(variant.evidence for variant in self.variants))
        return frozenset(piece.file for evidence in both for piece in evidence)
