"""What an index holds, and how to make it forget some of it.

Both work without a model, and on an index of any embedder.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarize.errors import StoreError
from summarize.index.schema import DATABASE, open_as_it_is, store_error
from summarize.text.terms import comparable_words

PATIENCE = 20_000
"""Milliseconds to wait for other programs that use the index."""
FILES = "SELECT path, title, trouble, CASE WHEN first IS NULL THEN 0 ELSE last - first + 1 END FROM files ORDER BY path"


@dataclass(frozen=True, slots=True)
class Held:
    """A file of an index: its absolute path, its title, why it could not be read, and its number of sentences."""

    path: str
    title: str | None
    trouble: str | None
    sentences: int


def held(folder: Path) -> tuple[Held, ...]:
    """Return the files of an index, by path.

    Raises:
        StoreError: there is no index, or it is damaged or of another version.
    """
    with _opened(folder) as db:
        return tuple(Held(*row) for row in db.execute(FILES))


def forget(folder: Path, sources: Sequence[Path]) -> tuple[str, ...]:
    """Remove files, and all files below folders, from an index; return their paths.

    Their text is overwritten: the database is written again, words that no other file has lose their vectors, and the FAISS file
    is made again when it is next needed. Sources need not exist any more.

    Raises:
        StoreError: there is no index, or it is damaged or of another version.
    """
    roots = [source.resolve() for source in sources]
    with _opened(folder) as db:
        paths = [row[0] for row in db.execute("SELECT path FROM files")]
        gone = [path for path in paths if any(Path(path).is_relative_to(root) for root in roots)]
        if not gone:
            return ()
        with db:
            db.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in gone])
            used = {word for (text,) in db.execute("SELECT text FROM sentences") for word in comparable_words(text)}
            unused = [(word,) for (word,) in db.execute("SELECT word FROM word_vectors") if word not in used]
            db.executemany("DELETE FROM word_vectors WHERE word = ?", unused)
            db.execute("INSERT INTO words(words) VALUES ('optimize')")  # its segments keep deleted words until they are merged
        for path in (*folder.glob("vectors-*"), *folder.glob(".vectors-*")):
            path.unlink(missing_ok=True)
        db.execute("VACUUM")
        ((busy, *_),) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if busy:
            raise StoreError(f"{folder}: another program reads the index, so that old text is still in it; run this again later")
        return tuple(sorted(gone))


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    if not (folder / DATABASE).exists():
        raise StoreError(f"{folder}: holds no index; `summarize index SOURCE` makes one")
    try:
        with closing(open_as_it_is(folder)) as db:
            db.execute(f"PRAGMA busy_timeout = {PATIENCE}")
            yield db
    except sqlite3.Error as error:
        raise store_error(folder, error) from error
