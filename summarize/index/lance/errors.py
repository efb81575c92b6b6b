"""Errors of Lance as this program's."""

from collections.abc import Iterator
from contextlib import contextmanager

from summarize.errors import StoreError

OVERTAKEN = "another driver has written to the store at the same time; what it published stays; run this again"


@contextmanager
def as_store_errors(root: str) -> Iterator[None]:
    """Give errors of Lance, which come as three of Python's types, in one line that names the store.

    Raises:
        StoreError: the tables cannot be read or written.
    """
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        said = str(error).lower()
        if "incompatible transaction" in said or "commit conflict" in said:
            raise StoreError(f"{root}: {OVERTAKEN}") from error
        if "no space left" in said:
            raise StoreError(f"{root}: the disk is full; the store is as it was published last") from error
        reason = " ".join(str(error).split()).split(", /", maxsplit=1)[0]  # what follows is a place in Lance's own code
        raise StoreError(f"{root}: the store cannot be used ({reason})") from error
