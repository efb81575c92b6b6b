"""Describe the structure of a document: its headings, lists, tables and speakers, and what is left out of it, and why."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from summarize.documents import metadata, speakers
from summarize.documents.boilerplate import is_furniture
from summarize.documents.context import context_text, in_context
from summarize.documents.not_read import OCR
from summarize.documents.paragraphs import groups
from summarize.documents.sentences import split_sentences
from summarize.types.document import FILLER, BlockKind, Document, Line
from summarize.types.evidence import Context, ContextKind, Sentence
from summarize.types.outline import LeftOut, Outline, Part

SHOWN = 80
"""Characters that are shown of a stretch that is left out."""
CALLED = {
    BlockKind.ITEM: "list",
    BlockKind.HEADER: "table",
    BlockKind.ROW: "table",
    BlockKind.FIELD: "fields",
    BlockKind.TURN: "turns",
    BlockKind.QUESTION: "questions",
    BlockKind.ANSWER: "questions",
    BlockKind.NOTE: "notes",
    BlockKind.CAPTION: "captions",
}
"""What stretches of each kind of block are called; others are text."""
REASONS = {
    BlockKind.CODE: "code",
    BlockKind.FRONT_MATTER: "front matter",
    BlockKind.QUOTED: "quoted from another mail",
    BlockKind.OTHER: "a rule, a page head, a signature, a line of links or the like",
}
CONTEXT = frozenset({BlockKind.HEADING, BlockKind.HEADER, BlockKind.QUESTION, BlockKind.CAPTION})
FURNITURE = "page furniture by its wording"
SHAPELESS = "no sentence: a short line without an end mark, or none that states anything"


def outline(document: Document, name: str, stem: str) -> Outline:
    """Return the structure of a document; `name` is that of its file in citations, `stem` the file's own without its ending."""
    units = speakers.attribute(split_sentences(document.lines))
    speaking = Counter(unit.speech.speaker for unit in units if unit.speech.speaker)
    read = list(in_context(list(groups(document.lines))))
    return Outline(
        name,
        metadata.read(document, stem).title,
        tuple(_parts(document, read, units)),
        tuple(speaking.most_common()),
        (
            *_left_out(document, [group for group, _ in read], units),
            *(LeftOut(page, "a picture without text", OCR) for page in document.metadata.pictured),
        ),
    )


def _parts(
    document: Document, read: Sequence[tuple[list[Line], tuple[Context, ...]]], units: Sequence[Sentence]
) -> Iterator[Part]:
    """Yield headings, and the stretches between them that hold units, those of one kind as one."""
    counted = Counter(unit.first_line for unit in units)
    open_: tuple[Part, int, int] | None = None
    for group, context in read:
        first, last, kind = group[0].number, group[-1].number, group[0].kind
        held = sum(counted[line] for line in dict.fromkeys(line.number for line in group))
        if kind is not BlockKind.HEADING and kind is not BlockKind.HEADER and not held:
            continue
        called = CALLED.get(kind, "text")
        names = next((each.text for each in reversed(context) if each.kind is ContextKind.INTRODUCTION), "")
        names = _seen(group) if kind is BlockKind.HEADER else names
        if open_ and kind not in {BlockKind.HEADING, BlockKind.HEADER} and open_[0].kind == called:
            part, start, _ = open_
            open_ = replace(part, units=part.units + held), start, last
            continue
        yield from _closed(document, open_)
        open_ = (Part("", called, names, held), first, last)
        if kind is BlockKind.HEADING:
            level = group[0].block.level if group[0].block else 1
            yield Part(document.places.shown(first, last), "heading", context_text(group), level=level)
            open_ = None
    yield from _closed(document, open_)


def _closed(document: Document, open_: tuple[Part, int, int] | None) -> Iterator[Part]:
    if open_ is not None:
        part, first, last = open_
        yield replace(part, place=document.places.shown(first, last))


def _left_out(document: Document, read: Sequence[list[Line]], units: Sequence[Sentence]) -> Iterator[LeftOut]:
    """Yield the stretches that hold no unit and are no heading or the like, with the reason."""
    spans = {(unit.first_line, unit.last_line) for unit in units}
    spans |= {(context.first_line, context.last_line) for unit in units for context in unit.context}
    covered = {line for first, last in spans for line in range(first, last + 1)}
    shown = (group for group in read if any(char.isalpha() for char in _seen(group)))
    for reason, run in groupby(shown, key=lambda group: _reason(group, covered)):
        if reason is not None:
            stretch = list(run)
            place = document.places.shown(stretch[0][0].number, stretch[-1][-1].number)
            yield LeftOut(place, reason, _seen(stretch[0])[:SHOWN])


def _reason(group: Sequence[Line], covered: Container[int]) -> str | None:
    """Return why a stretch is left out; None if it holds units or is context."""
    kind = group[0].kind
    if kind in CONTEXT or any(line.number in covered for line in group):
        return None
    return REASONS.get(kind) or (FURNITURE if is_furniture(_seen(group)) else SHAPELESS)


def _seen(group: Sequence[Line]) -> str:
    return " ".join(" ".join(line.visible.replace(FILLER, "") for line in group).split()).strip("#= |")
