"""From the paths that a user names to the files to read, and the name by which citations call each."""

import os
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from summarize import readers
from summarize.errors import InputError, ReadError
from summarize.readers import containers
from summarize.settings import KEYWORDS, RECORD
from summarize.types import SourceFile

MARKDOWN = frozenset((".md", ".markdown"))
BRIEFING = re.compile(rf"^{re.escape(RECORD)}[^<>]*; wrote: [^<>]* -->$", re.MULTILINE)
GENERATOR = b'<meta name="generator" content="summarize '
HEAD = 20_000
"""Bytes at the start of a page, or of a Word file's properties, in which it says what made it."""
END = 1_000_000
"""Bytes at the end of a file in which the record of a briefing stands, however many files it read."""


@dataclass(frozen=True, slots=True)
class Found:
    """The files under the named sources; a line for each thing that is passed over as agreed, and one for each that is broken."""

    files: tuple[SourceFile, ...]
    warnings: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    """A walk through the sources: whether links are followed, and what was passed over on the way."""

    follow_links: bool
    warnings: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def below(self, source: Path) -> Iterator[Path]:
        """The files of a source, the members of archives among them.

        Raises:
            InputError: it does not exist, or is a file that no reader knows.
        """
        try:
            files = self._in_folder(source) if source.is_dir() else iter([source])
            source.stat()
        except OSError as error:
            raise InputError(f"{source}: {_reason(error)}; name a file or a folder of documents") from error
        if source.is_file() and not _is_known(source):
            raise InputError(f"{source}: no reader for this format; known are {readers.known()}")
        for path in files:
            if path.suffix.lower() in containers.CONTAINERS:
                yield from self._within(path)
            elif _is_printable(path):
                yield path
            else:
                self.unreadable.append(f"{os.fsencode(path)!r}: the name is not UTF-8; rename it")

    def _within(self, container: Path) -> Iterator[Path]:
        try:
            members, passed_over = containers.members(container)
        except ReadError as error:
            self.unreadable.append(str(error))
            return
        self.unreadable += passed_over
        yield from (container / member for member in members if not any(part.startswith(".") for part in member.split("/")))

    def _in_folder(self, folder: Path) -> Iterator[Path]:
        def failed(error: OSError) -> None:
            self.unreadable.append(f"{error.filename}: {_reason(error)}; passed over")

        links = 0
        entered: set[str] = set()
        for parent, folders, files in os.walk(folder, onerror=failed, followlinks=self.follow_links):
            real = os.path.realpath(parent)
            if real in entered:  # a link to a folder above
                folders.clear()
                continue
            entered.add(real)
            links += sum(Path(parent, name).is_symlink() for name in folders if not name.startswith("."))
            folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_index(Path(parent, name)))
            for path in (Path(parent, name) for name in sorted(files) if not name.startswith(".")):
                link, regular = _kind(path, follow=self.follow_links)
                links += link
                if regular and not _is_briefing(path):
                    yield path
        if links and not self.follow_links:
            self.warnings.append(f"{folder}: symbolic links are not followed ({links} passed over); --follow-links reads them")


def find(sources: Sequence[Path], *, follow_links: bool = False) -> Found:
    """All readable files under the sources, in order, each once.

    Folders are read recursively; what is hidden, what an index or (unless asked for) a symbolic link points at, and briefings
    that this program wrote are passed over. A file is called by its path relative to the source that was named; where two
    sources hold the same relative path, by the source as it was typed and that path. The members of an archive are called as if
    it were a folder.

    Raises:
        InputError: a source does not exist, or no source holds a file of a known format.
    """
    if not sources:
        raise InputError("no source given; name a file or a folder of documents")
    walk = _Walk(follow_links)
    named: dict[Path, tuple[Path, str]] = {}
    other: Counter[str] = Counter()
    for source in sources:
        base = source if source.is_dir() else source.parent
        for path in walk.below(source):
            if readers.format_of(path):
                named.setdefault(path.resolve(), (base, path.relative_to(base).as_posix()))
            else:
                other[path.suffix.lower() or "no ending"] += 1
    if not named:
        raise InputError("; ".join([_nothing(sources, other), *walk.unreadable[:3]]))
    shared = Counter(relative for _, relative in named.values())
    return Found(
        tuple(
            SourceFile(path, relative if shared[relative] == 1 else (base / relative).as_posix())
            for path, (base, relative) in named.items()
        ),
        tuple(walk.warnings),
        tuple(walk.unreadable),
    )


def _is_known(path: Path) -> bool:
    return path.suffix.lower() in containers.CONTAINERS or readers.format_of(path) is not None


def _is_printable(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _kind(path: Path, *, follow: bool) -> tuple[bool, bool]:
    """Whether a path is a link, and whether it is a file to read: no pipe, no device, and a link only if links are followed."""
    try:
        mode = path.lstat().st_mode
        link = stat.S_ISLNK(mode)
        return link, stat.S_ISREG(path.stat().st_mode if link and follow else mode)
    except OSError:
        return False, True  # reading it says why


def _is_briefing(path: Path) -> bool:
    """Whether this program wrote a file as a briefing: what it says of documents is no document."""
    ending = path.suffix.lower()
    try:
        if ending in MARKDOWN:
            with path.open("rb") as file:
                file.seek(max(path.stat().st_size - END, 0))
                return BRIEFING.search(file.read().decode("utf-8", "replace")) is not None
        if ending == ".html":
            with path.open("rb") as file:
                return GENERATOR in file.read(HEAD)
        if ending == ".docx":
            with zipfile.ZipFile(path) as archive:
                core = archive.getinfo("docProps/core.xml")
                return core.file_size <= HEAD and KEYWORDS.encode() in archive.read(core)
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        return False  # reading it says why
    return False


def _is_index(folder: Path) -> bool:
    return (folder / "index.sqlite3").exists()


def _reason(error: OSError) -> str:
    return (error.strerror or "cannot be opened").lower()


def _nothing(sources: Sequence[Path], other: Counter[str]) -> str:
    where = ", ".join(str(source) for source in sources)
    held = ", ".join(f"{count} {suffix}" for suffix, count in other.most_common(3))
    return f"{where}: no documents to read ({'it holds ' + held if held else 'empty'}; known are {readers.known()})"
