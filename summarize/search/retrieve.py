"""Rank the evidence for a question: dense and lexical search, fused, then judged for relevance.

Dense search ranks by the cosine of MiniLM embeddings, lexical search by BM25. The two rankings are combined by reciprocal rank
fusion (Cormack et al. 2009).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarize.documents.speakers import heard
from summarize.index.database import Index
from summarize.index.rows import Stored
from summarize.index.scope import Scope
from summarize.models.embedder import Encoder
from summarize.search.answerability import Judge
from summarize.search.question import Question
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
OTHER_DOCUMENT = 0.15
"""How far below the least score of relevant evidence the best of another document may score."""


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


def retrieve(
    question: Question, index: Index, encoder: Encoder, files: Mapping[str, str], parser: Parser | None = None
) -> Ranked:
    """Rank the sentences of some files for a question; `files` maps absolute paths to the names that citations use.

    If the question names a speaker, the parser finds the speakers that the index lacks.

    Raises:
        StoreError, ModelError: as their messages say.
    """
    scope = index.scope(files)
    found = rank(question, index, encoder, scope)
    order, fused, cosines = found.order, found.fused, found.cosines
    around = {id_ + step for id_ in order for step in (-2, -1, 1)}
    stored = index.sentences(sorted(scope.within({*order, *around})))
    if question.speaker:
        stored = {id_: replace(found, sentence=heard(found.sentence, parser)) for id_, found in stored.items()}
    scale = max(fused.values(), default=1.0)
    ranked = [_evidence(stored[id_], files, fused[id_] / scale) for id_ in order]
    judge = Judge(question, index, encoder, stored=stored, cosines=cosines, scope=scope)
    scored = sorted((replace(e, score=judge.score(e)) for e in ranked), key=_order)
    nearest = tuple(replace(e, score=cosines.get(e.id, 0.0)) for e in ranked[:10])
    others = judge.floor if question.speaker else judge.floor - OTHER_DOCUMENT
    return Ranked(_bearing(scored, judge.floor, others), nearest)


def _order(evidence: Evidence) -> tuple[float, str, int]:
    """Return the sort key of evidence: score, then file and line, so that ties do not depend on the order of indexing."""
    return -round(evidence.score, 6), evidence.file, evidence.sentence.first_line


def _bearing(scored: Sequence[Evidence], floor: float, others: float) -> tuple[Evidence, ...]:
    """Return the evidence with a score of at least `floor`; if there is any, add the best of other documents from `others` on.

    One document may answer in the question's words, another in its own.
    """
    bearing = [evidence for evidence in scored if evidence.score >= floor]
    heard = {evidence.file for evidence in bearing}
    for evidence in scored if bearing else ():
        if evidence.file not in heard and evidence.score >= others:
            heard.add(evidence.file)
            bearing.append(evidence)
    return tuple(bearing)


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


def rank(question: Question, index: Index, encoder: Encoder, scope: Scope, limit: int = CANDIDATES) -> Rankings:
    """Search the sentences in scope for a question, at most `limit` by each method."""
    cosines = index.dense(encoder.encode(list(dict.fromkeys([question.text, question.topic]))), scope, limit)
    lexical = index.lexical(question.terms, scope, limit)
    return Rankings(cosines, lexical, fuse([in_order(cosines), in_order(lexical)]))


def in_order(scores: Mapping[int, float]) -> list[int]:
    """Return sentences by score, the highest first."""
    return sorted(scores, key=scores.__getitem__, reverse=True)


def likely_files(question: Question, index: Index, encoder: Encoder, files: Mapping[str, str]) -> dict[str, str]:
    """Return the files that may answer a question: all, or in a large corpus those whose sentences rank first."""
    scope = index.scope(files)
    if len(scope) <= ALL_READ:
        return dict(files)
    order = rank(question, index, encoder, scope, DEEP).order
    stored = index.sentences(order)
    likely = dict.fromkeys(stored[id_].path for id_ in order)
    return {path: files[path] for path in list(likely)[:LIKELY]}


def fuse(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """Fuse rankings by reciprocal rank: the sum over rankings of 1 / (k + rank), rank counted from 1.

    >>> sorted(fuse([[7, 8], [8]]), key=fuse([[7, 8], [8]]).get)
    [7, 8]
    """
    fused: dict[int, float] = {}
    for ranking in rankings:
        for rank, id_ in enumerate(ranking, start=1):
            fused[id_] = fused.get(id_, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    return fused


def _evidence(stored: Stored, files: Mapping[str, str], score: float) -> Evidence:
    return Evidence(
        stored.id,
        files[stored.path],
        stored.sentence,
        stored.lines_sha256,
        score,
        written=stored.written,
        places=stored.places,
        title=stored.title,
    )
