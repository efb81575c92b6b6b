"""Open the parts of documents that are ZIP archives of XML (Word, OpenDocument, EPUB), safely for hostile files."""

import io
import zipfile
from pathlib import Path
from typing import Any

from summarize.documents.readers.containers import MAX_MEMBERS, MAX_UNPACKED, check_ratio
from summarize.errors import ReadError


def opened(data: bytes, path: Path) -> zipfile.ZipFile:
    """Open the archive.

    Raises:
        ReadError: it is not a ZIP archive, or would unpack to more than a document does.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadError(f"{path}: damaged, or not what its ending says ({error}); open and save it again") from error
    parts = archive.infolist()
    if len(parts) > MAX_MEMBERS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ReadError(f"{path}: would unpack to more than a document holds; skipped")
    for part in parts:
        check_ratio(path, part)
    return archive


def xml(archive: zipfile.ZipFile, name: str, path: Path) -> Any:
    """Return the root element of a part; entities are not resolved, and nothing is fetched.

    Raises:
        ReadError: there is no such part, or it is not XML.
    """
    from lxml import etree

    try:
        return etree.fromstring(part(archive, name, path), parser())
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{path}: its part {name} is damaged ({error}); open and save it again") from error


def part(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """Return the bytes of a part.

    Raises:
        ReadError: it is missing or damaged.
    """
    try:
        return archive.read(name)
    except (KeyError, zipfile.BadZipFile, RuntimeError, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(f"{path}: its part {name} cannot be unpacked ({error}); open and save it again") from error


def parser() -> Any:
    """Return an XML parser that resolves no entities, loads no DTD and opens no connection."""
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
