"""Write the tables: any worker stages fragments, which nobody sees; one driver publishes them.

A step of publishing commits each table, brings its indexes up to date, and then writes the head, which names the versions that
belong together. What a step that was interrupted left behind has no head; the next step starts from the versions of the head.
"""

import json
import math
import secrets
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import lance
import pyarrow as pa
from lance.fragment import FragmentMetadata, write_fragments

from summarize.errors import StoreError
from summarize.index.lance import heads, tables
from summarize.index.lance.errors import as_store_errors
from summarize.index.lance.snapshot import LanceSnapshot
from summarize.index.lance.tables import ALL, OWN, Head
from summarize.index.rows import Entry, Stamp
from summarize.index.store import Staged, Words

INDEXES = {
    "sentences": {"id": "BTREE", "file": "BTREE", OWN: "INVERTED", ALL: "INVERTED"},
    "words": {"word": "BTREE"},
    "files": {"path": "BTREE", "first": "BTREE", "written": "BTREE", "called": "INVERTED"},
}
EMPTY = 1
"""The version of a table as it is made."""
TOKENS_AS_THEY_ARE = {
    "base_tokenizer": "whitespace", "lower_case": False, "stem": False, "remove_stop_words": False, "ascii_folding": False,
    "max_token_length": None, "with_position": True,
}  # fmt: skip
FRAGMENT = 100_000
"""Rows of a fragment; smaller ones are put together."""
OWNER_ALONE = 0o700
EXACT_UP_TO = 200_000
"""Sentences up to which every vector is compared."""
NUMBERS_A_CODE = 8
"""Numbers of a vector that one byte replaces while it is looked for; what is found is compared exactly."""
PARTS = 10
"""Parts of the grouped vectors, one for each step of publishing, from which on the newest are put together."""
AT_ONCE = 10_000
"""Rows that one condition names."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Fragments that were written, as JSON, by the table they are for."""

    fragments: Mapping[str, Sequence[str]]


