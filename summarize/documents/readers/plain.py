"""Read plain text line by line."""

import re
from pathlib import Path

from summarize.documents.readers.charset import decode
from summarize.documents.readers.chat import turns
from summarize.documents.readers.emphasis import emphasis
from summarize.documents.readers.hyphens import rejoined
from summarize.documents.readers.mail_heads import mails, said_by_senders
from summarize.documents.readers.page_breaks import without_page_breaks
from summarize.documents.readers.shapes import shaped
from summarize.types.document import Document, Line

LINE_END = re.compile(r"\r\n|\n|\r")


def split(text: str) -> list[str]:
    r"""Split a text into lines as an editor counts them: only LF, CRLF and CR end a line.

    >>> split("a\r\nb\rc\u2028d\n")
    ['a', 'b', 'c\u2028d']
    """
    lines = LINE_END.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def read(data: bytes, path: Path) -> Document:
    """Read a plain text file.

    Raises:
        ReadError: it is not text.
    """
    return Document(tuple(said_by_senders(list(shaped(lines(decode(data, path)))))))


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text: chat messages and heads of mails apart, page heads hidden, broken words rejoined."""
    found = [Line(number, line, emphasis(line)) for number, line in enumerate(split(text), start=1)]
    return tuple(rejoined(list(mails(list(without_page_breaks(list(turns(found))))))))
