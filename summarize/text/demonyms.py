"""The names of places and of their people, from WordNet (`training/lexicon/demonyms.py` makes the table)."""

from functools import cache
from importlib import resources

from summarize.text.punctuation import without_possessive


def same_place(one: str, other: str) -> bool:
    """Whether two words are the same name, or one names a place and the other its people.

    >>> same_place("Russia", "Russian"), same_place("Chinese", "China's"), same_place("Niger", "Nigerian")
    (True, True, False)
    """
    first, second = _plain(one), _plain(other)
    return first == second or second in _people().get(first, ()) or first in _people().get(second, ())


def is_place(name: str) -> bool:
    """Whether a word names a country or another place whose people have a name.

    >>> is_place("Korea"), is_place("Putin")
    (True, False)
    """
    return _plain(name) in _people()


def is_people(word: str) -> bool:
    """Whether a word names the people of a place: "Greek".

    >>> is_people("Greek"), is_people("Orthodox")
    (True, False)
    """
    return _plain(word) in _all_peoples()


def _plain(name: str) -> str:
    return without_possessive(name).lower()


@cache
def _people() -> dict[str, frozenset[str]]:
    """Return the names of each place's people, singular and plural, by the name of the place; all in lower case."""
    text = resources.files(__package__).joinpath("demonyms.tsv").read_text(encoding="utf-8")
    rows = (line.lower().split("\t") for line in text.splitlines())
    return {place: frozenset(form for name in names.split("; ") for form in (name, f"{name}s")) for place, names in rows}


@cache
def _all_peoples() -> frozenset[str]:
    return frozenset().union(*_people().values())
