"""What every command does around its call of the pipeline: find folders, report on standard error, write the result."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarize.atomic_write import replacing
from summarize.cli import progress
from summarize.cli.options import ANSWERED, ERROR, NOT_ANSWERED, Where
from summarize.errors import InputError

if TYPE_CHECKING:
    from summarize.app.reporter import Reporter
    from summarize.app.workspace import Workspace
    from summarize.types.answer import AnswerSentence


def workspace(where: Where) -> "Workspace":
    """Return the workspace of this run, from options, environment and defaults."""
    from summarize.app.setup import Setup
    from summarize.app.workspace import Workspace
    from summarize.models import catalogue
    from summarize.settings import index_folder as index_place

    places = catalogue.folder(where.models_folder), index_place(where.index_folder)
    return Workspace(Setup(*places, where.model, where.embedder, where.files, adapter=where.adapter, limits=where.limits))


@contextmanager
def reporter(sentence: "Callable[[AnswerSentence], None]") -> "Iterator[Reporter]":
    """Yield a reporter that draws on standard error while it is in use."""
    from summarize.app.reporter import Reporter

    with progress.Bar("Indexing") as indexing, progress.Bar("Writing") as writing:
        steps = progress.writing_bar(writing)
        yield Reporter(progress.warn, progress.indexing_bar(indexing), sentence, steps, progress.note)


def status(report: "Reporter", *, answered: bool) -> int:
    """Return the exit status of a run; an unreadable file is an error even if the rest was answered."""
    return ERROR if report.skipped else (ANSWERED if answered else NOT_ANSWERED)


class Paragraphs:
    """Prints sentences as they are finished, each a paragraph, but the items of a list without blank lines between them."""

    def __init__(self) -> None:
        self.before: AnswerSentence | None = None

    def __call__(self, sentence: "AnswerSentence") -> None:
        """Print a sentence."""
        from summarize.rendering.answer import text

        click.echo(text.spaced(self.before, sentence).removesuffix("\n") + text.sentence(sentence))
        self.before = sentence


def silent(_: "AnswerSentence") -> None:
    """Print nothing: the sentences are printed together at the end."""


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
    if output is None:
        click.echo(result, nl=False)
        return
    data = result.encode() if isinstance(result, str) else result
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(data)  # a pipe or a device
        else:
            with replacing(output) as draft:
                draft.write_bytes(data)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from error
