"""Find the nearest vectors in a FAISS file made from the vectors of an index. The only importer of faiss.

Up to `EXACT_UP_TO` vectors, every one is compared (exact inner product). Beyond that, they are sorted into cells around
centroids (IVF, an inverted file: Sivic and Zisserman 2003; Jégou et al. 2011). The number of cells is twice the square root of
the number of vectors. An eighth of the cells is searched, those nearest to the query, so that vectors just across a cell's
border are found too. Each number of a vector is then stored in 8 bits. Both kinds are mapped into memory, not read.
"""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from summarize.atomic_write import make_private, replacing
from summarize.index.scope import FileRanges, Ids
from summarize.models.embedder import Vectors

EXACT_UP_TO = 100_000
"""Most vectors for an exact search: a fiftieth of a second on one core, and 150 MB."""
PROBED = 8
"""One in this many cells is searched."""
TRAINING = 40
"""Vectors for each centroid to learn it from."""


class Nearest:
    """Vectors of unit length, numbered by the ids of their sentences."""

    def __init__(self, index: Any) -> None:
        import faiss

        self._index = index
        self._cells: Any = faiss.try_extract_index_ivf(index)
        if self._cells is not None:
            self._cells.nprobe = max(self._cells.nlist // PROBED, 1)

    @property
    def count(self) -> int:
        """The number of vectors."""
        return int(self._index.ntotal)

    @property
    def exact(self) -> bool:
        """Whether every vector is compared."""
        return self._cells is None

    def search(self, vectors: Vectors, limit: int, scope: FileRanges | None = None) -> dict[int, float]:
        """Return the `limit` sentences nearest to each of some vectors, with their highest cosine, from `scope` if given.

        `vectors` has shape (vectors, dimensions).
        """
        import faiss

        if not self.count:
            return {}
        parameters: Any = faiss.SearchParameters() if self.exact else faiss.SearchParametersIVF()
        if not self.exact:
            parameters.nprobe = self._cells.nprobe
        if scope is not None:
            bitmap = scope.bitmap
            parameters.sel = faiss.IDSelectorBitmap(len(bitmap), faiss.swig_ptr(bitmap))  # in bytes
        scores, found = self._index.search(vectors, min(limit, self.count), params=parameters)
        best: dict[int, float] = {}
        for id_, score in zip(found.ravel().tolist(), scores.ravel().tolist(), strict=True):
            if id_ >= 0:
                best[id_] = max(score, best.get(id_, -1.0))
        return best


def cells(count: int) -> int:
    """Return the number of cells for a number of vectors; 0 if they are few enough to compare each."""
    return int(2 * math.sqrt(count)) if count > EXACT_UP_TO else 0


def build(count: int, sample: Vectors, chunks: Iterable[tuple[Ids, Vectors]]) -> Nearest:
    """Index a number of vectors of unit length, which come in chunks with their ids.

    `sample` are some of the vectors to learn the cells from, shape (cells * `TRAINING`, dimensions). For few vectors only its
    width is used.
    """
    import faiss

    dimensions = sample.shape[1]
    flat = faiss.IndexFlatIP(dimensions)
    if number := cells(count):
        kind = faiss.ScalarQuantizer.QT_8bit
        index: Any = faiss.IndexIVFScalarQuantizer(flat, dimensions, number, kind, faiss.METRIC_INNER_PRODUCT)
        index.cp.max_points_per_centroid = TRAINING
        index.train(sample)
    else:
        index = faiss.IndexIDMap(flat)
    for ids, vectors in chunks:
        index.add_with_ids(vectors, ids)
    return Nearest(index)


def read(path: Path) -> Nearest | None:
    """Open the index in a file, mapped into memory; None if the file is missing or cut short."""
    import faiss

    try:
        return Nearest(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
    except RuntimeError:
        return None


def write(nearest: Nearest, path: Path) -> bool:
    """Write an index to a file in one step; return False if the disk is full or read-only, so that the index stays in memory."""
    import faiss

    try:
        with replacing(path) as draft:
            make_private(draft)
            faiss.write_index(nearest._index, str(draft))
    except (RuntimeError, OSError):
        return False
    return True


def exactly(vectors: Vectors, ids: Ids, held: Vectors, limit: int) -> dict[int, float]:
    """Return the `limit` sentences nearest to any of some vectors, compared with each of `held`, shape (ids, dimensions)."""
    if not len(ids):
        return {}
    scores = (vectors @ held.T).max(axis=0)
    order = np.argsort(-scores)[:limit]
    return dict(zip(ids[order].tolist(), scores[order].tolist(), strict=True))
