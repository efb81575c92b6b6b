"""Find the newest of the versions that a document lists, each under a heading with its day, where a question asks for it."""

import re

from summarize.index.corpus import Corpus
from summarize.search.question import Question
from summarize.text import dates
from summarize.text.terms import stem, stems
from summarize.types.document import BlockKind
from summarize.types.evidence import Claim, Evidence

NEWEST = re.compile(r"\b(?:newest|latest|most recent|last|current)\b(?: \w+){0,3}? (?:version|release|edition)\b", re.IGNORECASE)
ASKING = stems("new newest latest recent last current version release edition come out published")
"""Words of such a question that say nothing of whose version it is."""
NUMBERED = re.compile(r"\d+(?:\.\d+)+")


def newest(asked: Question, corpus: Corpus) -> tuple[Claim, ...]:
    """Return the newest version that each document lists which has the other terms of a question for it, the newest first.

    Empty if the question does not ask for it.
    """
    if not NEWEST.search(asked.text):
        return ()
    terms = frozenset(map(stem, asked.terms)) - ASKING
    last: dict[str, Evidence] = {}
    for piece in corpus.evidence:
        if _is_version(piece) and (piece.file not in last or _day(piece) > _day(last[piece.file])):
            last[piece.file] = piece
    known: dict[str, set[str]] = {file: set() for file in last}
    for row, piece in enumerate(corpus.evidence):
        if piece.file in known:
            known[piece.file].update(corpus.stems[row])
    found = (piece for file, piece in last.items() if terms <= known[file])
    return tuple(Claim((piece,), 1) for piece in sorted(found, key=_day, reverse=True))


def _is_version(piece: Evidence) -> bool:
    sentence = piece.sentence
    return sentence.kind is BlockKind.FIELD and bool(NUMBERED.search(sentence.cells[0][0])) and bool(_day(piece))


def _day(piece: Evidence) -> str:
    """Return the day of a field, in a form that sorts; empty if it has none."""
    return str(dates.first_day(piece.sentence.cells[0][1]) or "")
