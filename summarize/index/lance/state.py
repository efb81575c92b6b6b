"""The tables of one state of a store, each in the version that a head names, and queries on them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any

import lance
import numpy as np
import pyarrow as pa

from summarize.index.lance.errors import as_store_errors
from summarize.index.lance.scopes import StoredScope, conditions
from summarize.index.lance.tables import SHIFT, Head, listed
from summarize.index.scope import Ids, Scope

CHUNK, BATCH = 1_000, 10_000
"""Rows that are looked up at a time, and rows of files that are read at a time."""
MOST_LOOKED_UP = 10_000
"""Files up to which each is looked up by its path; all are read if more are wanted."""
INDEXES_KEPT, TABLES_KEPT = 600_000_000, 100_000_000
"""Bytes of indexes, and of the descriptions of tables, that are kept in memory."""


class State:
    """The tables of a store as a head names them; a table that is not there has no rows.

    Each method raises a StoreError if the tables cannot be read.
    """

    def __init__(self, root: str, head: Head) -> None:
        self._root = root
        self._folder = f"{root}/{head.epoch}"
        self.tokens = head.tokens
        self._versions = {"files": head.files, "sentences": head.sentences, "words": head.words}

    def table(self, name: str, columns: Sequence[str], where: str | None = None) -> pa.Table | None:
        """Return columns of the rows of a condition."""
        with as_store_errors(self._root):
            return self._tables[name].to_table(columns=list(columns), filter=where) if name in self._tables else None

    def rows(self, name: str, columns: Sequence[str], where: str | None = None) -> list[dict[str, Any]]:
        """Return columns of the rows of a condition."""
        found = self.table(name, columns, where)
        return found.to_pylist() if found is not None else []

    def looked_up(self, name: str, columns: Sequence[str], key: str, keys: Iterable[Any]) -> Iterator[dict[str, Any]]:
        """Yield columns of the rows with one of some keys."""
        for chunk in chunks(list(keys)):
            yield from self.rows(name, columns, f"{key} IN {listed(chunk)}")

    def files(self, columns: Sequence[str], where: str, limit: int | None = None, **how: Any) -> Iterator[dict[str, Any]]:
        """Yield columns of the files of a condition, some in memory at a time."""
        if "files" not in self._tables:
            return
        with as_store_errors(self._root):
            scanner = self._tables["files"].scanner(columns=list(columns), filter=where, limit=limit, batch_size=BATCH, **how)
            for batch in scanner.to_batches():
                yield from batch.to_pylist()

    def files_at(self, columns: Sequence[str], paths: Collection[str]) -> Iterator[dict[str, Any]]:
        """Yield the paths and some columns of some files."""
        if len(paths) <= MOST_LOOKED_UP:
            return self.looked_up("files", ["path", *columns], "path", paths)
        wanted = set(paths)
        return (row for row in self.files(["path", *columns], "TRUE") if row["path"] in wanted)

    def summed(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of a query that sums files up, for which their table is called `dataset`."""
        if "files" not in self._tables:
            return []
        with as_store_errors(self._root):
            return [row for batch in self._tables["files"].sql(sql).build().to_batch_records() for row in batch.to_pylist()]

    def count(self, name: str, where: str | None = None) -> int:
        """Return the number of rows of a condition."""
        with as_store_errors(self._root):
            return int(self._tables[name].count_rows(filter=where)) if name in self._tables else 0

    def scope(self, where: str) -> StoredScope:
        """Return the sentences of the files of a condition; other files have sentences too."""
        (row,) = self.summed(f"SELECT sum(last - first + 1) AS sentences FROM dataset WHERE {where}")
        return StoredScope(self._numbers(where), self._numbers(f"NOT coalesce({where}, FALSE)"), row["sentences"] or 0)

    def search(self, columns: Sequence[str], scope: Scope, **how: Any) -> pa.Table | None:
        """Return what is found in scope, a part of it after the other if it has very many files; `None` if nothing is there."""
        if "sentences" not in self._tables or not len(scope):
            return None
        with as_store_errors(self._root):
            table, wanted = self._tables["sentences"], {"columns": list(columns), "prefilter": True, **how}
            return pa.concat_tables([table.to_table(filter=each, **wanted) for each in conditions(scope)])

    def hits(self, where: Sequence[str | None], **how: Any) -> int:
        """Return the number of sentences that a search finds under any of some conditions, of which no two have the same."""
        if "sentences" not in self._tables:
            return 0
        with as_store_errors(self._root):
            table, wanted = self._tables["sentences"], {"columns": ["id", "_score"], "prefilter": True, **how}
            return sum(int(table.scanner(filter=each, **wanted).count_rows()) for each in where)

    def close(self) -> None:
        """Let the tables go."""
        self.__dict__.pop("_tables", None)

    @cached_property
    def _tables(self) -> dict[str, lance.LanceDataset]:
        """The tables that there are, each in its version."""
        with as_store_errors(self._root):
            return {
                name: lance.dataset(f"{self._folder}/{name}", version=version, session=_session())
                for name, version in self._versions.items()
                if version
            }

    def _numbers(self, where: str) -> Ids:
        """Return the numbers of the files of a condition that have sentences, ascending."""
        table = self.table("files", ["first"], f"({where}) AND first IS NOT NULL")
        return np.sort(table["first"].to_numpy() >> SHIFT) if table is not None else np.zeros(0, dtype=np.int64)


@cache
def _session() -> lance.Session:
    """What all states that a process reads keep of indexes and tables in memory, whatever the size of the store."""
    return lance.Session(index_cache_size_bytes=INDEXES_KEPT, metadata_cache_size_bytes=TABLES_KEPT)


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield values some at a time: as many as one condition names."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
