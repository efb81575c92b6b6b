"""A place of a document with the lines around it."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.app.results import Excerpt
from summarize.citations import syntax
from summarize.documents import readers
from summarize.errors import InputError
from summarize.rendering.excerpts import around, shortened
from summarize.rendering.listings import ShownLine
from summarize.types.document import SourceFile
from summarize.types.evidence import Citation


def place_of(text: str) -> Citation:
    """Return the place that a text names: "a.txt:12", "report.pdf:p3:14".

    Raises:
        InputError: it names none.
    """
    try:
        return syntax.parse_location(text)
    except ValueError as error:
        raise InputError(f"{text}: no place in a document; write FILE:LINE or FILE:FIRST-LAST, as citations do") from error


def excerpt(place: Citation, files: Sequence[SourceFile], count: int) -> Excerpt:
    """Return the cited lines of a file and `count` lines with text before and after them.

    Raises:
        InputError: there is no such file or line.
        ReadError: the file cannot be read.
    """
    named = {file.name: file for file in files}
    if place.file not in named:
        like = [name for name in named if name.rsplit("/", 1)[-1] == place.file.rsplit("/", 1)[-1]]
        raise InputError(f"{place.file}: no such file in the sources" + (f" (there is {like[0]})" if like else ""))
    document = readers.read(named[place.file].path)
    text = document.texts()
    found = text.places.find(syntax.place(place))
    if found is None or found[0] > found[1] or found[1] > len(text.lines):
        first, last = (text.places.shown(number, number) for number in (1, max(len(text.lines), 1)))
        raise InputError(f"{syntax.location(place)}: no such place; the lines of the file are {first} to {last}")
    lines = (
        ShownLine(
            text.places.shown(number, number),
            text.lines[number - 1] if found[0] <= number <= found[1] else shortened(text.lines[number - 1]),
            found[0] <= number <= found[1],
        )
        for number in around(text.lines, *found, count)
    )
    label = text.places.label(*found)
    where = syntax.place(replace(place, place=label))
    return Excerpt(place.file, where, tuple(lines), document.lines_sha256(*found))
