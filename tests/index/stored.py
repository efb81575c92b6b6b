"""Short ways to put files into a store and to look at it."""

import numpy as np

from summarize.index.rows import Entry, Stamp
from summarize.index.store import NO_WORDS
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
