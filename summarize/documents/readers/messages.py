"""Read the messages of chats that were exported as JSON: of Slack, of Microsoft Teams in two forms, and of Telegram.

A message is an object with a text, a time and a sender; `SHAPES` says where each program puts them.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from summarize.types.document import FILLER, Block, BlockKind, Line

FEWEST = 2
"""Messages of a chat."""
Keys = tuple[str, ...]
"""The keys that lead to a value, through objects within objects."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a program puts the text and the time of a message, and the name of its sender, the best one first."""

    text: Keys
    time: Keys
    names: tuple[Keys, ...]


SLACK = (("user_profile", "real_name"), ("user_profile", "display_name"), ("username",), ("user",))
SHAPES = (
    Shape(("text",), ("ts",), SLACK),
    Shape(("body", "content"), ("createdDateTime",), (("from", "user", "displayName"), ("from", "application", "displayName"))),
    Shape(("content",), ("originalarrivaltime",), (("displayName",), ("from",))),
    Shape(("text",), ("date",), (("from",), ("actor",))),
)
LINK = re.compile(r"<(?:https?://|mailto:)[^|<>]*\|(?P<shown>[^<>]+)>")
TAG = re.compile(r"</?[a-z][^<>]*>|<(?=[@#!])|(?<=\w)>(?=\W|$)", re.IGNORECASE)
BY_PROGRAM = re.compile(r"^(?:channel|group)_|^bot_|^service$|^systemEventMessage$")
"""Kinds of messages that nobody writes."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string of a JSON text, and the number of its line."""

    value: str
    line: int


def turns(value: Any) -> Iterator[Line]:
    """Yield the messages in a JSON value, whose strings are `Text`, as turns on the lines of their texts; none without a chat."""
    number = 0
    for messages in _lists(value):
        shape = next((each for each in SHAPES if _fitting(messages, each) > max(len(messages) / 2, FEWEST - 1)), None)
        for message in messages if shape else ():
            if shape and (parts := _parts(message, shape.text)):
                number += 1
                yield _line(message, shape, parts, number)


def _line(message: dict[str, Any], shape: Shape, parts: Sequence[Text], number: int) -> Line:
    name = next(filter(None, (_at(message, keys) for keys in shape.names)), None)
    kind = next(filter(None, (_at(message, (key,)) for key in ("subtype", "messageType", "type"))), "")
    time = _time(_at(message, shape.time) or "")
    stamp = f"{time} {name}: " if name else f"{time} "
    shown = html.unescape(TAG.sub("", LINK.sub(r"\g<shown>", "".join(part.value for part in parts))))
    shown = " ".join(shown.split())
    block = Block(number, BlockKind.TURN, speaker=name, time=time)
    if not name or BY_PROGRAM.search(kind):
        block = Block(number, BlockKind.OTHER)
    return Line(parts[0].line, stamp + shown, FILLER * len(stamp) + shown, block)


def _lists(value: Any) -> Iterator[list[Any]]:
    """Yield the lists of objects in a value; those in messages are parts of these."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list) and any(_fitting(one, shape) for shape in SHAPES):
            yield [each for each in one if isinstance(each, dict)]
        elif isinstance(one, list | dict):
            waiting += reversed(list(one.values() if isinstance(one, dict) else one))


def _fitting(messages: Sequence[Any], shape: Shape) -> int:
    """Return the number of messages that have a text, a time and a sender where a program puts them."""
    return sum(
        isinstance(each, dict)
        and bool(_parts(each, shape.text))
        and bool(_at(each, shape.time))
        and any(_at(each, keys) for keys in shape.names)
        for each in messages
    )


def _at(value: Any, keys: Keys) -> str | None:
    """Return the string or number that keys lead to."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value.value if isinstance(value, Text) else value if isinstance(value, str) else None


def _parts(message: dict[str, Any], keys: Keys) -> list[Text]:
    """Return the strings that are the text of a message: one, or several in a list, some of them in objects."""
    *outer, last = keys
    for key in outer:
        inner = message.get(key)
        message = inner if isinstance(inner, dict) else {}
    found = message.get(last)
    each = found if isinstance(found, list) else [found]
    texts = (part.get("text") if isinstance(part, dict) else part for part in each)
    return [text for text in texts if isinstance(text, Text) and text.value]


def _time(stamp: str) -> str:
    """Return a time as day and minute: of a count of seconds since 1970, or of a time in ISO 8601.

    >>> _time("1452988821.000002"), _time("2016-01-17T00:00:21.1Z")
    ('2016-01-17 00:00', '2016-01-17 00:00')
    """
    try:
        return datetime.fromtimestamp(float(stamp), UTC).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return stamp[:16].replace("T", " ")
