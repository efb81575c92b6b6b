"""Write times of day in one form, so that they are compared by value.

3:30 pm, 3.30 p.m.   ->  15:30
3pm                  ->  15:00
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarize.checking.entailment.tokens import Token, span
from summarize.checking.entailment.wordings import Reading

HALVES = {"am": 0, "a.m": 0, "pm": 12, "p.m": 12}
"""The hour at which each half of the day begins."""
TWELVE_HOURS = re.compile(r"^(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?(am|pm)?$")
WHOLE_DAY = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")
LONGEST = 3
"""Most tokens in a time without its half of the day ("3", ":", "30")."""


def clock(tokens: Sequence[Token], index: int) -> Reading:
    """Read a time of day as one number: the hour before the point, two digits for the minutes after it.

    >>> from summarize.checking.entailment.tokens import tokenise
    >>> [clock(tokenise(text), 0)[1][0].key for text in ("3:30 pm", "3pm", "12 a.m.", "15:30")]
    ['15.30', '15.00', '0.00', '15.30']
    """
    for taken in range(min(LONGEST, len(tokens) - index), 0, -1):
        parts = tokens[index : index + taken]
        if not all(a.span and b.span and a.span[1] == b.span[0] for a, b in pairwise(parts)):
            continue
        found = _at(tokens, index, taken, "".join(part.lower for part in parts))
        if found:
            return found
    return None


def _at(tokens: Sequence[Token], index: int, taken: int, text: str) -> Reading:
    behind = tokens[index + taken].lower if index + taken < len(tokens) else ""
    twelve, whole = TWELVE_HOURS.match(text), WHOLE_DAY.match(text)
    half = (twelve and twelve[3]) or behind
    if twelve and half in HALVES:
        hour, minutes = int(twelve[1]) % 12 + HALVES[half], twelve[2] or "00"
        taken += not twelve[3]
    elif whole:
        hour, minutes = int(whole[1]), whole[2]
    else:
        return None
    parts = tokens[index : index + taken]
    return taken, [Token(" ".join(part.text for part in parts), parts[0].quoted, f"{hour}.{minutes}", span(parts))]
