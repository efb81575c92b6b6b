"""Which places of a corpus state what a sentence states, in the same words or others.

A place is one sentence or two neighbouring ones of a paragraph. It is close to a sentence if it means the same (cosine of
embeddings) and has its words, the rare ones above all (the share of the sentence's words, weighted by inverse document
frequency, that the place has). Close places are cited only if they also agree in numbers, names, quotations and polarity.
"""

from collections.abc import Iterator

import numpy as np

from summarize.checking.agreement import agrees
from summarize.index.corpus import Corpus, Rows, Scores
from summarize.types.evidence import Evidence

STATES = 1.2
"""Cosine plus share of words above which a place may state the same fact, if it also agrees."""


def closeness(corpus: Corpus, rows: Rows) -> Scores:
    """How close each sentence of a corpus is to some of them: cosine plus share of words, shape (rows, sentences), -1 to 2."""
    scores: Scores = corpus.vectors[list(rows)] @ corpus.vectors.T + corpus.recall(rows, corpus.words)
    return scores


def restating(corpus: Corpus, row: int) -> tuple[Evidence, ...]:
    """The sentence itself, then the places that state the same, the closest of each other document, closest first."""
    sentence = corpus.evidence[row].sentence
    best: dict[str, tuple[float, Evidence]] = {}
    for score, place in sorted(_places(corpus, row), key=lambda scored: -scored[0]):
        if place.file not in best and agrees(sentence.text, place.sentences):
            best[place.file] = (score, place)
    best.pop(corpus.evidence[row].file, None)
    return (corpus.evidence[row], *(place for _, place in best.values()))


def _places(corpus: Corpus, row: int) -> Iterator[tuple[float, Evidence]]:
    """The places close to a sentence, with their closeness."""
    alone = closeness(corpus, [row])[0]
    for index in np.flatnonzero(alone >= STATES):
        yield float(alone[index]), corpus.evidence[index]
    together = corpus.pair_vectors @ corpus.vectors[row] + corpus.recall([row], corpus.pair_words)[0]
    for pair in np.flatnonzero(together >= STATES):
        first = corpus.pairs[pair]
        yield float(together[pair]), corpus.evidence[first].joined(corpus.evidence[first + 1].sentence)
