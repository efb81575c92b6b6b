"""Numbers that the cited lines neither state nor give by arithmetic: rounding, a bound, a difference, a share, a multiple."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from summarize.checking.entailment.notation import normalised, read, values
from summarize.checking.entailment.tokens import Token, tokenise
from summarize.text.wordlists import MONTHS_AND_DAYS
from summarize.types.verdict import Problem

MORE = frozenset("more over above exceeds exceeded exceeding least beyond".split())
JOINING = frozenset({"or", "and"})
"""Words after which a hedge is of what is before them: "107 or more and wounding 238", "in and around the 20"."""
FEWER = frozenset("fewer less under below nearly almost most".split())
ABOUT = frozenset("about around approximately roughly some close".split())
REACH = 3
"""Words before a number among which a bound is looked for: "more than the 20"."""
AFTER = {"so": "about", "more": "at least", "less": "at most", "fewer": "at most"}
"""What a word after "or" behind a number says of it: "20 or so"."""
TIMES, PART = 2.0, 0.5
"""What a stated number may be of its bound: at most twice "more than 20", at least half of "fewer than 20"."""
ROUNDED = 0.1
"""Greatest share by which a number may differ from "about" another one."""
PERCENT = "percent"
YEARS = range(1500, 2101)
SCALES = {"dozen": 12, "decade": 10, "century": 100, "decades": 10, "centuries": 100, "year": 12}
"""What a number before such a word is multiplied by where the smaller unit is counted: years in a decade, months in a year."""
COUNTED = 12
"""A number in words up to this one may count what the lines list."""
FACTORS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "tenth": 1 / 10,
    "halved": 1 / 2,
    "double": 2.0,
    "doubled": 2.0,
    "twice": 2.0,
    "triple": 3.0,
    "tripled": 3.0,
    "quadrupled": 4.0,
}
"""Words for the ratio of two numbers. "A third of an hour", and the third of several, state none."""
JOINED = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?=[-–]|(?:st|nd|rd|th)\b)|(?<=[\d\w][-–])\d[\d,]*(?:\.\d+)?\b")
"""A number before or after a hyphen, or in an ordinal: "115-160", "50-mile", "48th-minute"."""
HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
RATIO = re.compile(
    rf"(?<!and )(?<!and a )\b(?:(?P<share>(?:an?|one) )?(?P<word>{'|'.join(FACTORS)}))\b(?! (?:of )?an? )", re.IGNORECASE
)
DOCUMENTS = 100
"""Documents whose numbers are kept."""
ORDINAL = frozenset({"third", "quarter", "fifth", "tenth"})
"""Words that are a share only after "a" or "one"."""


def conflict(text: str, lines: str, document: str) -> Problem | None:
    """Return the first number of a text that its lines do not give, as a problem, or None.

    A number in a date or beside a name may come from elsewhere in the `document`.

    >>> conflict("It cost 12 dollars.", "It cost 20 dollars.", "")
    '“12” is not in the cited lines'
    >>> conflict("More than 200 came, 12 years later.", "In 2019, 214 came; in 2007, 80.", "") is None
    True
    """
    mine, theirs = read(text), read(lines)
    apart = read(HYPHEN.sub(" ", lines))  # "a three-year programme"
    stated = {token.key for token in (*theirs, *apart) if token.is_number}
    stated |= {each.replace(",", "") for each in JOINED.findall(lines)}
    known = _numbers(document)
    numbers = sorted({*_values(stated), *_scaled(theirs)})
    parts = list(_parts(theirs))
    for index, token in enumerate(mine):
        if token.is_number and token.key in stated and (hedge := _hedge_left_out(mine, index, theirs)):
            return f"the cited lines say “{hedge} {text[slice(*token.span or (0, 0))]}”"
        if token.is_number and {_is_share(mine, index), _is_only_share(theirs, token.key)} == {True, False}:
            return f"“{text[slice(*token.span or (0, 0))]}” is a percentage here or in the cited lines, and not in both"
        if not token.is_number or token.key in stated or token.lower == "one" or (token.key in known and _is_fixed(mine, index)):
            continue
        start, end = token.span or (0, 0)
        if any(word in FACTORS for word in text[start:end].lower().split()):
            continue  # a share, which is looked at below
        value = next(_values({token.key}), None)
        listed = value is not None and value <= COUNTED and token.text.isalpha() and not _is_counted(mine, index, theirs)
        if value is not None and not listed and not _given(mine, index, value, numbers, parts):
            return f"“{text[start:end]}” is not in the cited lines"
    ones = [1.0 for token in theirs if token.lower == "one"]
    return _unfounded_ratio(text, lines, [*numbers, *ones])


@lru_cache(maxsize=DOCUMENTS)
def _numbers(document: str) -> frozenset[str]:
    return values(normalised(tokenise(document)))


def _hedge_left_out(mine: Sequence[Token], index: int, theirs: Sequence[Token]) -> str:
    """Return the word that hedges a number wherever the lines state it, if nothing does in the text; else an empty one."""
    if _hedge(mine, index):
        return ""
    found = [_hedge(theirs, at) for at, token in enumerate(theirs) if token.key == mine[index].key]
    return found[0] if found and all(found) else ""


def _is_share(tokens: Sequence[Token], index: int) -> bool | None:
    """Whether a number is a percentage; None if the word after it says nothing about that."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return None if after is None or not (after.key == PERCENT or after.is_content) else after.key == PERCENT


