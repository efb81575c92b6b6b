"""Text of a document made harmless to show: control and bidirectional characters become visible escapes."""

import re

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    r"""The text with characters that steer a terminal or turn its direction written out.

    >>> shown("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)
