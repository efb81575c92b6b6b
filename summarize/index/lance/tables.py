"""The tables of the store, and files and sentences as their rows.

    files      one row a file: its state, its metadata, the ids of its first and last sentence, what it may be called, and the
               number of its tokens
    sentences  one row a sentence: what it says and where, the tokens by which it is found, and its vector
    words      one row a word and its vector
    heads      one row: the versions of the other tables that belong together

A sentence's id is the number of its file, shifted by `SHIFT` bits, plus its place in the file; a file with more sentences than
fit takes the numbers that follow.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path, PurePath
from typing import Any

import pyarrow as pa

from summarize.documents.readers.sandbox import transfer
from summarize.index.rows import Entry, Stamp, Stored, as_columns, contexts_as_json, read_metadata, read_sentence, searched
from summarize.index.tokens import tokens
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.text.languages import lexical_form
from summarize.text.terms import file_words
from summarize.types.document import Metadata

SHIFT = 20
METADATA = ("title", "written", "author", "outlet", "language", "attached", "pictured", "aliases")
FILE = ("path", "size", "mtime_ns", "sha256", *METADATA, "places", "trouble", "first", "last", "called", "tokens")
SAID = ("text", "raw", "first_line", "last_line", "paragraph", "speaker", "channel", "direct", "subject")
SENTENCE = (*SAID, "context_line", "language", "kind", "cells", "marker", "parts", "lines_sha256")
"""The columns of a sentence that are read back, in the order of `rows.read_sentence` between its file's and its own."""
NUMBERS = frozenset({"size", "mtime_ns", "first", "last", "first_line", "last_line", "paragraph", "context_line", "tokens"})
OWN, ALL = "own", "all"
APART = "\x1f"
"""A token that no text has: no phrase goes beyond it."""
"""The columns of tokens: those of the sentence itself, and with those of its context and its document's name."""


@dataclass(frozen=True, slots=True)
class Head:
    """The versions of the tables that belong together, and what the store was made with."""

    files: int
    sentences: int
    words: int
    format: str
    embedder: str
    epoch: str
    """The folder of the tables: a store that is made again has others."""
    next_file: int
    """The lowest number that no file has had."""
    replaces: str
    """The epochs that this one replaces and that may still be there, the last one first, with spaces between them."""
    tokens: int
    """The tokens of all sentences and their contexts."""
    serial: int
    """How many heads there were before: a head takes the place of the one that it was made from, and of no other."""
    writer: str
    """The machine and the run that changes the tables just now; empty if none does."""
    until: int
    """Until when, in seconds since 1970, others wait for it."""


HEAD = pa.schema([pa.field(each.name, pa.string() if each.type is str else pa.int64()) for each in fields(Head)])


def _columns(names: Iterable[str]) -> list[pa.Field]:
    return [pa.field(name, _type(name)) for name in names]


def _type(name: str) -> pa.DataType:
    return pa.int64() if name in NUMBERS else pa.bool_() if name == "direct" else pa.string()


def schemas(dimensions: int) -> dict[str, pa.Schema]:
    """Return the schemas of the tables for vectors of some dimensions; sentences' vectors have two bytes a number."""
    sentence = [pa.field("id", pa.int64()), pa.field("file", pa.int64()), *_columns(SENTENCE), *_columns((OWN, ALL))]
    return {
        "files": pa.schema(_columns(FILE)),
        "sentences": pa.schema([*sentence, pa.field("vector", pa.list_(pa.float16(), dimensions))]),
        "words": pa.schema([pa.field("word", pa.string()), pa.field("vector", pa.list_(pa.float32(), dimensions))]),
    }


def first_id(number: int) -> int:
    """Return the id of the first sentence of a file."""
    return number << SHIFT


def numbers(entry: Entry) -> int:
    """Return how many numbers a file takes."""
    return 1 + max(len(entry.sentences) - 1 >> SHIFT, 0)


