"""Text of a document made harmless to show: what steers a terminal, turns directions or is never seen is written out."""

import re

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Where a word may or may not be broken: soft hyphens, and spaces and joints without a width."""


def shown(text: str) -> str:
    r"""The text with what steers written out, and without what is never seen.

    >>> shown("a\x1b[31mb\u202ec\u200b")
    'a\\x1b[31mb\\u202ec'
    """
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), UNSEEN.sub("", text))


def on_one_line(text: str) -> str:
    r"""As `shown`, line feeds and tabs written out too: for names of files within a message of one line.

    >>> on_one_line("a\nb")
    'a\\nb'
    """
    return shown(text).replace("\n", "\\n").replace("\t", "\\t")
