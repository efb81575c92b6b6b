"""Units of measure and money, and lines that give the unit of a table.

The units are those of the SI Brochure (9th edition, 2019: tables 2, 4, 7 and 8) in words and symbols; of money, the currencies
that `CURRENCIES` names and their hundredth parts.
"""

import re

PREFIXES = "quetta ronna yotta zetta exa peta tera giga mega kilo hecto deca deci centi milli micro nano pico".split()
SI_UNITS = frozenset(
    """second metre meter kilogram gram ampere kelvin mole candela radian steradian hertz newton pascal joule watt coulomb volt
    farad ohm siemens weber tesla henry lumen lux becquerel gray sievert katal minute hour day year degree hectare litre liter
    tonne dalton electronvolt neper bel decibel bar""".split()
)
SYMBOLS = frozenset(
    """s m kg g A K mol cd Hz N Pa J W C V F Ω S Wb T H lm lx Bq Gy Sv min h d ha l L t dB bar mm cm km mg µg ml mL kW MW GW kWh
    MWh GWh TWh kJ MJ hPa kPa MPa kV mA km² m² cm² m³ °C %""".split()
)
CURRENCIES = frozenset(
    """dollar euro pound yuan rouble ruble rupee yen franc krone krona koruna zloty forint lira real rand peso won dinar dirham
    shekel riyal baht ringgit rupiah cent penny pence kopeck""".split()
)
CODES = re.compile(r"[A-Z]{3}|[$€£¥₽₹₩]")
MONEY = re.compile(
    rf"[$€£¥₽₹₩]|\b(?:{'|'.join(sorted(CURRENCIES - {'real', 'rand', 'won'}))})s?\b"
    r"|\b(?:free|no charge|gratis)\b|\b(?:EUR|USD|GBP|CHF|CNY|JPY|RUB)\b",
    re.IGNORECASE,
)
SHARES = frozenset("percent per-cent per percentage thousand million billion trillion".split())
UNIT_LINE = re.compile(
    r"(?:(?:all|the|these)\s+)?[^\W\d_]+(?:\s+and\s+[^\W\d_]+)?\s+(?:(?:are|is)\s+(?:\w+\s+)?|\w+ed\s+|given\s+|shown\s+)?"
    r"in\s+(?P<unit>[^.;:()]{1,60}?)\W*",
    re.IGNORECASE,
)


def is_unit(word: str) -> bool:
    """Whether a word names a unit.

    >>> [is_unit(word) for word in ("cents", "kilowatts", "EUR", "May", "winter")]
    [True, True, True, False, False]
    """
    if CODES.fullmatch(word) or word in SYMBOLS:
        return True
    plain = word.lower()
    single = plain.removesuffix("s")
    bases = [base for prefix in PREFIXES if (base := single.removeprefix(prefix)) != single]
    return bool({plain, single} & (SI_UNITS | CURRENCIES | SHARES) or set(bases) & SI_UNITS)


def names_money(text: str) -> bool:
    """Whether a text names a currency, or says that something costs nothing.

    >>> names_money("It costs 55 euros."), names_money("Entry is free of charge."), names_money("5 tonnes of salt")
    (True, True, False)
    """
    return MONEY.search(text) is not None


def unit_of(line: str) -> str:
    """Return the unit that a line gives for the numbers of a table; empty if it gives none.

    >>> unit_of("Prices in cents per kilowatt hour."), unit_of("Prices in winter"), unit_of("All figures are in tonnes")
    ('cents per kilowatt hour', '', 'tonnes')
    """
    match = UNIT_LINE.fullmatch(line.strip())
    return match["unit"] if match and is_unit(match["unit"].split()[0]) else ""
