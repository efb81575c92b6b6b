"""Statements for a page: each with its citations, and for each citation the excerpt that it opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from summarize.citations import syntax
from summarize.rendering import labels
from summarize.rendering.answer.style import is_item
from summarize.rendering.excerpts import ContextLine, excerpt
from summarize.rendering.source_titles import titled
from summarize.types.answer import AnswerSentence, Version
from summarize.types.document import Metadata, Text
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
    """A statement on the page: its id, text and citations, the note after it, the time before it, and whether it is in a list."""

    id: str
    text: str
    references: tuple[Reference, ...]
    note: str = ""
    when: str = ""
    listed: bool = False
    differing: tuple[tuple[str, "Item"], ...] = ()
    """What other sources report differently: what differs, and their version."""

    @property
    def cited(self) -> tuple[Reference, ...]:
        """Its citations, and those of what other sources report differently."""
        return (*self.references, *(reference for _, other in self.differing for reference in other.references))


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of the page with its statements, and the blocks below it; `after` is a line that the program adds."""

    id: str
    heading: str
    items: tuple[Item, ...] = ()
    blocks: tuple["Block", ...] = ()
    after: str = ""

    @property
    def references(self) -> tuple[Reference, ...]:
        """The citations of its statements, and of those below it."""
        below = (reference for block in self.blocks for reference in block.references)
        return (*(reference for item in self.items for reference in item.cited), *below)


class Statements:
    """Makes the statements of one page, and numbers them."""

    def __init__(self, sources: Iterable[tuple[str, Metadata]], texts: Mapping[str, Text]) -> None:
        self._titles = {file: titled(metadata) for file, metadata in sources}
        self._texts = texts
        self._numbers = count(1)

    def statement(self, said: AnswerSentence, *, how: bool = False, when: str = "") -> Item:
        """Make a statement; `how` adds whether it is quoted and who reports it, `when` is the time before it."""
        notes = filter(None, [labels.said(said) if how else "", labels.grounds(said), labels.edited(said)])
        item = self.item(said, "; ".join(notes), when)
        differing = tuple((found.about, self.item(found.versions[-1])) for found in said.disagreements)
        return replace(item, differing=differing, listed=is_item(said))

    def item(self, said: AnswerSentence | Version, note: str = "", when: str = "") -> Item:
        """Make a statement without what other sources report differently."""
        id_ = f"statement-{next(self._numbers)}"
        references = (self._reference(id_, number, said.text, cited) for number, cited in enumerate(said.citations, start=1))
        return Item(id_, said.text, tuple(references), note, when)

    def _reference(self, statement: str, number: int, text: str, cited: Citation) -> Reference:
        lines = excerpt(text, cited, self._texts)
        said = self._titles.get(cited.file, "")
        return Reference(f"{statement}-source-{number}", statement, syntax.location(cited), said, lines)
