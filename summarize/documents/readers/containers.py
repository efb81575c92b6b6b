"""Read files within files: members of a ZIP archive and messages of an mbox, named as if the container were a folder.

    letters.zip/2021/may.docx     list.mbox/17

Only the list of members and the members that are asked for are read; a container within another is not opened.
"""

import atexit
import mmap
import os
import re
import threading
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from summarize.errors import ReadError, TransientReadError

ZIP, MBOX = ".zip", ".mbox"
CONTAINERS = frozenset((ZIP, MBOX))
MAX_BYTES = int(float(os.environ.get("SUMMARIZE_MAX_MB", "100")) * 1_000_000)
"""Largest size of one file, unpacked, in bytes: `SUMMARIZE_MAX_MB`, by default 100 MB."""
MAX_UNPACKED = 20 * MAX_BYTES
"""Largest size of all members of an archive together, in bytes."""
MAX_MEMBERS = 10_000
MAX_RATIO = 200
"""Largest ratio of unpacked to packed size, for members over `SMALL` bytes: text packs to a tenth, bombs to a thousandth."""
SMALL = 1_000_000
FROM_LINE = re.compile(rb"^From \S.*\d\d:\d\d.*$", re.MULTILINE)
"""The line that begins a message in an mbox: the envelope's sender and a time."""


def container_of(path: Path) -> tuple[Path, str] | None:
    """Return the container that a path runs through and the name of its member; None if the path is an ordinary file."""
    for parent in path.parents:
        if parent.suffix.lower() in CONTAINERS and parent.is_file():
            return parent, path.relative_to(parent).as_posix()
    return None


def stat(path: Path) -> os.stat_result:
    """Return the size and time of a file; for a member, those of its container.

    Raises:
        OSError: it does not exist.
    """
    try:
        return path.stat()
    except NotADirectoryError:
        inside = container_of(path)
        if inside is None:
            raise
        return inside[0].stat()


def members(container: Path) -> tuple[list[str], list[str]]:
    """Return the names of a container's members, and one message for each member that is not read.

    Raises:
        ReadError: the container is damaged, or larger than allowed.
    """
    try:
        return _archived(container) if container.suffix.lower() == ZIP else (_messages(container), [])
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError) as error:
        raise ReadError(f"{container}: a damaged archive ({error}); unpack it and name the folder") from error
    except OSError as error:
        raise ReadError(f"{container}: cannot be read ({error.strerror or error}); check its permissions") from error


def load(path: Path) -> bytes:
    """Return the bytes of a file or member.

    Raises:
        ReadError: it cannot be read, or is larger than allowed.
    """
    inside = container_of(path)
    try:
        if inside is None:
            _limit(path, path.stat().st_size)
            return path.read_bytes()
        container, member = inside
        return _unpack(container, member) if container.suffix.lower() == ZIP else _message(container, member)
    except OSError as error:
        raise TransientReadError(f"{path}: cannot be read ({error.strerror or error}); check its permissions") from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError, zlib.error) as error:
        raise ReadError(f"{path}: cannot be unpacked ({error}); unpack the archive and name the folder") from error


def head(path: Path, size: int) -> bytes:
    """Read the first bytes of a file, or of a member of a ZIP archive.

    Raises:
        ReadError: it cannot be read.
    """
    inside = container_of(path)
    try:
        if inside is None:
            with path.open("rb") as file:
                return file.read(size)
        container, member = inside
        archive = _archive.opened(container)
        with archive.file.open(archive.parts[member]) as packed:
            return packed.read(size)
    except OSError as error:
        raise TransientReadError(f"{path}: cannot be read ({error.strerror or error}); check its permissions") from error
    except (KeyError, zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError, zlib.error) as error:
        raise ReadError(f"{path}: cannot be unpacked ({error}); unpack the archive and name the folder") from error


