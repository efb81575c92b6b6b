"""Plain text: each line as it is, as its reader sees it."""

import re
from pathlib import Path

from summarize.documents.readers.charset import decode
from summarize.documents.readers.chat import turns
from summarize.documents.readers.emphasis import emphasis
from summarize.documents.readers.hyphens import rejoined
from summarize.documents.readers.page_breaks import without_page_breaks
from summarize.types.document import Document, Line

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
    """The lines of a text: messages of a chat apart, heads of pages and marks of emphasis unseen, broken words whole."""
    found = [Line(number, line, emphasis(line)) for number, line in enumerate(split(text), start=1)]
    return tuple(rejoined(list(without_page_breaks(list(turns(found))))))
