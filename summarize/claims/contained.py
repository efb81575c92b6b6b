"""Leave out of an answer the claims that say nothing on the question which claims before them do not say."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from summarize.claims.group import of_one_speaker, origins
from summarize.claims.propositions import Proposition, propositions
from summarize.documents.speakers import resolved
from summarize.models.embedder import Encoder
from summarize.text.demonyms import is_place
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
STATING = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN})
"""Kinds of units whose sentences are compared; two rows or items that are alike in form say different things."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim with its propositions, and those of them that answer the topic."""

    claim: Claim
    propositions: tuple[Proposition, ...]
    on_the_point: tuple[Proposition, ...]


def without_contained(claims: Sequence[Claim], topic: str, parser: Parser, encoder: Encoder) -> tuple[Claim, ...]:
    """Return the claims, in their order, without those whose answer to the topic is contained in claims before them.

    One that answers neither more nor less than a claim before it becomes further evidence of that.
    """
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
        nearest = near.max(initial=-1.0) - ON_THE_POINT
        said[claim.best.id] = _Said(claim, own, tuple(each for each, cosine in zip(own, near, strict=True) if cosine >= nearest))
    kept: dict[int, Claim] = {}
    heard: list[_Said] = []
    for claim in claims:
        one = said.get(claim.best.id)
        if one and one.on_the_point and _is_contained(one, heard):
            alike = next((other for other in heard if _is_contained(one, [other]) and _is_contained(other, [one])), None)
            if alike:
                kept[alike.claim.best.id] = _backed(kept[alike.claim.best.id], claim)
            continue
        kept[claim.best.id] = claim
        heard += [one] if one else []
    return tuple(kept.values())


def _backed(claim: Claim, other: Claim) -> Claim:
    """Return a claim with the evidence of another one that says the same."""
    evidence = (*claim.evidence, *(piece for piece in other.evidence if piece not in claim.evidence))
    return replace(claim, evidence=evidence, origins=origins(evidence))


def _is_comparable(claim: Claim) -> bool:
    sentence = claim.best.sentence
    return sentence.kind in STATING and sentence.language == ENGLISH and not claim.variants and not claim.listed


def _propositions(claim: Claim, parser: Parser) -> tuple[Proposition, ...]:
    sentences = claim.best.sentences
    return tuple(each for one in sentences for text in (resolved(one),) for each in propositions(text, parser.parse(text)))


def _is_contained(one: _Said, heard: Sequence[_Said]) -> bool:
    """Whether all of a claim that is on the point is stated by claims heard before, of the same speaker."""
    others = [other for other in heard if of_one_speaker(one.claim.best, other.claim.best)]
    return all(any(_states(other, mine, one.claim) for other in others) for mine in one.on_the_point)


def _states(other: _Said, mine: Proposition, claim: Claim) -> bool:
    """Whether a claim has a proposition with all that `mine`, of `claim`, says, of the same actor, as surely."""
    return any(
        all(_has(theirs.words, word) for word in mine.words)
        and mine.hedges == theirs.hedges
        and mine.intended >= theirs.intended
        and denies(mine.text) == denies(theirs.text)
        and _of_one_actor(_actor(claim, mine), _actor(other.claim, theirs))
        for theirs in other.propositions
    )


def _has(words: Set[str], word: str) -> bool:
    return word in words or any(exchangeable(word, other) for other in words)


def _actor(claim: Claim, proposition: Proposition) -> Set[str]:
    """Return whom a proposition is about; nobody if that is its speaker, whom it may call "I" or "he"."""
    return proposition.subject - set(map(lemma, (claim.best.sentence.speech.speaker or "").split()))


def _of_one_actor(mine: Set[str], theirs: Set[str]) -> bool:
    """Whether two propositions of one speaker are about the same; who speaks for a country may say "we" and name it."""
    return mine == theirs or (not (mine and theirs) and all(map(is_place, mine | theirs)))
