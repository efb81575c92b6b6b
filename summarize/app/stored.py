"""What the index holds of all sources that were ever asked, and how to make it forget some."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from summarize.errors import InputError
from summarize.index import contents
from summarize.rendering.listings import Stored, StoredFile
from summarize.settings import index_folder


def stored(index: str | Path | None = None, store: str | None = None) -> Stored:
    """Return the files that an index holds; `index` is its folder, by default that of the command line.

    `store` is the folder or address of a store that many machines read, in its place.

    Raises:
        StoreError: there is no index, or it is damaged or of another version.
    """
    folder = index_folder(Path(index) if index else None)
    found = _shared().held(store) if store else contents.held(folder)
    files = (StoredFile(one.path, one.title, one.sentences, one.trouble) for one in found)
    return Stored(store or str(folder), tuple(files))


def forget(*sources: str | Path, index: str | Path | None = None, store: str | None = None) -> tuple[str, ...]:
    """Remove files, and all files below folders, from an index, and return their paths; their text is overwritten.

    The sources need not exist any more. `index` is the folder of the index, by default that of the command line, `store` the
    folder or address of a store that many machines read, in its place.

    Raises:
        StoreError: there is no index, or it is damaged or of another version.
        InputError: the index holds nothing of the sources.
    """
    paths: Sequence[Path] = [Path(source) for source in sources]
    folder = index_folder(Path(index) if index else None)
    gone = _shared().forget(store, paths) if store else contents.forget(folder, paths)
    if not gone:
        raise InputError(f"{', '.join(map(str, paths))}: not in the index; `summarize index list` shows what is")
    return gone


def _shared() -> ModuleType:
    from summarize.app import shared_store  # it imports what an index in a folder is listed without

    return shared_store
