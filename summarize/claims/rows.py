"""Pick the rows of a table by a value, as a question asks: the highest or lowest of a column, those above or below a number.

The values are compared by code, over all rows of the table; the answer states the rows, each as it is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarize.index.corpus import Corpus
from summarize.search import selection
from summarize.search.answer_kinds import Wanted
from summarize.search.question import Question
from summarize.search.selection import Combined, Selection
from summarize.text import amounts, dates, gradable
from summarize.text.punctuation import without_possessive
from summarize.text.terms import stem, stems, words
from summarize.text.units import names_money
from summarize.types.document import BlockKind
from summarize.types.evidence import Claim, ContextKind, Evidence

EMPTY = re.compile(r"[-–—−.\s]*|n/?a|tbc|tbd|\?+", re.IGNORECASE)
"""Cells without a value."""
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
OF_NUMBER = frozenset(map(stem, gradable.PRICES | frozenset("number value figure".split())))
"""Stems of words for any number, and of those for prices, which the column that is meant decides on."""
SUMMARY = re.compile(r"(?:(?:grand|sub|over) ?-?)?(?:total|all)s?\b.*|sums?\b.*|averages?|means?|medians?", re.IGNORECASE)
"""Labels of rows that sum up the others."""
FEWEST_ROWS = 2
TIMES = frozenset("early late new old".split())
"""Adjectives that compare days; those of `gradable` that mean less than another one are earlier days."""
EARLIER = frozenset({"early", "old"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers or days: its name, and its value in each row that has one, by the row's number."""

    name: str
    values: Mapping[int, float]
    dated: bool = False
    money: bool = False


@dataclass(frozen=True, slots=True)
class Totalled:
    """The rows whose values in a column make one, and whether that is their mean."""

    column: str
    rows: tuple[Evidence, ...]
    mean: bool


def totalled(asked: Question, best: Evidence, corpus: Corpus) -> Totalled | None:
    """Return the rows of the table of its best evidence that a question adds up, or takes the mean of.

    `None` if it does not, or one row of the table answers.
    """
    found = _compared(asked, best, corpus)
    if found is None or found.wanted.combined is None or _given(found, best, corpus):
        return None
    rows = tuple(found.rows[number] for number in found.values)
    return Totalled(found.column.name, rows, found.wanted.combined is Combined.MEAN)


def weighs(asked: Question) -> bool:
    """Whether a question asks which of those that it names has more or less: "which is cheaper, the canoe or the raft"."""
    wanted = selection.read(asked.text)
    return wanted is not None and wanted.compared


def picked(asked: Question, best: Evidence, corpus: Corpus) -> tuple[Claim, ...] | None:
    """Return the rows that a question picks by a value from the table of its best evidence.

    `None` if it picks nothing, the evidence is no row of a table, or it is unclear which column is meant.
    """
    found = _compared(asked, best, corpus)
    if found is None:
        return None
    if found.wanted.combined:
        given = _given(found, best, corpus)
        return (Claim((given,), 1, column=found.column.name),) if given else None
    chosen = _selected(found.wanted, found.column, found.values)
    return tuple(Claim((found.rows[number],), 1, column=found.column.name) for number in chosen)


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a question picks, the rows of the table, the column that it means, and its values in the rows that it names."""

    wanted: Selection
    rows: Sequence[Evidence]
    column: Column
    values: Mapping[int, float]


def _compared(asked: Question, best: Evidence, corpus: Corpus) -> _Compared | None:
    wanted = selection.read(asked.text)
    rows = _table(best, corpus) if wanted else []
    if wanted is None or len(rows) < FEWEST_ROWS:
        return None
    column = _meant(wanted, asked, [found for name in _names(rows) if (found := _column(name, rows))])
    if column is None:
        return None
    among = _named(asked, rows, column.name)
    values = {number: value for number, value in column.values.items() if among is not None and number in among}
    return _Compared(wanted, rows, column, values) if values else None


def _given(found: _Compared, best: Evidence, corpus: Corpus) -> Evidence | None:
    """Return the one row of a table that need not be added up: the only one that is named, or one that sums up all the others."""
    if len(found.values) == 1:
        return found.rows[next(iter(found.values))]
    sums = [row for row in _rows(best, corpus) if _sums_up(row) and found.column.name in dict(row.sentence.cells)]
    whole = found.wanted.combined is Combined.SUM and len(found.values) == len(found.column.values)
    return sums[0] if whole and len(sums) == 1 else None


def named(asked: Question, nearest: Sequence[Evidence], corpus: Corpus) -> tuple[Claim, ...]:
    """Return the rows that a question picks from the table of the nearest evidence, if the table has all of its words."""
    wanted = selection.read(asked.text)
    rows = _table(nearest[0], corpus) if wanted and nearest else []
    contexts = dict.fromkeys(context.text for row in rows for context in row.sentence.context)
    table = stems(" ".join([*contexts, *(row.sentence.text for row in rows), *(row.title or "" for row in rows[:1])]))
    said = [term for term in asked.terms if not (gradable.base(term) or amounts.number(term) or stem(term) in OF_NUMBER)]
    return (picked(asked, nearest[0], corpus) or ()) if said and stems(" ".join(said)) <= table else ()


def _table(row: Evidence, corpus: Corpus) -> list[Evidence]:
    """Return the rows of the table of a row, but for those that sum up; none if it is no row under the names of columns."""
    return [piece for piece in _rows(row, corpus) if not _sums_up(piece)]


def _rows(row: Evidence, corpus: Corpus) -> list[Evidence]:
    key = _key(row)
    return [piece for piece in corpus.evidence if _key(piece) == key] if key else []


def _key(piece: Evidence) -> tuple[object, ...]:
    if piece.sentence.kind is not BlockKind.ROW:
        return ()
    columns = tuple(context for context in piece.sentence.context if context.kind is ContextKind.COLUMNS)
    return (piece.file, *columns) if columns else ()


def _sums_up(piece: Evidence) -> bool:
    return SUMMARY.fullmatch(piece.sentence.cells[0][1].strip()) is not None


def _names(rows: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the names of the columns behind the first, which is the label."""
    return tuple(dict.fromkeys(name for row in rows for name, _ in row.sentence.cells[1:] if name))


