"""Find dates in a text: absolute ones, and relative ones if the day on which the text was written is known.

    written on 31 December 2022:  "on Friday" -> 30 December 2022, "last month" -> November 2022
    written on an unknown day:    "on Friday" -> unknown, "in May 2021" -> May 2021

Nothing is guessed: a day without a year is unknown if the day of writing is, and so is any day that may be in the future.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from summarize.text.wordlists import MONTHS

WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
FULL = "|".join(name.title() for name in MONTHS)
MONTH = rf"(?P<month>(?:{FULL})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)\b(?!\s*%|[.,/–-]\d| B\.?C)"
TO_COME = re.compile(
    r"\b(?:will|shall|would|next|coming|upcoming|due|expected|expects|plans?|planned|scheduled|to take place)\b", re.IGNORECASE
)
"""Words with which a weekday or a month may be in the future."""
PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|went|came|met|spoke|held|began|took|gave|made|left|won|lost|fell|rose|grew|sold|bought|built"
    r"|shut|hit|cut|put|set|saw|struck|found|sent|signed|\w{2,}ed)\b"
)
"""Words without which a weekday may be a habit, or in the future."""
UNIT = r"(?P<unit>week|month|year)"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A day, or all days from `first` to `last`.

    >>> str(Period(date(2022, 12, 30), date(2022, 12, 30))), str(month(2022, 2)), str(year(2019))
    ('30 December 2022', 'February 2022', '2019')
    >>> str(Period(date(2022, 12, 21), date(2022, 12, 27)))
    '21 to 27 December 2022'
    """

    first: date
    last: date

    def __str__(self) -> str:
        first, last = self.first, self.last
        if self == year(first.year):
            return str(first.year)
        if self == month(first.year, first.month):
            return f"{_name(first)} {first.year}"
        end = f"{last.day} {_name(last)} {last.year}"
        if first == last:
            return end
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {end}"
        return f"{first.day} {_name(first)}{'' if first.year == last.year else f' {first.year}'} to {end}"

    def overlaps(self, other: "Period") -> bool:
        """Whether two periods have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that a text names: its offsets, and its period, None if that cannot be known."""

    start: int
    end: int
    period: Period | None


def day(when: date) -> Period:
    """Return a period of one day."""
    return Period(when, when)


def month(year_: int, number: int) -> Period:
    """Return the period of a month."""
    return Period(date(year_, number, 1), date(year_, number, monthrange(year_, number)[1]))


def year(number: int) -> Period:
    """Return the period of a year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def mentions(text: str, written: date | None = None) -> tuple[Mention, ...]:
    """Return the times that a text names, in order; `written` is the day on which it was written, if that is known.

    >>> [str(m.period) for m in mentions("It opened on 3 May 2021 and closed last week.", date(2022, 12, 31))]
    ['3 May 2021', '19 to 25 December 2022']
    >>> [str(m.period) for m in mentions("It closed on Friday.")]
    ['None']
    """
    found: list[Mention] = []
    for pattern, resolve in PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= known.start or known.end <= match.start() for known in found):
                found.append(Mention(match.start(), match.end(), _resolved(resolve, match, text, written)))
    return tuple(sorted(found, key=lambda mention: mention.start))


def first_day(text: str) -> date | None:
    """Return the first day that a text names in full; None if there is none.

    >>> first_day("Updated: May 3, 2021 09:14")
    datetime.date(2021, 5, 3)
    """
    known = (mention.period for mention in mentions(text) if mention.period)
    return next((period.first for period in known if period.first == period.last), None)


def parse(text: str) -> Period | None:
    """Parse a period in the form in which it is shown, or a text that is only an absolute date; None if it is neither.

    >>> parse("21 to 27 December 2022") == Period(date(2022, 12, 21), date(2022, 12, 27)), parse("soon")
    (True, None)
    """
    text = text.strip()
    if re.fullmatch(YEAR, text):
        return year(int(text))
    if span := re.fullmatch(rf"{DAY} (?:{MONTH} (?:{YEAR} )?)?to (?P<rest>\d.*)", text):
        last = parse(span["rest"])
        if last is None:
            return None
        number = _month(span["month"]) if span["month"] else last.last.month
        first = _day(int(span["year"] or last.last.year), number, int(span["day"]))
        return Period(first.first, last.last) if first else None
    found = mentions(text)
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(text)
    return found[0].period if whole else None


def _resolved(resolve: "Resolve", match: re.Match[str], text: str, written: date | None) -> Period | None:
    try:
        return resolve(match, text, written)
    except (ValueError, OverflowError):  # 31 June; a day beyond the end of the calendar
        return None


def _name(when: date) -> str:
    return MONTHS[when.month - 1].title()


def _month(name: str) -> int:
    return next(number for number, month_ in enumerate(MONTHS, start=1) if month_.startswith(name.lower().rstrip(".")[:3]))


def _day(year_: int, number: int, day_: int) -> Period | None:
    return day(date(year_, number, day_)) if 1 <= day_ <= monthrange(year_, number)[1] else None


HALF_A_YEAR = 183
"""Days to the nearer one of two days of the same name, a year apart."""
BEHIND = re.compile(rf"{PAST.pattern}|\b(?:has|have|last)\b", re.IGNORECASE)
"""Words with which a day of the last year may be meant."""
Resolve = Callable[[re.Match[str], str, "date | None"], "Period | None"]


def _iso(match: re.Match[str], _: str, __: date | None) -> Period | None:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _range(match: re.Match[str], text: str, written: date | None) -> Period | None:
    last = _in_month(match, text, written)
    if last is None or int(match["from"]) > last.last.day:
        return None
    return Period(last.first.replace(day=int(match["from"])), last.last)


def _in_month(match: re.Match[str], text: str, written: date | None) -> Period | None:
    """Return a day of a month; without a year, the last such day up to the day of writing, unless it may be in the future."""
    number = _month(match["month"])
    if match["year"]:
        return _day(int(match["year"]), number, int(match["day"]))
    if written is None or TO_COME.search(text):
        return None
    earlier = (number, int(match["day"])) > (written.month, written.day)
    return _recent(_day(written.year - earlier, number, int(match["day"])), match, text, written)


def _whole_month(match: re.Match[str], text: str, written: date | None) -> Period | None:
    number = _month(match["month"])
    if known := match.groupdict().get("year"):
        return month(int(known), number)
    if written is None or TO_COME.search(text):
        return None
    return _recent(month(written.year - (number > written.month), number), match, text, written)


def _recent(found: Period | None, match: re.Match[str], text: str, written: date) -> Period | None:
    """Return a period that is named without its year; None if the next year's is nearer, and nothing says that it is past."""
    near = found is not None and (written - found.last).days <= HALF_A_YEAR
    deadline = text[: match.start()].lower().endswith("by ")
    return found if near or (BEHIND.search(text) and not deadline) else None


