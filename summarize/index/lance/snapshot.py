"""Read one state of the tables: the versions that a head names, whatever is published meanwhile."""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import lance
import numpy as np
import pyarrow as pa
from lance.query import BooleanQuery, FullTextQuery, MatchQuery, Occur, PhraseQuery

from summarize.documents.readers.sandbox import transfer
from summarize.index.lance import tables
from summarize.index.lance.errors import as_store_errors
from summarize.index.lance.scopes import StoredScope, conditions
from summarize.index.lance.tables import ALL, FILE, OWN, SENTENCE, SHIFT, Head, listed, literal
from summarize.index.rows import Stamp, Stored
from summarize.index.scope import FileRanges, Ids, Scope
from summarize.index.tokens import tokens
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.text.languages import ENGLISH, lexical_form
from summarize.types.document import Metadata

CHUNK, BATCH = 1_000, 10_000
"""Rows that are looked up at a time, and rows of files that are read at a time."""
MOST_LOOKED_UP = 10_000
"""Files up to which each is looked up by its path; all are read if more are wanted."""
MOST_HELD = 100_000
"""Sentences with a term of which the first are taken."""
MORE = 20
"""Sentences beyond the limit that are compared exactly: Lance rounds the question's vector as it does the others."""
PROBED, REFINED = 0.7, 10
"""Share of the groups of vectors that are looked through, where there are groups, and how many times what is wanted is compared
exactly. With fewer groups too many of the nearest sentences are missed (docs/cluster.md)."""
INDEXES_KEPT, TABLES_KEPT = 600_000_000, 100_000_000
"""Bytes of indexes, and of the descriptions of tables, that are kept in memory."""
EVERYTHING = 2**31 - 1
"""A limit that no search reaches; without one, Lance gives ten."""


