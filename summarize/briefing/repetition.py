"""Find statements that a reader would take for repetitions.

This leaves out more than `survey.saying_else`: two sentences of one speaker also repeat each other if they are close once the
mean direction of the folder is removed. With that direction, every sentence of a folder about two people is close to every
other.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from summarize.claims.survey import novel, saying_else
from summarize.index.corpus import Corpus
from summarize.text.names import same

SAID_AGAIN, STATED_AGAIN, SAME_FIGURES = 0.52, 0.85, 0.45
"""Cosine of centred vectors plus share of words from which two sentences repeat each other: sentences of one speaker,
other sentences, and sentences with the same numbers."""
NEAR_COPY = 0.8
"""Cosine from which two sentences count as one for finding topics."""
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")


def further(corpus: Corpus, used: Sequence[int], ranked: Sequence[int], count: int) -> Iterator[int]:
    """Yield the first `count` sentences of a ranking that repeat neither the briefing nor each other."""
    yield from novel(corpus, new_beside(corpus, used, ranked).tolist(), count, unrepeated)


def new_beside(corpus: Corpus, used: Sequence[int], rows: Sequence[int]) -> np.ndarray:
    """Return the rows that repeat none of those that are used, though they may repeat each other."""
    left = np.array(rows, dtype=np.int64)
    for row in used:
        left = unrepeated(corpus, left[left != row], row)
    return left


def distinct(corpus: Corpus, ranked: Sequence[int], count: int) -> Iterator[int]:
    """Yield the first `count` sentences of a ranking without near-copies."""
    return novel(corpus, ranked, count, _no_near_copies)


def _no_near_copies(corpus: Corpus, rows: np.ndarray, row: int) -> np.ndarray:
    return np.asarray(rows[corpus.vectors[rows] @ corpus.vectors[row] < NEAR_COPY])


def unrepeated(corpus: Corpus, rows: np.ndarray, row: int) -> np.ndarray:
    """Return the rows that do not repeat `row`."""
    left = saying_else(corpus, rows, row)
    if not len(left):
        return left
    shared = np.maximum(corpus.recall([row], corpus.words[left])[0], corpus.recall(left, corpus.words[[row]])[:, 0])
    alike = corpus.centred[left] @ corpus.centred[row] + shared
    keep = np.ones(len(left), dtype=bool)
    for place in np.flatnonzero(alike >= SAME_FIGURES):
        keep[place] = alike[place] < _limit(corpus, int(left[place]), row)
    return np.asarray(left[keep])


def _limit(corpus: Corpus, one: int, other: int) -> float:
    """Return the similarity from which two sentences repeat each other."""
    first, second = corpus.evidence[one].sentence, corpus.evidence[other].sentence
    numbers, others = (set(NUMBER.findall(each.text)) for each in (first, second))
    if numbers and others:
        return SAME_FIGURES if numbers <= others or others <= numbers else np.inf
    if numbers or others:
        return STATED_AGAIN
    speaker, another = first.speech.speaker, second.speech.speaker
    return SAID_AGAIN if speaker and another and same(speaker, another) else STATED_AGAIN
