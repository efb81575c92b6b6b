"""Order a long answer: first the claim that says most of what it says, near the question and the other claims; then by speaker.

It is the most central sentence of the answer in the direction of the question, as in query-biased LexRank (Otterbacher, Erkan and
Radev 2005), by the cosines of embeddings.
"""

from collections.abc import Sequence

import numpy as np

from summarize.index.corpus import Corpus
from summarize.models.embedder import Encoder
from summarize.types.evidence import Claim

LONG = 5
"""Claims from which an answer has a lead."""


def led(claims: Sequence[Claim], topic: str, corpus: Corpus, encoder: Encoder) -> tuple[Claim, ...]:
    """Return claims with the one first that leads, then the others in their order, those of one speaker together.

    Short answers stay as they are.
    """
    if len(claims) < LONG:
        return tuple(claims)
    (asked,) = encoder.encode([topic])
    vectors = corpus.vectors[[corpus.row(claim.best) for claim in claims]]
    cosines = vectors @ vectors.T
    to_others = (cosines.sum(axis=1) - cosines.diagonal()) / (len(claims) - 1)
    first = int(np.argmax(vectors @ asked + to_others))
    left = [*claims[:first], *claims[first + 1 :]]
    speakers = [claim.best.sentence.speech.speaker for claim in left]
    places = [speakers.index(speaker) if speaker else place for place, speaker in enumerate(speakers)]
    return (claims[first], *(left[place] for place in sorted(range(len(left)), key=lambda place: (places[place], place))))
