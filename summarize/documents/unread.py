"""What was found under the sources and not read, and one short line that counts it by kind."""

from collections.abc import Iterable, Sequence

from summarize.types.document import Unread

BROKEN, EMPTY = "broken", "empty"
HIDDEN, EXCLUDED, LINKED, SPECIAL, OURS = "hidden", "excluded", "linked", "special", "written by summarize"
ATTACHED = "attached to mails"
KINDS = (BROKEN, EMPTY, HIDDEN, EXCLUDED, LINKED, SPECIAL, OURS, ATTACHED)
"""Kinds that are no ending of a name. Broken files were tried and failed, and have warnings of their own; empty ones hold no
sentences."""
FOLLOW, SAVE = "--follow-links reads them", "save as files"
"""Ways to have links and attachments read."""
SHOWN = 8
"""Kinds that the short line names; it counts the rest together."""


def summary(unread: Iterable[Unread]) -> str:
    """Count what was not read by kind; empty if all was read.

    >>> summary([Unread("b.py", "", ".py"), Unread("c.py", "", ".py"), Unread("a.xlsx", "", ".xlsx", "save as .csv")])
    'not read: 1 .xlsx (save as .csv), 2 .py'
    """
    kinds = grouped(unread)
    shown = [counted(files) for files in kinds[:SHOWN]]
    if rest := sum(map(len, kinds[SHOWN:])):
        shown.append(f"{rest} of other kinds")
    return f"not read: {', '.join(shown)}" if shown else ""


def grouped(unread: Iterable[Unread]) -> list[list[Unread]]:
    """Group what was not read by kind: first kinds that can be had in another format, then the most frequent."""
    kinds: dict[str, list[Unread]] = {}
    for one in unread:
        kinds.setdefault(one.kind, []).append(one)
    return sorted(kinds.values(), key=lambda files: (not files[0].way, -len(files)))


def counted(kind: Sequence[Unread]) -> str:
    """Count files of one kind, with the way to have them read.

    >>> counted([Unread("a.doc", "", ".doc", "save as .docx")])
    '1 .doc (save as .docx)'
    """
    way = kind[0].way
    return f"{len(kind)} {kind[0].kind}{f' ({way})' if way else ''}"
