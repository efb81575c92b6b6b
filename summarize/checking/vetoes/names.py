"""Names that are nowhere in the cited documents."""

import re
from collections.abc import Sequence

from summarize.text import quotations
from summarize.text.demonyms import one_place
from summarize.text.names import abbreviates, runs, same
from summarize.text.terms import stem, stems, words
from summarize.text.wordlists import MONTHS_AND_DAYS, TITLES
from summarize.types.verdict import Problem

IN_BRACKETS = re.compile(r"\([^()]*\)")
SMALL = frozenset("of on for the and in to at de la du".split())
"""Words without an initial in an abbreviation."""


def conflict(text: str, document: str) -> Problem | None:
    """Return the first name of a text that the cited documents do not have, in full or in part, as a problem, or None.

    >>> conflict("The mayor met Ruiz.", "The mayor met Berg.")
    '“Ruiz” is nowhere in the cited documents'
    """
    unquoted = quotations.mask(IN_BRACKETS.sub("", text))  # what is in quotation marks is compared letter by letter
    mine, theirs = runs(unquoted), runs(document)
    known, written = stems(document), (*words(document), *(part for name in theirs for part in name.split()))
    opening = bool(mine) and text.startswith(mine[0]) and " " not in mine[0]
    for name in mine[opening:]:
        parts = [word for word in name.split() if not {word.lower(), word.lower().removesuffix("s")} & (TITLES | MONTHS_AND_DAYS)]
        if all(stem(word.lower()) in known or _is_written(word, written) for word in parts):
            continue
        if not any(same(name, other) or one_place(name, other) or abbreviates(other, name) for other in theirs):
            return f"“{name}” is nowhere in the cited documents"
    return None


def _is_written(name: str, written: Sequence[str]) -> bool:
    """Whether a document has a word for the same place or its people, or the words that a name abbreviates.

    >>> _is_written("Brazil", ["Brazilian", "coffee"]), _is_written("IPCC", "Intergovernmental Panel on Climate Change".split())
    (True, True)
    """
    if name in written or name.removesuffix("s") in written or any(one_place(name, w) for w in written if w[:1].isupper()):
        return True
    if len(name) < 2 or not name.isupper():
        return False
    initials = "".join(word[0] for word in written if word.lower() not in SMALL)
    return name in initials
