"""Estimate how likely each document of a corpus is to be about a question.

Documents are ranked by BM25 for the question and by the cosine of their best sentences to it. The words that distinguish the
top documents expand the question (pseudo relevance feedback in the manner of RM3, Lavrenko and Croft 2001, terms weighted by
their Kullback-Leibler divergence from the corpus, Carpineto et al. 2001), and BM25 ranks the documents again.
"""

from collections.abc import Iterable

import numpy as np

from summarize.index.corpus import Corpus, Scores
from summarize.models.embedder import Vectors
from summarize.text.terms import stem

K1, B = 1.2, 0.75
"""Parameters of BM25, as published."""
BEST_SENTENCES = 3
FEEDBACK, EXPANSION, EXPANSION_WEIGHT = 10, 20, 0.5
"""Documents that expand the question, terms taken from them, and weight of the best of these terms relative to the question's."""
RELEVANT, RELEVANT_SHARE = 20, 0.2
"""Documents that a question is assumed to be about, and the largest share of all documents that they may be."""
SLOPE, LIMIT = 3.0, 3.0
"""Log-odds for one standard deviation of score, and the bound on log-odds (odds of 20 to 1)."""


def log_odds(terms: Iterable[str], asked: Vectors, corpus: Corpus) -> Scores:
    """Return the log-odds that each document is about a question, shape (documents,).

    `terms` are the question's content words, `asked` its vector, shape (dimensions,).
    """
    weights = np.zeros(len(corpus.vocabulary), np.float32)
    weights[[corpus.vocabulary[found] for term in terms if (found := stem(term)) in corpus.vocabulary]] = 1.0
    cosines = corpus.vectors @ asked
    best = np.array([np.sort(own)[-BEST_SENTENCES:].mean() for own in np.split(cosines, corpus.starts[1:])])
    first = _standard(_bm25(weights, corpus)) + _standard(best)
    expanded = weights + EXPANSION_WEIGHT * _expansion(np.argsort(-first)[:FEEDBACK], corpus)
    scores = _standard(_standard(_bm25(expanded, corpus)) + _standard(first) / 2)
    relevant = max(int(min(RELEVANT, RELEVANT_SHARE * len(scores))), 1)
    return np.asarray(np.clip(SLOPE * (scores - np.sort(scores)[-relevant]), -LIMIT, LIMIT), dtype=np.float32)


def _bm25(weights: Scores, corpus: Corpus) -> Scores:
    used = np.flatnonzero(weights)
    length = corpus.frequencies.sum(axis=1)
    frequency = corpus.frequencies[:, used]
    held = (frequency > 0).sum(axis=0)
    rarity = np.log(1.0 + (len(frequency) - held + 0.5) / (held + 0.5))
    norm = K1 * (1.0 - B + B * length / length.mean())
    scores: Scores = (frequency * (K1 + 1.0) / (frequency + norm[:, None])) @ (rarity * weights[used])
    return scores


def _expansion(feedback: np.ndarray, corpus: Corpus) -> Scores:
    """Weight the stems that distinguish some documents from all, 1 for the best, shape (vocabulary,)."""
    frequency = corpus.frequencies
    length = np.maximum(frequency.sum(axis=1, keepdims=True), 1.0)
    here = (frequency / length)[feedback].mean(axis=0)
    everywhere = frequency.sum(axis=0) / frequency.sum()
    divergence = here * np.log(np.maximum(here, 1e-9) / everywhere)
    divergence[divergence < np.sort(divergence)[-EXPANSION:][0]] = 0.0
    return np.asarray(np.maximum(divergence, 0.0) / max(float(divergence.max()), 1e-9), dtype=np.float32)


def _standard(scores: np.ndarray) -> Scores:
    """Return scores with mean 0 and standard deviation 1."""
    return np.asarray((scores - scores.mean()) / (scores.std() + 1e-9), dtype=np.float32)
