"""Turn the lines of all pages into those of a document: without running heads, in paragraphs, broken words rejoined."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from summarize.documents.readers.hyphens import Spellings, is_broken
from summarize.documents.readers.page_breaks import PAGE_NUMBER
from summarize.documents.readers.pdf.layout import PageLine
from summarize.documents.readers.pdf.tables import blocks
from summarize.documents.readers.shapes import HEADING_WORDS, ITEM, NUMBERED
from summarize.text.punctuation import TERMINAL
from summarize.types.document import FILLER, Block, BlockKind, Line

HEADING = 1.15
"""Smallest ratio of a heading's font size to that of most text."""
IN_TABLE = frozenset({BlockKind.HEADER, BlockKind.ROW, BlockKind.FIELD})
DEEPEST = 9
"""Level, below those of larger ones, of a bold heading without a number."""
PAGES, NEAR = 3, 2
"""A running head is on at least so many pages, or on two pages that are at most so far apart."""
EDGE = 3
"""Lines at the top and the bottom of a page that may be running heads."""
LINE_NUMBER = re.compile(r"^\d{1,2}(?:\s+|$)")
FEWEST_NUMBERED, NUMBERED_SHARE = 8, 0.6
"""Lines of a page, and their share, that are numbered in order if its lines are."""
LEADER = re.compile(r"(?:\.\s?){5,}\s*\d*$")
"""The dots that lead from a heading to its page in a table of contents."""


