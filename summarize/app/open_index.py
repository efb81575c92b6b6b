"""The index of a run, brought up to date with its sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
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
from summarize.index.files import Files, Listed
from summarize.text.languages import ENGLISH, NAMES
from summarize.types.document import Metadata, Unread


@dataclass(frozen=True, slots=True)
class Opened:
    """The files of this run in an up-to-date index, and what was not read."""

    files: Files
    refreshed: refresh.Refreshed
    unread: tuple[Unread, ...] = ()

    def metadata(self, names: Iterable[str]) -> tuple[tuple[str, Metadata], ...]:
        """Return the metadata of some files, each once, in the order of their names."""
        wanted = self.files.paths(dict.fromkeys(names))
        found = self.files.index.metadata(map(str, wanted.values()))
        return tuple((name, found[str(path)]) for name, path in wanted.items() if str(path) in found)

    def known(self) -> dict[str, tuple[Metadata, str]]:
        """Return the metadata and the SHA-256 of each file, by the name that citations use."""
        files = self.files.listed()
        hashes = files.index.stamps(files.names)
        return {files.name(path): (metadata, hashes[path].sha256) for path, metadata in files.metadata.items()}


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
        files, done = shared_store.published(paths, workspace.setup)
        unread: tuple[Unread, ...] = ()
    else:
        found = sources.find(paths, workspace.setup.files)
        reporter.skip(found.unreadable)
        with closing(open_database(workspace.setup.index, workspace.setup.embedder_identity(), rebuild=rebuild)) as store:
            if store.rebuilt:
                reporter.warn(f"{store.rebuilt}; it is rebuilt")
            folders = [path for path in paths if path.is_dir()]
            done = refresh.refresh(store, found.files, folders, lambda: workspace.encoder, reporter.indexing)
            files, unread = Listed(store.snapshot(), {str(file.path): file.name for file in found.files}), found.unread
    with closing(files.index):
        reporter.skip(done.unreadable)
        files = _within(limits, files)
        unread += (*done.unread, *_without_sentences(files, done), *_parts_not_read(files))
        if workspace.setup.embedder.languages == (ENGLISH,) and (others := _other_languages(files)):
            reporter.warn(others)
        if not len(files.scope):
            raise InputError(f"{', '.join(map(str, paths))}: no sentences to answer from ({summary(unread)})")
        reporter.pass_over(unread)
        yield Opened(files, done, unread)


def _within(limits: Limits, files: Files) -> Files:
    """Return the files that are used.

    Raises:
        InputError: there are none.
    """
    used = limits.chosen(files)
    if not used:
        undated = len(files) - len(files.written(date.min, date.max))
        raise InputError(
            f"none of {len(files)} files is used: --since and --until compare the day in a document's name or head "
            f"({undated} have none), --in compares names; `summarize doctor SOURCE` lists the files"
        )
    return used


def _other_languages(files: Files) -> str:
    """Say what the bundled models cannot do with files in other languages; empty if there are no such files."""
    found = Counter({code: count for code, count in files.languages().items() if code not in {None, ENGLISH}})
    if not found:
        return ""
    counts = ", ".join(f"{NAMES.get(str(code), code)} {count}" for code, count in found.most_common(5))
    return (
        f"{found.total()} of {len(files)} files are not in English ({counts}): the bundled models read English. These files are "
        "found by the words of a question in their language, not by its meaning, and quoted as they are; "
        "`summarize models list` names an embedder for many languages"
    )


def _without_sentences(files: Files, done: refresh.Refreshed) -> Iterator[Unread]:
    """Yield the files that were read but have no sentences to answer from."""
    broken = {one.file for one in done.unread}
    return (Unread(name, "holds no sentences", EMPTY) for name in files.without_sentences() if name not in broken)


def _parts_not_read(files: Files) -> Iterator[Unread]:
    """Yield the attachments of the mails that were read, and the pages of documents that are pictures."""
    for file in files.partly_read():
        for name in file.metadata.attached:
            yield Unread(f"{file.name}/{name}", "an attachment; save it as a file of its own", ATTACHED, SAVE)
        for page in file.metadata.pictured:
            yield Unread(f"{file.name}:{page}", "a page that is a picture, without text", PICTURED, OCR)
