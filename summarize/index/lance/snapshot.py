"""Read one state of the tables: the versions that a head names, whatever is published meanwhile."""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any

import lance
import numpy as np
import pyarrow as pa
from lance.query import BooleanQuery, FullTextQuery, MatchQuery, Occur, PhraseQuery

from summarize.documents.readers.sandbox import transfer
from summarize.index.lance import tables
from summarize.index.lance.errors import as_store_errors
from summarize.index.lance.tables import ALL, FILE, OWN, SENTENCE, SHIFT, Head, listed
from summarize.index.rows import Stamp, Stored
from summarize.index.scope import Scope
from summarize.index.tokens import tokens
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.text.languages import ENGLISH, lexical_form
from summarize.types.document import Metadata

CHUNK = 1_000
"""Rows that are looked up at a time."""
MORE = 20
"""Sentences beyond the limit that are compared exactly: Lance rounds the question's vector as it does the others."""
PROBED, REFINED = 0.7, 10
"""Share of the groups of vectors that are looked through, where there are groups, and how many times what is wanted is compared
exactly. With fewer groups too many of the nearest sentences are missed (docs/cluster.md)."""
EVERYTHING = 2**31 - 1
"""A limit that no search reaches; without one, Lance gives ten."""


class LanceSnapshot:
    """The state of a store that a head names."""

    def __init__(self, root: str, head: Head) -> None:
        self._root = root
        self._folder = f"{root}/{head.epoch}"
        self._versions = {"files": head.files, "sentences": head.sentences, "words": head.words}
        self._matching = cache(self._matched)
        self._scope: tuple[Collection[str], Scope] | None = None
        self._files: dict[int, tuple[dict[str, Any], Places]] = {}

    def stamps(self) -> dict[str, Stamp]:
        """Return the state of each file, by absolute path."""
        return {row["path"]: tables.stamp(row) for row in self._rows("files", ["path", "size", "mtime_ns", "sha256"])}

    def troubles(self) -> dict[str, str]:
        """Return why files could not be read, by absolute path."""
        return {row["path"]: row["trouble"] for row in self._rows("files", ["path", "trouble"], "trouble IS NOT NULL")}

    def metadata(self, paths: Iterable[str]) -> dict[str, Metadata]:
        """Return the metadata of some files, by absolute path."""
        names, wanted = ["path", *tables.METADATA], set(paths)
        rows = self._looked_up("files", names, "path", wanted) if len(wanted) <= CHUNK else self._rows("files", names)
        return {row["path"]: tables.metadata(row) for row in rows if row["path"] in wanted}

    def scope(self, paths: Collection[str]) -> Scope:
        """Return the sentences of some files; files that the store does not know have none.

        Called again with the same collection it returns the same scope.
        """
        if self._scope is None or self._scope[0] is not paths:
            self._scope = paths, self._scope_of(set(paths))
        return self._scope[1]

    def _scope_of(self, wanted: set[str]) -> Scope:
        every = sorted(self._rows("files", ["path", "first", "last"], "first IS NOT NULL"), key=lambda row: row["path"])
        held = [row for row in every if row["path"] in wanted]
        first, last = (np.array([row[name] for row in held], dtype=np.int64) for name in ("first", "last"))
        return Scope(tuple(row["path"] for row in held), first, last, len(held) == len(every))

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
        if "sentences" not in self._tables or not len(scope):
            return found
        among = {"nprobes": 1 + int(PROBED * math.isqrt(self.count()[1])), "refine_factor": REFINED}
        for vector in vectors:
            near = {"column": "vector", "q": vector.astype(np.float16), "k": limit + MORE, "metric": "dot", **among}
            table = self._search(["id", "vector", "_distance"], scope, nearest=near)
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

    def holding(self, term: str, scope: Scope) -> list[int]:
        """Return the sentences in scope that contain a term themselves, not only in their context."""
        table = self._matches(self._matching(term, OWN), scope, EVERYTHING)
        return sorted(table["id"].to_pylist()) if table else []

    def frequency(self, term: str, scope: Scope) -> int:
        """Return the number of sentences in scope that contain a term themselves."""
        queries = self._matching(term, OWN)
        if not queries or "sentences" not in self._tables or not len(scope):
            return 0
        with as_store_errors(self._root):
            scanner = self._tables["sentences"].scanner(
                columns=["id", "_score"], full_text_query=_any_of(queries), **_within(scope)
            )
            return int(scanner.count_rows())

    def words(self) -> set[str]:
        """Return the words that have a vector."""
        return {row["word"] for row in self._rows("words", ["word"])}

    def word_vectors(self, words: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the given words that are stored, each of shape (dimensions,)."""
        rows = self._looked_up("words", ["word", "vector"], "word", words)
        return {row["word"]: np.array(row["vector"], dtype=np.float32) for row in rows}

    def count(self) -> tuple[int, int]:
        """Return the number of files and of sentences."""
        with as_store_errors(self._root):
            files, sentences = (self._tables[name].count_rows() if name in self._tables else 0 for name in ("files", "sentences"))
            return files, sentences

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
                name: lance.dataset(f"{self._folder}/{name}", version=version)
                for name, version in self._versions.items()
                if version
            }

    @cached_property
    def _languages(self) -> list[str]:
        """The languages of the store, English first."""
        rows = self._rows("files", ["language"], "language IS NOT NULL")
        return [ENGLISH, *sorted({row["language"] for row in rows} - {ENGLISH})]

    def _matched(self, term: str, column: str) -> list[FullTextQuery]:
        """Return the queries for a term in its forms in the languages of the store; empty if nothing is left to search for."""
        forms = dict.fromkeys(tuple(tokens(lexical_form(term, code))) for code in self._languages)
        return [PhraseQuery(" ".join(form), column) if len(form) > 1 else MatchQuery(form[0], column) for form in forms if form]

    def _matches(self, queries: Sequence[FullTextQuery], scope: Scope, limit: int) -> pa.Table | None:
        """Return the ids and scores of what matches any of some queries, best first."""
        if not queries or "sentences" not in self._tables or not len(scope):
            return None
        return self._search(["id", "_score"], scope, full_text_query=_any_of(queries), limit=min(limit, len(scope)))

    def _search(self, names: Sequence[str], scope: Scope, **how: Any) -> pa.Table:
        with as_store_errors(self._root):
            return self._tables["sentences"].to_table(columns=list(names), **_within(scope), **how)

    def _looked_up(self, table: str, names: Sequence[str], key: str, keys: Collection[Any]) -> Iterator[dict[str, Any]]:
        for chunk in _chunks(list(keys)):
            yield from self._rows(table, names, f"{key} IN {listed(chunk)}")

    def _rows(self, table: str, names: Sequence[str], where: str | None = None) -> list[dict[str, Any]]:
        return self._table(table, names, where).to_pylist() if table in self._tables else []

    def _table(self, table: str, names: Sequence[str], where: str | None) -> pa.Table:
        with as_store_errors(self._root):
            return self._tables[table].to_table(columns=list(names), filter=where)


def _within(scope: Scope) -> dict[str, Any]:
    """Return the condition that keeps a search to a scope."""
    numbers = (scope.first >> SHIFT).tolist()
    return {} if scope.whole else {"filter": f"file IN {listed(numbers)}", "prefilter": True}


def _any_of(queries: Sequence[FullTextQuery]) -> FullTextQuery:
    return queries[0] if len(queries) == 1 else BooleanQuery([(Occur.SHOULD, each) for each in queries])


def _vectors(table: pa.Table) -> Vectors:
    """Return the column of vectors, shape (rows, dimensions)."""
    column = table["vector"].combine_chunks()
    return np.asarray(column.flatten(), dtype=np.float32).reshape(len(column), column.type.list_size)


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
