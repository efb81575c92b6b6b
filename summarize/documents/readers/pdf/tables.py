"""Find the tables of a page: lines one below the other whose words stand in columns that are aligned (`columns`)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from summarize.documents.readers.pdf.columns import FEWEST_LINES, STRIP, Cells, Column, cells_of, columns_of, nearest
from summarize.documents.readers.pdf.layout import PageLine, Piece
from summarize.types.document import Block, BlockKind

WIDE = 0.6
"""Share of the width of a page's text from which a line without gaps is running text."""
WITHIN = 0.75
"""Distance, in usual distances, up to which two lines are of one row: a label of two lines beside one line of figures."""
NEW_TABLE = 1.7
"""Distance, in usual distances, from which lines are two tables if both parts are longer than a header."""
APART = 2.5
"""Largest distance between two lines of one table, in usual distances."""
PROSE_WORDS = 6.0
"""A column with more words in a cell on average is text; a table has at most one."""
HEADER_LINES = 4
"""Maximum number of lines that name the columns."""
NAME_WORDS = 8
"""Maximum number of words in the name of a column on one line."""
CAPTION = re.compile(r"^(?i:table|figure|fig|exhibit|chart|tab|tabelle|tableau|tabla)\b\.?\s*(?:\d|[A-Z]\b)")
NUMBER = re.compile(r"[^\w\s]{0,2}\d[\d.,\u00a0 ]*\s?[^\w\s]?")
"""A cell with a number alone, or an amount of a currency, or a percentage."""
FIGURE = re.compile(r"^[^\w\s]{0,3}\d|^[-–—.*]{1,3}$|^n/?a$", re.IGNORECASE)
"""A cell with a figure, or with a sign for a missing one."""
MOST_DIGITS, COUNTED = 4, 0.7
"""Digits of the number of a line, and the least share of lines whose number is that of the line above and one."""
MARKER = re.compile(r"^[^\w\s]$|^\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]$", re.IGNORECASE)
"""The mark of an item of a list."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table on the lines `first` to `last` of a page, by index; `heads` if it names the columns."""

    first: int
    last: int
    cells: tuple[str, ...]
    heads: bool = False


def blocks(page: Sequence[PageLine]) -> dict[int, tuple[int, Block]]:
    """Return the blocks of a page's tables by the index of each of their lines, with the block's first line.

    A block is a row, or all lines of the header. Two columns without a header are keys and their values.
    """
    found: dict[int, tuple[int, Block]] = {}
    for rows in tables(page):
        names = [
            " ".join(dict.fromkeys(filter(None, column))) for column in zip(*(r.cells for r in rows if r.heads), strict=True)
        ]
        for row in rows:
            held = tuple((name, cell) for name, cell in zip_longest(names, row.cells, fillvalue="") if cell)
            block = Block(0, BlockKind.HEADER) if row.heads else Block(0, BlockKind.ROW, cells=held)
            if not names and len(row.cells) == 2 and len(held) == 2:
                block = Block(0, BlockKind.FIELD, cells=((row.cells[0], row.cells[1]),))
            found.update(dict.fromkeys(range(row.first, row.last + 1), (rows[0].first if row.heads else row.first, block)))
    return found


def tables(page: Sequence[PageLine]) -> Iterator[tuple[Row, ...]]:
    """Yield the tables of a page, each as its rows; the lines are in reading order."""
    for start, stop in _runs(page):
        run = page[start:stop]
        columns = columns_of(run)
        if len(columns) < 2:
            continue
        grid = [cells_of(line, columns) for line in run]
        if _is_table(grid):
            yield tuple(_rows(grid, run, columns, start))


def _runs(page: Sequence[PageLine]) -> Iterator[tuple[int, int]]:
    """Yield the first index and the end of each run of lines that may be a table, from the first with several pieces on."""
    pitch = _pitch(page)
    width = max((line.right for line in page), default=0.0) - min((line.left for line in page), default=0.0)
    begin = 0
    for index, line in enumerate(page):
        apart = index > 0 and not 0 < page[index - 1].middle - line.middle < APART * pitch
        if apart or _is_prose(line, width):
            yield from _trimmed(page, begin, index)
            begin = index + 1 if _is_prose(line, width) else index
    yield from _trimmed(page, begin, len(page))


