"""Answers and their sentences."""

from dataclasses import dataclass
from enum import StrEnum

from summarize.types.document import Metadata, Unread
from summarize.types.evidence import Citation, Evidence


class Kind(StrEnum):
    """How a sentence was made."""

    WRITTEN = "written"
    REWORDED = "reworded"
    """In other words than its lines: a model of entailment found it supported, with the probability that is its support."""
    TIGHTENED = "tightened"
    QUOTED = "quoted"
    LIST = "list"
    """An item of a list, or the head of one, made by code."""
    ROW = "row"
    """A row of a table, or a key and its value, made by code."""
    COUNT = "count"
    """How often words occur, or what a column of a table adds up to, found by code."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A draft that was written and not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a fact that sources report differently."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact that sources report differently: `about` names what differs and the values; the first version is the claim's own."""

    about: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer, supported by at least the first of its citations.

    `speaker` is who says it, if anyone. `channel` is the outlet that reports it, if that is not the document itself. `direct`
    says that the words are the speaker's own. `edited` is the verdict on its text if a person
    has changed it: "supported", "unsupported".
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
    edited: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was read.

    `scope` are the files that it was asked of, or the first of many, if the question names some or a time of theirs; `dates` is
    that time. `corrected`
    are words as typed and as read. `hint` says how to get what the question asks for, if a question does not get it.
    """

    kind: str
    names: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    dates: str | None = None
    speaker: str | None = None
    corrected: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of `ask`; its fields are those of the JSON contract. Times are in seconds.

    `more` counts the items of a list that were not asked for. `uncovered` names the parts of a question that the documents do
    not cover. `sources` holds the metadata of the cited files, by name. `unread` is what was found and not read. `reading` is how
    the question was read, `judged` the evidence that was judged best, each with its probability as score.
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
    more: int = 0
    reading: Reading = Reading("anything")
    judged: tuple[Evidence, ...] = ()

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """What sources report differently, in the order of the sentences."""
        return tuple(found for sentence in self.sentences for found in sentence.disagreements)

    @property
    def answered(self) -> bool:
        """Whether the documents support an answer."""
        return bool(self.sentences)
