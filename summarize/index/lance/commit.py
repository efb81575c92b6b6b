"""Commit a change to one table of a store, and bring its indexes up to date."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lance
from lance.fragment import FragmentMetadata

from summarize.errors import StoreError
from summarize.index.lance import heads, tables
from summarize.index.lance.errors import OVERTAKEN
from summarize.index.lance.tables import ALL, OWN

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
EXACT_UP_TO = 200_000
"""Sentences up to which every vector is compared."""
NUMBERS_A_CODE = 8
"""Numbers of a vector that one byte replaces while it is looked for; what is found is compared exactly."""
PARTS = 10
"""Parts of the grouped vectors, one for each step of publishing, from which on the newest are put together."""
AT_ONCE = 10_000
"""Rows that one condition names."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a table: the keys of rows that go, fragments to add, as JSON, and the keys of their rows, if these are unique.

    `column` is the one that holds the keys.
    """

    column: str
    gone: Sequence[Any] = ()
    fragments: Sequence[str] = ()
    added: Sequence[Any] = ()


def commit(uri: str, name: str, version: int, change: Change) -> int:
    """Commit a change to a table, from the version that the head names, 0 if it names none; return the new version.

    Raises:
        StoreError: another driver has changed the table meanwhile.
        OSError, ValueError, RuntimeError: as Lance raises them.
    """
    if not change.fragments and not (change.gone and version):
        return version
    before = lance.dataset(uri, version=version or EMPTY)
    fragments = [FragmentMetadata.from_json(fragment) for fragment in change.fragments]
    new = sum(fragment.num_rows for fragment in fragments)
    left = before.count_rows() - _count(before, change.column, change.gone)
    table = lance.dataset(uri)
    if table.version != before.version:  # a step was interrupted
        before.restore()
        table = lance.dataset(uri)
    for some in _parts(change.gone):
        table.delete(f"{change.column} IN {tables.listed(some)}")
    if fragments:
        added = lance.LanceOperation.Append(fragments)
        table = lance.LanceDataset.commit(uri, added, read_version=table.latest_version)
    _keep_fast(name, table, smaller=bool(change.gone))
    made = heads.tag(table)
    after = lance.dataset(uri, version=made)
    if after.count_rows() != left + new or (change.added and _count(after, change.column, change.added) != new):
        raise StoreError(f"{uri}: {OVERTAKEN}")
    return made


def _count(table: lance.LanceDataset, column: str, keys: Sequence[Any]) -> int:
    return sum(int(table.count_rows(filter=f"{column} IN {tables.listed(some)}")) for some in _parts(keys))


def _parts(keys: Sequence[Any]) -> list[Sequence[Any]]:
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]


def _keep_fast(name: str, table: lance.LanceDataset, *, smaller: bool) -> None:
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
