"""A sentence as the checks see it: words, numbers and marks, each with a key under which its inflected forms meet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summarize import quotations
from summarize.entailment.inflection import lemma
from summarize.lexicon import FUNCTION_WORDS, MONTHS, MONTHS_AND_DAYS, SMALL_NUMBERS, TENS

TOKEN = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+|[-'’&.](?=\w)[^\W_]+)*(?:['’](?=s?\W))?%?|\.\.\.|[^\w\s]")
QUOTE_MARKS = frozenset('“”„«»"')
CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yuan"}
SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
ABBREVIATIONS = {
    **{month[:3]: month for month in MONTHS},
    "sept": "september",
    "pct": "percent",
    "km": "kilometre",
    "kg": "kilogram",
    "kilometer": "kilometre",
    "kilometers": "kilometre",
    "meter": "metre",
    "meters": "metre",
    "liter": "litre",
    "liters": "litre",
    "usd": "dollar",
    "eur": "euro",
    "rmb": "yuan",
}
SEASONS_AND_MONTHS = frozenset(MONTHS) | frozenset("spring summer autumn winter fall".split())
PHRASES = {
    **dict.fromkeys(("go on", "goes on", "went on", "going on", "gone on"), "continue"),
    **dict.fromkeys(("take place", "takes place", "took place", "taking place", "taken place"), "happen"),
    **dict.fromkeys(("carry out", "carries out", "carried out", "carrying out"), "conduct"),
    **dict.fromkeys(("set up", "sets up", "setting up"), "establish"),
    **dict.fromkeys(("stick to", "sticks to", "stuck to", "keep to", "keeps to", "kept to", "adhere to"), "adhere"),
    **dict.fromkeys(("take part", "takes part", "took part", "taking part", "taken part"), "participate"),
    **dict.fromkeys(("point out", "points out", "pointed out"), "noted"),
    **dict.fromkeys(("made clear", "makes clear"), "said"),
    **dict.fromkeys(("because of", "due to", "owing to"), "due"),
    **dict.fromkeys(("in order",), "so"),
}
"""Two words that are one verb or preposition, and a word that stands for both."""
CONTRACTIONS = {
    "won't": "will not",
    "can't": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "let's": "let us",
    "it's": "it is",
    "he's": "he is",
    "she's": "she is",
    "that's": "that is",
    "there's": "there is",
    "what's": "what is",
}
ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}
INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|St")
GLUED = re.compile(r"^(\d[\d.,]*)(bn|mn|tn|[kmKM]|km|kg|th|st|nd|rd)$")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a sentence, whether it is within quotation marks, and what makes two of them the same.

    `span` is where it is in the text: start and end. A token that a step of the comparison put in has none.
    """

    text: str
    quoted: bool
    key: str = ""
    span: tuple[int, int] | None = field(default=None, compare=False)

    @property
    def lower(self) -> str:
        """The token in lower case."""
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or a number, not a mark."""
        return self.text[0].isalnum()

    @property
    def is_number(self) -> bool:
        """Whether the token is written, or reads, as a number."""
        return self.key.replace(".", "").isdigit()

    @property
    def is_name(self) -> bool:
        """Whether the token has the form of a name: a capital, and no function word, day or month."""
        return self.text[0].isupper() and self.lower not in FUNCTION_WORDS and self.lower not in MONTHS_AND_DAYS

    @property
    def is_content(self) -> bool:
        """Whether the token carries content: a number, or a word that is no function word."""
        return self.is_word and (self.is_number or self.lower not in FUNCTION_WORDS)


def tokenise(text: str) -> list[Token]:
    """The words, numbers and marks of a sentence, as they stand.

    >>> [token.text for token in tokenise("It's 4.5% (Ann said).")]
    ["It's", '4.5%', '(', 'Ann', 'said', ')', '.']
    """
    inside = [False] * (len(text) + 1)
    for start, end in quotations.spans(text):
        inside[start:end] = [True] * (end - start)
    return [Token(match[0], inside[match.start()], key(match[0]), match.span()) for match in TOKEN.finditer(text)]


def key(word: str) -> str:
    """What makes two words the same: the value of a number, the lemma of any other word.

    >>> key("1,400"), key("eleven"), key("Grew") == key("grown"), key("Dec")
    ('1400', '11', True, 'decemb')
    """
    if not word[0].isalnum():
        return word
    plain = POSSESSIVE.sub("", word.lower())
    if plain[:1].isdigit():
        return number(plain)
    if plain in SMALL_NUMBERS | TENS:
        return str((SMALL_NUMBERS | TENS)[plain])
    return lemma(ABBREVIATIONS.get(plain, plain))


def number(text: str) -> str:
    """The value of a number written in digits.

    >>> number("1,400"), number("2.50"), number("21st")
    ('1400', '2.5', '21')
    """
    digits = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", text.rstrip("%")).replace(",", "")
    return digits.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", digits) else digits


def normalised(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with quantities and dates written one way: the number, then its unit; the day, then the month.

    >>> [token.key for token in normalised(tokenise("On February 24 it cost $2bn, or 25 per cent."))][1:]
    ['24', 'februari', 'it', 'cost', '2', 'billion', 'dollar', ',', 'or', '25', 'percent', '.']
    """
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        taken, parts = next(filter(None, (reading(tokens, index) for reading in READINGS)))
        found.extend(parts)
        index += taken
    return found