class LanceStore:
    """The store below a root, which is a folder or an address of S3-compatible storage.

    `head` is the state that the store was opened in; for a store that is made again, one that nobody sees until something is
    published. `numbers` are those that files get, if a driver has given some to this worker; else more are taken when needed.
    """

    together = 50
    rebuilt: str | None = None

    def __init__(self, root: str, head: Head, numbers: range | None = None) -> None:
        self.root = root
        self.head = head
        self._numbers = numbers

    def with_vector(self, words: Sequence[str]) -> set[str]:
        """Return those of some words that have a vector in the state that this worker or driver knows.

        Raises:
            StoreError: the store cannot be read.
        """
        with closing(LanceSnapshot(self.root, self.head)) as known:
            return known.with_vector(words)

    def stage(self, entries: Sequence[Entry], words: Words) -> Staged:
        """Write files, and the vectors of words that are new in them, as fragments that no version of a table has yet.

        Raises:
            StoreError: they cannot be written.
        """
        dimensions = next((entry.vectors.shape[1] for entry in entries if len(entry.vectors)), 0)
        number = self._take(sum(map(tables.numbers, entries)))
        files, sentences, schemas = [], [], tables.schemas(dimensions)
        for entry in entries:
            rows = list(tables.sentence_rows(entry, number))
            files.append(tables.file_row(entry, number, rows))
            if rows:
                sentences.append(tables.with_vectors(rows, entry.vectors, schemas["sentences"]))
            number += tables.numbers(entry)
        made = {"files": pa.Table.from_pylist(files, schemas["files"])}
        if sentences:
            made["sentences"] = pa.concat_tables(sentences)
        if words.words:
            made["words"] = tables.with_vectors([{"word": word} for word in words.words], words.vectors, schemas["words"])
        written = {name: self._write(name, table) for name, table in made.items()}
        return Staged(tuple(entry.path for entry in entries), _Kept(written))

    def publish(
        self, staged: Sequence[Staged], removed: Collection[str] = (), touched: Mapping[str, Stamp] | None = None
    ) -> None:
        """Show what was staged in place of the older state of its files, by one new head.

        `removed` are files to forget, `touched` those that were saved again with the same content.

        Raises:
            StoreError: it cannot be written; readers see the state before.
        """
        touched = touched or {}
        new: dict[str, list[str]] = {name: [] for name in heads.TABLES}
        for one in staged:
            assert isinstance(one.kept, _Kept)  # staged by this store
            for name, fragments in one.kept.fragments.items():
                new[name] += fragments
        gone = {*removed, *(path for one in staged for path in one.paths)}
        with heads.locked(self.root), as_store_errors(self.root):
            head = self._current()
            with closing(LanceSnapshot(self.root, head)) as before:
                old = before.rows_of([*gone, *touched])
            numbers = [row["first"] >> tables.SHIFT for row in old if row["path"] in gone and row["first"] is not None]
            times = {path: {"size": stamp.size, "mtime_ns": stamp.mtime_ns} for path, stamp in touched.items()}
            again = [row | times[row["path"]] for row in old if row["path"] in times and row["path"] not in gone]
            if again:
                new["files"] += self._write("files", pa.Table.from_pylist(again, tables.schemas(0)["files"]))
            sentences = self._changed("sentences", head.sentences, new["sentences"], "file", numbers)
            words = self._changed("words", head.words, new["words"], "word", ())
            files = self._changed("files", head.files, new["files"], "path", [row["path"] for row in old])
            self.head = replace(head, files=files, sentences=sentences, words=words)
            heads.write_head(self.root, self.head)
            heads.tidy(self.root, self.head, heads.KEPT)

    def snapshot(self) -> LanceSnapshot:
        """Return the last published state.

        Raises:
            StoreError: the store cannot be read.
        """
        with as_store_errors(self.root):
            return LanceSnapshot(self.root, self._current())

    def close(self) -> None:
        """Let the store go."""

    def _changed(self, name: str, version: int, fragments: Sequence[str], key: str, gone: Sequence[Any]) -> int:
        """Commit a table without some rows and with new fragments, from the version of the head; return its new version."""
        if not fragments and not (gone and version):
            return version
        table = lance.dataset(uri := self._uri(name))
        if table.version != (version or EMPTY):  # a step was interrupted
            table = lance.dataset(uri, version=version or EMPTY)
            table.restore()
        for start in range(0, len(gone), AT_ONCE):
            table.delete(f"{key} IN {tables.listed(gone[start : start + AT_ONCE])}")
        if fragments:
            added = lance.LanceOperation.Append([FragmentMetadata.from_json(fragment) for fragment in fragments])
            table = lance.LanceDataset.commit(uri, added, read_version=table.latest_version)
        return self._kept_fast(name, table, smaller=bool(gone))

    def _kept_fast(self, name: str, table: lance.LanceDataset, *, smaller: bool) -> int:
        """Put small fragments together, and those with rows that are gone, and bring the indexes up to date."""
        table.optimize.compact_files(
            target_rows_per_fragment=FRAGMENT, **({"materialize_deletions_threshold": 0.0} if smaller else {})
        )
        indexed = {column for index in table.describe_indices() for column in index.field_names}
        for column, kind in INDEXES[name].items():
            if column not in indexed:
                table.create_scalar_index(column, kind, **(TOKENS_AS_THEY_ARE if kind == "INVERTED" else {}))
        if name == "sentences":
            _index_vectors(table)
        for index in table.describe_indices():
            if index.field_names != ["vector"]:
                table.optimize.optimize_indices(index_names=[index.name])
        return heads.tag(table)

    def _write(self, name: str, table: pa.Table) -> list[str]:
        with as_store_errors(self.root):
            self._make(name, table.schema)
            return [json.dumps(each.to_json()) for each in write_fragments(table, self._uri(name), schema=table.schema)]

    def _make(self, name: str, schema: pa.Schema) -> None:
        """Make a table if it is not there; another worker may do so at the same time."""
        if heads.is_there(uri := self._uri(name)):
            return
        try:
            lance.write_dataset(schema.empty_table(), uri)
        except OSError:
            if not heads.is_there(uri):
                raise

    def reserve(self, count: int) -> range:
        """Return numbers that no other files get.

        Raises:
            StoreError: the head cannot be written.
        """
        with heads.locked(self.root), as_store_errors(self.root):
            head = self._current()
            self.head = replace(head, next_file=head.next_file + count)
            if head.files:  # else nobody sees this store yet
                heads.write_head(self.root, self.head)
            return range(head.next_file, head.next_file + count)

    def _take(self, count: int) -> int:
        if self._numbers is None:
            return self.reserve(count).start
        if count > len(self._numbers):
            raise StoreError(f"{self.root}: a file has more sentences than there are numbers for; split it")
        first, self._numbers = self._numbers.start, self._numbers[count:]
        return first

    def _current(self) -> Head:
        """Return the head as it is now; that of a store which is made again is not written yet.

        Raises:
            StoreError: another command has made the store again.
        """
        found = heads.read_head(self.root)
        if not self.head.files and (found is None or found.epoch == self.head.replaces):
            return self.head
        if found is None or found.epoch != self.head.epoch:
            raise StoreError(f"{self.root}: another command has made the store again; run this again")
        return found

    def _uri(self, name: str) -> str:
        return f"{self.root}/{self.head.epoch}/{name}"


