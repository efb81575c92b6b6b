"""A briefing in the shape that other programs rely on; see `summarize.rendering.contract`."""

from dataclasses import dataclass

from summarize.rendering.contract import Disagreement, Passage, Record, Removed, Seconds, Sentence, Unread


@dataclass(frozen=True)
class When(Record):
    """The first and the last day of a time, as 2021-05-03, and how it is printed."""

    first: str
    last: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class Statement(Sentence):
    """A sentence of a briefing: a sentence of an answer, the outlet that reports it, whether it quotes, and the time before it.

    `edited` is the verdict on its text if a person has changed it: "supported", "unsupported".
    """

    channel: str | None
    direct: bool
    when: When | None = None
    edited: str = ""


@dataclass(frozen=True)
class Section(Record):
    """The statements under one heading."""

    heading: str
    sentences: tuple[Statement, ...]


@dataclass(frozen=True)
class Voice(Record):
    """What one speaker says; `elsewhere` names other headings with statements by that speaker."""

    speaker: str
    sentences: tuple[Statement, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True)
class Unanswered(Record):
    """A question that the sources do not answer, and the nearest lines."""

    question: str
    nearest: tuple[Passage, ...]


@dataclass(frozen=True)
class SourceNote(Record):
    """A source: its metadata, its cited lines, the number of its origin, and the share of statements that cite it, 0 to 1."""

    file: str
    title: str | None
    author: str | None
    outlet: str | None
    written: str | None
    language: str | None
    lines: tuple[int, ...]
    places: str
    origin: int
    share: float
    sha256: str


@dataclass(frozen=True)
class ModelUsed(Record):
    """A model by role, name and hash."""

    role: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Briefing(Record):
    """A briefing; `partial` says why it is unfinished, `dropped` counts the claims without a statement of their own."""

    title: str
    dates: tuple[str, str] | None
    origins: int
    partial: str | None
    bottom_line: tuple[Statement, ...]
    sections: tuple[Section, ...]
    voices: tuple[Voice, ...]
    timeline: tuple[Statement, ...]
    disagreements: tuple[Disagreement, ...]
    unanswered: tuple[Unanswered, ...]
    sources: tuple[SourceNote, ...]
    unread: tuple[Unread, ...]
    removed: tuple[Removed, ...]
    dropped: int
    version: str
    models: tuple[ModelUsed, ...]
    seconds: Seconds
