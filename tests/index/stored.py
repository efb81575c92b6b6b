"""Short ways to put files into a store and to look at it."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from summarize.index.database import open_database
from summarize.index.files import Files, Listed
from summarize.index.rows import Entry, Stamp
from summarize.index.store import NO_WORDS
from summarize.types.document import Metadata
from tests import needs
from tests.conftest import one

OPEN: list = []
"""Snapshots to let go at the end of a test."""


def unit(number: int) -> np.ndarray:
    """One of many vectors, each nearest to itself."""
    vector = np.random.default_rng(number).normal(size=(1, 8)).astype(np.float32)
    return vector / np.linalg.norm(vector)


def entry(path: str, *texts: str) -> Entry:
    rng = np.random.default_rng(len(path))
    vectors = rng.normal(size=(len(texts), 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Entry(path, Stamp(1, 2, "x"), [(one(text), "hash") for text in texts], vectors)


def put(store, *entries: Entry) -> None:
    store.publish([store.stage(entries, NO_WORDS)])


def add(store, path: str, *texts: str) -> None:
    put(store, entry(path, *texts))


def now(store):
    """The present state, which is let go at the end of the test."""
    OPEN.append(store.snapshot())
    return OPEN[-1]


def described(kind: str, place: Path, root: str, known: Mapping[str, Metadata], *more: Entry) -> Files:
    """Files below a root with a sentence each and what is known of them, in a store of a kind: "embedded" or "lance"."""
    said = [(one("It rained."), "hash")]
    entries = [Entry(path, Stamp(1, 2, "x"), said, unit(1), what) for path, what in known.items()]
    if kind == "embedded":
        store = open_database(place, "an embedder")
        put(store, *entries, *more)
        names = {path: path.removeprefix(f"{root}/") for path in (*known, *(entry.path for entry in more))}
        return Listed(now(store), names)
    needs.lance()
    from summarize.index.lance.files import Root, StoredFiles
    from summarize.index.lance.store import open_lance

    store = open_lance(str(place), "an embedder")
    put(store, *entries, *more, entry(f"{root}-others/Osei2023.txt", "It is of another folder."))
    return StoredFiles(now(store), (Root(Path(root), Path(root)),))
