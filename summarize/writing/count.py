"""State by code how often words occur in documents, with every place; no model writes it."""

from collections.abc import Mapping

from summarize.checking import counts
from summarize.types.answer import AnswerSentence, Kind
from summarize.types.document import Document
from summarize.types.evidence import Citation


def write(what: str, documents: Mapping[str, Document]) -> AnswerSentence | None:
    """Return the sentence that counts some words in documents, by the names that citations use; `None` if they occur nowhere."""
    found = {name: places for name, document in documents.items() if (places := counts.places(what, document))}
    if not found:
        return None
    count = counts.Count(what, sum(map(len, found.values())), len(found))
    cited = (cite(name, documents[name], *lines) for name, places in found.items() for lines in dict.fromkeys(places))
    return AnswerSentence(str(count), Kind.COUNT, 1.0, None, len(found), tuple(cited))


def cite(name: str, document: Document, first: int, last: int) -> Citation:
    """Return the citation of lines of a document, by its name."""
    label, section = document.places.label(first, last), document.places.named(first)
    return Citation(name, first, last, document.text(first, last), document.lines_sha256(first, last), label, section=section)
