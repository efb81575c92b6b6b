"""Hide marks of emphasis in plain text, as people type them in mails and notes."""

import re

from summarize.types.document import FILLER

MARKS = re.compile(r"(?<![\w*])(?P<mark>\*{1,3})(?=[\w“\"(])(?P<inside>[^*\n]*[^\W\d][^*\n]*)(?<=[\w”\").!?,])(?P=mark)(?![\w*])")


def emphasis(line: str) -> str:
    """Overwrite pairs of marks around words; what only looks like a mark stays.

    >>> [emphasis(line).replace(FILLER, "") for line in ("a **bold** move", "2 * 3 * 4", "**kwargs")]
    ['a bold move', '2 * 3 * 4', '**kwargs']
    """
    return MARKS.sub(lambda m: FILLER * len(m["mark"]) + m["inside"] + FILLER * len(m["mark"]), line)
