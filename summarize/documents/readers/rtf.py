"""Read RTF: each paragraph that striprtf finds is a line."""

import re
from datetime import date
from pathlib import Path

from summarize.documents.readers.blocks import Part, numbered
from summarize.errors import MissingExtraError, ReadError
from summarize.types.document import Document, Metadata

FIELD = r"\{{\\{name} ([^{{}}\\]{{1,300}})\}}"
CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
HEAD = 20_000
"""Characters at the start of a file that are searched for metadata."""


def read(data: bytes, path: Path) -> Document:
    """Read an RTF file.

    Raises:
        ReadError: it is not RTF.
        MissingExtraError: striprtf is not installed.
    """
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise MissingExtraError(f"{path}: reading RTF needs an extra; add it with: pip install 'summarize[rtf]'") from error
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError(f"{path}: not RTF; save it again as .rtf, or give it the right ending")
    source = data.decode("latin-1")
    text = rtf_to_text(source, errors="replace")
    return Document(
        tuple(numbered(Part(line.replace("|", " | ")) for line in text.split("\n"))), metadata=_metadata(source[:HEAD])
    )


def _metadata(head: str) -> Metadata:
    def field(name: str) -> str | None:
        found = re.search(FIELD.format(name=name), head)
        return found[1].strip() or None if found else None

    created = CREATED.search(head)
    try:
        written = date(*(int(part) for part in created.groups())) if created else None
    except ValueError:
        written = None
    return Metadata(field("title"), written, field("author"), field("company"))
