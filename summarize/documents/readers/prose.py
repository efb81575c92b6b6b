"""Decide whether a file of unknown format is prose, from the bytes at its start."""

import re
from pathlib import Path

from summarize.documents.readers.charset import decode
from summarize.errors import ReadError

HEAD = 8_192
"""Bytes that are examined."""
MOSTLY = 0.5
"""Lines of prose must make up more than this share of the characters of a text, not counting blank lines."""
FEWEST_WORDS, FEWEST_SIGNS = 4, 10
"""Minimum number of words in a line of prose without a sentence end, and of characters in scripts without spaces."""
LETTERS = 0.7
"""A line of prose must have more than this share of letters and spaces; log lines have less, because of times and paths."""
WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
CODE = re.compile(
    r"^\s*(?:#(?!\+)|//|/\*|--|;|%|\"\"\"|<[!?/\w]|@\w)|[{};]\s*$|[=!<>]=|[-=]>|\w\((?!s\))|\w\s*=\s|::|&&|\|\||\$\w"
)
"""Signs at the start, at the end or within a line that it is code, a code comment, or markup for programs."""
SENTENCE_END = re.compile(r"[^\W\d_]{2}[\"”’)\]]?[.!?…][\"”’)\]]*(?:\s|$)|[。！？။។]")


def is_prose(text: str) -> bool:
    """Whether most of a text is lines of words, and at least one sentence ends in those lines.

    >>> is_prose("Minutes\\n\\nBerg said that the port would\\nclose in the winter."), is_prose("port = 80\\nhost = berg\\n")
    (True, False)
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    prose = [line for line in lines if _is_prose_line(line)]
    return sum(map(len, prose)) > MOSTLY * sum(map(len, lines)) and SENTENCE_END.search("\n".join(prose)) is not None


def _is_prose_line(line: str) -> bool:
    if CODE.search(line):
        return False
    letters = sum(char.isalpha() or char == " " for char in line)
    words = len(WORD.findall(line))
    enough = words >= FEWEST_WORDS or (words > 1 and SENTENCE_END.search(line)) or len(UNSPACED.findall(line)) >= FEWEST_SIGNS
    return bool(enough) and letters > LETTERS * len(line)


def text_at_start(head: bytes, path: Path) -> str | None:
    """Return the text that a file begins with; None if it is binary or empty."""
    try:
        return decode(head, path) or None
    except ReadError:
        return None
