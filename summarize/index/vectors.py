"""Search the vectors of an index by meaning: a FAISS file of most of them, and the newest ones separately.

The database holds every vector. The FAISS file is made from it, and made again when more than a tenth of the sentences are
new or gone. Until then, new ones are compared one by one, and those that are gone are ignored.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from summarize.index import faiss_file
from summarize.index.scope import FileRanges, Ids
from summarize.models.embedder import Vectors

OUTGROWN = 0.1
"""Share of new or gone sentences above which the file is made again."""
FEW = 2_000
"""New or gone sentences up to which the file is always kept."""
SMALL = 20_000
"""Sentences in scope up to which each is compared, however many others the index holds."""
CHUNK = 50_000
"""Vectors that are read at a time."""


class Dense:
    """Vector search over one state of the database."""

    def __init__(self, folder: Path, db: sqlite3.Connection) -> None:
        self._db = db
        self._folder = folder
        (self._epoch,) = db.execute("SELECT value FROM meta WHERE key = 'epoch'").fetchone()
        self._made, last = self._made_until()
        new = db.execute("SELECT id, vector FROM vectors WHERE id > ? ORDER BY id", (last,)).fetchall()
        self._new = np.array([row[0] for row in new], dtype=np.int64), unpacked([row[1] for row in new])
        self._gone = self._made.count + len(new) > self._count()

    def search(self, vectors: Vectors, scope: FileRanges, limit: int) -> dict[int, float]:
        """Return the sentences in scope nearest to some vectors, as `Nearest.search` does."""
        if not self._made.exact and len(scope) <= SMALL:
            ids = np.array(scope.ids(), dtype=np.int64)
            return faiss_file.exactly(vectors, ids, unpacked(list(self._blobs(ids))), limit)
        found = self._made.search(vectors, limit, None if scope.whole and not self._gone else scope)
        ids, held = self._new
        inside = np.isin(ids, list(scope.within(ids)))
        found |= faiss_file.exactly(vectors, ids[inside], held[inside], limit)
        best = sorted(found, key=found.__getitem__, reverse=True)[: limit * len(vectors)]
        return {id_: found[id_] for id_ in best}

    def _made_until(self) -> tuple[faiss_file.Nearest, int]:
        """Return the FAISS file and the last sentence in it; make it again if it is missing, cut short or outgrown."""
        for path in sorted(self._folder.glob(f"vectors-{self._epoch}-*.faiss"), key=_last, reverse=True):
            made = faiss_file.read(path)
            if made is not None and not self._outgrown(made, _last(path)):
                return made, _last(path)
        (last,) = self._db.execute("SELECT coalesce(max(id), 0) FROM vectors").fetchone()
        path = self._folder / f"vectors-{self._epoch}-{last}.faiss"
        made = self._build(last)
        if faiss_file.write(made, path):
            for old in (*self._folder.glob("vectors-*"), *self._folder.glob(".vectors-*")):  # also what a killed process left
                if old != path:
                    old.unlink(missing_ok=True)
            made = faiss_file.read(path) or made
        return made, last

    def _outgrown(self, made: faiss_file.Nearest, last: int) -> bool:
        (kept,) = self._db.execute("SELECT count(*) FROM vectors WHERE id <= ?", (last,)).fetchone()
        return bool(self._count() - kept + made.count - kept > max(FEW, OUTGROWN * made.count))

    def _count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM vectors").fetchone()[0])

    def _build(self, last: int) -> faiss_file.Nearest:
        count = int(self._db.execute("SELECT count(*) FROM vectors WHERE id <= ?", (last,)).fetchone()[0])
        wanted = max(faiss_file.cells(count) * faiss_file.TRAINING, 1)
        ids = np.fromiter((row[0] for row in self._db.execute("SELECT id FROM vectors WHERE id <= ?", (last,))), dtype=np.int64)
        chosen = np.sort(np.random.default_rng(0).choice(ids, size=min(wanted, count), replace=False)) if count else ids
        return faiss_file.build(count, unpacked(list(self._blobs(chosen))), self._chunks(last))

    def _blobs(self, ids: Ids) -> Iterator[bytes]:
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500].tolist()
            marks = ",".join("?" * len(some))
            rows = self._db.execute(f"SELECT id, vector FROM vectors WHERE id IN ({marks})", some)
            found = dict(rows.fetchall())
            yield from (found[id_] for id_ in some)

    def _chunks(self, last: int) -> Iterator[tuple[Ids, Vectors]]:
        rows = self._db.execute("SELECT id, vector FROM vectors WHERE id <= ? ORDER BY id", (last,))
        while some := rows.fetchmany(CHUNK):
            yield np.array([row[0] for row in some], dtype=np.int64), unpacked([row[1] for row in some])


def packed(vectors: Vectors) -> list[bytes]:
    """Return vectors as they are stored, two bytes a number; the lost precision is far below the distance between sentences."""
    return [row.tobytes() for row in vectors.astype(np.float16)]


def unpacked(stored: Sequence[bytes]) -> Vectors:
    """Return stored vectors as numbers, shape (stored, dimensions)."""
    dimensions = len(stored[0]) // 2 if stored else 1
    return np.frombuffer(b"".join(stored), dtype=np.float16).reshape(len(stored), dimensions).astype(np.float32)


def _last(path: Path) -> int:
    end = path.stem.rpartition("-")[2]
    return int(end) if end.isdigit() else 0
