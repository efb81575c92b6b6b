"""Find the passages of a corpus that state what a sentence states, in the same words or others.

A passage is one sentence or two neighbouring ones of a paragraph. It is close to a sentence if it means the same (cosine of
embeddings) and has the sentence's words, above all the rare ones (the share of these words, weighted by inverse document
frequency, that the passage has). Close passages are cited only if they also agree in numbers, names, quotations and polarity.
"""

from collections.abc import Iterator

import numpy as np

from summarize.checking.corroboration import agrees
from summarize.index.corpus import Corpus, Rows, Scores
from summarize.types.evidence import Evidence

STATES = 1.2
"""Cosine plus share of words above which a passage may state the same fact, if it also agrees."""


def closeness(corpus: Corpus, rows: Rows) -> Scores:
    """Return how close each sentence is to those at `rows`: cosine plus share of words, -1 to 2, shape (rows, sentences)."""
    scores: Scores = corpus.vectors[list(rows)] @ corpus.vectors.T + corpus.recall(rows, corpus.words)
    return scores


def restating(corpus: Corpus, row: int) -> tuple[Evidence, ...]:
    """Return the sentence itself, then from each other document the closest passage that states the same, closest first."""
    sentence = corpus.evidence[row].sentence
    best: dict[str, tuple[float, Evidence]] = {}
    for score, place in sorted(_places(corpus, row), key=lambda scored: -scored[0]):
        if place.file not in best and agrees(sentence.text, place.sentences):
            best[place.file] = (score, place)
    best.pop(corpus.evidence[row].file, None)
    return (corpus.evidence[row], *(place for _, place in best.values()))


def _places(corpus: Corpus, row: int) -> Iterator[tuple[float, Evidence]]:
    """Yield the passages close to a sentence, with their closeness."""
    alone = closeness(corpus, [row])[0]
    for index in np.flatnonzero(alone >= STATES):
        yield float(alone[index]), corpus.evidence[index]
    together = corpus.pair_vectors @ corpus.vectors[row] + corpus.recall([row], corpus.pair_words)[0]
    for pair in np.flatnonzero(together >= STATES):
        first = corpus.pairs[pair]
        yield float(together[pair]), corpus.evidence[first].joined(corpus.evidence[first + 1].sentence)
