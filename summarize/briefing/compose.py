"""A plan -> the body of a briefing: write each claim under its heading, until all are written or the time is up."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum, auto

from summarize.briefing.document import Body, Event, Section, Voice
from summarize.briefing.plan import Plan
from summarize.search import question
from summarize.search.question import Question
from summarize.text import names
from summarize.types.answer import AnswerSentence, Disagreement, Rejected
from summarize.types.evidence import Claim
from summarize.writing.statement import Outcome

BOTTOM_LINE, VOICES, TIMELINE, DIFFERENCES = "Bottom line", "Who said what", "Timeline", "Where the sources differ"
"""Headings that appear in every briefing that has statements for them."""
ALWAYS = (BOTTOM_LINE, VOICES, TIMELINE, DIFFERENCES)
INTERRUPTED = "it was interrupted"


@dataclass(frozen=True, slots=True)
class Writing:
    """How claims become statements: by the model, in their order, or quoted `side_by_side` with differing sources.

    `late` says why no time is left; it is empty if there is time. `progress` takes a label, the number of claims done and their
    total; `finished` takes each statement, and its heading.
    """

    write: Callable[[Iterable[tuple[Claim, Question]]], Iterator[Outcome]]
    side_by_side: Callable[[Claim], Disagreement]
    late: Callable[[], str]
    progress: Callable[[str, int, int], object]
    finished: Callable[[str, AnswerSentence], object]


class Part(Enum):
    """The kinds of lists in a briefing."""

    BOTTOM_LINE = auto()
    SECTION = auto()
    VOICE = auto()
    EVENT = auto()


Place = tuple[Part, int]


@dataclass(frozen=True, slots=True)
class _Job:
    """A claim to write, the list it belongs to, the heading of that list, and the question that its statement must answer."""

    place: Place
    heading: str
    claim: Claim
    asked: Question


@dataclass(slots=True)
class _Ledger:
    """The statements written for each list, and what became of the other claims."""

    written: dict[Place, list[AnswerSentence]] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    dropped: int = 0
    checking: float = 0.0
    partial: str = ""


def compose(plan: Plan, writing: Writing, known: Set[str] = frozenset()) -> Body:
    """Write the claims of a plan, the bottom line first.

    A statement that was written already, or is in `known`, is dropped. On Ctrl-C, or when the time is up, what is finished is
    kept.
    """
    differences = tuple(writing.side_by_side(claim) for claim in plan.differences)
    ledger = _Ledger()
    jobs = list(_jobs(plan))
    outcomes = writing.write((job.claim, job.asked) for job in jobs)
    try:
        for number, job in enumerate(jobs):
            if late := writing.late():
                ledger.partial = late
                break
            writing.progress(f"{job.heading}; {len(ledger.rejected)} drafts rejected", number, len(jobs))
            if (statement := _enter(job, next(outcomes), ledger, known)) is not None:
                writing.finished(job.heading, statement)
    except KeyboardInterrupt:
        ledger.partial = INTERRUPTED
    return _body(plan, ledger, differences)


def _jobs(plan: Plan) -> Iterator[_Job]:
    for claim in plan.bottom_line:
        yield _Job((Part.BOTTOM_LINE, 0), BOTTOM_LINE, claim, question.about(""))
    for number, section in enumerate(plan.sections):
        for claim in section.claims:
            yield _Job((Part.SECTION, number), section.heading, claim, section.asked or question.about(section.heading))
    for number, voice in enumerate(plan.voices):
        for claim in voice.claims:
            yield _Job((Part.VOICE, number), VOICES, claim, question.about("", claim.best.sentence.speech.speaker))
    for number, event in enumerate(plan.events):
        yield _Job((Part.EVENT, number), TIMELINE, event.claim, question.about(event.words))


def _enter(job: _Job, outcome: Outcome, ledger: _Ledger, known: Set[str]) -> AnswerSentence | None:
    """Enter what became of a claim; return its statement, unless it is dropped."""
    ledger.rejected += outcome.rejected
    ledger.checking += outcome.checking
    written = {sentence.text for statements in ledger.written.values() for sentence in statements}
    if outcome.sentence is None or outcome.sentence.text in written | known:
        ledger.dropped += 1
        return None
    ledger.written.setdefault(job.place, []).append(outcome.sentence)
    return outcome.sentence


def _body(plan: Plan, ledger: _Ledger, differences: tuple[Disagreement, ...]) -> Body:
    written = ledger.written
    bottom_line = tuple(written.get((Part.BOTTOM_LINE, 0), ()))
    sections = tuple(
        Section(section.heading, tuple(written[Part.SECTION, number]))
        for number, section in enumerate(plan.sections)
        if (Part.SECTION, number) in written
    )
    above = [(BOTTOM_LINE, bottom_line), *((section.heading, section.statements) for section in sections)]
    voices = tuple(
        Voice(voice.speaker, tuple(written[Part.VOICE, number]), tuple(_headings_of(voice.speaker, above)))
        for number, voice in enumerate(plan.voices)
        if (Part.VOICE, number) in written
    )
    timeline = tuple(
        Event(event.when, written[Part.EVENT, number][0])
        for number, event in enumerate(plan.events)
        if (Part.EVENT, number) in written
    )
    rejected = tuple(ledger.rejected)
    return Body(bottom_line, sections, voices, timeline, differences, rejected, ledger.dropped, ledger.checking, ledger.partial)


def _headings_of(speaker: str, above: Sequence[tuple[str, Sequence[AnswerSentence]]]) -> Iterator[str]:
    """Yield the headings that have a statement by a speaker."""
    for heading, statements in above:
        if any(statement.speaker and names.same(statement.speaker, speaker) for statement in statements):
            yield heading