def _cells(name: str, rows: Sequence[Evidence]) -> dict[int, str]:
    """Return the values of a column, by the number of their row."""
    return {number: value for number, row in enumerate(rows) for key, value in row.sentence.cells if key == name}


def _column(name: str, rows: Sequence[Evidence]) -> Column | None:
    """Return a column whose cells are all numbers of one unit, all days, or empty; None for another one."""
    cells = {number: value for number, value in _cells(name, rows).items() if not EMPTY.fullmatch(value)}
    if len(cells) < FEWEST_ROWS:
        return None
    days = {number: float(day.toordinal()) for number, value in cells.items() if (day := dates.first_day(value))}
    if len(days) == len(cells):
        return Column(name, days, dated=True)
    if all(map(YEAR.fullmatch, cells.values())):
        return Column(name, {number: float(value) for number, value in cells.items()}, dated=True)
    found = {number: value for number, cell in cells.items() if (value := amounts.amount(cell)) is not None}
    units = {(each.before, each.behind.strip().lower().rstrip("s")) for each in found.values()}
    if len(found) < len(cells) or len(units) > 1:
        return None
    numbers = {number: float(each.value) for number, each in found.items()}
    return Column(name, numbers, money=any(map(names_money, (name, *cells.values()))))


def _meant(wanted: Selection, asked: Question, columns: Sequence[Column]) -> Column | None:
    """Return the column that a question compares: the one that it names best, or what its adjective measures; None if unclear."""
    fitting = [column for column in columns if _fits(wanted, column)]
    scores = {column.name: _likeness(wanted, asked, column) for column in fitting}
    best = max(scores.values(), default=(0, 0, False))
    found = [column for column in fitting if scores[column.name] == best]
    timed = wanted.adjective in TIMES and asked.wanted is not Wanted.PERSON  # "the oldest employee" is not the first one
    whatever = wanted.adjective in gradable.OF_QUANTITY or timed or wanted.money
    return found[0] if len(found) == 1 and (any(best) or whatever) else None


def _likeness(wanted: Selection, asked: Question, column: Column) -> tuple[int, int, bool]:
    """Return how much a question names a column: right behind the comparison, anywhere, and by what its adjective measures."""
    named, terms = stems(column.name), frozenset(map(stem, asked.terms))
    prices = frozenset(map(stem, gradable.PRICES))
    priced = column.money and (wanted.adjective in gradable.PRICED or bool(terms & prices))
    measured = frozenset(map(stem, gradable.measured(wanted.adjective)))
    return len(named & stems(" ".join(wanted.near))), len(named & terms), priced or bool(named & measured)


def _fits(wanted: Selection, column: Column) -> bool:
    """Whether the values of a column are of the kind that a question compares: sums of money, days, other numbers."""
    if wanted.money:
        return column.money
    timed = wanted.adjective in TIMES and not wanted.bounds
    return column.dated == timed or (timed and not stems(column.name).isdisjoint(map(stem, gradable.measured(wanted.adjective))))


def _named(asked: Question, rows: Sequence[Evidence], compared: str) -> frozenset[int] | None:
    """Return the numbers of the rows with the values that a question names ("in March"), of all rows if it names none.

    `None` if it names a time that may be one of the table's days, without its year.
    """
    lines = frozenset(row.sentence.first_line for row in rows)
    said, asked_stems = _words(asked.text), stems(asked.text)
    times = dates.mentions(asked.text)
    has_days = False
    for name in dict.fromkeys(name for row in rows for name, _ in row.sentence.cells if name != compared):
        cells = {rows[number].sentence.first_line: value for number, value in _cells(name, rows).items()}
        days = {line: dates.first_day(value) for line, value in cells.items()}
        has_days = has_days or any(days.values())
        periods = [time.period for time in times if time.period]
        within = {line for line, day in days.items() if day and any(each.first <= day <= each.last for each in periods)}
        called = {line for line, value in cells.items() if _is_called(value, said, by_number=bool(stems(name) & asked_stems))}
        lines &= within or called or lines
    unclear = has_days and any(time.period is None for time in times) and len(lines) == len({r.sentence.first_line for r in rows})
    return None if unclear else frozenset(number for number, row in enumerate(rows) if row.sentence.first_line in lines)


def _is_called(value: str, said: frozenset[str], *, by_number: bool) -> bool:
    """Whether a question has all words of a value; a number counts only `by_number`, if its column is named too ("stall 2")."""
    text = _words(value)
    return bool(text) and text <= said and (by_number or amounts.number(value) is None)


def _words(text: str) -> frozenset[str]:
    return frozenset(without_possessive(word).lower() for word in words(text))


def _selected(wanted: Selection, column: Column, values: Mapping[int, float]) -> list[int]:
    if wanted.bounds:
        return [number for number, value in values.items() if all(bound.admits(value) for bound in wanted.bounds)]
    lowest = wanted.adjective in EARLIER if column.dated else wanted.lowest
    ordered = sorted(values, key=lambda number: values[number], reverse=not lowest)
    if wanted.compared:
        return ordered
    last = values[ordered[min(wanted.count, len(ordered)) - 1]] if ordered else 0.0
    return [number for number in ordered if (values[number] <= last if lowest else values[number] >= last)]
