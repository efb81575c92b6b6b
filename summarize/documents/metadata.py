"""Find a document's metadata: title, day of writing, author and outlet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from summarize.documents import title as headline
from summarize.documents.boilerplate import DATELINE
from summarize.text import dates
from summarize.text.punctuation import TERMINAL
from summarize.text.text_nouns import is_text
from summarize.types.document import Document, Line, Metadata

HEAD = 20
"""Lines with text at the start of a document that are searched for metadata."""
TITLES = 3
"""Lines that a title may take, with a subtitle and who wrote the text."""
SHORT_NAME = 6
"""Words of the name of a text before its day."""
SHORT = 10
"""Words. A longer line is not a time stamp."""
TITLE_LENGTH = 200
"""Characters that are kept of a title, author or outlet."""
FIELD = re.compile(
    r"^(?P<key>title|date|published|created|author|source|publisher|lang|language): *[\"']?(?P<value>.+?)[\"']? *$", re.IGNORECASE
)
KEYED = re.compile(r"\w[\w-]*: \S")
ALIASES = re.compile(r"^(?:aliases|alias|abbreviations?|also known as): *(?P<value>.*)$", re.IGNORECASE)
DATED = re.compile(
    r"^\W*(?:(?:last )?(?:updated?|published|posted|modified|issued|recorded|adopted|preprint|date)\b[ :|,]*)?(?:on )?",
    re.IGNORECASE,
)
AROUND_DATE = re.compile(
    r"(?:[\W\d]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|at\b|[ap]\.?m\b|[A-Z]{2,4}\b|T\d|Z\b"
    r"|(?:[Bb]y |By )?[A-Z][\w.'’-]+ [A-Z][\w.'’-]+$)*"
)
"""What may surround the date in a time stamp: a weekday, a clock time, a time zone, the author."""
BYLINE = re.compile(
    r"(?:By|(?:Posted|Published|Written) by) [A-Z][\w.'’-]* [A-Z][\w.'’-]*(?:,| [|–—])? "
    r"(?:(?:[A-Z][\w.'’-]*|and|for|of|the)(?:,| [|–—])? )*(?:on )?"
)
"""What may precede the date in a byline: "By Ana Ruiz, The Harbour News, 4 March 2025"."""
DATED_ITSELF = re.compile(
    r"^(?:(?:between\b.*, )?dated|this \w+(?: \w+)?(?: \([^)]*\))? is (?:dated|made|entered into|signed))"
    r"(?: on| as of)? (?:the )?",
    re.IGNORECASE,
)
"""How a contract gives its day in its first lines; "your letter, dated 3 May" is another document."""
ASSEMBLIES = frozenset({"meeting", "session", "sitting", "hearing"})
"""What minutes are the record of."""
BEFORE_DAY = re.compile(
    r"\b(?P<noun>\w+)(?: held)?(?: of| on| from)?(?: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)? (?:the )?$"
)
BEHIND = re.compile(r"(?<!day)(?:[.,:;|(\[–—]|\s-)\s?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?$")
"""What sets a title off from the day behind it; "for Tuesday, 4 May" is part of it."""
PLACEHOLDER = re.compile(
    r"(?:untitled|no title|unknown|none|title|document\d*|user|admin|author|python-docx|\W*)$"
    r"|microsoft word - |.{1,80}\.(?:docx?|dot|tex|dvi|indd|qxd|rtf|odt|pdf)$|\S+\.\w{2,4}$|apache poi$",
    re.IGNORECASE,
)
"""Values that programs fill in where the author gave none."""


def read(document: Document, name: str = "") -> Metadata:
    """Return a document's metadata from its format, else its first lines; the date may also come from its file's `name`.

    >>> head = ["Harbour opens again", "Updated: May 3, 2021 09:14"]
    >>> found = read(Document(tuple(Line(number, text, text) for number, text in enumerate(head, start=1))))
    >>> found.title, found.written
    ('Harbour opens again', datetime.date(2021, 5, 3))
    """
    declared = document.metadata
    head = [line for line in document.lines[: HEAD * 10] if line.text.strip()][:HEAD]
    fields = dict(_fields(head))
    stated = (fields.get(key, "") for key in ("date", "published", "created"))
    written = declared.written or next((found for value in stated if (found := dates.first_day(value))), None)
    written = written or next((found for line in head if (found := _stamp(line.text.lstrip("# ")))), None)
    title = _cleaned(declared.title) or fields.get("title") or (headline.find(document, head) if document.headed else None)
    return replace(
        declared,
        title=title,
        written=written or _behind_titles([title or "", *(line.text for line in head[:TITLES])]) or _day_in(name),
        author=_cleaned(declared.author) or fields.get("author"),
        outlet=_cleaned(declared.outlet) or fields.get("publisher") or fields.get("source") or _agency(head),
        aliases=tuple(_aliases(head)),
    )


def _behind_titles(lines: Sequence[str]) -> date | None:
    return next(filter(None, (_day_after(line) for line in lines if not TERMINAL.search(line))), None)


def _day_in(name: str) -> date | None:
    """Return the day in the name of a file."""
    return dates.first_day(name.replace("_", " "))


def _day_after(title: str) -> date | None:
    """Return the day behind a title; one that is part of its words may be that of what it is about.

    >>> _day_after("Minutes of the committee, 9 December 2024"), _day_after("What happened on 9 December 2024")
    (datetime.date(2024, 12, 9), None)
    """
    found = [mention for mention in dates.mentions(title) if mention.period]
    if not found or not BEHIND.search(title[: found[-1].start]) or title[found[-1].end :].strip(" )]."):
        return None
    return dates.first_day(title[found[-1].start :])


def _cleaned(field: str | None) -> str | None:
    """Return a field as one line; None if it is empty or a program filled it in ("untitled", "Microsoft Word - a.doc")."""
    text = " ".join((field or "").split())[:TITLE_LENGTH]
    return None if not text or PLACEHOLDER.match(text) else text


def _fields(head: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield the fields of front matter: lines of ``key: value`` between two lines of dashes, or from "title: ..." at the top."""
    found = [FIELD.match(line.text) for line in head]
    if head and head[0].text.strip() == "---":
        end = next((at for at, line in enumerate(head) if at and line.text.strip() == "---"), len(head))
    elif found and found[0] and found[0]["key"].lower() == "title":
        end = next((at for at, line in enumerate(head) if not KEYED.match(line.text)), len(head))
    else:
        return
    yield from ((field["key"].lower(), field["value"]) for field in found[:end] if field)


