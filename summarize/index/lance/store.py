"""Write the tables: any worker stages fragments, which nobody sees; one driver publishes them.

A step of publishing commits each table, brings its indexes up to date, and then writes the head, which names the versions that
belong together. What a step that was interrupted left behind has no head; the next step starts from the versions of the head.
"""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import lance
import pyarrow as pa
from lance.fragment import write_fragments

from summarize.errors import StoreError
from summarize.index.lance import heads, tables
from summarize.index.lance.commit import Change, commit
from summarize.index.lance.errors import as_store_errors
from summarize.index.lance.snapshot import LanceSnapshot
from summarize.index.lance.tables import Head
from summarize.index.rows import Entry, Stamp
from summarize.index.store import Staged, Words

OWNER_ALONE = 0o700


@dataclass(frozen=True, slots=True)
class _Kept:
    """Fragments that were written, as JSON, by the table they are for, and the numbers of the files that have sentences."""

    fragments: Mapping[str, Sequence[str]]
    numbers: Sequence[int]


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
        files, sentences, numbers, schemas = [], [], [], tables.schemas(dimensions)
        for entry in entries:
            rows = list(tables.sentence_rows(entry, number))
            files.append(tables.file_row(entry, number, rows))
            if rows:
                sentences.append(tables.with_vectors(rows, entry.vectors, schemas["sentences"]))
                numbers.append(number)
            number += tables.numbers(entry)
        made = {"files": pa.Table.from_pylist(files, schemas["files"])}
        if sentences:
            made["sentences"] = pa.concat_tables(sentences)
        if words.words:
            made["words"] = tables.with_vectors([{"word": word} for word in words.words], words.vectors, schemas["words"])
        written = {name: self._write(name, table) for name, table in made.items()}
        return Staged(tuple(entry.path for entry in entries), _Kept(written, numbers))

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
        added: list[int] = []
        for one in staged:
            assert isinstance(one.kept, _Kept)  # staged by this store
            added += one.kept.numbers
            for name, fragments in one.kept.fragments.items():
                new[name] += fragments
        paths = [path for one in staged for path in one.paths]
        gone = {*removed, *paths}
        with heads.locked(self.root), as_store_errors(self.root):
            head = self._current()
            with closing(LanceSnapshot(self.root, head)) as before:
                old = before.rows_of([*gone, *touched])
            numbers = [row["first"] >> tables.SHIFT for row in old if row["path"] in gone and row["first"] is not None]
            times = {path: {"size": stamp.size, "mtime_ns": stamp.mtime_ns} for path, stamp in touched.items()}
            again = [row | times[row["path"]] for row in old if row["path"] in times and row["path"] not in gone]
            if again:
                new["files"] += self._write("files", pa.Table.from_pylist(again, tables.schemas(0)["files"]))
            changes = {
                "sentences": Change("file", numbers, new["sentences"], added),
                "words": Change("word", fragments=new["words"]),
                "files": Change("path", [row["path"] for row in old], new["files"], [*paths, *(row["path"] for row in again)]),
            }
            self._commit(head, changes)
            heads.tidy(self.root, self.head, heads.KEPT)

    def drop_words(self, words: Sequence[str]) -> None:
        """Forget the vectors of words that no sentence has any more.

        Raises:
            StoreError: it cannot be written; readers see the state before.
        """
        with heads.locked(self.root), as_store_errors(self.root):
            self._commit(self._current(), {"words": Change("word", words)})

    def _commit(self, head: Head, changes: Mapping[str, Change]) -> None:
        """Commit changes of tables, by their names, and write the head that names the new versions."""
        made = {
            name: commit(self._uri(name), name, getattr(head, name), changes[name]) if name in changes else getattr(head, name)
            for name in heads.TABLES
        }
        new = replace(head, sentences=made["sentences"], words=made["words"], files=made["files"])
        self.head = heads.write_head(self.root, new)

    def snapshot(self) -> LanceSnapshot:
        """Return the last published state.

        Raises:
            StoreError: the store cannot be read.
        """
        with as_store_errors(self.root):
            return LanceSnapshot(self.root, self._current())

    def close(self) -> None:
        """Let the store go."""

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
                self.head = heads.write_head(self.root, self.head)
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
        return LanceStore(root, heads.first(embedder, secrets.token_hex(4), head))
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
