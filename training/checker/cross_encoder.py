"""How far some lines support a sentence, scored by a small cross-encoder.

Lines and sentence are read together (Devlin et al. 2019, sentence pairs), so that the model compares them word by word. The
program itself does not use it: on claims that it never saw it decides no better than chance.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from pathlib import Path

import numpy as np

from summarize.errors import ModelError
from summarize.models.onnx_embedder import LENGTH, session
from summarize.text.terms import stems

TOKENIZER = "tokenizer"
"""The key of the model's metadata that holds its tokenizer."""
MOST_CHARACTERS = 4_000
"""Of lines and sentence together: what is longer is not read whole in any case."""

ROOM = 900
"""Characters of lines that are scored, about what the model reads with a sentence."""


class CrossEncoder:
    """A cross-encoder in one ONNX file that carries its tokenizer."""

    def __init__(self, path: Path, threads: int) -> None:
        from tokenizers import Tokenizer

        try:
            self._session, told = session(path, threads)
            self._tokenizer = Tokenizer.from_str(told[TOKENIZER])
            self._longest = int(told[LENGTH])
        except Exception as error:  # both libraries raise types of their own, and bare ones
            raise ModelError(f"{path}: the checker cannot be loaded ({error})") from error
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


def nearest(sentence: str, lines: Sequence[str], room: int = ROOM) -> str:
    """The lines that share most words with a sentence, rare ones counting more, as one text in their order.

    >>> nearest("The port is shut.", ["It rained.", "The port was shut in May."], 30)
    'The port was shut in May.'
    """
    if sum(map(len, lines)) <= room:
        return " ".join(lines)
    wanted = stems(sentence)
    held = [stems(line) for line in lines]
    among = Counter(stem for some in held for stem in some)
    score = [sum(log(1 + len(lines) / among[stem]) for stem in some & wanted) for some in held]
    left = room
    kept: list[int] = []
    for at in sorted(range(len(lines)), key=lambda at: -score[at]):
        if score[at] and (len(lines[at]) <= left or not kept):
            kept.append(at)
            left -= len(lines[at])
    return " ".join(lines[at] for at in sorted(kept))
