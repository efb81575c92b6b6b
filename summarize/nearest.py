"""The nearest vectors: a FAISS file made from the vectors of one state of the index. The only importer of faiss.

Up to `EXACT_UP_TO` vectors every one is compared (exact inner product). Beyond, they are sorted into cells around centroids
(IVF, an inverted file: Sivic and Zisserman 2003; Jégou et al. 2011), 4 times the square root of their number, of which those
nearest to the query are compared: an eighth, so that what lies behind the border of a cell is found too.
"""

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.embedding import Vectors

EXACT_UP_TO = 200_000
"""Vectors: a tenth of a second on one core, and 300 MB."""
PROBED = 8
"""One in so many cells is searched."""
TRAINING = 50
"""Vectors for each centroid to learn it from."""


class Nearest:
    """Vectors of unit length, numbered by the ids of their sentences."""

    def __init__(self, index: Any) -> None:
        import faiss

        self._index = index
        self._cells: Any = faiss.try_extract_index_ivf(index)
        if self._cells is not None:
            self._cells.nprobe = max(self._cells.nlist // PROBED, 1)
            self._cells.make_direct_map()

    @property
    def count(self) -> int:
        """The number of vectors."""
        return int(self._index.ntotal)

    @property
    def exact(self) -> bool:
        """Whether every vector is compared."""
        return self._cells is None

    def search(self, vector: Vectors, ids: Sequence[int], limit: int) -> dict[int, float]:
        """The `limit` vectors among `ids` with the highest cosine to a vector of shape (dimensions,), with it."""
        import faiss

        if not ids or not self.count:
            return {}
        selector = faiss.IDSelectorBatch(np.asarray(ids, dtype=np.int64))
        parameters: Any = faiss.SearchParameters() if self.exact else faiss.SearchParametersIVF()
        parameters.sel = selector
        if not self.exact:
            parameters.nprobe = self._cells.nprobe
        scores, found = self._index.search(vector[None, :], min(limit, len(ids)), params=parameters)
        return {int(id_): float(score) for id_, score in zip(found[0], scores[0], strict=True) if id_ >= 0}

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of some ids, shape (ids, dimensions)."""
        if not ids:
            return np.zeros((0, self._index.d), dtype=np.float32)
        return np.stack([self._index.reconstruct(id_) for id_ in ids])


def build(ids: NDArray[np.int64], vectors: Vectors) -> Nearest:
    """Index vectors of unit length, shape (ids, dimensions), exact or approximate by their number."""
    import faiss

    count, dimensions = vectors.shape
    flat = faiss.IndexFlatIP(dimensions)
    if count <= EXACT_UP_TO:
        index = faiss.IndexIDMap2(flat)
    else:
        cells = int(4 * math.sqrt(count))
        within = faiss.IndexIVFFlat(flat, dimensions, cells, faiss.METRIC_INNER_PRODUCT)
        within.cp.max_points_per_centroid = TRAINING
        within.train(vectors)
        index = faiss.IndexIDMap2(within)
    if count:
        index.add_with_ids(vectors, ids)
    return Nearest(index)


def read(path: Path) -> Nearest | None:
    """The index of a file; `None` if there is none, or it is cut short."""
    import faiss

    try:
        return Nearest(faiss.read_index(str(path)))
    except RuntimeError:
        return None


def write(nearest: Nearest, path: Path) -> None:
    """Put an index into a file in one step; on a full or read-only disk there is none, and a run keeps it in memory."""
    import faiss

    draft = path.with_suffix(f".{os.getpid()}")
    try:
        faiss.write_index(nearest._index, str(draft))
        draft.replace(path)
    except (RuntimeError, OSError):
        draft.unlink(missing_ok=True)
