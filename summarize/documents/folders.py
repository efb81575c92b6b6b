"""Walk one source: find the files to read, and record what is left out and why."""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from summarize.documents import readers
from summarize.documents.file_filter import FileFilter
from summarize.documents.not_read import BROKEN, EMPTY, EXCLUDED, FOLLOW, HIDDEN, LINKED, OURS, SPECIAL
from summarize.documents.readers import containers, kinds, prose
from summarize.errors import InputError, ReadError
from summarize.settings import KEYWORDS, RECORD
from summarize.types.document import Unread

MARKDOWN = frozenset((".md", ".markdown"))
BRIEFING = re.compile(rf"^{re.escape(RECORD)}[^<>]*; wrote: [^<>]* -->$", re.MULTILINE)
GENERATOR = b'<meta name="generator" content="summarize '
HEAD = 20_000
"""Bytes of a web page that are searched for its generator, and the largest size of a Word file's properties to search."""
END = 1_000_000
"""Bytes at the end of a file that are searched for the record of a briefing, enough for a briefing of very many files."""
INCLUDED = "--include reads it as text"
REASONS = {
    HIDDEN: "hidden; --include reads it",
    EXCLUDED: "left out by --exclude",
    LINKED: "a symbolic link; --follow-links reads it",
    SPECIAL: "not a regular file",
    OURS: "a briefing that this program wrote",
    EMPTY: "empty",
}


def require(source: Path) -> None:
    """Check that a source is there.

    Raises:
        InputError: it is not, or may not be read.
    """
    try:
        source.stat()
    except OSError as error:
        raise InputError(f"{source}: {_reason(error)}; name a file or a folder of documents") from error


class Walk:
    """A walk through one source; iterating over `files` fills `left` and `unreadable`.

    `left` lists what was not read, by path. `unreadable` holds one message for each broken file or folder.
    """

    def __init__(self, source: Path, wanted: FileFilter) -> None:
        self.left: list[tuple[Path, Unread]] = []
        self.unreadable: list[str] = []
        self._source = source
        self._wanted = wanted
        self._asked_for: set[Path] = set()
        """Folders that are left out by default but entered because `--include` names files in them."""

    @cached_property
    def base(self) -> Path:
        """The folder that file names are relative to."""
        return self._source if self._source.is_dir() else self._source.parent

    def files(self) -> Iterator[Path]:
        """Yield the files to read, including members of archives and mailboxes.

        Raises:
            InputError: the source does not exist, or it is a single file without a reader.
        """
        require(self._source)
        candidates = self._in_folder() if self._source.is_dir() else self._alone()
        for path in candidates:
            if path.suffix.lower() in containers.CONTAINERS:
                yield from filter(self._is_to_read, self._within(path))
            elif self._is_to_read(path):
                yield path

    def _alone(self) -> Iterator[Path]:
        """Yield the source itself, which is a file, unless it is excluded.

        Raises:
            InputError: it has no reader.
        """
        if self._wanted.excludes(self._relative(self._source)):
            self._leave(self._source, EXCLUDED)
            return
        known = self._source.suffix.lower() in containers.CONTAINERS
        try:
            reason = None if known else self._unread(self._source)
        except ReadError:
            reason = None  # its reader will report the error
        if reason and reason.kind != EMPTY:
            raise InputError(f"{self._source}: {reason.reason}")
        yield self._source

    def _in_folder(self) -> Iterator[Path]:
        def failed(error: OSError) -> None:
            self._fail(Path(error.filename), f"{error.filename}: {_reason(error)}; skipped")

        entered: set[str] = set()
        for parent, folders, files in os.walk(self._source, onerror=failed, followlinks=self._wanted.follow_links):
            real = os.path.realpath(parent)
            if real in entered:  # a link to a folder that was already walked
                folders.clear()
                continue
            entered.add(real)
            folders[:] = [name for name in sorted(folders) if self._enters(Path(parent, name))]
            yield from filter(self._is_document, (Path(parent, name) for name in sorted(files)))

    def _enters(self, folder: Path) -> bool:
        """Whether to walk a folder; if not, it is recorded as one unread item.

        Not recorded are indexes, and empty folders that are left out by default.
        """
        if _is_index(folder):
            return False
        relative = self._relative(folder)
        if self._wanted.excludes(relative):
            return self._leave(folder, EXCLUDED)
        if kind := _kind_of_folder(folder):
            if not self._wanted.enters(relative):
                return self._leave(folder, kind) if _holds_anything(folder) else False
            self._asked_for.add(folder)
        if folder.is_symlink() and not self._wanted.follow_links:
            return self._leave(folder, LINKED)
        return True

    def _is_document(self, path: Path) -> bool:
        """Whether a file in a folder may be a document: not excluded, hidden, a link, a pipe or a generated briefing."""
        relative = self._relative(path)
        if self._wanted.excludes(relative):
            return self._leave(path, EXCLUDED)
        in_hidden = path.name.startswith(".") or any(parent in self._asked_for for parent in path.parents)
        if in_hidden and not self._wanted.includes(relative):
            return self._leave(path, HIDDEN)
        link, regular = _is_link_and_regular(path, follow=self._wanted.follow_links)
        if not regular:
            return self._leave(path, LINKED if link else SPECIAL)
        return self._leave(path, OURS) if _is_briefing(path) else True

    def _within(self, container: Path) -> Iterator[Path]:
        """Yield the members of an archive or a mailbox that are not left out."""
        try:
            members, broken = containers.members(container)
        except ReadError as error:
            self._fail(container, str(error))
            return
        for line in broken:
            self._fail(container, line)
        for member in members:
            path = container / member
            if self._wanted.excludes(self._relative(path)):
                self._leave(path, EXCLUDED)
            elif (left := _left_out_in(PurePosixPath(member))) and not self._wanted.includes(self._relative(path)):
                self._leave(container / left[0], left[1])
            else:
                yield path

    def _is_to_read(self, path: Path) -> bool:
        """Whether a reader knows a file or its bytes are prose; if not, it is recorded as unread."""
        if not _is_printable(path):
            return self._fail(path, f"{os.fsencode(path)!r}: the name is not UTF-8; rename it")
        try:
            found = self._unread(path)
        except ReadError as error:
            return self._fail(path, str(error))
        if found:
            self.left.append((path, found))
        return found is None

    def _unread(self, path: Path) -> Unread | None:
        """Return why a file is not read, or None if it is read.

        Raises:
            ReadError: its name does not decide, and its bytes cannot be read.
        """
        if readers.format_of(path):
            return None
        asked_for, kind = self._wanted.includes(self._relative(path)), kinds.of(path)
        named = _of_kind(path, kind) if kind else None
        if named and not asked_for:
            return named
        head = containers.head(path, prose.HEAD)
        text = prose.text_at_start(head, path)
        if text is None:
            return named or Unread(
                "", f"no reader for this binary format; known are {readers.known()}" if head else "empty", _ending(path, head)
            )
        return None if asked_for or prose.is_prose(text) else Unread("", f"no prose; {INCLUDED}", kinds.ending(path))

    def _leave(self, path: Path, kind: str) -> bool:
        reason = REASONS.get(kind, f"a folder of programs ({kind}); --include reads it")
        self.left.append((path, Unread("", reason, kind, FOLLOW if kind == LINKED else "")))
        return False

    def _fail(self, path: Path, line: str) -> bool:
        self.unreadable.append(line)
        self.left.append((path, Unread("", line.removeprefix(f"{path}: "), BROKEN)))
        return False

    def _relative(self, path: Path) -> Path:
        return path.relative_to(self.base)


