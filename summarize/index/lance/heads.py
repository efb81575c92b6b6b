"""The head of a store: the versions of its tables that belong together, and how long the others are kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import lance
import pyarrow as pa

from summarize.errors import StoreError
from summarize.index.lance.errors import OVERTAKEN, as_store_errors
from summarize.index.lance.tables import HEAD, Head, literal

FORMAT = "2"
HEADS = "heads"
TABLES = ("sentences", "words", "files")
"""The tables in the order in which they are written."""
KEPT = timedelta(days=1)
"""How long what no head names any more is kept: as long as a reader may have it open."""
HEADS_KEPT = 100
"""Heads that are kept in any case."""


def read_head(root: str, *, any_format: bool = False) -> Head | None:
    """Return the head of a store; None if there is none.

    Raises:
        StoreError: it is of another version of this program, unless `any_format`.
    """
    if not is_there(f"{root}/{HEADS}"):
        return None
    (row,) = lance.dataset(f"{root}/{HEADS}").to_table().to_pylist()
    if row["format"] != FORMAT:
        if any_format:
            return Head(0, 0, 0, FORMAT, "", row["epoch"], 1, "", row.get("serial", 0))
        raise StoreError(f"{root}: the store is of another version; `summarize index SOURCE --rebuild` makes it again")
    return Head(**row)


def tag(table: lance.LanceDataset) -> int:
    """Keep the latest version of a table, however old it is, until it is replaced; return its number."""
    version = int(table.latest_version)
    table.tags.create(f"{time.time_ns():020}", version)
    return version


def first(embedder: str, epoch: str, before: Head | None) -> Head:
    """Return a head that names nothing yet, for a store that is made, or made again in place of the one of a head."""
    return Head(0, 0, 0, FORMAT, embedder, epoch, 1, before.epoch if before else "", before.serial if before else 0)


def write_head(root: str, head: Head) -> Head:
    """Write a head that was made from the last one in its place, and return it: from then on readers see what it names.

    Raises:
        StoreError: another driver has written a head meanwhile.
    """
    uri, new = f"{root}/{HEADS}", replace(head, serial=head.serial + 1)
    rows = pa.Table.from_pylist([asdict(new)], HEAD)
    if not is_there(uri):
        written = _create(rows, uri)
    elif lance.dataset(uri).schema.names != HEAD.names:  # of another version of this program
        written = bool(lance.write_dataset(rows, uri, mode="overwrite"))
    else:
        values = {name: literal(value) for name, value in asdict(new).items()}
        written = bool(lance.dataset(uri).update(values, where=f"serial = {head.serial}")["num_rows_updated"])
    if not written:
        raise StoreError(f"{root}: {OVERTAKEN}")
    return new


def _create(rows: pa.Table, uri: str) -> bool:
    """Make the table of heads; `False` if another driver was quicker."""
    try:
        lance.write_dataset(rows, uri, mode="create")
    except OSError:
        if is_there(uri):
            return False
        raise
    return True


def require_head(root: str) -> Head:
    """Return the head of a store.

    Raises:
        StoreError: there is no store, or it is of another version of this program.
    """
    with as_store_errors(root):
        head = read_head(root)
    if head is None:
        raise StoreError(f"{root}: holds no store; `summarize index SOURCE --store {root}` makes one")
    return head


def tidy(root: str, head: Head, kept: timedelta) -> None:
    """Remove versions whose successor is older than `kept`, which no reader can still have open, and a store that was replaced.

    Versions that a head names are tagged with the time at which they were made.
    """
    longest = time.time_ns() - int(kept.total_seconds() * 1e9)
    for name in TABLES:
        if not is_there(uri := f"{root}/{head.epoch}/{name}"):
            continue
        table = lance.dataset(uri)
        tags = table.tags.list()
        for made, successor in pairwise(sorted(tags)):
            if int(successor) < longest and tags[made]["version"] != getattr(head, name):  # a step that died has left tags too
                table.tags.delete(made)
        table.cleanup_old_versions(older_than=kept, error_if_tagged_old_versions=False)
    lance.dataset(f"{root}/{HEADS}").cleanup_old_versions(older_than=kept, retain_versions=HEADS_KEPT)
    if head.replaces and _made(root, head) < longest:
        for name in TABLES:
            lance.LanceDataset.drop(f"{root}/{head.replaces}/{name}", ignore_not_found=True)


def _made(root: str, head: Head) -> int:
    """Return when the first version of a store's files was published, in nanoseconds, or now if that is not known."""
    tags = lance.dataset(f"{root}/{head.epoch}/files").tags.list()
    return min(map(int, tags), default=time.time_ns())


@contextmanager
def locked(root: str) -> Iterator[None]:
    """Keep other drivers on this machine out; in remote storage there must be only one."""
    from filelock import FileLock

    with nullcontext() if "://" in root else FileLock(Path(root) / ".lock", mode=0o600):
        yield


def is_there(uri: str) -> bool:
    """Whether there is a table."""
    try:
        lance.dataset(uri)
    except ValueError as error:
        if "not found" in str(error).lower():
            return False
        raise
    return True
