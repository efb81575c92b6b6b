"""Text to vectors by ONNX Runtime: the embedder as `onnx_export` wrote it.

Texts are sorted by length and encoded in batches of a bounded number of tokens, so that there is little padding; each
processor works on its own batch.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.errors import ModelError
from summarize.models.embedder import Vectors

TOKENS = 512
"""Tokens of a batch; what it needs stays in a processor's cache."""
LENGTH = "max_length"
"""The key of the model's metadata that says how many tokens of a text it reads."""


def session(path: Path, threads: int) -> tuple[Any, dict[str, str]]:
    """Return a model ready to run with some threads, and the metadata in its file; ONNX Runtime raises its own error types."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 4
    loaded = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return loaded, dict(loaded.get_modelmeta().custom_metadata_map)


class OnnxEncoder:
    """The bundled embedder as it was exported to ONNX, with its own tokenizer."""

    english_only = True

    def __init__(self, path: Path, tokenizer: Path, name: str, threads: int) -> None:
        from tokenizers import Tokenizer

        try:
            self._session, metadata = session(path, 1)
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
            longest = int(metadata[LENGTH])
        except Exception as error:  # tokenizers raises a bare Exception, and onnxruntime types without a common base
            raise ModelError(f"{path}: the embedder cannot be loaded ({error}); run `summarize models pull`") from error
        self._tokenizer.enable_truncation(longest)
        self._tokenizer.no_padding()
        self._inputs = {
            given.name: np.int32 if given.type == "tensor(int32)" else np.int64 for given in self._session.get_inputs()
        }
        self._threads = threads
        self.dimensions = int(self._session.get_outputs()[0].shape[-1])
        self.name = name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of unit length, shape (texts, dimensions), float32. A repeated text is encoded once."""
        different = list(dict.fromkeys(texts))
        vectors = np.zeros((len(different), self.dimensions), dtype=np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(different)]
        groups = list(batches(tokens))
        if len(groups) == 1:
            vectors[groups[0]] = self._run([tokens[row] for row in groups[0]])
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                found = pool.map(lambda rows: self._run([tokens[row] for row in rows]), groups)
                for rows, some in zip(groups, found, strict=True):
                    vectors[rows] = some
        if len(different) == len(texts):
            return vectors
        places = {text: row for row, text in enumerate(different)}
        return np.asarray(vectors[[places[text] for text in texts]])

    def _run(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        shape = (len(tokens), max(map(len, tokens)))
        given: dict[str, NDArray[np.int64]] = {name: np.zeros(shape, dtype=np.int64) for name in self._inputs}
        for row, ids in enumerate(tokens):
            given["input_ids"][row, : len(ids)] = ids
            given["attention_mask"][row, : len(ids)] = 1
        (found,) = self._session.run(None, {name: array.astype(self._inputs[name]) for name, array in given.items()})
        return np.asarray(found, dtype=np.float32)


def batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the rows of texts that are encoded together, the longest first."""
    order = sorted(range(len(tokens)), key=lambda row: -len(tokens[row]))
    start = 0
    while start < len(order):
        count = max(TOKENS // max(len(tokens[order[start]]), 1), 1)
        yield order[start : start + count]
        start += count
