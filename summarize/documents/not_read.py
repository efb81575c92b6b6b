"""Count by kind, in one short line, what was found under the sources and not read."""

from collections.abc import Iterable, Sequence

from summarize.types.document import Unread

BROKEN, EMPTY = "broken", "empty"
HIDDEN, EXCLUDED, LINKED, SPECIAL, OURS = "hidden", "excluded", "linked", "special", "written by summarize"
ATTACHED = "attached to mails"
PICTURED = "scanned pages"
KINDS = (BROKEN, EMPTY, HIDDEN, EXCLUDED, LINKED, SPECIAL, OURS, ATTACHED, PICTURED)
"""Kinds that are not file name endings. Broken files could not be read and have their own warnings; empty ones have no
sentences."""
FOLLOW, SAVE, OCR = "--follow-links reads them", "save as files", "install Tesseract and index with --rebuild, or use `ocrmypdf`"
"""How to have links, attachments and pictures of text read."""
SHOWN = 8
"""Kinds that the short line names; the others are counted together."""


def summary(unread: Iterable[Unread]) -> str:
    """Return a line that counts what was not read by kind; empty if everything was read.

    >>> summary([Unread("b.py", "", ".py"), Unread("c.py", "", ".py"), Unread("a.xlsx", "", ".xlsx", "save as .csv")])
    'not read: 1 .xlsx (save as .csv), 2 .py'
    """
    kinds = grouped(unread)
    shown = [counted(files) for files in kinds[:SHOWN]]
    if rest := sum(map(len, kinds[SHOWN:])):
        shown.append(f"{rest} of other kinds")
    return f"not read: {', '.join(shown)}" if shown else ""


def grouped(unread: Iterable[Unread]) -> list[list[Unread]]:
    """Group what was not read by kind: first the kinds with a way to have them read, then the others, each by frequency."""
    kinds: dict[str, list[Unread]] = {}
    for one in unread:
        kinds.setdefault(one.kind, []).append(one)
    return sorted(kinds.values(), key=lambda files: (not files[0].way, -len(files)))


def counted(kind: Sequence[Unread]) -> str:
    """Return the number and kind of files of one kind, with the way to have them read.

    >>> counted([Unread("a.doc", "", ".doc", "save as .docx")])
    '1 .doc (save as .docx)'
    """
    way = kind[0].way
    return f"{len(kind)} {kind[0].kind}{f' ({way})' if way else ''}"
