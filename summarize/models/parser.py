"""The parser of English sentences: spaCy's small model in its own process.

spaCy is imported there because its tensor library imports PyTorch if it is installed, which costs seconds and hundreds of
megabytes and is not needed to parse.
"""

import json
from functools import cache, lru_cache
from pathlib import Path

from summarize.errors import ModelError
from summarize.models import catalogue
from summarize.text.syntax import Parse, Word
from summarize.worker_process import WorkerProcess

SECONDS = 60.0
"""Seconds that one answer may take; the first one includes loading the model."""
REMEMBERED = 4_000
"""Number of texts whose parses are kept: a line is compared with many sentences."""


def load(folder: Path) -> "SpacyParser | None":
    """Return the parser of a models folder; `None` if it is missing, and the rules then do without it.

    Raises:
        ModelError: it is damaged.
    """
    model = catalogue.default("parser")
    if catalogue.state(model, folder) is catalogue.State.MISSING:
        return None
    return _running(catalogue.require(model, folder).resolve())


@cache
def _running(folder: Path) -> "SpacyParser":
    """Return the one parser for a model, however many callers there are."""
    return SpacyParser(folder)


class SpacyParser:
    """Parses texts with the model in a folder; loading begins at once and is awaited only at the first text."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = WorkerProcess("summarize.models.parser_worker", (str(folder),), SECONDS)
        self._process.start()
        self._known = lru_cache(REMEMBERED)(self._parse)

    def parse(self, text: str) -> Parse:
        """Return the structure of a text.

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
