"""Headings with a day of their own, as a list of changes or a diary has them: the day is what they state.

## 2.4.0 (3 May 2021)      2.4.0: 3 May 2021
### Second meeting, 2021-06-07      Second meeting: 2021-06-07
"""

import re
from collections.abc import Sequence

from summarize.documents.context import context_text
from summarize.text import dates
from summarize.types.document import BlockKind, Cell, Line

FEWEST = 2
"""Such headings in a document: a single one is more likely its title."""
AROUND = re.compile(r"^[\W_]+|[\s(\[{,:;|/–—-]+$")
"""What may stand around the words beside a day; it is no part of them."""
BEHIND = re.compile(r"[)\]}.\s]*")


def dated(blocks: Sequence[Sequence[Line]]) -> dict[int, Cell]:
    """Return, by the line with which a heading begins, the words of each heading that ends with a day, and the day."""
    headings = [block for block in blocks if block[0].kind is BlockKind.HEADING]
    found = {block[0].number: cell for block in headings if (cell := split(context_text(block)))}
    return found if len(found) >= FEWEST else {}


def split(heading: str) -> Cell | None:
    """Return the words of a heading and the day behind them; `None` if it has not both.

    >>> split("2.4.0 (3 May 2021)"), split("Spring 2021")
    (('2.4.0', '3 May 2021'), None)
    """
    last = next(reversed(dates.mentions(heading)), None)
    if last is None or last.period is None or last.period.first != last.period.last:
        return None
    name = AROUND.sub("", heading[: last.start])
    whole = BEHIND.fullmatch(heading, last.end) and any(char.isalnum() for char in name)
    return (name, heading[last.start : last.end]) if whole else None
