"""The nouns that mostly mean a person, from WordNet (`training/lexicon/person_nouns.py` makes the list)."""

from functools import cache
from importlib import resources


def is_person(noun: str) -> bool:
    """Whether a common noun mostly means a person, so that before a surname it is a title.

    >>> is_person("inspector"), is_person("Coach"), is_person("harbour"), is_person("ana")
    (True, True, False, False)
    """
    return noun.lower() in _nouns()


@cache
def _nouns() -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath("person_nouns.txt").read_text(encoding="utf-8").split())
