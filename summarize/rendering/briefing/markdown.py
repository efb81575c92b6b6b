"""A briefing as Markdown that renders on any forge and that `summarize verify` reads; text of documents is escaped."""

from collections.abc import Iterator
from itertools import chain

from summarize import citations
from summarize.briefing.composing import BOTTOM_LINE, DIFFERENCES, TIMELINE, VOICES
from summarize.briefing.document import Briefing, Event, SourceNote, Unanswered
from summarize.cited_text import APPARATUS
from summarize.rendering.briefing import wording
from summarize.rendering.markdown import cited, differing, escaped
from summarize.rendering.text import place
from summarize.types import AnswerSentence, Disagreement


def render(briefing: Briefing) -> str:
    """The whole briefing."""
    return "\n\n".join([*_body(briefing), *_apparatus(briefing)]) + "\n"


def _body(briefing: Briefing) -> Iterator[str]:
    """What is said, from the title to the differences; each paragraph or list once."""
    yield f"# {escaped(briefing.title)}"
    yield f"*{escaped(wording.scope(briefing))}*"
    if unfinished := wording.partial(briefing.body):
        yield f"*{escaped(unfinished)}*"
    if briefing.body.bottom_line:
        yield f"## {BOTTOM_LINE}"
        yield _list(map(statement, briefing.body.bottom_line))
    for section in briefing.body.sections:
        yield f"## {escaped(section.heading)}"
        yield _list(map(statement, section.statements))
    if briefing.body.voices:
        yield f"## {VOICES}"
    for voice in briefing.body.voices:
        yield f"### {escaped(voice.speaker)}"
        yield _list(statement(told, how=True) for told in voice.statements)
        if voice.elsewhere:
            yield f"*{escaped(wording.elsewhere(voice.elsewhere))}*"
    if briefing.body.timeline:
        yield f"## {TIMELINE}"
        yield _list(map(_event, briefing.body.timeline))
    if briefing.body.differences:
        yield f"## {DIFFERENCES}"
        yield from chain.from_iterable(map(_difference, briefing.body.differences))


def _apparatus(briefing: Briefing) -> Iterator[str]:
    """What is told of the sources and of the briefing itself, which is nobody's statement."""
    yield APPARATUS
    if briefing.unanswered:
        yield f"## {wording.UNANSWERED}"
        yield from map(_unanswered, briefing.unanswered)
    yield f"## {wording.SOURCES}"
    rows = ["| file | title | date | lines cited | origin | share |", "|---|---|---|---|---|---|"]
    yield "\n".join([*rows, *map(_row, briefing.sources)])
    yield f"## {wording.MADE}"
    yield _list(map(escaped, [wording.EVERY, *wording.making(briefing)]))
    if briefing.body.rejected:
        yield "| why drafts were rejected | times |\n|---|---|\n" + "\n".join(
            f"| {escaped(reason)} | {number} |" for reason, number in wording.reasons(briefing.body)
        )
    yield citations.render_hashes(chain.from_iterable(briefing.body.cited))


def _list(items: "Iterator[str] | list[str] | map[str]") -> str:
    return "\n".join(f"- {item}" for item in items)


def statement(told: AnswerSentence, *, how: bool = False) -> str:
    """A statement with its citations and, in brackets, who reports it (`how`) and how many files state it."""
    notes = "; ".join(filter(None, [wording.said(told) if how else "", wording.spread(told)]))
    main = f"{escaped(told.text)} {cited(told.citations)}" + (f" ({escaped(notes)})" if notes else "")
    return "\n".join([main, *(f"  - {differing(found)}" for found in told.disagreements)])


def _event(event: Event) -> str:
    return f"**{event.when}:** {statement(event.statement)}"


def _difference(found: Disagreement) -> Iterator[str]:
    yield f"### {escaped(found.about[:1].upper() + found.about[1:])}"
    yield _list(f"{escaped(version.text)} {cited(version.citations)}" for version in found.versions)


def _unanswered(found: Unanswered) -> str:
    lines = [f"  - `{place(evidence)}` {escaped(evidence.sentence.text)}" for evidence in found.nearest]
    return "\n".join([f"- {escaped(found.question)}: {wording.NO_ANSWER}", *lines])


def _row(source: SourceNote) -> str:
    told = escaped(source.file), escaped(source.title or ""), wording.written(source)
    return f"| {' | '.join(told)} | {source.lines} | {source.origin} | {source.share:.0%} |"
