"""Find the files to read under the paths that a user names, and the name that citations use for each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarize.documents import readers
from summarize.documents.file_filter import FileFilter
from summarize.documents.folders import Walk
from summarize.documents.not_read import BROKEN, summary
from summarize.errors import InputError
from summarize.types.document import SourceFile, Unread

Named = tuple[Path, str]
"""A folder, and a file name relative to it."""
DEFAULT = FileFilter()


@dataclass(frozen=True, slots=True)
class Found:
    """The files under the named sources, what was not read, and one message for each broken file or folder."""

    files: tuple[SourceFile, ...]
    unread: tuple[Unread, ...] = ()
    unreadable: tuple[str, ...] = ()


def find(sources: Sequence[Path], wanted: FileFilter = DEFAULT) -> Found:
    """Find all readable files under the sources, in order, each once, and what is not read.

    Folders are read recursively. Formats without a reader, hidden files, folders of programs, symbolic links and briefings that
    this program wrote are left out unless `wanted` asks for them; an index is never read. A file's name is its path relative to
    the source that the user named; if two sources hold the same relative path, the source as typed is put before it. Members of
    an archive are named as if the archive were a folder.

    Raises:
        InputError: a source does not exist or has no reader, or no source holds a file to read.
    """
    if not sources:
        raise InputError("no source given; name a file or a folder of documents")
    walks = [Walk(source, wanted) for source in sources]
    named: dict[Path, Named] = {}
    for walk in walks:
        for path in walk.files():
            named.setdefault(path.resolve(), (walk.base, path.relative_to(walk.base).as_posix()))
    unread = _unread(walks, named)
    unreadable = tuple(dict.fromkeys(line for walk in walks for line in walk.unreadable))
    if not named:
        raise InputError("; ".join([_nothing(sources, unread), *unreadable[:3]]))
    names = file_names(named.values())
    return Found(tuple(map(SourceFile, named, names)), unread, unreadable)


def file_names(named: Iterable[Named]) -> list[str]:
    """Return the relative path of each file, preceded by its source if two sources hold the same path."""
    found = list(named)
    shared = Counter(relative for _, relative in found)
    return [relative if shared[relative] == 1 else (base / relative).as_posix() for base, relative in found]


def _unread(walks: Sequence[Walk], read: Mapping[Path, Named]) -> tuple[Unread, ...]:
    """Return what was not read, each item once, by name; files that were read through another source are left out."""
    left: dict[tuple[Path, str], tuple[Named, Unread]] = {}
    for walk in walks:
        for path, one in walk.left:
            if (real := path.parent.resolve() / path.name) not in read:
                left.setdefault((real, one.reason), ((walk.base, path.relative_to(walk.base).as_posix()), one))
    names = file_names(named for named, _ in left.values())
    return tuple(replace(one, file=name) for name, (_, one) in zip(names, left.values(), strict=True))


def _nothing(sources: Sequence[Path], unread: Iterable[Unread]) -> str:
    where = ", ".join(str(source) for source in sources)
    held = summary(one for one in unread if one.kind != BROKEN)
    return f"{where}: no documents to read ({held or 'empty'}; known are {readers.known()})"
