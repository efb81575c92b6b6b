"""How far some lines support a sentence, scored by the small cross-encoder that comes with the program.

Lines and sentence are read together (Devlin et al. 2019, sentence pairs), so that the model compares them word by word. It knows
rewordings that the rules of `verification` do not, and errs: its score stands beside their verdict, never in its place.
"""

from pathlib import Path

import numpy as np

from summarize.errors import ModelError
from summarize.models import find_shipped
from summarize.onnx_embedding import LENGTH, session

TOKENIZER = "tokenizer"
"""The key of the model's metadata that holds its tokenizer."""
MOST_CHARACTERS = 4_000
"""Of lines and sentence together: what is longer is not read whole in any case."""


def shipped(threads: int) -> "CrossEncoder | None":
    """The checker that comes with the program; `None` if it is not at hand.

    Raises:
        ModelError: it is damaged, or cannot be loaded.
    """
    path = find_shipped("checker")
    return CrossEncoder(path, threads) if path else None


class CrossEncoder:
    """A cross-encoder in one ONNX file that carries its tokenizer."""

    def __init__(self, path: Path, threads: int) -> None:
        from tokenizers import Tokenizer

        try:
            self._session, told = session(path, threads)
            self._tokenizer = Tokenizer.from_str(told[TOKENIZER])
            self._longest = int(told[LENGTH])
        except Exception as error:  # both libraries raise types of their own, and bare ones
            raise ModelError(f"{path}: the checker cannot be loaded ({error}); go on without it by --no-checker") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def score(self, lines: str, sentence: str) -> float | None:
        """The probability that some lines support a sentence; `None` if they are longer together than the model reads."""
        if not lines.strip() or not sentence.strip() or len(lines) + len(sentence) > MOST_CHARACTERS:
            return None
        found = self._tokenizer.encode(lines, sentence)
        if len(found.ids) > self._longest:
            return None
        given = {
            "input_ids": np.array([found.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(found.ids)), dtype=np.int64),
            "token_type_ids": np.array([found.type_ids], dtype=np.int64),
        }
        (logits,) = self._session.run(None, given)
        return float(1 / (1 + np.exp(-float(logits[0]))))
