"""Headings with a day of their own, as a list of changes or a diary has them: the day is what they state.

## 2.4.0 (3 May 2021)      2.4.0: 3 May 2021
### Second meeting, 2021-06-07      Second meeting: 2021-06-07
"""

import re
from collections.abc import Sequence

from summarize.documents.context import context_text
from summarize.documents.prompt_injection import address_the_model
from summarize.text import dates
from summarize.text.wordlists import ARTICLES, PREPOSITIONS
from summarize.types.document import BlockKind, Cell, Line

FEWEST = 2
"""Such headings in a document: a single one is more likely its title."""
AROUND = re.compile(r"^[\s(\[{]+|[\s()\[\]{},:;|/–—-]+$")
"""What may be around the words beside a day; it is no part of them."""
REST = re.compile(r"[)\]}.\s]*")


def dated(blocks: Sequence[Sequence[Line]]) -> dict[int, Cell]:
    """Return the words and the day of headings that end with a day, by their numbers among the blocks, if there are several."""
    headings = ((number, block) for number, block in enumerate(blocks) if block[0].kind is BlockKind.HEADING)
    found = {number: cell for number, block in headings if (cell := split(context_text(block)))}
    return found if len(found) >= FEWEST else {}


def split(heading: str) -> Cell | None:
    """Return the words of a heading and the day behind them; `None` if it has not both, or has several times.

    >>> split("[2.4.0] - 3 May 2021"), split("Meeting on 2021-05-03"), split("Spring 2021")
    (('2.4.0', '3 May 2021'), ('Meeting', '2021-05-03'), None)
    """
    found = dates.mentions(heading)
    period = found[0].period if len(found) == 1 else None
    if period is None or period.first != period.last or address_the_model(heading):
        return None
    words = AROUND.sub("", heading[: found[0].start]).split()
    while words and words[-1].lower().strip(",") in PREPOSITIONS | ARTICLES | set(dates.WEEKDAYS):
        words.pop()
    name = AROUND.sub("", " ".join(words))
    whole = REST.fullmatch(heading, found[0].end) and any(map(str.isalnum, name))
    return (name, heading[found[0].start : found[0].end]) if whole else None
