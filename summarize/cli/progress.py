"""Progress and warnings on standard error, and Ctrl-C.

Bars are drawn on a terminal only; warnings appear everywhere, one line each. A Ctrl-C that a library swallows is remembered.
"""

import signal
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

import click

from summarize.text.escaping import on_one_line

_interrupted = threading.Event()


def listen_for_interruption() -> None:
    """Remember a Ctrl-C as well as raising it: libraries swallow the exception while they are imported."""

    def interrupt(*_: object) -> None:
        _interrupted.set()
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, interrupt)


def stop_if_interrupted() -> None:
    """Raise the interruption that a library swallowed, if there was one."""
    if _interrupted.is_set():
        raise KeyboardInterrupt


def forget_interruption() -> None:
    """Forget an interruption that ended only part of the work."""
    _interrupted.clear()


def warn(message: str) -> None:
    """Print a warning on one line."""
    click.echo(f"Warning: {on_one_line(message)}", err=True)


def note(message: str) -> None:
    """Print one line about the work, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(on_one_line(message), err=True)


class Bar:
    """A progress bar on standard error, shown only on a terminal and only once there is something to do."""

    def __init__(self, title: str, *, in_bytes: bool = False) -> None:
        self._title = title
        self._in_bytes = in_bytes
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.finish()

    def update(self, done: int, total: int, note: str = "") -> None:
        """Show that `done` of `total` is done, with a note next to the bar."""
        if not sys.stderr.isatty():
            return
        if self._progress is None:
            self._start()
        self._progress.update(self._task, completed=done, total=total, note=on_one_line(note))

    def finish(self) -> None:
        """Remove the bar from the screen."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        amount = DownloadColumn() if self._in_bytes else MofNCompleteColumn()
        columns = (
            TextColumn(self._title),
            BarColumn(),
            amount,
            TimeRemainingColumn(),
            TextColumn("{task.fields[note]}", markup=False),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("", note="")
        self._progress.start()


def writing_bar(bar: Bar) -> Callable[[str, int, int], None]:
    """Return the progress callback of a briefing, which moves a bar; Ctrl-C takes effect between two sentences."""

    def update(name: str, done: int, total: int) -> None:
        stop_if_interrupted()
        bar.update(done, total, name)

    return update


def indexing_bar(bar: Bar) -> Callable[[str, int, int], None]:
    """Return the progress callback of indexing, which moves a bar; Ctrl-C takes effect between two files."""

    def update(name: str, done: int, total: int) -> None:
        stop_if_interrupted()
        bar.update(done, total, name)
        if done == total:
            bar.finish()

    return update
