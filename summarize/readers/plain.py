"""Plain text: each line as it is."""

import re

from summarize.types import Line

LINE_END = re.compile(r"\r\n|\n|\r")


def split(text: str) -> list[str]:
    r"""The lines of a text as an editor counts them: ended by LF, CRLF or CR, and by nothing else.

    >>> split("a\r\nb\rc\u2028d\n")
    ['a', 'b', 'c\u2028d']
    """
    lines = LINE_END.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def read(text: str) -> tuple[Line, ...]:
    """The lines of a plain text file."""
    return tuple(Line(number, line, line) for number, line in enumerate(split(text), start=1))
