"""The notes on the sources of a briefing, the texts it cites, and its default title."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from summarize.briefing.copies import origins
from summarize.briefing.document import SourceNote
from summarize.documents import readers
from summarize.errors import ReadError
from summarize.index.corpus import Corpus
from summarize.places import Places
from summarize.types.document import Metadata, Text
from summarize.types.evidence import Citation

NAMED = 3
"""Maximum number of headings that a title names."""


def source_notes(
    corpus: Corpus, cited: Sequence[Sequence[Citation]], known: Mapping[str, tuple[Metadata, str]]
) -> tuple[SourceNote, ...]:
    """Write a note for each file of a corpus.

    `cited` holds the citations of each statement; `known` holds the metadata and the SHA-256 of each file, by name.
    """
    places = {piece.file: piece.places for piece in corpus.evidence}
    lines = _lines_cited((place for found in cited for place in found), places)
    using = [frozenset(place.file for place in places) for places in cited]
    return tuple(
        SourceNote(
            file=file,
            metadata=known[file][0],
            lines=tuple(sorted(lines.get(file, ()))),
            places=places[file],
            origin=number,
            share=sum(file in used for used in using) / max(len(using), 1),
            sha256=known[file][1],
        )
        for file, number in sorted(origins(corpus).items())
    )


def texts(cited: Sequence[Sequence[Citation]], paths: Mapping[str, Path]) -> dict[str, Text]:
    """Read the text of each cited file; it is empty if the file can no longer be read."""
    found: dict[str, Text] = {}
    for file in {place.file for places in cited for place in places}:
        try:
            found[file] = readers.read(paths[file]).texts() if file in paths else Text(())
        except ReadError:
            found[file] = Text(())
    return found


def _lines_cited(cited: Iterable[Citation], places: Mapping[str, Places]) -> dict[str, set[int]]:
    """Collect the cited line numbers of each file; a citation such as "p3:14" is located in its document."""
    lines: dict[str, set[int]] = {}
    for place in cited:
        found = places[place.file].find(place.place) if place.place and place.file in places else None
        first, last = found or (place.line, place.end_line)
        lines.setdefault(place.file, set()).update(range(first, last + 1))
    return lines


def title_of(headings: Sequence[str]) -> str:
    """Make a title from the first headings, for a briefing without one.

    >>> title_of(["Peace talks", "Energy exports", "Visit", "Sanctions"])
    'Briefing: Peace talks; Energy exports; Visit'
    """
    return f"Briefing: {'; '.join(headings[:NAMED])}" if headings else "Briefing"
