"""Numbers at the beginning of cells and phrases, with the currency before them and the unit behind."""

import re
from dataclasses import dataclass
from decimal import Decimal

from summarize.text.wordlists import SMALL_NUMBERS

SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
"""Powers of ten that letters and words behind a number mean."""
NUMBER = re.compile(
    r"(?P<before>(?:[A-Z]{3}\s?|[^\w\s+−-]\s?)?)(?P<sign>[-+−]?)\s?"
    r"(?P<digits>\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?)"
    rf"(?P<scale>\s?(?:{'|'.join(SCALES)})\b)?(?P<unit>[^\d]*)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is written: with a currency `before`, a scale and a unit `behind`, and thousands set off if `grouped`."""

    value: Decimal
    scale: int
    before: str
    behind: str
    grouped: bool

    def like(self, value: Decimal) -> str:
        """Return another value written in the same way.

        >>> found = amount("£1,250.50 a week")
        >>> found.like(Decimal("2501")) if found else None
        '£2,501 a week'
        """
        return f"{self.before}{value:,}{self.behind}" if self.grouped else f"{self.before}{value}{self.behind}"


def amount(text: str) -> Amount | None:
    """Return the number that a text begins with; None if it begins with none, or if there is another one in it.

    >>> [found.value if (found := amount(text)) else None for text in ("£31,500", "12 km", "none", "3 to 5", "−4 °C")]
    [Decimal('31500'), Decimal('12'), None, None, Decimal('-4')]
    """
    match = NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    value = Decimal(re.sub(r"[,\s]", "", match["digits"]))
    scale, negative = (match["scale"] or "").strip().lower(), match["sign"] in ("-", "−")
    behind = f"{match['scale'] or ''}{match['unit']}".rstrip()
    return Amount(-value if negative else value, SCALES.get(scale, 0), match["before"], behind, "," in match["digits"])


def number(text: str) -> float | None:
    """Return the value of a text that is one number with its unit, in digits or a small one in words; None for another text.

    >>> number("£31,500"), number("1.2m litres"), number("four"), number("none")
    (31500.0, 1200000.0, 4.0, None)
    """
    found = amount(text)
    if found is None:
        word = text.strip().lower()
        return float(SMALL_NUMBERS[word]) if word in SMALL_NUMBERS else None
    return float(found.value) * float(10**found.scale)
