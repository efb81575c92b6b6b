"""The dependency structure of a sentence: each word with its head and its relation to it.

The relations are those of spaCy's English models (ClearNLP, close to Stanford Dependencies); the tags are Penn Treebank's.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
"""Tags of finite verbs."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a parsed text: its offsets, the index of its head (its own for the root), its relation and its tag."""

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
        """Whether it is a punctuation mark, not a word."""
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
        """Return the indices of the words that a word governs directly, in order."""
        return self._children[index]

    def subtree(self, index: int, without: Set[int] = frozenset()) -> frozenset[int]:
        """Return the indices of a word and all words below it, except those of `without` and what is below them."""
        found, waiting = {index}, [index]
        while waiting:
            below = [child for child in self.children(waiting.pop()) if child not in without]
            found.update(below)
            waiting += below
        return frozenset(found)

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the indices of the words above a word, the nearest first."""
        while (head := self.words[index].head) != index:
            yield head
            index = head

    def within(self, spans: Set[tuple[int, int]]) -> frozenset[int]:
        """Return the indices of the words that overlap stretches of the text, given by start and end."""
        covered = {char for start, end in spans for char in range(start, end)}
        return frozenset(i for i, word in enumerate(self.words) if any(c in covered for c in range(word.start, word.end)))

    @property
    def states(self) -> bool:
        """Whether the text is a clause: its root or an auxiliary of it is a finite verb, and it has a subject."""
        for index, word in enumerate(self.words):
            if word.head == index and not word.is_mark:
                below = [self.words[child] for child in self.children(index)]
                finite = any(each.tag in FINITE for each in (word, *(one for one in below if one.relation.startswith("aux"))))
                return finite and any(each.relation.startswith(("nsubj", "csubj", "expl")) for each in below)
        return False


def joined(parses: Iterable[Parse]) -> Parse:
    """Return the words of several parsed texts as one parse with a root for each; their offsets stay those in their own texts."""
    words: list[Word] = []
    for parse in parses:
        first = len(words)
        words += [replace(word, head=word.head + first) for word in parse.words]
    return Parse(tuple(words))


class Parser(Protocol):
    """Parses English texts."""

    def parse(self, text: str) -> Parse:
        """Parse one text; the words keep its offsets."""
