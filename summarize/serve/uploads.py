"""Files that are dropped into the page: kept in one folder, which is named on the command line, and nowhere else."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Protocol

from summarize.errors import InputError

CHUNK = 1 << 20
MARK = ".summarize-uploads"
"""The file that marks a folder of uploads; it is hidden, and so not read."""
LONGEST = 200
"""Bytes of one part of a name."""
DEEPEST = 12
"""Folders that a dropped file may be in."""
UNWANTED = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|^[ .]+|[ .]+$')
"""What no name of a file may have on some system: marks, leading dots (hidden files), blanks and dots at the end."""


class Dropped(Protocol):
    """A file as the browser sends it."""

    @property
    def filename(self) -> str | None:
        """Its name, with the folders that were dropped before it."""

    async def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""


def safe_name(name: str) -> PurePosixPath | None:
    """Return the name under which a file is kept, below the folder of uploads; `None` if nothing of it can be used.

    >>> safe_name("notes/May.txt"), safe_name("../../etc/passwd"), safe_name("C:\\\\Users\\\\a.txt"), safe_name("..")
    (PurePosixPath('notes/May.txt'), PurePosixPath('etc/passwd'), PurePosixPath('C/Users/a.txt'), None)
    """
    parts = [_cut(UNWANTED.sub("", part)) for part in re.split(r"[/\\]", name)]
    kept = [part for part in parts if part.strip(" .")]
    return PurePosixPath(*kept[-DEEPEST:]) if kept else None


async def keep(dropped: Dropped, folder: Path) -> Path:
    """Keep a file in the folder of uploads, readable for its owner alone; one of the same name stays beside it.

    Raises:
        InputError: it has no name, or the folder cannot be written.
    """
    name = safe_name(dropped.filename or "")
    if name is None:
        raise InputError(f"{dropped.filename or 'a file'}: has no name that a file can have")
    target = folder / name
    if not target.parent.resolve().is_relative_to(folder.resolve()):  # through a link in the folder
        raise InputError(f"{name}: leads out of the folder of uploads")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target, number = _reserved(target)
    except OSError as error:
        raise InputError(f"{name}: cannot be kept ({error.strerror or error})") from error
    try:
        with os.fdopen(number, "wb") as written:
            while part := await dropped.read(CHUNK):
                written.write(part)
    except BaseException as error:
        target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise InputError(f"{name}: cannot be kept ({error.strerror or error})") from error
        raise
    return target


def _reserved(target: Path) -> tuple[Path, int]:
    """Make a file that nobody has yet, "a (2).txt" beside "a.txt", and return it with its open descriptor."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for number in count(1):
        free = target if number == 1 else target.with_name(f"{target.stem} ({number}){target.suffix}")
        with suppress(FileExistsError):
            return free, os.open(free, flags, 0o600)
    raise AssertionError  # counting does not end


def kept(folder: Path) -> list[Path]:
    """Return the files of the folder of uploads, in order; what a link in it leads to is not one."""
    found = (Path(above, name) for above, _, names in os.walk(folder) for name in names if name != MARK)
    return sorted(path for path in found if not path.is_symlink())


def prepare(folder: Path, sources: Sequence[Path]) -> None:
    """Make the folder of uploads, and mark it; the page may delete whatever is in it.

    Raises:
        InputError: it holds files that were there before, or it is, holds or lies in a source.
    """
    real = folder.resolve()
    for source in map(Path.resolve, sources):
        if real.is_relative_to(source) or source.is_relative_to(real):
            raise InputError(f"{folder}: is part of a source; files can be removed from --uploads, so name another folder")
    mark = folder / MARK
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not mark.exists() and any(folder.iterdir()):
            raise InputError(f"{folder}: holds other files; files can be removed from --uploads, so name a new folder")
        mark.touch(mode=0o600)
    except OSError as error:
        raise InputError(f"{folder}: cannot be used for --uploads ({error.strerror or error})") from error


def remove(file: Path) -> None:
    """Delete a file of the folder of uploads.

    Raises:
        InputError: it cannot be deleted.
    """
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{file.name}: cannot be removed ({error.strerror or error})") from error


def _cut(part: str) -> str:
    """Return the end of a name that has room in a file system."""
    return part.encode("utf-8", "replace")[-LONGEST:].decode("utf-8", "ignore")
