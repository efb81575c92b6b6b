"""Who says what a sentence states: words that only attribute it, and whether the lines give the same speaker."""

from bisect import bisect
from collections import Counter
from collections.abc import Sequence, Set
from itertools import accumulate

from summarize.checking.structure.matching import Comparison
from summarize.checking.structure.relations import OBJECT, PRONOUN, SUBJECT, UNDER, Pair
from summarize.text.syntax import Parse, Word
from summarize.text.wordlists import ASSERTING

ACCORDING = "according"
NOUNS = frozenset({ACCORDING, "view", "opinion"})
TO = UNDER + "to"
SPEAKER = frozenset({SUBJECT, TO})
"""Relations of a speaker to what attributes: "Berg said", "according to Berg"."""


def attributes(word: Word) -> bool:
    """Whether a word may be there only to say that somebody says something."""
    return word.lower in NOUNS or asserts(word)


def only_attributes(both: Comparison, index: int) -> bool:
    """Whether a word of a text only says that somebody says something: "wrote a letter" says what is done."""
    return attributes(both.mine.words[index]) and not both.mine.below(index, OBJECT)


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
        return only_attributes(self._both, pair[0]) and not self._both.mine.stated[pair].isdisjoint(SPEAKER)

    def holds(self, pair: Pair) -> bool:
        """Whether the speaker in a relation of the text, matched in the lines, is who speaks there."""
        verb, speaker = pair
        both, named = self._both, self._both.mine.words[speaker].lower in self._names
        if verb in both.matched:
            there = both.theirs.below(both.matched[verb], SUBJECT)
            return both.holds(verb, speaker, both.matched) or (named and all(both.theirs.words[i].tag == PRONOUN for i in there))
        heads = both.theirs.above(both.matched[speaker], SUBJECT)
        says = any(head in self._nearest and attributes(both.theirs.words[head]) for head in heads)
        according = any(both.theirs.words[head].lower == ACCORDING for head in both.theirs.above(both.matched[speaker], TO))
        return says or according or named
