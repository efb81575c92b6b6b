"""State by code what the values of a column add up to, with the rows; no model writes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from summarize.checking import totals
from summarize.claims.rows import Totalled
from summarize.documents import readers
from summarize.types.answer import AnswerSentence, Kind
from summarize.types.evidence import ContextKind, Evidence, Role
from summarize.writing.count import cite


def write(total: Totalled, paths: Mapping[str, Path]) -> AnswerSentence | None:
    """Return the sentence that gives a total; `None` if the values are not of one unit. `paths` maps file names to the files.

    Raises:
        ReadError: the file cannot be read.
    """
    cells = [dict(row.sentence.cells)[total.column] for row in total.rows]
    found = totals.of(total.column, cells, mean=total.mean)
    if found is None:
        return None
    file = total.rows[0].file
    document = readers.read(paths[file])
    rows = (cite(file, document, first, last) for first, last in _stretches(total.rows))
    names = [each for each in total.rows[0].sentence.context if each.kind is ContextKind.COLUMNS]
    heads = (replace(cite(file, document, each.first_line, each.last_line), role=Role.CONTEXT) for each in names)
    return AnswerSentence(str(found), Kind.COUNT, 1.0, None, 1, (*rows, *heads))


def _stretches(rows: Sequence[Evidence]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each stretch of rows without a line between them."""
    first, last = rows[0].sentence.first_line, rows[0].sentence.last_line
    for row in rows[1:]:
        if row.sentence.first_line > last + 1:
            yield first, last
            first = row.sentence.first_line
        last = row.sentence.last_line
    yield first, last
