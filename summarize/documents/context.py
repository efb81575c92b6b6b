"""Find the context of each block of a document: headings, the introduction of its list, its table's head, its question.

# Hours                          heading
Times in winter.                 the unit line of the table: the last paragraph before it, if short
| Day | Open |                   the names of columns
| Monday | 9 to 12 |             the row
You may bring:                   the introduction of the list
- a pencil                       the item
Ana Ruiz said:                   the introduction of the paragraph after it
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarize.documents.boilerplate import END_WITHIN
from summarize.documents.cells import is_text
from summarize.types.document import FILLER, IN_CONTEXT, BlockKind, Line
from summarize.types.evidence import Context, ContextKind, Sentence

Group = list[Line]
CAPTION_WORDS = 12
"""Maximum number of words in a paragraph that counts as the caption or unit line of the table after it."""
DEEPEST = 20
"""Maximum number of headings, items and the like in a context: the nearest."""
LISTED = frozenset({BlockKind.ITEM, BlockKind.FIELD})
MARKS = re.compile(r"^[\s#>=*+•–—|-]+|[\s#=*_|-]+$")
REFERENCE = re.compile(r"\[\^([^\]\[\s]{1,60})\](?!:)")


def in_context(groups: Sequence[Group]) -> Iterator[tuple[Group, tuple[Context, ...]]]:
    """Yield each group of lines with its context, the widest first."""
    reader = _Reader(_references(groups))
    return ((group, reader.read(group)) for group in groups)


def needs_context(unit: Sentence) -> bool:
    """Whether a unit is clear only with its context: a row, a field, an answer, or an item that is no sentence."""
    return unit.kind in IN_CONTEXT and not (unit.kind is BlockKind.ITEM and is_text(unit.text))


class _Reader:
    """Reads the groups of a document in order and remembers what is open."""

    def __init__(self, references: dict[str, Context]) -> None:
        self.references = references
        self.headings: list[tuple[int, Context]] = []
        self.items: list[tuple[int, Context]] = []
        self.before: Context | None = None
        self.introduction: Context | None = None
        self.table: tuple[Context, ...] = ()
        self.question: Context | None = None
        self.last = BlockKind.PARAGRAPH
        self.stamp: int | None = None

    def read(self, group: Group) -> tuple[Context, ...]:
        kind, block = group[0].kind, group[0].block
        level = block.level if block else 0
        if kind is BlockKind.HEADING:
            self._close()
            self.headings = [open_ for open_ in self.headings if open_[0] < level]
            above = tuple(context for _, context in self.headings)
            self.headings.append((level, replace(_context(ContextKind.HEADING, group), level=level)))
            return above[-DEEPEST:]
        above = tuple(context for _, context in self.headings)
        found = (*above, *self._near(group, kind, level))
        self._remember(group, kind, level)
        return found[-DEEPEST:]

    def _near(self, group: Group, kind: BlockKind, level: int) -> Iterator[Context]:
        """Yield the context of a group other than headings."""
        if kind in LISTED or level:
            self.items = [open_ for open_ in self.items if open_[0] < level]
            if kind in LISTED and self.last not in LISTED and not self.items:
                before = self.before
                introduces = before is not None and before.text.endswith(":")
                self.introduction = _introduction(before) if before and introduces else None
            yield from filter(None, [self.introduction])
            yield from (context for _, context in self.items)
        elif kind is BlockKind.PARAGRAPH and self.last is kind and self.before and self.before.text.endswith(":"):
            yield _introduction(self.before)
        if kind is BlockKind.HEADER and self.last is not BlockKind.HEADER:
            self.table = self._captioned()
        if kind in {BlockKind.ROW, BlockKind.FIELD}:
            yield from self.table
        if kind is BlockKind.ANSWER:
            yield from filter(None, [self.question])
        if stamped := self._time(group):
            yield stamped
        if self.last is BlockKind.QUOTED and self.before and not level:
            yield replace(self.before, kind=ContextKind.QUOTED)
        if kind is BlockKind.NOTE and group[0].block:
            yield from filter(None, [self.references.get(group[0].block.label)])

    def _time(self, group: Group) -> Context | None:
        """Return the time of a turn with its line: the turn's own, or the one before; None if it has none."""
        time = group[0].block.time if group[0].block else None
        if time is None:
            return None
        line = group[0].number if time in group[0].text else self.stamp
        return Context(ContextKind.TIME, time, line, line) if line else None

    def _captioned(self) -> tuple[Context, ...]:
        """Return the paragraph before a table as its caption, if it is short."""
        return (self.before,) if self.before and len(self.before.text.split()) <= CAPTION_WORDS else ()

    def _remember(self, group: Group, kind: BlockKind, level: int) -> None:
        self.stamp = group[0].number if kind is BlockKind.OTHER else None
        if kind in LISTED:
            self.items.append((level, _context(ContextKind.ITEM, group)))
        elif not level:
            self.items = []
        if kind is BlockKind.HEADER:
            self.table = (*self.table, _context(ContextKind.COLUMNS, group))
        elif kind is BlockKind.QUESTION:
            self.question = _context(ContextKind.QUESTION, group)
        elif kind not in {BlockKind.ROW, BlockKind.FIELD, BlockKind.OTHER}:
            self.table, self.before = (), None if kind in LISTED else _context(ContextKind.CAPTION, group)
        self.last = self.last if kind is BlockKind.OTHER else kind

    def _close(self) -> None:
        self.items, self.before, self.introduction, self.table, self.question = [], None, None, (), None
        self.last = BlockKind.HEADING


def _introduction(before: Context) -> Context:
    """Return the paragraph before a list or a quotation as its introduction: its last sentence."""
    return replace(before, kind=ContextKind.INTRODUCTION, text=last_sentence(before.text))


def last_sentence(text: str) -> str:
    """Return the last sentence of a paragraph.

    >>> last_sentence("The hall is open all day. You may bring:")
    'You may bring:'
    """
    *_, start = 0, *(end.end() for end in END_WITHIN.finditer(text))
    return text[start:]


def _references(groups: Sequence[Group]) -> dict[str, Context]:
    """Return the first block that refers to each note, by the note's label."""
    found: dict[str, Context] = {}
    for group in groups:
        if group[0].kind is not BlockKind.NOTE:
            for line in group:
                for match in REFERENCE.finditer(line.text):
                    found.setdefault(match[1], _context(ContextKind.REFERENCE, group))
    return found


def _context(kind: ContextKind, group: Group) -> Context:
    return Context(kind, context_text(group), group[0].number, group[-1].number)


def context_text(group: Sequence[Line]) -> str:
    """Return what a reader sees of a heading or another block, without its marks and underlines.

    >>> context_text([Line(1, "## Hours ##", "## Hours ##")])
    'Hours'
    """
    text = " ".join(line.visible.replace(FILLER, "") for line in group)
    return MARKS.sub("", " ".join(text.split()))
