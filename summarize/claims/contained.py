"""Leave out of an answer the claims that say nothing on the question which claims before them do not say.

A claim says it again if its propositions have no word more than those before it, or if they are near them in meaning, by their
embeddings and by the model of entailment, and name and count nothing else.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from summarize.checking.entailment.notation import read, values
from summarize.checking.entailment_model import Provider, no_model
from summarize.claims.group import of_one_speaker, origins
from summarize.claims.propositions import Proposition, propositions
from summarize.documents.speakers import resolved
from summarize.models.embedder import Encoder, Vectors
from summarize.text import names
from summarize.text.demonyms import is_place, same_place
from summarize.text.inflection import lemma
from summarize.text.languages import ENGLISH
from summarize.text.synonyms import exchangeable
from summarize.text.syntax import Parser
from summarize.text.terms import denies
from summarize.types.document import BlockKind
from summarize.types.evidence import Claim

ON_THE_POINT = 0.2
"""How much farther from the question, by cosine, than its closest one the propositions of a claim may be that answer it.

It was set by hand, on pairs made up for it and on answers over a news folder.
"""
NEAR, LIKELY = 0.7, 0.1
"""Cosine of two propositions, and probability that the sentence of one supports the other, from which they say the same.

Of pairs of arguments that are so near each other, 78 in 100 (ArgKP) and 96 in 100 (Perspectrum) make the same point; of those
that are near by the cosine alone 58 and 83 (`benchmarks/repeats.py`).
"""
STATING = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN})
"""Kinds of units whose sentences are compared; two rows or items that are alike in form say different things."""


@dataclass(frozen=True, slots=True)
class Models:
    """What claims are compared with; without a model of entailment only by their words."""

    parser: Parser
    encoder: Encoder
    entailment: Provider = no_model


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """A claim, its propositions with their vectors, shape (propositions, dimensions), and which of them answer the topic."""

    claim: Claim
    propositions: tuple[Proposition, ...]
    vectors: Vectors
    on_the_point: tuple[int, ...]

    @property
    def text(self) -> str:
        """The sentences of its best evidence, with whom they mean by "he"."""
        return " ".join(map(resolved, self.claim.best.sentences))


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """A claim, and what says neither more nor less than it, itself first; nothing if it cannot be compared."""

    claim: Claim
    same: tuple[_Said, ...]


def without_contained(claims: Sequence[Claim], topic: str, models: Models) -> tuple[Claim, ...]:
    """Return the claims, in their order, without those whose answer to the topic is contained in claims before them.

    The first that contains all of one in the same words has its evidence too.
    """
    said = {one.claim.best.id: one for one in _said([claim for claim in claims if _is_comparable(claim)], topic, models)}
    found = [_Kept(claim, (said[claim.best.id],) if claim.best.id in said else ()) for claim in claims]
    left: list[Claim] = []
    heard: list[_Said] = []
    for kept in _not_worded_before(found):
        if kept.same and kept.same[0].on_the_point and _is_contained(kept.same[0], heard, models.entailment):
            continue
        left.append(kept.claim)
        heard += kept.same
    return tuple(left)


def _not_worded_before(found: Sequence[_Kept]) -> list[_Kept]:
    """Return the claims that say more than those before them by their words; the one that contains one has its evidence."""
    left: list[_Kept] = []
    for each in found:
        one = next(iter(each.same), None)
        if one is None or not one.on_the_point or not _is_worded_in(one, [kept.same[0] for kept in left if kept.same]):
            left.append(each)
            continue
        holder = next((place for place, kept in enumerate(left) if _is_worded_in(one, kept.same)), None)
        if holder is not None:
            known = left[holder]
            alike = each.same if _is_worded_in(known.same[0], [one]) else ()
            left[holder] = _Kept(_backed(known.claim, each.claim), (*known.same, *alike))
    return left


def _said(claims: Sequence[Claim], topic: str, models: Models) -> list[_Said]:
    found = [_propositions(claim, models.parser) for claim in claims]
    vectors = models.encoder.encode([topic, *(each.text for own in found for each in own)])
    asked, start = vectors[0], 1
    said = []
    for claim, own in zip(claims, found, strict=True):
        mine, start = vectors[start : start + len(own)], start + len(own)
        near = mine @ asked
        nearest = near.max(initial=-1.0) - ON_THE_POINT
        said.append(_Said(claim, own, mine, tuple(index for index, cosine in enumerate(near) if cosine >= nearest)))
    return said


def _backed(claim: Claim, other: Claim) -> Claim:
    """Return a claim with the evidence of another one that it contains."""
    evidence = (*claim.evidence, *(piece for piece in other.evidence if piece not in claim.evidence))
    return replace(claim, evidence=evidence, origins=origins(evidence))


def _is_comparable(claim: Claim) -> bool:
    sentence = claim.best.sentence
    return sentence.kind in STATING and sentence.language == ENGLISH and not claim.variants and not claim.listed


def _propositions(claim: Claim, parser: Parser) -> tuple[Proposition, ...]:
    sentences = claim.best.sentences
    return tuple(each for one in sentences for text in (resolved(one),) for each in propositions(text, parser.parse(text)))


def _is_contained(one: _Said, heard: Sequence[_Said], provider: Provider) -> bool:
    """Whether all of a claim that is on the point is said by claims heard before, of the same speaker, in any words.

    Of a claim that nobody says all must be said, on the point or not: what else it states is in no other's words.
    """
    others = [other for other in heard if of_one_speaker(one.claim.best, other.claim.best)]
    known = " ".join(other.text for other in others)
    needed = one.on_the_point if one.claim.best.sentence.speech.speaker else range(len(one.propositions))
    left = [index for index in needed if not any(_states(other, one, index) for other in others)]
    if not all(_adds_nothing(one.propositions[index].text, known) for index in left):
        return False
    return all(any(_means(other, one, index, provider) for other in others) for index in left)


def _is_worded_in(one: _Said, heard: Sequence[_Said]) -> bool:
    """Whether all of a claim that is on the point is stated by claims of the same speaker in the same words."""
    others = [other for other in heard if of_one_speaker(one.claim.best, other.claim.best)]
    return all(any(_states(other, one, index) for other in others) for index in one.on_the_point)


def _states(other: _Said, one: _Said, index: int) -> bool:
    """Whether a claim has a proposition with all that one of another claim says, of the same actor, as surely."""
    mine = one.propositions[index]
    return any(
        _covers(theirs, mine) and _is_as_sure(theirs, mine) and _of_one_actor(*_actors(other, theirs, one, mine))
        for theirs in other.propositions
    )


def _means(other: _Said, one: _Said, index: int, provider: Provider) -> bool:
    """Whether a claim of another document says in other words what a proposition says, and no less of it."""
    mine = one.propositions[index]
    near = other.vectors @ one.vectors[index] >= NEAR
    same = any(
        cosine and _is_as_sure(theirs, mine) and not _extends(mine, theirs) and _share_actor(*_actors(other, theirs, one, mine))
        for theirs, cosine in zip(other.propositions, near, strict=True)
    )
    if not same or other.claim.best.file == one.claim.best.file:  # one text says a thing once
        return False
    model = provider()
    return model is not None and (model.probability([other.text], mine.text) or 0.0) >= LIKELY


def _is_as_sure(theirs: Proposition, mine: Proposition) -> bool:
    """Whether a proposition is hedged and denied as another one, and says it is done if the other does."""
    return mine.hedges == theirs.hedges and mine.intended >= theirs.intended and denies(mine.text) == denies(theirs.text)


def _covers(theirs: Proposition, mine: Proposition) -> bool:
    """Whether a proposition has all words of another one, or such as may replace them."""
    return all(word in theirs.words or any(exchangeable(word, other) for other in theirs.words) for word in mine.words)


def _extends(mine: Proposition, theirs: Proposition) -> bool:
    """Whether a proposition has all words of another one, and further ones."""
    return len(mine.words) > len(theirs.words) and _covers(mine, theirs)


def _adds_nothing(text: str, known: str) -> bool:
    """Whether every number in a text is in another one too, and every word of a name, or that of its people or its capital."""
    mine, theirs = ({word for name in names.runs(each) for word in name.split()} for each in (text, known))
    named = all(word in theirs or any(same_place(word, other) for other in theirs) for word in mine)
    return named and values(read(text)) <= values(read(known))


def _actors(other: _Said, theirs: Proposition, one: _Said, mine: Proposition) -> tuple[Set[str], Set[str]]:
    return _actor(one.claim, mine), _actor(other.claim, theirs)


def _share_actor(mine: Set[str], theirs: Set[str]) -> bool:
    """Whether two propositions may be about the same: "SVB's collapse" and "the aftermath of SVB's collapse"."""
    return bool(mine & theirs) or _of_one_actor(mine, theirs)


def _actor(claim: Claim, proposition: Proposition) -> Set[str]:
    """Return whom a proposition is about; nobody if that is its speaker, whom it may call "I" or "he"."""
    return proposition.subject - set(map(lemma, (claim.best.sentence.speech.speaker or "").split()))


def _of_one_actor(mine: Set[str], theirs: Set[str]) -> bool:
    """Whether two propositions of one speaker are about the same; who speaks for a country may say "we" and name it."""
    return mine == theirs or (not (mine and theirs) and all(map(is_place, mine | theirs)))
