"""Marks that end sentences and words."""

import re

TERMINAL = re.compile(r"[.!?…。！？][\"'”’»)\]]*$|[\"”»]$")
"""What a line of running text ends with: the end mark of a sentence, or a closing quotation mark."""
POSSESSIVE = re.compile(r"['’]s?$")


def without_possessive(word: str) -> str:
    """Return a word without its possessive ending.

    >>> without_possessive("Berg's"), without_possessive("banks’"), without_possessive("Berg")
    ('Berg', 'banks', 'Berg')
    """
    return POSSESSIVE.sub("", word)
