"""A briefing as one HTML file without scripts or requests, readable on a phone, in print, in light and dark.

A citation is a link to its excerpt. The style sheet shows the excerpt next to the text (on a phone below it) while it is
the target of the address, so keyboards, screen readers and the back button work as on any page. All text from documents is
escaped, and a content security policy forbids scripts and requests as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import count
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from summarize.briefing.compose import BOTTOM_LINE, DIFFERENCES, TIMELINE, VOICES
from summarize.briefing.document import Briefing
from summarize.citations import syntax
from summarize.rendering.answer.text import place
from summarize.rendering.briefing import labels
from summarize.rendering.excerpts import ContextLine, excerpt
from summarize.rendering.source_titles import titled
from summarize.text.escaping import shown
from summarize.types.answer import AnswerSentence, Version
from summarize.types.evidence import Citation


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation of a statement: the ids of excerpt and statement, the location, the title of the source, the lines."""

    id: str
    statement: str
    place: str
    source: str
    lines: tuple[ContextLine, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A statement on the page: its id, text and citations, the note after it, and the time before it."""

    id: str
    text: str
    references: tuple[Reference, ...]
    note: str = ""
    when: str = ""
    differing: tuple[tuple[str, "Item"], ...] = ()
    """What other sources report differently: what differs, and their version."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of the page with its statements, and the blocks below it; `after` is a line that the program adds."""

    id: str
    heading: str
    items: tuple[Item, ...] = ()
    blocks: tuple["Block", ...] = ()
    after: str = ""


class _Page:
    """Numbers the statements and headings of one page."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self._titles = {source.file: titled(source.metadata) for source in briefing.sources}
        self._statements, self._blocks = count(1), count(1)

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks of the page, in reading order."""
        body = self.briefing.body
        voices = tuple(
            self._block(
                voice.speaker,
                [self._statement(said, how=True) for said in voice.statements],
                after=labels.elsewhere(voice.elsewhere) if voice.elsewhere else "",
            )
            for voice in body.voices
        )
        events = [self._statement(event.statement, when=str(event.when)) for event in body.timeline]
        differences = tuple(
            self._block(found.about[:1].upper() + found.about[1:], [self._item(version) for version in found.versions])
            for found in body.differences
        )
        found = [
            self._block(BOTTOM_LINE, [self._statement(said) for said in body.bottom_line]),
            *(self._block(section.heading, [self._statement(said) for said in section.statements]) for section in body.sections),
            self._block(VOICES, [], voices),
            self._block(TIMELINE, events),
            self._block(DIFFERENCES, [], differences),
        ]
        return tuple(block for block in found if block.items or block.blocks)

    def _block(self, heading: str, items: Sequence[Item], blocks: tuple[Block, ...] = (), after: str = "") -> Block:
        return Block(f"part-{next(self._blocks)}", heading, tuple(items), blocks, after)

    def _statement(self, said: AnswerSentence, *, how: bool = False, when: str = "") -> Item:
        notes = filter(None, [labels.said(said) if how else "", labels.spread(said)])
        item = self._item(said, "; ".join(notes), when)
        differing = tuple((found.about, self._item(found.versions[-1])) for found in said.disagreements)
        return replace(item, differing=differing)

    def _item(self, said: AnswerSentence | Version, note: str = "", when: str = "") -> Item:
        id_ = f"statement-{next(self._statements)}"
        references = (self._reference(id_, number, said.text, cited) for number, cited in enumerate(said.citations, start=1))
        return Item(id_, said.text, tuple(references), note, when)

    def _reference(self, statement: str, number: int, text: str, cited: Citation) -> Reference:
        lines = excerpt(text, cited, self.briefing.texts)
        said = self._titles.get(cited.file, "")
        return Reference(f"{statement}-source-{number}", statement, syntax.location(cited), said, lines)


def render(briefing: Briefing) -> str:
    """Render the whole page."""
    template = _environment().get_template("page.html.jinja")
    blocks = _Page(briefing).blocks()
    return template.render(
        briefing=briefing,
        blocks=blocks,
        references=[reference for block in blocks for reference in _references(block)],
        wording=labels,
        place=place,
        titled=titled,
    )


def _references(block: Block) -> list[Reference]:
    items = [each for item in block.items for each in (item, *(other for _, other in item.differing))]
    own = [reference for item in items for reference in item.references]
    return own + [reference for below in block.blocks for reference in _references(below)]


@cache
def _environment() -> Environment:
    files = resources.files(__package__)
    texts = {name: (files / name).read_text(encoding="utf-8") for name in ("page.html.jinja", "page.css")}
    return Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )


def _harmless(value: Any) -> Any:
    """Write out the control and bidirectional characters of a text; markup of the template itself is unchanged."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
