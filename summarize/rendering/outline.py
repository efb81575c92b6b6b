"""The structure of documents as text, and in the shape that other programs rely on."""

from collections.abc import Iterable

from summarize.citations import syntax
from summarize.rendering import listings
from summarize.text.escaping import shown
from summarize.types.outline import Outline, Part

UNITS = {"text": "sentence", "list": "item", "table": "row", "turns": "unit", "questions": "answer", "fields": "field"}
"""What the units of each kind of part are called."""
DEEPEST = 6
"""Largest number of marks before a heading, as in Markdown."""
WIDTH = 8
"""Columns for the place of a part."""


def text(found: Outline) -> str:
    """Render the structure of one document, a part a line.

    >>> print(text(Outline("a.md", "Hours", (Part("1", "heading", "Hours", level=1), Part("3-4", "list", "Bring:", 2)))), end="")
    a.md: Hours
      1         # Hours
      3-4       list of 2 items: Bring:
    """
    title = f": {shown(found.title)}" if found.title else ""
    rows = [f"{shown(syntax.file_name(found.file))}{title}", *(f"  {part.place:<{WIDTH}}  {_part(part)}" for part in found.parts)]
    if found.speakers:
        rows.append(f"  speakers: {', '.join(f'{shown(name)} ({count})' for name, count in found.speakers)}")
    rows += [f"  left out {left.place} ({left.reason}): {shown(left.text)}" for left in found.left_out]
    return "\n".join(rows) + "\n"


def _part(part: Part) -> str:
    if part.kind == "heading":
        return f"{'#' * min(part.level, DEEPEST)} {shown(part.text)}"
    unit = UNITS.get(part.kind, "unit")
    counted = f"{part.units} {unit}{'' if part.units == 1 else 's'}"
    named = f": {shown(part.text)}" if part.text else ""
    return f"{counted}{named}" if part.kind == "text" else f"{part.kind} of {counted}{named}"


def of_outlines(found: Iterable[Outline]) -> listings.Outlines:
    """Return the structure of some documents."""
    return listings.Outlines(tuple(map(_outline, found)))


def _outline(found: Outline) -> listings.Outline:
    return listings.Outline(
        file=found.file,
        title=found.title,
        parts=tuple(listings.OutlinePart(part.place, part.kind, part.text, part.units, part.level) for part in found.parts),
        speakers=tuple(listings.Speaker(name, units) for name, units in found.speakers),
        left_out=tuple(listings.LeftOut(left.place, left.reason, left.text) for left in found.left_out),
    )
