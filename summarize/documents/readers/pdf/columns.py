"""Find the columns of the words in lines one below the other.

A column is a stretch of the page's width between strips that hardly any line crosses; this is the white-space analysis of Breuel
(2002, "Two geometric algorithms for layout analysis") in one direction.
"""

from collections.abc import Sequence
from statistics import median

from summarize.documents.readers.pdf.layout import PageLine, Piece

FEWEST_LINES = 3
"""Lines of a table that have words in several columns."""
FULL = 0.6
"""Share of the largest number of pieces in a line from which a line shows where the columns are."""
CROSSED = 0.1
"""Largest share of those lines that may cross the strip between two columns."""
MOST_COLUMNS = 100
"""A table with more is left as text."""
BY_WORD = 6
"""Lines from which the spaces between words are compared, and not only wide gaps."""
STRIP = 0.5
"""Least width of the strip between two columns, in font sizes."""
Cells = list[tuple[str, int, int]]
"""The texts of a line, each with the first and the last column that it is in."""
Column = tuple[float, float]
"""The left and right edge of a column, in points."""


def columns_of(run: Sequence[PageLine]) -> list[Column]:
    """Return the columns in which the words of most lines stand; in few lines, spaces between words may be aligned by chance."""
    most = max(len(line.pieces) for line in run)
    full = [line for line in run if len(line.pieces) >= max(FULL * most, 2)]
    if len(full) < FEWEST_LINES:
        return []
    by_word = len(full) >= BY_WORD
    found: list[list[float]] = []
    crossing, begun = 0, None
    standing = [each for line in full for piece in line.pieces for each in (piece.words if by_word else (piece,))]
    edges = sorted((edge, step) for each in standing for edge, step in ((each.left, 1), (each.right, -1)))
    allowed, strip = CROSSED * len(full), STRIP * median(line.size for line in full)
    for edge, step in edges:
        crossing += step
        if crossing > allowed and begun is None:
            begun = edge
        elif crossing <= allowed and begun is not None:
            if found and begun - found[-1][1] < strip:
                found[-1][1] = edge
            else:
                found.append([begun, edge])
            begun = None
    return _wide_apart([(left, right) for left, right in found], full) if len(found) <= MOST_COLUMNS else []


def _wide_apart(columns: Sequence[Column], full: Sequence[PageLine]) -> list[Column]:
    """Join columns that a wide gap parts in less than half of the lines with words in both: chance aligned their spaces."""
    found: list[Column] = list(columns[:1])
    for column in columns[1:]:
        before = found[-1]
        middle = (before[1] + column[0]) / 2
        both = [
            line
            for line in full
            if any(p.left < before[1] for p in line.pieces) and any(p.right > column[0] for p in line.pieces)
        ]
        parted = sum(not any(piece.left < middle < piece.right for piece in line.pieces) for line in both)
        if 2 * parted < len(both):
            found[-1] = (before[0], column[1])
        else:
            found.append(column)
    return found


def cells_of(line: PageLine, columns: Sequence[Column]) -> Cells:
    """Return the texts of a line with the first and last column that each is in."""
    found: Cells = []
    for piece in line.pieces:
        held: list[Piece] = []
        for word in piece.words:
            beyond = held and nearest(held[-1], columns) < nearest(word, columns)
            if beyond and word.left - held[-1].right >= STRIP * line.size:
                found.append(_cell(held, columns))
                held = []
            held.append(word)
        found.append(_cell(held, columns))
    return found


def _cell(words: Sequence[Piece], columns: Sequence[Column]) -> tuple[str, int, int]:
    whole = Piece(" ".join(word.text for word in words), words[0].left, words[-1].right)
    inside = [at for at, (left, right) in enumerate(columns) if min(right, whole.right) - max(left, whole.left) > 0]
    at = nearest(whole, columns)
    return (whole.text, inside[0], inside[-1]) if inside else (whole.text, at, at)


def nearest(piece: Piece, columns: Sequence[Column]) -> int:
    """Return the index of the column that a piece or word is in, by its middle."""
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda at: max(columns[at][0] - middle, middle - columns[at][1]))
