"""A briefing as JSON for other programs; `summarize verify` reads it too."""

from typing import Any

from summarize.briefing.document import Briefing
from summarize.rendering.answer.json import difference, dump, metadata_fields, nearest, not_read, sentence
from summarize.rendering.briefing import labels
from summarize.text.dates import Period
from summarize.types.answer import AnswerSentence


def render(briefing: Briefing) -> str:
    """Render the whole briefing as one JSON object."""
    body, making = briefing.body, briefing.making
    sources = {source.file: source.metadata for source in briefing.sources}

    def statement(one: AnswerSentence) -> dict[str, Any]:
        return {**sentence(one, sources), "channel": one.channel, "direct": one.direct}

    return dump(
        {
            "title": briefing.title,
            "dates": [str(day) for day in briefing.dates] if briefing.dates else None,
            "origins": briefing.origins,
            "partial": body.partial or None,
            "bottom_line": [statement(one) for one in body.bottom_line],
            "sections": [{"heading": s.heading, "sentences": [statement(one) for one in s.statements]} for s in body.sections],
            "voices": [
                {"speaker": v.speaker, "sentences": [statement(one) for one in v.statements], "elsewhere": list(v.elsewhere)}
                for v in body.voices
            ],
            "timeline": [{"when": _period(event.when), **statement(event.statement)} for event in body.timeline],
            "disagreements": [
                difference(found, sources)
                for found in (*body.differences, *(d for one in body.statements for d in one.disagreements))
            ],
            "unanswered": [{"question": u.question, "nearest": [nearest(e) for e in u.nearest]} for u in briefing.unanswered],
            "sources": [
                {
                    "file": source.file,
                    **metadata_fields(source.metadata),
                    "lines": list(source.lines),
                    "places": labels.lines(source),
                    "origin": source.origin,
                    "share": round(source.share, 3),
                    "sha256": source.sha256,
                }
                for source in briefing.sources
            ],
            "unread": not_read(briefing.unread),
            "removed": [{"text": r.text, "reason": r.reason} for r in body.rejected],
            "dropped": body.dropped,
            "version": making.version,
            "models": [{"role": role, "name": name, "sha256": digest} for role, name, digest in making.models],
            "seconds": {step: round(seconds, 3) for step, seconds in making.seconds.items()},
        }
    )


def _period(when: Period) -> dict[str, Any]:
    return {"first": str(when.first), "last": str(when.last), "shown": str(when)}
