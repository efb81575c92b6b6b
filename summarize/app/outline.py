"""Show the structure of documents as the program sees it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from summarize.app import located
from summarize.app.reporter import Reporter
from summarize.app.setup import UNLIMITED, Limits, Setup
from summarize.documents import metadata, readers
from summarize.documents import outline as documents
from summarize.errors import InputError, ReadError
from summarize.types.document import SourceFile
from summarize.types.outline import Outline

SHOWN = 10
"""Documents that are named when none is wanted."""


def outline(paths: Sequence[Path], reporter: Reporter, setup: Setup, limits: Limits = UNLIMITED) -> Iterator[Outline]:
    """Yield the structure of each document that is wanted; what cannot be read, or is not read, is reported.

    Raises:
        InputError: a source does not exist or has no reader, or no document is wanted.
        StoreError: the store cannot be read.
    """
    found = located.chosen(limits, paths, setup)
    reporter.skip(found.unreadable)
    reporter.pass_over(found.unread)
    named = [file for file in found.files if Limits(names=limits.names).admits(file.name, None)]
    if not named:
        raise InputError(f"{', '.join(limits.names)}: no document has such a name; they are {', '.join(_names(found.files))}")
    for file in named:
        try:
            document = readers.read(file.path)
        except (ReadError, OSError) as error:
            reporter.skip([str(error)])
            continue
        if limits.admits(file.name, metadata.read(document, file.path.stem).written):
            yield documents.outline(document, file.name, file.path.stem)


def _names(files: Sequence[SourceFile]) -> list[str]:
    return [file.name for file in files[:SHOWN]] + (["..."] if len(files) > SHOWN else [])
