"""Read JSON line by line: the values of an object up to an inner one are a row, the names that lead to it are headings.

The messages of an exported chat are turns (`messages`).

1  {"port": {                      port                                (a heading)
2     "name": "Lima",              name: Lima; ships: 40               (a row, under "port")
3     "ships": 40 } }
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from summarize.documents.readers import messages
from summarize.documents.readers.charset import decode
from summarize.documents.readers.messages import Text
from summarize.documents.readers.plain import split
from summarize.errors import ReadError
from summarize.types.document import Block, BlockKind, Document, Line

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+|\n')
FOLLOWED = re.compile(r"\s*:")
NOT_BREAK = re.compile(r"[^\n]")
DEEPEST = 100
"""Levels of nesting that are read."""


def read(data: bytes, path: Path) -> Document:
    """Read a JSON file.

    Raises:
        ReadError: it is not text, or not JSON.
    """
    text = "\n".join(split(decode(data, path)))
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"{path}:{error.lineno}: not JSON ({error.msg}); correct it, or save it as text") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path}: not JSON that can be read ({error}); split it into smaller files") from error
    return Document(tuple(sorted(_with_chats(text), key=lambda line: line.number)), headed=False)


def _with_chats(text: str) -> Iterator[Line]:
    """Yield the messages of the chats in a JSON text as turns, and the parts of the rest."""
    value, spans = _located(text)
    number = text.count("\n") + text.count("{") + 1  # beyond the blocks of the rest
    rest: list[str] = []
    done = 0
    for chat, shape in messages.chats(value):
        found = list(messages.turns(chat, shape, number))
        number += len(found)
        yield from found
        start, end = spans[id(chat)]
        rest += [text[done : start + 1], NOT_BREAK.sub(" ", text[start + 1 : end - 1])]
        done = end - 1
    yield from _lines("".join([*rest, text[done:]]))


def _located(text: str) -> tuple[Any, dict[int, tuple[int, int]]]:
    """Return what a JSON text holds, and where each list begins and ends in it, by the list's identity.

    Strings are `Text`, numbers strings, other values `None`. Values deeper than `DEEPEST` are left out.
    """
    number = 1
    root: list[Any] = []
    spans: dict[int, tuple[int, int]] = {}
    stack: list[tuple[Any, str, int]] = [(root, "", 0)]
    for match in TOKEN.finditer(text):
        sign = match[0]
        inside, key, begun = stack[-1]
        string = sign.startswith('"')
        if sign == "\n":
            number += 1
        elif sign in "}]":
            spans[id(inside)] = (begun, match.end())
            stack = stack[:-1] if len(stack) > 1 else stack
        elif string and isinstance(inside, dict) and FOLLOWED.match(text, match.end()):
            stack[-1] = (inside, str(json.loads(sign)), begun)
        elif sign not in ",:":
            value: Any = [] if sign == "[" else {} if sign == "{" else Text(json.loads(sign), number) if string else _scalar(sign)
            if len(stack) < DEEPEST:
                inside.__setitem__(key, value) if isinstance(inside, dict) else inside.append(value)
            if sign in "[{":
                stack.append((value, "", match.start()))
    return root, spans


def _scalar(sign: str) -> str | None:
    return None if sign in {"null", "true", "false"} else sign


@dataclass(slots=True)
class _Open:
    """An object or array that is open: its name, and the values in it, each with its name and line."""

    name: str
    is_object: bool
    key: str = ""
    values: list[tuple[str, str, int]] = field(default_factory=list)


def _lines(text: str) -> Iterator[Line]:
    """Yield the parts of the lines of a JSON text: names that lead to objects as headings, the values of each object as a row."""
    number = block = 1
    stack = [_Open("", is_object=False)]
    for match in TOKEN.finditer(text):
        sign = match[0]
        if sign == "\n":
            number += 1
        elif sign in "{[":
            block += 1
            yield from _row(stack[-1], block)  # what comes before an inner object is a row of its own
            stack[-1].values.clear()
            name = stack[-1].key
            if name and len(stack) < DEEPEST:
                block += 1
                yield Line(number, name, name, Block(block, BlockKind.HEADING, level=len(stack)))
            stack.append(_Open(name, is_object=sign == "{"))
        elif sign in "}]":
            block += 1
            closed = stack.pop() if len(stack) > 1 else stack[0]
            yield from _row(closed, block)
            stack[-1].key = ""
        elif sign == ",":
            stack[-1].key = "" if stack[-1].is_object else stack[-1].key
        elif sign != ":":
            _take(stack[-1], sign, number, named=FOLLOWED.match(text, match.end()) is not None)
    yield from _row(stack[0], block + 1)


def _take(inside: _Open, sign: str, number: int, *, named: bool) -> None:
    """Enter a name or a value in what is open."""
    value = str(json.loads(sign)) if sign.startswith('"') else sign
    if named and inside.is_object:
        inside.key = value
    elif sign != "null":
        inside.values.append((inside.key or "", " ".join(value.split()), number))
        inside.key = ""


def _row(closed: _Open, block: int) -> Iterator[Line]:
    """Yield the lines of an object's values as one row; those of an array are items, each a block by its line."""
    filled = [value for value in closed.values if value[1]]
    if closed.is_object:
        held = Block(block, BlockKind.ROW, cells=tuple((name, value) for name, value, _ in filled))
        for line, values in groupby(filled, key=lambda value: value[2]):
            shown = "; ".join(f"{name}: {value}" if name else value for name, value, _ in values)
            yield Line(line, shown, shown, held)
    else:
        for _, value, line in filled:
            yield Line(line, value, value, Block(-line, BlockKind.ITEM, level=1, marker="-"))
