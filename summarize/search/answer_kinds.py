"""The kinds of things that questions ask for, and whether a sentence contains one."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from enum import StrEnum
from itertools import pairwise

from summarize.text.dates import mentions
from summarize.text.names import is_name_word, may_open_with_name
from summarize.text.terms import stem, words
from summarize.text.units import names_money
from summarize.text.wordlists import DURATIONS, MONTHS_AND_DAYS, NUMBER_WORDS, REASONS

DAY_OR_YEAR = re.compile(r"(?:1\d|20)\d\d|\d{1,2}(?:st|nd|rd|th)")
CLOCK = re.compile(r"(?<![\d.,])\d{1,2}[:.][0-5]\d(?![\d%]|[.,]\d)")
VERSION = re.compile(r"(?!\d{1,3}(?:\.\d{3})+$)\d+(?:\.\d+){2,}")
"""The number of a version or of a section, which is no amount."""
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
TIMES = MONTHS_AND_DAYS | frozenset("yesterday today tomorrow ago week month year decade century".split())
CONDITIONS = frozenset("when once until after before if".split())
"""Words before what must happen first: they tell when, too."""


class Wanted(StrEnum):
    """The kind of thing that an answer must contain."""

    ANYTHING = "anything"
    AMOUNT = "an amount"
    DURATION = "a length of time"
    TIME = "a time"
    PERSON = "a name"
    REASON = "a reason"
    PRICE = "a price"


QUANTITIES = "|".join(
    """population length area height size capacity budget price cost value revenue income profit age distance weight speed
    rate depth width elevation temperature""".split()
)
SIGNS = (
    (Wanted.DURATION, re.compile(r"\bhow long\b", re.I)),
    (
        Wanted.PRICE,
        re.compile(
            r"\bhow (?:much|expensive|cheap)\b.*\b(?:cost|costs|pay|pays|paid|charge|charges|charged|spend|spent|earn|earns)\b"
            r"|\bwhat (?:do|does|did|will|would) .+ (?:cost|charge|earn)\b"
            r"|\bwhat (?:is|was|are|were) the (?:\w+ )?(?:price|prices|cost|costs|fee|fees|rent|fare|salary) (?:of|for)\b",
            re.I,
        ),
    ),
    (
        Wanted.AMOUNT,
        re.compile(
            r"\bhow (?:many|much|far|old|large|big|high|tall|often|fast)\b"
            r"|\b(?:what|which) (?:percentage|share|number|proportion)\b"
            rf"|\bwhat (?:is|was|were|are) (?:the )?(?:\w+ )?(?:{QUANTITIES})\b|^what (?:is|was) .+['’]s (?:{QUANTITIES})\b",
            re.I,
        ),
    ),
    (
        Wanted.TIME,
        re.compile(
            r"\bwhen (?:did|does|do|was|were|is|are|will|has|have|had)\b|\b(?:what|which) (?:year|date|day|month|time)\b"
            r"|\bwhat (?:is|was) .*\b(?:birth|death|release|premiere|opening|founding) ?date\b|\bdate of (?:birth|death)\b",
            re.I,
        ),
    ),
    (Wanted.PERSON, re.compile(r"^who\b|\bwhich (?:person|official|minister|leader)\b", re.I)),
    (Wanted.REASON, re.compile(r"^why\b|\bfor what reason\b", re.I)),
)


MEASURED = frozenset({Wanted.AMOUNT, Wanted.PRICE, Wanted.DURATION, Wanted.TIME})
"""Kinds that an adverb of degree asks for: "how fast", not "why so fast"."""


def wanted_by(text: str) -> Wanted:
    """Return the kind of thing that a question asks for.

    >>> wanted_by("how much does a tyre cost").value, wanted_by("who left").value, wanted_by("what is a tyre").value
    ('a price', 'a name', 'anything')
    """
    return next((wanted for wanted, sign in SIGNS if sign.search(text)), Wanted.ANYTHING)


def contains(wanted: Wanted, text: str, *, besides: Set[str]) -> bool:
    """Whether a sentence contains a kind of thing; words with the stems `besides` do not count as amounts, times or names."""
    text = _without_days(text) if wanted is Wanted.AMOUNT else text
    return CONTAIN[wanted](text, [word if stem(word) not in besides else "" for word in words(text)])


def _without_days(text: str) -> str:
    for mention in reversed(mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def _amount(_: str, new: Sequence[str]) -> bool:
    counts = [word for word in new if not YEAR.fullmatch(word) and not VERSION.fullmatch(word)]
    number = any(char.isdigit() for word in counts for char in word)
    return number or bool(set(map(str.lower, new)) & (NUMBER_WORDS - {"one", "first", "second", "third"}))


def _duration(text: str, _: Sequence[str]) -> bool:
    return any(unit.lower() in DURATIONS and _counts(number) for number, unit in pairwise(words(text)))


def _time(text: str, new: Sequence[str]) -> bool:
    named = bool(set(map(str.lower, new)) & (TIMES | CONDITIONS))
    return named or CLOCK.search(text) is not None or any(map(DAY_OR_YEAR.fullmatch, new))


def _person(_: str, new: Sequence[str]) -> bool:
    return any(map(is_name_word, new[1:])) or any(map(may_open_with_name, new[:1]))


def _counts(word: str) -> bool:
    return word[:1].isdigit() or word.lower() in NUMBER_WORDS | {"a", "an", "few", "several", "many"}


CONTAIN: Mapping[Wanted, Callable[[str, Sequence[str]], bool]] = {
    Wanted.ANYTHING: lambda *_: True,
    Wanted.AMOUNT: _amount,
    Wanted.PRICE: lambda text, _: names_money(text),
    Wanted.DURATION: _duration,
    Wanted.TIME: _time,
    Wanted.PERSON: _person,
    Wanted.REASON: lambda text, _: not REASONS.isdisjoint(map(str.lower, words(text))),
}
"""How each kind shows in a sentence: its text, and its words without those of the question."""