def _aliases(head: Sequence[Line]) -> Iterator[str]:
    """Yield the other names in front matter: "aliases: [Long Quay, LQ]", or a list of lines below the key."""
    if not head or head[0].text.strip() != "---":
        return
    listing = False
    for line in (line.text.strip() for line in head[1:]):
        key = ALIASES.match(line)
        listing = bool(key) or (listing and line.startswith("- "))
        if line == "---":
            return
        if listing:
            names = (key["value"] if key else line.removeprefix("- ")).strip("[] ").split(",")
            yield from filter(None, (name.strip(" \"'") for name in names))


def _agency(head: Sequence[Line]) -> str | None:
    """Return the news agency that a dateline names: LISBON, May 3 (NEWS) - The harbour is open.

    A dateline has a place in capitals or a day, and a dash behind an agency in brackets; "Soup (Serves 4): ..." has neither.
    """
    for match in filter(None, (DATELINE.match(line.text.strip()) for line in head)):
        name = match["agency"] or match["between"]
        before = match[0].partition(name)[0] if name else ""
        placed = before.split(",")[0].strip(" (/.").isupper() or any(map(str.isdigit, before))
        if name and placed and (match["between"] or match[0].rstrip()[-1] in "-–—"):
            return name
    return None


def _stamp(text: str) -> date | None:
    """Return the date of a line that is a time stamp or begins with a dateline with a year; None for other lines."""
    text = text.strip().strip("*_")
    if text.startswith("#"):
        return None
    dateline = DATELINE.match(text)
    if dateline:
        return dates.first_day(dateline[0])
    if _is_dated(text):
        return dates.first_day(text)
    if len(text.split()) > SHORT or TERMINAL.search(text):
        return None
    begin = DATED.match(text)
    rest = text[begin.end() :] if begin else text
    found = [mention for mention in dates.mentions(rest) if mention.period]
    if not found:
        return None
    before, behind = rest[: found[0].start], rest[found[0].end :]
    return dates.first_day(rest) if AROUND_DATE.fullmatch(f"{before} {behind}") else None


def _is_dated(text: str) -> bool:
    """Whether a line is a byline with a date, or the words in which a contract gives its day."""
    found = dates.mentions(text)
    given = DATED_ITSELF.match(text)
    signed = bool(found) and found[0].end == len(text) and BYLINE.fullmatch(text[: found[0].start]) is not None
    dated = given is not None and bool(found) and found[0].start == given.end()
    return signed or dated or (bool(found) and _is_of(text, found[0].start, found[0].end))


def _is_of(text: str, start: int, end: int) -> bool:
    """Whether a line names a text, or a meeting, by its day: "Statement of 4 May 2025", "Meeting of 4 May 2025, Town Hall".

    >>> _is_of("Statement of 4 May 2025", 13, 23), _is_of("Protests of 4 May 2025", 12, 22)
    (True, False)
    """
    before = BEFORE_DAY.search(text[:start])
    if before is None or len(text[:start].split()) > SHORT_NAME or TERMINAL.search(text) or text[end : end + 1].strip(",;|("):
        return False
    return before["noun"].lower() in ASSEMBLIES or is_text(before["noun"].lower())
