"""Write numbers, amounts, dates and contractions in one form, so that they are compared by value.

$3.52 billion, 3,520 million dollars     ->  3520000000 dollar
2025-03-03, March 3rd, 2025              ->  3 March 2025
25 per cent, a quarter of                ->  25 percent
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from summarize.checking.entailment.time_of_day import clock
from summarize.checking.entailment.tokens import Token, key, like, number, span, tokenise
from summarize.checking.entailment.wordings import Reading, initials, lower, middle_initials, negation, phrase, uncontracted
from summarize.text.wordlists import MONTHS

KNOWN = 2000
"""Sentences whose tokens are kept; a sentence is compared with the same lines many times."""
CURRENCIES = {
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yuan",
    "₽": "rouble",
    "₹": "rupee",
    "usd": "dollar",
    "eur": "euro",
    "gbp": "pound",
    "rmb": "yuan",
    "cny": "yuan",
    "rub": "rouble",
    "inr": "rupee",
    "dollars": "dollar",
    "euros": "euro",
    "pounds": "pound",
    "roubles": "rouble",
    "rubles": "rouble",
    "rupees": "rupee",
}
"""Signs, codes (ISO 4217) and plurals of currencies."""
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
SHORT_SCALES = {"k": "thousand", "mn": "million", "mln": "million", "bn": "billion", "tn": "trillion", "trn": "trillion"}
SIGNS = {"-": "-", "−": "-", "<": "<", ">": ">", "≤": "≤", "≥": "≥", "~": "~", "±": "±"}
"""Signs before a number that change its meaning."""
FRACTIONS = {"half": "50", "quarter": "25", "quarters": "75", "fifth": "20", "tenth": "10"}
"""Fractions that are exact in percent; "quarters" are three."""
SEASONS_AND_MONTHS = frozenset(MONTHS) | frozenset("spring summer autumn winter fall".split())
GLUED = re.compile(r"^(\d[\d.,]*)(bn|mn|mln|tn|trn|[kmM]|km|kg|th|st|nd|rd|€|£)$")
ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
NUMERIC_DATE = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")


def normalised(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with quantities and dates in one form: the number, then its unit; the day, then the month.

    >>> [token.key for token in normalised(tokenise("On February 24 it cost $2bn, or 25 per cent."))][1:]
    ['24', 'februari', 'it', 'cost', '2000000000', 'dollar', ',', 'or', '25', 'percent', '.']
    """
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        taken, parts = next(filter(None, (reading(tokens, index) for reading in READINGS)))
        found.extend(parts)
        index += taken
    return found


@lru_cache(maxsize=KNOWN)
def read(text: str) -> tuple[Token, ...]:
    """Return the tokens of a sentence or some lines with quantities and dates in one form."""
    return tuple(normalised(tokenise(text)))


