"""Read EPUB books in reading order: a paragraph is a line, counted from 1 in each chapter ("c2:14")."""

import posixpath
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from summarize.documents.readers import archive, markup
from summarize.documents.readers.blocks import Part, numbered
from summarize.errors import ReadError
from summarize.places import Places
from summarize.text import dates
from summarize.types.document import Document, Metadata

CONTAINER = "META-INF/container.xml"
PACKAGE = "{http://www.idpf.org/2007/opf}"
ELEMENTS = "{http://purl.org/dc/elements/1.1/}"


def read(data: bytes, path: Path) -> Document:
    """Read an EPUB book.

    Raises:
        ReadError: it is damaged or not an EPUB, or its text is encrypted.
    """
    with archive.opened(data, path) as parts:
        names = [e.get("full-path") for e in archive.xml(parts, CONTAINER, path).iter("{*}rootfile")]
        if not names or not names[0]:
            raise ReadError(f"{path}: names no book in {CONTAINER}; it is not an EPUB")
        package = archive.xml(parts, names[0], path)
        read = _chapters(parts, package, posixpath.dirname(names[0]), path)
        chapters = [chapter for found in read if (chapter := [part for part in found if part.text.strip()])]
    starts = accumulate((len(chapter) for chapter in chapters), initial=1)
    sections = tuple((start, f"c{number}") for number, (start, _) in enumerate(zip(starts, chapters, strict=False), start=1))
    lines = numbered(part for chapter in chapters for part in chapter)
    return Document(tuple(lines), places=Places(sections), metadata=_metadata(package))


def _chapters(parts: zipfile.ZipFile, package: Any, folder: str, path: Path) -> Iterator[Iterator[Part]]:
    items = {item.get("id"): item for item in package.iter(f"{PACKAGE}item")}
    locked = _locked(parts, path)
    for reference in package.iter(f"{PACKAGE}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "html" not in (item.get("media-type") or "") or "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if name in locked:
            raise ReadError(f"{path}: its text is encrypted; read a copy without digital rights management")
        yield markup.parts(archive.part(parts, name, path))


def _locked(parts: zipfile.ZipFile, path: Path) -> frozenset[str]:
    if "META-INF/encryption.xml" not in parts.namelist():
        return frozenset()
    return frozenset(
        unquote(e.get("URI") or "") for e in archive.xml(parts, "META-INF/encryption.xml", path).iter("{*}CipherReference")
    )


def _metadata(package: Any) -> Metadata:
    def first(name: str) -> str | None:
        return next((text for e in package.iter(f"{ELEMENTS}{name}") if (text := " ".join((e.text or "").split()))), None)

    language = (first("language") or "")[:2].lower()
    return Metadata(
        first("title"), dates.first_day((first("date") or "")[:10]), first("creator"), first("publisher"), language or None
    )
