"""Read a question against the documents: spelling, full names, where to look, and what cannot be done by an answer."""

import re
from collections.abc import Mapping

from summarize.index.database import Index
from summarize.models.cross_encoder import Reader
from summarize.search import narrowing, question, spelling
from summarize.search.narrowing import Narrowed
from summarize.search.question import Question
from summarize.types.answer import Reading

COUNTING = re.compile(
    r"\bhow (?:many times|often) (?:is|are|was|were|do|does|did) .+ (?:mention|name|appear|occur|cite|come up)", re.IGNORECASE
)
LISTING = re.compile(r"^(?:which|what) (?:documents?|files?|articles?|texts?) (?:are|is|do (?:you|we|I) have)\b", re.IGNORECASE)
"""Questions for the names of the documents themselves."""
COUNTED = "Mentions are not counted; summarize search shows the lines that hold a word."
WHOLE_FOLDER = "For an overview of a whole folder: summarize brief SOURCE. For the list of its files: summarize doctor SOURCE."


def read(asked: Question, index: Index, files: Mapping[str, str], reader: Reader | None) -> tuple[Narrowed, Reading]:
    """Return a question as it is asked of the documents: words near theirs in spelling as these, and in the files it names.

    Without `reader` no spelling is corrected: it tells words of English from slips.

    Raises:
        NoQuestionError, StoreError: as their messages say.
    """
    scope = index.scope(files)
    text_, corrections = spelling.corrected(
        spelling.in_full(asked.text),
        index.words(),
        lambda word: reader is None or reader.knows(word) or bool(index.lexical([word], scope, 1)),
    )
    meant = question.parse(text_, asked.speaker if asked.speaker and asked.speaker not in asked.text else None)
    meant = asked if text_ == asked.text else meant
    narrowed = narrowing.narrow(meant, files, index.metadata(files))
    limited = tuple(sorted(narrowed.files.values())) if len(narrowed.files) < len(files) else ()
    found = Reading(
        narrowed.question.wanted.value if not narrowed.whole else "all that is said",
        narrowed.named,
        limited,
        str(narrowed.period) if narrowed.period else None,
        narrowed.question.speaker,
        tuple((one.typed, one.read) for one in corrections),
        _hint(narrowed, everything=not limited and len(files) > 1),
    )
    return narrowed, found


def _hint(narrowed: Narrowed, *, everything: bool) -> str:
    """Return what to do instead, if a question asks for what an answer cannot give; `everything` if it names no document."""
    if COUNTING.search(narrowed.question.text):
        return COUNTED
    of_folder = narrowed.whole and narrowed.part is None and not narrowing.topic(narrowed.question)
    return WHOLE_FOLDER if everything and (of_folder or LISTING.match(narrowed.question.text)) else ""