def _whole_year(match: re.Match[str], _: str, __: date | None) -> Period | None:
    return year(int(match["year"]))


def _weekday(match: re.Match[str], text: str, written: date | None) -> Period | None:
    if written is None or TO_COME.search(text) or not PAST.search(text):
        return None
    back = (written.weekday() - WEEKDAYS.index(match["weekday"].lower())) % 7
    return day(written - timedelta(days=back + (7 if match["last"] and back == 0 else 0)))


def _near_day(match: re.Match[str], _: str, written: date | None) -> Period | None:
    if written is None:
        return None
    steps = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
    return day(written + timedelta(days=steps[match[0].lower()]))


def _relative(match: re.Match[str], _: str, written: date | None) -> Period | None:
    """Return the week (from Monday), month or year before, of, or after the day of writing."""
    if written is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    if match["unit"] == "year":
        return year(written.year + step)
    if match["unit"] == "month":
        months = written.year * 12 + written.month - 1 + step
        return month(months // 12, months % 12 + 1)
    monday = written - timedelta(days=written.weekday()) + timedelta(weeks=step)
    return Period(monday, monday + timedelta(days=6))


def _unknown(_: re.Match[str], __: str, ___: date | None) -> Period | None:
    return None


NO_TIME = "".join(rf"(?<!\b{word} )" for word in "every each Every Each Good Black Ash Palm Super the".split())
"""Excludes words before a weekday that make it a habit or a name."""
NO_NOUN = r"(?! (?!(?:and|as|at|by|for|from|in|of|on|or|the|to|when|with|was|were|is|has|had)\b)[a-z])"
"""Excludes a number before a noun that it counts ("2000 homes")."""
WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
DETERMINED = "".join(rf"(?<!\b{word} )" for word in "a an the his her its their our my per each every one of for".split())
"""Excludes words before "busy week" that make it a thing, not a time."""

PATTERNS: tuple[tuple[re.Pattern[str], Resolve], ...] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _iso),
        (rf"\b(?:[Ff]rom |[Bb]etween )?(?P<from>\d{{1,2}})(?: to |[-–]){DAY} {MONTH}(?:,? {YEAR})?", _range),
        (rf"\b[Bb]etween (?P<from>\d{{1,2}}) and {DAY} {MONTH}(?:,? {YEAR})?", _range),
        (rf"\b\d{{1,2}}(?:, \d{{1,2}})* and {DAY} {MONTH}(?:,? {YEAR})?", _unknown),
        (rf"\b{MONTH} (?P<from>\d{{1,2}})[-–]{DAY}(?:,? {YEAR})?(?!\d)", _range),
        (rf"\b{DAY}(?: of)? {MONTH}(?:,? {YEAR})?", _in_month),
        (rf"\b{MONTH} {DAY}(?![\d%]|[.,]\d|\s?(?:percent|per cent))(?:,? {YEAR})?", _in_month),
        (rf"\b(?:[Ee]arly |[Ll]ate |[Mm]id-)?{MONTH} {YEAR}", _whole_month),
        (rf"\b(?:[Ii]n|[Ll]ast) (?:early |late |mid-)?{MONTH}(?! \d)", _whole_month),
        (rf"\b(?:[Ii]n|[Ss]ince) {YEAR}{NO_NOUN}", _whole_year),
        (
            rf"{NO_TIME}\b(?:[Oo]n |[Tt]his )?(?P<last>[Ll]ast )?{WEEKDAY}\b(?! [A-Z]| (?:morning|afternoon|evening|night)s\b)",
            _weekday,
        ),
        (r"(?<![A-Z] )(?<!\w )\b(?:Yesterday|Today|Tonight|Tomorrow)\b|\b(?:yesterday|today|tonight|tomorrow)\b", _near_day),
        (rf"(?<!\bthe )\b(?:(?:[Ee]arlier|[Ll]ater) )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext) {UNIT}\b(?! of\b)", _relative),
        (rf"{DETERMINED}\b[a-z]{{4,}} (?:week|month)\b(?!['’-])", _unknown),
    )
)
"""Patterns for times, the more exact first, each with the function that resolves it."""
