"""The embedded store: one SQLite database in a folder, with FAISS beside it.

What is published comes in one transaction: an interruption leaves every file either in its old or in its new state. Readers see
one state of the database throughout (write-ahead log), and several processes may read and write at once.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.index.rows import Entry, Stamp, put_entry
from summarize.index.schema import connect, open_store, store_error
from summarize.index.sqlite_snapshot import SqliteSnapshot, chunks
from summarize.index.store import Staged, Words


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is staged: it waits in memory."""

    entries: Sequence[Entry]
    words: Words


class Database:
    """The store in a folder. `rebuilt` says why it was emptied on opening, if it was."""

    together = 1

    def __init__(self, folder: Path, connection: sqlite3.Connection, rebuilt: str | None) -> None:
        self.rebuilt = rebuilt
        self._folder = folder
        self._db = connection

    def with_vector(self, words: Sequence[str]) -> set[str]:
        """Return those of some words that have a vector.

        Raises:
            StoreError: the database cannot be read.
        """
        query = "SELECT word FROM word_vectors WHERE word IN"
        try:
            rows = (self._db.execute(f"{query} ({','.join('?' * len(some))})", some) for some in chunks(words))
            return {word for found in rows for (word,) in found}
        except sqlite3.Error as error:
            raise store_error(self._folder, error) from error

    def stage(self, entries: Sequence[Entry], words: Words) -> Staged:
        """Keep files, and the vectors of words that are new in them, until they are published."""
        return Staged(tuple(entry.path for entry in entries), _Kept(entries, words))

    def publish(
        self, staged: Sequence[Staged], removed: Collection[str] = (), touched: Mapping[str, Stamp] | None = None
    ) -> None:
        """Store what was staged in place of the older state of its files, in one transaction.

        `removed` are files to forget, `touched` those that were saved again with the same content.

        Raises:
            StoreError: it cannot be stored; the database is as it was.
        """
        times = [(stamp.size, stamp.mtime_ns, path) for path, stamp in (touched or {}).items()]
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in removed])
                self._db.executemany("UPDATE files SET size = ?, mtime_ns = ? WHERE path = ?", times)
                for kept in (one.kept for one in staged):
                    assert isinstance(kept, _Kept)  # staged by this store
                    vectors = zip(kept.words.words, kept.words.vectors, strict=True)
                    rows = [(word, vector.tobytes()) for word, vector in vectors]
                    self._db.executemany("INSERT OR REPLACE INTO word_vectors VALUES (?, ?)", rows)
                    for entry in kept.entries:
                        put_entry(self._db, entry)
        except sqlite3.Error as error:
            raise store_error(self._folder, error) from error

    def snapshot(self) -> SqliteSnapshot:
        """Return the present state.

        Raises:
            StoreError: the database cannot be read.
        """
        try:
            return SqliteSnapshot(self._folder, connect(self._folder))
        except (sqlite3.Error, OSError) as error:
            raise store_error(self._folder, error) from error

    def close(self) -> None:
        """Close the database; snapshots stay open."""
        self._db.close()


def open_database(folder: Path, embedder: str, *, rebuild: bool = False) -> Database:
    """Open the store in a folder for an embedder (its name and hash), creating or emptying it if needed.

    One of another format or embedder is emptied; `rebuilt` then says why.

    Raises:
        StoreError: the folder cannot be written, or the database is damaged.
    """
    connection, rebuilt = open_store(folder, embedder, rebuild=rebuild)
    return Database(folder, connection, rebuilt)
