"""An answer as JSON, by the contract that other programs rely on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summarize import places
from summarize.citations import syntax
from summarize.types.answer import Answer, AnswerSentence, Disagreement, Reading, Version
from summarize.types.document import Metadata, Unread
from summarize.types.evidence import Citation, Evidence
from summarize.types.verdict import Checked, Finding

Sources = Mapping[str, Metadata]
"""The metadata of files, by the names that citations use."""
NOT_COVERED = "the documents do not cover this part of the question"


def answer(found: Answer) -> str:
    """Render the whole answer as one JSON object."""
    sources = dict(found.sources)
    return dump(
        {
            "question": found.question,
            "answered": found.answered,
            "sentences": [sentence(one, sources) for one in found.sentences],
            "disagreements": [difference(d, sources) for d in found.disagreements],
            "removed": [
                *({"text": r.text, "reason": r.reason} for r in found.removed),
                *({"text": part, "reason": NOT_COVERED} for part in found.uncovered),
            ],
            "nearest": [nearest(evidence) for evidence in found.nearest],
            "unread": not_read(found.unread),
            "explain": explained(found.reading, found.judged),
            "more": found.more,
            "model": {"embedder": found.embedder, "writer": found.writer},
            "seconds": {step: round(seconds, 3) for step, seconds in found.seconds.items()},
        }
    )


def explained(reading: Reading, judged: Iterable[Evidence]) -> dict[str, Any]:
    """Return how a question was read, and the probabilities of the best evidence."""
    return {
        "kind": reading.kind,
        "names": list(reading.names),
        "scope": list(reading.scope),
        "dates": reading.dates,
        "speaker": reading.speaker,
        "corrected": [{"typed": typed, "read": read} for typed, read in reading.corrected],
        "hint": reading.hint or None,
        "best": [{"place": syntax.location(syntax.to(one)), "probability": round(one.score, 4)} for one in judged],
    }


def not_read(unread: Iterable[Unread]) -> list[dict[str, str]]:
    """Return the files and folders that were found and not read, each with the reason."""
    return [{"file": one.file, "reason": one.reason} for one in unread]


def passages(question: str, found: tuple[Evidence, ...], reading: Reading) -> str:
    """Render passages without an answer as one JSON object."""
    rows = [
        {**nearest(evidence), "speaker": evidence.sentence.speech.speaker, "unit": evidence.sentence.kind.value}
        for evidence in found
    ]
    return dump({"question": question, "passages": rows, "explain": explained(reading, found)})


def report(checked: Sequence[Checked]) -> str:
    """Render what a check found as one JSON object."""
    rows = [
        {"text": c.text, "verdict": c.finding.value, "reason": c.reason, "citations": [_citation(place) for place in c.citations]}
        for c in checked
    ]
    return dump({"sentences": rows, **{finding.value: sum(c.finding is finding for c in checked) for finding in Finding}})


def sentence(one: AnswerSentence, sources: Sources) -> dict[str, Any]:
    """Return a sentence with how it was made, who says it, and its citations."""
    return {
        "text": one.text,
        "kind": one.kind.value,
        "support": one.support,
        "speaker": one.speaker,
        "origins": one.origins,
        "citations": [_citation(citation, sources.get(citation.file)) for citation in one.citations],
    }


def difference(found: Disagreement, sources: Sources) -> dict[str, Any]:
    """Return what sources report differently, each version with its citations."""
    return {"about": found.about, "versions": [_version(version, sources) for version in found.versions]}


def _version(version: Version, sources: Sources) -> dict[str, Any]:
    return {
        "text": version.text,
        "citations": [_citation(citation, sources.get(citation.file)) for citation in version.citations],
    }


def _citation(citation: Citation, metadata: Metadata | None = None) -> dict[str, Any]:
    """Return a citation, with its location if readers do not use line numbers, and with the metadata that its document has."""
    line, end_line = places.numbers(syntax.place(citation))
    more = {
        "place": citation.place or None,
        "section": citation.section or None,
        **(metadata_fields(metadata) if metadata else {}),
    }
    return {
        "file": citation.file,
        "line": line,
        "end_line": end_line,
        "text": citation.text,
        "sha256": citation.sha256,
        "role": citation.role.value,
        **{name: value for name, value in more.items() if value is not None},
    }


def metadata_fields(metadata: Metadata) -> dict[str, str | None]:
    """Return the metadata of a document."""
    return {
        "title": metadata.title,
        "author": metadata.author,
        "outlet": metadata.outlet,
        "written": str(metadata.written) if metadata.written else None,
        "language": metadata.language,
    }


def nearest(evidence: Evidence) -> dict[str, Any]:
    """Return a passage with its score."""
    place = _citation(syntax.to(evidence))
    del place["sha256"]
    return {**place, "context": _context(evidence), "score": round(evidence.score, 4)}


def _context(evidence: Evidence) -> list[dict[str, str]]:
    """Return the context of a passage, the widest first, each part with its location."""
    return [
        {"kind": each.kind.value, "text": each.text, "place": evidence.places.shown(each.first_line, each.last_line)}
        for each in evidence.sentence.context
    ]


def dump(value: dict[str, Any]) -> str:
    """Return an object as it is printed."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode() + "\n"
