"""The process that parses sentences: reads a text a line as JSON from standard input, and writes its words as one line.

Run as ``python -P -m summarize.models.parser_worker FOLDER``.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

NOT_NEEDED = ("torch", "cupy", "tensorflow", "mxnet")
"""What spaCy's tensor library imports if it is installed; parsing on a CPU does not need it."""
LEFT_OUT = ["ner", "lemmatizer", "attribute_ruler", "senter"]
"""Components of the model whose results are not used."""


def load(folder: Path) -> Any:
    """Load the model in a folder."""
    for name in NOT_NEEDED:
        sys.modules[name] = None  # type: ignore[assignment]  # None makes an import fail: Python's import system, 5.3.1
    import spacy

    return spacy.load(folder, exclude=LEFT_OUT)


def words(model: Any, text: str) -> list[list[Any]]:
    """Return start, end, head, relation and tag of each word of a text; heads are indices."""
    found = [word for word in model(text) if not word.is_space]
    place = {word.i: index for index, word in enumerate(found)}
    return [
        [word.idx, word.idx + len(word), place.get(word.head.i, index), word.dep_, word.tag_] for index, word in enumerate(found)
    ]


def serve(model: Any, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer one request after the other."""
    for request in requests:
        answers.write(json.dumps(words(model, json.loads(request))).encode() + b"\n")
        answers.flush()


def main() -> None:
    """Serve standard input; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(load(Path(sys.argv[1])), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
