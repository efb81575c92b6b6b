"""Rank the evidence for a question: dense and lexical search, fused, then judged for relevance.

Dense search ranks by the cosine of MiniLM embeddings, lexical search by BM25. The two rankings are combined by reciprocal rank
fusion (Cormack et al. 2009).
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from summarize.documents.saying_clauses import speaks_within
from summarize.documents.speakers import heard
from summarize.index.files import Files, Listed
from summarize.index.rows import Stored
from summarize.index.scope import Scope
from summarize.index.store import Snapshot
from summarize.models.cross_encoder import Reader
from summarize.models.embedder import Encoder
from summarize.search.coverage import AROUND, Coverage, speaks
from summarize.search.judge import SAME, Candidate, Judge
from summarize.search.narrowing import Portion
from summarize.search.question import Question
from summarize.text import names
from summarize.text.syntax import Parser
from summarize.types.evidence import Evidence

CANDIDATES = 60
"""Sentences taken from each ranking."""
ALL_READ = 20_000
"""Sentences up to which all files of a corpus are searched for restatements of a claim."""
DEEP, LIKELY = 2_000, 200
"""In a larger corpus: sentences taken from each ranking, and files that are searched."""
RANK_CONSTANT = 60
"""k of reciprocal rank fusion, as published."""
NEAREST = 10
"""Number of the best sentences that are kept, relevant or not."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The relevant evidence, best first, and the nearest lines, relevant or not."""

    bearing: tuple[Evidence, ...]
    nearest: tuple[Evidence, ...]

    @property
    def passages(self) -> tuple[Evidence, ...]:
        """The relevant evidence and then the nearest lines, each once."""
        known = {evidence.id for evidence in self.bearing}
        return (*self.bearing, *(evidence for evidence in self.nearest if evidence.id not in known))


@dataclass(frozen=True, slots=True)
class Models:
    """The models that retrieval uses; without `reader` nothing is read by the cross-encoder.

    If a question names a speaker, the parser finds the speakers that the index lacks.
    """

    encoder: Encoder
    reader: Reader | None = None
    parser: Parser | None = None


def retrieve(question: Question, files: Files, models: Models, part: Portion | None = None) -> Ranked:
    """Rank the sentences of some files, or of a part of them, for a question.

    Raises:
        StoreError, ModelError: as their messages say.
    """
    index, scope = files.index, files.scope
    candidates, stored = gather(question, index, models, scope)
    if part and (held := [one for one in candidates if part.holds(one.stored.sentence)]):
        candidates = held
    coverage = Coverage(question, index, models.encoder, stored=stored, scope=scope)
    voicing = _voicing(coverage.speaker, candidates, models.parser)
    judge = Judge(question, coverage, models.reader, english_only=models.encoder.english_only, voicing=voicing)
    found = zip(candidates, judge.probabilities(candidates), strict=True)
    scored = sorted((_evidence(one.stored, files, probability) for one, probability in found), key=_order)
    able = {one.stored.id for one in candidates if judge.may_answer(one.stored)} - judge.outmatched(candidates)
    bearing = [piece for piece in scored if piece.id in able and piece.score >= judge.floor]
    if question.complete or question.comparing:
        too = judge.as_good(candidates, {piece.id for piece in bearing}) & able
        bearing += [replace(piece, score=judge.floor) for piece in scored if piece.id in too and piece.score < judge.floor]
    others = judge.of_others([stored[piece.id] for piece in bearing])
    return Ranked(tuple(piece for piece in bearing if piece.id not in others), tuple(scored[:NEAREST]))


def _voicing(speaker: str | None, candidates: Sequence[Candidate], parser: Parser | None) -> frozenset[int]:
    """Return the sentences in which a speaker says something, by their grammar, though another says the sentence, or nobody."""
    if speaker is None or parser is None:
        return frozenset()
    texts = {one.stored.id: one.stored.sentence.text for one in candidates if not speaks(speaker, one.stored.sentence)}
    named = {id_: text for id_, text in texts.items() if any(names.same(speaker, run) for run in names.runs(text))}
    return frozenset(id_ for id_, text in named.items() if speaks_within(speaker, text, parser.parse(text)))


