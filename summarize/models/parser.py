"""The parser of English sentences: spaCy's small model in a process of its own.

spaCy is imported there because its library of tensors imports PyTorch wherever that is installed, which costs seconds and
hundreds of megabytes and is not needed to parse.
"""

import json
from functools import cache, lru_cache
from pathlib import Path

from summarize.errors import ModelError
from summarize.models import catalogue
from summarize.text.syntax import Parse, Word
from summarize.worker_process import WorkerProcess

SECONDS = 60.0
"""That one answer may take, the first one with loading the model."""
REMEMBERED = 4_000
"""Texts whose parses are kept: a line is compared with many sentences."""


def load(folder: Path) -> "SpacyParser | None":
    """The parser of a models folder; `None` if it is not there, and the rules go on alone.

    Raises:
        ModelError: it is damaged.
    """
    model = catalogue.default("parser")
    if catalogue.state(model, folder) is catalogue.State.MISSING:
        return None
    return _running(catalogue.require(model, folder).resolve())


@cache
def _running(folder: Path) -> "SpacyParser":
    """One process for each model, however many ask for it."""
    return SpacyParser(folder)


class SpacyParser:
    """Parses texts by the model in a folder; loading begins at once and nobody waits for it before the first text."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = WorkerProcess("summarize.models.parser_worker", (str(folder),), SECONDS)
        self._process.start()
        self._known = lru_cache(REMEMBERED)(self._parse)

    def parse(self, text: str) -> Parse:
        """The structure of a text.

        Raises:
            ModelError: the model cannot be loaded, or its process ended.
        """
        return self._known(text)

    def close(self) -> None:
        """End the process."""
        self._process.end()

    def _parse(self, text: str) -> Parse:
        answer, trouble = self._process.ask(json.dumps(text).encode())
        if trouble:
            raise ModelError(f"{self._folder}: the parser {trouble}; fetch it again with `summarize models pull`")
        return Parse(tuple(Word(start, end, text[start:end], *rest) for start, end, *rest in json.loads(answer)))
