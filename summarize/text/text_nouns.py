"""The nouns for texts, of which one asks what they say, from WordNet (`training/lexicon/text_nouns.py` makes the list)."""

from functools import cache
from importlib import resources


def is_text(noun: str) -> bool:
    """Whether a common noun, in any form, means a text, and not somebody who could speak.

    >>> is_text("policies"), is_text("constitution"), is_text("minister"), is_text("council"), is_text("Law")
    (True, True, False, False, False)
    """
    singulars = {noun, noun.removesuffix("s"), noun.removesuffix("es"), f"{noun.removesuffix('ies')}y"}
    return noun.islower() and not singulars.isdisjoint(_nouns())


@cache
def _nouns() -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath("text_nouns.txt").read_text(encoding="utf-8").split())
