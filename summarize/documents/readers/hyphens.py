"""Rejoin words that are broken at the end of a line, and decide whether the hyphen belongs to the word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from summarize.text.wordlists import FUNCTION_WORDS, NUMBER_WORDS
from summarize.types.document import FILLER, Line

LETTER_BREAK = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")
BEFORE = re.compile(r"[\w-]+(?=[-\u2010\u00ad]$)")
PREFIXES = NUMBER_WORDS | frozenset(
    """self non well ill ex co anti vice so pre post half all cross long short high low mid full part hard far free early late
    single""".split()
)
"""First parts of compounds that always keep their hyphen."""


@dataclass(frozen=True)
class Spellings:
    """How a document spells its words: those with a hyphen within a line, and all others."""

    text: str

    @cached_property
    def hyphenated(self) -> frozenset[str]:
        """Words with a hyphen, in lower case."""
        return frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", self.text.lower().replace("\u2010", "-")))

    @cached_property
    def words(self) -> frozenset[str]:
        """Words without a hyphen, in lower case."""
        return frozenset(re.findall(r"(?<![-\u2010\u00ad\w])[^\W\d_]+(?![-\u2010\u00ad\w])", self.text.lower()))

    def keeps_hyphen(self, line: str, following: str) -> bool:
        """Whether a word that is broken at a hyphen keeps it when rejoined.

        The document's own spelling decides. If it does not, the hyphen stays if the first part always keeps it, or if both parts
        are words of the document.

        >>> Spellings("").keeps_hyphen("the com-", "mission"), Spellings("").keeps_hyphen("a well-", "known port")
        (False, True)
        """
        first, second = BEFORE.search(line.lower()), re.match(r"\w+", following.lower())
        if first is None or second is None or line.endswith("\u00ad"):
            return False
        before = first[0].rpartition("-")[2]
        if before + second[0] in self.words:
            return False
        if f"{first[0]}-{second[0]}" in self.hyphenated or before in PREFIXES:
            return True
        return before not in FUNCTION_WORDS and {before, second[0]} <= self.words


def is_broken(line: str, following: str) -> bool:
    """Whether the last word of a line continues on the next one.

    >>> is_broken("the com-", "mission met"), is_broken("he left -", "at last"), is_broken("North-", "South trade")
    (True, False, False)
    """
    return LETTER_BREAK.search(line) is not None and following[:1].islower()


def rejoined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with broken words rejoined in `visible`: a hyphen that only marks the break is overwritten.

    >>> [line.visible for line in rejoined([Line(1, "the com-", "the com-"), Line(2, "mission", "mission")])]
    ['the com\\x00', 'mission']
    """
    spellings = Spellings("\n".join(line.text for line in lines))
    for line, following in pairwise([*lines, None]):
        assert line is not None  # only the item after the last line is None
        text = line.visible.rstrip()
        if following is None or not line.running or not is_broken(text, following.visible.lstrip()):
            yield line
            continue
        kept = spellings.keeps_hyphen(text, following.visible.lstrip())
        end = len(text) - (not kept)
        yield replace(line, visible=text[:end] + FILLER * (len(line.visible) - end), broken=True)
