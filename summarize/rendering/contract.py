"""The results of the program in the shape that other programs rely on: the JSON of the command line, Python and MCP.

Each type is frozen, and its fields are those of the JSON. A field with a default is left out of the JSON where it has that
default. Lines are counted as the readers of a document count them: on each page of a PDF from 1.

The types have no slots: the SDK of MCP, which makes schemas of them, takes slots for defaults.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from typing import Any

from summarize.citations import syntax
from summarize.types.answer import Kind
from summarize.types.evidence import ContextKind, Role
from summarize.types.verdict import Basis, Finding


@dataclass(frozen=True)
class Record:
    """What all results have in common."""

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON has it: an object of texts, numbers, lists and objects.

        A field whose name begins with an underscore belongs to the program.

        >>> Removed("It rained.", "not in the cited lines").to_dict()
        {'text': 'It rained.', 'reason': 'not in the cited lines'}
        """
        shown = [field for field in fields(self) if not field.name.startswith("_")]
        values = [(field, getattr(self, field.name)) for field in shown]
        return {field.name: _plain(value) for field, value in values if field.default is MISSING or value != field.default}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Citation(Record):
    """A cited place: its file, its first and last line, their text, and the SHA-256 of the whole lines.

    `place` is how the document's readers locate it, if not by line numbers: "p3:14". `section` is the name of a sheet, or
    says that OCR has read it. `part` are the first and the last offset of what it carries of the sentence, if not all of it. The
    rest is the metadata of the file, as far as it is known.
    """

    file: str
    line: int
    end_line: int
    text: str
    sha256: str
    role: Role
    place: str | None = None
    section: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    written: str | None = None
    language: str | None = None
    part: tuple[int, int] | None = None

    def __str__(self) -> str:
        """The location as it is printed: "a.txt:8-9"."""
        return syntax.location(self)


@dataclass(frozen=True)
class Version(Record):
    """One version of a fact that sources report differently."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Disagreement(Record):
    """A fact that sources report differently: `about` names what differs and the values."""

    about: str
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Sentence(Record):
    """A sentence of an answer, and the places that support it together.

    `support` is from 0 to 1. `speaker` is who says it. `origins` counts independent texts among its sources.
    """

    text: str
    kind: Kind
    support: float
    speaker: str | None
    origins: int
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True)
class Removed(Record):
    """A draft that was written and not shown, or a part of a question that is not covered, and why."""

    text: str
    reason: str


@dataclass(frozen=True)
class Context(Record):
    """A heading, the introduction of a list or the like, that a passage belongs to."""

    kind: ContextKind
    text: str
    place: str


@dataclass(frozen=True)
class Passage(Record):
    """A passage of a document with its relevance to a question, 0 to 1; its context is the widest first."""

    file: str
    line: int
    end_line: int
    text: str
    role: Role
    context: tuple[Context, ...]
    score: float
    speaker: str | None
    unit: str
    place: str | None = None
    section: str | None = None

    def __str__(self) -> str:
        """The location as it is printed: "a.txt:8-9"."""
        return syntax.location(self)


@dataclass(frozen=True)
class Unread(Record):
    """A file or folder that was found and not read."""

    file: str
    reason: str


@dataclass(frozen=True)
class Correction(Record):
    """A word of a question as it was typed and as it was read."""

    typed: str
    read: str


@dataclass(frozen=True)
class Judged(Record):
    """A passage, and the probability that it answers the question."""

    place: str
    probability: float


@dataclass(frozen=True)
class Explained(Record):
    """How a question was read; `hint` says how to get what it asks for, `best` are the passages that were judged best."""

    kind: str
    names: tuple[str, ...]
    scope: tuple[str, ...]
    dates: str | None
    speaker: str | None
    corrected: tuple[Correction, ...]
    hint: str | None
    best: tuple[Judged, ...]


@dataclass(frozen=True)
class Models(Record):
    """The names of the models of a run."""

    embedder: str
    writer: str


@dataclass(frozen=True)
class Seconds(Record):
    """The seconds of each step: reading new files, finding the evidence or planning a briefing, writing, and checking."""

    index: float
    write: float
    verify: float
    retrieve: float | None = None
    plan: float | None = None


@dataclass(frozen=True)
class Answer(Record):
    """An answer. `more` counts the items of a list beyond those that are shown."""

    question: str
    answered: bool
    sentences: tuple[Sentence, ...]
    disagreements: tuple[Disagreement, ...]
    removed: tuple[Removed, ...]
    nearest: tuple[Passage, ...]
    unread: tuple[Unread, ...]
    explain: Explained
    more: int
    model: Models
    seconds: Seconds


@dataclass(frozen=True)
class Passages(Record):
    """The passages that are relevant to a question, best first; if none is, the nearest ones, and `relevant` is false."""

    question: str
    relevant: bool
    passages: tuple[Passage, ...]
    explain: Explained


@dataclass(frozen=True)
class Mark(Record):
    """Words of a sentence, from `start` to `end`, that its lines do not state, and the words of the lines in their place."""

    start: int
    end: int
    nearest: str = ""


@dataclass(frozen=True)
class Part(Record):
    """Words of a sentence, from `start` to `end`, and the `place` that states them, as it is cited."""

    place: str
    start: int
    end: int


@dataclass(frozen=True)
class CheckedSentence(Record):
    """A sentence of a text that was checked, the line on which it starts, the verdict, the reason, and the cited lines.

    `basis` says what a verdict of support rests on: "wording", "rules", or "model" with its `probability`, which is also given
    where the model does not suffice. `marks` are words without support; `suggestion` is a change that would be supported.
    `parts` says which place states which clause, where rules accept the sentence because each of several states one.
    """

    text: str
    line: int
    verdict: Finding
    reason: str
    citations: tuple[Citation, ...]
    basis: Basis | None = None
    probability: float | None = None
    marks: tuple[Mark, ...] = ()
    suggestion: str | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Verification(Record):
    """The verdict on each sentence of a text, and how many sentences have each verdict."""

    sentences: tuple[CheckedSentence, ...]
    supported: int
    unsupported: int
    uncited: int
    missing: int
