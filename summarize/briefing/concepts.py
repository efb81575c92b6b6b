"""Choose the sentences that together say most of what independent texts have in common.

The unit is the concept of Gillick and Favre (2009, "A scalable global model for summarization"): a word, or two that follow each
other. A concept weighs as much as the independent texts that have it, and counts once however many chosen sentences have it, so
that a sentence is worth what it adds. A text has its main points at its head (Nenkova 2005), so a concept weighs less there the
later it comes. The constants below were chosen on part of NeuS and measured on another part (docs/figures.md).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from summarize.briefing.copies import origins
from summarize.briefing.repetition import unrepeated
from summarize.index.corpus import Corpus
from summarize.text.terms import is_content, stem, words

WORD = 0.5
"""Weight of a single word, beside 1 for two words."""
DECAY = 0.3
"""How fast a concept loses weight with its place in its text: 1 / (1 + DECAY * place)."""
SHARED = 1.5
"""Exponent of the number of texts that have a concept."""
FEWEST = 2
"""Independent texts that have a concept, at least."""
PENALTY = 0.5
"""Exponent of a sentence's length in words, by which what it adds is divided: several short sentences say more than one long."""
Concept: TypeAlias = tuple[str, ...]
Weights: TypeAlias = Mapping[Concept, float]


def concepts(text: str) -> frozenset[Concept]:
    """Return the stems of a text's content words, and its pairs of neighbouring words of which at least one is a content word.

    >>> sorted(concepts("The ports of Lima"))
    [('lima',), ('of', 'lima'), ('port',), ('port', 'of'), ('the', 'port')]
    """
    found = words(text)
    single = ((stem(word),) for word in found if is_content(word))
    double = ((stem(one), stem(other)) for one, other in pairwise(found) if is_content(one) or is_content(other))
    return frozenset((*single, *double))


def weights(corpus: Corpus) -> Weights:
    """Return the weight of each concept that several independent texts of a corpus have; of none if it has one text only."""
    origin = origins(corpus)
    best: dict[Concept, dict[int, float]] = defaultdict(dict)
    for row, piece in enumerate(corpus.evidence):
        place = row - int(corpus.starts[corpus.documents[row]])
        value, text = 1.0 / (1.0 + DECAY * place), origin[piece.file]
        for concept in concepts(piece.sentence.text):
            best[concept][text] = max(best[concept].get(text, 0.0), value)
    return {
        concept: sum(held.values()) ** SHARED * (WORD if len(concept) == 1 else 1.0)
        for concept, held in best.items()
        if len(held) >= FEWEST
    }


def worth(text: str, weight: Weights) -> float:
    """Return the sum of the weights of a text's concepts.

    >>> worth("The port of Lima", {("port",): 1.0, ("of", "lima"): 2.0, ("rain",): 4.0})
    3.0
    """
    return sum(weight.get(concept, 0.0) for concept in concepts(text))


def most_said(corpus: Corpus, weight: Weights, rows: Sequence[int], count: int) -> Iterator[int]:
    """Yield at most `count` of some rows: each time the one that adds most to those before it and repeats none of them.

    `weight` is that of each concept in the corpus (`weights`).
    """
    held = {row: concepts(corpus.evidence[row].sentence.text) & weight.keys() for row in rows}
    said: set[Concept] = set()
    left = np.array(rows, dtype=np.int64)
    for _ in range(count):
        gains = np.array([sum(weight[one] for one in held[row] - said) / _cost(corpus, row) for row in left.tolist()])
        if not gains.any():
            return
        best = int(left[gains.argmax()])
        yield best
        said |= held[best]
        left = unrepeated(corpus, left[left != best], best)


def _cost(corpus: Corpus, row: int) -> float:
    return float(len(corpus.evidence[row].sentence.text.split()) ** PENALTY)
