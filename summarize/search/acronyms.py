"""Read a name as what the documents define for it and use more often: its acronym, or a party's part in a contract."""

import re
from collections.abc import Iterator

from summarize.index.scope import Scope
from summarize.index.store import Snapshot
from summarize.search.spelling import Correction
from summarize.text import names
from summarize.text.wordlists import FUNCTION_WORDS, QUESTION_WORDS

SHORTEST = 3
"""Letters of an acronym; shorter ones stand for too much."""
SAMPLE = 500
"""Sentences with a name in which its definition is looked for."""
TERM = re.compile(
    r"(?: [A-Z][\w.&]*){0,4} \((?:here(?:in)?after )?(?:called |referred to as )?(?P<the>the )?[“\"'‘](?P<within>[Tt]he )?"
    r"(?P<term>[A-Z]\w+(?: [A-Z]\w+)?)[”\"'’]\)"
)
"""What follows a name that is defined: "Lund Cleaning Ltd ("the Contractor")"."""


def in_short(text: str, index: Snapshot, scope: Scope) -> tuple[str, tuple[Correction, ...]]:
    """Return a question with each name as its acronym, or the word that a contract has for it, and what was changed."""
    found = (*_defined(text, index, scope), *_called(text, index, scope))
    for one in found:
        text = text.replace(one.typed, one.read)
    return text, found


def _defined(text: str, index: Snapshot, scope: Scope) -> Iterator[Correction]:
    for name in names.runs(text):
        acronym = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(acronym) < SHORTEST or acronym.lower() in FUNCTION_WORDS | QUESTION_WORDS or name not in text:
            continue
        common = index.frequency(acronym, scope) > min(index.frequency(word, scope) for word in name.split())
        holding = index.holding(acronym, scope, SAMPLE) if common else []
        defined = f"{name} ({acronym})"
        if any(defined in stored.sentence.text for stored in index.sentences(holding).values()):
            yield Correction(name, acronym)


def _called(text: str, index: Snapshot, scope: Scope) -> Iterator[Correction]:
    """Yield the names in a question for which a contract defines a word that it uses more: "Lund Cleaning", "the Contractor"."""
    for name in names.runs(text):
        holding = index.sentences(index.holding(name.split()[-1], scope, SAMPLE)).values()
        behind = (stored.sentence.text.partition(name)[2] for stored in holding)
        found = next((match for text_ in behind if (match := TERM.match(text_))), None)
        if found and index.frequency(found["term"].split()[-1], scope) > index.frequency(name.split()[0], scope):
            article = "the " if found["the"] or found["within"] else ""
            yield Correction(f"the {name}" if article and f"the {name}" in text else name, article + found["term"])
