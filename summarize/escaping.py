"""Text of a document made harmless to show: what steers a terminal, turns directions or is never seen is written out."""

import re

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str) -> str:
    r"""The text with what nobody would see written out.

    >>> shown("a\x1b[31mb\u202ec")
    'a\\x1b[31mb\\u202ec'
    """
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), text)


def on_one_line(text: str) -> str:
    r"""As `shown`, line feeds and tabs written out too: for names of files within a message of one line.

    >>> on_one_line("a\nb")
    'a\\nb'
    """
    return shown(text).replace("\n", "\\n").replace("\t", "\\t")
