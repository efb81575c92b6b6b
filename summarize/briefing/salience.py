"""Score how much each sentence of a folder matters, without a question.

A sentence matters if many texts state it, if it is close to the subject of the folder, says much, and can be understood
alone. These are the centroid and position features of Radev et al. (2004, "Centroid-based summarization of multiple
documents"); the number of independent texts that state the same replaces cluster frequency.
"""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarize.claims.restatement import closeness
from summarize.claims.survey import chunks, clear
from summarize.documents.speakers import is_unattributed_quotation
from summarize.documents.standing_alone import stands_alone
from summarize.index.corpus import Corpus, Scores
from summarize.search.judge import ASKS
from summarize.text import quotations
from summarize.types.evidence import Sentence

STATED, SOFTNESS = 1.4, 0.1
"""Closeness at which a text counts half as stating a sentence, and the width of the transition."""
MOST_COUNTED = 15
"""Number of texts stating a sentence, beyond which more do not raise its score."""
FULL = 10.0
"""Information in a sentence, in words that appear in no other sentence, beyond which more does not raise its score."""
SUPPORT, CENTRALITY, SPECIFICITY, CLARITY, LEAD, FIGURE = 1.0, 1.0, 1.5, 2.0, 0.3, 0.3
"""Weights of the logarithm of the number of texts, the cosine to the mean of all sentences, how much is said (0 to 1),
clarity without context (0 to 1), being among the first sentences of a document, and containing a number."""
MOSTLY = 0.5
"""Share of the sentences of a conversation that are said in turns, or in mails."""
FIRST = 3
"""Sentences that open a document."""
ADDRESSING = re.compile(
    r"\b(?:you|your|yours|we|our|ours|us|let['’]s)\b"
    r"|^(?:visit|stay|contact|call|discover|experience|click|join|buy|shop|schedule|explore|check|learn|see|read|note|imagine"
    r"|don['’]t) ",
    re.IGNORECASE,
)
"""Wording that addresses the reader or speaks of the writer, as in an advertisement or a text about itself."""
REFERRING = re.compile(
    r"^(?:if|when|while|as|although|though|because) (?:it|he|she|they|this|that)\b"
    r"|^(?:[\w'’-]+ ){0,4}(?:of|in|for|with|by|from|at) (?:this|that|these|those|such) (?!week|month|year)\w+",
    re.IGNORECASE,
)
"""Openings that refer to the sentence before, not with their first word but further on."""
SHORTEST, LONGEST = 6, 60
"""Minimum and maximum number of words of a ranked sentence."""
MOST_COMPARED = 20_000
"""Maximum number of sentences whose restatements are counted; in a larger corpus, those with the best score without them."""


@dataclass(frozen=True, slots=True)
class Salience:
    """The rows of the sentences that can be used, most salient first, and the score of every sentence, shape (sentences,)."""

    rows: NDArray[np.int64]
    scores: Scores


def salience(corpus: Corpus) -> Salience:
    """Rank the sentences of a corpus; of equal texts only the first takes part, and copies count as one text."""
    first = _first_of_equals(corpus)
    spoken = _conversations(corpus)
    clarity = np.array(
        [stands_alone(piece.sentence) if piece.file in spoken else clear(piece) for piece in corpus.evidence], dtype=np.float32
    )
    lengths = np.array([len(piece.sentence.text.split()) for piece in corpus.evidence])
    speaks = np.array([_speaks_for_itself(piece.sentence) for piece in corpus.evidence], dtype=bool)
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


def _conversations(corpus: Corpus) -> frozenset[str]:
    """Return the files that are mostly turns or mails: there, whose words a sentence is goes without saying."""
    said = Counter(piece.file for piece in corpus.evidence if is_unattributed_quotation(piece.sentence))
    whole = Counter(piece.file for piece in corpus.evidence)
    return frozenset(file for file, count in said.items() if count > MOSTLY * whole[file])


def _speaks_for_itself(sentence: Sentence) -> bool:
    """Whether a sentence states something and, outside quotations, neither addresses the reader nor needs the sentence before it.

    What a mail or a turn says is shown as a quotation, so it may address whom it was said to.
    """
    if sentence.text.rstrip('”"’)').endswith(ASKS):
        return False
    if sentence.speech.speaker and is_unattributed_quotation(sentence):
        return not REFERRING.search(sentence.text)
    outside = quotations.mask(sentence.text)
    return not ADDRESSING.search(outside) and not REFERRING.search(outside)


def _first_of_equals(corpus: Corpus) -> NDArray[np.bool_]:
    """Mark the sentences that are the first with their words, shape (sentences,)."""
    seen: set[frozenset[str]] = set()
    first = np.zeros(len(corpus.evidence), dtype=bool)
    for row, words in enumerate(corpus.stems):
        first[row] = words not in seen
        seen.add(words)
    return first


def _texts(corpus: Corpus, rows: NDArray[np.int64], first: NDArray[np.bool_]) -> Scores:
    """Count the documents that state each of some sentences in their own words, shape (rows,)."""
    copies = np.where(first, 0.0, -np.inf).astype(np.float32)
    counts = [
        (1.0 / (1.0 + np.exp((STATED - corpus.of_each_document(closeness(corpus, chunk) + copies)) / SOFTNESS))).sum(axis=1)
        for chunk in chunks(rows)
    ]
    return np.concatenate(counts).astype(np.float32) if counts else np.zeros(0, np.float32)
