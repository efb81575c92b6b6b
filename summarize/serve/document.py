"""The document beside the text: a cited place with many lines around it, and the words that support the statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.app.library import Documents
from summarize.errors import InputError
from summarize.rendering.contract import Citation, Passage
from summarize.rendering.excerpts import Stretch, marked
from summarize.serve.site import Item
from summarize.serve.statements import Statement

AROUND, MORE = 25, 5_000
"""Lines with text before and after the cited ones; and if more are asked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document: its place, its part in the statement ("cited", "context" or nothing), and its text."""

    place: str
    part: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Pane:
    """A cited place in its document, with its title, if it is known; or the trouble that keeps the document from being shown.

    `before` and `after` are the references of the citations beside it on the page. `whole` if no more of it can be asked for.
    """

    reference: str
    statement: Statement
    citation: Citation | Passage
    lines: tuple[Line, ...]
    title: str
    trouble: str
    before: str
    after: str
    whole: bool


def pane(docs: Documents, item: Item, reference: str, *, more: bool) -> Pane | None:
    """Return the document of a citation; `None` if the page has no such citation.

    `reference` is the number of a statement, a dot, and the number of one of its citations. A document that has changed so that
    it lacks the lines is shown by the text that was cited.
    """
    number, _, which = reference.partition(".")
    statement = item.statement(number)
    if statement is None or which not in map(str, range(len(statement.citations))):
        return None
    citation = statement.citations[int(which)]
    found = item.shown(number)
    known = [f"{said.number}.{each}" for part in found for said in part.statements for each in range(len(said.citations))]
    at = known.index(reference)
    trouble = ""
    try:
        lines = tuple(_lines(docs, statement, citation, MORE if more else AROUND))
    except InputError as error:
        trouble = str(error)
        place = citation.place or str(citation.line)
        lines = (Line(place, "cited", tuple(marked(citation.text, statement.text))),) if citation.text else ()
    before, after = (known[at - 1] if at else ""), (known[at + 1] if at + 1 < len(known) else "")
    title = ", ".join(filter(None, [citation.title, citation.written])) if isinstance(citation, Citation) else ""
    whole = more or bool(trouble) or _is_whole(lines)
    return Pane(reference, statement, citation, lines, title, trouble, before, after, whole)


def _is_whole(lines: Sequence[Line]) -> bool:
    """Whether the lines are those of the whole document: there are fewer of them before and after than would be shown."""
    cited = [number for number, line in enumerate(lines) if line.part == "cited"]
    return not cited or (cited[0] < AROUND and len(lines) - 1 - cited[-1] < AROUND)


def _lines(docs: Documents, statement: Statement, citation: Citation | Passage, around: int) -> Iterator[Line]:
    """Yield the lines of the document around a citation.

    Raises:
        InputError: it has no such lines, or they are not those that were cited.
    """
    others = (each for each in statement.citations if each.file == citation.file and each != citation)
    beside = {line.place: each.role.value for each in others for line in docs.lines(each, around=0).lines}
    found = docs.lines(citation, around=around)
    if isinstance(citation, Citation) and citation.sha256 and citation.sha256 != found.sha256:
        raise InputError(f"{citation}: these lines have changed since they were cited")
    for line in found.lines:
        part = beside.get(line.place, "")
        part = citation.role.value if line.cited else part
        words = marked(line.text, statement.text) if part else (Stretch(line.text),)
        yield Line(line.place, {"support": "cited"}.get(part, part), tuple(words))
