"""Marks of emphasis in plain text, as people type them in mails and notes."""

import re

from summarize.types import FILLER

MARKS = re.compile(r"(?<![\w*])(?P<mark>\*{1,3})(?=\S)(?P<inside>[^*\n]*[^\s*])(?P=mark)(?![\w*])")


def emphasis(line: str) -> str:
    """A line with pairs of marks around words overwritten; what only looks like one stays.

    >>> emphasis("a **bold** move"), emphasis("2 * 3 * 4"), emphasis("call __init__ first")
    ('a \x00\x00bold\x00\x00 move', '2 * 3 * 4', 'call __init__ first')
    """
    return MARKS.sub(lambda m: FILLER * len(m["mark"]) + m["inside"] + FILLER * len(m["mark"]), line)
