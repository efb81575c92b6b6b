"""Heads and feet of pages in plain text that was made from pages: what is between two lines of one sentence and belongs to none.

A line is one if it is nothing but a page's number, if it recurs (with other numbers twice, word for word three times), or if it
has the place or the form of one within a sentence: at a form feed, or with a number apart at its end.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarize.text.punctuation import TERMINAL
from summarize.types.document import Line

FORM_FEED = "\f"
PAGE_NUMBER = re.compile(r"^\W*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*$", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d$")
NUMBERED = re.compile(r"\S\s{2,}\d{1,4}$|^\d{1,4}\s{2,}\S")
"""A title and, apart from it, a page's number."""
RECURRING, UNCHANGED = 2, 3
"""Times that a head or foot is seen at least: with a number in it, and without."""
LONGEST = 90
"""Characters."""
APART = 5
"""Lines between two of them, at least."""


def without_page_breaks(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with heads and feet of pages, and blank lines around them, as such within a sentence that goes on behind them.

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
        yield replace(line, aside=True) if index in around else replace(line, heading=True) if index in heads else line


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """For each line, the nearest line before it and behind it that counts, by index."""

    before: tuple[int | None, ...]
    after: tuple[int | None, ...]

    @classmethod
    def of(cls, counts: Sequence[bool]) -> "_Neighbours":
        """Of lines of which some count."""
        return cls(tuple(_last_seen(counts)), tuple(reversed([_turned(i, counts) for i in _last_seen(counts[::-1])])))


def _last_seen(counts: Sequence[bool]) -> Iterator[int | None]:
    last: int | None = None
    for index, count in enumerate(counts):
        yield last
        last = index if count else last


def _turned(index: int | None, counts: Sequence[bool]) -> int | None:
    return None if index is None else len(counts) - 1 - index


def _goes_on(lines: Sequence[Line], before: int | None, after: int | None) -> bool:
    """Whether the line before and the one behind are one sentence."""
    if before is None or after is None:
        return False
    return not TERMINAL.search(lines[before].text.rstrip()) and lines[after].text.strip(" \t\f")[:1].islower()


def _heads(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of lines that are the head or foot of a page."""
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
    """Whether a line has a form feed or a blank line on one side at least."""
    near = [lines[i].text for i in (index - 1, index, index + 1) if 0 <= i < len(lines)]
    return any(FORM_FEED in text for text in near) or any(not text.strip() for text in near)


def _are_spread(found: Sequence[int]) -> bool:
    return all(second - first >= APART for first, second in pairwise(found))
