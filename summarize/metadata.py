"""What a document says about itself: its title, and the day on which it was written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from summarize import dates
from summarize.furniture import DATELINE, TERMINAL, is_furniture
from summarize.types import FILLER, Line

HEAD = 20
"""Lines with text at the start of a document, in which it may say when it was written."""
SHORT = 10
"""Words. A longer line speaks of something else than its own date."""
TITLE_LENGTH = 200
"""Characters."""
FEWEST_WORDS = 3
"""Of a title; shorter lines are the sections of a site."""
FIELD = re.compile(r"^(?P<key>title|date|published): *[\"']?(?P<value>.+?)[\"']? *$", re.IGNORECASE)
DATED = re.compile(r"^\W*(?:(?:last )?(?:updated?|published|posted|modified|issued|date)\b[ :|]*)?(?:on )?", re.IGNORECASE)
AROUND_DATE = re.compile(
    r"(?:[\W\d]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|at\b|[ap]\.?m\b|[A-Z]{2,4}\b|T\d|Z\b"
    r"|(?:[Bb]y |By )?[A-Z][\w.'’-]+ [A-Z][\w.'’-]+$)*"
)
"""What may stand beside the date in a time stamp: a weekday, a clock time, a zone, who wrote it."""
MARKUP = re.compile(r"^#+\s*|[*_`]+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A document's title and day of writing, `None` where it does not tell."""

    title: str | None
    written: date | None


UNKNOWN = Metadata(None, None)


def read(lines: Sequence[Line], name: str = "") -> Metadata:
    """What a document tells of itself; `name` is its file's, which may hold a date ("2022-12-30 call.txt").

    >>> head = ["Harbour opens again", "Updated: May 3, 2021 09:14"]
    >>> read([Line(number, text, text) for number, text in enumerate(head, start=1)])
    Metadata(title='Harbour opens again', written=datetime.date(2021, 5, 3))
    """
    head = [line for line in lines if line.text.strip()][:HEAD]
    fields = dict(_fields(head))
    written = next((found for value in (fields.get("date", ""), fields.get("published", "")) if (found := _first(value))), None)
    written = written or next((found for line in head if (found := _stamp(line.text))), None)
    written = written or _first(name.replace("_", " "))
    title = fields.get("title") or next((text for line in head if (text := _title(line))), None)
    return Metadata(title, written)


def _fields(head: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """The fields of front matter: lines of ``key: value`` between two lines of dashes."""
    if not head or head[0].text.strip() != "---":
        return
    for line in head[1:]:
        if line.text.strip() == "---":
            return
        if field := FIELD.match(line.text):
            yield field["key"].lower(), field["value"]


def _stamp(text: str) -> date | None:
    """The date of a line that is one: a time stamp, or a dateline with its year in front of the text."""
    text = text.strip()
    if text.startswith("#"):
        return None
    dateline = DATELINE.match(text)
    if dateline:
        return _first(dateline[0])
    if len(text.split()) > SHORT or TERMINAL.search(text):
        return None
    begin = DATED.match(text)
    rest = text[begin.end() :] if begin else text
    found = dates.mentions(rest)
    if not found:
        return None
    around = f"{rest[: found[0].start]} {rest[found[0].end :]}"
    return _first(rest) if AROUND_DATE.fullmatch(around) else None


def _first(text: str) -> date | None:
    """The first day that a text names in full."""
    known = (mention.period for mention in dates.mentions(text) if mention.period)
    return next((period.first for period in known if period.first == period.last), None)


def _title(line: Line) -> str | None:
    text = " ".join(MARKUP.sub("", line.visible.replace(FILLER, "") or line.text).split())
    if (
        line.text.startswith("---")
        or is_furniture(text)
        or (TERMINAL.search(text) and not line.heading)
        or len(text.split()) < FEWEST_WORDS
    ):
        return None
    return text if len(text) <= TITLE_LENGTH and not FIELD.match(line.text) else None
