"""Find the words of a text that carry its content: split, stem, and leave out function words."""

import re
from functools import cache, lru_cache
from unicodedata import combining, normalize

import Stemmer

from summarize.text import languages
from summarize.text.languages import UNSPACED, pairs
from summarize.text.wordlists import FUNCTION_WORDS, NEGATIONS

REMEMBERED = 10_000
"""Texts whose words are cached: the same sentences are compared many times."""
WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+|[-'’&](?=\w)[^\W_]+)*%?")
LATIN = re.compile(r"[a-z\u00df-\u024f]")


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@cache
def stem(word: str) -> str:
    """Return the Porter2 stem of a word, without case, accents, possessive ending or the dots of an abbreviation.

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
    """Return the words and numbers of a text unchanged; a percent sign stays with its number.

    >>> words("Trade rose by 4.5% (no-limits deal).")
    ('Trade', 'rose', 'by', '4.5%', 'no-limits', 'deal')
    """
    return tuple(WORD.findall(text))


def is_content(word: str) -> bool:
    """Whether a word carries content: it is a number, or not a function word."""
    return word.lower() not in FUNCTION_WORDS


def denies(text: str) -> bool:
    """Whether a text holds a negation.

    >>> denies("Why shouldn't I use it?"), denies("Why should I?")
    (True, False)
    """
    return any(word.lower() in NEGATIONS or word.lower().endswith(("n't", "n’t")) for word in words(text))


@lru_cache(REMEMBERED)
def content(text: str) -> tuple[str, ...]:
    """Return the content words of a text unchanged; for scripts without spaces, the pairs of neighbouring characters."""
    return tuple(
        part for word in words(text) if is_content(word) for part in (pairs(word).split() if UNSPACED.match(word) else [word])
    )


@lru_cache(REMEMBERED)
def comparable_words(text: str) -> frozenset[str]:
    """Return the words that are compared by their embeddings: content words of only letters, at least four, in lower case.

    >>> sorted(comparable_words("The 2 ports of Lima reopened."))
    ['lima', 'ports', 'reopened']
    """
    return frozenset(word.lower() for word in content(text) if word.isalpha() and len(word) > 3)


@lru_cache(REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words, and of the parts of hyphenated words."""
    found = content(text)
    parts = [part for word in found if "-" in word for part in word.split("-") if part]
    return frozenset(stem(word) for word in [*found, *parts])


def file_words(name: str) -> str:
    """Return the name of a file and the words in it.

    >>> file_words("Osei2023_heat-pumps"), file_words("baked-rice")
    ('Osei2023_heat-pumps Osei 2023 heat pumps', 'baked-rice baked rice')
    """
    return " ".join([name, *re.findall(r"[^\W\d_]+|\d+", name)])
