"""Bring a store up to date with many processes, on this machine or on others, by Ray.

One driver finds what there is to do and publishes; workers read, encode and stage. A worker that dies has its files done by
another. Each worker has one processor, and the files must have the same paths on every machine.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import ray

from summarize.errors import StoreError
from summarize.index.lance.store import LanceStore
from summarize.index.lance.tables import Head
from summarize.index.refresh import Progress, Refreshed, Work, forget, look, stage
from summarize.index.rows import Entry, Stamp
from summarize.index.store import Staged, Words
from summarize.models import cpu
from summarize.models.embedder import Encoder
from summarize.types.document import SourceFile

HERE = "auto"
"""The address of workers on this machine alone."""
FILES, BYTES = 200, 4_000_000
"""Most files, and about most bytes, that a worker is given at a time."""
TURNS = 4
"""Times that each worker is given files, at least, so that none waits long for the last one."""
NUMBERS = 4
"""Numbers that each file may take: enough for four million sentences."""
TRIES = 3
"""Workers that may die over the same files."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What a worker has for the driver to publish."""

    staged: Sequence[Staged]
    removed: Collection[str]
    touched: Mapping[str, Stamp]


@dataclass(slots=True)
class _Collected:
    """A worker's store: what is staged is written, and what is to be published is collected for the driver."""

    store: LanceStore
    steps: list[_Step] = field(default_factory=list)
    together: int = 1

    def with_vector(self, words: Sequence[str]) -> set[str]:
        return self.store.with_vector(words)

    def stage(self, entries: Sequence[Entry], words: Words) -> Staged:
        return self.store.stage(entries, words)

    def publish(
        self, staged: Sequence[Staged], removed: Collection[str] = (), touched: Mapping[str, Stamp] | None = None
    ) -> None:
        self.steps.append(_Step(tuple(staged), tuple(removed), dict(touched or {})))


class _Worker:
    """Reads, encodes and stages the files that it is given."""

    def __init__(self, encoder: Callable[[], Encoder], root: str, head: Head) -> None:
        os.environ[cpu.LIMIT] = "1"
        self._encoder, self._root, self._head = cache(encoder), root, head
        self._words: set[str] = set()

    def process(self, files: list[SourceFile], known: dict[str, Stamp], numbers: range) -> tuple[Refreshed, list[_Step]]:
        """Return what was done, and what the driver is to publish."""
        to = _Collected(LanceStore(self._root, self._head, numbers))
        work = Work(known, files, Refreshed(), words=self._words)
        stage(to, work, self._encoder, lambda *_: None)
        return work.done, to.steps


@dataclass(slots=True)
class _Part:
    """Files that a worker is given together, their state before, and the numbers that they may take."""

    files: list[SourceFile]
    known: dict[str, Stamp]
    numbers: range
    tries: int = 0


def refresh(
    store: LanceStore,
    files: Sequence[SourceFile],
    folders: Sequence[Path],
    encoder: Callable[[], Encoder],
    progress: Progress,
    address: str,
) -> Refreshed:
    """Make a store agree with `files`, as `index.refresh.refresh` does, with all processors of a Ray cluster.

    `encoder` loads the embedder; workers on other machines call it too. `address` is that of the cluster, or "auto".

    Raises:
        StoreError: the cluster cannot be reached, workers die over the same files again and again, or nothing can be written.
    """
    work = look(store, files, folders)
    if work.files:
        numbers = store.reserve(NUMBERS * len(work.files))
        with _cluster(address) as workers:
            parts = deque(_parts(work, numbers, -(-len(work.files) // (workers * TURNS))))
            made = [_made(encoder, store) for _ in range(min(workers, len(parts)))]
            _run(store, work, parts, made, encoder, progress)
        progress("", len(work.files), len(work.files))
    forget(store, work)
    return work.done


def _run(
    store: LanceStore, work: Work, parts: "deque[_Part]", idle: list[Any], encoder: Callable[[], Encoder], progress: Progress
) -> None:
    """Give parts to workers, and publish what they have staged; a part whose worker has died goes to a new one."""
    running: dict[Any, tuple[Any, _Part]] = {}
    steps: list[_Step] = []
    done = 0
    try:
        while parts or running:
            while parts and idle:
                worker, part = idle.pop(), parts.popleft()
                running[worker.process.remote(part.files, part.known, part.numbers)] = worker, part
            (ready, *_), _ = ray.wait(list(running))
            worker, part = running.pop(ready)
            try:
                found, own = ray.get(ready)
            except ray.exceptions.RayTaskError as error:
                raise error.cause from None  # what Ray puts around it is where it was raised
            except ray.exceptions.RayError as error:  # the worker, its machine or its memory is lost
                parts.append(_again(store, part, error))
                idle.append(_made(encoder, store))
                continue
            idle.append(worker)
            work.done.add(found)
            steps += own
            done += len(part.files)
            progress(part.files[-1].name, done, len(work.files))
            if sum(len(step.staged) for step in steps) >= store.together:
                _publish(store, steps)
                steps = []
    finally:
        if steps:  # finished work is kept
            _publish(store, steps)


def _again(store: LanceStore, part: _Part, error: Exception) -> _Part:
    """Return a part to be done once more, with numbers of its own: what the dead worker has written is never published."""
    if part.tries + 1 >= TRIES:
        names = ", ".join(str(file.path) for file in part.files[:3])
        reason = str(error).strip().splitlines()[0]
        raise StoreError(f"{names}: {TRIES} workers died over these and up to {FILES} files after them ({reason})") from error
    return _Part(part.files, part.known, store.reserve(len(part.numbers)), part.tries + 1)


def _publish(store: LanceStore, steps: Sequence[_Step]) -> None:
    store.publish(
        [staged for step in steps for staged in step.staged],
        {path for step in steps for path in step.removed},
        {path: stamp for step in steps for path, stamp in step.touched.items()},
    )


def _parts(work: Work, numbers: range, most: int) -> Iterator[_Part]:
    """Yield the files that are to be read, some at a time: at most `most`, and not more than a worker is given at a time."""
    some: list[SourceFile] = []
    size = 0
    for file in [*work.files, None]:
        if some and (file is None or len(some) == min(most, FILES) or size >= BYTES):
            known = {path: work.known[path] for path in (str(each.path) for each in some) if path in work.known}
            count = NUMBERS * len(some)
            yield _Part(some, known, numbers[:count])
            some, size, numbers = [], 0, numbers[count:]
        if file is not None:
            some.append(file)
            size += file.path.stat().st_size if file.path.is_file() else 0


def _made(encoder: Callable[[], Encoder], store: LanceStore) -> Any:
    """Return a new worker, on one processor of the cluster."""
    return ray.remote(num_cpus=1)(_Worker).remote(encoder, store.root, store.head)


@contextmanager
def _cluster(address: str) -> Iterator[int]:
    """Yield the number of processors of a cluster, while connected to it.

    Raises:
        StoreError: it cannot be reached.
    """
    options: dict[str, Any] = {"address": "local", "num_cpus": cpu.processors()} if address == HERE else {"address": address}
    with redirect_stdout(sys.stderr):  # where Ray says that a worker has died
        try:
            ray.init(**options, log_to_driver=False, logging_level="error", include_dashboard=False)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise StoreError(f"{address}: no Ray cluster answers ({str(error).splitlines()[0]})") from error
        try:
            yield max(int(ray.available_resources().get("CPU", 1)), 1)
        finally:
            ray.shutdown()
