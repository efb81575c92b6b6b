"""What the index holds of all sources that were ever asked, and how to make it forget some."""

from collections.abc import Sequence
from pathlib import Path

from summarize.errors import InputError
from summarize.index import contents
from summarize.rendering.listings import Stored, StoredFile
from summarize.settings import index_folder


def stored(index: str | Path | None = None) -> Stored:
    """Return the files that an index holds; `index` is its folder, by default that of the command line.

    Raises:
        StoreError: there is no index, or it is damaged or of another version.
    """
    folder = index_folder(Path(index) if index else None)
    files = (StoredFile(one.path, one.title, one.sentences, one.trouble) for one in contents.held(folder))
    return Stored(str(folder), tuple(files))


def forget(*sources: str | Path, index: str | Path | None = None) -> tuple[str, ...]:
    """Remove files, and all files below folders, from an index, and return their paths; their text is overwritten.

    The sources need not exist any more. `index` is the folder of the index, by default that of the command line.

    Raises:
        StoreError: there is no index, or it is damaged or of another version.
        InputError: the index holds nothing of the sources.
    """
    paths: Sequence[Path] = [Path(source) for source in sources]
    folder = index_folder(Path(index) if index else None)
    gone = contents.forget(folder, paths)
    if not gone:
        raise InputError(f"{', '.join(map(str, paths))}: not in the index; `summarize index list` shows what is")
    return gone
