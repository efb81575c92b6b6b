"""Where the files are that citations name: under the sources, or as a store of many machines knows them."""

from collections.abc import Collection, Sequence
from pathlib import Path

from summarize.app import shared_store
from summarize.app.setup import Setup
from summarize.documents import sources
from summarize.documents.sources import Found
from summarize.types.document import SourceFile


def find(names: Collection[str], paths: Sequence[Path], setup: Setup) -> Found:
    """Return the files of some names; under the sources, where all are found anyway, the others too.

    Raises:
        InputError: a source cannot be used, or holds no file to read.
        StoreError: the store cannot be read.
    """
    if not setup.store:
        return sources.find(paths, setup.files)
    found = shared_store.located(names, paths, setup)
    return Found(tuple(SourceFile(path, name) for name, path in found.items()))
