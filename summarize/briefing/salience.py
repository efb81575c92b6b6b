"""How much each sentence of a folder matters, no question asked.

What many texts state matters, what is close to what the folder is about, says much, and can be understood alone. The
centroid and position features of Radev et al. (2004, "Centroid-based summarization of multiple documents"), with the number
of independent texts that state the same in place of cluster frequency.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarize.claims.restatement import closeness
from summarize.claims.survey import chunks, clear
from summarize.index.corpus import Corpus, Scores
from summarize.text import quotations

STATED, SOFTNESS = 1.4, 0.1
"""Closeness at which a text counts half as stating a sentence, and how softly more or less counts."""
MOST_COUNTED = 15
"""Texts that state a sentence, beyond which more make it matter no more."""
FULL = 10.0
"""How much a sentence may say, in words that stand nowhere else, beyond which more makes it matter no more."""
SUPPORT, CENTRALITY, SPECIFICITY, CLARITY, LEAD, FIGURE = 1.0, 1.0, 1.5, 2.0, 0.3, 0.3
"""Weights: of the logarithm of the number of texts, the cosine to the mean of all sentences, how much is said (0 to 1),
standing alone, being among the first of a document, and giving a number."""
FIRST = 3
"""Sentences that open a document."""
ADDRESSING = re.compile(
    r"\b(?:you|your|yours|we|our|ours|us|let['’]s)\b"
    r"|^(?:visit|stay|contact|call|discover|experience|click|join|buy|shop|schedule|explore|check|learn|see|read|note|imagine"
    r"|don['’]t) ",
    re.IGNORECASE,
)
"""Wording that speaks to the reader or of the writer: an advertisement, or a text about itself."""
REFERRING = re.compile(
    r"^(?:if|when|while|as|although|though|because) (?:it|he|she|they|this|that)\b"
    r"|^(?:[\w'’-]+ ){0,4}(?:of|in|for|with|by|from|at) (?:this|that|these|those|such) (?!week|month|year)\w+",
    re.IGNORECASE,
)
"""Wording that needs the sentence before it, further on than its first word."""
SHORTEST, LONGEST = 6, 60
"""Words."""
MOST_COMPARED = 20_000
"""Sentences whose restatements are counted; of a larger corpus, those that come first by all else."""


@dataclass(frozen=True, slots=True)
class Salience:
    """The sentences that can be told, most salient first, and the score of every sentence, shape (sentences,)."""

    rows: NDArray[np.int64]
    scores: Scores


def salience(corpus: Corpus) -> Salience:
    """Rank the sentences of a corpus; of equal texts only the first takes part, and copies count as one text."""
    first = _first_of_equals(corpus)
    clarity = np.array([clear(piece) for piece in corpus.evidence], dtype=np.float32)
    lengths = np.array([len(piece.sentence.text.split()) for piece in corpus.evidence])
    speaks = np.array([_speaks_for_itself(quotations.mask(piece.sentence.text)) for piece in corpus.evidence], dtype=bool)
    rows = np.flatnonzero(speaks & (clarity > 0.0) & first & (lengths >= SHORTEST) & (lengths <= LONGEST))
    centre = corpus.vectors.mean(axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-6)
    place = np.arange(len(first)) - corpus.starts[corpus.documents]
    scores = (
        CENTRALITY * (corpus.vectors @ centre)
        + SPECIFICITY * np.minimum(corpus.content / np.log(max(len(first), 2)) / FULL, 1.0)
        + CLARITY * clarity
        + LEAD * (place < FIRST)
        + FIGURE * np.array([any(map(str.isdigit, piece.sentence.text)) for piece in corpus.evidence])
    ).astype(np.float32)
    compared = rows[np.argsort(-scores[rows], kind="stable")][:MOST_COMPARED]
    scores[compared] += SUPPORT * np.log1p(np.minimum(_texts(corpus, compared, first), MOST_COUNTED))
    return Salience(rows[np.argsort(-scores[rows], kind="stable")], scores)


def _speaks_for_itself(outside: str) -> bool:
    """Whether a sentence, quotations masked, neither speaks to its reader nor needs the sentence before it."""
    return not ADDRESSING.search(outside) and not REFERRING.search(outside)


def _first_of_equals(corpus: Corpus) -> NDArray[np.bool_]:
    """Which sentences are the first with their words, shape (sentences,)."""
    seen: set[frozenset[str]] = set()
    first = np.zeros(len(corpus.evidence), dtype=bool)
    for row, words in enumerate(corpus.stems):
        first[row] = words not in seen
        seen.add(words)
    return first


def _texts(corpus: Corpus, rows: NDArray[np.int64], first: NDArray[np.bool_]) -> Scores:
    """The number of documents that state each of some sentences in words of their own, shape (rows,)."""
    copies = np.where(first, 0.0, -np.inf).astype(np.float32)
    counts = [
        (1.0 / (1.0 + np.exp((STATED - corpus.of_each_document(closeness(corpus, chunk) + copies)) / SOFTNESS))).sum(axis=1)
        for chunk in chunks(rows)
    ]
    return np.concatenate(counts).astype(np.float32) if counts else np.zeros(0, np.float32)
