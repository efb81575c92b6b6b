"""Find the heads and feet of pages in plain text that was made from pages; they may interrupt a sentence.

A line is a head or foot if it is only a page number, if it recurs (twice with a number in it, three times without), or if it
interrupts a sentence and is at a form feed or has a number set apart at its start or end.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarize.text.punctuation import TERMINAL
from summarize.types.document import Block, BlockKind, Line

FORM_FEED = "\f"
PAGE_NUMBER = re.compile(r"^\W*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*$", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d$")
NUMBERED = re.compile(r"\S\s{2,}\d{1,4}$|^\d{1,4}\s{2,}\S")
"""A title and a page number set apart from it."""
RECURRING, UNCHANGED = 2, 3
"""Minimum number of occurrences of a head or foot that recurs: with a number in it, and without."""
LONGEST = 90
"""Maximum number of characters in a head or foot."""
OTHER = Block(0, BlockKind.OTHER)
APART = 5
"""Minimum number of lines from one occurrence to the next."""


def without_page_breaks(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, with heads and feet as not running text; within a sentence they and the blank lines around are asides.

    >>> seen = [Line(n, t, t) for n, t in enumerate(["The pump was", "", "- 7 -", "", "shut in May."], start=1)]
    >>> [line.number for line in without_page_breaks(seen) if line.aside]
    [2, 3, 4]
    """
    heads = _heads(lines)
    shown = [bool(line.text.strip()) and index not in heads for index, line in enumerate(lines)]
    near = _Neighbours.of(shown)
    inside = {index for index in heads if _goes_on(lines, near.before[index], near.after[index])}
    around = {i for index in inside for i in range((near.before[index] or 0) + 1, near.after[index] or 0)}
    for index, line in enumerate(lines):
        yield replace(line, aside=True) if index in around else replace(line, block=OTHER) if index in heads else line


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """For each line, the indices of the nearest lines that count before and after it; None if there is none."""

    before: tuple[int | None, ...]
    after: tuple[int | None, ...]

    @classmethod
    def of(cls, counts: Sequence[bool]) -> "_Neighbours":
        """Find the neighbours of all lines; `counts` says which lines count."""
        return cls(tuple(_last_seen(counts)), tuple(reversed([_turned(i, counts) for i in _last_seen(counts[::-1])])))


def _last_seen(counts: Sequence[bool]) -> Iterator[int | None]:
    last: int | None = None
    for index, count in enumerate(counts):
        yield last
        last = index if count else last


def _turned(index: int | None, counts: Sequence[bool]) -> int | None:
    return None if index is None else len(counts) - 1 - index


def _goes_on(lines: Sequence[Line], before: int | None, after: int | None) -> bool:
    """Whether the line before and the one after are parts of one sentence."""
    if before is None or after is None:
        return False
    return not TERMINAL.search(lines[before].text.rstrip()) and lines[after].text.strip(" \t\f")[:1].islower()


def _heads(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of lines that are the head or foot of a page."""
    texts = [line.text.replace(FORM_FEED, "").strip() for line in lines]
    near = _Neighbours.of([bool(text) for text in texts])
    inside = {i for i in range(len(lines)) if texts[i] and _goes_on(lines, near.before[i], near.after[i])}
    numbers = {i for i, text in enumerate(texts) if PAGE_NUMBER.match(text) and not YEAR.match(text) and _is_alone(lines, i)}
    keys = [re.sub(r"\d+", "#", text.lower()) for text in texts]
    apart = [i for i in range(len(lines)) if _is_alone(lines, i) or (i in inside and not texts[i][:1].islower())]
    short = [i for i in apart if keys[i] and len(keys[i]) <= LONGEST and not TERMINAL.search(keys[i])]
    places: dict[str, list[int]] = defaultdict(list)
    for i in short:
        places[keys[i]].append(i)
    recurring = {k for k, at in places.items() if len(at) >= (RECURRING if "#" in k else UNCHANGED) and _are_spread(at)}
    formed = {i for i in short if i in inside and (_is_at_form_feed(lines, i) or NUMBERED.search(texts[i]))}
    return frozenset(numbers | formed | {i for i in short if keys[i] in recurring})


def _is_at_form_feed(lines: Sequence[Line], index: int) -> bool:
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return FORM_FEED in lines[index].text or following.startswith(FORM_FEED) or lines[index - 1].text.strip(" \t") == FORM_FEED


def _is_alone(lines: Sequence[Line], index: int) -> bool:
    """Whether a line contains a form feed, or has one or a blank line next to it."""
    near = [lines[i].text for i in (index - 1, index, index + 1) if 0 <= i < len(lines)]
    return any(FORM_FEED in text for text in near) or any(not text.strip() for text in near)


def _are_spread(found: Sequence[int]) -> bool:
    return all(second - first >= APART for first, second in pairwise(found))
