"""The cross-encoder: how likely a passage answers a question, both read together (Nogueira and Cho 2019).

It is the embedder's own network, trained further on questions with passages that answer them and passages that do not. The file
that comes with the program holds the layers in 8 bits; the word vectors are those of the embedder, which are there already.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from summarize.errors import ModelError
from summarize.models.onnx_embedder import LENGTH, batches, session

SEPARATOR = " | "
"""Between a passage, its headings and the sentences around it."""
PASSAGE, HEADINGS, BEFORE, AFTER = 64, 18, 20, 12
"""Most words of a passage, of its headings, and of the sentences before and after it that are read."""
WORD_VECTORS = "word_embeddings.weight"
"""The end of the name of the embedder's word vectors in its file."""
Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its context: the headings that apply to it, the widest first, and the sentences before and after it."""

    words: str
    headings: tuple[str, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The text that the network reads: the passage first, then as much context as there is room for.

        >>> Passage("He left in May.", ("Ruiz", "Early life"), "Ruiz came in April.", "It rained.").text
        'He left in May. | Ruiz > Early life | Ruiz came in April. ... It rained.'
        """
        headings = " ".join(" > ".join(self.headings).split()[-HEADINGS:])
        before, after = " ".join(self.before.split()[-BEFORE:]), " ".join(self.after.split()[:AFTER])
        around = " ... ".join((before, after)) if before or after else ""
        return SEPARATOR.join((" ".join(self.words.split()[:PASSAGE]), headings, around)).rstrip(" |")


class Reader(Protocol):
    """Reads a question and passages together."""

    def logits(self, question: str, passages: Sequence[Passage]) -> Logits:
        """Return the log-odds that each passage answers a question, shape (passages,), float32."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word is one of the common words of English that its tokenizer does not take apart."""
        ...


class CrossEncoder:
    """The trained layers in one ONNX file, with the word vectors and the tokenizer of the embedder."""

    def __init__(self, path: Path, embedder: Path, threads: int) -> None:
        """`embedder` is the folder of the model that it was trained from.

        Raises:
            ModelError: a file of them cannot be loaded.
        """
        from tokenizers import Tokenizer

        try:
            self._session, metadata = session(path, 1)
            self._tokenizer = Tokenizer.from_file(str(embedder / "tokenizer.json"))
            self._words = _word_vectors(embedder / "model.safetensors")
            longest = int(metadata[LENGTH])
        except Exception as error:  # tokenizers raises a bare Exception, and onnxruntime types without a common base
            raise ModelError(f"{path}: the judge of answers cannot be loaded ({error}); reinstall the program") from error
        self._tokenizer.enable_truncation(longest, strategy="longest_first")  # of a very long question, too
        self._tokenizer.no_padding()
        self._threads = threads

    def logits(self, question: str, passages: Sequence[Passage]) -> Logits:
        """Return the log-odds that each passage answers a question, shape (passages,), float32."""
        found = np.zeros(len(passages), dtype=np.float32)
        pairs = self._tokenizer.encode_batch([(question, passage.text) for passage in passages])
        rows = list(batches([pair.ids for pair in pairs]))
        with ThreadPoolExecutor(self._threads) as pool:
            for some, values in zip(rows, pool.map(lambda rows: self._run([pairs[row] for row in rows]), rows), strict=True):
                found[some] = values
        return found

    def knows(self, word: str) -> bool:
        """Whether a word is one of the common words of English that its tokenizer does not take apart."""
        return self._tokenizer.token_to_id(word.lower()) is not None

    def _run(self, pairs: Sequence[Any]) -> Logits:
        shape = (len(pairs), max(len(pair.ids) for pair in pairs))
        ids, mask, segments = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, pair in enumerate(pairs):
            ids[row, : len(pair.ids)], mask[row, : len(pair.ids)], segments[row, : len(pair.ids)] = pair.ids, 1, pair.type_ids
        given = {"vectors": self._words[ids], "attention_mask": mask, "token_type_ids": segments}
        (found,) = self._session.run(None, given)
        return np.asarray(found, dtype=np.float32)


def _word_vectors(path: Path) -> NDArray[np.float32]:
    """Map the word vectors of a model in the format of safetensors into memory, shape (words, dimensions)."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    entry = next(entry for name, entry in header.items() if name.endswith(WORD_VECTORS))
    return np.memmap(path, dtype="<f4", mode="r", offset=8 + length + entry["data_offsets"][0], shape=tuple(entry["shape"]))
