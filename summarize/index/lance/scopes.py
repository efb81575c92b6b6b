"""Which part of a store a search keeps to, as conditions of its tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from summarize.index.lance.tables import SHIFT, listed
from summarize.index.scope import FileRanges, Ids, Scope

MOST_RUNS = 200
"""Runs of files that are named by their ends; of more, each file is named."""
NAMED = 50_000
"""Files that one condition names; a search for more is made in several steps. A name costs 3 microseconds and a kilobyte."""


@dataclass(frozen=True)
class StoredScope:
    """A scope of many files: their numbers, those of the other files, both ascending, and how many sentences they have."""

    numbers: Ids
    others: Ids
    count: int
    whole: bool = False

    def __len__(self) -> int:
        """Return the number of sentences."""
        return self.count

    def within(self, ids: Iterable[int]) -> Iterator[int]:
        """Return those of some ids that are in scope."""
        given = np.fromiter(ids, dtype=np.int64)
        own, other = (_last_until(given >> SHIFT, numbers) for numbers in (self.numbers, self.others))
        return iter(given[own > other].tolist())

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """The first and last number of files in scope between which no other file is."""
        if not len(self.numbers):
            return []
        after = np.searchsorted(self.others, self.numbers)
        begins = np.flatnonzero(np.diff(after, prepend=-1))
        ends = np.append(begins[1:], len(self.numbers)) - 1
        return list(zip(self.numbers[begins].tolist(), self.numbers[ends].tolist(), strict=True))


def conditions(scope: Scope) -> list[str | None]:
    """Return the conditions under which the sentences are searched, one after the other; `None` for all of them."""
    if scope.whole:
        return [None]
    if isinstance(scope, StoredScope) and len(scope.runs) <= MOST_RUNS:
        return [" OR ".join(f"(file >= {first} AND file <= {last})" for first, last in scope.runs)] if scope.runs else []
    assert isinstance(scope, StoredScope | FileRanges)  # made by a snapshot of this kind
    numbers = scope.numbers if isinstance(scope, StoredScope) else scope.first >> SHIFT
    return [f"file IN {listed(numbers[start : start + NAMED].tolist())}" for start in range(0, len(numbers), NAMED)]


def _last_until(numbers: Ids, known: Ids) -> Ids:
    """Return the last known number up to each of some numbers, -1 if there is none, shape (numbers,)."""
    place = np.searchsorted(known, numbers, side="right") - 1
    return np.where(place >= 0, known[np.maximum(place, 0)] if len(known) else -1, -1)
