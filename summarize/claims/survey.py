"""Choose, from all sentences of many documents, those that together answer an open question.

Good claims are stated by several documents about the question and by few others. They say much, can be understood alone, and
do not repeat a claim chosen before (greedily, as in maximal marginal relevance, Carbonell and Goldstein 1998). What a large
share of all documents states is their background, not an answer to a particular question.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from summarize.claims.restatement import closeness
from summarize.documents.speakers import is_unattributed_quotation
from summarize.documents.standing_alone import stands_alone
from summarize.index.corpus import Corpus, Scores
from summarize.models.embedder import Vectors
from summarize.text.neutral import loaded_words
from summarize.types.evidence import Evidence

RESTATED, SOFTNESS = 1.5, 0.1
"""Closeness at which a document counts half as stating a claim, and the width of the transition around it."""
BACKGROUND = 0.4
"""Share of all documents above which a claim is background."""
MOST_COUNTED = 15
"""Documents that state a claim, above which more do not improve its score."""
FULL = 10.0
"""Content of a sentence, counted in words that appear nowhere else, above which more does not improve its score."""
RELEVANCE, LIKENESS, SUPPORT, SPECIFICITY, CLARITY = 1.5, 2.0, 1.0, 1.5, 2.0
"""Weights: of the mean log-odds of the documents, the cosine to the question, the logarithm of the number of documents that
state the claim, how much it says (0 to 1), and being clear alone."""
ALIKE, COVERED = 0.7, 0.5
"""Cosine, and share of one sentence's words in the other, above which two sentences overlap too much."""
LEAST = 5.5
"""Score from which a claim is on the question: with this score one in four is, by a logistic regression on the questions and
insights of one topic of SummHay, in folders of all its documents and of a quarter of them. On the other topic, in the small
folder, the share of claims on the question rose from .35 to .73."""
ROWS = 512
"""Sentences that are compared with all others at a time."""


def survey(asked: Vectors, odds: Scores, corpus: Corpus, count: int) -> tuple[int, ...]:
    """Return the rows of the sentences that best answer an open question, best first, at most `count`.

    `asked` is the question's vector, shape (dimensions,); `odds` are the log-odds that each document is about the question.
    """
    rows, scores = scored(asked, odds, corpus)
    return tuple(novel(corpus, rows[scores >= LEAST].tolist(), count))


def scored(asked: Vectors, odds: Scores, corpus: Corpus) -> tuple[np.ndarray, Scores]:
    """Return the rows of the sentences that several documents state and that are clear, best first, and their scores."""
    rows = np.flatnonzero(odds[corpus.documents] > odds.min(initial=0.0))
    held = np.concatenate([held_by(corpus, chunk) for chunk in chunks(rows)]) if len(rows) else np.zeros((0, len(odds)))
    documents = held.sum(axis=1)
    clarity = np.array([clear(corpus.evidence[row]) for row in rows])
    scores = (
        RELEVANCE * (held @ odds) / (documents + 1.0)
        + LIKENESS * (corpus.vectors[rows] @ asked)
        + SUPPORT * np.log(np.minimum(documents, MOST_COUNTED))
        + SPECIFICITY * np.minimum(corpus.content[rows] / np.log(len(corpus.evidence)) / FULL, 1.0)
        + CLARITY * clarity
    )
    several = (held > 0.5).sum(axis=1) > 1
    allowed = np.flatnonzero(several & (documents <= BACKGROUND * len(odds)) & (clarity > 0.0))
    order = allowed[np.argsort(-scores[allowed], kind="stable")]
    return rows[order], scores[order]


def saying_else(corpus: Corpus, rows: np.ndarray, row: int) -> np.ndarray:
    """Return those of `rows` whose sentences do not overlap too much with the one at `row`."""
    if not len(rows):
        return rows
    cosines = corpus.vectors[rows] @ corpus.vectors[row]
    covered = np.maximum(corpus.recall([row], corpus.words[rows])[0], corpus.recall(rows, corpus.words[[row]])[:, 0])
    return np.asarray(rows[(cosines <= ALIKE) & (covered <= COVERED)])


def novel(
    corpus: Corpus, ranked: Sequence[int], count: int, left_after: Callable[[Corpus, np.ndarray, int], np.ndarray] = saying_else
) -> Iterator[int]:
    """Yield the first `count` sentences of a ranking; `left_after` gives those that remain after each one chosen."""
    left = np.array(ranked, dtype=np.int64)
    for _ in range(count):
        if not len(left):
            return
        first, left = int(left[0]), left[1:]
        yield first
        left = left_after(corpus, left, first)


def in_reading_order(corpus: Corpus, chosen: Sequence[int]) -> tuple[int, ...]:
    """Order sentences by their position in their documents, averaged over all sentences that restate them.

    This is the majority ordering of Barzilay, Elhadad and McKeown (2002), by mean relative position.
    """
    last = np.append(corpus.starts[1:], len(corpus.documents))[corpus.documents]
    first = corpus.starts[corpus.documents]
    position = (np.arange(len(last)) - first) / np.maximum(last - first, 1)
    close = closeness(corpus, chosen) >= RESTATED
    close[np.arange(len(chosen)), chosen] = True
    means = (close @ position) / close.sum(axis=1)
    return tuple(chosen[index] for index in np.argsort(means, kind="stable"))


def held_by(corpus: Corpus, rows: np.ndarray) -> Scores:
    """Return how far each document states what the sentences at `rows` state, 0 to 1, shape (rows, documents)."""
    nearest = corpus.of_each_document(closeness(corpus, rows))
    return np.asarray(1.0 / (1.0 + np.exp((RESTATED - nearest) / SOFTNESS)), dtype=np.float32)


def clear(evidence: Evidence) -> float:
    """Return 1 for a sentence that is clear alone, less for each judging word, 0 if it needs the sentences around it."""
    sentence = evidence.sentence
    if not stands_alone(sentence) or is_unattributed_quotation(sentence):
        return 0.0
    return 1.0 - 0.25 * min(len(loaded_words(sentence.text)), 4)


def chunks(rows: np.ndarray) -> Iterator[np.ndarray]:
    """Yield rows in chunks whose closeness to all sentences fits into memory."""
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]