def gather(question: Question, index: Snapshot, models: Models, scope: Scope) -> tuple[list[Candidate], dict[int, Stored]]:
    """Return the sentences to judge, best first, and what is stored of them and of the sentences around them."""
    found = rank(question, index, models.encoder, scope)
    around = {id_ + step for id_ in found.order for step in AROUND}
    stored = index.sentences(sorted(scope.within({*found.order, *around})))
    if question.speaker:
        stored = {id_: replace(one, sentence=heard(one.sentence, models.parser)) for id_, one in stored.items()}
    places = ranks(found.fused)
    return [Candidate(stored[id_], found.cosines.get(id_, 0.0), places[id_]) for id_ in found.order], stored


def _order(evidence: Evidence) -> tuple[float, str, int]:
    """Return the sort key of evidence: score, then file and line, so that ties do not depend on the order of indexing."""
    return -round(evidence.score, 6), evidence.file, evidence.sentence.first_line


@dataclass(frozen=True, slots=True)
class Rankings:
    """Sentences found for a question: cosines of the dense search, BM25 scores of the lexical search, and both fused."""

    cosines: dict[int, float]
    lexical: dict[int, float]
    fused: dict[int, float]

    @property
    def order(self) -> list[int]:
        """The sentences, best first."""
        return in_order(self.fused)


def rank(question: Question, index: Snapshot, encoder: Encoder, scope: Scope, limit: int = CANDIDATES) -> Rankings:
    """Search the sentences in scope for a question, at most `limit` by each method."""
    cosines = index.dense(encoder.encode(question.to_embed), scope, limit)
    lexical = index.lexical(question.terms or (question.speaker or "").split(), scope, limit)
    return Rankings(cosines, lexical, fuse([ranks(cosines), ranks(lexical)]))


def in_order(scores: Mapping[int, float]) -> list[int]:
    """Return sentences by score, the highest first."""
    return sorted(scores, key=scores.__getitem__, reverse=True)


def likely_files(question: Question, files: Files, encoder: Encoder, names: Collection[str] = ()) -> Listed:
    """Return the files that may answer a question: all, or in a large corpus those whose sentences rank first.

    Those with the given names are among them in any case.
    """
    if len(files.scope) <= ALL_READ:
        return files.listed()
    order = rank(question, files.index, encoder, files.scope, DEEP).order
    stored = files.index.sentences(order)
    likely = dict.fromkeys(stored[id_].path for id_ in order)
    return files.only([*list(likely)[:LIKELY], *map(str, files.paths(names).values())])


def ranks(scores: Mapping[int, float]) -> dict[int, int]:
    """Return the rank of each sentence by its score, from 1; equal ones, as copies are, share it, whatever was indexed first.

    >>> ranks({7: 0.2, 8: 0.9, 9: 0.2})
    {8: 1, 7: 2, 9: 2}
    """
    found: dict[int, int] = {}
    before, rank = math.inf, 0
    for number, id_ in enumerate(in_order(scores), start=1):
        if before - scores[id_] > SAME:
            before, rank = scores[id_], number
        found[id_] = rank
    return found


def fuse(rankings: Sequence[Mapping[int, int]]) -> dict[int, float]:
    """Fuse rankings by reciprocal rank: the sum over rankings of 1 / (k + rank); each gives sentences their ranks from 1.

    >>> sorted(fuse([{7: 1, 8: 2}, {8: 1}]), key=fuse([{7: 1, 8: 2}, {8: 1}]).get)
    [7, 8]
    """
    fused: dict[int, float] = {}
    for ranking in rankings:
        for id_, rank in ranking.items():
            fused[id_] = fused.get(id_, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    return fused


def _evidence(stored: Stored, files: Files, score: float) -> Evidence:
    return Evidence(
        stored.id,
        files.name(stored.path),
        stored.sentence,
        stored.lines_sha256,
        score,
        written=stored.written,
        places=stored.places,
        title=stored.title,
    )
