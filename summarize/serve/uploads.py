"""Files that are dropped into the page: kept in one folder, which is named on the command line, and nowhere else."""

import re
from pathlib import Path, PurePosixPath
from typing import Protocol

from summarize.atomic_write import make_private, replacing
from summarize.errors import InputError

CHUNK = 1 << 20
LONGEST = 100
"""Characters of one part of a name."""
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
    parts = [UNWANTED.sub("", part)[-LONGEST:] for part in re.split(r"[/\\]", name)]
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
    try:
        target = _free(folder / name)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not target.resolve().is_relative_to(folder.resolve()):  # through a link in the folder
            raise InputError(f"{name}: leads out of the folder of uploads")
        with replacing(target) as draft:
            make_private(draft)
            with draft.open("wb") as written:
                while part := await dropped.read(CHUNK):
                    written.write(part)
    except OSError as error:
        raise InputError(f"{name}: cannot be kept ({error.strerror or error})") from error
    return target


def remove(file: Path, folder: Path) -> Path | None:
    """Delete a file of the folder of uploads, or the archive that it is in; return what was deleted, `None` if it is elsewhere.

    Raises:
        InputError: it cannot be deleted.
    """
    inside = folder.resolve()
    held = next((path for path in (file, *file.parents) if path.is_file()), None)
    if held is None or not held.resolve().is_relative_to(inside):
        return None
    try:
        held.unlink()
    except OSError as error:
        raise InputError(f"{held.name}: cannot be removed ({error.strerror or error})") from error
    return held


def _free(target: Path) -> Path:
    """Return a path that no file has yet: "a (2).txt" beside "a.txt"."""
    number, free = 2, target
    while free.exists():
        free, number = target.with_name(f"{target.stem} ({number}){target.suffix}"), number + 1
    return free
