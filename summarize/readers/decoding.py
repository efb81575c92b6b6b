"""From bytes to text."""

import codecs
from pathlib import Path

from summarize.errors import ReadError

BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
NO_ENCODINGS = frozenset(("punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"))
"""Codecs that are for other things than texts of documents, slow, or give half characters."""
BROKEN = 0.001
"""The share of characters that may be broken in a text that is UTF-8 all the same; each is shown as a question mark."""
SAMPLE = 200_000
"""Bytes that charset detection looks at; more costs seconds and changes nothing."""


def decode(data: bytes, path: Path) -> str:
    """The text of a file: by byte order mark, else UTF-8, even if a little of it is broken, else what charset-normalizer detects.

    Raises:
        ReadError: the bytes are no text (`path` is named in the message).
    """
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _strict(data, encoding, path)
    if b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        if mended := _mended(data, "utf-8"):
            return mended
    detected = _detect(data, path)
    return _mended(data, detected) or _strict(data, detected, path)


def declared(data: bytes, charset: str | None) -> str | None:
    """A text in the encoding that its format declares; `None` where that is none, none for texts, or does not fit.

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


def _mended(data: bytes, encoding: str) -> str:
    """A text with what is broken of it marked; empty if that is more than a little."""
    text = data.decode(encoding, "replace")
    return text if text.count("\ufffd") <= BROKEN * len(text) else ""


def _detect(data: bytes, path: Path) -> str:
    if b"\0" in data:
        even, odd = data[0:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
        half = min(len(data), SAMPLE) // 2
        if max(even, odd) > 0.05 * half and min(even, odd) < 0.005 * half:  # the high bytes of spaces and full stops
            return "utf-16-le" if odd > even else "utf-16-be"
        raise ReadError(f"{path}: a binary file, not text; leave it out or convert it")
    from charset_normalizer import from_bytes  # only files that are not UTF-8 pay for this import

    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        raise ReadError(f"{path}: no known text encoding; save the file as UTF-8")
    return best.encoding
