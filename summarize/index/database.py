"""Store sentences with their files and vectors, and find them by meaning and by words.

Files are replaced in one transaction: an interruption leaves every file either in its old or in its new state, and what was
encoded before is kept. Readers see one state of the database throughout (write-ahead log), and several processes may read and
write at once.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from summarize.documents.readers.sandbox import transfer
from summarize.index.bm25 import Lexical
from summarize.index.rows import FROM, SENTENCE, Entry, Stamp, Stored, put_entry, read_metadata, read_sentence
from summarize.index.schema import open_store, store_error
from summarize.index.scope import Scope
from summarize.index.vectors import Dense, unpacked
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.types.document import Metadata

SAMPLE = 1_000
"""Sentences examined to decide whether a name is a speaker's."""


class Index:
    """An open index. `rebuilt` says why it was emptied on opening, if it was."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, rebuilt: str | None) -> None:
        self.folder = folder
        self.rebuilt = rebuilt
        self._db = connection
        self._dense: Dense | None = None
        self._lexical = Lexical(self._query)
        self._scope: tuple[int, Iterable[str], Scope] | None = None
        self._places: dict[str, Places] = {}

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

    def put_trouble(self, path: str, stamp: Stamp, trouble: str) -> None:
        """Note why a file cannot be read, so that it is not tried again until it changes."""
        with self._writing() as db:
            db.execute("DELETE FROM files WHERE path = ?", (path,))
            columns, values = "path, size, mtime_ns, sha256, trouble", (path, stamp.size, stamp.mtime_ns, stamp.sha256, trouble)
            db.execute(f"INSERT INTO files ({columns}) VALUES (?, ?, ?, ?, ?)", values)

    def put(self, entries: Iterable[Entry]) -> None:
        """Store some files, all in one transaction."""
        with self._writing() as db:
            for entry in entries:
                put_entry(db, entry)

    def touch(self, path: str, stamp: Stamp) -> None:
        """Note that a file was saved again with the same content."""
        with self._writing() as db:
            db.execute("UPDATE files SET size = ?, mtime_ns = ? WHERE path = ?", (stamp.size, stamp.mtime_ns, path))

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files from the index."""
        with self._writing() as db:
            db.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])

    def scope(self, paths: Iterable[str]) -> Scope:
        """Return the sentences of some files; files that the index does not know have none.

        Called again with the same collection, and nothing written in between, it returns the same scope.
        """
        ((version,),) = self._query("PRAGMA data_version")
        if self._scope is None or self._scope[0] != version or self._scope[1] is not paths:
            self._scope = version, paths, self._scope_of(set(paths))
        return self._scope[2]

    def _scope_of(self, wanted: Set[str]) -> Scope:
        rows = self._query("SELECT path, first, last FROM files WHERE first IS NOT NULL ORDER BY path")
        held = [row for row in rows if row[0] in wanted]
        first, last = (np.array([row[column] for row in held], dtype=np.int64) for column in (1, 2))
        return Scope(tuple(row[0] for row in held), first, last, len(held) == len(rows))

    def counts(self, paths: Iterable[str]) -> dict[str, int]:
        """Return the number of sentences of each of some files that has any, by absolute path."""
        scope = self.scope(paths)
        return dict(zip(scope.paths, (scope.last - scope.first + 1).tolist(), strict=True))

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
                self._dense = Dense(self.folder, self._db)
        except sqlite3.Error as error:
            raise store_error(self.folder, error) from error
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

    def speaks(self, name: str, scope: Scope) -> bool:
        """Whether a name is used in scope for someone who says things, not for what things are said about.

        This is so if at least one in four of the sentences that contain its last word is said by a person of that name.
        """
        holding = self.holding(name.split()[-1], scope)[:SAMPLE]
        said = sum(
            bool(stored.sentence.speech.speaker and name in stored.sentence.speech.speaker)
            for stored in self.sentences(holding).values()
        )
        return said > 0 and 4 * said >= len(holding)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of sentences, in the order of `ids`, shape (ids, dimensions)."""
        found: dict[int, bytes] = {}
        for chunk in _chunks(ids):
            found.update(self._query(f"SELECT id, vector FROM vectors WHERE id IN ({','.join('?' * len(chunk))})", chunk))
        return unpacked([found[id_] for id_ in ids])

    def words(self) -> set[str]:
        """Return the words that have a vector."""
        return {row[0] for row in self._query("SELECT word FROM word_vectors")}

    def put_words(self, words: Sequence[str], vectors: Vectors) -> None:
        """Store the vectors of single words, shape (words, dimensions)."""
        with self._writing() as db:
            rows = [(word, vector.tobytes()) for word, vector in zip(words, vectors, strict=True)]
            db.executemany("INSERT OR REPLACE INTO word_vectors VALUES (?, ?)", rows)

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

    def hold(self) -> None:
        """Read only the present state from now on, whatever other processes write; nothing more can be stored."""
        self._query("BEGIN")
        self.count()

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def _query(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise store_error(self.folder, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
            self._dense, self._lexical, self._scope = None, Lexical(self._query), None
        except sqlite3.Error as error:
            raise store_error(self.folder, error) from error


def open_index(folder: Path, embedder: str, *, rebuild: bool = False) -> Index:
    """Open an index for an embedder (its name and hash), creating or emptying it if needed.

    An index of another format or embedder is emptied; `rebuilt` then says why.

    Raises:
        StoreError: the folder cannot be written, or the database is damaged.
    """
    connection, rebuilt = open_store(folder, embedder, rebuild=rebuild)
    return Index(folder, connection, rebuilt)


def _chunks(ids: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
