"""The values that modules hand to each other: frozen, without behaviour beyond what they compute from themselves."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and the name by which citations call it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, numbered from 1.

    `visible` has the length of `text`: markup that a reader of the document does not see is overwritten with
    `FILLER`, so that offsets in one are offsets in the other. `heading` marks lines that the format itself declares
    to be no running text.

    >>> Line(3, "a **bold** move", "a \\0\\0bold\\0\\0 move")
    Line(number=3, text='a **bold** move', visible='a \\x00\\x00bold\\x00\\x00 move', heading=False)
    """

    number: int
    text: str
    visible: str
    heading: bool = False


FILLER = "\0"


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says a sentence: `speaker` by name, `channel` the outlet that reports it, `direct` for a quotation."""

    speaker: str | None = None
    channel: str | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the lines that it stands on.

    `text` is what a reader sees, on one line; `raw` is the same stretch as it stands in the file. `subject` is the name
    that a leading pronoun or description refers to, found on `context_line` (the sentence's own line if there is none).
    """

    text: str
    raw: str
    first_line: int
    last_line: int
    paragraph: int = 0
    speech: Speech = field(default_factory=Speech)
    subject: str | None = None
    context_line: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the index, in its file. `score` is its relevance to the question, 0 to 1.

    `following` is the next sentence where only the two together state a fact. `lines_sha256` is of the first one's lines.
    `written` is the day on which the document was written, if it tells.
    """

    id: int
    file: str
    sentence: Sentence
    lines_sha256: str
    score: float = 0.0
    following: Sentence | None = None
    written: date | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentence, and the next one if it belongs to the evidence."""
        return (self.sentence,) if self.following is None else (self.sentence, self.following)

    def joined(self, following: Sentence) -> "Evidence":
        """The evidence together with the sentence behind it."""
        return replace(self, following=following)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that supports a sentence.

    `text` is the passage as it stands in the file; `sha256` is of the whole cited lines, joined by line feeds.
    """

    file: str
    line: int
    end_line: int
    text: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """Evidence that gives one value of a claim differently: `what` says how, `mine` is the claim's value, `theirs` its own."""

    what: str
    mine: str
    theirs: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Evidence that states one fact: `evidence[0]` is the sentence to write from, the others state the same.

    `variants` hold what other sources give differently.
    """

    evidence: tuple[Evidence, ...]
    origins: int
    variants: tuple[Variant, ...] = ()

    @property
    def best(self) -> Evidence:
        """The evidence to write from."""
        return self.evidence[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether cited lines support a sentence, `reason` in a person's words, `support` from 0 to 1."""

    supported: bool
    reason: str
    support: float


class Kind(StrEnum):
    """How a sentence came to be."""

    WRITTEN = "written"
    TIGHTENED = "tightened"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that was written and not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """One of several versions of a fact that sources give differently."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact that sources give differently: `about` names what differs and the values, the first version is the one told."""

    about: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer: supported by at least the first of its citations, said by `speaker` if by anyone.

    `channel` is the outlet that reports it, if it is not the document itself; `direct` if the words are the speaker's own.
    """

    text: str
    kind: Kind
    support: float
    speaker: str | None
    origins: int
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...] = ()
    channel: str | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` found: its fields are those of the JSON contract. Times are in seconds.

    `uncovered` names the parts of a question about several things that the documents say nothing of.
    """

    question: str
    sentences: tuple[AnswerSentence, ...]
    removed: tuple[Rejected, ...]
    nearest: tuple[Evidence, ...]
    embedder: str
    writer: str
    seconds: dict[str, float]
    uncovered: tuple[str, ...] = ()

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """What sources give differently, in the order of the sentences that it stands beside."""
        return tuple(found for told in self.sentences for found in told.disagreements)

    @property
    def answered(self) -> bool:
        """Whether the documents support an answer."""
        return bool(self.sentences)


class Finding(StrEnum):
    """What a check of a cited sentence found."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    UNCITED = "uncited"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a document with citations, the line of the document it starts on, and what a check found, and why."""

    text: str
    line: int
    finding: Finding
    reason: str
    citations: tuple[Citation, ...]
