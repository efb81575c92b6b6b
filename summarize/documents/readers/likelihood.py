"""Measure how likely the text is that an encoding gives: letters of one alphabet, signs in usual positions, no odd characters.

Likelihood is counted in bits, as the length of the shortest code for the text: rare characters cost more, and so do those
that do not fit their neighbours.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import log2
from unicodedata import category, name

from summarize.documents.readers.alphabets import LATIN, OTHER, SCRIPTS, Encoding

ASCII_BITS = 4.0
"""An ASCII character, shared by all encodings; its cost matters only if one of them reads it as half of another character."""
ACCENTED_BITS, LETTER_BITS, RANK_BITS, FREQUENT_BITS, COMMON_BITS, RARE_BITS = 4.0, 3.2, 0.16, 7.0, 12.0, 17.0
"""The most frequent accented letter; that of a non-Latin alphabet, and each rank after it; three classes of large scripts."""
FOREIGN_BITS = 13.0
"""A letter that the language does not have."""
ODD_BITS, DRAWN_BITS, IMPOSSIBLE_BITS = 14.0, 19.0, 26.0
"""A sign in an unusual position; a part of a drawing or a sign that is never written; a control, or an undefined byte."""
IN_WORD_BITS, DIGIT_BITS = 6.0, 4.0
"""Added for a sign between two letters, and for a letter next to a digit."""
MIXED_BITS, MIXED_EASTERN_BITS = 9.0, 6.0
"""Added for adjacent letters of two scripts; less for scripts without spaces between words, where this happens."""
ACCENTS_BITS = 1.5
"""Added for an accented Latin letter next to another one."""
AFTER_SMALL_BITS, CAPITAL_BITS, CAPITALS_BITS = 9.0, 1.0, 0.5
"""Added for a capital after a small letter, for any capital, and for a capital next to another."""
ALONE_BITS = 4.0
"""Added for a word of one letter with an accent: "80 Û" is an amount in a wrong encoding."""
WORDS_OF_ONE = frozenset("àáâåèéêìíòóôöø")
"""Letters that are words in some language."""
WHITE = frozenset("\t\n\v\f\r\x1a\x1b")
"""Control characters in texts: white space, the end-of-file mark of DOS, the escape of terminals."""
NEVER_WRITTEN = frozenset("¤¦¬¯¨´¸ˇ˘˙˛˝˚ˆ˜\u00ad")
OTHER_SCRIPT_BITS = 4.0
"""Added for a language of another script if most letters of a text are ASCII."""
_LETTER = r"[^\W\d_]"
PLACES = tuple(
    (re.compile(pattern), bits)
    for pattern, bits in (
        (r"(?<=\d)[€£¥]|(?<=\d[\s\xa0])[€£¥](?!\w)|(?<!\w)[€£¥](?=[\s\xa0]?\d)", 5),
        (rf"(?<={_LETTER})[’](?={_LETTER})", 4),
        (r"(?<!\w)[“„‚‘«‹”’»](?=[\w\"(¿¡])|(?<=[\w.,;:!?…%)])[”“’»›](?!\w)|(?<!\S)«(?=\s)|(?<=\s)»(?!\w)", 6),
        (r"(?<!\S)[–—](?!\S)|(?<=\d)–(?=\d)", 5),
        (rf"(?<={_LETTER})—(?={_LETTER})", 5.5),
        (rf"(?<={_LETTER})–(?=[A-Z])", 7),
        (r"(?<=[\w).,!?])…(?!\w)|(?<!\w)…(?=\w)", 6),
        (r"(?<!\S)[•·](?=\s)", 5),
        (r"(?<=\d)°|(?<=\d[\s\xa0])°(?!\w*\d)", 6),
        (r"(?<!\w)[§№](?=[\s\xa0§\d])", 6),
        (r"(?<!\w)©(?=\s|\d)|(?<=\w)[®™](?!\w)", 7),
        (r"(?:(?<=\d)|(?<=\W[a-z])|(?<=\W[a-z][a-z]))[²³](?!\w)", 7),
        (r"(?<![^\W\d_])[½¼¾](?![^\W\d_])", 8),
        (r"(?<!\w)±(?=[\s\d])|(?<=[\d\s])[×÷](?=[\s\d])", 8),
        (r"(?<!\w)[¿¡](?=\w)", 4),
        (r"(?<=[\dnNM.])[ºª](?!\w)", 6),
        (r"(?<=[\w%.,;:«»!?–—])\xa0(?=[\w%«»!?;:–—€])", 6),
        (rf"(?<!{_LETTER})µ(?=[a-zA-Z])", 8),
        (r"(?<=\d)\s?‰|[†‡](?!\w)", 9),
        (r"[\u3001-\u3011\uff01-\uff5e]", 6),
        (r"(?<=[\u3040-\u9fff])[“”‘’…—·]|[“”‘’…—·](?=[\u3040-\u9fff…—])", 6),
    )
)
"""Signs in their usual positions, and their cost in bits there."""


def cost(text: str, encoding: Encoding, spoken: Mapping[str, float]) -> float:
    """Return the bits of a text in the best-fitting language of its encoding; `spoken` gives the bits of each language.

    >>> western = Encoding("cp1252", ("de", "sv"), 0)
    >>> cost("Björn", western, {}) < cost("Bj¶rn", western, {}) < cost("Bj\\x97rn", western, {})
    True
    """
    letters: Counter[str] = Counter()
    bits = encoding.bits
    for at, char in enumerate(text):
        if char.isascii():
            bits += ASCII_BITS if char.isprintable() or char in WHITE else IMPOSSIBLE_BITS
        elif is_letter(char):
            letters[char if char in "İı" else char.lower()[0]] += 1
            bits += _neighbours(text, at)
        else:
            bits += _sign(text, at)
    latin = sum(char.isascii() and char.isalpha() for char in text) > letters.total()
    return bits + min(
        (OTHER_SCRIPT_BITS if latin and language in OTHER else 0.0)
        + spoken.get(language, 0.0)
        + sum(_letter(char, language) * count for char, count in letters.items())
        for language in encoding.languages
    )


@cache
def is_letter(char: str) -> bool:
    """Whether a character belongs to words: a letter or a mark on one."""
    return (category(char)[0] in "LM" and category(char) != "Lm" and char not in "ªºµ") or char in "ー々"


@cache
def _script(char: str) -> str:
    """Return the script of a letter; those of Chinese, Japanese and Korean count as one, because they mix."""
    script = name(char, "").split(" ")[0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"} else script


@cache
def _letter(char: str, language: str) -> float:
    """Return the bits of a letter in a language."""
    alphabet = LATIN.get(language) or OTHER.get(language)
    if alphabet is not None:
        rank = alphabet.find(char)
        if rank < 0:
            return FOREIGN_BITS
        return ACCENTED_BITS + log2(1 + rank) if language in LATIN else LETTER_BITS + RANK_BITS * rank
    frequent, standard, rows = SCRIPTS[language]
    if char in frequent:
        return FREQUENT_BITS
    lead = char.encode(standard, "ignore")[:1]
    return COMMON_BITS if lead and lead[0] in rows else RARE_BITS


def _neighbours(text: str, at: int) -> float:
    """Return the bits that a letter costs for what is next to it: another script, a digit, an accent, an odd case, nothing."""
    char, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    script, bits = _script(char), 0.0
    for near in (before, after):
        if near.isdecimal():
            bits += 0 if script == "CJK" else DIGIT_BITS
        elif near and is_letter(near) and _script(near) != script:
            bits += MIXED_EASTERN_BITS if script == "CJK" else MIXED_BITS
        elif near and script == "LATIN" and not near.isascii() and is_letter(near):
            bits += ACCENTS_BITS
    if script == "LATIN" and not before.isalnum() and not after.isalnum() and char.lower() not in WORDS_OF_ONE:
        bits += ALONE_BITS
    return bits + _capital(char, before, after)


def _capital(char: str, before: str, after: str) -> float:
    """Return the bits for the case of a letter: "\u0417\u0430" is usual, "\u0437\u0410" is not."""
    if not char.isupper():
        return AFTER_SMALL_BITS if char.islower() and after.isascii() and after.isupper() else 0.0
    if before.islower() or (before.isupper() and after.islower()):
        return CAPITAL_BITS + AFTER_SMALL_BITS
    return CAPITALS_BITS if before.isupper() or after.isupper() else CAPITAL_BITS


def _sign(text: str, at: int) -> float:
    """Return the bits of a character that is not a letter, by its position."""
    char = text[at]
    kind = category(char)
    if (kind[0] == "C" and char != "\xad") or char == "\ufffd":
        return IMPOSSIBLE_BITS
    if usual := next((bits for pattern, bits in PLACES if pattern.match(text, at)), None):
        return usual
    inside = 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()
    drawn = "\u2500" <= char <= "\u25ff" or char in NEVER_WRITTEN
    return (DRAWN_BITS if drawn else ODD_BITS) + (IN_WORD_BITS if inside else 0)
