"""The store that many machines read: written by one command, read by all others as it was published last."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.documents import sources
from summarize.errors import InputError, StoreError
from summarize.index import refresh
from summarize.index.refresh import Refreshed
from summarize.index.store import Snapshot
from summarize.models.embedder import Encoder
from summarize.types.document import SourceFile


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
    with closing(open_lance(_address(setup), setup.embedder_identity(), rebuild=rebuild)) as store:
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


def published(paths: Sequence[Path], setup: Setup) -> tuple[Snapshot, dict[str, str], Refreshed]:
    """Return the last state of the store, its files under the sources with the names that citations use, and what is broken.

    Raises:
        InputError: the store has nothing of the sources.
        StoreError: the store cannot be read.
    """
    with _extra():
        from summarize.index.lance.store import read_lance
    index = read_lance(_address(setup), setup.embedder_identity())
    files = sources.names(index.stamps(), paths)
    if not files:
        index.close()
        where = ", ".join(map(str, paths))
        raise InputError(f"{where}: not in {setup.store}; `summarize index {where} --store {setup.store}` puts it there")
    done = Refreshed(unchanged=len(files))
    for path, trouble in index.troubles().items():
        if path in files:
            done.fail(SourceFile(Path(path), files[path]), trouble)
    return index, files, done


def files(paths: Sequence[Path], setup: Setup) -> dict[str, Path]:
    """Return the path of each file of the store under the sources, by the name that citations use.

    Raises:
        InputError, StoreError: as their messages say.
    """
    index, found, _ = published(paths, setup)
    index.close()
    return {name: Path(path) for path, name in found.items()}


def _address(setup: Setup) -> str:
    """Return where the store is, for workers too, whose working folder is another one."""
    store = str(setup.store)
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
