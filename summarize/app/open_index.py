"""The index of a run, brought up to date with its sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from summarize.app import shared_store
from summarize.app.reporter import Reporter
from summarize.app.setup import UNLIMITED, Limits
from summarize.app.workspace import Workspace
from summarize.documents import sources
from summarize.documents.not_read import ATTACHED, EMPTY, OCR, PICTURED, SAVE, summary
from summarize.errors import InputError
from summarize.index import refresh
from summarize.index.database import open_database
from summarize.index.store import Snapshot
from summarize.text.languages import ENGLISH, NAMES
from summarize.types.document import Metadata, Unread


@dataclass(frozen=True, slots=True)
class Opened:
    """An up-to-date index, the files of this run (path to the name that citations use), and what was not read."""

    index: Snapshot
    files: dict[str, str]
    refreshed: refresh.Refreshed
    unread: tuple[Unread, ...] = ()

    def only(self, names: Set[str]) -> "Opened":
        """Return the same index restricted to some files, by the names that citations use; the same object if these are all."""
        if names >= set(self.files.values()):
            return self
        return replace(self, files={path: name for path, name in self.files.items() if name in names})

    @property
    def paths(self) -> dict[str, Path]:
        """The path of each file, by the name that citations use."""
        return {name: Path(path) for path, name in self.files.items()}

    def metadata(self, names: Iterable[str]) -> tuple[tuple[str, Metadata], ...]:
        """Return the metadata of some files, each once, in the order of their names."""
        paths = {name: path for path, name in self.files.items()}
        wanted = {paths[name]: name for name in dict.fromkeys(names)}
        found = self.index.metadata(wanted)
        return tuple((name, found[path]) for path, name in wanted.items() if path in found)

    def known(self) -> dict[str, tuple[Metadata, str]]:
        """Return the metadata and the SHA-256 of each file, by the name that citations use."""
        hashes = self.index.stamps()
        return {self.files[path]: (metadata, hashes[path].sha256) for path, metadata in self.index.metadata(self.files).items()}


@contextmanager
def opened(
    paths: Sequence[Path], workspace: Workspace, reporter: Reporter, limits: Limits = UNLIMITED, *, rebuild: bool = False
) -> Iterator[Opened]:
    """Bring the index up to date with the sources, and open it; `limits` says which of their documents are used.

    A store that many machines read is taken as it was published last.

    Raises:
        InputError: a source cannot be used, or none of the files holds a sentence.
        StoreError, ModelError: the index or the embedder cannot be used.
    """
    if workspace.setup.store:
        snapshot, files, done = shared_store.published(paths, workspace.setup)
        unread: tuple[Unread, ...] = ()
    else:
        found = sources.find(paths, workspace.setup.files)
        reporter.skip(found.unreadable)
        with closing(open_database(workspace.setup.index, workspace.setup.embedder_identity(), rebuild=rebuild)) as store:
            if store.rebuilt:
                reporter.warn(f"{store.rebuilt}; it is rebuilt")
            folders = [path for path in paths if path.is_dir()]
            done = refresh.refresh(store, found.files, folders, lambda: workspace.encoder, reporter.indexing)
            snapshot = store.snapshot()
        files, unread = {str(file.path): file.name for file in found.files}, found.unread
    with closing(snapshot) as index:
        reporter.skip(done.unreadable)
        files = _within(limits, index, files)
        unread += (*done.unread, *_without_sentences(index, files, done), *_parts_not_read(index, files))
        if workspace.setup.embedder.languages == (ENGLISH,) and (others := _other_languages(index, files)):
            reporter.warn(others)
        if not len(index.scope(files)):
            raise InputError(f"{', '.join(map(str, paths))}: no sentences to answer from ({summary(unread)})")
        reporter.pass_over(unread)
        yield Opened(index, files, done, unread)


def _within(limits: Limits, index: Snapshot, files: dict[str, str]) -> dict[str, str]:
    """Return the files that are used.

    Raises:
        InputError: there are none.
    """
    if limits == UNLIMITED:
        return files
    known = index.metadata(files)
    used = {path: name for path, name in files.items() if limits.admits(name, known[path].written if path in known else None)}
    if not used:
        undated = sum(path not in known or known[path].written is None for path in files)
        raise InputError(
            f"none of {len(files)} files is used: --since and --until compare the day in a document's name or head "
            f"({undated} have none), --in compares names; `summarize doctor SOURCE` lists the files"
        )
    return used


def _other_languages(index: Snapshot, files: dict[str, str]) -> str:
    """Say what the bundled models cannot do with files in other languages; empty if there are no such files."""
    found = Counter(metadata.language for metadata in index.metadata(files).values() if metadata.language not in {None, ENGLISH})
    if not found:
        return ""
    counts = ", ".join(f"{NAMES.get(str(code), code)} {count}" for code, count in found.most_common(5))
    return (
        f"{found.total()} of {len(files)} files are not in English ({counts}): the bundled models read English. These files are "
        "found by the words of a question in their language, not by its meaning, and quoted as they are; "
        "`summarize models list` names an embedder for many languages"
    )


def _without_sentences(index: Snapshot, files: dict[str, str], done: refresh.Refreshed) -> Iterator[Unread]:
    """Yield the files that were read but have no sentences to answer from."""
    held = {*index.scope(files).paths}
    broken = {one.file for one in done.unread}
    return (Unread(name, "holds no sentences", EMPTY) for path, name in files.items() if path not in held and name not in broken)


def _parts_not_read(index: Snapshot, files: dict[str, str]) -> Iterator[Unread]:
    """Yield the attachments of the mails that were read, and the pages of documents that are pictures."""
    for path, metadata in index.metadata(files).items():
        for name in metadata.attached:
            yield Unread(f"{files[path]}/{name}", "an attachment; save it as a file of its own", ATTACHED, SAVE)
        for page in metadata.pictured:
            yield Unread(f"{files[path]}:{page}", "a page that is a picture, without text", PICTURED, OCR)
