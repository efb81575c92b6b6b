"""Text to vectors: the interface of embedders, and the reference one by sentence-transformers, which is imported only here."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from summarize.errors import ModelError

Vectors = NDArray[np.float32]
NOT_INSTALLED = "sentence-transformers, which runs this model, is not installed (`pip install sentence-transformers torch`)"


class Encoder(Protocol):
    """Turns texts into vectors of unit length; if `english_only`, vectors of texts in other languages mean little."""

    name: str
    english_only: bool

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of unit length, shape (texts, dimensions), float32. Text beyond the model's length is not read."""
        ...


class SentenceEncoder:
    """The reference embedder: any sentence-transformers model from a local folder, as its authors made it.

    Nothing is downloaded here.
    """

    def __init__(self, path: Path, name: str, *, english_only: bool = True) -> None:
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error", TOKENIZERS_PARALLELISM="false")
        os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = os.environ["TRANSFORMERS_NO_ADVISORY_WARNINGS"] = "1"
        try:
            from sentence_transformers import SentenceTransformer  # takes seconds; imported only when used
        except ImportError as error:
            raise ModelError(
                f"{path}: {NOT_INSTALLED}; the bundled embedder needs it only until `summarize models pull`"
            ) from error
        try:
            self.module = SentenceTransformer(str(path), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path}: the embedder cannot be loaded ({error}); run `summarize models verify`") from error
        self.name = name
        self.english_only = english_only

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of unit length, shape (texts, dimensions), float32."""
        if not texts:
            return np.zeros((0, int(self.module.get_embedding_dimension() or 0)), dtype=np.float32)
        found = self.module.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)
