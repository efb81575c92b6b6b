"""Where the files are that citations name: under the sources, or as a store of many machines knows them."""

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from summarize.app import shared_store
from summarize.app.setup import UNLIMITED, Limits, Setup
from summarize.documents import sources
from summarize.documents.sources import Found
from summarize.types.document import SourceFile

SOME = 20
"""Files that are given if limits let none through, so that an error can name them."""


def chosen(limits: Limits, paths: Sequence[Path], setup: Setup) -> Found:
    """Return the files that limits may let through, and what was not read; what they say of days is known once a file is read.

    Raises:
        InputError: a source cannot be used, or holds no file to read.
        StoreError: the store cannot be read.
    """
    if not setup.store:
        return sources.find(paths, setup.files)
    found, _ = shared_store.published(paths, setup)
    with closing(found.index):
        files = limits.chosen(found).listed() or found.listed(SOME)
        return Found(tuple(SourceFile(Path(path), name) for path, name in files.names.items()))


def find(names: Collection[str] | None, paths: Sequence[Path], setup: Setup) -> Found:
    """Return the files of some names, or of all; under the sources, where all are found anyway, the others too.

    Raises:
        InputError: a source cannot be used, or holds no file to read.
        StoreError: the store cannot be read.
    """
    if not setup.store:
        return sources.find(paths, setup.files)
    if names is None:
        return chosen(UNLIMITED, paths, setup)
    found = shared_store.located(names, paths, setup)
    return Found(tuple(SourceFile(path, name) for name, path in found.items()))
