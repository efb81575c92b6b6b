"""The callbacks by which a run reports its progress."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from summarize.documents.not_read import BROKEN, summary
from summarize.types.answer import AnswerSentence
from summarize.types.document import Unread


@dataclass(frozen=True, slots=True)
class Reporter:
    """The callbacks of a run.

    `warn` takes one line; `indexing` a step of indexing; `sentence` each finished sentence; `step` the work in progress, with how
    much is done and how much there is; `note` a line about what was found; `unreadable` a line about a file that cannot be read,
    which is a warning if nothing else is wanted; `statement` a heading of a briefing and a finished sentence under it.
    `skipped` holds the lines on unreadable files, `warned` the warnings that are not to be repeated.
    """

    warn: Callable[[str], object]
    indexing: Callable[[str, int, int], object]
    sentence: Callable[[AnswerSentence], object]
    step: Callable[[str, int, int], object] = lambda *_: None
    note: Callable[[str], object] = lambda _: None
    unreadable: Callable[[str], object] | None = None
    statement: Callable[[str, AnswerSentence], object] = lambda *_: None
    skipped: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def skip(self, lines: Iterable[str]) -> None:
        """Warn of files that cannot be read, each once."""
        for line in lines:
            if line not in self.skipped:
                self.skipped.append(line)
                (self.unreadable or self.warn)(line)

    def pass_over(self, unread: Iterable[Unread]) -> None:
        """Count in one line the files without a reader or sentences, by kind; broken files have their own lines."""
        line = summary(one for one in unread if one.kind != BROKEN)
        if line and line not in self.warned:
            self.warned.append(line)
            self.warn(line)
