"""Join the lines of a document into paragraphs and other blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.documents.boilerplate import is_furniture, lead_length
from summarize.text.punctuation import TERMINAL
from summarize.types.document import FILLER, WHOLE, Line

WRAP_WIDTH = 132
"""Characters. Longer lines count as whole paragraphs, not as hard-wrapped text."""
WRAPPED_SHARE = 0.25
"""In hard-wrapped text, at least this share of the lines without an end mark is followed by a line in lower case."""
FULL = 0.8
"""Share of the width of hard-wrapped text from which a line is nearly full."""
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s|$)")
NEVER_ENDING = frozenset(
    """and or but nor unless if because although though whereas while whether that which whose when where until than as
    the a an of from with for at into between during without via per including by""".split()
)
"""Words that cannot end a sentence."""
FEWEST_BROKEN_OFF = 3
"""Minimum number of words in a line that may break off in mid-sentence; a shorter line is a heading."""
ITEM = re.compile(r"^(?:\(?(?:[a-z]{1,3}|[ivxlc]{1,5}|\d{1,2})[.)]|[-*+•▪‣◦·–—✓✔☑►▶■●])\s", re.IGNORECASE)
ITEM_ENDS = re.compile(r"(?:[;,]|[;,]?\s(?:and|or))$")
"""How a list item ends if the next item continues its sentence."""


def groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the blocks of a document as their lines: as the format declares them, else hard-wrapped runs and single lines.

    If the format declares none, a line continues the one before in two cases: the one before has no end mark and the line starts
    in lower case, or the document is hard-wrapped and the line's first word would not have fitted on the one before.

    A line that breaks off in mid-sentence is continued by the next one even if the format declares a new paragraph, and over a
    blank line if a list item or a lower-case line follows: a condition in the items of a list belongs to the sentence it limits.
    """
    layout = layout_of(lines)
    block: list[Line] = []
    over_blank = False
    for line in (line for line in lines if not line.aside):
        empty = not line.text.strip()
        if block and empty and block[-1].running and breaks_off(_seen(block[-1])):
            over_blank = True
            continue
        if block and over_blank and not _continues(_seen(line)):
            yield block
            block = []
        over_blank = False
        if block and (empty or not _together(block[-1], line, layout)):
            yield block
            block = []
        if not empty:
            block.append(line)
    if block:
        yield block


def _together(line: Line, following: Line, layout: "Layout") -> bool:
    if not (line.running and following.running) or {line.kind, following.kind} & WHOLE:
        return line.among(following)
    if line.broken:
        return True
    if breaks_off(_seen(line)) or (ITEM_ENDS.search(_seen(line)) and ITEM.match(_seen(line)) and ITEM.match(_seen(following))):
        return True
    if line.among(following) and line.block is not None and line.block.flows:
        return True
    if not line.among(following) and (line.block is not None or following.block is not None):
        return False
    return _goes_on(_seen(line), _seen(following), layout)


def _continues(text: str) -> bool:
    """Whether a line after a blank one may continue a sentence that broke off: it is a list item or starts in lower case."""
    return bool(ITEM.match(text)) or text[:1].islower()


def _seen(line: Line) -> str:
    return line.visible.replace(FILLER, "").strip()


def breaks_off(text: str) -> bool:
    """Whether a text ends in mid-sentence: with a conjunction, an article, a preposition, an open bracket or a dash.

    >>> breaks_off("It is kept for one year, unless"), breaks_off("Please log in"), breaks_off("It is shut.")
    (True, False, False)
    """
    words = text.rstrip(":").split()
    if len(words) < FEWEST_BROKEN_OFF:
        return False
    return words[-1].lower() in NEVER_ENDING or text[-1] in "([–—"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document breaks its lines.

    `width` is the width in characters at which it is hard-wrapped, or None. `lower` means that most lines start in lower case and
    none contains the end of a sentence.
    """

    width: int | None
    lower: bool


def layout_of(lines: Sequence[Line]) -> Layout:
    """Return the layout of a document.

    It is hard-wrapped if it contains sentences, many lines are nearly as long as the longest, and lines continue in lower case.
    The last condition excludes verse, messages and tables of keys: their lines are similar in length, but begin with a capital.
    """
    filled = [text for line in lines if (text := line.text.rstrip().lstrip("\f"))]
    width = max(map(len, filled), default=0)
    full = sum(len(text) >= FULL * width for text in filled)
    open_ended = [after.lstrip()[:1] for text, after in pairwise(filled) if not TERMINAL.search(text)]
    cased = [first for first in open_ended if first.islower() or first.isupper()]
    within = sum(first.islower() for first in cased)
    prose = any(SENTENCE_END.search(text) for text in filled)
    wrapped = prose and width <= WRAP_WIDTH and full >= max(3, 0.3 * len(filled)) and within >= WRAPPED_SHARE * len(cased)
    lower = sum(text.lstrip()[:1].islower() for text in filled) > len(filled) / 2
    return Layout(width if wrapped else None, lower and not prose)


def _goes_on(line: str, following: str, layout: Layout) -> bool:
    if lead_length(following) or is_furniture(line) or is_furniture(following):
        return False
    wrapped = layout.width is not None and (
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > layout.width
        or (line.endswith(",") and len(line) >= FULL * layout.width)
    )
    return wrapped or (not layout.lower and not TERMINAL.search(line) and following[0].islower())
