"""The composer of checks: the sentences of a text, each against the lines that it cites."""

from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

from summarize.app.reporter import Reporter
from summarize.checking.document import Checker
from summarize.checking.entailment_model import Provider, no_model
from summarize.citations.cited_text import CitedSentence
from summarize.documents.readers import containers
from summarize.documents.sources import Found
from summarize.text.syntax import Parser
from summarize.types.document import SourceFile
from summarize.types.verdict import Checked

Stamp: TypeAlias = tuple[str, str, int, int]
"""The name, path, time and size of a file."""
KEPT = 200
"""Files up to which what was read is kept for the next text."""


class Verifier:
    """Checks sentences by rules and by a model of entailment. Files that do not change are read once.

    `find` returns the files of some names, and maybe others. `parser` and `entailment` return them when they are first needed,
    `None` if there is none. The parser shows what may be left out of a line; without it the rules alone decide, and accept less.
    """

    def __init__(
        self,
        find: Callable[[Collection[str]], Found],
        parser: Callable[[], Parser | None] = lambda: None,
        entailment: Provider = no_model,
    ) -> None:
        self._find = find
        self._parser = parser
        self._entailment = entailment
        self._checker: tuple[tuple[Stamp, ...], bool, Checker] | None = None

    def check(self, sentences: Sequence[CitedSentence], reporter: Reporter, *, strict: bool = False) -> tuple[Checked, ...]:
        """Return the verdict on each sentence; if `strict`, by rules alone.

        Raises:
            InputError: a source cannot be used.
        """
        found = self._find({place.file for sentence in sentences for place in sentence.citations})
        reporter.pass_over(found.unread)
        reporter.skip(found.unreadable)
        stamps = tuple(map(_stamp, found.files))
        known, mode, checker = self._checker or ((), strict, None)
        if checker is None or known != stamps or mode != strict:
            checker = Checker(found.files, self._parser(), no_model if strict else self._entailment)
        self._checker = (stamps, strict, checker) if len(stamps) <= KEPT else None
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
