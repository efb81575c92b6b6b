"""Who says what a sentence states: words that only attribute it, and whether the lines give the same speaker."""

from bisect import bisect
from collections import Counter
from collections.abc import Sequence, Set
from itertools import accumulate

from summarize.checking.structure.matching import Comparison
from summarize.checking.structure.relations import SUBJECT, UNDER, Pair
from summarize.text.syntax import Parse, Word
from summarize.text.wordlists import ASSERTING

ACCORDING = "according"
NOUNS = frozenset({ACCORDING, "view", "opinion"})
SPEAKER = frozenset({SUBJECT, UNDER + "to"})
"""Relations of a speaker to what attributes: "Berg said", "according to Berg"."""


def attributes(word: Word) -> bool:
    """Whether a word only says that somebody says something; a sentence may add it."""
    return word.lower in NOUNS or asserts(word)


def asserts(word: Word) -> bool:
    """Whether a word is a verb of saying that presents what is said as true."""
    return word.is_verb and word.lower in ASSERTING


class Saying:
    """Who speaks in the sentence of the lines that has most words of a text."""

    def __init__(self, both: Comparison, stated: Sequence[Parse], speakers: Sequence[Sequence[str]]) -> None:
        """`stated` are the parsed sentences of the lines, `speakers` the names of who says each, in words."""
        self._both = both
        ends = list(accumulate(len(parse.words) for parse in stated))
        counts = Counter(bisect(ends, place) for place in both.matched.values())
        most = max(counts, key=lambda number: counts[number], default=0)
        self._names: Set[str] = frozenset(word.lower() for word in speakers[most])
        self._nearest = range(ends[most] - len(stated[most].words), ends[most])

    def is_about(self, pair: Pair) -> bool:
        """Whether a relation of the text is that of a speaker to what attributes."""
        return attributes(self._both.mine.words[pair[0]]) and not self._both.mine.stated[pair].isdisjoint(SPEAKER)

    def holds(self, pair: Pair) -> bool:
        """Whether the speaker in a relation of the text, matched in the lines, is who speaks there."""
        _, speaker = pair
        there = self._both.matched[speaker]
        labels = self._both.mine.stated[pair] | {SUBJECT}
        heads = (head for label in labels for head in self._both.theirs.above(there, label))
        says = any(head in self._nearest and attributes(self._both.theirs.words[head]) for head in heads)
        return says or self._both.mine.words[speaker].lower in self._names
