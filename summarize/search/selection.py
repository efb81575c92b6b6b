"""Read by which value a question picks things: the highest, the lowest, or those above or below a number."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from summarize.text import gradable
from summarize.text.amounts import SCALES, number
from summarize.text.terms import words
from summarize.text.units import CODES
from summarize.text.wordlists import DURATIONS, PREPOSITIONS, QUESTION_WORDS, SMALL_NUMBERS

_AMOUNT = rf"(?P<amount>(?:{CODES.pattern})?\s?\d[\d,.]*(?:\s?(?:{'|'.join(SCALES)})\b)?|(?:{'|'.join(SMALL_NUMBERS)})\b)"
BOUND = re.compile(
    rf"\b(?:(?P<denied>no|not) )?(?P<by>(?P<compared>\w+) than|at least|at most|up to|over|above|exceed(?:s|ed|ing)?|under|below)"
    rf" {_AMOUNT}",
    re.IGNORECASE,
)
BETWEEN = re.compile(rf"\bbetween {_AMOUNT} and {_AMOUNT.replace('amount', 'other')}", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
ABOVE = re.compile(r"at least|over|above|exceed", re.IGNORECASE)
INCLUSIVE = re.compile(r"at (?:least|most)|up to", re.IGNORECASE)
TOTAL = re.compile(r"\b(?:total|sum(?! up)|altogether|in all(?=[?.\s]*$)|combined|adds? up)\b", re.IGNORECASE)
MEAN = re.compile(r"\b(?:average|the mean)\b", re.IGNORECASE)
HOW_MANY = re.compile(r"\bhow (?:many|much) (?P<what>.+)$", re.IGNORECASE)
EITHER = re.compile(r"(?:so )?(?:which|what|who)\b.* or ", re.IGNORECASE)
NEAR = 3
"""Words right behind a comparison that may name what is compared."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that values are above, or below; `inclusive` if they may be the number."""

    number: float
    above: bool
    inclusive: bool = False

    def admits(self, value: float) -> bool:
        """Whether a value is on the right side of the number.

        >>> Bound(5, above=True).admits(5), Bound(5, above=True, inclusive=True).admits(5), Bound(5, above=False).admits(4)
        (False, True, True)
        """
        return (self.inclusive and value == self.number) or (value > self.number if self.above else value < self.number)


class Combined(Enum):
    """How values make one."""

    SUM = auto()
    MEAN = auto()


@dataclass(frozen=True, slots=True)
class Selection:
    """What a question picks: those within `bounds`, or if there are none, so many of the highest values, or of the lowest.

    If values are `combined`, it picks all, for their sum or their mean; if some are `compared`, all, the one asked for first.

    `adjective` says what is compared ("cheap", "many"; empty if no word does), `near` are the words behind the comparison,
    `money` whether the bounds are sums of money.
    """

    adjective: str
    near: tuple[str, ...]
    lowest: bool = False
    count: int = 1
    bounds: tuple[Bound, ...] = ()
    money: bool = False
    combined: Combined | None = None
    compared: bool = False


def read(text: str) -> Selection | None:
    """Return what a question picks by a value; `None` if it picks nothing.

    >>> found = read("which vehicle has more than 5 seats")
    >>> found.near, found.bounds
    (('seats',), (Bound(number=5.0, above=True, inclusive=False),))
    >>> found = read("what is the least expensive vehicle")
    >>> found.adjective, found.lowest, found.bounds
    ('expensive', True, ())
    """
    return _bounded(text) or _extreme(words(text), _is_superlative) or _comparative(text) or _total(text)


def _comparative(text: str) -> Selection | None:
    """Return what a question picks of those that it names: "which is cheaper, the canoe or the raft"."""
    found = _extreme(words(text), _is_comparative) if EITHER.match(text) else None
    return replace(found, compared=True) if found else None


def _total(text: str) -> Selection | None:
    mean, total = MEAN.search(text), TOTAL.search(text)
    found = mean or total
    if found is None:
        return None
    counted = HOW_MANY.search(text)
    near = _behind(counted["what"] if counted else text[found.end() :].removeprefix(" of "))
    return Selection("", near, combined=Combined.MEAN if mean else Combined.SUM)


def _bounded(text: str) -> Selection | None:
    if match := BETWEEN.search(text):
        low, high = number(match["amount"]), number(match["other"])
        if low is None or high is None:
            return None
        bounds = (Bound(low, above=True, inclusive=True), Bound(high, above=False, inclusive=True))
        return Selection("", _behind(text[match.end() :]), bounds=bounds, money=_is_money(match["amount"]))
    match = BOUND.search(text)
    value = number(match["amount"]) if match else None
    adjective = gradable.base(match["compared"]) if match and match["compared"] else ""
    if match is None or value is None or adjective is None or (not adjective and YEAR.fullmatch(match["amount"])):
        return None
    above = not gradable.is_less(adjective) if adjective else ABOVE.match(match["by"]) is not None
    denied = match["denied"] is not None  # "no more than 5" is 5 or less
    bound = Bound(value, above != denied, denied or INCLUSIVE.match(match["by"]) is not None)
    return Selection(adjective, _behind(text[match.end() :]), bounds=(bound,), money=_is_money(match["amount"]))


def _extreme(found: tuple[str, ...], compares: Callable[[str], bool]) -> Selection | None:
    for index, (before, word) in enumerate(pairwise(("", *found))):
        adjective = gradable.base(word) if compares(word) else None
        if adjective is None or before.lower() == "at":
            continue
        behind = found[index + 1 :]
        graded = adjective in ("many", "little") and behind and gradable.measured(behind[0].lower())
        of_which = behind[0].lower() if graded else adjective
        lowest = gradable.is_less(of_which) != (adjective == "little") if graded else gradable.is_less(adjective)
        counted = next((each for each in (*behind[:1], before) if number(each) is not None), "1")
        return Selection(of_which, _until_function_word(behind[1 if graded else 0 :]), lowest, int(number(counted) or 1))
    return None


def _is_superlative(word: str) -> bool:
    return word.lower().endswith("est") or word.lower() in gradable.BOUNDS.keys() | {"most", "worst", "least"}


def _is_comparative(word: str) -> bool:
    return word.lower().endswith("er") or word.lower() in {"more", "less"}


def _behind(rest: str) -> tuple[str, ...]:
    return _until_function_word(words(re.split(r"[,.;?]", rest)[0]))


def _until_function_word(found: tuple[str, ...]) -> tuple[str, ...]:
    end = next((i for i, word in enumerate(found[:NEAR]) if word.lower() in QUESTION_WORDS | DURATIONS | PREPOSITIONS), NEAR)
    return found[:end]


def _is_money(amount: str) -> bool:
    return CODES.match(amount.strip()) is not None
