"""When a learned model of entailment decides: for sentences in other words than their lines, from a probability that is high.

What stays near the words of its lines is left to the rules, unless grammar finds the same relations in both (`structure`). There
a model errs most: a copy with one word changed shares more with its lines than an honest rewording does.
The limits were chosen on claims and false statements of this project (`benchmarks/claims/dev.json`,
`tests/checking/statements.tsv`), so that none of the false ones passes.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from summarize.checking.entailment.alignment import align
from summarize.checking.entailment.notation import read
from summarize.checking.marks import unsupported

ACCEPTED = 0.7
"""The probability from which a sentence counts as supported by the model that comes with the program."""
UNMEASURED = 0.9
"""The same for a model that a user names, which was never measured on the claims and statements above."""
NEW = 1 / 8
"""Least share of a sentence's content words that its lines do not have."""
IN_ORDER = 3 / 4
"""The share of its content words that the lines have in the same order must be below this."""


class Entailment(Protocol):
    """Judges whether lines support a sentence; from the probability `accepted` on, the sentence counts as supported."""

    accepted: float

    def probability(self, lines: Sequence[str], sentence: str) -> float | None:
        """Return the probability that lines support a sentence, 0 to 1; `None` if they are too long to read together."""
        ...


Provider: TypeAlias = Callable[[], Entailment | None]
"""Returns the model when it is first needed; None if there is none."""


def no_model() -> None:
    """Return that there is no model."""


def is_reworded(text: str, lines: str) -> bool:
    """Whether a text is in other words than its lines, so that rules on words and their order say little about it.

    >>> line = "The harbour master shut the old lock for repairs on Monday."
    >>> is_reworded("The harbour master shut the lock on Tuesday.", line)
    False
    >>> is_reworded("Ships cannot use the lock, as it is being mended.", line)
    True
    """
    mine, theirs = read(text), read(lines)
    content = [index for index, token in enumerate(mine) if token.is_content]
    matched = align(mine, theirs, frozenset())
    in_order = sum(index in matched for index in content)
    spans = [(mark.start, mark.end) for mark in unsupported(text, lines)]
    new = sum(any(start <= token.span[0] < end for start, end in spans) for token in mine if token.is_content and token.span)
    return new > 0 and new >= NEW * len(content) and in_order < IN_ORDER * len(content)
