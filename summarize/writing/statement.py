"""Write a claim as a sentence of an answer, with all the citations that support it."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarize.checking.corroboration import agrees, carried
from summarize.checking.units import taken
from summarize.claims import group
from summarize.documents import readers
from summarize.errors import ReadError
from summarize.models.decoding import Request
from summarize.search.question import Question
from summarize.types.answer import AnswerSentence, Disagreement, Kind, Rejected, Version
from summarize.types.evidence import Citation, Claim, Context, Evidence, Role, Variant
from summarize.writing import ladder, unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for a claim: its sentence if one passes the checks, the rejected drafts, and seconds spent on checking.

    `head` is the head of the list in which the sentence is shown.
    """

    sentence: AnswerSentence | None
    rejected: tuple[Rejected, ...]
    checking: float
    head: AnswerSentence | None = None


def write(
    claim: Claim, asked: Question, paths: Mapping[str, Path], means: ladder.Means = ladder.PLAIN
) -> Generator[Request, str, Outcome]:
    """Write a claim as a sentence that keeps what was asked for, with what other sources give differently.

    A job for `Writer.side_by_side`. `paths` maps the file names in citations to the files.
    """
    attempt = yield from ladder.write(claim, asked, means)
    written = attempt.written
    if written is None:
        return Outcome(None, attempt.rejected, attempt.checking)
    further = supporting(written.text, claim)
    evidence = (*written.together, *(piece for piece in further if piece not in written.together))
    try:
        citations = (*_cited(written, evidence, paths), *around(claim.best, written.context))
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
    return Outcome(sentence, attempt.rejected, attempt.checking, head(claim.best) if claim.listed else None)


def _cited(written: ladder.Written, evidence: Sequence[Evidence], paths: Mapping[str, Path]) -> Iterator[Citation]:
    """Yield the citations of a sentence, the further ones of one source with the part that they carry.

    Raises:
        ReadError: as `cite`.
    """
    for number, piece in enumerate(evidence):
        part = carried(written.text, piece.sentences) if number and not written.together else None
        yield replace(cite(piece, paths), part=part)


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
    further = (piece for piece in claim.evidence[1:] if not _is_made(text, claim.best) or _have_same_context(claim.best, piece))
    return (claim.best, *(piece for piece in further if agrees(text, piece.sentences)))


def _is_made(text: str, evidence: Evidence) -> bool:
    """Whether code made a text from a unit, such as an item under its heading."""
    return taken(text, evidence.sentence) is not None


def _have_same_context(one: Evidence, other: Evidence) -> bool:
    """Whether two units have the same context: rows and items say the same only under the same headings and title."""
    mine, theirs = ((piece.title, *(each.text for each in piece.sentence.context)) for piece in (one, other))
    return mine == theirs


def head(evidence: Evidence) -> AnswerSentence | None:
    """Return the head of a list: its heading and introduction, with their locations."""
    over = unit.head(evidence.sentence)
    places = tuple(replace(place, role=Role.SUPPORT) for place in reversed(around(evidence, over)))
    text = ", ".join(context.text.rstrip(" .:") for context in over)
    return AnswerSentence(f"{text}:", Kind.LIST, 1.0, None, 1, places) if over else None


def around(evidence: Evidence, context: Iterable[Context]) -> tuple[Citation, ...]:
    """Return the citations of what a sentence takes from the context of its evidence, the nearest first."""
    places = sorted(dict.fromkeys(context), key=lambda each: -each.first_line)
    return tuple(
        Citation(
            evidence.file,
            each.first_line,
            each.last_line,
            each.text,
            each.lines_sha256,
            evidence.places.label(each.first_line, each.last_line),
            Role.CONTEXT,
        )
        for each in places
    )


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
    section = evidence.places.named(first.first_line)
    return Citation(evidence.file, first.context_line, last.last_line, raw, digest, place, section=section)
