"""From the paths that a user names to the files to read, and the name by which citations call each."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.errors import InputError
from summarize.readers import READERS
from summarize.settings import RECORD
from summarize.types import SourceFile

MARKDOWN = frozenset((".md", ".markdown"))
BRIEFING = re.compile(rf"^{re.escape(RECORD)}[^<>]*; wrote: [^<>]* -->$", re.MULTILINE)
END = 1_000_000
"""Bytes at the end of a file in which the record of a briefing stands, however many files it read."""


@dataclass(frozen=True, slots=True)
class Found:
    """The files under the named sources, and a line for each thing that was passed over."""

    files: tuple[SourceFile, ...]
    warnings: tuple[str, ...]


def find(sources: Sequence[Path]) -> Found:
    """All readable files under the sources, in order, each once.

    Folders are read recursively; what is hidden, what an index or a symbolic link points at, and briefings that this program
    wrote are passed over. A file is
    called by its path relative to the source that was named; where two sources hold the same relative path, by the source
    as it was typed and that path.

    Raises:
        InputError: a source does not exist, or no source holds a file of a known format.
    """
    if not sources:
        raise InputError("no source given; name a file or a folder of documents")
    named: dict[Path, tuple[Path, str]] = {}
    warnings: list[str] = []
    other: Counter[str] = Counter()
    for source in sources:
        for path in _walk(source, warnings):
            if path.suffix.lower() in READERS:
                relative = path.name if path == source else path.relative_to(source).as_posix()
                named.setdefault(path.resolve(), (source, relative))
            else:
                other[path.suffix.lower() or "no ending"] += 1
    if not named:
        raise InputError(_nothing(sources, other))
    shared = Counter(relative for _, relative in named.values())
    return Found(
        tuple(
            SourceFile(path, relative if shared[relative] == 1 else _qualified(source, relative))
            for path, (source, relative) in named.items()
        ),
        tuple(warnings),
    )


def _qualified(source: Path, relative: str) -> str:
    return (source.parent / relative if source.is_file() else source / relative).as_posix()


def _walk(source: Path, warnings: list[str]) -> Iterator[Path]:
    try:
        if source.is_dir():
            yield from _files_below(source, warnings)
            return
        source.stat()
    except OSError as error:
        raise InputError(f"{source}: {_reason(error)}; name a file or a folder of documents") from error
    if source.suffix.lower() not in READERS:
        raise InputError(f"{source}: no reader for this format; known are {', '.join(sorted(READERS))}")
    yield source


def _files_below(folder: Path, warnings: list[str]) -> Iterator[Path]:
    def failed(error: OSError) -> None:
        warnings.append(f"{error.filename}: {_reason(error)}; passed over")

    links = 0
    for parent, folders, files in os.walk(folder, onerror=failed):
        links += sum(Path(parent, name).is_symlink() for name in [*folders, *files] if not name.startswith("."))
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_index(Path(parent, name)))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and not path.is_symlink() and not _is_briefing(path):
                yield path
    if links:
        warnings.append(f"{folder}: symbolic links are not followed ({links} passed over)")


def _is_briefing(path: Path) -> bool:
    """Whether this program wrote a file as a briefing: what it says of documents is no document."""
    if path.suffix.lower() not in MARKDOWN:
        return False
    try:
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - END, 0))
            return BRIEFING.search(file.read().decode("utf-8", "replace")) is not None
    except OSError:
        return False  # reading it says why


def _is_index(folder: Path) -> bool:
    return (folder / "index.sqlite3").exists()


def _reason(error: OSError) -> str:
    return (error.strerror or "cannot be opened").lower()


def _nothing(sources: Sequence[Path], other: Counter[str]) -> str:
    where = ", ".join(str(source) for source in sources)
    held = ", ".join(f"{count} {suffix}" for suffix, count in other.most_common(3))
    return f"{where}: no documents to read ({'it holds ' + held if held else 'empty'}; known are {', '.join(sorted(READERS))})"
