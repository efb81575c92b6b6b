"""Read one state of the database: its files, and its sentences by meaning and by words."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from summarize.documents.readers.sandbox import transfer
from summarize.index.bm25 import Lexical
from summarize.index.rows import FROM, SENTENCE, Stamp, Stored, read_metadata, read_sentence
from summarize.index.schema import store_error
from summarize.index.scope import FileRanges, Scope, containing
from summarize.index.vectors import Dense, unpacked
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.types.document import Metadata

FEW = 500
"""Rows that one query looks up; all files are read if more of them are wanted."""


class SqliteSnapshot:
    """The state of a database at the time of its first query, through a connection of its own."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._db = connection
        self._dense: Dense | None = None
        self._lexical = Lexical(self._query)
        self._places: dict[str, Places] = {}
        self._query("BEGIN")
        self.count()  # a transaction begins with what it reads first

    def paths(self, roots: Sequence[Path]) -> Iterator[str]:
        """Yield the absolute paths of the files at or below some places."""
        places = [str(root.resolve()) for root in roots]
        below = tuple(place.rstrip(os.sep) + os.sep for place in places)
        every = (row[0] for row in self._query("SELECT path FROM files"))
        return (path for path in every if path.startswith(below) or path in places)

    def stamps(self, paths: Collection[str]) -> dict[str, Stamp]:
        """Return the state of some files, by absolute path."""
        return {path: Stamp(*rest) for path, *rest in self._files("size, mtime_ns, sha256", paths)}

    def metadata(self, paths: Iterable[str]) -> dict[str, Metadata]:
        """Return the metadata of some files, by absolute path."""
        rows = self._files("title, written, author, outlet, language, attached, pictured, aliases", set(paths))
        return {path: read_metadata(values) for path, *values in rows}

    def troubles(self, paths: Collection[str]) -> dict[str, str]:
        """Return why those of some files that could not be read could not, by absolute path."""
        return {path: trouble for path, trouble in self._files("trouble", paths) if trouble is not None}

    def counts(self, paths: Collection[str]) -> dict[str, int]:
        """Return the number of sentences of those of some files that have any, by absolute path."""
        return {path: last - first + 1 for path, first, last in self._files("first, last", paths) if first is not None}

    def scope(self, paths: Collection[str]) -> FileRanges:
        """Return the sentences of some files; files that the index does not know have none."""
        held = sorted(row for row in self._files("first, last", paths) if row[1] is not None)
        first, last = (np.array([row[column] for row in held], dtype=np.int64) for column in (1, 2))
        ((every,),) = self._query("SELECT count(first) FROM files")
        return FileRanges(first, last, len(held) == every)

    def sentences(self, ids: Sequence[int]) -> dict[int, Stored]:
        """Return sentences by their ids."""
        query = f"SELECT {SENTENCE} FROM {FROM}"
        placed = {
            path: self._places_of(stored) for path, stored in self._query("SELECT path, places FROM files WHERE places != ''")
        }
        found: dict[int, Stored] = {}
        for chunk in chunks(ids):
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
        assert isinstance(scope, FileRanges)  # made by this snapshot
        return self._dense.search(vectors, scope, limit)

    def lexical(self, terms: Iterable[str], scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope with the highest BM25 score for the terms (higher is better)."""
        return self._lexical.search(terms, scope, limit)

    def holding(self, term: str, scope: Scope, limit: int) -> list[int]:
        """Return the first `limit` sentences in scope that contain a term themselves, not only in their context."""
        return list(islice(scope.within(self._lexical.holding(term)), limit))

    def files_holding(self, term: str, paths: Collection[str]) -> frozenset[str]:
        """Return those of some files of which a sentence contains a term itself, by absolute path."""
        held = (row for row in self._files("first, last", paths) if row[1] is not None)
        return containing(held, self._lexical.holding(term))

    def frequency(self, term: str, scope: Scope) -> int:
        """Return the number of sentences in scope that contain a term themselves."""
        return self._lexical.frequency(term, scope)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of sentences, in the order of `ids`, shape (ids, dimensions)."""
        found: dict[int, bytes] = {}
        for chunk in chunks(ids):
            found.update(self._query(f"SELECT id, vector FROM vectors WHERE id IN ({','.join('?' * len(chunk))})", chunk))
        return unpacked([found[id_] for id_ in ids])

    def words(self, first: Collection[str]) -> set[str]:
        """Return the words that have a vector and begin with one of some letters."""
        ranges = " OR ".join("word >= ? AND word < ?" for _ in first) or "FALSE"
        ends = [end for letter in first for end in (letter, chr(ord(letter) + 1))]
        return {row[0] for row in self._query(f"SELECT word FROM word_vectors WHERE {ranges}", ends)}

    def word_vectors(self, words: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the given words that are stored, each of shape (dimensions,)."""
        found: dict[str, Vectors] = {}
        for chunk in chunks(words):
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

    def _files(self, columns: str, paths: Collection[str]) -> list[Any]:
        """Return the paths and some columns of some files."""
        every = f"SELECT path, {columns} FROM files"
        if len(paths) <= FEW:
            return self._query(f"{every} WHERE path IN ({','.join('?' * len(paths))})", list(paths))
        wanted = set(paths)
        return [row for row in self._query(every) if row[0] in wanted]

    def _query(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise store_error(self._folder, error) from error


def chunks(values: Sequence[Any], size: int = FEW) -> Iterator[Sequence[Any]]:
    """Yield values some at a time: as many as one query takes."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
