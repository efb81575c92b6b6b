"""What every command does around its call of the pipeline: find folders, report on standard error, write the result."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarize import settings
from summarize.app.setup import UNLIMITED
from summarize.atomic_write import replacing
from summarize.cli import progress
from summarize.cli.options import ANSWERED, ERROR, NOT_ANSWERED, Where
from summarize.errors import InputError, SummarizeError

if TYPE_CHECKING:
    from summarize.app.library import Documents
    from summarize.app.progress import Progress
    from summarize.rendering.answer.style import Style
    from summarize.rendering.contract import Sentence


def documents(sources: Sequence[Path], where: Where) -> "Documents":
    """Return the documents of this run, from options, environment and defaults."""
    from summarize.app import opening

    found = opening.open(
        *sources,
        index=where.index_folder,
        models=where.models_folder,
        model=where.model,
        embedder=where.embedder,
        adapter=where.adapter,
        checker=where.checker,
        strict=where.strict,
        gpu_layers=where.gpu_layers,
        store=where.store,
        follow_links=where.files.follow_links,
        include=where.files.include,
        exclude=where.files.exclude,
    )
    limits = where.limits
    return found if limits == UNLIMITED else found.only(*limits.names, since=limits.since, until=limits.until)


def answering(sources: Sequence[Path], where: Where) -> "Documents":
    """Return the documents of a run that needs the models; on a new machine, which has none of them, they are fetched first.

    A folder of models that was named is taken as it is.

    Raises:
        ModelError: the models cannot be fetched.
    """
    from summarize.cli import fetching
    from summarize.models import catalogue

    found = documents(sources, where)  # first, as it says which source does not exist
    if not settings.names_models(where.models_folder):
        fetching.fetch_at_first(catalogue.folder(None))
    return found


class Console:
    """Shows the progress of a call: bars, warnings and notes on standard error; `sentence` takes each finished sentence."""

    def __init__(self, indexing: progress.Bar, writing: progress.Bar, sentence: "Callable[[Sentence], None]") -> None:
        self.unreadable = False
        """Whether a file could not be read."""
        self._indexing = progress.indexing_bar(indexing)
        self._writing = progress.writing_bar(writing)
        self._sentence = sentence
        self._warned: set[str] = set()

    def __call__(self, event: "Progress") -> None:
        """Show one step."""
        from summarize.app.progress import Stage

        self.unreadable |= event.stage is Stage.UNREADABLE
        if event.sentence is not None:
            self._sentence(event.sentence)
        elif event.stage is Stage.INDEXING:
            self._indexing(event.text, event.done, event.total)
        elif event.stage is Stage.WRITING:
            self._writing(event.text, event.done, event.total)
        elif event.stage is Stage.NOTE:
            progress.note(event.text)
        elif event.text not in self._warned:
            self._warned.add(event.text)
            progress.warn(event.text)


@contextmanager
def console(sentence: "Callable[[Sentence], None] | None" = None) -> Iterator[Console]:
    """Yield a console that draws while it is in use; without `sentence`, sentences are not shown as they are finished."""
    with progress.Bar("Indexing") as indexing, progress.Bar("Writing") as writing:
        yield Console(indexing, writing, sentence or (lambda _: None))


def status(shown: Console, *, answered: bool) -> int:
    """Return the exit status of a run; an unreadable file is an error even if the rest was answered."""
    return ERROR if shown.unreadable else (ANSWERED if answered else NOT_ANSWERED)


class Printed:
    """Prints sentences in a style as they are finished."""

    def __init__(self, style: "Style") -> None:
        self.before: Sentence | None = None
        self.style = style

    def __call__(self, sentence: "Sentence") -> None:
        """Print a sentence."""
        from summarize.rendering.answer import style, text

        gap = style.spaced(self.before, sentence, self.style).removesuffix("\n")
        click.echo(gap + text.sentence(sentence, self.style))
        self.before = sentence


def show_every_character() -> None:
    """Let output that is not a terminal be UTF-8, and a terminal show an escape for a character that its encoding does not have.

    On Windows either may be in code page 1252, which has no Cyrillic letter. An encoding set with `PYTHONIOENCODING` is kept.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            chosen = stream.isatty() or os.environ.get("PYTHONIOENCODING")
            stream.reconfigure(encoding=None if chosen else "utf-8", errors="backslashreplace")


def styled() -> bool:
    """Whether sentences are printed for a terminal."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def streamed(docs: "Documents", style: str) -> "Callable[[Sentence], None]":
    """Return a function that prints each sentence as it is finished."""
    from summarize.rendering.answer.style import Style

    if not styled():
        return Printed(Style(style))
    from summarize.rendering.answer import text

    paths: dict[str, Path] = {}
    looked: set[str] = set()

    def printed(sentence: "Sentence") -> None:
        if new := {place.file for place in sentence.citations} - looked:
            with suppress(SummarizeError):  # the sentence is worth more than its links
                paths.update(docs.files(*new))
            looked.update(new, paths)
        text.to_terminal(sentence, paths, Style(style))

    return printed


def check_writable(output: Path | None) -> None:
    """Check that a file can be written, before minutes of work.

    Raises:
        InputError: its folder is not there, or may not be written to.
    """
    if output is None:
        return
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise InputError(f"{output}: cannot be written ({'it is a folder' if output.is_dir() else 'no such folder'})")
    if not os.access(output if output.exists() else output.absolute().parent, os.W_OK):
        raise InputError(f"{output}: cannot be written (permission denied)")


def write(result: str | bytes, output: Path | None) -> None:
    """Write a result to a file, whole or not at all, or to standard output if there is no file."""
    data = result.encode() if isinstance(result, str) else result
    if output is None:
        click.echo(result, nl=False)
        return
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(data)  # a pipe or a device
        else:
            with replacing(output) as draft:
                draft.write_bytes(data)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from error
