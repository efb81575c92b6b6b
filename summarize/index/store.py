"""What an index is to the rest of the program: a store that is written in steps, and snapshots of it that are read.

Workers stage what they have read and encoded, in any order and on any machine; nothing of it is seen until one driver publishes
it, in one step. A snapshot shows one published state for as long as it is open, whatever is published meanwhile.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from summarize.index.rows import Entry, Stamp, Stored
from summarize.index.scope import FileRanges, Scope
from summarize.models.embedder import Vectors
from summarize.types.document import Metadata


@dataclass(frozen=True, slots=True)
class Words:
    """Single words and their vectors, shape (words, dimensions), with which words of a question are compared."""

    words: Sequence[str]
    vectors: Vectors


NOTHING: Vectors = np.zeros((0, 0), dtype=np.float32)
"""The vectors of no text at all."""
NO_WORDS = Words((), NOTHING)


@dataclass(frozen=True, slots=True)
class Staged:
    """Files that a worker has staged: their paths, and what the store keeps of them until they are published."""

    paths: tuple[str, ...]
    kept: object


class Snapshot(Protocol):
    """One published state of a store."""

    def paths(self, roots: Sequence[Path]) -> Iterator[str]:
        """Yield the absolute paths of the files at or below some places."""
        ...

    def stamps(self, paths: Collection[str]) -> dict[str, Stamp]:
        """Return the state of some files, by absolute path."""
        ...

    def troubles(self, paths: Collection[str]) -> dict[str, str]:
        """Return why those of some files that could not be read could not, by absolute path."""
        ...

    def metadata(self, paths: Iterable[str]) -> dict[str, Metadata]:
        """Return the metadata of some files, by absolute path."""
        ...

    def counts(self, paths: Collection[str]) -> dict[str, int]:
        """Return the number of sentences of those of some files that have any, by absolute path."""
        ...

    def scope(self, paths: Collection[str]) -> FileRanges:
        """Return the sentences of some files; files that the store does not know have none."""
        ...

    def sentences(self, ids: Sequence[int]) -> dict[int, Stored]:
        """Return sentences by their ids."""
        ...

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of sentences, in the order of `ids`, shape (ids, dimensions)."""
        ...

    def dense(self, vectors: Vectors, scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope that are nearest to each of some unit vectors, with their highest cosine.

        `vectors` has shape (vectors, dimensions).
        """
        ...

    def lexical(self, terms: Iterable[str], scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope with the highest BM25 score for the terms (higher is better)."""
        ...

    def holding(self, term: str, scope: Scope, limit: int) -> list[int]:
        """Return the first `limit` sentences in scope that contain a term themselves, not only in their context."""
        ...

    def files_holding(self, term: str, paths: Collection[str]) -> frozenset[str]:
        """Return those of some files of which a sentence contains a term itself, by absolute path."""
        ...

    def frequency(self, term: str, scope: Scope) -> int:
        """Return the number of sentences in scope that contain a term themselves."""
        ...

    def words(self, first: Collection[str]) -> set[str]:
        """Return the words that have a vector and begin with one of some letters."""
        ...

    def word_vectors(self, words: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the given words that are stored, each of shape (dimensions,)."""
        ...

    def count(self) -> tuple[int, int]:
        """Return the number of files and of sentences."""
        ...

    def close(self) -> None:
        """Let the state go."""
        ...


class Sink(Protocol):
    """Takes what was read and encoded."""

    together: int
    """Batches of files that are published in one step, so that a step is worth its cost."""

    def with_vector(self, words: Sequence[str]) -> set[str]:
        """Return those of some words that have a vector."""
        ...

    def stage(self, entries: Sequence[Entry], words: Words) -> Staged:
        """Keep files, and the vectors of words that are new in them, until they are published."""
        ...

    def publish(
        self, staged: Sequence[Staged], removed: Collection[str] = (), touched: Mapping[str, Stamp] | None = None
    ) -> None:
        """Show what was staged in place of the older state of its files, in one step.

        `removed` are files to forget, `touched` those that were saved again with the same content.
        """
        ...


class Store(Sink, Protocol):
    """An index that can be written. `rebuilt` says why it was emptied on opening, if it was."""

    rebuilt: str | None

    def snapshot(self) -> Snapshot:
        """Return the last published state."""
        ...

    def close(self) -> None:
        """Let the store go."""
        ...
