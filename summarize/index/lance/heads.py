"""The head of a store: the versions of its tables that belong together, and how long the others are kept."""

import hashlib
import os
import secrets
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
LEASE, PATIENCE, PAUSE = 3_600, 600, 1
"""Seconds for which a run may change the tables, those for which another one waits for it, and those between two looks."""
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
            return Head(0, 0, 0, FORMAT, "", row["epoch"], 1, "", 0, row.get("serial", 0), "", 0)
        raise StoreError(f"{root}: the store is of another version; `summarize index SOURCE --rebuild` makes it again")
    return Head(**row)


def tag(table: lance.LanceDataset) -> int:
    """Keep the latest version of a table, however old it is, until it is replaced; return its number."""
    version = int(table.latest_version)
    table.tags.create(f"{time.time_ns():020}", version)
    return version


def first(embedder: str, epoch: str, before: Head | None) -> Head:
    """Return a head that names nothing yet, for a store that is made, or made again in place of the one of a head."""
    replaces = f"{before.epoch} {before.replaces}".strip() if before else ""
    return Head(0, 0, 0, FORMAT, embedder, epoch, 1, replaces, 0, before.serial if before else 0, "", 0)


@contextmanager
def leased(root: str, current: Callable[[], Head]) -> Iterator[Head]:
    """Yield the head as `current` returns it, while no driver on another machine changes the tables that it names.

    One that died is waited for until its time is up; on this machine a lock has shown that there is none.

    Raises:
        StoreError: another driver did not end in time.
    """
    head, me, started = current(), f"{_machine()} {secrets.token_hex(8)}", time.monotonic()
    if not head.files:  # nobody else sees its tables yet
        yield head
        return
    while not (mine := _taken(root, head, me)):
        if time.monotonic() - started > PATIENCE:
            raise StoreError(f"{root}: {OVERTAKEN}")
        time.sleep(PAUSE)
        head = current()
    try:
        yield mine
    except BaseException:
        with suppress(OSError, ValueError, RuntimeError):  # what went wrong matters more; the others wait until the time is up
            lance.dataset(f"{root}/{HEADS}").update({"writer": "''"}, where=f"writer = {literal(me)}")
        raise


def _taken(root: str, head: Head, me: str) -> Head | None:
    """Return a head with this run as the one that writes; `None` if another one does."""
    if head.writer and head.until > time.time() and head.writer.split()[0] != _machine():
        return None
    mine = replace(head, writer=me, until=int(time.time()) + LEASE)
    values = {"writer": literal(me), "until": str(mine.until)}
    updated = lance.dataset(f"{root}/{HEADS}").update(values, where=_is_still(head))
    return mine if updated["num_rows_updated"] else None


def _machine() -> str:
    return socket.gethostname().replace(" ", "-") or "unknown"


def _is_still(head: Head) -> str:
    """Return the condition under which a head is still the last one, and written by the same run."""
    return f"serial = {head.serial} AND writer = {literal(head.writer)}"


def write_head(root: str, head: Head) -> Head:
    """Write a head that was made from the last one in its place, and return it: from then on readers see what it names.

    Raises:
        StoreError: another driver has written a head meanwhile.
    """
    uri, new = f"{root}/{HEADS}", replace(head, serial=head.serial + 1, writer="", until=0)
    rows = pa.Table.from_pylist([asdict(new)], HEAD)
    if not is_there(uri):
        written = _create(rows, uri)
    elif lance.dataset(uri).schema.names != HEAD.names:  # of another version of this program
        written = bool(lance.write_dataset(rows, uri, mode="overwrite"))
    else:
        values = {name: literal(value) for name, value in asdict(new).items()}
        written = bool(lance.dataset(uri).update(values, where=_is_still(head))["num_rows_updated"])
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


def tidy(root: str, head: Head, kept: timedelta, *, staged: bool = False) -> None:
    """Remove versions whose successor is older than `kept`, which no reader can still have open, and stores that were replaced.

    Versions that a head names are tagged with the time at which they were made. With `staged`, what was staged and never
    published goes too, also what a run stages just now, which then fails.
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
        table.cleanup_old_versions(older_than=kept, error_if_tagged_old_versions=False, delete_unverified=staged)
    lance.dataset(f"{root}/{HEADS}").cleanup_old_versions(older_than=kept, retain_versions=HEADS_KEPT)
    if head.replaces and _made(root, head) < longest:
        for name in (f"{epoch}/{table}" for epoch in head.replaces.split() for table in TABLES):
            lance.LanceDataset.drop(f"{root}/{name}", ignore_not_found=True)


def _made(root: str, head: Head) -> int:
    """Return when the first version of a store's files was published, in nanoseconds, or now if that is not known."""
    tags = lance.dataset(f"{root}/{head.epoch}/files").tags.list()
    return min(map(int, tags), default=time.time_ns())


@contextmanager
def locked(root: str) -> Iterator[None]:
    """Let one driver on this machine after the other do something."""
    from filelock import FileLock

    user = os.getuid() if hasattr(os, "getuid") else ""  # another user's lock cannot be opened
    name = f"summarize-{user}-{hashlib.sha256(root.encode()).hexdigest()[:16]}.lock"
    remote = "://" in root
    with FileLock(Path(tempfile.gettempdir()) / name if remote else Path(root) / ".lock", mode=0o600):
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
