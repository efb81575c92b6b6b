"""Read one state of a store: its files, and its sentences by meaning and by words, whatever is published meanwhile."""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from summarize.documents.readers.sandbox import transfer
from summarize.index.lance import tables
from summarize.index.lance.lexical import Lexical
from summarize.index.lance.state import State, chunks
from summarize.index.lance.tables import FILE, SENTENCE, Head, listed, literal
from summarize.index.rows import Stamp, Stored
from summarize.index.scope import FileRanges, Scope, containing
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.types.document import Metadata

MOST_HELD = 100_000
"""Sentences with a term of which the first are taken."""
MORE = 20
"""Sentences beyond the limit that are compared exactly: Lance rounds the question's vector as it does the others."""
PROBED, REFINED = 0.7, 10
"""Share of the groups of vectors that are looked through, where there are groups, and how many times what is wanted is compared
exactly. With fewer groups too many of the nearest sentences are missed (docs/cluster.md)."""


class LanceSnapshot:
    """The state of a store that a head names."""

    def __init__(self, root: str, head: Head) -> None:
        self.state = State(root, head)
        self._lexical = Lexical(self.state)
        self._files: dict[int, tuple[dict[str, Any], Places]] = {}

    def paths(self, roots: Sequence[Path]) -> Iterator[str]:
        """Yield the absolute paths of the files at or below some places."""
        return (row["path"] for row in self.state.files(["path"], tables.below(roots), order_by=["path"]))

    def stamps(self, paths: Collection[str]) -> dict[str, Stamp]:
        """Return the state of some files, by absolute path."""
        return {row["path"]: tables.stamp(row) for row in self.state.files_at(["size", "mtime_ns", "sha256"], paths)}

    def troubles(self, paths: Collection[str]) -> dict[str, str]:
        """Return why those of some files that could not be read could not, by absolute path."""
        return {row["path"]: row["trouble"] for row in self.state.files_at(["trouble"], paths) if row["trouble"] is not None}

    def metadata(self, paths: Iterable[str]) -> dict[str, Metadata]:
        """Return the metadata of some files, by absolute path."""
        return {row["path"]: tables.metadata(row) for row in self.state.files_at(tables.METADATA, set(paths))}

    def counts(self, paths: Collection[str]) -> dict[str, int]:
        """Return the number of sentences of those of some files that have any, by absolute path."""
        rows = self.state.files_at(["first", "last"], paths)
        return {row["path"]: row["last"] - row["first"] + 1 for row in rows if row["first"] is not None}

    def scope(self, paths: Collection[str]) -> FileRanges:
        """Return the sentences of some files; files that the store does not know have none."""
        held = [row for row in self.state.files_at(["first", "last"], paths) if row["first"] is not None]
        held.sort(key=lambda row: row["path"])
        first, last = (np.array([row[name] for row in held], dtype=np.int64) for name in ("first", "last"))
        return FileRanges(first, last, len(held) == self.state.count("files", "first IS NOT NULL"))

    def sentences(self, ids: Sequence[int]) -> dict[int, Stored]:
        """Return sentences by their ids."""
        found = {row["id"]: row for row in self.state.looked_up("sentences", ["id", "file", *SENTENCE], "id", ids)}
        firsts = sorted({tables.first_id(row["file"]) for row in found.values()} - self._files.keys())
        for row in self.state.looked_up("files", FILE, "first", firsts):
            self._files[row["first"]] = row, transfer.places(json.loads(row["places"])) if row["places"] else NUMBERED
        return {
            id_: tables.read_stored(found[id_], *self._files[tables.first_id(found[id_]["file"])]) for id_ in ids if id_ in found
        }

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of sentences, in the order of `ids`, shape (ids, dimensions)."""
        found: dict[int, np.ndarray] = {}
        for chunk in chunks(ids):
            table = self.state.table("sentences", ["id", "vector"], f"id IN {listed(chunk)}")
            if table is not None:
                found.update(zip(table["id"].to_pylist(), _vectors(table), strict=True))
        return np.stack([found[id_] for id_ in ids]) if ids else np.zeros((0, 1), dtype=np.float32)

    def dense(self, vectors: Vectors, scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope that are nearest to each of some unit vectors, with their highest cosine.

        `vectors` has shape (vectors, dimensions).
        """
        found: dict[int, float] = {}
        among = {"nprobes": 1 + int(PROBED * math.isqrt(self.count()[1])), "refine_factor": REFINED}
        for vector in vectors:
            near = {"column": "vector", "q": vector.astype(np.float16), "k": limit + MORE, "metric": "dot", **among}
            table = self.state.search(["id", "vector", "_distance"], scope, nearest=near)
            if table is None:
                return found
            cosines = _vectors(table) @ vector
            for row in np.argsort(-cosines)[:limit].tolist():
                id_ = table["id"][row].as_py()
                found[id_] = max(found.get(id_, -1.0), float(cosines[row]))
        best = sorted(found, key=found.__getitem__, reverse=True)[: limit * len(vectors)]
        return {id_: found[id_] for id_ in best}

    def lexical(self, terms: Iterable[str], scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope with the highest BM25 score for the terms (higher is better)."""
        return self._lexical.search(terms, scope, limit)

    def holding(self, term: str, scope: Scope, limit: int) -> list[int]:
        """Return the first `limit` sentences in scope that contain a term themselves, not only in their context.

        Of very many that contain it, only the `MOST_HELD` with the highest score are looked at.
        """
        return self._lexical.holding(term, scope, MOST_HELD)[:limit]

    def files_holding(self, term: str, paths: Collection[str]) -> frozenset[str]:
        """Return those of some files of which a sentence contains a term itself, by absolute path."""
        scope = self.scope(paths)
        rows = self.state.files_at(["first", "last"], paths)
        held = ((row["path"], row["first"], row["last"]) for row in rows if row["first"] is not None)
        return containing(held, self._lexical.holding(term, scope, len(scope)))

    def frequency(self, term: str, scope: Scope) -> int:
        """Return the number of sentences in scope that contain a term themselves."""
        return self._lexical.frequency(term, scope)

    def words(self, first: Collection[str]) -> set[str]:
        """Return the words that have a vector and begin with one of some letters."""
        ranges = " OR ".join(f"word >= {literal(each)} AND word < {literal(chr(ord(each) + 1))}" for each in first)
        return {row["word"] for row in self.state.rows("words", ["word"], ranges or "FALSE")}

    def with_vector(self, words: Sequence[str]) -> set[str]:
        """Return those of some words that have a vector."""
        return {row["word"] for row in self.state.looked_up("words", ["word"], "word", words)}

    def word_vectors(self, words: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the given words that are stored, each of shape (dimensions,)."""
        rows = self.state.looked_up("words", ["word", "vector"], "word", words)
        return {row["word"]: np.array(row["vector"], dtype=np.float32) for row in rows}

    def count(self) -> tuple[int, int]:
        """Return the number of files and of sentences."""
        return self.state.count("files"), self.state.count("sentences")

    def rows_of(self, paths: Collection[str]) -> list[dict[str, Any]]:
        """Return the rows of some files, for the next state."""
        return list(self.state.looked_up("files", FILE, "path", set(paths)))

    def close(self) -> None:
        """Let the tables go."""
        self.state.close()


def _vectors(table: pa.Table) -> Vectors:
    """Return the column of vectors, shape (rows, dimensions)."""
    column = table["vector"].combine_chunks()
    return np.asarray(column.flatten(), dtype=np.float32).reshape(len(column), column.type.list_size)
