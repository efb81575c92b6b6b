"""Write files so that they are complete or as they were before."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
