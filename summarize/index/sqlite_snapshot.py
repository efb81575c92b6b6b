"""Read one state of the database: its files, and its sentences by meaning and by words."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

import numpy as np

from summarize.documents.readers.sandbox import transfer
from summarize.index.bm25 import Lexical
from summarize.index.rows import FROM, SENTENCE, Stamp, Stored, read_metadata, read_sentence
from summarize.index.schema import store_error
from summarize.index.scope import Scope
from summarize.index.vectors import Dense, unpacked
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.types.document import Metadata


class SqliteSnapshot:
    """The state of a database at the time of its first query, through a connection of its own."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._db = connection
        self._dense: Dense | None = None
        self._lexical = Lexical(self._query)
        self._scope: tuple[Collection[str], Scope] | None = None
        self._places: dict[str, Places] = {}
        self._query("BEGIN")
        self.count()  # a transaction begins with what it reads first

    def stamps(self) -> dict[str, Stamp]:
        """Return the state of each indexed file, by absolute path."""
        return {path: Stamp(*rest) for path, *rest in self._query("SELECT path, size, mtime_ns, sha256 FROM files")}

    def metadata(self, paths: Iterable[str]) -> dict[str, Metadata]:
        """Return the metadata of some files, by absolute path."""
        wanted = set(paths)
        rows = self._query("SELECT path, title, written, author, outlet, language, attached, pictured, aliases FROM files")
        return {path: read_metadata(values) for path, *values in rows if path in wanted}

    def troubles(self) -> dict[str, str]:
        """Return why files in the index could not be read, by absolute path."""
        return dict(self._query("SELECT path, trouble FROM files WHERE trouble IS NOT NULL"))

    def scope(self, paths: Collection[str]) -> Scope:
        """Return the sentences of some files; files that the index does not know have none.

        Called again with the same collection it returns the same scope.
        """
        if self._scope is None or self._scope[0] is not paths:
            self._scope = paths, self._scope_of(set(paths))
        return self._scope[1]

    def _scope_of(self, wanted: Set[str]) -> Scope:
        rows = self._query("SELECT path, first, last FROM files WHERE first IS NOT NULL ORDER BY path")
        held = [row for row in rows if row[0] in wanted]
        first, last = (np.array([row[column] for row in held], dtype=np.int64) for column in (1, 2))
        return Scope(tuple(row[0] for row in held), first, last, len(held) == len(rows))

    def sentences(self, ids: Sequence[int]) -> dict[int, Stored]:
        """Return sentences by their ids."""
        query = f"SELECT {SENTENCE} FROM {FROM}"
        placed = {
            path: self._places_of(stored) for path, stored in self._query("SELECT path, places FROM files WHERE places != ''")
        }
        found: dict[int, Stored] = {}
        for chunk in _chunks(ids):
            marks = ",".join("?" * len(chunk))
            for row in self._query(f"{query} WHERE s.id IN ({marks})", chunk):
                found[row[0]] = read_sentence(row, placed.get(row[1], NUMBERED))
        return found

    def _places_of(self, stored: str) -> Places:
        """Return line locations from their stored form, each decoded once."""
        if stored not in self._places:
            self._places[stored] = transfer.places(json.loads(stored))
        return self._places[stored]

    def dense(self, vectors: Vectors, scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope that are nearest to each of some unit vectors, with their highest cosine.

        `vectors` has shape (vectors, dimensions).
        """
        try:
            if self._dense is None:
                self._dense = Dense(self._folder, self._db)
        except sqlite3.Error as error:
            raise store_error(self._folder, error) from error
        return self._dense.search(vectors, scope, limit)

    def lexical(self, terms: Iterable[str], scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope with the highest BM25 score for the terms (higher is better)."""
        return self._lexical.search(terms, scope, limit)

    def holding(self, term: str, scope: Scope) -> list[int]:
        """Return the sentences in scope that contain a term."""
        return list(self._lexical.holding(term, scope))

    def frequency(self, term: str, scope: Scope) -> int:
        """Return the number of sentences in scope that contain a term."""
        return self._lexical.frequency(term, scope)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of sentences, in the order of `ids`, shape (ids, dimensions)."""
        found: dict[int, bytes] = {}
        for chunk in _chunks(ids):
            found.update(self._query(f"SELECT id, vector FROM vectors WHERE id IN ({','.join('?' * len(chunk))})", chunk))
        return unpacked([found[id_] for id_ in ids])

    def words(self) -> set[str]:
        """Return the words that have a vector."""
        return {row[0] for row in self._query("SELECT word FROM word_vectors")}

    def word_vectors(self, words: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the given words that are stored, each of shape (dimensions,)."""
        found: dict[str, Vectors] = {}
        for chunk in _chunks(words):
            marks = ",".join("?" * len(chunk))
            for word, blob in self._query(f"SELECT word, vector FROM word_vectors WHERE word IN ({marks})", chunk):
                found[word] = np.frombuffer(blob, dtype=np.float32)
        return found

    def count(self) -> tuple[int, int]:
        """Return the number of files and of sentences."""
        ((files, sentences),) = self._query("SELECT (SELECT count(*) FROM files), (SELECT count(*) FROM sentences)")
        return files, sentences

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def _query(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise store_error(self._folder, error) from error


def _chunks(ids: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
