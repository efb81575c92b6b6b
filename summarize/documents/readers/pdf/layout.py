"""Turn the characters of a page into lines in reading order, column by column, and mark where paragraphs begin.

Columns are the parts of a page on both sides of a gutter that hardly any line crosses. Lines that do cross it (a title, a
figure's caption) divide the page into bands, which are read one after the other. This is the recursive cut of Nagy and Seth
(1984), changed to tolerate lines across it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from summarize.documents.boilerplate import BULLET
from summarize.text.punctuation import TERMINAL


@dataclass(frozen=True, slots=True)
class Char:
    """A character with its box in points, y upwards, and its font size; PDFium inserts `generated` ones for gaps.

    `quarters` are the quarter turns by which it is rotated, counterclockwise.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    generated: bool = False
    bold: bool = False
    quarters: int = 0

    @property
    def upright(self) -> "Char":
        """The character and its box, turned so that it reads from the left to the right."""
        left, bottom, right, top = self.left, self.bottom, self.right, self.top
        for _ in range(self.quarters):
            left, bottom, right, top = bottom, -right, top, -left
        return replace(self, left=left, bottom=bottom, right=right, top=top, quarters=0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without a wide gap, from its left to its right edge; a word of it has no words of its own."""

    text: str
    left: float
    right: float
    words: "tuple[Piece, ...]" = ()


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line, or the part of one that is in one column of text.

    `begins` if a paragraph begins with it; `pieces` are what wide gaps part, as between the cells of a table.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    begins: bool = False
    bold: bool = False
    pieces: tuple[Piece, ...] = ()

    @property
    def middle(self) -> float:
        """The y coordinate of its vertical middle, in points."""
        return (self.bottom + self.top) / 2


WIDE_GAP = 1.3
"""Multiple of the font size. A wider gap between two words of a line separates columns or cells."""
SPACE = 0.1
"""Multiple of the font size. A narrower gap is not a space."""
GUTTER = 6.0
"""Smallest width of a gutter, in points."""
CROSSING = 0.2
"""Largest share of a column's lines that may cross a gutter."""
TITLES = 1
"""Lines that may cross a gutter even if a column has few lines."""
PROSE, PROSE_WORDS = 0.6, 4
"""A column is prose, not cells, if at least this share of its characters is in lines of at least so many words."""
NOTE_MARK = re.compile(r"[\d*†‡§¶,]{1,5}")


def lines(chars: Sequence[Char]) -> list[PageLine]:
    """Return the lines of a page in reading order; text that is turned differently from most comes last."""
    turned = Counter(char.quarters for char in chars if not char.generated)
    found: list[PageLine] = []
    for quarters, _ in turned.most_common():
        upright = [char.upright for char in chars if char.quarters == quarters] if quarters or len(turned) > 1 else chars
        ordered = _merged(_ordered(_without_note_marks(_segments(upright))))
        found.extend(_with_paragraphs(ordered))
    return found


def _without_note_marks(segments: Sequence[PageLine]) -> list[PageLine]:
    """Remove the small raised marks that refer to notes."""
    usual = median([segment.size for segment in segments] or [1.0])
    return [s for s in segments if not (s.size < 0.8 * usual and NOTE_MARK.fullmatch(s.text))]


def _segments(chars: Sequence[Char]) -> list[PageLine]:
    """Group characters, in content order, into runs on one line without a wide gap."""
    found: list[PageLine] = []
    run: list[Char] = []
    for char in chars:
        if char.text in "\r\n":
            found.extend(_segment(run))
            run = []
            continue
        if run and not char.generated and not _goes_on(run, char):
            found.extend(_segment(run))
            run = []
        run.append(char)
    found.extend(_segment(run))
    return found


def _goes_on(run: Sequence[Char], char: Char) -> bool:
    last = next((c for c in reversed(run) if not c.generated and c.text.strip()), None)
    if last is None or not char.text.strip():
        return True
    height = max(last.top - last.bottom, char.top - char.bottom, 1.0)
    same_line = min(last.top, char.top) - max(last.bottom, char.bottom) > -0.3 * height
    gap = char.left - last.right
    return same_line and -3 * max(char.size, 4.0) < gap < WIDE_GAP * max(char.size, last.size, 4.0)


def _segment(run: Sequence[Char]) -> Iterator[PageLine]:
    solid = [char for char in run if not char.generated and char.text.strip()]
    words = tuple(_words(run))
    if not solid or not words:
        return
    piece = Piece(" ".join(word.text for word in words), words[0].left, max(word.right for word in words), words)
    yield PageLine(
        piece.text,
        min(char.left for char in solid),
        min(char.bottom for char in solid),
        max(char.right for char in solid),
        max(char.top for char in solid),
        median(char.size for char in solid) or 1.0,
        bold=2 * sum(char.bold for char in solid) > len(solid),
        pieces=(piece,),
    )


def _words(run: Sequence[Char]) -> Iterator[Piece]:
    """Yield the words of a run; a generated space where there is hardly a gap, as between two fonts, parts none."""
    held: list[Char] = []
    spaced = guessed = False
    for char in run:
        if not char.text.strip():
            spaced, guessed = spaced or not char.generated, guessed or char.generated
            continue
        if held and (spaced or (guessed and char.left - held[-1].right > SPACE * max(char.size, held[-1].size))):
            yield _word(held)
            held = []
        held.append(char)
        spaced = guessed = False
    if held:
        yield _word(held)


def _word(chars: Sequence[Char]) -> Piece:
    return Piece("".join(char.text for char in chars), min(char.left for char in chars), max(char.right for char in chars))


def _ordered(segments: Sequence[PageLine]) -> list[PageLine]:
    """Sort segments in reading order: column by column within each band of the page."""
    gutter = _gutter(segments)
    if gutter is None:
        return _by_line(segments)
    across = sorted((s for s in segments if s.left < gutter < s.right), key=lambda segment: -segment.middle)
    left = [segment for segment in segments if segment.right <= gutter]
    right = [segment for segment in segments if segment.left >= gutter]
    found: list[PageLine] = []
    upper = float("inf")
    for line in [*across, None]:
        lower = line.middle if line else float("-inf")
        for column in (left, right):
            found.extend(_ordered([segment for segment in column if lower < segment.middle <= upper]))
        if line:
            found.append(line)
        upper = lower
    return found


def _by_line(segments: Sequence[PageLine]) -> list[PageLine]:
    """Sort segments from the top down, and from the left on one line: there, they overlap by half the smaller height."""
    found: list[list[PageLine]] = []
    for segment in sorted(segments, key=lambda segment: -segment.middle):
        line = found[-1][0] if found else None
        shared = min(line.top, segment.top) - max(line.bottom, segment.bottom) if line else 0.0
        if line and shared > 0.5 * min(line.top - line.bottom, segment.top - segment.bottom):
            found[-1].append(segment)
        else:
            found.append([segment])
    return [segment for line in found for segment in sorted(line, key=lambda segment: segment.left)]


def _gutter(segments: Sequence[PageLine]) -> float | None:
    """Return the x coordinate of the middle of the widest strip between two columns of prose; None if there is none."""
    if len(segments) < 8:
        return None
    left, right = int(min(s.left for s in segments)), int(max(s.right for s in segments)) + 1
    if right - left > 10_000:
        return None
    covered = [0] * (right - left + 1)
    for segment in segments:
        for x in range(int(segment.left) - left, int(segment.right) - left + 1):
            covered[x] += 1
    most = max(CROSSING * len(segments) / 2, TITLES)
    best: tuple[float, float] | None = None
    start: int | None = None
    for x, crossing in enumerate([*covered, len(segments) + 1]):
        if crossing <= most and start is None:
            start = x
        elif crossing > most and start is not None:
            middle = left + (start + x) / 2
            if x - start >= GUTTER and _parts_prose(segments, middle) and (best is None or x - start > best[0]):
                best = (x - start, middle)
            start = None
    return best[1] if best else None


def _parts_prose(segments: Sequence[PageLine], gutter: float) -> bool:
    """Whether a strip has lines of prose on both sides, next to each other; the cells of a table are shorter."""
    sides = [s for s in segments if s.right <= gutter], [s for s in segments if s.left >= gutter]
    for side in sides:
        if len(side) < 4:
            return False
        prose = sum(len(s.text) for s in side if len(s.text.split()) >= PROSE_WORDS)
        if prose < PROSE * sum(len(s.text) for s in side):
            return False
    low, high = (max(min(s.bottom for s in side) for side in sides), min(max(s.top for s in side) for side in sides))
    return high - low > 3 * median(s.top - s.bottom for s in segments)


def _merged(segments: Sequence[PageLine]) -> list[PageLine]:
    """Merge segments that follow each other on one line."""
    found: list[PageLine] = []
    for segment in segments:
        last = found[-1] if found else None
        height = min(last.top - last.bottom, segment.top - segment.bottom) if last else 0.0
        shared = min(last.top, segment.top) - max(last.bottom, segment.bottom) if last else 0.0
        if last is not None and shared > 0.5 * height and segment.left >= last.left:
            found[-1] = replace(
                last,
                text=f"{last.text} {segment.text}",
                pieces=_pieces(last, segment),
                bold=last.bold and segment.bold,
                right=max(last.right, segment.right),
                bottom=min(last.bottom, segment.bottom),
                top=max(last.top, segment.top),
                size=last.size if len(last.text) >= len(segment.text) else segment.size,
            )
        else:
            found.append(segment)
    return found


def _pieces(line: PageLine, segment: PageLine) -> tuple[Piece, ...]:
    """Return the pieces of a line and of a segment after it; one piece goes on in the other over a narrow gap."""
    (*before, last), (first, *behind) = line.pieces, segment.pieces
    if first.left - last.right >= WIDE_GAP * max(line.size, segment.size, 4.0):
        return (*line.pieces, *segment.pieces)
    joined = Piece(f"{last.text} {first.text}", last.left, max(last.right, first.right), (*last.words, *first.words))
    return (*before, joined, *behind)


def _with_paragraphs(ordered: Sequence[PageLine]) -> Iterator[PageLine]:
    """Mark where paragraphs begin: after a gap or a short last line, or with an indent, a bullet or another font size."""
    pitches = [above.middle - below.middle for above, below in pairwise(ordered)]
    pitch = median([p for p in pitches if p > 0] or [12.0])
    for number, line in enumerate(ordered):
        if number == 0:
            yield replace(line, begins=False)  # a page's first line may continue the page before
            continue
        above = ordered[number - 1]
        step = above.middle - line.middle
        resized = abs(above.size - line.size) > 0.1 * max(above.size, line.size)
        if step <= 0:  # the next column
            yield replace(line, begins=resized or TERMINAL.search(above.text) is not None)
            continue
        following = ordered[number + 1] if number + 1 < len(ordered) else None
        edge = min([line.left, above.left, *([following.left] if following and following.middle < line.middle else [])])
        indented = line.left - edge > 0.7 * line.size and line.left - above.left > 0.7 * line.size
        width = max(above.right, line.right) - edge
        short = above.right - edge < 0.8 * width and TERMINAL.search(above.text) is not None
        item = BULLET.match(line.text) is not None
        goes_on = line.text[:1].islower() and TERMINAL.search(above.text) is None and step < 2 * pitch and not item
        yield replace(line, begins=resized or (not goes_on and (step > 1.45 * pitch or indented or short or item)))
