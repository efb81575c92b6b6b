"""Leave out of an answer the claims that say nothing on the question which claims before them do not say."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.claims.propositions import Proposition, propositions
from summarize.documents.speakers import resolved
from summarize.models.embedder import Encoder, Vectors
from summarize.text.languages import ENGLISH
from summarize.text.names import same
from summarize.text.syntax import Parser
from summarize.text.terms import denies
from summarize.types.document import BlockKind
from summarize.types.evidence import Claim

ALIKE = 0.6
"""Cosine from which two propositions may say the same."""
SHARED, SHARED_OTHERWISE = 0.4, 0.75
"""Share of the words of one proposition that the other must have, its verb among them: with the same object, and with another."""
ON_THE_POINT = 0.1
"""How much farther from the question than its closest one the propositions of a claim may be that answer it."""
STATING = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN})
"""Kinds of units whose sentences are compared; two rows or items that are alike in form say different things."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim with its propositions, their vectors, shape (propositions, dimensions), and which of them are on the point."""

    claim: Claim
    propositions: tuple[Proposition, ...]
    vectors: Vectors
    on_the_point: tuple[bool, ...]


def without_contained(claims: Sequence[Claim], topic: str, parser: Parser, encoder: Encoder) -> tuple[Claim, ...]:
    """Return the claims, in their order, without those whose answer to the topic is contained in claims before them."""
    comparable = [claim for claim in claims if _is_comparable(claim)]
    found = {claim.best.id: _propositions(claim, parser) for claim in comparable}
    texts = [topic, *(each.text for own in found.values() for each in own)]
    vectors = encoder.encode(texts)
    asked, start = vectors[0], 1
    said: dict[int, _Said] = {}
    for claim in comparable:
        own = found[claim.best.id]
        mine, start = vectors[start : start + len(own)], start + len(own)
        near = mine @ asked
        said[claim.best.id] = _Said(claim, own, mine, tuple(near >= near.max(initial=-1.0) - ON_THE_POINT))
    kept: list[Claim] = []
    heard: list[_Said] = []
    for claim in claims:
        one = said.get(claim.best.id)
        if one and one.propositions and _is_contained(one, heard):
            continue
        kept.append(claim)
        heard += [one] if one else []
    return tuple(kept)


def _is_comparable(claim: Claim) -> bool:
    sentence = claim.best.sentence
    return sentence.kind in STATING and sentence.language == ENGLISH and not claim.variants and not claim.listed


def _propositions(claim: Claim, parser: Parser) -> tuple[Proposition, ...]:
    sentences = claim.best.sentences
    return tuple(each for one in sentences for text in (resolved(one),) for each in propositions(text, parser.parse(text)))


def _is_contained(one: _Said, heard: Sequence[_Said]) -> bool:
    """Whether each proposition of a claim that is on the point is stated by a claim heard before, of the same speaker."""
    others = [other for other in heard if _of_one_speaker(one.claim, other.claim)]
    wanted = [place for place, on_the_point in enumerate(one.on_the_point) if on_the_point]
    return all(any(_states(one, place, other) for other in others) for place in wanted)


def _of_one_speaker(one: Claim, other: Claim) -> bool:
    mine, theirs = (claim.best.sentence.speech.speaker for claim in (one, other))
    return same(mine, theirs) if mine and theirs else mine == theirs


def _states(one: _Said, place: int, other: _Said) -> bool:
    """Whether a claim has a proposition that says what one of another claim says, with all its names and numbers."""
    mine = one.propositions[place]
    for number, theirs in enumerate(other.propositions):
        alike = float(one.vectors[place] @ other.vectors[number]) >= ALIKE and denies(mine.text) == denies(theirs.text)
        if not alike or mine.predicate[0] not in theirs.words or not mine.figures <= theirs.words:
            continue
        shared = len(mine.words & theirs.words) / max(len(mine.words), 1)
        if shared >= (SHARED if mine.predicate == theirs.predicate else SHARED_OTHERWISE):
            return True
    return False
