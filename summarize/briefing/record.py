"""The record of a Markdown briefing, in a comment at its end: the files it was made from and the sentences it wrote.

With it `summarize brief --update` knows which files are new and which sentences a person changed.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from summarize.citations import syntax
from summarize.citations.cited_text import CitedSentence
from summarize.settings import RECORD

COMMENT = re.compile(rf"{RECORD}(?P<read>[^<>]*); wrote: (?P<wrote>[^<>;]*) -->")
LENGTH = 16
"""Characters of a hash that are kept."""


@dataclass(frozen=True, slots=True)
class Record:
    """The files that were read, with the start of their SHA-256, and the digests of the sentences that were written."""

    read: Mapping[str, str]
    wrote: frozenset[str]


def digest(sentence: CitedSentence) -> str:
    """Return a hash of a sentence, its citations and its date; it shows whether any of them was changed."""
    whole = f"{sentence.when}\n{sentence.text}\n{syntax.render(sentence.citations)}"
    return hashlib.sha256(whole.encode()).hexdigest()[:LENGTH]


def render(read: Mapping[str, str], wrote: Iterable[str]) -> str:
    """Return the record as a comment.

    >>> render({"a b.txt": "0f" * 32}, ["12ab"])
    '<!-- summarize read: a%20b.txt=0f0f0f0f0f0f0f0f; wrote: 12ab -->'
    """
    files = " ".join(f"{quote(file, safe='/')}={found[:LENGTH]}" for file, found in sorted(read.items()))
    return f"{RECORD}{files}; wrote: {' '.join(sorted(wrote))} -->"


def parse(text: str) -> Record | None:
    """Return the record at the end of a document; `None` if it has none.

    >>> parse("<!-- summarize read: a%20b.txt=0f; wrote: 12ab -->")
    Record(read={'a b.txt': '0f'}, wrote=frozenset({'12ab'}))
    """
    *_, found = None, *COMMENT.finditer(text)
    if found is None:
        return None
    entries = [entry.rpartition("=") for entry in found["read"].split()]
    return Record({unquote(file): value for file, _, value in entries if file}, frozenset(found["wrote"].split()))
