"""Turn the paragraphs of slides into lines: each slide is a section ("s3:4" is paragraph 4 of slide 3).

A slide without a title has its number for one, read with its first paragraph.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from summarize.documents.readers.blocks import Part, numbered
from summarize.places import Places
from summarize.types.document import Block, BlockKind, Document, Line, Metadata


def document(slides: Iterable[Sequence[Part]], metadata: Metadata) -> Document:
    """Return slides, given as their parts, as a document."""
    filled = [[part for part in slide if part.text.strip()] for slide in slides]
    starts = accumulate((len(slide) for slide in filled), initial=1)
    sections = tuple((start, f"s{number}") for number, (start, slide) in enumerate(zip(starts, filled, strict=False), 1) if slide)
    lines = tuple(numbered(part for slide in filled for part in slide))
    untitled = {
        start: f"Slide {place[1:]}" for start, place in sections if filled[int(place[1:]) - 1][0].kind is not BlockKind.HEADING
    }
    return Document(tuple(_titled(lines, untitled)), places=Places(sections), metadata=metadata, headed=False)


def _titled(lines: Sequence[Line], titles: Mapping[int, str]) -> Iterator[Line]:
    """Yield the lines, before those that begin a slide without a title, a heading of that number."""
    for line in lines:
        if title := titles.get(line.number):
            yield Line(line.number, title, title, Block(-line.number, BlockKind.HEADING, level=1))
        yield line
