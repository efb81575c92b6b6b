"""What the index holds: sentences with their files and vectors, found by meaning and by words.

A file's sentences are replaced in one transaction, so an interruption at any point leaves every file either as it was
or as it is; what was encoded before stays. Readers see one state of the database throughout (write-ahead log), and
several processes may read and write at once.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from summarize import nearest
from summarize.embedding import Vectors
from summarize.metadata import UNKNOWN, Metadata
from summarize.store import open_store, store_error
from summarize.types import Sentence, Speech


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file has changed: its size in bytes, its time of change, the SHA-256 of its bytes."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A sentence of the index with its file, the day on which that was written, and the hash of the sentence's lines."""

    id: int
    path: str
    sentence: Sentence
    lines_sha256: str
    written: date | None


class Index:
    """An index, open. `rebuilt` says why it was emptied on opening, if it was."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, rebuilt: str | None) -> None:
        self.folder = folder
        self.rebuilt = rebuilt
        self._db = connection
        self._nearest: tuple[int, nearest.Nearest] | None = None

    def stamps(self) -> dict[str, Stamp]:
        """The state of each indexed file, by absolute path."""
        return {path: Stamp(*rest) for path, *rest in self._query("SELECT path, size, mtime_ns, sha256 FROM files")}

    def metadata(self, paths: Iterable[str]) -> dict[str, Metadata]:
        """The title and the day of writing of some files, by absolute path."""
        wanted = set(paths)
        rows = self._query("SELECT path, title, written FROM files")
        return {path: Metadata(title, _date(written)) for path, title, written in rows if path in wanted}

    def put(
        self,
        path: str,
        stamp: Stamp,
        sentences: Sequence[tuple[Sentence, str]],
        vectors: Vectors,
        metadata: Metadata = UNKNOWN,
    ) -> None:
        """Store a file's sentences, each with the hash of its lines; `vectors` has shape (sentences, dimensions)."""
        with self._writing() as db:
            db.execute("DELETE FROM files WHERE path = ?", (path,))
            cursor = db.execute(
                "INSERT INTO files (path, size, mtime_ns, sha256, title, written) VALUES (?, ?, ?, ?, ?, ?)",
                (path, stamp.size, stamp.mtime_ns, stamp.sha256, metadata.title, metadata.written and str(metadata.written)),
            )
            for (sentence, digest), vector in zip(sentences, vectors, strict=True):
                _insert(db, cursor.lastrowid or 0, sentence, digest, vector.tobytes())

    def touch(self, path: str, stamp: Stamp) -> None:
        """Note that a file was saved again with the same content."""
        with self._writing() as db:
            db.execute("UPDATE files SET size = ?, mtime_ns = ? WHERE path = ?", (stamp.size, stamp.mtime_ns, path))

    def remove(self, paths: Iterable[str]) -> None:
        """Forget files."""
        with self._writing() as db:
            db.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])

    def ids(self, paths: Iterable[str]) -> list[int]:
        """The sentences of some files, in the order of the files and their lines."""
        wanted = set(paths)
        query = "SELECT s.id, f.path FROM sentences s JOIN files f ON f.id = s.file_id ORDER BY f.path, s.id"
        return [id_ for id_, path in self._query(query) if path in wanted]

    def sentences(self, ids: Sequence[int]) -> dict[int, Stored]:
        """Sentences by their ids."""
        columns = "s.id, f.path, s.text, s.raw, s.first_line, s.last_line, s.paragraph, s.speaker, s.channel, s.direct"
        columns += ", s.subject, s.context_line, s.lines_sha256, f.written"
        query = f"SELECT {columns} FROM sentences s JOIN files f ON f.id = s.file_id"
        found: dict[int, Stored] = {}
        for chunk in _chunks(ids):
            marks = ",".join("?" * len(chunk))
            for row in self._query(f"{query} WHERE s.id IN ({marks})", chunk):
                found[row[0]] = _stored(row)
        return found

    def paths(self, ids: Iterable[int]) -> frozenset[str]:
        """The files that some sentences stand in."""
        query = "SELECT DISTINCT f.path FROM sentences s JOIN files f ON f.id = s.file_id WHERE s.id IN"
        chunks = _chunks(list(ids))
        return frozenset(row[0] for chunk in chunks for row in self._query(f"{query} ({','.join('?' * len(chunk))})", chunk))

    def dense(self, vector: Vectors, ids: Sequence[int], limit: int) -> dict[int, float]:
        """The `limit` sentences among `ids` that are nearest to a unit vector of shape (dimensions,), with their cosine."""
        return self._vectors().search(vector, ids, limit)

    def lexical(self, terms: Iterable[str], ids: Sequence[int], limit: int) -> dict[int, float]:
        """The `limit` sentences among `ids` with the highest BM25 score for the terms (higher is better)."""
        query = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        if not query:
            return {}
        wanted = set(ids)
        rows = self._query("SELECT rowid, -rank FROM words WHERE words MATCH ? ORDER BY rank", (query,))
        found: dict[int, float] = {}
        for id_, score in rows:
            if id_ in wanted:
                found[id_] = score
                if len(found) == limit:
                    break
        return found

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of sentences, in the order of `ids`, shape (ids, dimensions)."""
        return self._vectors().vectors(ids)

    def new_words(self, words: Iterable[str]) -> list[str]:
        """Those of some words that have no vector yet."""
        known = {row[0] for row in self._query("SELECT word FROM word_vectors")}
        return sorted(set(words) - known)

    def put_words(self, words: Sequence[str], vectors: Vectors) -> None:
        """Store the vectors of single words, shape (words, dimensions)."""
        with self._writing() as db:
            rows = [(word, vector.tobytes()) for word, vector in zip(words, vectors, strict=True)]
            db.executemany("INSERT OR REPLACE INTO word_vectors VALUES (?, ?)", rows)

    def word_vectors(self, words: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those of some words that are stored, each of shape (dimensions,)."""
        found: dict[str, Vectors] = {}
        for chunk in _chunks(words):
            marks = ",".join("?" * len(chunk))
            for word, blob in self._query(f"SELECT word, vector FROM word_vectors WHERE word IN ({marks})", chunk):
                found[word] = np.frombuffer(blob, dtype=np.float32)
        return found

    def count(self) -> tuple[int, int]:
        """The number of files and of sentences."""
        files, sentences = next(self._query("SELECT (SELECT count(*) FROM files), (SELECT count(*) FROM sentences)"))
        return files, sentences

    def close(self) -> None:
        """Let go of the files."""
        self._db.close()

    def _vectors(self) -> nearest.Nearest:
        """The vectors of the database's present generation."""
        generation = int(next(self._query("SELECT value FROM meta WHERE key = 'generation'"))[0])
        if self._nearest is None or self._nearest[0] != generation:
            path = self.folder / f"vectors-{generation}.faiss"
            found = nearest.read(path)
            if found is None or found.count != self.count()[1]:
                found = self._build(path)
            self._nearest = (generation, found)
        return self._nearest[1]

    def _build(self, path: Path) -> nearest.Nearest:
        rows = list(self._query("SELECT id, vector FROM sentences ORDER BY id"))
        dimensions = len(rows[0][1]) // 4 if rows else 1
        vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float32).reshape(len(rows), dimensions)
        found = nearest.build(np.array([row[0] for row in rows], dtype=np.int64), vectors)
        nearest.write(found, path)
        for old in self.folder.glob("vectors-*"):
            if old != path and path.exists():
                old.unlink(missing_ok=True)
        return found

    def _query(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise store_error(self.folder, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        except sqlite3.Error as error:
            raise store_error(self.folder, error) from error


def open_index(folder: Path, embedder: str, *, rebuild: bool = False) -> Index:
    """Open an index for an embedder (its name and hash), making or emptying it where needed.

    An index of another format or embedder is emptied, and says so in `rebuilt`.

    Raises:
        StoreError: the folder cannot be written, or the database is damaged.
    """
    connection, rebuilt = open_store(folder, embedder, rebuild=rebuild)
    return Index(folder, connection, rebuilt)


def _insert(db: sqlite3.Connection, file_id: int, sentence: Sentence, digest: str, vector: bytes) -> None:
    speech = sentence.speech
    values = (
        *(file_id, sentence.text, sentence.raw, sentence.first_line, sentence.last_line, sentence.paragraph),
        *(speech.speaker, speech.channel, speech.direct, sentence.subject, sentence.context_line, digest, vector),
    )
    columns = "file_id, text, raw, first_line, last_line, paragraph, speaker, channel, direct, subject, context_line"
    marks = ",".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO sentences ({columns}, lines_sha256, vector) VALUES ({marks})", values)
    words = " ".join(filter(None, [sentence.subject, sentence.text]))
    db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (cursor.lastrowid, words))


def _stored(row: Sequence[Any]) -> Stored:
    id_, path, text, raw, first, last, paragraph, speaker, channel, direct, subject, context, digest, written = row
    speech = Speech(speaker, channel, bool(direct))
    return Stored(id_, path, Sentence(text, raw, first, last, paragraph, speech, subject, context), digest, _date(written))


def _date(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _chunks(ids: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
