"""The briefing as a document: one model, from which every format is rendered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from summarize.places import Places
from summarize.text.dates import Period
from summarize.types.answer import AnswerSentence, Disagreement, Rejected
from summarize.types.document import Metadata, Text, Unread
from summarize.types.evidence import Citation, Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """The statements under one heading, which is a topic that was found or a question that was asked."""

    heading: str
    statements: tuple[AnswerSentence, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one speaker says; `elsewhere` names other headings with statements by that speaker."""

    speaker: str
    statements: tuple[AnswerSentence, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A statement about an event, and when it happened."""

    when: Period
    statement: AnswerSentence


@dataclass(frozen=True, slots=True)
class Body:
    """What a briefing says, and how it was made.

    `rejected` are drafts that failed the check. `dropped` counts the claims without a statement of their own. `checking` is in
    seconds. `partial` says why the briefing is unfinished; it is empty if the briefing is finished.
    """

    bottom_line: tuple[AnswerSentence, ...] = ()
    sections: tuple[Section, ...] = ()
    voices: tuple[Voice, ...] = ()
    timeline: tuple[Event, ...] = ()
    differences: tuple[Disagreement, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    dropped: int = 0
    checking: float = 0.0
    partial: str = ""

    @property
    def statements(self) -> tuple[AnswerSentence, ...]:
        """Every statement, in reading order, without the versions of what sources report differently."""
        within = [*(section.statements for section in self.sections), *(voice.statements for voice in self.voices)]
        metadata = [statement for statements in within for statement in statements]
        return (*self.bottom_line, *metadata, *(event.statement for event in self.timeline))

    @property
    def cited(self) -> tuple[tuple[Citation, ...], ...]:
        """The citations of each statement and of each version of what sources report differently."""
        beside = [found.versions[-1] for statement in self.statements for found in statement.disagreements]
        versions = [*beside, *(version for found in self.differences for version in found.versions)]
        return (*(statement.citations for statement in self.statements), *(version.citations for version in versions))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that the sources do not answer, and the nearest lines."""

    question: str
    nearest: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source: its metadata, its cited line numbers, how readers locate its lines, and its origin.

    Copies and near-copies share the number of their origin. `share` is the share of the briefing's statements that cite the
    file, 0 to 1.
    """

    file: str
    metadata: Metadata
    lines: tuple[int, ...]
    places: Places
    origin: int
    share: float
    sha256: str


@dataclass(frozen=True, slots=True)
class Making:
    """How a briefing was made: the program's version, the models (role, name, hash), and the seconds of each step."""

    version: str
    models: tuple[tuple[str, str, str], ...]
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing.

    `texts` holds the text of each cited file, by name, to show citations in their context. `unread` is what was found under
    the sources and not read.
    """

    title: str
    body: Body
    unanswered: tuple[Unanswered, ...]
    sources: tuple[SourceNote, ...]
    making: Making
    texts: Mapping[str, Text]
    unread: tuple[Unread, ...] = ()

    def edited(self, texts: Mapping[str, tuple[str, str]]) -> "Briefing":
        """Return the briefing with some statements as a person has changed them: by the old text, the new one and its verdict.

        One whose new text is empty is left out, and so is a heading under which nothing is left.
        """

        def some(statements: tuple[AnswerSentence, ...]) -> tuple[AnswerSentence, ...]:
            new = ((one, *texts.get(one.text, (one.text, one.edited))) for one in statements)
            return tuple(replace(one, text=text, edited=verdict) for one, text, verdict in new if text)

        body = self.body
        sections = (replace(section, statements=some(section.statements)) for section in body.sections)
        voices = (replace(voice, statements=some(voice.statements)) for voice in body.voices)
        new = replace(
            body,
            bottom_line=some(body.bottom_line),
            sections=tuple(section for section in sections if section.statements),
            voices=tuple(voice for voice in voices if voice.statements),
            timeline=tuple(replace(event, statement=one) for event in body.timeline for one in some((event.statement,))),
        )
        return replace(self, body=new)

    @property
    def origins(self) -> int:
        """The number of independent origins among the sources."""
        return len({source.origin for source in self.sources})

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last day on which a source was written; `None` if no source gives a date."""
        known = sorted(source.metadata.written for source in self.sources if source.metadata.written)
        return (known[0], known[-1]) if known else None
