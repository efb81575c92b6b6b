"""Read words of a question as words of the documents where they are near in spelling and stand nowhere as typed."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from summarize.text.demonyms import full_name
from summarize.text.terms import words
from summarize.text.wordlists import FUNCTION_WORDS, QUESTION_WORDS

SHORTEST = 4
"""Letters of a word that may be a slip; shorter ones are near too many others."""
NEAR = 0.75
"""Least similarity of two spellings: one slip in four letters (Damerau 1964: most slips are one letter)."""
SOUNDS = (
    ("ck", "k"),
    ("ph", "f"),
    ("kh", "h"),
    ("gh", "g"),
    ("q", "k"),
    ("c", "k"),
    ("y", "i"),
    ("w", "v"),
    ("j", "i"),
    ("z", "s"),
)
"""Letters that transliterations of a name exchange."""
ABBREVIATED = re.compile(r"\b[A-Z](?:\.?[A-Z]){1,3}\b\.?(?!\w)")
GRAMMAR = FUNCTION_WORDS | QUESTION_WORDS


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as typed, and the word of the documents that it is read as."""

    typed: str
    read: str


def corrected(
    text: str, vocabulary: Callable[[Collection[str]], Collection[str]], known: Callable[[str], bool]
) -> tuple[str, tuple[Correction, ...]]:
    """Return a question with words that stand nowhere read as near ones, and what was changed.

    `vocabulary` returns the words of the documents that begin with one of some letters, all in lower case; `known` says whether
    a word is right as it is: a word of English, or one that the documents contain in some form.

    >>> corrected("wich port opens in autum", lambda letters: ["port", "autumn"], lambda word: word in ("port", "opens"))[0]
    'which port opens in autumn'
    """
    found: list[Correction] = []
    for word in dict.fromkeys(words(text)):
        if len(word) < SHORTEST or not word.isalpha() or word.lower() in GRAMMAR or known(word):
            continue
        near = _nearest(word.lower(), [*vocabulary(word[0].lower()), *GRAMMAR])
        if near is None and word[:1].isupper():
            near = _alike_in_sound(word.lower(), vocabulary(beginnings(word.lower())))
        if near and near != word.lower():
            found.append(Correction(word, near.capitalize() if word[:1].isupper() else near))
    for one in found:
        text = re.sub(rf"\b{re.escape(one.typed)}\b", one.read, text)
    return text, tuple(found)


def in_full(text: str) -> str:
    """Return a question with abbreviated names of countries written out, unless all of it is in capitals.

    >>> in_full("what did the US say to us")
    'what did the United States say to us'
    """
    if text.isupper():
        return text
    return ABBREVIATED.sub(lambda match: full_name(match[0]) or match[0], text)


def _nearest(word: str, among: Collection[str]) -> str | None:
    """Return the nearest spelling with the same first letter, if it is near enough."""
    same = [other for other in among if other[:1] == word[:1] and len(other) >= SHORTEST - 1]
    best = process.extractOne(word, same, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=NEAR)
    return best[0] if best else None


def _alike_in_sound(word: str, among: Collection[str]) -> str | None:
    """Return a word that may transliterate the same name: "kasem" -> "qassem"."""
    return next((other for other in sorted(among) if other != word and sound(other) == sound(word)), None)


def beginnings(name: str) -> frozenset[str]:
    """Return the letters with which a name of the same sound may begin.

    >>> sorted(beginnings("qassem"))
    ['c', 'k', 'q']
    """
    first = sound(name)[:1]
    return frozenset(letters[0] for letters, plain in (*SOUNDS, (first, first)) if sound(plain)[:1] == first)


def sound(name: str) -> str:
    """Return the key that transliterations of one name share: its consonants, each once in a row.

    >>> sound("qassem"), sound("kasim")
    ('ksm', 'ksm')
    """
    for letters, plain in SOUNDS:
        name = name.replace(letters, plain)
    skeleton = name[:1] + re.sub(r"[aeiou]", "", name[1:])
    return re.sub(r"(.)\1+", r"\1", skeleton)
