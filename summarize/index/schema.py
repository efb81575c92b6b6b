"""The index on disk: one SQLite file that holds all data, and a FAISS file made from it.

    index.sqlite3            files, sentences and their contexts, vectors of sentences and words, and the words for BM25
                             (SQLite's FTS5)
    vectors-EPOCH-LAST.faiss the vectors of the sentences up to the one numbered LAST, remade if missing or outgrown

EPOCH distinguishes databases created one after the other in the same folder. The number of a sentence is never reused.

A database of another format, or made with another embedder, is discarded and created again. An index holds the text of its
documents, so its files are for their owner alone.
"""

import secrets
import sqlite3
from pathlib import Path

from summarize.atomic_write import make_private
from summarize.errors import StoreError

FORMAT = 16
"""Raised whenever the meaning of what is stored changes; an index of another format is created again."""
DATABASE = "index.sqlite3"
OWNER_ALONE = 0o600
LOCK = ".lock"
WAIT = 600.0
"""Seconds that a writer waits for another process to finish its file."""
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL, title TEXT, written TEXT, author TEXT, outlet TEXT, language TEXT, attached TEXT,
    pictured TEXT, aliases TEXT, places TEXT, trouble TEXT, first INTEGER, last INTEGER);
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT, file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE, text TEXT NOT NULL,
    raw TEXT NOT NULL, first_line INTEGER NOT NULL, last_line INTEGER NOT NULL, paragraph INTEGER NOT NULL, speaker TEXT,
    channel TEXT, direct INTEGER NOT NULL, subject TEXT, context_line INTEGER NOT NULL, language TEXT NOT NULL, kind TEXT NOT
    NULL, cells TEXT, marker TEXT NOT NULL, context_id INTEGER, lines_sha256 TEXT NOT NULL);
CREATE TABLE contexts (
    id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE, parts TEXT NOT NULL);
CREATE INDEX contexts_of_file ON contexts(file_id);
CREATE TABLE vectors (id INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE INDEX sentences_of_file ON sentences(file_id);
CREATE TABLE word_vectors (word TEXT PRIMARY KEY, vector BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(text, context, tokenize='porter unicode61');
CREATE TRIGGER forget_sentence AFTER DELETE ON sentences BEGIN
    DELETE FROM words WHERE rowid = old.id;
    DELETE FROM vectors WHERE id = old.id;
END;
"""


def open_store(folder: Path, embedder: str, *, rebuild: bool = False) -> tuple[sqlite3.Connection, str | None]:
    """Open the database for an embedder (its name and hash); return it, and why it was emptied on opening, or None.

    Raises:
        StoreError: the folder cannot be written, or the database is damaged.
    """
    from filelock import FileLock  # for two processes that create one index at once

    identity = {"format": str(FORMAT), "embedder": embedder}
    try:
        _make_folder(folder)
        with FileLock(folder / LOCK, mode=OWNER_ALONE):
            if rebuild:
                _discard(folder)
            connection = connect(folder)
            reason = _mismatch(connection, identity)
            if reason is not None:
                connection.close()
                _discard(folder)
                connection = connect(folder)
                _create(connection, identity)
    except (sqlite3.Error, OSError) as error:
        raise store_error(folder, error) from error
    return connection, reason or None


def _mismatch(db: sqlite3.Connection, identity: dict[str, str]) -> str | None:
    """Return why a database cannot be used as it is; empty if there is no database yet, None if it can be used."""
    if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return ""
    found = dict(db.execute("SELECT key, value FROM meta"))
    for key, wanted in identity.items():
        if found.get(key) != wanted:
            return f"the index was made with another {key} ({found.get(key)}, now {wanted})"
    return None


def _create(db: sqlite3.Connection, identity: dict[str, str]) -> None:
    db.executescript(f"BEGIN IMMEDIATE; {SCHEMA}")
    db.executemany("INSERT INTO meta VALUES (?, ?)", [*identity.items(), ("epoch", secrets.token_hex(4))])
    db.commit()


def open_as_it_is(folder: Path) -> sqlite3.Connection:
    """Open a database for whatever embedder it was made.

    Raises:
        StoreError: it is of another version of this program.
        sqlite3.Error: it is damaged.
    """
    connection = connect(folder)
    found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    if found != (str(FORMAT),):
        connection.close()
        raise StoreError(f"{folder}: the index is of another version; `summarize index SOURCE` makes it again")
    return connection


def connect(folder: Path) -> sqlite3.Connection:
    """Open a connection to the database in a folder."""
    make_private(folder / DATABASE)  # SQLite gives its other files the permissions of this one
    db = sqlite3.connect(folder / DATABASE, timeout=WAIT)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")  # a power failure may lose the last change, not the database
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def _discard(folder: Path) -> None:
    for pattern in (f"{DATABASE}*", "vectors-*", ".vectors-*"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)


def store_error(folder: Path, error: Exception) -> StoreError:
    """Return an error that says what is wrong with the database in a folder, and what to do."""
    if isinstance(error, sqlite3.OperationalError) and "full" in str(error):
        return StoreError(f"{folder}: the disk is full; the index is as it was before the file that did not fit")
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return StoreError(f"{folder}: the index is damaged ({error}); rebuild it with `summarize index --rebuild SOURCE`")
    return StoreError(f"{folder}: the index cannot be used ({error}); choose another folder with --index")
