"""Compute how much of a claim some lines carry: a figure for ranking and reporting where nothing is proven.

Coverage does not show whether a claim follows: word overlap cannot see a swapped role or a dropped "not" (see
benchmarks/support.py for its accuracy). `rules.verify` decides; coverage grades what it rejects.
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from summarize.checking.entailment.notation import read
from summarize.checking.entailment.tokens import Token
from summarize.text.synonyms import exchangeable

RARE_WORDS, PAIRS = 0.75, 0.25
"""Weights of the claim's rare words in two neighbouring lines, and of its word pairs that appear together in any line."""
LOST_NUMBERS, LOST_NAMES = 0.3, 0.15
"""Largest penalty for numbers, and for names, of the claim that appear in no line."""
SYNONYM = 0.8


def coverage(claim: str, lines: Sequence[str]) -> float:
    """Return the share of a claim that lines carry, from 0 to 1, by its rare words, word pairs, numbers and names.

    >>> coverage("The port of Lima is shut.", ["The port of Lima is shut."])
    1.0
    >>> coverage("The port of Lima is shut.", ["It rained."])
    0.0
    """
    mine = [token for token in read(claim) if token.is_content]
    theirs = [[token.key for token in read(line) if token.is_content] for line in lines]
    if not mine or not theirs:
        return 0.0
    known = Counter(key for keys in theirs for key in set(keys))
    weights = {token.key: math.log(1 + (len(lines) + 1) / (1 + known[token.key])) for token in mine}
    windows = [set(one) | set(other) for one, other in pairwise([*theirs, []])]
    words = max(sum(weight * _carried(key, window) for key, weight in weights.items()) for window in windows)
    stand_together = {pair for keys in theirs for pair in (*pairwise(keys), *zip(keys, keys[2:], strict=False))}
    pairs = list(pairwise(token.key for token in mine))
    together = sum(pair in stand_together for pair in pairs) / max(len(pairs), 1)
    lost = LOST_NUMBERS * _lost(mine, known, numbers=True) + LOST_NAMES * _lost(mine[1:], known, numbers=False)
    return max(RARE_WORDS * words / sum(weights.values()) + PAIRS * together - lost, 0.0)


def _carried(key: str, window: set[str]) -> float:
    if key in window:
        return 1.0
    return SYNONYM if not key[:1].isdigit() and any(exchangeable(key, other) for other in window) else 0.0


def _lost(tokens: Sequence[Token], known: Counter[str], *, numbers: bool) -> float:
    """Return the share of the claim's numbers, or of its names, that appear in no line."""
    exact = [token.key for token in tokens if (token.is_number if numbers else token.is_name)]
    return sum(key not in known for key in exact) / len(exact) if exact else 0.0
