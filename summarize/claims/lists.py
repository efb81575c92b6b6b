"""Show the items of a list together, in the order of their document, and all of them if the question asks for the list."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from summarize.index.corpus import Corpus
from summarize.search.question import Question
from summarize.text.terms import denies, file_words, stem, stems
from summarize.types.document import BlockKind
from summarize.types.evidence import Claim, Context, ContextKind, Evidence

HOW = re.compile(r"how (?:do|does|did|can|could|should|would|to)\b", re.IGNORECASE)
STEP = re.compile(r"\(?\d{1,3}[.)]")
"""The marker of an item in a numbered list."""
NEAREST, FEWEST_NEAREST = 4, 3
"""The nearest pieces of evidence, and how many of them are in a list that answers a question which no sentence answers."""
NEEDING = stems("need needed require required necessary")
"""Words of a question that a list of what is needed does not have: "Bring:"."""
Key = tuple[str, tuple[Context, ...]]
"""A list: its file, and the context of its items."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """Claims with the items of each list together, and the number of items that did not find room."""

    claims: tuple[Claim, ...]
    more: int = 0


def arranged(asked: Question, claims: Sequence[Claim], corpus: Corpus, count: int) -> Arranged:
    """Put the items of each list together; if the question asks for a list, return all of its items, at most `count`."""
    items = [claim for claim in claims if _is_item(claim.best)]
    named = dict.fromkeys(_key(claim.best) for claim in items if asks_for(asked, claim.best))
    whole = [Claim((item,), 1, listed=True) for key in named for item in _members(key, corpus)]
    if len(whole) > len(named):
        return Arranged(tuple(whole[:count]), max(len(whole) - count, 0))
    counted = Counter(_key(claim.best) for claim in items)
    placed: dict[Claim, None] = {}
    for claim in claims:
        key = _key(claim.best)
        beside = [other for other in items if _key(other.best) == key] if _is_item(claim.best) and counted[key] > 1 else [claim]
        shown = sorted(beside, key=lambda each: each.best.sentence.first_line)
        placed.update((replace(each, listed=len(beside) > 1), None) for each in shown)
    return Arranged(tuple(placed))


def headed(asked: Question, nearest: Sequence[Evidence], corpus: Corpus, count: int) -> Arranged:
    """Return the list among the nearest evidence that answers a question by its head, where no sentence answers it.

    All terms of the question name it, or the question asks how, and it has most of the nearest evidence and half of the terms.
    """
    named = (_key(piece) for piece in nearest[:NEAREST] if _is_item(piece) and _heads(piece) and _is_named(asked, piece))
    key = next(named, None) or _steps(asked, nearest)
    whole = [Claim((one,), 1, listed=True) for one in _members(key, corpus)] if key else []
    return Arranged(tuple(whole[:count]), max(len(whole) - count, 0))


def _steps(asked: Question, nearest: Sequence[Evidence]) -> Key | None:
    if not HOW.match(asked.text):
        return None
    keys = Counter(_key(piece) for piece in nearest[:NEAREST] if STEP.fullmatch(piece.sentence.marker))
    key, number = keys.most_common(1)[0] if keys else (None, 0)
    item = next((piece for piece in nearest if _key(piece) == key), None)
    terms = frozenset(map(stem, asked.terms))
    return key if item and number >= FEWEST_NEAREST and 2 * len(terms & _named(item)) >= len(terms) else None


def asks_for(asked: Question, item: Evidence) -> bool:
    """Whether a question asks for the list of an item: all of its terms name it, some its own heading, or it asks for steps."""
    if HOW.match(asked.text) and STEP.fullmatch(item.sentence.marker):
        return True
    return _is_named(asked, item)


def _is_named(asked: Question, item: Evidence) -> bool:
    """Whether all terms of a question name the list of an item, some its own heading."""
    terms = frozenset(map(stem, asked.terms)) - NEEDING
    heads = _heads(item)
    nearest = stems(" ".join(heads[-2:]))
    return bool(terms & nearest) and terms <= _named(item) and denies(heads[-1]) == denies(asked.text)


def _heads(item: Evidence) -> list[str]:
    return [each.text for each in item.sentence.context if each.kind in {ContextKind.HEADING, ContextKind.INTRODUCTION}]


def _named(item: Evidence) -> frozenset[str]:
    """Return the stems of the words over an item: its headings and introduction, and the title and name of its file."""
    return stems(" ".join([*_heads(item), item.sentence.titled(item.title), file_words(PurePath(item.file).stem)]))


def _members(key: Key, corpus: Corpus) -> list[Evidence]:
    return [piece for piece in corpus.evidence if _is_item(piece) and _key(piece) == key]


def _key(piece: Evidence) -> Key:
    return piece.file, piece.sentence.context


def _is_item(piece: Evidence) -> bool:
    return piece.sentence.kind is BlockKind.ITEM
