"""Decode bytes: by byte order mark, as UTF-8, by the pattern of zero bytes, else in the encoding with the likeliest text."""

import codecs
from pathlib import Path

from summarize.documents.readers.detection import detect, detect_wide
from summarize.errors import ReadError

BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
NO_ENCODINGS = frozenset(("punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"))
"""Codecs that are not for documents, are slow, or give lone surrogates."""
BROKEN = 0.001
"""Largest share of broken characters in a text that still counts as UTF-8; each is shown as a replacement character."""
FEW_BROKEN = 2
"""Broken characters that are allowed in a text of any other encoding, however short it is."""
SAMPLE = 200_000
"""Bytes that are searched for the pattern of zeros."""


def decode(data: bytes, path: Path) -> str:
    """Decode a file: by byte order mark, else as UTF-8 even if a little of it is broken, else in the likeliest encoding.

    Raises:
        ReadError: the bytes are not text (the message names `path`).
    """
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _strict(data, encoding, path)
    if b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        if text := _mostly_utf8(data):
            return text
    detected = _detect(data, path)
    text = data.decode(detected, "replace")
    return text if text.count("\ufffd") <= max(FEW_BROKEN, BROKEN * len(text)) else _strict(data, detected, path)


def declared(data: bytes, charset: str | None) -> str | None:
    """Decode in the encoding that the format declares; None if it is missing, unknown, not for texts, or does not fit.

    >>> declared(b"caf\\xe9", "latin-1"), declared(b"x", "punycode")
    ('café', None)
    """
    try:
        codec = codecs.lookup(charset or "")
        return data.decode(charset or "") if codec.name not in NO_ENCODINGS and codec._is_text_encoding else None
    except (LookupError, UnicodeDecodeError, ValueError, AttributeError):
        return None


def _strict(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: broken {encoding} at byte {error.start}; save the file as UTF-8") from error


def _mostly_utf8(data: bytes) -> str:
    """Decode as UTF-8 with broken characters marked; empty if they are many, or more than the intact non-ASCII characters."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - broken
    return text if broken <= min(BROKEN * len(text), whole) else ""


def _detect(data: bytes, path: Path) -> str:
    if b"\0" not in data:
        if found := detect(data):
            return found
        raise ReadError(f"{path}: no known text encoding; save the file as UTF-8")
    even, odd = data[0:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    half = min(len(data), SAMPLE) // 2
    if max(even, odd) > 0.05 * half and min(even, odd) < 0.005 * half:  # the high bytes of spaces and full stops
        return "utf-16-le" if odd > even else "utf-16-be"
    if len(data) > 1 and (wide := detect_wide(data)):  # Chinese has few of either
        return wide
    raise ReadError(f"{path}: a binary file, not text; leave it out or convert it")
