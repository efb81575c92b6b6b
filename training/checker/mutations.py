"""True statements made false by rule, in the ways in which a summary goes wrong.

The kinds follow FactCC (Kryscinski et al. 2020) and the typology of FRANK (Pagnoni et al. 2021): numbers, names, negation,
direction, roles, hedges, circumstances, what is said by whom, and what is made up. Each mutation says which characters of the
result are false.
"""

import difflib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summarize.text.names import runs
from summarize.text.terms import words
from summarize.text.wordlists import FINITE_SAYING

Span = tuple[int, int]
OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in """rose/fell increased/decreased gained/lost grew/shrank higher/lower more/fewer before/after above/below
    won/lost accepted/rejected supported/opposed allowed/banned opened/closed began/ended arrived/left best/worst first/last
    strengthen/weaken strengthened/weakened improved/worsened largest/smallest most/least north/south east/west increase/decrease
    approved/rejected bought/sold expand/shrink safe/dangerous success/failure majority/minority always/never buy/sell men/women
    male/female early/late young/old win/lose start/end inside/outside public/private positive/negative rich/poor up/down
    high/low strong/weak cheap/expensive present/absent maximum/minimum faster/slower better/worse include/exclude
    legal/illegal likely/unlikely agree/disagree confirmed/denied domestic/foreign major/minor all/some married/divorced
    enhances/reduces enhance/reduce rise/drop boost/cut accelerate/slow promotes/inhibits promote/inhibit""".split()
)
OPPOSITE = {one: other for pair in OPPOSITES for one, other in (pair, pair[::-1])}
HEDGES = re.compile(
    r"\b(?:may|might|could|reportedly|allegedly|possibly|perhaps|probably|likely|nearly|almost|about|partly|some) "
)
AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|should|has|have|had|must|does|did|do)\b(?! not)")
NEGATED = re.compile(r"\b(is|are|was|were|will|would|can|could|should|has|have|had|must|does|did|do) (?:not|never) ")
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?!\w)")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
COUNTED = "one two three four five six seven eight nine ten twelve twenty thirty fifty hundred thousand million billion".split()
NEIGHBOURS = (WEEKDAYS, MONTHS, COUNTED, "first second third fourth fifth sixth".split())
FIRST_WORD = re.compile(r"^\W*\w+")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A false statement, the way in which it is false, and the spans of characters that make it so."""

    text: str
    kind: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a false statement may be put together from: names, words and phrases of the same text and of other texts."""

    names: Sequence[str]
    foreign_names: Sequence[str]
    verbs: Sequence[str]
    phrases: Sequence[str]


def changed(before: str, after: str) -> tuple[Span, ...]:
    """The spans of characters of a text that differ from what it was, in whole words; the neighbours of what is gone.

    >>> changed("It rose by 4 percent.", "It fell by 4 percent.")
    ((3, 7),)
    """
    pattern = re.compile(r"\S+")
    mine, theirs = list(pattern.finditer(after)), pattern.findall(before)
    matcher = difflib.SequenceMatcher(None, theirs, [match[0] for match in mine], autojunk=False)
    spans = []
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        first, last = (start, end) if start < end else (max(start - 1, 0), min(end + 1, len(mine)))
        spans.append((mine[first].start(), mine[last - 1].end()))
    return tuple(spans)


def _replaced(text: str, match: re.Match[str], put: str) -> str:
    return text[: match.start()] + put + text[match.end() :]


