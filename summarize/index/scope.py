"""The sentences of some files in an index, by their ids: those that a question is asked of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Scope:
    """Files, and the ids of the first and last sentence of each; the sentences of a file are numbered consecutively.

    `paths` are sorted; `first` and `last` are in the same order, shape (files,). `whole` if the index holds no other sentences.
    """

    paths: tuple[str, ...]
    first: Ids
    last: Ids
    whole: bool

    def __len__(self) -> int:
        """Return the number of sentences."""
        return int((self.last - self.first + 1).sum())

    def counts(self) -> dict[str, int]:
        """Return the number of sentences of each file, by absolute path."""
        return dict(zip(self.paths, (self.last - self.first + 1).tolist(), strict=True))

    def ids(self) -> list[int]:
        """Return the sentences in the order of their files and lines."""
        return [
            id_ for first, last in zip(self.first.tolist(), self.last.tolist(), strict=True) for id_ in range(first, last + 1)
        ]

    def within(self, ids: Iterable[int]) -> Iterator[int]:
        """Return those of some ids that are in scope."""
        given = np.fromiter(ids, dtype=np.int64)
        return iter(given[self._file(given) >= 0].tolist())

    def files(self, ids: Iterable[int]) -> frozenset[str]:
        """Return the files that contain the given sentences; ids out of scope are ignored."""
        found = self._file(np.fromiter(ids, dtype=np.int64))
        return frozenset(self.paths[number] for number in np.unique(found[found >= 0]).tolist())

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

    def _file(self, ids: Ids) -> Ids:
        """Return the number of the file of each id, -1 if it is in none, shape (ids,)."""
        if not len(self.first):
            return np.full(len(ids), -1)
        place = np.searchsorted(self.first[self._by_id], ids, side="right") - 1
        number = self._by_id[np.maximum(place, 0)]
        return np.where((place >= 0) & (ids <= self.last[number]), number, -1)
