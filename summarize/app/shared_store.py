"""The store that many machines read: written by one command, read by all others as it was published last."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.documents import sources
from summarize.errors import InputError, StoreError
from summarize.index import refresh
from summarize.index.contents import Held
from summarize.index.files import Files
from summarize.index.refresh import Refreshed
from summarize.models.embedder import Encoder
from summarize.types.document import SourceFile

if TYPE_CHECKING:
    from summarize.index.lance.files import StoredFiles


def publish(
    paths: Sequence[Path], workspace: Workspace, reporter: Reporter, *, rebuild: bool = False, ray: str | None = None
) -> tuple[Refreshed, tuple[int, int]]:
    """Bring the store up to date with sources; return what was done, and how many files and sentences it then holds.

    `ray` is the address of a Ray cluster whose processors share the work, "auto" for those of this machine.

    Raises:
        InputError: a source cannot be used, or none of them holds a file to read.
        StoreError, ModelError: the store or the embedder cannot be used.
    """
    setup, found = workspace.setup, sources.find(paths, workspace.setup.files)
    folders = [path for path in paths if path.is_dir()]
    with _extra():
        from summarize.index.lance.store import open_lance
    with closing(open_lance(_address(str(setup.store)), setup.embedder_identity(), rebuild=rebuild)) as store:
        if ray is None:
            done = refresh.refresh(store, found.files, folders, lambda: workspace.encoder, reporter.indexing)
        else:
            with _extra():
                from summarize.index.lance import fan_out
            load = partial(_encoder, replace(setup, models=setup.models.resolve()))
            done = fan_out.refresh(store, found.files, folders, load, reporter.indexing, ray)
        reporter.skip((*found.unreadable, *done.unreadable))
        with closing(store.snapshot()) as index:
            return done, index.count()


def published(paths: Sequence[Path], setup: Setup) -> tuple[Files, Refreshed]:
    """Return the files under the sources in the last state of the store, and what of them is broken.

    Raises:
        InputError: the store has nothing of the sources.
        StoreError: the store cannot be read.
    """
    found = _stored(paths, setup)
    if not found:
        found.index.close()
        where = ", ".join(map(str, paths))
        raise InputError(f"{where}: not in {setup.store}; `summarize index {where} --store {setup.store}` puts it there")
    done = Refreshed(unchanged=len(found))
    for path, name, trouble in found.broken():
        done.fail(SourceFile(path, name), trouble)
    return found, done


def located(names: Iterable[str], paths: Sequence[Path], setup: Setup) -> dict[str, Path]:
    """Return the paths of those of some names, as citations use them, that the store has under the sources.

    Raises:
        InputError, StoreError: as their messages say.
    """
    found = _stored(paths, setup)
    with closing(found.index):
        return found.paths(names)


def _stored(paths: Sequence[Path], setup: Setup) -> "StoredFiles":
    """Return the files under the sources in the last state of the store."""
    with _extra():
        from summarize.index.lance.files import Root, StoredFiles
        from summarize.index.lance.store import read_lance
    index = read_lance(_address(str(setup.store)), setup.embedder_identity())
    return StoredFiles(index, tuple(Root(path.resolve(), path if path.is_dir() else path.parent) for path in paths))


def count(store: str) -> tuple[int, int]:
    """Return the number of files and of sentences of a store.

    Raises:
        StoreError: there is no store, it is of another version, or it cannot be read.
    """
    with _extra():
        from summarize.index.lance import contents
    return contents.count(_address(store))


def held(store: str) -> tuple[Held, ...]:
    """Return the files of a store, by path.

    Raises:
        StoreError: there is no store, or it is of another version.
    """
    with _extra():
        from summarize.index.lance import contents
    return tuple(contents.held(_address(store)))


def forget(store: str, sources: Sequence[Path]) -> tuple[str, ...]:
    """Remove files, and all files below folders, from a store and all its older states; return their paths.

    Raises:
        StoreError: there is no store, it is of another version, or it cannot be written.
    """
    with _extra():
        from summarize.index.lance import contents
    return contents.forget(_address(store), sources)


def _address(store: str) -> str:
    """Return where the store is, for workers too, whose working folder is another one."""
    return store if "://" in store else str(Path(store).resolve())


def _encoder(setup: Setup) -> Encoder:
    return Workspace(setup).encoder


@contextmanager
def _extra() -> Iterator[None]:
    """Say which extra is missing.

    Raises:
        StoreError: it is.
    """
    try:
        yield
    except ImportError as error:
        raise StoreError(f"--store needs what is not installed ({error.name}): pip install 'summarize[cluster]'") from error
