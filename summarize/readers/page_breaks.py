"""Heads and feet of pages in plain text that was made from pages: what is between two lines of one sentence and belongs to none.

A line is one if it is nothing but a page's number, if it recurs (with other numbers twice, word for word three times), or if it
has the place or the form of one within a sentence: at a form feed, or with a number apart at its end.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from summarize.furniture import TERMINAL
from summarize.types import Line

FORM_FEED = "\f"
PAGE_NUMBER = re.compile(r"^\W*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*$", re.IGNORECASE)
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
    inside: set[int] = set()
    for index in heads:
        before = next((i for i in range(index - 1, -1, -1) if i not in heads and lines[i].text.strip()), None)
        after = next((i for i in range(index + 1, len(lines)) if i not in heads and lines[i].text.strip()), None)
        if before is not None and after is not None and _goes_on(lines[before].text, lines[after].text):
            inside.update(range(before + 1, after))
    for index, line in enumerate(lines):
        yield replace(line, aside=True) if index in inside else replace(line, heading=True) if index in heads else line


def _goes_on(before: str, after: str) -> bool:
    return not TERMINAL.search(before.rstrip()) and after.strip()[:1].islower()


def _heads(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of lines that are the head or foot of a page."""
    numbers = {i for i, line in enumerate(lines) if PAGE_NUMBER.match(line.text.replace(FORM_FEED, "")) and _is_alone(lines, i)}
    keys = {i: re.sub(r"\d+", "#", line.text.replace(FORM_FEED, "").strip().lower()) for i, line in enumerate(lines)}
    short = [i for i, key in keys.items() if key and len(key) <= LONGEST and not TERMINAL.search(key) and _is_apart(lines, i)]
    often = Counter(keys[i] for i in short)
    recurring = {key for key in often if often[key] >= (RECURRING if "#" in key else UNCHANGED)}
    spread = {key for key in recurring if _are_spread([i for i in short if keys[i] == key])}
    formed = {i for i in short if _is_inside(lines, i) and (_is_at_form_feed(lines, i) or NUMBERED.search(lines[i].text.strip()))}
    return frozenset(numbers | formed | {i for i in short if keys[i] in spread})


def _is_inside(lines: Sequence[Line], index: int) -> bool:
    """Whether the text around a line, blank lines apart, is one sentence that goes on behind it."""
    before = next((i for i in range(index - 1, -1, -1) if lines[i].text.strip(" \t\f")), None)
    after = next((i for i in range(index + 1, len(lines)) if lines[i].text.strip(" \t\f")), None)
    return before is not None and after is not None and _goes_on(lines[before].text, lines[after].text)


def _is_at_form_feed(lines: Sequence[Line], index: int) -> bool:
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return FORM_FEED in lines[index].text or following.startswith(FORM_FEED) or lines[index - 1].text.strip(" \t") == FORM_FEED


def _is_apart(lines: Sequence[Line], index: int) -> bool:
    """Whether a line may be no part of the text around it: alone, or in the middle of a sentence that goes on behind it."""
    inside = 0 < index < len(lines) - 1 and _goes_on(lines[index - 1].text, lines[index + 1].text)
    return _is_alone(lines, index) or (inside and not lines[index].text.strip()[:1].islower())


def _is_alone(lines: Sequence[Line], index: int) -> bool:
    """Whether a line has a form feed or a blank line on one side at least."""
    near = [lines[i].text for i in (index - 1, index, index + 1) if 0 <= i < len(lines)]
    return any(FORM_FEED in text for text in near) or any(not text.strip() for text in near)


def _are_spread(found: Sequence[int]) -> bool:
    return all(second - first >= APART for first, second in pairwise(found))