def _kind_of_folder(folder: Path) -> str:
    """Return the kind of a folder that is left out by default; empty for a folder to walk."""
    if folder.name.startswith("."):
        return HIDDEN
    if folder.name in kinds.PROGRAMS:
        return folder.name
    return kinds.ENVIRONMENT if (folder / kinds.ENVIRONMENT_FILE).exists() else ""


def _left_out_in(member: PurePosixPath) -> tuple[str, str] | None:
    """Return the path up to the first part of a member's name that is left out by default, and its kind; None if there is none.

    >>> _left_out_in(PurePosixPath("src/.git/config")), _left_out_in(PurePosixPath("src/a.txt"))
    (('src/.git', 'hidden'), None)
    """
    for number, part in enumerate(member.parts, start=1):
        if part.startswith(".") or part in kinds.PROGRAMS:
            return "/".join(member.parts[:number]), HIDDEN if part.startswith(".") else part
    return None


def _of_kind(path: Path, kind: kinds.Kind) -> Unread:
    return Unread("", f"no reader for {kind.what}; {kind.way or INCLUDED}", kinds.ending(path), kind.way)


def _ending(path: Path, head: bytes) -> str:
    return kinds.ending(path) if head else EMPTY


def _is_printable(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_link_and_regular(path: Path, *, follow: bool) -> tuple[bool, bool]:
    """Whether a path is a link, and whether it is a regular file; a link is one only if `follow` is set and its target is."""
    try:
        mode = path.lstat().st_mode
        link = stat.S_ISLNK(mode)
        return link, stat.S_ISREG(path.stat().st_mode if link and follow else mode)
    except OSError:
        return False, True  # its reader will report the error


def _is_briefing(path: Path) -> bool:
    """Whether a file is a briefing that this program wrote; such a file is not a source."""
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
        return False  # its reader will report the error
    return False


def _is_index(folder: Path) -> bool:
    return (folder / "index.sqlite3").exists()


def _holds_anything(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return True


def _reason(error: OSError) -> str:
    return (error.strerror or "cannot be opened").lower()
