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


def asks_for(asked: Question, item: Evidence) -> bool:
    """Whether a question asks for the list of an item: all of its terms name it, some its own heading, or it asks for steps."""
    if HOW.match(asked.text) and STEP.fullmatch(item.sentence.marker):
        return True
    terms = frozenset(map(stem, asked.terms))
    heads = [each.text for each in item.sentence.context if each.kind in {ContextKind.HEADING, ContextKind.INTRODUCTION}]
    nearest = stems(" ".join(heads[-2:]))
    named = stems(" ".join([*heads, item.sentence.titled(item.title), file_words(PurePath(item.file).stem)]))
    return bool(terms & nearest) and terms <= named and denies(heads[-1]) == denies(asked.text)


def _members(key: Key, corpus: Corpus) -> list[Evidence]:
    return [piece for piece in corpus.evidence if _is_item(piece) and _key(piece) == key]


def _key(piece: Evidence) -> Key:
    return piece.file, piece.sentence.context


def _is_item(piece: Evidence) -> bool:
    return piece.sentence.kind is BlockKind.ITEM
