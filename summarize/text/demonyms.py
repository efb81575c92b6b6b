"""The names of places, of their people and of their capitals, from WordNet (`training/lexicon/demonyms.py` makes the tables)."""

import re
from collections.abc import Callable
from functools import cache
from importlib import resources

from summarize.text.punctuation import without_possessive

ABBREVIATED = re.compile(r"(?:[A-Z]\.)+[A-Z]?")
"""Letters with full stops after them, as in "U.S."; the last one may be missing."""


def same_place(one: str, other: str) -> bool:
    """Whether two words are the same name, or one names a place and the other its people.

    >>> same_place("Russia", "Russian"), same_place("Chinese", "China's"), same_place("Niger", "Nigerian")
    (True, True, False)
    """
    first, second = _plain(one), _plain(other)
    return first == second or second in _people().get(first, ()) or first in _people().get(second, ())


def one_place(one: str, other: str) -> bool:
    """Whether two names are of one place, or of its people; they need not be single words.

    >>> one_place("United States", "US"), one_place("USA", "American"), one_place("Austria", "Australia")
    (True, True, False)
    >>> one_place("UK", "Britain"), one_place("Spaniards", "Spanish")
    (True, True)
    """
    first, second = _plain(one), _plain(other)
    mine, theirs = ({name} | set(_people().get(name, ())) for name in (first, second))
    return same_place(one, other) or bool(mine & theirs) or any({first, second} <= people for people in _people().values())


def full_name(abbreviation: str) -> str | None:
    """Return the full name of a place that is abbreviated; `None` if a word abbreviates none.

    >>> full_name("US"), full_name("U.S."), full_name("us")
    ('United States', 'United States', None)
    """
    people = set(_people().get(_plain(abbreviation), ())) if abbreviation.replace(".", "").isupper() else set()
    names = [name for name, own in _people().items() if people & set(own) and " " in name] if people else []
    return max(names, key=len, default="").title().replace(" Of ", " of ").replace(" And ", " and ") or None


def is_place(name: str) -> bool:
    """Whether a word names a country or another place whose people have a name.

    >>> is_place("Korea"), is_place("Putin")
    (True, False)
    """
    return _plain(name) in _people()


def governed_from(capital: str) -> str | None:
    """Return the country that a capital represents when it speaks or acts; `None` if a name is no capital's.

    >>> governed_from("Washington"), governed_from("Beijing's"), governed_from("Boston")
    ('United States', 'China', None)
    """
    return _capitals().get(without_possessive(capital))


def is_people(word: str) -> bool:
    """Whether a word names the people of a place: "Greek".

    >>> is_people("Greek"), is_people("Orthodox")
    (True, False)
    """
    return _plain(word) in _all_peoples()


def _plain(name: str) -> str:
    """Return a name in the form of the table: "U.S" and "US's" become "us"."""
    plain = without_possessive(name)
    return (plain.replace(".", "") if ABBREVIATED.fullmatch(plain) else plain).lower()


@cache
def _people() -> dict[str, frozenset[str]]:
    """Return the names of each place's people, singular and plural, by the name of the place; all in lower case."""
    rows = _table("demonyms.tsv", str.lower)
    return {place: frozenset(form for name in names.split("; ") for form in (name, f"{name}s")) for place, names in rows}


@cache
def _capitals() -> dict[str, str]:
    return dict(_table("capitals.tsv"))


def _table(name: str, written: Callable[[str], str] = str) -> list[list[str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [written(line).split("\t") for line in text.splitlines()]


@cache
def _all_peoples() -> frozenset[str]:
    return frozenset().union(*_people().values())
