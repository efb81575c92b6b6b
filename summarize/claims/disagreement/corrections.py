"""Find where a source corrects a number: it gives another one and says that it was not this one."""

from collections.abc import Sequence
from itertools import pairwise

from summarize.checking.entailment.notation import read
from summarize.checking.entailment.tokens import Token
from summarize.claims.disagreement.kinds import Difference, ValueKind
from summarize.text.terms import stem, stems

DENIALS = (("not",), ("rather", "than"), ("instead", "of"))
ESTIMATES = frozenset("the a about some around roughly as many".split())
"""Words that may be between a denial and its number."""


def correction(text: str, other: str) -> Difference | None:
    """Return the number of a text that another text denies, and the one that it gives; None if it denies none.

    The text counts or measures with the number what the other one speaks of.

    >>> correction("About 140 families left.", "Ninety-six families left, and not 140, as was said.")
    Difference(what=<ValueKind.NUMBER: 'number'>, mine='140', theirs='Ninety-six')
    """
    mine, theirs = read(text), read(other)
    denied = {token.key for index, token in enumerate(theirs) if token.is_number and _is_denied(theirs, index)}
    given = next((token for token in theirs if token.is_number and token.key not in denied), None)
    said = stems(other)
    for number, counted in pairwise(mine):
        if given and number.is_number and number.key in denied and counted.is_content and stem(counted.text) in said:
            return Difference(ValueKind.NUMBER, number.text, given.text)
    return None


def _is_denied(tokens: Sequence[Token], index: int) -> bool:
    """Whether a denial is right before a number, estimates aside."""
    end = index
    while end and tokens[end - 1].lower in ESTIMATES:
        end -= 1
    return any(tuple(token.lower for token in tokens[max(end - len(words), 0) : end]) == words for words in DENIALS)
