"""Read the messages of chats that were exported as JSON: of Slack, of Microsoft Teams in two forms, and of Telegram.

A message is an object with a text, a time and a sender; `SHAPES` says where each program puts them.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from summarize.types.document import FILLER, Block, BlockKind, Line

FEWEST = 2
"""Messages of a chat."""
Keys = tuple[str, ...]
"""The keys that lead to a value, through objects within objects."""


class Markup(Enum):
    """How a program marks up the text of messages."""

    NONE = "none"
    HTML = "HTML"
    SLACK = "Slack's"


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a program puts the text and the time of a message, and the name of its sender, the best one first.

    `kinds` are the values of `type` in messages, if they are needed to tell messages from other records.
    """

    text: Keys
    time: Keys
    names: tuple[Keys, ...]
    markup: Markup = Markup.NONE
    kinds: frozenset[str] = frozenset()


SLACK = (("user_profile", "real_name"), ("user_profile", "display_name"), ("username",), ("user",))
TEAMS = (("from", "user", "displayName"), ("from", "application", "displayName"))
SHAPES = (
    Shape(("text",), ("ts",), SLACK, Markup.SLACK, frozenset({"message"})),
    Shape(("body", "content"), ("createdDateTime",), TEAMS, Markup.HTML),
    Shape(("content",), ("originalarrivaltime",), (("displayName",), ("from",)), Markup.HTML),
    Shape(("text",), ("date",), (("from",), ("actor",)), kinds=frozenset({"message", "service"})),
)
LINK = re.compile(r"<(?:(?:https?://|mailto:)[^|<>]{0,2000}\|)?(?P<shown>[^<>|]{1,2000})(?:\|[^<>]{0,200})?>")
"""Slack's links, with the words shown for them, and its mentions of users and channels."""
TAG = re.compile(r"</?[a-z][^<>]{0,2000}>", re.IGNORECASE)
SECONDS = re.compile(r"\d{9,11}(?:\.\d+)?")
BY_PROGRAM = re.compile(r"^(?:channel|group)_|^bot_(?:add|remove)|^service$|^systemEventMessage$")
"""Kinds of messages that nobody writes."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string of a JSON text, and the number of its line."""

    value: str
    line: int


def chats(value: Any) -> Iterator[tuple[list[Any], Shape]]:
    """Yield the lists of messages in a JSON value whose strings are `Text`, in their order, and where their parts are."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        shape = next((shape for shape in SHAPES if _is_chat(one, shape)), None) if isinstance(one, list) else None
        if shape:
            yield one, shape
        elif isinstance(one, list | dict):
            waiting += reversed(list(one.values() if isinstance(one, dict) else one))


def turns(messages: Sequence[Any], shape: Shape, number: int) -> Iterator[Line]:
    """Yield the messages of a chat as turns, on the lines of their texts; `number` is that of the block before them."""
    for message in messages:
        if isinstance(message, dict) and (parts := _parts(message, shape)):
            number += 1
            yield _line(message, shape, parts, number)


def _is_chat(messages: Sequence[Any], shape: Shape) -> bool:
    """Whether most values of a list have a text, a time and a sender where a program puts them."""
    fitting = sum(
        isinstance(each, dict)
        and (not shape.kinds or _at(each, ("type",)) in shape.kinds)
        and bool(_parts(each, shape))
        and bool(_at(each, shape.time))
        and any(_at(each, keys) for keys in shape.names)
        for each in messages
    )
    return fitting >= FEWEST and 2 * fitting > len(messages)


def _line(message: dict[str, Any], shape: Shape, parts: Sequence[Text], number: int) -> Line:
    name = next(filter(None, (_at(message, keys) for keys in shape.names)), None)
    kind = next(filter(None, (_at(message, (key,)) for key in ("subtype", "messageType", "type"))), "")
    time = _time(_at(message, shape.time) or "")
    stamp = f"{time} {name}: " if name else f"{time} "
    shown = " ".join(_shown("".join(part.value for part in parts), shape.markup).split())
    block = Block(number, BlockKind.TURN, speaker=name, time=time)
    if not name or BY_PROGRAM.search(kind):
        block = Block(number, BlockKind.OTHER)
    return Line(parts[0].line, stamp + shown, FILLER * len(stamp) + shown, block)


def _shown(text: str, markup: Markup) -> str:
    """Return what a reader of the chat sees of a text.

    >>> _shown("See <https://a.org|the plan>, <@U1>: 5 &lt; 6", Markup.SLACK), _shown("<p>5 &lt; 6</p>", Markup.HTML)
    ('See the plan, @U1: 5 < 6', ' 5 < 6 ')
    """
    if markup is Markup.NONE:
        return text
    return html.unescape(LINK.sub(r"\g<shown>", text) if markup is Markup.SLACK else TAG.sub(" ", text))


def _at(value: Any, keys: Keys) -> str | None:
    """Return the string or number that keys lead to."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value.value if isinstance(value, Text) else value if isinstance(value, str) else None


def _parts(message: dict[str, Any], shape: Shape) -> list[Text]:
    """Return the strings that are the text of a message: one, several in a list, or those of what is attached to it."""
    *outer, last = shape.text
    inside: Any = message
    for key in outer:
        inside = inside.get(key) if isinstance(inside, dict) else None
    found = _texts(inside.get(last) if isinstance(inside, dict) else None)
    return found or _texts(message.get("attachments"))


def _texts(value: Any) -> list[Text]:
    each = value if isinstance(value, list) else [value]
    texts = (part.get("text") if isinstance(part, dict) else part for part in each)
    return [text for text in texts if isinstance(text, Text) and text.value]


def _time(stamp: str) -> str:
    """Return a time as day and minute: of a count of seconds since 1970, or of a time in ISO 8601.

    >>> _time("1452988821.000002"), _time("2016-01-17T00:00:21.1Z"), _time("20160117")
    ('2016-01-17 00:00', '2016-01-17 00:00', '20160117')
    """
    if SECONDS.fullmatch(stamp):
        return datetime.fromtimestamp(float(stamp), UTC).strftime("%Y-%m-%d %H:%M")
    return stamp[:16].replace("T", " ")
