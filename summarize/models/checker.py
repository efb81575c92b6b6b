"""Checkers that a user can fetch: cross-encoders that judge whether lines support a sentence, run by sentence-transformers."""

import os
from collections.abc import Sequence
from pathlib import Path

from summarize.errors import ModelError
from summarize.models.embedder import NOT_INSTALLED

ENTAILED = "entailment"
"""What models of natural language inference call the label that means support."""


class CrossEncoderChecker:
    """A cross-encoder in a local folder, as its authors made it; nothing is downloaded, and no code of the folder is run."""

    def __init__(self, path: Path, accepted: float) -> None:
        """Load the model; `accepted` is the probability from which a sentence counts as supported.

        Raises:
            ModelError: it cannot be loaded, or none of its labels means support.
        """
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error", TOKENIZERS_PARALLELISM="false")
        os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = os.environ["TRANSFORMERS_NO_ADVISORY_WARNINGS"] = "1"
        try:
            from sentence_transformers import CrossEncoder  # takes seconds; imported only when used
            from torch.nn import Identity
        except ImportError as error:
            raise ModelError(f"{path}: {NOT_INSTALLED}") from error

        try:
            self._model = CrossEncoder(str(path), device="cpu", local_files_only=True, activation_fn=Identity())
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise ModelError(f"{path}: the checker cannot be loaded ({error}); run `summarize models verify`") from error
        self._label = _supporting(self._model.config.id2label, path)
        self._longest = min(self._model.tokenizer.model_max_length, self._model.config.max_position_embeddings)
        self.accepted = accepted

    def probability(self, lines: Sequence[str], sentence: str) -> float | None:
        """Return the probability that lines support a sentence, 0 to 1; `None` if they are too long to read together."""
        import torch

        pair = (" ".join(lines), sentence)
        if len(self._model.tokenizer(*pair)["input_ids"]) > self._longest:
            return None
        logits = self._model.predict([pair], convert_to_tensor=True, show_progress_bar=False)[0].float()
        return float(torch.sigmoid(logits)) if logits.ndim == 0 else float(torch.softmax(logits, 0)[self._label])


def _supporting(labels: dict[int, str], path: Path) -> int:
    """Return the label that means support: the one so called, else the last of one or two.

    >>> _supporting({0: "contradiction", 1: "entailment", 2: "neutral"}, Path()), _supporting({0: "0", 1: "1"}, Path())
    (1, 1)
    """
    named = [number for number, label in labels.items() if label.lower() == ENTAILED]
    if not named and len(labels) > 2:
        raise ModelError(f"{path}: none of the labels {', '.join(labels.values())} of this checker means support")
    return named[0] if named else len(labels) - 1
