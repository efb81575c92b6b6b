"""Turn the named fields of a row or record into a line."""

from collections.abc import Sequence

from summarize.documents.cells import row_text, texts
from summarize.types.document import Block, BlockKind, Line


def row(number: int, fields: Sequence[tuple[str, str]]) -> Line | None:
    """Return the line of a row; None if its fields are empty.

    >>> row(2, [("city", "Lima"), ("ships", "40"), ("note", "It rained for two days.")]).text
    'city: Lima; ships: 40 It rained for two days.'
    """
    cells = tuple((name.strip(), joined) for name, value in fields if (joined := " ".join(value.split())))
    text = " ".join(filter(None, [row_text(cells), *(value for _, value in texts(cells))]))
    return Line(number, text, text, Block(number, BlockKind.ROW, cells=cells)) if text else None