class LanceSnapshot:
    """The state of a store that a head names."""

    def __init__(self, root: str, head: Head) -> None:
        self._root = root
        self._folder = f"{root}/{head.epoch}"
        self._versions = {"files": head.files, "sentences": head.sentences, "words": head.words}
        self._matching = cache(self._matched)
        self._files: dict[int, tuple[dict[str, Any], Places]] = {}

    def paths(self, roots: Sequence[Path]) -> Iterator[str]:
        """Yield the absolute paths of the files at or below some places."""
        return (row["path"] for row in self.files(["path"], tables.below(roots), order_by=["path"]))

    def stamps(self, paths: Collection[str]) -> dict[str, Stamp]:
        """Return the state of some files, by absolute path."""
        return {row["path"]: tables.stamp(row) for row in self._of_files(["size", "mtime_ns", "sha256"], paths)}

    def troubles(self, paths: Collection[str]) -> dict[str, str]:
        """Return why those of some files that could not be read could not, by absolute path."""
        return {row["path"]: row["trouble"] for row in self._of_files(["trouble"], paths) if row["trouble"] is not None}

    def metadata(self, paths: Iterable[str]) -> dict[str, Metadata]:
        """Return the metadata of some files, by absolute path."""
        return {row["path"]: tables.metadata(row) for row in self._of_files(tables.METADATA, set(paths))}

    def counts(self, paths: Collection[str]) -> dict[str, int]:
        """Return the number of sentences of those of some files that have any, by absolute path."""
        rows = self._of_files(["first", "last"], paths)
        return {row["path"]: row["last"] - row["first"] + 1 for row in rows if row["first"] is not None}

    def scope(self, paths: Collection[str]) -> FileRanges:
        """Return the sentences of some files; files that the store does not know have none."""
        held = [row for row in self._of_files(["first", "last"], paths) if row["first"] is not None]
        held.sort(key=lambda row: row["path"])
        first, last = (np.array([row[name] for row in held], dtype=np.int64) for name in ("first", "last"))
        return FileRanges(first, last, len(held) == self.count_files("first IS NOT NULL"))

    def sentences(self, ids: Sequence[int]) -> dict[int, Stored]:
        """Return sentences by their ids."""
        found = {row["id"]: row for row in self._looked_up("sentences", ["id", "file", *SENTENCE], "id", ids)}
        firsts = sorted({tables.first_id(row["file"]) for row in found.values()} - self._files.keys())
        for row in self._looked_up("files", FILE, "first", firsts):
            self._files[row["first"]] = row, transfer.places(json.loads(row["places"])) if row["places"] else NUMBERED
        return {
            id_: tables.read_stored(found[id_], *self._files[tables.first_id(found[id_]["file"])]) for id_ in ids if id_ in found
        }

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of sentences, in the order of `ids`, shape (ids, dimensions)."""
        found: dict[int, np.ndarray] = {}
        for chunk in _chunks(ids):
            table = self._table("sentences", ["id", "vector"], f"id IN {listed(chunk)}")
            found.update(zip(table["id"].to_pylist(), _vectors(table), strict=True))
        return np.stack([found[id_] for id_ in ids]) if ids else np.zeros((0, 1), dtype=np.float32)

    def dense(self, vectors: Vectors, scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope that are nearest to each of some unit vectors, with their highest cosine.

        `vectors` has shape (vectors, dimensions).
        """
        found: dict[int, float] = {}
        among = {"nprobes": 1 + int(PROBED * math.isqrt(self.count()[1])), "refine_factor": REFINED}
        for vector in vectors:
            near = {"column": "vector", "q": vector.astype(np.float16), "k": limit + MORE, "metric": "dot", **among}
            table = self._search(["id", "vector", "_distance"], scope, nearest=near)
            if table is None:
                return found
            cosines = _vectors(table) @ vector
            for row in np.argsort(-cosines)[:limit].tolist():
                id_ = table["id"][row].as_py()
                found[id_] = max(found.get(id_, -1.0), float(cosines[row]))
        best = sorted(found, key=found.__getitem__, reverse=True)[: limit * len(vectors)]
        return {id_: found[id_] for id_ in best}

    def lexical(self, terms: Iterable[str], scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope with the highest BM25 score for the terms (higher is better)."""
        queries = [query for term in terms for query in self._matching(term, ALL)]
        table = self._matches(queries, scope, limit)
        return dict(zip(table["id"].to_pylist(), table["_score"].to_pylist(), strict=True)) if table else {}

    def holding(self, term: str, scope: Scope, limit: int) -> list[int]:
        """Return the first `limit` sentences in scope that contain a term themselves, not only in their context.

        Of very many that contain it, only the `MOST_HELD` with the highest score are looked at.
        """
        table = self._matches(self._matching(term, OWN), scope, MOST_HELD)
        return sorted(table["id"].to_pylist())[:limit] if table else []

    def files_holding(self, term: str, paths: Collection[str]) -> frozenset[str]:
        """Return those of some files of which a sentence contains a term itself, by absolute path."""
        table = self._matches(self._matching(term, OWN), self.scope(paths), EVERYTHING)
        firsts = np.unique(table["id"].to_numpy() >> SHIFT).tolist() if table else []
        rows = self._looked_up("files", ["path"], "first", map(tables.first_id, firsts))
        return frozenset(row["path"] for row in rows)

    def frequency(self, term: str, scope: Scope) -> int:
        """Return the number of sentences in scope that contain a term themselves."""
        if not (queries := self._matching(term, OWN)):
            return 0
        how = {"columns": ["id", "_score"], "full_text_query": _any_of(queries), "prefilter": True}
        with as_store_errors(self._root):
            table = self._tables.get("sentences")
            scanners = [table.scanner(filter=each, **how) for each in conditions(scope)] if table else []
            return sum(int(scanner.count_rows()) for scanner in scanners)

    def words(self, first: Collection[str]) -> set[str]:
        """Return the words that have a vector and begin with one of some letters."""
        ranges = " OR ".join(f"word >= {literal(each)} AND word < {literal(chr(ord(each) + 1))}" for each in first)
        return {row["word"] for row in self._rows("words", ["word"], ranges or "FALSE")}

    def with_vector(self, words: Sequence[str]) -> set[str]:
        """Return those of some words that have a vector."""
        return {row["word"] for row in self._looked_up("words", ["word"], "word", words)}

    def word_vectors(self, words: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the given words that are stored, each of shape (dimensions,)."""
        rows = self._looked_up("words", ["word", "vector"], "word", words)
        return {row["word"]: np.array(row["vector"], dtype=np.float32) for row in rows}

    def count(self) -> tuple[int, int]:
        """Return the number of files and of sentences."""
        with as_store_errors(self._root):
            files, sentences = (self._tables[name].count_rows() if name in self._tables else 0 for name in ("files", "sentences"))
            return files, sentences

    def count_files(self, where: str) -> int:
        """Return the number of files of a condition."""
        if "files" not in self._tables:
            return 0
        with as_store_errors(self._root):
            return int(self._tables["files"].count_rows(filter=where))

    def summed(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of a query that sums files up, for which the table is called `dataset`."""
        if "files" not in self._tables:
            return []
        with as_store_errors(self._root):
            return [row for batch in self._tables["files"].sql(sql).build().to_batch_records() for row in batch.to_pylist()]

    def files(self, names: Sequence[str], where: str, limit: int | None = None, **how: Any) -> Iterator[dict[str, Any]]:
        """Yield columns of the files of a condition, some in memory at a time."""
        if "files" not in self._tables:
            return
        with as_store_errors(self._root):
            scanner = self._tables["files"].scanner(columns=list(names), filter=where, limit=limit, batch_size=BATCH, **how)
            for batch in scanner.to_batches():
                yield from batch.to_pylist()

    def scope_of(self, where: str) -> StoredScope:
        """Return the sentences of the files of a condition; other files have sentences too."""
        (row,) = self.summed(f"SELECT sum(last - first + 1) AS sentences FROM dataset WHERE {where}")
        return StoredScope(self._numbers(where), self._numbers(f"NOT coalesce({where}, FALSE)"), row["sentences"] or 0)

    def _numbers(self, where: str) -> Ids:
        """Return the numbers of the files of a condition that have sentences, ascending."""
        table = self._table("files", ["first"], f"({where}) AND first IS NOT NULL")
        return np.sort(table["first"].to_numpy() >> SHIFT)

    def rows_of(self, paths: Collection[str]) -> list[dict[str, Any]]:
        """Return the rows of some files, for the next state."""
        return list(self._looked_up("files", FILE, "path", set(paths)))

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

    @cached_property
    def _languages(self) -> list[str]:
        """The languages of the store, English first."""
        found = {row["language"] for row in self.summed("SELECT DISTINCT language FROM dataset WHERE language IS NOT NULL")}
        return [ENGLISH, *sorted(found - {ENGLISH})]

    def _matched(self, term: str, column: str) -> list[FullTextQuery]:
        """Return the queries for a term in its forms in the languages of the store; empty if nothing is left to search for."""
        forms = dict.fromkeys(tuple(tokens(lexical_form(term, code))) for code in self._languages)
        return [PhraseQuery(" ".join(form), column) if len(form) > 1 else MatchQuery(form[0], column) for form in forms if form]

    def _matches(self, queries: Sequence[FullTextQuery], scope: Scope, limit: int) -> pa.Table | None:
        """Return the ids and scores of what matches any of some queries, best first."""
        if not queries or not len(scope):
            return None
        most = min(limit, len(scope))
        table = self._search(["id", "_score"], scope, full_text_query=_any_of(queries), limit=most)
        return table.sort_by([("_score", "descending")])[:most] if table and len(conditions(scope)) > 1 else table

    def _search(self, names: Sequence[str], scope: Scope, **how: Any) -> pa.Table | None:
        """Return what is found in scope, a part of it after the other if it has very many files; `None` if nothing is there."""
        if "sentences" not in self._tables or not len(scope):
            return None
        with as_store_errors(self._root):
            table, wanted = self._tables["sentences"], {"columns": list(names), "prefilter": True, **how}
            return pa.concat_tables([table.to_table(filter=each, **wanted) for each in conditions(scope)])

    def _of_files(self, names: Sequence[str], paths: Collection[str]) -> Iterator[dict[str, Any]]:
        """Yield the paths and some columns of some files."""
        if len(paths) <= MOST_LOOKED_UP:
            return self._looked_up("files", ["path", *names], "path", paths)
        wanted = set(paths)
        return (row for row in self.files(["path", *names], "TRUE") if row["path"] in wanted)

    def _looked_up(self, table: str, names: Sequence[str], key: str, keys: Iterable[Any]) -> Iterator[dict[str, Any]]:
        for chunk in _chunks(list(keys)):
            yield from self._rows(table, names, f"{key} IN {listed(chunk)}")

    def _rows(self, table: str, names: Sequence[str], where: str | None = None) -> list[dict[str, Any]]:
        return self._table(table, names, where).to_pylist() if table in self._tables else []

    def _table(self, table: str, names: Sequence[str], where: str | None) -> pa.Table:
        with as_store_errors(self._root):
            return self._tables[table].to_table(columns=list(names), filter=where)


@cache
def _session() -> lance.Session:
    """What all snapshots of a process keep of indexes and tables in memory, whatever the size of the store."""
    return lance.Session(index_cache_size_bytes=INDEXES_KEPT, metadata_cache_size_bytes=TABLES_KEPT)


def _any_of(queries: Sequence[FullTextQuery]) -> FullTextQuery:
    return queries[0] if len(queries) == 1 else BooleanQuery([(Occur.SHOULD, each) for each in queries])


def _vectors(table: pa.Table) -> Vectors:
    """Return the column of vectors, shape (rows, dimensions)."""
    column = table["vector"].combine_chunks()
    return np.asarray(column.flatten(), dtype=np.float32).reshape(len(column), column.type.list_size)


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