def _limit(path: Path, size: int) -> None:
    if size > MAX_BYTES:
        raise TransientReadError(
            f"{path}: {size / 1e6:,.0f} MB, and files above {MAX_BYTES / 1e6:,.0f} MB are not read; "
            "split it, or raise SUMMARIZE_MAX_MB"
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open archive; `key` is its path, size and time, `parts` are its members by name."""

    key: tuple[Path, int, int]
    file: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]


class _LastArchive(threading.local):
    """Keeps the archive that each thread opened last, because its members are read one after the other."""

    _last: _Opened | None = None

    def opened(self, container: Path) -> _Opened:
        """Return an open archive; it is opened again only if it is a different one or has changed."""
        key = _key(container)
        if self._last is None or self._last.key != key:
            if self._last is not None:
                self._last.file.close()
                self._last = None
            file = zipfile.ZipFile(container)
            parts = {PurePosixPath(i.filename.replace("\\", "/")).as_posix(): i for i in reversed(file.infolist())}
            self._last = _Opened(key, file, parts)
            atexit.register(file.close)
        return self._last


_archive = _LastArchive()


def _key(container: Path) -> tuple[Path, int, int]:
    found = container.stat()
    return container, found.st_size, found.st_mtime_ns


def _archived(container: Path) -> tuple[list[str], list[str]]:
    names: list[str] = []
    warnings: list[str] = []
    with zipfile.ZipFile(container) as archive:
        found = [info for info in archive.infolist() if not info.is_dir()]
    if len(found) > MAX_MEMBERS or sum(info.file_size for info in found) > MAX_UNPACKED:
        raise ReadError(
            f"{container}: {len(found):,} files, {sum(info.file_size for info in found) / 1e6:,.0f} MB when unpacked, "
            "is more than an archive may hold; unpack what you need of it and name the folder"
        )
    for info in found:
        place = PurePosixPath(info.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts or not place.parts or "\0" in info.filename:
            warnings.append(f"{container}: {info.filename!r} has a path outside the archive; skipped")
        elif place.suffix.lower() in CONTAINERS:
            warnings.append(f"{container}: {place} is an archive within an archive; unpack it to have it read")
        else:
            names.append(place.as_posix())
    return list(dict.fromkeys(names)), warnings


def _unpack(container: Path, member: str) -> bytes:
    archive = _archive.opened(container)
    info = archive.parts.get(member)
    if info is None:
        raise ReadError(f"{container}: no longer contains {member}")
    _limit(container / member, info.file_size)
    check_ratio(container / member, info)
    with archive.file.open(info) as file:
        data = file.read(MAX_BYTES + 1)
    _limit(container / member, len(data))
    return data


def check_ratio(path: Path, info: zipfile.ZipInfo) -> None:
    """Refuse a member that unpacks to much more than documents do.

    Raises:
        ReadError: its ratio of unpacked to packed size is above `MAX_RATIO`.
    """
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise ReadError(f"{path}: would unpack from {info.compress_size:,} to {info.file_size:,} bytes, like a ZIP bomb; skipped")


def _messages(container: Path) -> list[str]:
    return [str(number) for number in range(1, len(_starts(*_key(container))) + 1)]


@lru_cache(4)
def _starts(container: Path, size: int, _: int) -> tuple[int, ...]:
    """Return the byte offsets where the messages of an mbox begin: a line ``From `` at the start or after an empty line."""
    if not size:
        return ()
    starts: list[int] = []
    with container.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for match in FROM_LINE.finditer(data):
            before = data[max(match.start() - 3, 0) : match.start()]
            if match.start() == 0 or before.endswith((b"\n\n", b"\n\r\n")):
                starts.append(match.start())
    return tuple(starts)


def _message(container: Path, member: str) -> bytes:
    key = _key(container)
    starts = [*_starts(*key), key[1]]
    if not member.isdigit() or not 1 <= int(member) < len(starts):
        raise ReadError(f"{container}: no longer contains message {member}")
    start, end = starts[int(member) - 1 : int(member) + 1]
    _limit(container / member, end - start)
    with container.open("rb") as file:
        file.seek(start)
        return file.read(end - start).partition(b"\n")[2]
