"""Text to vectors, by sentence-transformers. The only module that imports it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from summarize.errors import ModelError

Vectors = NDArray[np.float32]
BATCH = 64


class Encoder(Protocol):
    """Turns texts into vectors of unit length, shape (texts, dimensions), float32."""

    name: str

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts; `progress` is called with the number done after each batch."""
        ...


class SentenceEncoder:
    """A sentence-transformers model from a local folder; nothing is ever downloaded here."""

    def __init__(self, path: Path, name: str) -> None:
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error", TOKENIZERS_PARALLELISM="false")
        os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = os.environ["TRANSFORMERS_NO_ADVISORY_WARNINGS"] = "1"
        from sentence_transformers import SentenceTransformer  # seconds; only those who encode pay

        try:
            self._model = SentenceTransformer(str(path), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path}: the embedder cannot be loaded ({error}); run `summarize models verify`") from error
        self.name = name

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of unit length, shape (texts, dimensions), float32. Long texts are cut at the model's 256 tokens."""
        batches = []
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            found = self._model.encode(batch, normalize_embeddings=True, show_progress_bar=False)
            batches.append(np.asarray(found, dtype=np.float32))
            if progress:
                progress(start + len(batch))
        return np.concatenate(batches) if batches else np.zeros((0, self.dimensions), dtype=np.float32)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)
