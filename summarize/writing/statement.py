"""Write a claim as a sentence of an answer, with all the citations that support it."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from summarize.checking.corroboration import agrees
from summarize.claims import group
from summarize.documents import readers
from summarize.errors import ReadError
from summarize.models.decoding import Request
from summarize.search.question import Question
from summarize.text.syntax import Parser
from summarize.types.answer import AnswerSentence, Disagreement, Rejected, Version
from summarize.types.evidence import Citation, Claim, Evidence, Variant
from summarize.writing import ladder


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for a claim: its sentence if one passes the checks, the rejected drafts, and seconds spent on checking."""

    sentence: AnswerSentence | None
    rejected: tuple[Rejected, ...]
    checking: float


def write(
    claim: Claim, asked: Question, paths: Mapping[str, Path], parser: Parser | None = None
) -> Generator[Request, str, Outcome]:
    """Write a claim as a sentence that keeps what was asked for, with what other sources give differently.

    A job for `Writer.side_by_side`. `paths` maps the file names in citations to the files; `parser` gives grammar.
    """
    attempt = yield from ladder.write(claim, asked, parser)
    written = attempt.written
    if written is None:
        return Outcome(None, attempt.rejected, attempt.checking)
    evidence = supporting(written.text, claim)
    try:
        citations = tuple(cite(piece, paths) for piece in evidence)
        disagreements = tuple(
            Disagreement(about(variant), (Version(written.text, citations), _version(variant, paths)))
            for variant in claim.variants
        )
    except ReadError as error:
        return Outcome(None, (*attempt.rejected, Rejected(written.text, str(error))), attempt.checking)
    speech = claim.best.sentence.speech
    sentence = AnswerSentence(
        text=written.text,
        kind=written.kind,
        support=written.support,
        speaker=speech.speaker,
        origins=group.origins(evidence),
        citations=citations,
        disagreements=disagreements,
        channel=speech.channel,
        direct=speech.direct,
    )
    return Outcome(sentence, attempt.rejected, attempt.checking)


def side_by_side(claim: Claim, paths: Mapping[str, Path]) -> Disagreement:
    """Return a claim and what other sources give differently, in the words of the sources; no model writes it."""
    text = ladder.plain(claim.best.sentence)
    mine = Version(text, tuple(cite(piece, paths) for piece in supporting(text, claim)))
    return Disagreement("; ".join(map(about, claim.variants)), (mine, *(_version(variant, paths) for variant in claim.variants)))


def about(variant: Variant) -> str:
    """Return what differs, and how: "date: May 3, 1990 / June 3, 1990"."""
    return f"{variant.what}: {variant.mine} / {variant.theirs}"


def _version(variant: Variant, paths: Mapping[str, Path]) -> Version:
    return Version(ladder.plain(variant.evidence[0].sentence), tuple(cite(piece, paths) for piece in variant.evidence))


def supporting(text: str, claim: Claim) -> tuple[Evidence, ...]:
    """Return the evidence that a sentence may cite: its own, and what states the same; for a quotation, copies of it."""
    return (claim.best, *(piece for piece in claim.evidence[1:] if agrees(text, piece.sentences)))


def cite(evidence: Evidence, paths: Mapping[str, Path]) -> Citation:
    """Return the citation of a piece of evidence, with the line above that names whom its pronoun refers to.

    `paths` maps the file names in citations to the files.

    Raises:
        ReadError: the lines of two sentences must be hashed, and the file has changed or cannot be read.
    """
    first, last = evidence.sentence, evidence.sentences[-1]
    raw, digest = first.raw, evidence.lines_sha256
    if evidence.following is not None:
        raw += (" " if first.last_line == last.first_line else "\n") + last.raw
    if last.last_line > first.last_line:
        document = readers.read(paths[evidence.file])
        if document.lines_sha256(first.context_line, first.last_line) != digest:
            raise ReadError(f"{paths[evidence.file]}: changed while it was being answered from; ask again")
        digest = document.lines_sha256(first.context_line, last.last_line)
    place = evidence.places.label(first.context_line, last.last_line)
    return Citation(evidence.file, first.context_line, last.last_line, raw, digest, place)
