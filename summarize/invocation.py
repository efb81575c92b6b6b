"""What every command does around its one call of the pipeline: find its places, report on standard error, write its result."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarize import reporting
from summarize.errors import InputError

if TYPE_CHECKING:
    from summarize.types import AnswerSentence
    from summarize.workspace import Reporter, Workspace


def workspace(models_folder: Path | None, index_folder: Path | None, model: Path | None = None) -> "Workspace":
    """The places of this run, from options, environment and defaults."""
    from summarize import models as store
    from summarize.settings import index_folder as index_place
    from summarize.workspace import Workspace

    return Workspace(store.folder(models_folder), index_place(index_folder), model)


@contextmanager
def reporter(sentence: "Callable[[AnswerSentence], None]") -> "Iterator[Reporter]":
    """A reporter that draws on standard error while it is in use."""
    from summarize.workspace import Reporter

    with reporting.Bar("Indexing") as indexing, reporting.Bar("Writing") as writing:
        steps = reporting.writing_bar(writing)
        yield Reporter(reporting.warn, reporting.indexing_bar(indexing), sentence, steps, reporting.note)


def silent(_: "AnswerSentence") -> None:
    """Sentences are printed when all are there."""


def write(result: str | bytes, output: Path | None) -> None:
    """To the file, else to standard output."""
    if output is None:
        click.echo(result, nl=False)
        return
    try:
        output.write_bytes(result.encode() if isinstance(result, str) else result)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from error
