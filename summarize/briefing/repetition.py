"""What a reader would take for the same statement twice: stricter than what may not be cited together.

Beside what `selection` keeps apart, two sentences of one speaker repeat each other if they are close once the direction that
the whole folder has in common is taken away: in a folder about two people every sentence is close to every other.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from summarize.claims.survey import novel, saying_else
from summarize.index.corpus import Corpus
from summarize.text.names import same

SAID_AGAIN, STATED_AGAIN, SAME_FIGURES = 0.52, 0.85, 0.45
"""Cosine, without the folder's common direction, plus share of words, above which one speaker says the same again, the
documents state the same again, or two sentences with the same numbers do."""
NEAR_COPY = 0.8
"""Cosine above which two sentences are one for finding topics."""
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")


def further(corpus: Corpus, told: Sequence[int], ranked: Sequence[int], count: int) -> Iterator[int]:
    """The first `count` sentences of a ranking that repeat neither what is told nor each other."""
    left = np.array(ranked, dtype=np.int64)
    for row in told:
        left = _unrepeated(corpus, left[left != row], row)
    yield from novel(corpus, left.tolist(), count, _unrepeated)


def distinct(corpus: Corpus, ranked: Sequence[int], count: int) -> Iterator[int]:
    """The first `count` sentences of a ranking without near-copies."""
    return novel(corpus, ranked, count, _no_near_copies)


def _no_near_copies(corpus: Corpus, rows: np.ndarray, row: int) -> np.ndarray:
    return np.asarray(rows[corpus.vectors[rows] @ corpus.vectors[row] < NEAR_COPY])


def _unrepeated(corpus: Corpus, rows: np.ndarray, row: int) -> np.ndarray:
    """The sentences that do not repeat one."""
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
    """How alike two sentences may be without repeating each other."""
    first, second = corpus.evidence[one].sentence, corpus.evidence[other].sentence
    numbers, others = (set(NUMBER.findall(each.text)) for each in (first, second))
    if numbers and others:
        return SAME_FIGURES if numbers <= others or others <= numbers else np.inf
    if numbers or others:
        return STATED_AGAIN
    speaker, another = first.speech.speaker, second.speech.speaker
    return SAID_AGAIN if speaker and another and same(speaker, another) else STATED_AGAIN
