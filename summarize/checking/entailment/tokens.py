"""Split a sentence into words, numbers and marks, each with a key that its inflected forms share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summarize.text import quotations
from summarize.text.inflection import lemma
from summarize.text.punctuation import without_possessive
from summarize.text.wordlists import FUNCTION_WORDS, MONTHS, MONTHS_AND_DAYS, SMALL_NUMBERS, TENS

TOKEN = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+|(?:[-'’&.]|_+)(?=\w)[^\W_]+)*(?:['’](?=s?\W))?%?|\.\.\.|[^\w\s]")
QUOTE_MARKS = frozenset('“”„«»"')
ABBREVIATIONS = {
    **{month[:3]: month for month in MONTHS},
    "sept": "september",
    "pct": "percent",
    "km": "kilometre",
    "kg": "kilogram",
    "kilometer": "kilometre",
    "kilometers": "kilometre",
    "m": "metre",
    "meter": "metre",
    "meters": "metre",
    "liter": "litre",
    "liters": "litre",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a sentence.

    `quoted` is whether it is inside quotation marks. Tokens with the same `key` count as the same word. `span` is its start and
    end in the text; a token that a step of the comparison added has none.
    """

    text: str
    quoted: bool
    key: str = ""
    span: tuple[int, int] | None = field(default=None, compare=False)
    lower: str = field(init=False, repr=False, compare=False)
    """The token in lower case."""
    is_word: bool = field(init=False, repr=False, compare=False)
    """Whether the token is a word or a number, not a mark."""
    is_number: bool = field(init=False, repr=False, compare=False)
    """Whether the token is a number, in digits or in words."""

    def __post_init__(self) -> None:
        """Find once what is asked for whenever two tokens are compared."""
        object.__setattr__(self, "lower", self.text.lower())
        object.__setattr__(self, "is_word", self.text[0].isalnum())
        object.__setattr__(self, "is_number", self.key.removeprefix("-").replace(".", "", 1).isdigit())

    @property
    def is_name(self) -> bool:
        """Whether the token looks like a name: a capital, and not a function word, day or month."""
        return self.text[0].isupper() and self.lower not in FUNCTION_WORDS and self.lower not in MONTHS_AND_DAYS

    @property
    def is_content(self) -> bool:
        """Whether the token carries content: a number, or a word other than a function word."""
        return self.is_word and (self.is_number or self.lower not in FUNCTION_WORDS)


def tokenise(text: str) -> list[Token]:
    """Return the words, numbers and marks of a sentence, unchanged.

    >>> [token.text for token in tokenise("It's 4.5% (Ann said).")]
    ["It's", '4.5%', '(', 'Ann', 'said', ')', '.']
    """
    inside = [False] * (len(text) + 1)
    for start, end in quotations.spans(text):
        inside[start:end] = [True] * (end - start)
    return [Token(match[0], inside[match.start()], key(match[0]), match.span()) for match in TOKEN.finditer(text)]


def key(word: str) -> str:
    """Return what makes two words the same: the value of a number, the lemma of any other word.

    >>> key("1,400"), key("eleven"), key("Grew") == key("grown"), key("Dec")
    ('1400', '11', True, 'decemb')
    """
    if not word[0].isalnum():
        return word
    plain = without_possessive(word.lower())
    if plain[:1].isdigit():
        return number(plain)
    if plain in SMALL_NUMBERS | TENS:
        return str((SMALL_NUMBERS | TENS)[plain])
    return lemma(ABBREVIATIONS.get(plain, plain))


def number(text: str) -> str:
    """Return the value of a number written in digits.

    >>> number("1,400"), number("2.50"), number("21st"), number("03")
    ('1400', '2.5', '21', '3')
    """
    digits = re.sub(r",(?=\d{3}(?!\d))", "", re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", text.rstrip("%")))
    if re.fullmatch(r"\d+\.\d+", digits):
        digits = digits.rstrip("0").rstrip(".")
    return digits.lstrip("0") or "0" if digits.isdigit() else digits


def like(token: Token, text: str) -> Token:
    """Return a token with another word in place of its own."""
    return replace(token, text=text, key=key(text))


def span(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Return where tokens are in their text, from the start of the first to the end of the last; None if none has a span."""
    found = [token.span for token in tokens if token.span]
    return (found[0][0], found[-1][1]) if found else None