def _is_only_share(tokens: Sequence[Token], key: str) -> bool | None:
    """Whether a number is a percentage wherever it is stated; None if it differs, or the lines do not say."""
    found = {_is_share(tokens, index) for index, token in enumerate(tokens) if token.key == key}
    return found.pop() if len(found) == 1 else None


def _hedge(tokens: Sequence[Token], index: int) -> str:
    before = [token.lower for token in tokens[max(index - REACH - 1, 0) : index] if token.is_word]
    hedges = (
        word for last, word in pairwise(["", *before][-REACH - 1 :]) if last not in JOINING and word in MORE | FEWER | ABOUT
    )
    behind = [token.lower for token in tokens[index + 1 : index + 4]]
    after = next((AFTER[word] for last, word in pairwise(behind) if last == "or" and word in AFTER), "")
    return next(hedges, after)


def _is_counted(mine: Sequence[Token], index: int, theirs: Sequence[Token]) -> bool:
    """Whether the lines give another number of what a number counts."""
    after = mine[index + 1] if index + 1 < len(mine) else None
    return (
        after is not None
        and after.is_content
        and any(one.is_number and other.key == after.key for one, other in pairwise(theirs))
    )


def _values(keys: set[str]) -> Iterator[float]:
    for key in keys:
        try:
            yield float(key)
        except ValueError:  # a number with a sign before it
            continue


def _scaled(tokens: Sequence[Token]) -> Iterator[float]:
    """Yield the numbers of smaller units: 40 for "four decades", 18 for "a year and a half"."""
    for before, token in pairwise(tokens):
        scale = SCALES.get(token.lower)
        if scale:
            number = 1.0 if before.lower in ("a", "one") else next(_values({before.key}), 0.0)
            yield from (number * scale, (number + 0.5) * scale) if number else ()


def _parts(tokens: Sequence[Token]) -> Iterator[float]:
    """Yield what a percentage makes of each number: 10.8 for "27 cases; 40 percent of these"."""
    shares = {value for one, other in pairwise(tokens) if other.key == PERCENT for value in _values({one.key})}
    for one, other in pairwise(tokens):
        if one.is_number and other.key != PERCENT:
            yield from (share * value / 100 for share in shares for value in _values({one.key}))


def _is_fixed(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number is part of a date or of a name, next to which it is ("Boeing 737")."""
    around = [*tokens[max(index - 1, 0) : index], *tokens[index + 1 : index + 2]]
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", tokens[index].text) is not None
    return year or any(token.lower in MONTHS_AND_DAYS or token.is_name for token in around)


def _given(tokens: Sequence[Token], index: int, value: float, numbers: Sequence[float], parts: Sequence[float]) -> bool:
    """Whether stated numbers, parts of them, a sum or a difference give a value in the way that the words before it say."""
    before = {token.lower for token in tokens[max(index - REACH, 0) : index]}
    pairs = list(combinations(numbers, 2))
    made = [*numbers, *parts, *(abs(a - b) for a, b in pairs), *(a + b for a, b in pairs)]
    made += [abs(a - b) - 1 for a, b in pairs if a in YEARS and b in YEARS]  # an age before the birthday of that year
    if before & MORE:
        return any(value <= number <= TIMES * value for number in made)
    if before & FEWER:
        return any(PART * value <= number <= value for number in made)
    if before & ABOUT:
        return any(abs(number - value) <= ROUNDED * value for number in made)
    times = (a * b for a, b in pairs if a * b > COUNTED)
    return any(number == value for number in (*made, *times)) or any(_rounds_to(number, value) for number in (*numbers, *parts))


def _rounds_to(number: float, value: float) -> bool:
    """Whether a number of more digits is a value of three digits or more when rounded: 4,812,345 and 4,810,000."""
    digits = len(f"{value:.12g}".replace(".", "").strip("0"))
    return number > COUNTED and value == float(f"{number:.{max(digits, 3)}g}")


def _unfounded_ratio(text: str, lines: str, numbers: Sequence[float]) -> Problem | None:
    """Return the first word for a ratio that no two numbers of the lines have, nor any percentage; None if there is none."""
    for found in RATIO.finditer(text):
        word = found["word"].lower()
        if (word in ORDINAL and not found["share"]) or word[:5] in lines.lower():
            continue
        factor = FACTORS[word]
        ratios = [a / b for a in numbers for b in numbers if a > 0 and b > 0 and a != b] + [number / 100 for number in numbers]
        if not any(factor * 0.75 <= ratio <= factor * 1.5 for ratio in ratios):
            return f"nothing in the cited lines makes “{found['word']}”"
    return None
