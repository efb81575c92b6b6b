"""Read mail: the text of a message as its reader sees it. Headers give the metadata; quoted text is not running text.

Lines are counted in the text, without the headers. Attachments are named but not read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from itertools import islice
from pathlib import Path
from typing import Any

from summarize.documents.readers import markup
from summarize.documents.readers.blocks import numbered
from summarize.documents.readers.charset import declared, decode
from summarize.documents.readers.hyphens import rejoined
from summarize.documents.readers.mail_heads import FORWARDED, HEADER, OPENING, QUOTED, SAID_BEFORE, SENDER
from summarize.documents.readers.plain import split
from summarize.documents.readers.shapes import shaped
from summarize.errors import ReadError
from summarize.types.document import Block, BlockKind, Document, Line, Metadata

RULE = re.compile(r"^\s*_{20,}\s*$")
SIGNATURE = re.compile(r"^-- ?$")
MOST_ATTACHED, LONGEST_NAME = 100, 200
"""Maximum numbers of attachments that are named in a message, and of characters in a name."""


def read(data: bytes, path: Path) -> Document:
    """Read a message.

    Raises:
        ReadError: it has no headers or no text, or its text cannot be decoded.
    """
    message = message_from_bytes(data, policy=default)
    if not message.keys():
        raise ReadError(f"{path}: not a mail (it has no headers); give it the right ending")
    body = _body(message)
    if body is None:
        raise ReadError(f"{path}: a message without text; save its attachments and add their folder as a source")
    try:
        raw = body.get_payload(decode=True)
        payload = raw if isinstance(raw, bytes) else str(body.get_payload()).encode("utf-8", "replace")
    except (ValueError, LookupError, AssertionError) as error:
        raise ReadError(f"{path}: its text cannot be decoded ({error})") from error
    text = _decoded(payload, body, path)
    if body.get_content_type() == "text/html":
        read = numbered(markup.parts(text, quotes=True))
    else:
        read = rejoined(list(shaped(list(lines(text)))))
    return Document(tuple(_said_by(_sender(message), read)), metadata=_metadata(message))


def _said_by(sender: str | None, read: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of a mail with its sender as the speaker of its own text."""
    for line in read:
        block = line.block or Block(0, flows=False)
        own = line.running and block.speaker is None
        yield replace(line, block=replace(block, speaker=sender)) if own else line


def lines(text: str) -> Iterator[Line]:
    r"""Yield the lines of a message's text; quotations, forwarded text and signatures are not running text.

    >>> [line.kind.value for line in lines("Yes, it opened.\nOn Monday, Ana wrote:\n> Is the port open?\n-- \nRui")]
    ['paragraph', 'quoted', 'quoted', 'other', 'other']
    """
    all_lines = split(text)
    behind = False
    for number, line in enumerate(all_lines, start=1):
        following = all_lines[number] if number < len(all_lines) else ""
        before = all_lines[number - 2] if number > 1 else ""
        forwarded = FORWARDED.match(line) or (RULE.match(line) and SENDER.match(following))
        headed = SENDER.match(line) and HEADER.match(following)
        behind = behind or bool(forwarded or headed or SIGNATURE.match(line))
        both = ([f"{line} {following}"] if following.strip() else []) + ([f"{before} {line}"] if before.strip() else [])
        introduces = line.strip() and (SAID_BEFORE.match(line) or any(OPENING.match(each) for each in (line, *both)))
        quoted = QUOTED.match(line) or (introduces and any(QUOTED.match(after) for after in all_lines[number : number + 4]))
        kind = BlockKind.OTHER if behind else BlockKind.QUOTED if quoted else None
        yield Line(number, line, line, Block(0, kind) if kind else None)


def _body(message: EmailMessage) -> Any:
    """Return the text part: plain text if there is one, else HTML; never an attachment or an enclosed message."""
    parts = list(_parts(message))
    plain = (part for part in parts if part.get_content_type() == "text/plain")
    return next(plain, next((part for part in parts if part.get_content_type() == "text/html"), None))


def _parts(message: Any) -> Iterator[Any]:
    if message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            yield from _parts(part)
    elif not _is_attached(message):
        yield message


def _is_attached(part: Any) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _attached(message: Any) -> Iterator[str]:
    """Yield the names of the attachments, except pictures that the text shows, such as a logo in a signature."""
    if message.get_content_maintype() == "multipart":
        for part in message.iter_parts():
            yield from _attached(part)
    elif message.get_content_type() == "message/rfc822":
        yield _name(message) or "message.eml"
    elif _is_attached(message) and (message.get_content_disposition(), message.get_content_maintype()) != ("inline", "image"):
        yield _name(message) or "attachment"


def _name(part: Any) -> str:
    """Return the name of an attachment without folders, line breaks and lone surrogates."""
    try:
        given = str(part.get_filename() or "")
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):  # as for broken headers
        return ""
    name = " ".join(given.split()).replace("\\", "/").rpartition("/")[2]
    return name.encode("utf-8", "replace").decode()[:LONGEST_NAME]


def _decoded(payload: bytes, body: Any, path: Path) -> str:
    text = declared(payload, body.get_content_charset("utf-8"))
    return decode(payload, path) if text is None else text


def _metadata(message: EmailMessage) -> Metadata:
    attached = tuple(islice(_attached(message), MOST_ATTACHED))
    names = _header(message, "Subject"), _date(message), _sender(message), _header(message, "Organization")
    return Metadata(*names, attached=attached)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return " ".join(str(message.get(name, "")).split()) or None
    except (ValueError, IndexError, AttributeError, TypeError):  # the library fails on some broken headers
        return None


def _sender(message: EmailMessage) -> str | None:
    name, address = parseaddr(_header(message, "From") or "")
    return name or address or None


def _date(message: EmailMessage) -> date | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_header(message, "Date") or "").date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
