"""A briefing in the shape that other programs rely on, and as JSON; `summarize verify` reads it too."""

from dataclasses import fields

from summarize.briefing.document import Briefing, SourceNote
from summarize.rendering import labels
from summarize.rendering.answer.json import Sources, difference, dump, metadata_fields, not_read, passage, sentence, steps
from summarize.rendering.briefing import contract
from summarize.rendering.contract import Removed
from summarize.text.dates import Period
from summarize.types.answer import AnswerSentence


def render(briefing: Briefing) -> str:
    """Render the whole briefing as one JSON object."""
    return dump(of_briefing(briefing))


def of_briefing(briefing: Briefing) -> contract.Briefing:
    """Return the whole briefing."""
    body, making = briefing.body, briefing.making
    known = {source.file: source.metadata for source in briefing.sources}

    def statements(some: tuple[AnswerSentence, ...]) -> tuple[contract.Statement, ...]:
        return tuple(_statement(one, known) for one in some)

    return contract.Briefing(
        title=briefing.title,
        dates=(str(briefing.dates[0]), str(briefing.dates[1])) if briefing.dates else None,
        origins=briefing.origins,
        partial=body.partial or None,
        bottom_line=statements(body.bottom_line),
        sections=tuple(contract.Section(one.heading, statements(one.statements)) for one in body.sections),
        voices=tuple(contract.Voice(one.speaker, statements(one.statements), one.elsewhere) for one in body.voices),
        timeline=tuple(_statement(event.statement, known, event.when) for event in body.timeline),
        disagreements=tuple(
            difference(found, known) for found in (*body.differences, *(d for one in body.statements for d in one.disagreements))
        ),
        unanswered=tuple(contract.Unanswered(one.question, tuple(map(passage, one.nearest))) for one in briefing.unanswered),
        sources=tuple(map(_source, briefing.sources)),
        unread=not_read(briefing.unread),
        removed=tuple(Removed(one.text, one.reason) for one in body.rejected),
        dropped=body.dropped,
        version=making.version,
        models=tuple(contract.ModelUsed(role, name, digest) for role, name, digest in making.models),
        seconds=steps(making.seconds),
    )


def _statement(one: AnswerSentence, known: Sources, when: Period | None = None) -> contract.Statement:
    said = sentence(one, known)
    return contract.Statement(
        **{field.name: getattr(said, field.name) for field in fields(said)},
        channel=one.channel,
        direct=one.direct,
        when=contract.When(str(when.first), str(when.last), str(when)) if when else None,
        edited=one.edited,
    )


def _source(source: SourceNote) -> contract.SourceNote:
    return contract.SourceNote(
        file=source.file,
        **metadata_fields(source.metadata),
        lines=source.lines,
        places=labels.lines(source),
        origin=source.origin,
        share=round(source.share, 3),
        sha256=source.sha256,
    )
