"""The grammatical structure of a sentence: each word with the word that governs it, and in which relation.

The relations are those of spaCy's English models (ClearNLP's, close to Stanford Dependencies), the tags Penn Treebank's.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a parsed text: where it is, the index of its head (its own for the root), its relation and its tag."""

    start: int
    end: int
    text: str
    head: int
    relation: str
    tag: str

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_mark(self) -> bool:
        """Whether it is no word but a punctuation mark."""
        return not any(char.isalnum() for char in self.text)

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb, an auxiliary or a modal by its tag."""
        return self.tag.startswith("VB") or self.tag == "MD"

    @property
    def is_name(self) -> bool:
        """Whether it is a proper noun by its tag."""
        return self.tag.startswith("NNP")


@dataclass(frozen=True)
class Parse:
    """The words of one text with their relations; a text of several sentences has several roots."""

    words: tuple[Word, ...]

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.words]
        for index, word in enumerate(self.words):
            if word.head != index:
                found[word.head].append(index)
        return tuple(map(tuple, found))

    def children(self, index: int) -> tuple[int, ...]:
        """The words that a word governs directly, in order."""
        return self._children[index]

    def subtree(self, index: int, without: Set[int] = frozenset()) -> frozenset[int]:
        """A word and all that it governs; not what is below the words of `without`."""
        found, waiting = {index}, [index]
        while waiting:
            below = [child for child in self.children(waiting.pop()) if child not in without]
            found.update(below)
            waiting += below
        return frozenset(found)

    def ancestors(self, index: int) -> Iterator[int]:
        """The words above a word, the nearest first."""
        while (head := self.words[index].head) != index:
            yield head
            index = head

    def within(self, spans: Set[tuple[int, int]]) -> frozenset[int]:
        """The indices of the words that overlap some stretches of the text, given by their start and end."""
        covered = {char for start, end in spans for char in range(start, end)}
        return frozenset(i for i, word in enumerate(self.words) if any(c in covered for c in range(word.start, word.end)))


class Parser(Protocol):
    """Gives the structure of English texts."""

    def parse(self, text: str) -> Parse:
        """Of one text, whose offsets the words keep."""
