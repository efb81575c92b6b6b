"""Answers, passages and checks in the shape that other programs rely on, and as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence

from summarize import places
from summarize.citations import syntax
from summarize.rendering import contract
from summarize.rendering.contract import Record
from summarize.types.answer import Answer, AnswerSentence, Disagreement, Reading, Version
from summarize.types.document import Metadata, Unread
from summarize.types.evidence import Citation, Evidence
from summarize.types.verdict import Checked, Finding

Sources = Mapping[str, Metadata]
"""The metadata of files, by the names that citations use."""
NOT_COVERED = "the documents do not cover this part of the question"


def answer(found: Answer) -> str:
    """Render the whole answer as one JSON object."""
    return dump(of_answer(found))


def of_answer(found: Answer) -> contract.Answer:
    """Return the whole answer."""
    sources = dict(found.sources)
    return contract.Answer(
        question=found.question,
        answered=found.answered,
        sentences=tuple(sentence(one, sources) for one in found.sentences),
        disagreements=tuple(difference(one, sources) for one in found.disagreements),
        removed=(
            *(contract.Removed(one.text, one.reason) for one in found.removed),
            *(contract.Removed(part, NOT_COVERED) for part in found.uncovered),
        ),
        nearest=tuple(map(passage, found.nearest)),
        unread=not_read(found.unread),
        explain=explained(found.reading, found.judged),
        more=found.more,
        model=contract.Models(found.embedder, found.writer),
        seconds=steps(found.seconds),
    )


def steps(seconds: Mapping[str, float]) -> contract.Seconds:
    """Return the seconds of each step.

    >>> steps({"index": 0.1, "write": 2.00004, "verify": 0.5}).to_dict()
    {'index': 0.1, 'write': 2.0, 'verify': 0.5}
    """
    return contract.Seconds(**{step: round(each, 3) for step, each in seconds.items()})


def explained(reading: Reading, judged: Iterable[Evidence]) -> contract.Explained:
    """Return how a question was read, and the probabilities of the best evidence."""
    return contract.Explained(
        kind=reading.kind,
        names=reading.names,
        scope=reading.scope,
        dates=reading.dates,
        speaker=reading.speaker,
        corrected=tuple(contract.Correction(typed, read) for typed, read in reading.corrected),
        hint=reading.hint or None,
        best=tuple(contract.Judged(syntax.location(syntax.to(one)), round(one.score, 4)) for one in judged),
    )


def not_read(unread: Iterable[Unread]) -> tuple[contract.Unread, ...]:
    """Return the files and folders that were found and not read, each with the reason."""
    return tuple(contract.Unread(one.file, one.reason) for one in unread)


def of_passages(question: str, found: Sequence[Evidence], reading: Reading, *, relevant: bool) -> contract.Passages:
    """Return passages without an answer."""
    return contract.Passages(question, relevant, tuple(map(passage, found)), explained(reading, found))


def of_checked(checked: Sequence[Checked]) -> contract.Verification:
    """Return what a check found."""
    rows = (
        contract.CheckedSentence(
            text=one.text,
            line=one.line,
            verdict=one.finding,
            reason=one.reason,
            citations=tuple(map(citation, one.citations)),
            basis=one.basis,
            probability=one.probability,
            marks=tuple(contract.Mark(mark.start, mark.end, mark.nearest) for mark in one.marks),
            suggestion=one.suggestion,
            parts=tuple(contract.Part(part.location, part.start, part.end) for part in one.parts),
        )
        for one in checked
    )
    return contract.Verification(tuple(rows), *(sum(one.finding is finding for one in checked) for finding in Finding))


def sentence(one: AnswerSentence, sources: Sources) -> contract.Sentence:
    """Return a sentence with how it was made, who says it, its citations, and what other sources report differently."""
    return contract.Sentence(
        text=one.text,
        kind=one.kind,
        support=one.support,
        speaker=one.speaker,
        origins=one.origins,
        citations=tuple(citation(place, sources.get(place.file)) for place in one.citations),
        disagreements=tuple(difference(found, sources) for found in one.disagreements),
    )


def difference(found: Disagreement, sources: Sources) -> contract.Disagreement:
    """Return what sources report differently, each version with its citations."""
    return contract.Disagreement(found.about, tuple(_version(version, sources) for version in found.versions))


def _version(version: Version, sources: Sources) -> contract.Version:
    return contract.Version(version.text, tuple(citation(place, sources.get(place.file)) for place in version.citations))


def citation(place: Citation, metadata: Metadata | None = None) -> contract.Citation:
    """Return a citation, with its location if readers do not use line numbers, and with the metadata that its document has."""
    line, end_line = places.numbers(syntax.place(place))
    return contract.Citation(
        file=place.file,
        line=line,
        end_line=end_line,
        text=place.text,
        sha256=place.sha256,
        role=place.role,
        place=place.place or None,
        section=place.section or None,
        part=place.part,
        **(metadata_fields(metadata) if metadata else {}),
    )


def metadata_fields(metadata: Metadata) -> dict[str, str | None]:
    """Return the metadata of a document."""
    return {
        "title": metadata.title,
        "author": metadata.author,
        "outlet": metadata.outlet,
        "written": str(metadata.written) if metadata.written else None,
        "language": metadata.language,
    }


def passage(evidence: Evidence) -> contract.Passage:
    """Return a passage with its score, its speaker, and its context, the widest first."""
    place = citation(syntax.to(evidence))
    return contract.Passage(
        file=place.file,
        line=place.line,
        end_line=place.end_line,
        text=place.text,
        role=place.role,
        context=tuple(
            contract.Context(each.kind, each.text, evidence.places.shown(each.first_line, each.last_line))
            for each in evidence.sentence.context
        ),
        score=round(evidence.score, 4),
        speaker=evidence.sentence.speech.speaker,
        unit=evidence.sentence.kind.value,
        place=place.place,
        section=place.section,
    )


def dump(value: Record) -> str:
    """Return an object as it is printed."""
    return json.dumps(value.to_dict(), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode() + "\n"
