"""Group evidence into claims: sentences that state one fact, so that one written sentence can cite them all.

There are two notions of "same". A strict one decides whether a line may be cited: close in meaning, and the same numbers,
names, quoted words and polarity. A loose one prevents repeated claims.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

import numpy as np

from summarize.checking.corroboration import agrees
from summarize.claims.disagreement import difference
from summarize.claims.disagreement.corrections import correction
from summarize.claims.disagreement.kinds import ValueKind
from summarize.claims.disagreement.unmentioned import omitted
from summarize.claims.restatement import restating
from summarize.documents.speakers import is_unattributed_quotation
from summarize.documents.standing_alone import stands_alone
from summarize.index.corpus import Corpus
from summarize.models.embedder import Vectors
from summarize.text.names import same
from summarize.text.neutral import common_ground, loaded_words
from summarize.text.terms import stem, stems, words
from summarize.text.wordlists import BE, MODALS
from summarize.types.document import IN_CONTEXT, BlockKind
from summarize.types.evidence import Claim, Context, ContextKind, Evidence, Sentence, Variant

SAME = 0.8
"""Cosine above which two sentences may state the same fact, if they also agree."""
REPEATED = 0.86
"""Cosine above which a sentence adds little to another."""
COMPARABLE, COMPARED = 0.6, 60
"""Cosine above which sentences are compared for different values, and how many are compared, the most similar first."""
MENTIONS = 0.45
"""Cosine above which a sentence may mention what another says was not mentioned, or correct a number of it."""
NEAR = 4
"""Most lines from a sentence to one that refers to it: a subtitle is four lines below the one before it."""
COPY = 0.8
"""Share of common words (Jaccard) above which one text is a copy of the other."""
STRUCTURED = frozenset({BlockKind.ROW, BlockKind.FIELD, BlockKind.ITEM})
"""Kinds of units that are alike in form, however different what they say."""
POINTED = re.compile(
    rf"(?:this|that|these|those) (?:[\w-]+ ){{0,2}}(?P<noun>[\w-]+) (?:{'|'.join(sorted(BE | MODALS))}|has|have|had)\b",
    re.IGNORECASE,
)
"""A thing that a sentence points at, as its subject: "This old harbour was ..."."""
EASY_LENGTH = 30
"""Words. A longer sentence is harder to write from and to read."""


def group(evidence: Sequence[Evidence], vectors: Vectors) -> tuple[Claim, ...]:
    """Group evidence into claims, in the order of its first pieces; `vectors` has shape (evidence, dimensions)."""
    similar = vectors @ vectors.T
    groups: list[list[int]] = []
    for index in range(len(evidence)):
        home = next((g for g in groups if _same(index, g[0], evidence, similar)), None)
        if home is not None:
            home.append(index)
        elif evidence[index].sentence.kind in STRUCTURED or not any(similar[index, g[0]] >= REPEATED for g in groups):
            groups.append([index])
    return tuple(_claim([evidence[index] for index in members]) for members in groups)


def introduced(claim: Claim, corpus: Corpus, asked: Set[str]) -> Claim:
    """Put the sentence before it into a claim whose sentence refers to that one ("Its budget is ...").

    The claim is unchanged if its sentence is clear alone, or if the sentence before cannot make it clear. `asked` are the stems
    of what the question is about.
    """
    if claim.best.sentence.kind in IN_CONTEXT:
        return claim
    row = corpus.row(claim.best)
    sentence, before = claim.best.sentence, corpus.evidence[row - 1] if row else None
    if before is None or before.file != claim.best.file or not _is_clear(before, asked):
        return claim
    goes_on = _is_quotation(sentence) and not stands_alone(sentence) and before.sentence.paragraph == sentence.paragraph
    if _is_clear(claim.best, asked) and not goes_on:
        return claim
    if sentence.first_line - before.sentence.last_line > NEAR or before.sentence.language != sentence.language:
        return claim
    if _headings(before.sentence) != _headings(sentence):
        return claim
    best = replace(before.joined(sentence), score=claim.best.score)
    return replace(claim, evidence=(best, *claim.evidence[1:]))


def _headings(sentence: Sentence) -> list[Context]:
    return [context for context in sentence.context if context.kind is ContextKind.HEADING]


def is_clear(claim: Claim, asked: Set[str]) -> bool:
    """Whether a reader knows what a claim is about; `asked` are the stems of what the question is about."""
    return claim.best.sentence.kind in IN_CONTEXT or _is_clear(claim.best, asked)


def _is_clear(evidence: Evidence, asked: Set[str]) -> bool:
    """Whether a sentence names what it is about, or points at what the question, its title or a heading names: "This soup".

    A quotation with who says it is clear: it is shown as it was said.
    """
    sentence = evidence.sentence
    heads = " ".join([evidence.title or "", *(each.text for each in _headings(sentence))])
    pointed = POINTED.match(sentence.text)
    return (
        stands_alone(sentence)
        or _is_quotation(sentence)
        or (pointed is not None and stem(pointed["noun"]) in asked | stems(heads))
    )


def _is_quotation(sentence: Sentence) -> bool:
    """Whether a sentence opens with words of somebody whom it names."""
    return sentence.speech.direct and sentence.speech.speaker is not None and sentence.text[:1] in '“"'


def of_row(corpus: Corpus, row: int) -> Claim:
    """Return the claim of the sentence at a row, with every document that states the same."""
    return everywhere(Claim((corpus.evidence[row],), 1), corpus)


def everywhere(claim: Claim, corpus: Corpus) -> Claim:
    """Add every other document of a corpus that states the same, whether or not retrieval found it for the question."""
    known = {piece.file for piece in claim.evidence}
    further = [place for place in restating(corpus, corpus.row(claim.best)) if place.file not in known]
    evidence = (*claim.evidence, *further)
    return replace(claim, evidence=evidence, origins=origins(evidence))


def disputed(claim: Claim, corpus: Corpus) -> Claim:
    """Add the sentences of a corpus that give one of the claim's values differently, grouped by the value they give."""
    best = claim.best
    if best.sentence.kind in STRUCTURED:  # two rows or two items are two things, not two reports of one
        return claim
    alike = corpus.vectors @ corpus.vectors[corpus.row(best)]
    found: dict[tuple[str, str], Variant] = {}
    for row in np.argsort(-alike)[:COMPARED]:
        other = corpus.evidence[row]
        other_thing = other.id == best.id or other.sentence.kind in STRUCTURED
        if alike[row] < COMPARABLE or other_thing or not _comparable(best, other):
            continue
        differing = difference(best, other)
        if differing is not None:
            key = (differing.what, differing.theirs.lower())
            known = found.get(key, Variant(differing.what, differing.mine, differing.theirs, ()))
            found[key] = replace(known, evidence=(*known.evidence, other))
    further = [each for each in (_mentioned(best, corpus), _corrected(best, corpus)) if each is not None]
    return replace(claim, variants=(*found.values(), *further))


