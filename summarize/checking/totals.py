"""Add up a column of a table, or take its mean, and check a sentence that gives such a total."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from summarize.text.amounts import amount
from summarize.types.document import BlockKind
from summarize.types.evidence import Sentence
from summarize.types.verdict import Problem

FORM = re.compile(r"“(?P<column>[^”]+)” (?:adds up to (?P<sum>.+)|is (?P<mean>.+) on average) in the (?P<rows>\d+) rows cited\.")
PLACES = Decimal("0.01")
"""A mean is rounded to so much."""


@dataclass(frozen=True, slots=True)
class Total:
    """What the values of a column add up to, or are on average, in a number of rows."""

    column: str
    value: str
    rows: int
    mean: bool = False

    def __str__(self) -> str:
        """The sentence that states it.

        >>> str(Total("Price", "£310", 4)), str(Total("Price", "£77.50", 4, mean=True))
        ('“Price” adds up to £310 in the 4 rows cited.', '“Price” is £77.50 on average in the 4 rows cited.')
        """
        said = f"is {self.value} on average" if self.mean else f"adds up to {self.value}"
        return f"“{self.column}” {said} in the {self.rows} rows cited."


def stated(text: str) -> Total | None:
    """Return the total that a sentence states in this form; `None` for other sentences."""
    match = FORM.fullmatch(text)
    if match is None:
        return None
    return Total(match["column"], match["sum"] or match["mean"], int(match["rows"]), match["mean"] is not None)


def of(column: str, cells: Sequence[str], *, mean: bool = False) -> Total | None:
    """Return the total of the cells of a column; `None` if they are not all numbers of one unit.

    >>> str(of("Length", ["8.2 m", "14.5 m"])), of("Length", ["8.2 m", "14 ft"])
    ('“Length” adds up to 22.7 m in the 2 rows cited.', None)
    """
    found = [amount(cell) for cell in cells]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found) or len({(each.before, each.behind) for each in known}) > 1:
        return None
    value = sum((each.value for each in known), Decimal(0))
    if mean:
        exact = value / len(known)
        value = exact.to_integral_value() if exact == exact.to_integral_value() else exact.quantize(PLACES, ROUND_HALF_UP)
    pattern = next((each for each in known if each.grouped), known[0])
    return Total(column, pattern.like(value), len(known), mean)


def problem(total: Total, cited: Sequence[Sentence]) -> Problem | None:
    """Return why the cited rows do not bear a total out, or `None`."""
    rows = {(row.first_line, name): value for row in cited if row.kind is BlockKind.ROW for name, value in row.cells[1:]}
    cells = [value for (_, name), value in rows.items() if name == total.column]
    found = of(total.column, cells, mean=total.mean)
    if found is None:
        return f"the cited rows have no numbers of one unit under “{total.column}”"
    return None if found == total else f"the cited rows give: {found}"
