"""Read a question against the documents: spelling, full names, where to look, and what cannot be done by an answer."""

import re
from dataclasses import replace

from summarize.index.files import Files
from summarize.models.cross_encoder import Reader
from summarize.search import acronyms, narrowing, offices, question, spelling
from summarize.search.counting import counted
from summarize.search.narrowing import Narrowed
from summarize.search.question import Question
from summarize.text.languages import ENGLISH, NAMES, is_english_question
from summarize.text.wordlists import FUNCTION_WORDS
from summarize.types.answer import Reading

OF_STRUCTURE = re.compile(
    r"(?:how many|count (?:the|all)) (?:rows|lines|entries|sentences|paragraphs|headings) "
    r"(?:are about|mention|contain|have the|are (?:there )?in (?:the |this )?(?:file|table|sheet|document|text))\b.*",
    re.IGNORECASE,
)
"""Questions for how many parts of documents there are of a kind."""
LISTING = re.compile(r"^(?:which|what) (?:documents?|files?|articles?|texts?) (?:are|is|do (?:you|we|I) have)\b", re.IGNORECASE)
"""Questions for the names of the documents themselves."""
COUNTED = "Only words are counted, as they are written: how many times is WORD mentioned?"
MOST_NAMED = 1_000
"""Files of a scope that are named."""
WHOLE_FOLDER = (
    "For an overview of a whole folder, write a briefing (summarize brief SOURCE). "
    "For the list of its files, look at the sources (summarize doctor SOURCE)."
)


def read(asked: Question, files: Files, reader: Reader | None) -> tuple[Narrowed, Reading]:
    """Return a question as it is asked of the documents: words near theirs in spelling as these, and in the files it names.

    Without `reader` no spelling is corrected: it distinguishes words of English from slips.

    Raises:
        NoQuestionError, StoreError: as their messages say.
    """
    index, scope = files.index, files.scope
    text_, corrections = spelling.corrected(
        asked.text if counted(asked.text) else spelling.in_full(asked.text),  # words are counted as they are written
        index.words,
        lambda word: reader is None or reader.knows(word) or bool(index.lexical([word], scope, 1)),
    )
    if not counted(asked.text):
        text_, shortened = acronyms.in_short(text_, index, scope)
        text_, named = offices.by_name(text_, index, scope)
        corrections += (*shortened, *named)
    meant = question.parse(text_, asked.speaker if asked.speaker and asked.speaker not in asked.text else None)
    meant = asked if text_ == asked.text else meant
    narrowed = narrowing.narrow(_without_counted(meant), files)
    narrowed = replace(narrowed, question=replace(narrowed.question, text=meant.text))
    fewer = len(narrowed.files) < len(files)
    found = Reading(
        narrowed.question.wanted.value if not narrowed.whole else "all that is said",
        narrowed.named,
        tuple(sorted(narrowed.files.listed(MOST_NAMED).names.values())) if fewer else (),
        str(narrowed.period) if narrowed.period else None,
        narrowed.question.speaker,
        tuple((one.typed, one.read) for one in corrections),
        _hint(narrowed, everything=not fewer and len(files) > 1),
    )
    return narrowed, found


def in_other_language(asked: Question, files: Files) -> str:
    """Say that a question is not in English but all documents are, or the other way round; empty if neither is so."""
    codes = {code or ENGLISH for code in files.languages()}
    english = is_english_question(asked.text)
    if not english and codes == {ENGLISH}:
        return "The documents are in English, and the question is not: ask it in English."
    if english and ENGLISH not in codes and not FUNCTION_WORDS.isdisjoint(asked.text.lower().split()):
        names = " and ".join(sorted(NAMES.get(code, f"another language ({code})") for code in codes))
        return f"The documents are in {names}, and the question is in English: ask it in theirs."
    return ""


def _without_counted(asked: Question) -> Question:
    """Return a question without the words to be counted: they name no document, though one may have them as its title."""
    what = counted(asked.text)
    return replace(asked, text=re.sub(rf"(?<!\w){re.escape(what)}(?!\w)", "", asked.text)) if what else asked


def _hint(narrowed: Narrowed, *, everything: bool) -> str:
    """Return what to do instead, if a question asks for what an answer cannot give; `everything` if it names no document."""
    if OF_STRUCTURE.match(narrowed.question.text):
        return COUNTED
    of_folder = narrowed.whole and narrowed.part is None and not narrowing.topic(narrowed.question)
    return WHOLE_FOLDER if everything and (of_folder or LISTING.match(narrowed.question.text)) else ""