def _corrected(best: Evidence, corpus: Corpus) -> Variant | None:
    """Return as a variant the most similar sentence that corrects a number of a sentence, or None."""
    if not any(map(str.isdigit, best.sentence.text)):
        return None
    alike = corpus.vectors @ corpus.vectors[corpus.row(best)]
    for row in np.argsort(-alike)[:COMPARED]:
        other = corpus.evidence[row]
        if alike[row] < MENTIONS:
            return None
        if other.id != best.id and (found := correction(best.sentence.text, other.sentence.text)):
            return Variant(found.what, found.mine, found.theirs, (other,))
    return None


def _mentioned(best: Evidence, corpus: Corpus) -> Variant | None:
    """Return as a variant another file's most similar sentence on what a sentence says was not mentioned, or None."""
    what = omitted(best.sentence.text)
    if what is None:
        return None
    alike = corpus.vectors @ corpus.vectors[corpus.row(best)]
    for row in np.argsort(-alike):
        other = corpus.evidence[row]
        if alike[row] < MENTIONS:
            return None
        if other.file != best.file and stems(what) <= corpus.stems[row] and omitted(other.sentence.text) is None:
            return Variant(ValueKind.MENTION, f"{what} is not mentioned", "it is mentioned", (other,))
    return None


def undisputed(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims without those covered by an earlier claim, which cites them, shows them as what others say, or says more.

    A claim whose sentence is stated by the very sentence of an earlier claim says nothing that this one does not say.
    """
    kept: list[Claim] = []
    beside: set[int] = set()
    cited: set[tuple[str, str]] = set()
    for claim in claims:
        known = claim.best.id in beside or (claim.best.file, claim.best.sentence.text) in cited
        if not known and not any(_is_stated_by(claim, other) for other in kept):
            kept.append(claim)
            beside.update(piece.id for variant in claim.variants for piece in variant.evidence)
            cited.update((piece.file, piece.sentence.text) for piece in claim.evidence)
    return tuple(kept)


def _is_stated_by(claim: Claim, other: Claim) -> bool:
    """Whether the sentence of another claim, which is among the evidence of a claim, states all that it states.

    Rows and items are alike in form only, and what others say differently of a claim is shown with it.
    """
    stating = {piece.id for piece in claim.evidence[1:] if piece.following is None}
    apart = claim.best.sentence.kind in STRUCTURED or claim.variants
    return not apart and other.best.id in stating and agrees(claim.best.sentence.text, other.best.sentences)


def of_one_speaker(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences are of one speaker, or both of none."""
    mine, theirs = (piece.sentence.speech.speaker for piece in (one, other))
    return same(mine, theirs) if mine and theirs else mine == theirs


def _comparable(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences can disagree; different statements of different people are not a disagreement of the sources."""
    first, second = (piece.sentence.speech.speaker for piece in (one, other))
    return first is None or second is None or same(first, second)


def _same(one: int, other: int, evidence: Sequence[Evidence], similar: np.ndarray) -> bool:
    first, second = evidence[one].sentences, evidence[other].sentences
    if similar[one, other] < SAME:
        return False
    return agrees(first[0].text, second) or agrees(second[0].text, first)


def _claim(members: Sequence[Evidence]) -> Claim:
    best = max(members, key=lambda member: _suitability(member, members))
    return Claim((best, *(member for member in members if member is not best)), origins(members))


def _suitability(evidence: Evidence, members: Sequence[Evidence]) -> float:
    """Score how well a sentence can be written from alone: relevant, short, clear, neutral, and confirmed by others."""
    sentence = evidence.sentence
    excess = max(len(words(sentence.text)) - EASY_LENGTH, 0)
    unclear = not stands_alone(sentence)
    loaded = len(loaded_words(sentence.text))
    shared = common_ground(sentence.text, [member.sentence.text for member in members if member is not evidence])
    borne_out = sum(agrees(sentence.text, member.sentences) for member in members if member is not evidence)
    return (
        evidence.score
        + 0.05 * shared
        + 0.1 * borne_out
        - 0.005 * excess
        - 0.2 * is_unattributed_quotation(sentence)
        - 0.1 * loaded
        - 1.0 * unclear
    )


def origins(members: Sequence[Evidence]) -> int:
    """Count the independent texts among sentences: copies and near-copies of one text count once."""
    kept: list[frozenset[str]] = []
    for member in members:
        mine = stems(" ".join(sentence.text for sentence in member.sentences))
        if not any(len(mine & other) >= COPY * len(mine | other) for other in kept):
            kept.append(mine)
    return len(kept)
