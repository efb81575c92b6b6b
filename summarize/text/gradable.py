"""Adjectives that give more or less of something: what they measure, their superlatives, and which of two opposites is less.

What an adjective measures is from WordNet (`training/lexicon/measures.py` makes the table), but for prices, which it lacks.
"""

from functools import cache
from importlib import resources

PRICES = frozenset("price cost fee charge fare rent rate amount".split())
PRICED = frozenset("cheap expensive dear costly pricey".split())
COUNTING = {"most": "many", "more": "many", "fewest": "few", "fewer": "few", "least": "little", "less": "little"}
"""Forms that compare numbers and amounts of whatever follows them."""
UNLIKE_THEIR_BASE = {"best": "good", "better": "good", "worst": "bad", "worse": "bad", "furthest": "far", "farthest": "far"}
BOUNDS = {"maximum": "high", "minimum": "low", "top": "high", "bottom": "low"}
LESS = frozenset(
    """bad bottom brief cheap close cold cool early few light little low mild minimum narrow near poor quiet shallow short slight
    slow small soft thin tiny weak young""".split()
)
"""Of two opposites the marked one, which means less of what both measure (Lyons 1977, 9.1; Lehrer 1985): one asks "how old"."""
OF_QUANTITY = frozenset("big few great high large little low many small busy quiet".split())
"""Adjectives that may be said of any number: the highest sales, the largest order."""
DOUBLED = 2


def base(word: str) -> str | None:
    """Return the adjective of which a word is the comparative or superlative, or that it means; None if it is of none.

    >>> [base(word) for word in ("cheapest", "biggest", "busiest", "largest", "best", "fewest", "forest", "over")]
    ['cheap', 'big', 'busy', 'large', 'good', 'few', None, None]
    """
    lower = word.lower()
    irregular = COUNTING.get(lower) or UNLIKE_THEIR_BASE.get(lower) or BOUNDS.get(lower)
    if irregular:
        return irregular
    stem = next((lower.removesuffix(ending) for ending in ("est", "er") if lower.endswith(ending)), "")
    found = (each for each in (stem, f"{stem}e", f"{stem[:-1]}y" if stem.endswith("i") else "", _single(stem)) if each)
    return next((each for each in found if _is_gradable(each)), None)


def is_less(adjective: str) -> bool:
    """Whether an adjective means less of what it measures.

    >>> is_less("cheap"), is_less("long")
    (True, False)
    """
    return adjective in LESS


def measured(adjective: str) -> frozenset[str]:
    """Return nouns for what an adjective measures.

    >>> sorted(measured("heavy")), "price" in measured("cheap")
    (['weight'], True)
    """
    return PRICES if adjective in PRICED else _measures().get(adjective, frozenset())


def _single(stem: str) -> str:
    """Return a stem without its doubled last letter ("bigg" -> "big")."""
    return stem[:-1] if len(stem) > DOUBLED and stem[-1] == stem[-2] else ""


def _is_gradable(word: str) -> bool:
    return word in PRICED or word in OF_QUANTITY or word in LESS or word in _measures()


@cache
def _measures() -> dict[str, frozenset[str]]:
    lines = resources.files(__package__).joinpath("measures.tsv").read_text(encoding="utf-8").splitlines()
    return {word: frozenset(nouns) for word, *nouns in (line.split("\t") for line in lines)}
