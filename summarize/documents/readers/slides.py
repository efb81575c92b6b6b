"""Turn the paragraphs of slides into lines: each slide is a section ("s3:4" is paragraph 4 of slide 3)."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from summarize.documents.readers.blocks import Part, numbered
from summarize.places import Places
from summarize.types.document import Document, Metadata


def document(slides: Iterable[Sequence[Part]], metadata: Metadata) -> Document:
    """Return slides, given as their parts, as a document."""
    filled = [[part for part in slide if part.text.strip()] for slide in slides]
    starts = accumulate((len(slide) for slide in filled), initial=1)
    sections = tuple((start, f"s{number}") for number, (start, slide) in enumerate(zip(starts, filled, strict=False), 1) if slide)
    lines = tuple(numbered(part for slide in filled for part in slide))
    return Document(lines, places=Places(sections), metadata=metadata, headed=False)
