"""The forms in which rows, keys with their values, list items and answers are stated.

The program makes these forms, never the model, from a unit and its context, and recognises them when it checks a text:

    row       Boiler house: Low pressure, remedy: Replace the return valve.
    field     Colour: green.
    item      What you may bring: a pencil.
    answer    Asked “Who decided it”, the answer is: “The mayor.”
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from summarize.text import quotations
from summarize.text.punctuation import TERMINAL
from summarize.text.units import unit_of
from summarize.types.document import IN_CONTEXT, BlockKind, Cell
from summarize.types.evidence import Context, ContextKind, Sentence

BARE_NUMBER = re.compile(r"[-+−]?\d[\d.,\u202f\u00a0 ]*")
"""A value that has no unit of its own."""
HEADS = frozenset({ContextKind.HEADING, ContextKind.INTRODUCTION})
MOST_HEADS = 2
"""Headings and introductions that may stand before a unit."""


@dataclass(frozen=True, slots=True)
class Form:
    """A statement of a unit, and what it takes from the unit's context."""

    text: str
    context: tuple[Context, ...] = ()


def stated(source: Sentence, heads: Sequence[Context] = (), shows: Callable[[str], bool] = lambda _: True) -> Form:
    """Return a unit as a statement, under some of its headings; of a row, the values of the columns that `shows` accepts.

    >>> cells = (("Zone", "19"), ("Day rate", "18.03"), ("Night rate", "10.37"))
    >>> stated(Sentence("", "", 3, 3, kind=BlockKind.ROW, cells=cells), shows="Night rate".__eq__).text
    'Zone 19, night rate: 10.37.'
    """
    if source.kind is BlockKind.ANSWER and (asked := question_of(source)):
        return Form(f"Asked “{_inner(asked.text.rstrip('?'))}”, the answer is: “{_inner(source.text)}”", (asked,))
    before = "".join(f"{head.text.rstrip(' .:')}{mark}" for head, mark in zip(heads, _marks(heads), strict=True))
    if not source.cells:
        return Form(_ended(before + source.text), tuple(heads))
    label, cells = _labelled(source.cells)
    shown = [cell for cell in cells if shows(cell[0])] or list(cells)
    values = "; ".join(_value(cell, source) for cell in shown)
    named = [c for c in source.context if c.kind is ContextKind.COLUMNS and any(name for name, _ in (*source.cells[:1], *shown))]
    unit = _unit(source)
    noted = [unit] if unit and any(BARE_NUMBER.fullmatch(value) for _, value in shown) else []
    return Form(_ended(before + ", ".join(filter(None, [label, values]))), (*named, *noted, *heads))


def taken(text: str, source: Sentence) -> tuple[Context, ...] | None:
    """Return what a text takes from a unit's context, if it is one of the unit's forms; else None."""
    if source.kind not in IN_CONTEXT:
        return None
    bare = _bare(text)
    if source.kind is BlockKind.ANSWER:
        form = stated(source)
        return form.context if bare == _bare(form.text) else () if bare == _bare(source.text) else None
    for heads in _heads(source):
        before = _bare("".join(f"{h.text.rstrip(' .:')}{m}" for h, m in zip(heads, _marks(heads), strict=True)), ended=False)
        if bare.startswith(before) and (found := _rest(bare[len(before) :], source)) is not None:
            return (*found, *heads)
    return None


def question_of(source: Sentence) -> Context | None:
    """Return the question that an answer answers, if it is known."""
    return next((context for context in source.context if context.kind is ContextKind.QUESTION), None)


def _heads(source: Sentence) -> Iterator[tuple[Context, ...]]:
    """Yield the combinations of headings and introductions under which a unit may be stated."""
    found = [context for context in source.context if context.kind in HEADS]
    return (heads for count in range(MOST_HEADS + 1) for heads in combinations(found, count))


def _marks(heads: Sequence[Context]) -> list[str]:
    """Return what follows each heading: a comma, after the last a colon."""
    return [*([", "] * (len(heads) - 1)), ": "][: len(heads)] if heads else []


def _rest(text: str, source: Sentence) -> tuple[Context, ...] | None:
    """Return what the rest of a form, after the headings, takes from the context; None if it is no form of the unit."""
    if not source.cells:
        return () if text == _bare(source.text) else None
    label, cells = _labelled(source.cells)
    if label:
        if not text.startswith(_bare(f"{label}, ", ended=False)):
            return None
        text = text[len(_bare(f"{label}, ", ended=False)) :]
    parts = {_bare(_value(cell, source), ended=False): cell for cell in cells}
    shown = _split(text, parts)
    if not shown:
        return None
    form = stated(source, shows={name for name, _ in shown}.__contains__)
    return form.context


def _split(text: str, parts: dict[str, Cell]) -> list[Cell]:
    """Return the cells of which a text consists, joined by semicolons; empty if it does not consist of them."""
    found: list[Cell] = []
    while text:
        ends = (part for part in parts if text == part.rstrip().rstrip(".") or text.startswith(f"{part}; "))
        part = max(ends, key=len, default="")
        if not part:
            return []
        found.append(parts[part])
        text = text[len(part) + len("; ") :]
    return found


def _labelled(cells: Sequence[Cell]) -> tuple[str, Sequence[Cell]]:
    """Return the label of a row, and its other cells; a single cell has no label."""
    if len(cells) < 2:
        return "", cells
    name, value = cells[0]
    return (value if any(char.isalpha() for char in value) or not name else f"{name} {value}"), cells[1:]


def _value(cell: Cell, source: Sentence) -> str:
    name, value = cell
    note = _note(source) if BARE_NUMBER.fullmatch(value) else ""
    head = name if source.kind is BlockKind.FIELD or len(source.cells) == 1 else lowered(name)
    return f"{head}: {value}{note}" if name else f"{value}{note}"


def _note(source: Sentence) -> str:
    """Return what follows a bare number of a row: the unit, if it is that of all its columns, else the line that gives it.

    It is that of all columns if there is one besides the label, or if the names of all end with the same word.
    """
    given = _unit(source)
    if given is None:
        return ""
    _, cells = _labelled(source.cells)
    alike = len({name.split()[-1].lower() for name, _ in cells if name}) == 1
    unit = unit_of(given.text) if alike else ""
    return f" {unit}" if unit else f" ({lowered(given.text.rstrip(' .:'))})"


def _unit(source: Sentence) -> Context | None:
    """Return the caption or unit line of a row's table."""
    return next((context for context in source.context if context.kind is ContextKind.CAPTION), None)


def lowered(text: str) -> str:
    """Return a text with a small first letter, unless its first word is an abbreviation.

    >>> lowered("Night rate"), lowered("GDP")
    ('night rate', 'GDP')
    """
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _ended(text: str) -> str:
    return text if TERMINAL.search(text) else f"{text}."


def _bare(text: str, *, ended: bool = True) -> str:
    """Return a text with marks and spaces in one form; without its final full stop if it is `ended`."""
    plain = " ".join(quotations.normalise(text).split()) + (" " if text.endswith(" ") else "")
    return plain.rstrip().rstrip(".") if ended else plain


def _inner(text: str) -> str:
    """Return a text for use within quotation marks: its own double marks become single ones."""
    return re.sub(r"[“”\"]", "’", text)