def values(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the values of the numbers among normalised tokens.

    >>> sorted(values(read("4,800 of 1.2 million")))
    ['1200000', '4800']
    """
    return frozenset(token.key for token in tokens if token.is_number)


def _signed(tokens: Sequence[Token], index: int) -> Reading:
    """Read "-5" and "<5" as one number if a space is before the sign, and "5+" as a number other than "5"."""
    sign, digits = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if sign.text[0].isdigit() and digits is not None and digits.text in "+‰" and sign.span and digits.span:
        more = Token(f"{sign.text}{digits.text}", sign.quoted, f"{sign.key}{digits.text}", span([sign, digits]))
        return (2, [more]) if sign.span[1] == digits.span[0] else None
    if sign.text not in SIGNS or digits is None or not digits.text[0].isdigit() or not (sign.span and digits.span):
        return None
    before = tokens[index - 1].span if index else None
    if sign.span[1] != digits.span[0] or (before and before[1] == sign.span[0]):
        return None
    return 2, [Token(f"{digits.text}{sign.text}", digits.quoted, f"{SIGNS[sign.text]}{digits.key}", span([sign, digits]))]


def _span_of_days(tokens: Sequence[Token], index: int) -> Reading:
    """Read "21 to 27 December" as “21 December to 27 December”."""
    joined, last, month = (lower(tokens, index + step) for step in (1, 2, 3))
    if tokens[index].is_number and joined in ("to", "and", "-", "–") and last[:1].isdigit() and month in MONTHS:
        return 1, [tokens[index], tokens[index + 3]]
    return None


def _date(tokens: Sequence[Token], index: int) -> Reading:
    """Read "2025-06-03" as “3 June 2025”, and "13/06/2025" if only one order makes a date."""
    text = tokens[index].text
    if iso := ISO_DATE.match(text):
        year, month, day = map(int, iso.groups())
        return _as_date(tokens[index : index + 1], year, month, day)
    parts = tokens[index : index + 5]
    joined = "".join(token.text for token in parts)
    together = all(a.span and b.span and a.span[1] == b.span[0] for a, b in pairwise(parts))
    for taken, whole in ((1, text), (5, joined if together else "")):
        if numeric := NUMERIC_DATE.match(whole):
            first, second, year = map(int, numeric.groups())
            if first == second or first > 12 or second > 12:
                day, month = (first, second) if second <= 12 else (second, first)
                return _as_date(tokens[index : index + taken], year, month, day)
    return None


def _as_date(tokens: Sequence[Token], year: int, month: int, day: int) -> Reading:
    try:
        date(year, month, day)
    except ValueError:
        return None
    words = (str(day), MONTHS[month - 1].title(), str(year))
    return len(tokens), [Token(word, tokens[0].quoted, key(word), span(tokens)) for word in words]


def _money(tokens: Sequence[Token], index: int) -> Reading:
    """Read "$2 million", "EUR 2m" and "2 €" as a number and the currency."""
    first = CURRENCIES.get(lower(tokens, index)) if len(tokens[index].text) <= 3 else None
    if first and lower(tokens, index + 1)[:1].isdigit():
        taken, found = _amount(tokens, index + 1, in_money=True)
        return 1 + taken, [found, like(tokens[index], first)]
    if not tokens[index].text[0].isdigit():
        return None
    taken, found = _amount(tokens, index, in_money=True)
    unit = CURRENCIES.get(lower(tokens, index + taken))
    return (taken + 1, [found, like(tokens[index + taken], unit)]) if unit else None


def _quantity(tokens: Sequence[Token], index: int) -> Reading:
    """Read "1.2 million" and "two thousand" as one number."""
    if not tokens[index].is_number:
        return None
    taken, found = _amount(tokens, index, in_money=False)
    return (taken, [found]) if taken > 1 else None


def _amount(tokens: Sequence[Token], index: int, *, in_money: bool) -> tuple[int, Token]:
    """Return how many tokens a number with its scale takes up, and the number as one token.

    A lone "m" is a million for money, and metres otherwise.
    """
    token = tokens[index]
    glued = GLUED.match(token.text if token.text.endswith("M") else token.lower)
    value = Decimal(_plain(glued[1] if glued else token.key or token.text))
    scale = _scale(glued[2], in_money=in_money) if glued else None
    if glued and scale is None:
        return 1, token
    value *= SCALES[scale] if scale else 1
    taken = 1
    while (word := lower(tokens, index + taken)) in SCALES or (in_money and _scale(word, in_money=True)):
        value *= SCALES[_scale(word, in_money=in_money) or word]
        taken += 1
    text = format(value.normalize(), "f")
    whole = tokens[index : index + taken]
    return taken, Token(text, token.quoted, text, span(whole))


def _scale(letters: str, *, in_money: bool) -> str | None:
    if letters == "M" or (letters == "m" and in_money):
        return "million"
    return letters if letters in SCALES else SHORT_SCALES.get(letters)


def _plain(digits: str) -> str:
    found = number(digits.lower())
    return found if re.fullmatch(r"\d+(?:\.\d+)?", found) else "0"


def _fraction(tokens: Sequence[Token], index: int) -> Reading:
    """Read "by a quarter", "half of" and "three quarters of" as percent."""
    start = index + (lower(tokens, index) in ("a", "one", "three") or tokens[index].key == "3")
    word = lower(tokens, start)
    three = start > index and tokens[index].lower not in ("a", "one")
    if word not in FRACTIONS or (word == "quarters") != three:
        return None
    before, after = lower(tokens, index - 1) if index else "", lower(tokens, start + 1)
    if before != "by" and after != "of":
        return None
    whole = tokens[index : start + 1]
    percent = Token(FRACTIONS[word], whole[-1].quoted, FRACTIONS[word], span(whole))
    return len(whole), [percent, like(whole[-1], "percent")]


def _day_of_month(tokens: Sequence[Token], index: int) -> Reading:
    """Read "February 24" as “24 February”."""
    day = lower(tokens, index + 1)
    counted = index > 0 and tokens[index - 1].lower == "in"  # "in May 20 people came"
    if tokens[index].lower in MONTHS and day[:1].isdigit() and len(number(day)) <= 2 and not counted:
        return 2, [tokens[index + 1], tokens[index]]
    return None


def _month_of_year(tokens: Sequence[Token], index: int) -> Reading:
    """Read "spring of 2023" as “spring 2023”."""
    joined, year = lower(tokens, index + 1), lower(tokens, index + 2)
    if tokens[index].lower in SEASONS_AND_MONTHS and joined == "of" and len(year) == 4 and year.isdigit():
        return 2, [tokens[index]]
    return None


def _percent(tokens: Sequence[Token], index: int) -> Reading:
    if tokens[index].lower == "per" and lower(tokens, index + 1) == "cent":
        return 2, [like(tokens[index], "percent")]
    return (1, [like(tokens[index], "percent")]) if tokens[index].text == "%" else None


def _single(tokens: Sequence[Token], index: int) -> Reading:
    token = tokens[index]
    return 1, _unglued(token) if token.text[0].isdigit() else uncontracted(token)


READINGS: tuple[Callable[[Sequence[Token], int], Reading], ...] = (
    *(
        middle_initials,
        initials,
        clock,
        _signed,
        _span_of_days,
        _date,
        _fraction,
        _money,
        _quantity,
        _day_of_month,
        _month_of_year,
    ),
    *(phrase, _percent, negation, _single),
)


def _unglued(token: Token) -> list[Token]:
    """Separate a number from the unit written against it ("25%", "3km")."""
    if token.text.endswith("%"):
        return [like(token, token.text[:-1]), like(token, "percent")]
    match = GLUED.match(token.text if token.text.endswith("M") else token.lower)
    if match is None or match[2] in ("th", "st", "nd", "rd"):
        return [token]
    scale = _scale(match[2], in_money=False)
    if scale:
        return [_amount([token], 0, in_money=False)[1]]
    return [like(token, match[1]), like(token, CURRENCIES.get(match[2], match[2]))]
