"""How far some lines support a sentence, scored by the small cross-encoder that comes with the program, by ONNX Runtime.

Lines and sentence are read together (Devlin et al. 2019, sentence pairs), so that the model compares them word by word. It knows
rewordings that the rules of `verification` do not, and errs: its score stands beside their verdict, never in its place.
"""

from pathlib import Path

import numpy as np

from summarize.errors import ModelError
from summarize.models import find_shipped

LONGEST = "max_length"
TOKENIZER = "tokenizer"
"""Keys of the model's metadata: the tokens that it reads of a pair, and its tokenizer."""
MOST_CHARACTERS = 4_000
"""Of lines, and of a sentence: what is longer is not read whole in any case."""


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
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            told = self._session.get_modelmeta().custom_metadata_map
            self._tokenizer = Tokenizer.from_str(told[TOKENIZER])
            self._tokenizer.enable_truncation(int(told[LONGEST]), strategy="only_first")
        except Exception as error:  # both libraries raise types of their own, and bare ones
            raise ModelError(f"{path}: the checker cannot be loaded ({error}); go on without it by --no-checker") from error
        self._tokenizer.no_padding()

    def score(self, lines: str, sentence: str) -> float:
        """The probability that some lines support a sentence; 0 for a sentence too long to be read beside any line."""
        try:
            found = self._tokenizer.encode(lines[:MOST_CHARACTERS] or ".", sentence[:MOST_CHARACTERS])
        except Exception:  # the tokenizer's own bare type: the sentence alone is longer than the model reads
            return 0.0
        given = {
            "input_ids": np.array([found.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(found.ids)), dtype=np.int64),
            "token_type_ids": np.array([found.type_ids], dtype=np.int64),
        }
        (logits,) = self._session.run(None, given)
        return float(1 / (1 + np.exp(-float(logits[0]))))
