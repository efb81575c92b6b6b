"""Take texts apart into the tokens by which they are searched, as SQLite's FTS5 does it (`porter unicode61`).

The embedded store leaves that to SQLite; a store without a tokenizer of that kind is given the tokens.
"""

import unicodedata
from functools import lru_cache

import Stemmer


def tokens(text: str) -> list[str]:
    """Return the tokens of a text: its letters and digits without marks, in lower case, English stemmed after Porter (1980).

    >>> tokens("The cafés of São Tomé re-opened in 2024.")
    ['the', 'cafe', 'of', 'sao', 'tome', 're', 'open', 'in', '2024']
    """
    plain = "".join(filter(_is_no_mark, unicodedata.normalize("NFKD", text))).casefold()
    return [_stem(word) for word in "".join(letter if _is_token(letter) else " " for letter in plain).split()]


def _is_no_mark(letter: str) -> bool:
    return unicodedata.category(letter) != "Mn"


@lru_cache(maxsize=10_000)
def _is_token(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LN"


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return Stemmer.Stemmer("porter").stemWord(word) if len(word) > 2 else word