def file_row(entry: Entry, number: int, sentences: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a file's row, given those of its sentences."""
    known, stamp, count = entry.metadata, entry.stamp, len(entry.sentences)
    values = (known.title, known.written and str(known.written), known.author, known.outlet, known.language)
    lists = ("/".join(known.attached), "/".join(known.pictured), "/".join(known.aliases))
    places = json.dumps(transfer.plain_places(entry.places)) if entry.places != NUMBERED else None
    ends = (first_id(number), first_id(number) + count - 1) if count else (None, None)
    size = sum(len(row[ALL].split(" ")) - 1 for row in sentences)  # without the token between the two
    called = " ".join(names_of(PurePath(entry.path).stem, known))
    row = (entry.path, stamp.size, stamp.mtime_ns, stamp.sha256, *values, *lists, places, entry.trouble, *ends, called, size)
    return dict(zip(FILE, row, strict=True))


def names_of(stem: str, known: Metadata) -> list[str]:
    """Return the tokens by which a question may call a file: those of its name, its title and its outlet.

    >>> names_of("Osei2023", Metadata("Heat pumps", outlet="Quiet Homes"))
    ['osei', '2023', 'heat', 'pump', 'quiet', 'home']
    """
    return called(" ".join(filter(None, [stem, known.title, known.outlet])))


def called(text: str) -> list[str]:
    """Return the tokens of a text in which words and numbers are apart, though they may be written together."""
    apart = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|_", " ", text)
    return tokens(lexical_form(apart))  # in scripts without spaces, pairs of characters


def sentence_rows(entry: Entry, number: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file's sentences, without their vectors."""
    name = " ".join([entry.metadata.title or "", file_words(Path(entry.path).stem), *entry.metadata.aliases])
    for id_, (sentence, digest) in enumerate(entry.sentences, start=first_id(number)):
        own, around = searched(sentence, name)
        said = dict(zip((*SENTENCE[:-2],), as_columns(sentence), strict=True))
        found = {OWN: " ".join(tokens(own)), ALL: " ".join([*tokens(own), APART, *tokens(around)])}
        parts = contexts_as_json(sentence.context) if sentence.context else None
        yield {"id": id_, "file": number, **said, "parts": parts, "lines_sha256": digest, **found}


def with_vectors(rows: Sequence[Mapping[str, Any]], vectors: Vectors, schema: pa.Schema) -> pa.Table:
    """Return rows as a table, with a vector each, shape (rows, dimensions)."""
    field = schema.field("vector")
    numbers_ = pa.array(vectors.astype(field.type.value_type.to_pandas_dtype()).ravel(), field.type.value_type)
    rest = pa.Table.from_pylist(list(rows), pa.schema([each for each in schema if each.name != "vector"]))
    return rest.append_column(field, pa.FixedSizeListArray.from_arrays(numbers_, field.type.list_size))


def read_stored(row: Mapping[str, Any], file: Mapping[str, Any], places: Places) -> Stored:
    """Return a sentence from its row and its file's."""
    said = [row[name] for name in SENTENCE]
    return read_sentence([row["id"], file["path"], *said, file["written"], file["title"], file["aliases"]], places)


def stamp(row: Mapping[str, Any]) -> Stamp:
    """Return the state of a file from its row."""
    return Stamp(row["size"], row["mtime_ns"], row["sha256"])


def metadata(row: Mapping[str, Any]) -> Metadata:
    """Return the metadata of a file from its row."""
    return read_metadata([row[name] for name in METADATA])


def listed(values: Iterable[object]) -> str:
    """Return values as a list of SQL; quotation marks in texts are doubled.

    >>> listed([1, 2]), listed(["it's"])
    ('(1, 2)', "('it''s')")
    """
    return f"({', '.join(literal(value) for value in values)})"


def literal(value: object) -> str:
    """Return a value as SQL; quotation marks in texts are doubled."""
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def below(paths: Iterable[Path]) -> str:
    """Return the condition for files, and for those below them, as they are folders or archives."""
    return " OR ".join(_is_or_is_below(path.resolve()) for path in paths)


def _is_or_is_below(path: Path) -> str:
    begin = folder(path)
    after = begin[:-1] + chr(ord(begin[-1]) + 1)
    return f"path = {literal(str(path))} OR (path >= {literal(begin)} AND path < {literal(after)})"


def folder(path: Path) -> str:
    """Return what the paths of files in a folder begin with."""
    return str(path).rstrip(os.sep) + os.sep
