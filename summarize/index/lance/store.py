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
from typing import Any

import lance
import numpy as np
import pyarrow as pa
from lance.fragment import write_fragments

from summarize.errors import StoreError
from summarize.index.lance import heads, tables
from summarize.index.lance.commit import Change, commit
from summarize.index.lance.errors import as_store_errors
from summarize.index.lance.snapshot import LanceSnapshot
from summarize.index.lance.tables import Head
from summarize.index.rows import Entry, Stamp
from summarize.index.store import NO_WORDS, Staged, Words

OWNER_ALONE = 0o700
KEYS = {"sentences": "file", "words": "word", "files": "path"}
"""The columns whose values tell the rows that go and those that are new."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is staged: fragments that were written, as JSON, by the table they are for, and new words, for which a driver waits.

    `numbers` are those of the files that have sentences, `tokens` counts the tokens of these.
    """

    fragments: Mapping[str, Sequence[str]]
    numbers: Sequence[int]
    tokens: int
    words: Words


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
        """Return those of some words that have a vector in the state that was published last.

        Raises:
            StoreError: the store cannot be read.
        """
        with closing(self.snapshot()) as known:
            return known.with_vector(words)

    def stage(self, entries: Sequence[Entry], words: Words) -> Staged:
        """Write files as fragments that no version of a table has yet; the vectors of new words wait in memory.

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
        written = {name: self._write(name, table) for name, table in made.items()}
        kept = _Kept(written, numbers, sum(file["tokens"] for file in files), words)
        return Staged(tuple(entry.path for entry in entries), kept)

    def publish(
        self,
        staged: Sequence[Staged],
        removed: Collection[str] = (),
        touched: Mapping[str, Stamp] | None = None,
        unused: Collection[str] = (),
    ) -> None:
        """Show what was staged in place of the older state of its files, by one new head.

        `removed` are files to forget, `touched` those that were saved again with the same content, `unused` words whose vectors
        go.

        Raises:
            StoreError: it cannot be written, or another driver writes; readers see what was published last.
        """
        kept = [one.kept for one in staged if isinstance(one.kept, _Kept)]
        assert len(kept) == len(staged)  # staged by this store
        paths = [path for one in staged for path in one.paths]
        gone = {*removed, *paths}
        with heads.locked(self.root), as_store_errors(self.root), heads.leased(self.root, self._current) as head:
            with closing(LanceSnapshot(self.root, head)) as before:
                old = before.rows_of([*gone, *(touched or {})])
                words = _new_words(kept, before)
            again = [_touched(row, touched[row["path"]]) for row in old if touched and row["path"] not in gone]
            fragments = self._fragments(kept, again, words)
            replaced = [row for row in old if row["path"] in gone]
            numbers = [row["first"] >> tables.SHIFT for row in replaced if row["first"] is not None]
            added = {
                "sentences": [number for one in kept for number in one.numbers],
                "words": words.words,
                "files": [*paths, *(row["path"] for row in again)],
            }
            removal = {"sentences": numbers, "words": sorted(unused), "files": [row["path"] for row in old]}
            made = {
                name: commit(
                    self._uri(name), name, getattr(head, name), Change(KEYS[name], removal[name], fragments[name], added[name])
                )
                for name in heads.TABLES
            }
            tokens = head.tokens + sum(one.tokens for one in kept) - sum(row["tokens"] for row in replaced)
            new = replace(head, sentences=made["sentences"], words=made["words"], files=made["files"], tokens=tokens)
            self.head = heads.write_head(self.root, new)
            heads.tidy(self.root, self.head, heads.KEPT)

    def _fragments(self, kept: Sequence[_Kept], again: Sequence[dict[str, Any]], words: Words) -> dict[str, list[str]]:
        """Return the fragments of a step by their tables: those that workers wrote, rows of files again, and new words."""
        found = {name: [each for one in kept for each in one.fragments.get(name, ())] for name in heads.TABLES}
        if again:
            found["files"] += self._write("files", pa.Table.from_pylist(again, tables.schemas(0)["files"]))
        if words.words:
            rows, schema = [{"word": word} for word in words.words], tables.schemas(words.vectors.shape[1])["words"]
            found["words"] += self._write("words", tables.with_vectors(rows, words.vectors, schema))
        return found

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
        with heads.locked(self.root), as_store_errors(self.root), heads.leased(self.root, self._current) as head:
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
        if not self.head.files and (found is None or found.epoch == self.head.replaces.partition(" ")[0]):
            return replace(self.head, serial=found.serial, writer=found.writer) if found else self.head
        if found is None or found.epoch != self.head.epoch:
            raise StoreError(f"{self.root}: another command has made the store again; run this again")
        return found

    def _uri(self, name: str) -> str:
        return f"{self.root}/{self.head.epoch}/{name}"


def _touched(row: Mapping[str, Any], stamp: Stamp) -> dict[str, Any]:
    return {**row, "size": stamp.size, "mtime_ns": stamp.mtime_ns}


def _new_words(kept: Sequence[_Kept], before: LanceSnapshot) -> Words:
    """Return the words that workers have staged and the store has not yet, each once."""
    found = {word: vector for one in kept for word, vector in zip(one.words.words, one.words.vectors, strict=True)}
    known = before.with_vector(list(found))
    new = {word: vector for word, vector in found.items() if word not in known}
    return Words(list(new), np.stack(list(new.values()))) if new else NO_WORDS


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
