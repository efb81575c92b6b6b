"""The sentences of some files in an index, by their ids: those that a question is asked of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


def containing(ranges: Iterable[tuple[str, int, int]], ids: Sequence[int]) -> frozenset[str]:
    """Return the files, given with their first and last sentence, that contain any of some sentences, given in order.

    >>> sorted(containing([("/a.txt", 1, 4), ("/b.txt", 5, 9)], [2, 3, 12]))
    ['/a.txt']
    """
    found = np.array(ids, dtype=np.int64)
    return frozenset(path for path, first, last in ranges if np.less(*np.searchsorted(found, [first, last + 1])))


class Scope(Protocol):
    """The sentences that a question is asked of."""

    @property
    def whole(self) -> bool:
        """Whether the index holds no other sentences."""
        ...

    def __len__(self) -> int:
        """Return the number of sentences."""
        ...

    def within(self, ids: Iterable[int]) -> Iterator[int]:
        """Return those of some ids that are in scope."""
        ...


@dataclass(frozen=True)
class FileRanges:
    """A scope of files: the ids of the first and last sentence of each file; the sentences of a file are numbered consecutively.

    `first` and `last` are in the order of the files' paths, shape (files,). `whole` if the index holds no other sentences.
    """

    first: Ids
    last: Ids
    whole: bool

    def __len__(self) -> int:
        """Return the number of sentences."""
        return int((self.last - self.first + 1).sum())

    def ids(self) -> list[int]:
        """Return the sentences in the order of their files and lines."""
        return [
            id_ for first, last in zip(self.first.tolist(), self.last.tolist(), strict=True) for id_ in range(first, last + 1)
        ]

    def within(self, ids: Iterable[int]) -> Iterator[int]:
        """Return those of some ids that are in scope."""
        given = np.fromiter(ids, dtype=np.int64)
        if not len(self.first):
            return iter(())
        place = np.searchsorted(self.first[self._by_id], given, side="right") - 1
        number = self._by_id[np.maximum(place, 0)]
        return iter(given[(place >= 0) & (given <= self.last[number])].tolist())

    @cached_property
    def bitmap(self) -> NDArray[np.uint8]:
        """A bit for each id up to the last one, set if it is in scope; the lowest bit of a byte comes first."""
        steps = np.zeros(int(self.last.max(initial=0)) + 2, dtype=np.int8)
        steps[self.first] += 1
        steps[self.last + 1] -= 1
        return np.packbits(np.cumsum(steps, dtype=np.int8).astype(bool), bitorder="little")

    @cached_property
    def _by_id(self) -> Ids:
        """The numbers of the files in the order of their ids, shape (files,)."""
        return np.argsort(self.first)


@dataclass(frozen=True)
class Everything:
    """A scope of all that an index holds, of which only the number of sentences is known."""

    count: int
    whole: bool = True

    def __len__(self) -> int:
        """Return the number of sentences."""
        return self.count

    def within(self, ids: Iterable[int]) -> Iterator[int]:
        """Return the ids as they are, also those that no sentence has."""
        return iter(ids)
