"""The composer of checks: the sentences of a text, each against the lines that it cites."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from summarize.app.reporter import Reporter
from summarize.checking.document import Checker
from summarize.citations.cited_text import CitedSentence
from summarize.documents import sources
from summarize.documents.file_filter import FileFilter
from summarize.documents.readers import containers
from summarize.text.syntax import Parser
from summarize.types.document import SourceFile
from summarize.types.verdict import Checked

Stamp: TypeAlias = tuple[str, str, int, int]
"""The name, path, time and size of a file."""
KEPT = 200
"""Files up to which what was read is kept for the next text."""


class Verifier:
    """Checks sentences by rules; a parser shows what may be left out of a line. Files that do not change are read once.

    `parser` returns the parser when it is first needed; `None` if there is none.
    """

    def __init__(
        self, paths: Sequence[Path], files: FileFilter = sources.DEFAULT, parser: Callable[[], Parser | None] = lambda: None
    ) -> None:
        self._paths = paths
        self._filter = files
        self._parser = parser
        self._checker: tuple[tuple[Stamp, ...], Checker] | None = None

    def check(self, sentences: Sequence[CitedSentence], reporter: Reporter) -> tuple[Checked, ...]:
        """Return the verdict on each sentence.

        Raises:
            InputError: a source cannot be used.
        """
        found = sources.find(self._paths, self._filter)
        reporter.pass_over(found.unread)
        reporter.skip(found.unreadable)
        stamps = tuple(map(_stamp, found.files))
        known, checker = self._checker or ((), None)
        if checker is None or known != stamps:
            checker = Checker(found.files, self._parser())
        self._checker = (stamps, checker) if len(stamps) <= KEPT else None
        return checker.check(sentences, lambda done, total: reporter.step("checking", done, total))

    def forget(self) -> None:
        """Give up what was read."""
        self._checker = None


def _stamp(file: SourceFile) -> Stamp:
    try:
        state = containers.stat(file.path)
    except OSError:  # it is gone since it was found; reading it says so
        return file.name, str(file.path), 0, 0
    return file.name, str(file.path), state.st_mtime_ns, state.st_size
