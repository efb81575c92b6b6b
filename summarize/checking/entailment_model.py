"""What the checks need of a learned model of entailment."""

from collections.abc import Sequence
from typing import Protocol

ACCEPTED = 0.9
"""The probability from which a sentence counts as supported."""


class Entailment(Protocol):
    """Judges whether lines support a sentence."""

    def probability(self, lines: Sequence[str], sentence: str) -> float | None:
        """Return the probability that lines support a sentence, 0 to 1; `None` if they are too long to read together."""
        ...
