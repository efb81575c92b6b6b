"""Plain text: each line as it is."""

import re
from pathlib import Path

from summarize.readers.decoding import decode
from summarize.types import Document, Line

LINE_END = re.compile(r"\r\n|\n|\r")


def split(text: str) -> list[str]:
    r"""The lines of a text as an editor counts them: ended by LF, CRLF or CR, and by nothing else.

    >>> split("a\r\nb\rc\u2028d\n")
    ['a', 'b', 'c\u2028d']
    """
    lines = LINE_END.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def read(data: bytes, path: Path) -> Document:
    """A plain text file.

    Raises:
        ReadError: it is no text.
    """
    return Document(lines(decode(data, path)))


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text."""
    return tuple(Line(number, line, line) for number, line in enumerate(split(text), start=1))
