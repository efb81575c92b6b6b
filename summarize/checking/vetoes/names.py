"""Names that are nowhere in the cited documents."""

import re

from summarize.text.demonyms import same_place
from summarize.text.names import abbreviates, runs, same
from summarize.text.terms import stem, stems
from summarize.text.wordlists import MONTHS_AND_DAYS, TITLES
from summarize.types.verdict import Problem

IN_BRACKETS = re.compile(r"\([^()]*\)")


def conflict(text: str, document: str) -> Problem | None:
    """Return the first name of a text that the cited documents do not have, in full or in part, as a problem, or None.

    >>> conflict("The mayor met Ruiz.", "The mayor met Berg.")
    '“Ruiz” is nowhere in the cited documents'
    """
    mine, theirs = runs(IN_BRACKETS.sub("", text)), runs(document)
    known = stems(document)
    opening = bool(mine) and text.startswith(mine[0]) and " " not in mine[0]
    for name in mine[opening:]:
        parts = [word for word in name.split() if word.lower() not in TITLES | MONTHS_AND_DAYS]
        if all(stem(word.lower()) in known for word in parts):
            continue
        if not any(same(name, other) or same_place(name, other) or _short(name, other) for other in theirs):
            return f"“{name}” is nowhere in the cited documents"
    return None


def _short(one: str, other: str) -> bool:
    return abbreviates(one, other) or abbreviates(other, one)
