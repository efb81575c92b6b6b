"""Answers and their sentences."""

from dataclasses import dataclass
from enum import StrEnum

from summarize.types.document import Metadata, Unread
from summarize.types.evidence import Citation, Evidence


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

    `uncovered` names the parts of a question about several things that the documents say nothing of, `sources` holds what the
    files that are cited tell of themselves, by name, `unread` what was found and not read.
    """

    question: str
    sentences: tuple[AnswerSentence, ...]
    removed: tuple[Rejected, ...]
    nearest: tuple[Evidence, ...]
    embedder: str
    writer: str
    seconds: dict[str, float]
    uncovered: tuple[str, ...] = ()
    sources: tuple[tuple[str, Metadata], ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """What sources give differently, in the order of the sentences that it stands beside."""
        return tuple(found for told in self.sentences for found in told.disagreements)

    @property
    def answered(self) -> bool:
        """Whether the documents support an answer."""
        return bool(self.sentences)