def _number(text: str, _: Surroundings, chance: random.Random) -> str | None:
    found = list(NUMBER.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    value = match[0].replace(",", "")
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", value):
        return _replaced(text, match, str(int(value) + chance.choice((-10, -3, -2, -1, 1, 2, 3, 10))))
    digits = list(match[0])
    place = chance.choice([at for at, digit in enumerate(digits) if digit.isdigit()])
    digits[place] = chance.choice([each for each in "123456789" if each != digits[place]])
    return _replaced(text, match, "".join(digits))


def _neighbour(text: str, _: Surroundings, chance: random.Random) -> str | None:
    rows = [(row, match) for row in NEIGHBOURS for match in re.finditer(rf"\b(?:{'|'.join(row)})\b", text)]
    if not rows:
        return None
    row, match = chance.choice(rows)
    return _replaced(text, match, chance.choice([each for each in row if each != match[0]]))


def _name(text: str, around: Surroundings, chance: random.Random) -> str | None:
    mine = runs(text)
    pool = around.names if chance.random() < 0.6 else around.foreign_names
    others = [name for name in pool if name not in text]
    if not mine or not others:
        return None
    return text.replace(chance.choice(mine), chance.choice(others), 1)


def _negated(text: str, _: Surroundings, chance: random.Random) -> str | None:
    if match := NEGATED.search(text):
        return _replaced(text, match, f"{match[1]} ")
    found = list(AUXILIARY.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    return _replaced(text, match, f"{match[1]} not")


def _opposite(text: str, _: Surroundings, chance: random.Random) -> str | None:
    found = [match for match in re.finditer(r"[a-z]+", text) if match[0] in OPPOSITE]
    if not found:
        return None
    match = chance.choice(found)
    return _replaced(text, match, OPPOSITE[match[0]])


def _roles(text: str, _: Surroundings, chance: random.Random) -> str | None:
    mine = [name for name in dict.fromkeys(runs(text)) if text.count(name) == 1]
    if len(mine) < 2:
        return None
    one, other = chance.sample(mine, 2)
    if one in other or other in one:
        return None
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def _hedge(text: str, _: Surroundings, __: random.Random) -> str | None:
    match = HEDGES.search(text)
    return _replaced(text, match, "will " if match[0] in ("may ", "might ", "could ") else "") if match else None


def _verb(text: str, around: Surroundings, chance: random.Random) -> str | None:
    found = list(re.finditer(r"(?<= )[a-z]{4,}(?:ed|es|ing)(?= )", text))
    if not found:
        return None
    match = chance.choice(found)
    alike = [verb for verb in around.verbs if verb[-2:] == match[0][-2:] and verb != match[0]]
    return _replaced(text, match, chance.choice(alike)) if alike else None


def _invented(text: str, around: Surroundings, chance: random.Random) -> str | None:
    if not around.phrases:
        return None
    phrase = chance.choice(around.phrases)
    if any(word in text for word in words(phrase)[1:]):
        return None
    return f"{text.rstrip('.')} {phrase}."


def _conclusion(text: str, _: Surroundings, chance: random.Random) -> str | None:
    made_up = (
        "causing widespread concern",
        "for the first time",
        "despite strong objections",
        "leading to its collapse",
        "as expected",
    )
    return f"{text.rstrip('.')}, {chance.choice(made_up)}."


def _teller(text: str, around: Surroundings, chance: random.Random) -> str | None:
    if FINITE_SAYING & {word.lower() for word in words(text)} or not around.names:
        return None
    rest = text[:1].lower() + text[1:] if FIRST_WORD.match(text) and text.split()[0] not in runs(text) else text
    return f"{chance.choice(around.names)} denied that {rest}"


Rule = Callable[[str, Surroundings, random.Random], str | None]
RULES: dict[str, tuple[Rule, float]] = {
    "number": (_number, 2.0),
    "neighbour": (_neighbour, 1.5),
    "name": (_name, 2.0),
    "negation": (_negated, 1.5),
    "opposite": (_opposite, 2.5),
    "roles": (_roles, 1.5),
    "hedge": (_hedge, 1.0),
    "verb": (_verb, 2.0),
    "invention": (_invented, 1.2),
    "conclusion": (_conclusion, 0.4),
    "teller": (_teller, 0.3),
}


def mutations(text: str, around: Surroundings, chance: random.Random, count: int) -> Iterator[Mutation]:
    """At most so many mutations of a statement, each of another kind."""
    kinds = sorted(RULES, key=lambda kind: chance.random() ** (1 / RULES[kind][1]), reverse=True)
    made = 0
    for kind in kinds:
        false = RULES[kind][0](text, around, chance)
        if false and false != text:
            yield Mutation(false, kind, changed(text, false))
            made += 1
            if made == count:
                return
