"""What a briefing tells of its sources and of itself."""

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
"""Sections that a title names."""


def source_notes(
    corpus: Corpus, cited: Sequence[Sequence[Citation]], known: Mapping[str, tuple[Metadata, str]]
) -> tuple[SourceNote, ...]:
    """A note for each file of a corpus; `cited` holds the citations of each statement, `known` what files tell, by name."""
    places = {piece.file: piece.places for piece in corpus.evidence}
    lines = _lines_cited((place for found in cited for place in found), places)
    using = [frozenset(place.file for place in places) for places in cited]
    return tuple(
        SourceNote(
            file=file,
            told=known[file][0],
            lines=tuple(sorted(lines.get(file, ()))),
            places=places[file],
            origin=number,
            share=sum(file in used for used in using) / max(len(using), 1),
            sha256=known[file][1],
        )
        for file, number in sorted(origins(corpus).items())
    )


def texts(cited: Sequence[Sequence[Citation]], paths: Mapping[str, Path]) -> dict[str, Text]:
    """The text of the files that are cited; a file that cannot be read any more has none."""
    found: dict[str, Text] = {}
    for file in {place.file for places in cited for place in places}:
        try:
            found[file] = readers.read(paths[file]).texts() if file in paths else Text(())
        except ReadError:
            found[file] = Text(())
    return found


def _lines_cited(cited: Iterable[Citation], places: Mapping[str, Places]) -> dict[str, set[int]]:
    """The numbers of the cited lines of each file; a place that was read from a text is found in its document."""
    lines: dict[str, set[int]] = {}
    for place in cited:
        found = places[place.file].find(place.place) if place.place and place.file in places else None
        first, last = found or (place.line, place.end_line)
        lines.setdefault(place.file, set()).update(range(first, last + 1))
    return lines


def title_of(headings: Sequence[str]) -> str:
    """A title from what a briefing is about, where none is given.

    >>> title_of(["Peace talks", "Energy exports", "Visit", "Sanctions"])
    'Briefing: Peace talks; Energy exports; Visit'
    """
    return f"Briefing: {'; '.join(headings[:NAMED])}" if headings else "Briefing"
