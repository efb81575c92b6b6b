"""Make text of a document safe to show: escape what controls a terminal or text direction, remove invisible marks."""

import re

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Invisible marks of where a word may or may not be broken: soft hyphens, zero-width spaces and joiners."""


def shown(text: str) -> str:
    r"""Return the text with unsafe characters escaped, and without invisible marks.

    >>> shown("a\x1b[31mb\u202ec\u200b")
    'a\\x1b[31mb\\u202ec'
    """
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), UNSEEN.sub("", text))


def on_one_line(text: str) -> str:
    r"""Do the same as `shown`, and escape line feeds and tabs too: for file names in a message of one line.

    >>> on_one_line("a\nb")
    'a\\nb'
    """
    return shown(text).replace("\n", "\\n").replace("\t", "\\t")
