"""Add what new files bring to a Markdown briefing that people have edited: text in, text out.

Existing lines are kept. New statements go to the end of their list, events to their date, new sections before the headings
that follow them. Sentences that a person changed or added are marked. The part on the sources is written again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarize.briefing.compose import ALWAYS
from summarize.briefing.record import Record, digest
from summarize.citations import cited_text
from summarize.citations.cited_text import CitedSentence
from summarize.citations.own_words import EDITED, PARTIAL, SCOPE
from summarize.text import dates
from summarize.text.dates import Period

ESCAPE = re.compile(r"\\(.)")
HEADING = re.compile(r"^(#{2,3}) (.*\S)\s*$")
DATED = re.compile(r"^- \*\*(.+?):\*\* ")
OWN_LINE = re.compile(r"^\*(.*)\*$")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its level, and new lines for its list.

    `under` is the heading of the level above; the part goes before the first of the headings in `before`.
    """

    level: int
    heading: str
    lines: tuple[str, ...]
    under: str = ""
    before: tuple[str, ...] = ()


def headings(text: str) -> tuple[str, ...]:
    """Return the headings of a briefing's topics: those of the second level that are not in every briefing."""
    found = (HEADING.match(line) for line in cited_text.parts(text)[0].splitlines())
    topics = (ESCAPE.sub(r"\1", match[2]) for match in found if match and match[1] == "##")
    return tuple(topic for topic in topics if topic not in ALWAYS)


def edited(text: str, record: Record) -> tuple[CitedSentence, ...]:
    """Return the sentences of a briefing that the program did not write."""
    return tuple(sentence for sentence in cited_text.parse(text) if digest(sentence) not in record.wrote)


def marked(text: str, sentences: Sequence[CitedSentence]) -> str:
    """Mark the lines of some sentences as written by a person, each line once.

    >>> marked("- It rained. [a.txt:1]", [CitedSentence("It rained.", 1, ())])
    '- It rained. [a.txt:1] *(edited)*'
    """
    lines = text.split("\n")
    for number in {sentence.line for sentence in sentences}:
        line = lines[number - 1].rstrip()
        if EDITED not in line:
            lines[number - 1] = f"{line[:-1].rstrip()} {EDITED} |" if line.endswith("|") else f"{line} {EDITED}"
    return "\n".join(lines)


def extended(text: str, parts: Iterable[Part]) -> str:
    """Add parts to the body of a briefing: only their lines if it has the heading, else the whole part."""
    lines = text.rstrip().split("\n")
    for part in parts:
        listed = _list_of(lines, part)
        if listed is None:
            at = _start_of(lines, part)
            new = [f"{'#' * part.level} {part.heading}", "", *([*part.lines, ""] if part.lines else [])]
            lines[at:at] = new
        else:
            for line in part.lines:
                at = _place(lines, _list_of(lines, part) or listed, line)
                lines.insert(at, line)
    return "\n".join(lines).rstrip() + "\n"


def _place(lines: Sequence[str], listed: range, line: str) -> int:
    """Return where a line goes in a list: by its date if it has one, else at the end."""
    when = _when(line)
    later = (number for number in listed if when and (other := _when(lines[number])) and other > when)
    return next(later, listed.stop)


def _when(line: str) -> Period | None:
    match = DATED.match(line)
    return dates.parse(match[1]) if match else None


def rescoped(text: str, scope: str, partial: str) -> str:
    """Update the lines that count the sources and that say that the briefing is unfinished."""
    lines: list[str] = []
    for line in text.split("\n"):
        match = OWN_LINE.match(line)
        if match and PARTIAL.fullmatch(match[1]):
            if lines and not lines[-1]:
                lines.pop()
        elif match and SCOPE.fullmatch(match[1]):
            lines += [f"*{scope}*", *(["", f"*{partial}*"] if partial else [])]
        else:
            lines.append(line)
    return "\n".join(lines)


def _sections(lines: Sequence[str]) -> Iterator[tuple[int, int, int, str, str]]:
    """Yield each heading: its line, the line after its text, its level, its text, and the second-level heading it belongs to."""
    found = [(number, match) for number, line in enumerate(lines) if (match := HEADING.match(line))]
    under = ""
    for place, (number, match) in enumerate(found):
        level = len(match[1])
        under = match[2] if level == 2 else under
        end = found[place + 1][0] if place + 1 < len(found) else len(lines)
        yield number, end, level, match[2], under


def _list_of(lines: Sequence[str], part: Part) -> range | None:
    """Return the lines of the list under a heading; `None` if there is no such heading."""
    for start, end, level, text, under in _sections(lines):
        if level == part.level and text.lower() == part.heading.lower() and (level == 2 or under == part.under):
            listed = [number for number in range(start, end) if re.match(r"\s*[-*+] ", lines[number])]
            if not listed:
                return range(start + 1, start + 1)
            stop = next((number for number in range(listed[-1], end) if not lines[number].strip()), end)
            return range(listed[0], stop)
    return None


def _start_of(lines: list[str], part: Part) -> int:
    """Return where a new part goes: at the end of the heading above it, before the headings that follow it, else at the end."""
    known = list(_sections(lines))
    if part.under:
        ends = [end for _, end, _, _, under in known if under == part.under]
        if ends:
            return ends[-1] if ends[-1] < len(lines) else _after_last_line(lines)
    starts = [start for start, _, level, text, _ in known if level == 2 and text in part.before]
    return starts[0] if starts else _after_last_line(lines)


def _after_last_line(lines: list[str]) -> int:
    if lines and lines[-1].strip():
        lines.append("")
    return len(lines)
