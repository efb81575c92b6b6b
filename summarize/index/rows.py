"""Files and sentences as the rows of the database, and back."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarize.documents.readers.sandbox import transfer
from summarize.index.vectors import packed
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.text.languages import lexical_form
from summarize.text.terms import file_words
from summarize.types.document import UNKNOWN, BlockKind, Metadata
from summarize.types.evidence import Context, ContextKind, Sentence, Speech

SENTENCE = """s.id, f.path, s.text, s.raw, s.first_line, s.last_line, s.paragraph, s.speaker, s.channel, s.direct, s.subject,
    s.context_line, s.language, s.kind, s.cells, s.marker, c.parts, s.lines_sha256, f.written,
    f.title, f.aliases"""
"""The columns of a sentence, in the order of `read_sentence`."""
Contexts = tuple[Context, ...]
FROM = "sentences s JOIN files f ON f.id = s.file_id LEFT JOIN contexts c ON c.id = s.context_id"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What shows whether a file has changed: its size in bytes, its time of change in nanoseconds, the SHA-256 of its bytes."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to store: its sentences, each with the hash of its lines, and their vectors, shape (sentences, dimensions).

    `trouble` says why it could not be read; it then has no sentences, and is not tried again until it changes.
    """

    path: str
    stamp: Stamp
    sentences: Sequence[tuple[Sentence, str]]
    vectors: Vectors
    metadata: Metadata = UNKNOWN
    places: Places = NUMBERED
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A sentence of the index: its file, the hash of its lines, the day the file was written, its line locations, its title.

    `aliases` are other names of what the file is about.
    """

    id: int
    path: str
    sentence: Sentence
    lines_sha256: str
    written: date | None
    places: Places = NUMBERED
    title: str | None = None
    aliases: tuple[str, ...] = ()


def put_entry(db: sqlite3.Connection, entry: Entry) -> None:
    """Store a file in place of its older state, if there is one."""
    db.execute("DELETE FROM files WHERE path = ?", (entry.path,))
    (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'sentences'").fetchone()
    ids = range(last + 1, last + 1 + len(entry.sentences))
    known, stamp = entry.metadata, entry.stamp
    state = (entry.path, stamp.size, stamp.mtime_ns, stamp.sha256)
    metadata = (known.title, known.written and str(known.written), known.author, known.outlet, known.language)
    places = json.dumps(transfer.plain_places(entry.places)) if entry.places != NUMBERED else None
    columns = """path, size, mtime_ns, sha256, title, written, author, outlet, language, attached, pictured, aliases, places,
        trouble, first, last"""
    unread = ("/".join(known.attached), "/".join(known.pictured), "/".join(known.aliases))
    values = (*state, *metadata, *unread, places, entry.trouble, *((ids[0], ids[-1]) if ids else (None, None)))
    file_id = db.execute(f"INSERT INTO files ({columns}) VALUES ({','.join('?' * len(values))})", values).lastrowid
    contexts = _put_contexts(db, int(file_id or 0), [sentence.context for sentence, _ in entry.sentences])
    rows = [
        (id_, file_id, *as_columns(sentence), contexts.get(sentence.context), digest)
        for id_, (sentence, digest) in zip(ids, entry.sentences, strict=True)
    ]
    db.executemany(f"INSERT INTO sentences VALUES ({','.join('?' * 18)})", rows)
    name = " ".join([known.title or "", file_words(Path(entry.path).stem), *known.aliases])
    found = ((id_, *searched(sentence, name)) for id_, (sentence, _) in zip(ids, entry.sentences, strict=True))
    db.executemany("INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)", found)
    db.executemany("INSERT INTO vectors VALUES (?, ?)", zip(ids, packed(entry.vectors), strict=True))


def _put_contexts(db: sqlite3.Connection, file_id: int, found: Iterable[Contexts]) -> dict[Contexts, int]:
    """Store the contexts of a file's sentences, each only once; return their numbers."""
    held: dict[Contexts, int] = {}
    for contexts in dict.fromkeys(filter(None, found)):
        parts = contexts_as_json(contexts)
        held[contexts] = int(db.execute("INSERT INTO contexts (file_id, parts) VALUES (?, ?)", (file_id, parts)).lastrowid or 0)
    return held


def contexts_as_json(contexts: Contexts) -> str:
    """Return the contexts of a sentence as they are stored."""
    parts = [[c.kind.value, c.text, c.first_line, c.last_line, c.level, c.lines_sha256] for c in contexts]
    return json.dumps(parts, ensure_ascii=False)


def searched(sentence: Sentence, name: str) -> tuple[str, str]:
    """Return the words by which a sentence is found: its own with what it refers to, and its context with its document's name."""
    own = " ".join(filter(None, [sentence.subject, sentence.text]))
    around = " ".join([name, *(context.text for context in sentence.context)])
    return lexical_form(own, sentence.language), lexical_form(around, sentence.language)


def as_columns(sentence: Sentence) -> tuple[str | int | bool | None, ...]:
    """Return a sentence without its context as columns, in the order of `read_sentence`."""
    speech = sentence.speech
    place = (sentence.text, sentence.raw, sentence.first_line, sentence.last_line, sentence.paragraph)
    said = (speech.speaker, speech.channel, speech.direct, sentence.subject, sentence.context_line, sentence.language)
    cells = json.dumps(sentence.cells, ensure_ascii=False) if sentence.cells else None
    return (*place, *said, sentence.kind.value, cells, sentence.marker)


def read_sentence(row: Sequence[Any], places: Places) -> Stored:
    """Return a sentence from the columns of `SENTENCE`."""
    id_, path, text, raw, first, last, paragraph, speaker, channel, direct, subject, line, language, *rest = row
    kind, cells, marker, parts, digest, written, title, aliases = rest
    held = tuple((name, value) for name, value in json.loads(cells)) if cells else ()
    speech = Speech(speaker, channel, bool(direct))
    named = text, raw, first, last, paragraph, speech, subject, line, language, BlockKind(kind)
    return Stored(
        id_,
        path,
        Sentence(*named, held, _contexts(parts or "[]"), marker),
        digest,
        _date(written),
        places,
        title,
        _names(aliases),
    )


@lru_cache(maxsize=10_000)
def _contexts(parts: str) -> Contexts:
    return tuple(Context(ContextKind(kind), *where) for kind, *where in json.loads(parts))


def read_metadata(row: Sequence[Any]) -> Metadata:
    """Return the metadata of a file from its columns."""
    title, written, author, outlet, language, *unread = row
    return Metadata(title, _date(written), author, outlet, language, *map(_names, unread))


def _names(stored: str | None) -> tuple[str, ...]:
    return tuple(stored.split("/")) if stored else ()


def _date(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
