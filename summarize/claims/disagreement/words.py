"""Split a sentence into words that can be aligned with those of another."""

import re
from dataclasses import dataclass

from summarize.text import quotations
from summarize.text.punctuation import without_possessive
from summarize.text.terms import WORD, stem
from summarize.text.wordlists import MONTHS

YEAR = re.compile(r"(?:1[5-9]|20)\d\ds?")
FAMILY = 4
"""Letters that words of one family share at their beginning."""
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, the key that it shares with words of the same meaning, its position, and whether it is inside a quotation."""

    text: str
    key: str
    start: int
    end: int
    quoted: bool


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text.

    >>> [(word.key, word.quoted) for word in words_of("Talks were “fair” in Dec.")][-3:]
    [('fair', True), ('in', False), ('decemb', False)]
    """
    inside = quotations.mask(text)
    found = (
        Word(m[0], _key(m[0]), m.start(), m.end(), quoted=m[0] not in inside[m.start() : m.end()]) for m in WORD.finditer(text)
    )
    return tuple(found)


def of_one_family(one: Word, other: Word) -> bool:
    """Whether two words begin alike, as "fail" and "failure" do."""
    return one.text.lower()[:FAMILY] == other.text.lower()[:FAMILY]


def _key(word: str) -> str:
    """Return the key of a word: the stem, months in full, numbers without thousands separators."""
    plain = without_possessive(word.lower()).rstrip(".")
    if word[0].isdigit():
        return ORDINAL.sub("", plain.replace(",", ""))
    return stem(next((month for month in MONTHS if plain == month[:3]), plain))
