"""Write files so that they are complete or as they were before, and files that only their owner may read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def make_private(file: Path) -> None:
    """Make a file that only its owner can read and write, empty if it does not exist; systems without such rights ignore that.

    Raises:
        OSError: it cannot be made.
    """
    if not file.exists():
        file.touch(mode=0o600)
    if file.stat().st_mode & 0o077:
        with suppress(PermissionError):  # somebody else's file, who decides
            file.chmod(0o600)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield the path of a draft next to a file; the draft replaces the file when the block ends.

    After an error the file is as it was, and the draft is gone. A killed process may leave a draft: a hidden file.

    Raises:
        OSError: the draft cannot take the file's name.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
