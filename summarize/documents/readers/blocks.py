"""Turn the parts of a document into lines with blocks, for formats in which a reader counts paragraphs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from summarize.types.document import Block, BlockKind, Cell, Line


@dataclass(frozen=True, slots=True)
class Part:
    """The text of a block, and what is known of it; `linked` if most of it leads elsewhere."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    cells: tuple[Cell, ...] = ()
    linked: bool = False

    def block(self, number: int) -> Block:
        """Return it as the block of that number."""
        return Block(number, self.kind, self.level, self.marker, self.cells)


def numbered(parts: Iterable[Part]) -> Iterator[Line]:
    """Yield each part with text as one line, in order.

    >>> [(line.number, line.text) for line in numbered([Part("Fish"), Part("  "), Part("Cod  is\\na fish.")])]
    [(1, 'Fish'), (2, 'Cod is a fish.')]
    """
    texts = ((part, " ".join(part.text.split())) for part in parts)
    filled = ((part, text) for part, text in texts if text)
    for number, (part, text) in enumerate(filled, start=1):
        yield Line(number, text, text, part.block(number))


def table(rows: Iterable[tuple[Sequence[str], bool]]) -> Iterator[Part]:
    """Yield the rows of a table, given as their cells and whether these are headings, which name the columns of the rows below.

    >>> [(part.kind.value, part.text, part.cells) for part in table([(["City", "Ships"], True), (["Lima", "40"], False)])]
    [('header', 'City | Ships', ()), ('row', 'Lima | 40', (('City', 'Lima'), ('Ships', '40')))]
    """
    names: list[str] = []
    within = False
    for given, heads in rows:
        cells = [" ".join(cell.split()) for cell in given]
        if heads:
            names = _joined(names, cells) if within else cells
            within = True
            yield replace(_row(cells), kind=BlockKind.HEADER)
            continue
        within = False
        held = tuple((names[at] if at < len(names) else "", cell) for at, cell in enumerate(cells))
        yield replace(_row(cells), cells=tuple(dict.fromkeys(cell for cell in held if cell[1])))


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Join the names of columns in two rows: "Rate" above "day" is "Rate day"."""
    wide = [*upper, *[""] * (len(lower) - len(upper))]
    return [" ".join(dict.fromkeys(filter(None, pair))) for pair in zip(wide, [*lower, *[""] * len(wide)], strict=False)]


def _row(cells: Iterable[str]) -> Part:
    """Join the cells of a table row; equal adjacent cells, as of one that spans columns, count once.

    >>> _row(["Lisbon", "Lisbon", "40"]).text
    'Lisbon | 40'
    """
    kept: list[str] = []
    for cell in cells:
        if cell and (not kept or kept[-1] != cell):
            kept.append(cell)
    return Part(" | ".join(kept), BlockKind.ROW)
