"""From a file to its lines: one small module for each format, chosen by the file's ending.

A reader takes the decoded text and returns every line of the file, so that line numbers are an editor's.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from summarize.errors import ReadError
from summarize.readers import markdown, plain
from summarize.readers.decoding import decode
from summarize.types import Line

READERS: dict[str, Callable[[str], tuple[Line, ...]]] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}

MAX_LINE = 1_000_000
"""Characters. A citation to a longer line would send its reader into a haystack."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its lines, and the SHA-256 of its bytes."""

    lines: tuple[Line, ...]
    sha256: str


def read(path: Path) -> Document:
    """Read a file of a known format.

    Raises:
        ReadError: the file cannot be opened, is binary, or has a line of over `MAX_LINE` characters.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    lines = READERS[path.suffix.lower()](decode(data, path))
    for line in lines:
        if len(line.text) > MAX_LINE:
            raise ReadError(f"{path}:{line.number}: a line of {len(line.text):,} characters; break it into lines to cite")
    return Document(lines, hashlib.sha256(data).hexdigest())


def lines_sha256(lines: tuple[Line, ...], first: int, last: int) -> str:
    """SHA-256 of the lines `first` to `last` (counted from 1), joined by line feeds, in UTF-8.

    A lone carriage return or a CRLF in the file gives the same hash as a line feed.
    """
    text = "\n".join(line.text for line in lines[first - 1 : last])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
