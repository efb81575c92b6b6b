"""A briefing as one HTML file without scripts or requests, readable on a phone, in print, in light and dark.

A citation is a link to its excerpt. The style sheet shows the excerpt next to the text (on a phone below it) while it is
the target of the address, so keyboards, screen readers and the back button work as on any page. All text from documents is
escaped, and a content security policy forbids scripts and requests as well.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from summarize.briefing.compose import BOTTOM_LINE, DIFFERENCES, TIMELINE, VOICES
from summarize.briefing.document import Briefing
from summarize.rendering import labels
from summarize.rendering.html import drawings, pages
from summarize.rendering.html.statements import Block, Item, Statements


class _Page:
    """Numbers the statements and headings of one page."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self._made = Statements([(source.file, source.metadata) for source in briefing.sources], briefing.texts)
        self._numbers = count(1)

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks of the page, in reading order."""
        body, made = self.briefing.body, self._made
        voices = tuple(
            self._block(
                voice.speaker,
                [made.statement(said, how=True) for said in voice.statements],
                after=labels.elsewhere(voice.elsewhere) if voice.elsewhere else "",
            )
            for voice in body.voices
        )
        events = [made.statement(event.statement, when=str(event.when)) for event in body.timeline]
        differences = tuple(
            self._block(found.about[:1].upper() + found.about[1:], [made.item(version) for version in found.versions])
            for found in body.differences
        )
        found = [
            self._block(BOTTOM_LINE, [made.statement(said) for said in body.bottom_line]),
            *(self._block(section.heading, [made.statement(said) for said in section.statements]) for section in body.sections),
            self._block(VOICES, [], voices),
            self._block(TIMELINE, events),
            self._block(DIFFERENCES, [], differences),
        ]
        return tuple(block for block in found if block.items or block.blocks)

    def _block(self, heading: str, items: Sequence[Item], blocks: tuple[Block, ...] = (), after: str = "") -> Block:
        return Block(f"part-{next(self._numbers)}", heading, tuple(items), blocks, after)


def render(briefing: Briefing) -> str:
    """Render the whole page."""
    blocks = _Page(briefing).blocks()
    references = [reference for block in blocks for reference in block.references]
    about: dict[str, Any] = {"title": briefing.title, "version": briefing.making.version, "drawn": drawings.figures(briefing)}
    return pages.render("briefing.html.jinja", briefing=briefing, blocks=blocks, references=references, **about)


def fragment(briefing: Briefing) -> str:
    """Render the briefing as a part of another page, such as a notebook; its citations open in place."""
    notes = filter(None, [labels.scope(briefing), labels.partial(briefing.body)])
    return pages.fragment(briefing.title, notes, _Page(briefing).blocks())
