"""The progress of a call, for a program that shows it, and the reporter that passes it on."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from summarize.app.reporter import Reporter
from summarize.rendering.answer import json, text
from summarize.rendering.contract import Sentence


class Stage(StrEnum):
    """What a call is doing."""

    INDEXING = "indexing"
    WRITING = "writing"
    SENTENCE = "sentence"
    """A sentence of an answer is finished."""
    NOTE = "note"
    """How a question was read, or what was found."""
    WARNING = "warning"
    UNREADABLE = "unreadable"
    """A file cannot be read; the others are used."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a call: what it is about, how much is done of how much, and the sentence that is finished.

    >>> str(Progress(Stage.INDEXING, "a.txt", 3, 7)), str(Progress(Stage.NOTE, "Asked of a.txt."))
    ('indexing 3 of 7: a.txt', 'Asked of a.txt.')
    """

    stage: Stage
    text: str
    done: int = 0
    total: int = 0
    sentence: Sentence | None = None
    heading: str = ""
    """The heading of a briefing that the sentence belongs to."""

    def __str__(self) -> str:
        counted = f"{self.stage} {self.done} of {self.total}" if self.total else ""
        return ": ".join(filter(None, [counted, self.text]))


Listener: TypeAlias = Callable[[Progress], object]
"""Called with each step. What it raises ends the call; what is stored by then is kept."""


def reporter(listener: Listener | None) -> Reporter:
    """Return a reporter that passes each step to a listener, if there is one."""
    tell: Listener = listener or (lambda _: None)

    def counted(stage: Stage) -> Callable[[str, int, int], object]:
        return lambda name, done, total: tell(Progress(stage, name, done, total))

    return Reporter(
        warn=lambda line: tell(Progress(Stage.WARNING, line)),
        unreadable=lambda line: tell(Progress(Stage.UNREADABLE, line)),
        indexing=counted(Stage.INDEXING),
        sentence=lambda said: tell(Progress(Stage.SENTENCE, text.sentence(said), sentence=json.sentence(said, {}))),
        step=counted(Stage.WRITING),
        note=lambda line: tell(Progress(Stage.NOTE, line)),
        statement=lambda heading, said: tell(
            Progress(Stage.SENTENCE, text.sentence(said), sentence=json.sentence(said, {}), heading=heading)
        ),
    )