def _trimmed(page: Sequence[PageLine], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a run without the lines of one piece at its begin, and without those at its end that are not below a later column."""
    several = [index for index in range(begin, end) if len(page[index].pieces) > 1 and not CAPTION.match(page[index].text)]
    if not several:
        return
    left = min(page[index].left for index in several)
    stop = several[-1] + 1
    near = WITHIN * _pitch(page[several[0] : stop])
    while stop < end and (page[stop].left > left + page[stop].size or page[stop - 1].middle - page[stop].middle < near):
        stop += 1
    yield from _parted(page, several, stop)


def _parted(page: Sequence[PageLine], several: Sequence[int], stop: int) -> Iterator[tuple[int, int]]:
    """Yield a run in parts, divided at wide gaps between parts that are longer than a header.

    `several` are the lines of the run that have several pieces.
    """
    start = several[0]
    gap = NEW_TABLE * _pitch(page[start:stop])
    for index in range(start + 1, stop):
        if page[index - 1].middle - page[index].middle <= gap:
            continue
        at = bisect_left(several, index)
        above = at - bisect_left(several, start)
        if above > HEADER_LINES and len(several) - at > HEADER_LINES:
            yield start, index
            start = several[at]
    yield start, stop


def _pitch(lines: Sequence[PageLine]) -> float:
    """Return the usual distance from line to line, in points."""
    steps = (above.middle - below.middle for above, below in pairwise(lines))
    return median([step for step in steps if step > 0] or [12.0])


def _is_prose(line: PageLine, width: float) -> bool:
    """Whether a line of a page with text of some width is running text."""
    return len(line.pieces) == 1 and (len(line.text.split()) > 2 * PROSE_WORDS or line.right - line.left > WIDE * width)


def _is_table(grid: Sequence[Cells]) -> bool:
    """Whether lines in columns are a table and not text in columns, or a list with its marks apart."""
    several = [cells for cells in grid if len({first for _, first, _ in cells}) > 1]
    by_column: dict[int, list[str]] = {}
    for text, first, last in (cell for cells in several for cell in cells):
        if first == last:
            by_column.setdefault(first, []).append(text)
    prose = sum(sum(len(text.split()) for text in texts) / len(texts) > PROSE_WORDS for texts in by_column.values())
    marked = all(MARKER.match(text) for text in by_column.get(0, ["-"]))
    return (
        len(several) >= FEWEST_LINES
        and len(by_column) > 1
        and prose <= 1
        and not marked
        and not _numbers_lines(by_column.get(0, []))
    )


def _numbers_lines(texts: Sequence[str]) -> bool:
    """Whether the first column counts the lines of a page, as in transcripts; that of a table has a name on top."""
    counted = [int(text) if text.isdigit() and len(text) < MOST_DIGITS else -1 for text in texts]
    next_ = sum(later == number + 1 for number, later in pairwise(counted))
    return len(texts) > FEWEST_LINES and min(counted) >= 0 and next_ >= COUNTED * (len(texts) - 1)


def _rows(grid: Sequence[Cells], run: Sequence[PageLine], columns: Sequence[Column], start: int) -> Iterator[Row]:
    """Yield the rows: lines of one row are joined, and those that name the columns are marked."""
    width = 1 + max(last for cells in grid for _, _, last in cells)
    heads, near = _header_lines(grid, [line.bold for line in run]), WITHIN * _pitch(run)
    rows: list[tuple[int, int, list[str]]] = []
    for index, cells in enumerate(grid):
        texts = [""] * width
        for text, first, last in cells:
            for at in range(first, last + 1 if index < heads else first + 1):
                texts[at] = f"{texts[at]} {text}".strip()
        close = index > 0 and run[index - 1].middle - run[index].middle < near
        apart = rows and any(one and other for one, other in zip(rows[-1][2][1:], texts[1:], strict=True) if FIGURE.match(other))
        wrapped = index > heads and _is_wrapped(run[index - 1], run[index], columns)
        goes_on = close or (index > heads and bool(rows) and _continues(texts, rows[-1][2], wrapped=wrapped))
        if index != heads and rows and not apart and goes_on:
            begun, _, before = rows.pop()
            texts = [f"{one} {other}".strip() for one, other in zip(before, texts, strict=True)]
            rows.append((begun, start + index, texts))
        else:
            rows.append((start + index, start + index, texts))
    yield from (Row(first, last, tuple(texts), first - start < heads) for first, last, texts in rows)


def _is_wrapped(above: PageLine, line: PageLine, columns: Sequence[Column]) -> bool:
    """Whether the cells of a line go on where those above had no more room: the first word of none would have fitted there."""
    ends = {nearest(word, columns): word.right for piece in above.pieces for word in piece.words}
    first: dict[int, Piece] = {}
    for word in (word for piece in line.pieces for word in piece.words):
        first.setdefault(nearest(word, columns), word)
    space = STRIP * line.size
    room = {at: columns[at + 1][0] if at + 1 < len(columns) else columns[at][1] + 2 * space for at in ends}
    both = ends.keys() & first.keys()
    return bool(both) and all(ends[at] + space + first[at].right - first[at].left > room[at] - space for at in both)


def _header_lines(grid: Sequence[Cells], bold: Sequence[bool]) -> int:
    """Return the number of lines at the top that name the columns: those above the first line with a figure behind its label.

    A line names two columns only if it is in bold, has no label, or is above numbers alone: the first of several keys with their
    values looks like names.
    """
    in_bold = bold[0] and not bold[-1]
    if max(last for cells in grid for _, _, last in cells) == 1 and not in_bold:
        values = [text for cells in grid[1:] for text, first, _ in cells if first == 1]
        unlabelled = all(first > 0 for _, first, _ in grid[0])
        if not unlabelled and not (len(values) > 1 and all(map(NUMBER.fullmatch, values))):
            return 0
    figures = [any(FIGURE.match(text) for text, first, _ in cells if first > 0) for cells in grid]
    short = [all(len(text.split()) <= NAME_WORDS for text, _, _ in cells) for cells in grid]
    if not any(figures):
        several = len({first for _, first, _ in grid[0]})
        return int(short[0] and several > (1 if in_bold else 2))
    first = min(figures.index(True), next((i for i, cells in enumerate(grid) if all(last == 0 for *_, last in cells)), len(grid)))
    years = first == 0 and all(re.fullmatch(r"(?:19|20)\d\d\D?", text) for text, at, _ in grid[0] if at > 0)
    if years:
        first = 1
    return first if first <= HEADER_LINES and all(short[:first]) else 0


def _continues(texts: Sequence[str], before: Sequence[str], *, wrapped: bool) -> bool:
    """Whether the cells of a line go on with those of the row before, by their wording.

    A line that has text wherever the row before has behind its label is a row of its own, unless the cells above are `wrapped`.
    """
    label, *values = texts
    if all(value for value, above in zip(values, before[1:], strict=True) if above) and any(before[1:]) and not wrapped:
        return False
    if all(text[0].islower() or text[0] == "(" for text in texts if text):
        return True
    if label:
        return label[0].islower() and not any(before[1:])  # the label of this row began on the line before
    return bool(before[0]) and (not any(before[1:]) or not any(FIGURE.match(text) for text in values if text))
