"""The words of a text that carry its content: split, stemmed, and told from function words."""

import re
from functools import cache, lru_cache
from unicodedata import combining, normalize

import Stemmer

from summarize.text import languages
from summarize.text.languages import UNSPACED, pairs
from summarize.text.wordlists import FUNCTION_WORDS

REMEMBERED = 10_000
"""Texts whose words are kept at hand: the same sentences are compared many times."""
WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+|[-'’&](?=\w)[^\W_]+)*%?")
LATIN = re.compile(r"[a-z\u00df-\u024f]")


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@cache
def stem(word: str) -> str:
    """The Porter2 stem of a word, without case, accents, possessive or the dots of an abbreviation.

    >>> stem("Talks'"), stem("China's"), stem("U.S.")
    ('talk', 'china', 'us')
    """
    plain = re.sub(r"['’]s?$", "", word.lower()).replace("’", "'")
    if not plain.isascii():
        if not LATIN.search(plain):
            return languages.stem(plain)
        plain = "".join(char for char in normalize("NFKD", plain) if not combining(char))
    if not any(char.isdigit() for char in plain):
        plain = plain.replace(".", "")
    return str(_stemmer().stemWord(plain))


@lru_cache(REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text as they stand; a percent sign stays with its number.

    >>> words("Trade rose by 4.5% (no-limits deal).")
    ('Trade', 'rose', 'by', '4.5%', 'no-limits', 'deal')
    """
    return tuple(WORD.findall(text))


def is_content(word: str) -> bool:
    """Whether a word carries content: a number, or no function word."""
    return word.lower() not in FUNCTION_WORDS


@lru_cache(REMEMBERED)
def content(text: str) -> tuple[str, ...]:
    """The content words of a text, as they stand; of scripts without spaces, the pairs of neighbouring characters."""
    return tuple(
        part for word in words(text) if is_content(word) for part in (pairs(word).split() if UNSPACED.match(word) else [word])
    )


@lru_cache(REMEMBERED)
def comparable_words(text: str) -> frozenset[str]:
    """The words of a text that are compared by their embeddings: content words of letters alone, in lower case.

    >>> sorted(comparable_words("The 2 ports of Lima reopened."))
    ['lima', 'ports', 'reopened']
    """
    return frozenset(word.lower() for word in content(text) if word.isalpha() and len(word) > 3)


@lru_cache(REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words; parts of hyphenated words count too."""
    found = content(text)
    parts = [part for word in found if "-" in word for part in word.split("-") if part]
    return frozenset(stem(word) for word in [*found, *parts])
