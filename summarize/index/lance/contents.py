"""What a store holds, and how to make it forget some of it; both work without a model, and on a store of any embedder."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from summarize.index.contents import Held
from summarize.index.lance import heads
from summarize.index.lance.errors import as_store_errors
from summarize.index.lance.scopes import conditions
from summarize.index.lance.snapshot import LanceSnapshot
from summarize.index.lance.store import LanceStore
from summarize.index.scope import Everything, FileRanges
from summarize.text.terms import comparable_words


def count(root: str) -> tuple[int, int]:
    """Return the number of files and of sentences of a store.

    Raises:
        StoreError: there is no store, or it is of another version.
    """
    with closing(LanceSnapshot(root, heads.require_head(root))) as snapshot:
        return snapshot.count()


def held(root: str) -> Iterator[Held]:
    """Yield the files of a store, by path.

    Raises:
        StoreError: there is no store, or it is of another version.
    """
    names = ["path", "title", "trouble", "first", "last"]
    with closing(LanceSnapshot(root, heads.require_head(root))) as snapshot:
        for row in snapshot.state.files(names, "TRUE", order_by=["path"]):
            count = 0 if row["first"] is None else row["last"] - row["first"] + 1
            yield Held(row["path"], row["title"], row["trouble"], count)


def forget(root: str, sources: Sequence[Path]) -> tuple[str, ...]:
    """Remove files, and all files below folders, from a store, and all its older states; return their paths.

    Words that no other file has, in any form, lose their vectors. A question that is being answered from an older state fails,
    and so does a run that has staged files. Sources need not exist any more.

    Raises:
        StoreError: there is no store, it is of another version, or it cannot be written.
    """
    store = LanceStore(root, heads.require_head(root))
    with closing(store.snapshot()) as snapshot:
        gone = tuple(snapshot.paths(sources))
        unused = sorted(_theirs_alone(snapshot, snapshot.scope(gone))) if gone else ()
    if gone:
        store.publish([], removed=gone, unused=unused)
    with heads.locked(root), as_store_errors(root):  # also if an earlier command was interrupted before this
        heads.tidy(root, store.head, timedelta(0), staged=True)
    return gone


def _theirs_alone(snapshot: LanceSnapshot, scope: FileRanges) -> Iterator[str]:
    """Yield the words of sentences that no other sentence has in any form."""
    every = Everything(snapshot.count()[1])
    texts = (row["text"] for where in conditions(scope) for row in snapshot.state.rows("sentences", ["text"], where))
    for word in {word for text in texts for word in comparable_words(text)}:
        if snapshot.frequency(word, every) == snapshot.frequency(word, scope):
            yield word