Reading = tuple[int, list[Token]] | None
"""How many tokens a reading takes up, and what they become; `None` if it does not fit."""


def _initials(tokens: Sequence[Token], index: int) -> Reading:
    """Reads "U.S." and "Mr." with their last stop."""
    followed = _lower(tokens, index + 1) == "." and index + 2 < len(tokens)
    inside = index and tokens[index - 1].is_name and index + 2 < len(tokens) and tokens[index + 2].is_name
    if followed and inside and len(tokens[index].text) == 1 and tokens[index].text.isupper():
        return 2, []  # the middle initial of a name
    return (2, [tokens[index]]) if followed and INITIALS.fullmatch(tokens[index].text) else None


def _span_of_days(tokens: Sequence[Token], index: int) -> Reading:
    """Reads "21 to 27 December" as “21 December to 27 December”."""
    joined, last, month = (_lower(tokens, index + step) for step in (1, 2, 3))
    if tokens[index].is_number and joined in ("to", "and", "-", "–") and last[:1].isdigit() and month in MONTHS:
        return 1, [tokens[index], tokens[index + 3]]
    return None


def _money(tokens: Sequence[Token], index: int) -> Reading:
    """Reads "$2 million" as “2 million dollar”."""
    if tokens[index].text not in CURRENCIES or not _lower(tokens, index + 1)[:1].isdigit():
        return None
    scale = [tokens[index + 2]] if _lower(tokens, index + 2) in SCALES.values() else []
    return 2 + len(scale), [*_unglued(tokens[index + 1]), *scale, _like(tokens[index], CURRENCIES[tokens[index].text])]


def _day_of_month(tokens: Sequence[Token], index: int) -> Reading:
    """Reads "February 24" as “24 February”."""
    day = _lower(tokens, index + 1)
    if tokens[index].lower in MONTHS and day[:1].isdigit() and len(number(day)) <= 2:
        return 2, [tokens[index + 1], tokens[index]]
    return None


def _month_of_year(tokens: Sequence[Token], index: int) -> Reading:
    """Reads "spring of 2023" as “spring 2023”."""
    joined, year = _lower(tokens, index + 1), _lower(tokens, index + 2)
    if tokens[index].lower in SEASONS_AND_MONTHS and joined == "of" and len(year) == 4 and year.isdigit():
        return 2, [tokens[index]]
    return None


def _phrase(tokens: Sequence[Token], index: int) -> Reading:
    """Reads "went on" as one verb."""
    words = f"{tokens[index].lower} {_lower(tokens, index + 1)}"
    if words not in PHRASES or tokens[index].quoted != tokens[index + 1].quoted:
        return None
    pair = tokens[index : index + 2]
    return 2, [Token(f"{pair[0].text} {pair[1].text}", pair[0].quoted, key(PHRASES[words]), span(pair))]


def _percent(tokens: Sequence[Token], index: int) -> Reading:
    if tokens[index].lower == "per" and _lower(tokens, index + 1) == "cent":
        return 2, [_like(tokens[index], "percent")]
    return (1, [_like(tokens[index], "percent")]) if tokens[index].text == "%" else None


def _single(tokens: Sequence[Token], index: int) -> Reading:
    token = tokens[index]
    return 1, _unglued(token) if token.text[0].isdigit() else _uncontracted(token)


READINGS = (_initials, _span_of_days, _money, _day_of_month, _month_of_year, _phrase, _percent, _single)


def _lower(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].lower if index < len(tokens) else ""


def _uncontracted(token: Token) -> list[Token]:
    """A contraction as its words ("won't", "they've")."""
    lower = token.lower.replace("’", "'")
    if lower in CONTRACTIONS:
        return [_like(token, word) for word in CONTRACTIONS[lower].split()]
    stem_, _, ending = lower.rpartition("'")
    if ending == "t" and stem_.endswith("n"):
        return [_like(token, stem_[:-1]), _like(token, "not")]
    return [_like(token, token.text[: len(stem_)]), _like(token, ENDINGS[ending])] if ending in ENDINGS and stem_ else [token]


def _unglued(token: Token) -> list[Token]:
    """A number and the unit that is written against it, apart ("25%", "3bn")."""
    if token.text.endswith("%"):
        return [_like(token, token.text[:-1]), _like(token, "percent")]
    match = GLUED.match(token.lower)
    if match is None or match[2] in ("th", "st", "nd", "rd"):
        return [token]
    return [_like(token, match[1]), _like(token, SCALES.get(match[2], match[2]))]


def _like(token: Token, text: str) -> Token:
    return replace(token, text=text, key=key(text))


def span(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where some tokens are in their text, from the first to the last; `None` if none of them is."""
    found = [token.span for token in tokens if token.span]
    return (found[0][0], found[-1][1]) if found else None
