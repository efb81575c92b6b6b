"""Read a name in full as its acronym, where the documents define it and use it more often."""

from collections.abc import Iterator

from summarize.index.scope import Scope
from summarize.index.store import Snapshot
from summarize.search.spelling import Correction
from summarize.text import names
from summarize.text.wordlists import FUNCTION_WORDS, QUESTION_WORDS

SHORTEST = 3
"""Letters of an acronym; shorter ones stand for too much."""
SAMPLE = 500
"""Sentences with an acronym in which its definition is looked for."""


def in_short(text: str, index: Snapshot, scope: Scope) -> tuple[str, tuple[Correction, ...]]:
    """Return a question with each name in full as its acronym, and what was changed."""
    found = tuple(_defined(text, index, scope))
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