def _index_vectors(table: lance.LanceDataset) -> None:
    """Group the vectors of a large table (inverted file with product quantisation, Jegou et al. 2011), again when it has grown.

    There are as many groups as the square root of the number of sentences; from four times as many sentences on, twice as many.
    Until then new vectors get groups of their own beside the others: to put both together takes as long as to group all.
    """
    count = table.count_rows()
    if count <= EXACT_UP_TO:
        return
    known = next((each for each in table.describe_indices() if each.field_names == ["vector"]), None)
    made = table.stats.index_stats(known.name) if known else None
    if known and made and count < 4 * made["indices"][0]["num_partitions"] ** 2:
        newest = PARTS if made["num_indices"] > PARTS else 0
        table.optimize.optimize_indices(index_names=[known.name], num_indices_to_merge=newest)
        return
    codes = table.schema.field("vector").type.list_size // NUMBERS_A_CODE
    how = {"metric": "dot", "num_partitions": math.isqrt(count), "num_sub_vectors": codes}
    table.create_index("vector", "IVF_PQ", replace=True, **how)


def open_lance(root: str, embedder: str, *, rebuild: bool = False) -> LanceStore:
    """Open the store below a root for an embedder (its name and hash), or make one; `rebuild` makes it again.

    What is made is seen, in place of what was there, once something is published.

    Raises:
        StoreError: it cannot be written, is damaged, or is of another version or embedder.
    """
    if "://" not in root:
        try:
            Path(root).mkdir(parents=True, exist_ok=True, mode=OWNER_ALONE)
        except OSError as error:
            raise StoreError(f"{root}: the store cannot be made ({error.strerror})") from error
    with as_store_errors(root):
        head = heads.read_head(root, any_format=rebuild)
    if head is None or rebuild:
        return LanceStore(root, Head(0, 0, 0, heads.FORMAT, embedder, secrets.token_hex(4), 1, head.epoch if head else ""))
    _require(root, head, embedder)
    return LanceStore(root, head)


def read_lance(root: str, embedder: str) -> LanceSnapshot:
    """Return the last published state of the store below a root; nothing is written.

    Raises:
        StoreError: there is no store, or it is of another version or embedder.
    """
    head = heads.require_head(root)
    _require(root, head, embedder)
    return LanceSnapshot(root, head)


def _require(root: str, head: Head, embedder: str) -> None:
    if head.embedder != embedder:
        raise StoreError(
            f"{root}: made with another embedder ({head.embedder}, now {embedder}); name it with --embedder, or make the store "
            "again with `summarize index SOURCE --rebuild`"
        )