def without_running_heads(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Remove lines at the top and bottom of pages that recur on other pages, and page numbers.

    A line recurs if it is near the top or bottom of `PAGES` pages, or if it is the outermost line and is also on a page close by;
    numbers in it may differ. A page that would become empty stays as it is.
    """
    ends = [_ends(page) for page in pages]
    on: dict[str, list[int]] = {}
    for index, (page, end) in enumerate(zip(pages, ends, strict=True)):
        for key in {_key(page[number]) for number in end}:
            on.setdefault(key, []).append(index)

    def stays(index: int, number: int) -> bool:
        line = pages[index][number]
        if number not in ends[index]:
            return True
        others = [other for other in on[_key(line)] if other != index]
        outer = ends[index][number]
        near = outer and any(abs(other - index) <= NEAR for other in others)
        return not (len(others) + 1 >= PAGES or near or (outer and PAGE_NUMBER.match(line.text)))

    kept = [[line for number, line in enumerate(page) if stays(index, number)] for index, page in enumerate(pages)]
    return [staying or list(page) for staying, page in zip(kept, pages, strict=True)]


def _ends(page: Sequence[PageLine]) -> dict[int, bool]:
    """Return the indices of the top and bottom lines of a page, and whether each is on the outermost line."""
    order = sorted(range(len(page)), key=lambda number: -page[number].middle)
    found: dict[int, bool] = {}
    for ordered in (order, order[::-1]):
        for number in ordered[:EDGE]:
            outer = abs(page[number].middle - page[ordered[0]].middle) < (page[number].top - page[number].bottom) / 2
            found[number] = found.get(number, False) or outer
    return found


def _key(line: PageLine) -> str:
    """Return what stays the same of a running head from page to page."""
    return f"{line.size:.0f} " + re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.lower())


def joined(pages: Sequence[Sequence[PageLine]]) -> Iterator[Line]:
    """Yield the lines of all pages, numbered throughout, in blocks; words broken at a line end are rejoined in `visible`."""
    every = [
        replace(line, begins=line.begins or (number == 0 and _ended(pages[:index])))
        for index, page in enumerate(pages)
        for number, line in enumerate(page)
    ]
    spellings = Spellings("\n".join(line.text for line in every))
    counted = set(_line_numbers(pages))
    for number, (line, block) in enumerate(zip(every, _blocks(every, _rows(pages)), strict=True), start=1):
        following = every[number] if number < len(every) else None
        goes_on = following is not None and not following.begins and block.kind not in IN_TABLE
        broken = following is not None and goes_on and is_broken(line.text, following.text)
        text = line.text.replace("\u2010", "-")
        visible = text
        if broken and following and not spellings.keeps_hyphen(line.text, following.text):
            visible = text[:-1] + FILLER
        if number - 1 in counted:
            visible = LINE_NUMBER.sub(lambda match: FILLER * len(match[0]), visible)
        leads = LEADER.search(line.text) is not None
        yield Line(number, text, visible, Block(block.number, BlockKind.OTHER) if leads else block, broken=broken)


def _line_numbers(pages: Sequence[Sequence[PageLine]]) -> Iterator[int]:
    """Yield the indices of the lines that begin with their number on the page, as in transcripts of courts."""
    start = 0
    for page in pages:
        numbers = {at: int(match[0]) for at, line in enumerate(page) if (match := LINE_NUMBER.match(line.text))}
        following = sum(later == number + 1 for number, later in pairwise(numbers.values()))
        if following >= FEWEST_NUMBERED and following >= NUMBERED_SHARE * len(page):
            held = list(numbers.items())
            for before, (at, number), after in zip([None, *held], held, [*held[1:], None], strict=False):
                if (before and before[1] + 1 == number) or (after and after[1] - 1 == number):
                    yield start + at
        start += len(page)


def _rows(pages: Sequence[Sequence[PageLine]]) -> dict[int, tuple[int, Block]]:
    """Return the blocks of the rows of tables by the index of each of their lines in all pages, with the row's first line."""
    starts = accumulate((len(page) for page in pages), initial=0)
    found = ((start, blocks(page)) for start, page in zip(starts, pages, strict=False))
    return {start + at: (start + first, row) for start, rows in found for at, (first, row) in rows.items()}


def _blocks(every: Sequence[PageLine], rows: Mapping[int, tuple[int, Block]]) -> Iterator[Block]:
    """Yield the block of each line."""
    sizes = Counter[float]()
    for line in every:
        if line.size:  # unknown of what OCR read
            sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 1.0
    larger = sorted({round(size) for size in sizes if size >= HEADING * body}, reverse=True)
    block = Block(0)
    for index, line in enumerate(every):
        before = every[index - 1] if index else None
        if index in rows:
            first, row = rows[index]
            block = replace(row, number=block.number + 1) if first == index else block
        elif before is None or line.begins or abs(before.size - line.size) > 0.1 * body or index - 1 in rows:
            block = _block(block.number + 1, line, larger)
            numbered = block.kind is BlockKind.PARAGRAPH or block.marker[:1].isdigit()
            if numbered and _is_bold_heading(every, index, rows):
                number = NUMBERED.match(line.text)
                depth = number["number"].count(".") + 1 if number and number["number"] else DEEPEST
                block = Block(block.number, BlockKind.HEADING, level=len(larger) + depth)
        elif block.kind is BlockKind.HEADING and before.bold and not line.bold:
            block = _block(block.number + 1, line, larger)
        yield block


def _is_bold_heading(every: Sequence[PageLine], index: int, rows: Container[int]) -> bool:
    """Whether a few words in bold begin with a line, apart from text that is not bold."""
    end = index
    while end < len(every) and every[end].bold and end not in rows and (end == index or not every[end].begins):
        end += 1
    text = " ".join(line.text for line in every[index:end])
    ends = end < len(every) and not every[end].bold
    if text[:1].islower():
        return False
    return ends and 0 < len(text.split()) <= HEADING_WORDS and not text.endswith((".", ",", ";", ":"))


def _block(number: int, line: PageLine, larger: Sequence[int]) -> Block:
    """Return the block that begins with a line: a heading if its size is one of the `larger` ones, an item if it has a mark."""
    if round(line.size) in larger:
        return Block(number, BlockKind.HEADING, level=larger.index(round(line.size)) + 1)
    item = ITEM.match(line.text)
    return Block(number, BlockKind.ITEM, level=1, marker=item["marker"]) if item else Block(number)


def _ended(pages: Sequence[Sequence[PageLine]]) -> bool:
    """Whether the last line of these pages ends a sentence."""
    last = next((page[-1] for page in reversed(pages) if page), None)
    return last is None or TERMINAL.search(last.text) is not None
