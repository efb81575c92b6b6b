"""Check quotations: a sentence must quote what the cited lines contain, whole, and name the speaker they give."""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarize.documents.attribution import attributions
from summarize.documents.speakers import is_unattributed_quotation
from summarize.text import quotations
from summarize.text.names import same
from summarize.types.evidence import Sentence
from summarize.types.verdict import Problem

QUOTING = re.compile(r"^(?P<who>[^:“”\"]+?) (?:said|states)(?:, according to (?P<channel>[^:]+))?: “(?P<quote>.+)”$", re.DOTALL)
SOURCE_SPEAKS = "The document"


def is_word_for_word(text: str, source: Sentence) -> bool:
    """Whether a text is a whole source sentence, unchanged or quoted; outside English only whole sentences count."""
    match = QUOTING.match(text)
    if match:
        return match["who"] == SOURCE_SPEAKS and _bare(match["quote"]) == _bare(source.text)
    return bool(_bare(text)) and _bare(text) == _bare(source.text)


def quotes_neighbours(text: str, cited: Sequence[Sentence]) -> bool:
    """Whether a text quotes two neighbouring sentences of the document whole."""
    match = QUOTING.match(text)
    if match is None or match["who"] != SOURCE_SPEAKS:
        return False
    return any(_bare(match["quote"]) == _bare(f"{one.text} {other.text}") for one, other in pairwise(cited))


def quotation_problem(match: re.Match[str], source: Sentence) -> Problem | None:
    """Return what is wrong with a text of the form ``X said: “...”``, or None."""
    quote = quotations.normalise(match["quote"]).replace('"', "'").strip(" .,'")
    if not _stands_in(quote, quotations.normalise(source.text).replace('"', "'")):
        return f"“{match['quote']}” does not appear in the cited line"
    if match["who"] != SOURCE_SPEAKS and not _is_whole_quotation(quote, source):
        return f"“{match['quote']}” is only a part of what is said in the cited line"
    if match["who"] == SOURCE_SPEAKS:
        return None if len(quote) >= 0.9 * len(source.text.strip('“”" .')) else "quotes only part of what the document states"
    if source.speech.speaker is None or not same(match["who"], source.speech.speaker):
        return f"{match['who']} is not who says it in the cited line"
    return None if match["channel"] == source.speech.channel else "names another outlet than the cited line"


def quoted_words_problem(text: str, source: Sentence) -> Problem | None:
    """Return the first quotation of a text that the source does not quote, as a problem, or None."""
    inside = (
        source.text if is_unattributed_quotation(source) else " \n ".join(quotations.quoted(quotations.balanced(source.text)))
    )
    known = quotations.normalise(inside)
    for quote in quotations.quoted(text):
        if not _stands_in(quotations.normalise(quote).strip(" .,!?'"), known):
            return f"“{quote}” is not quoted in the cited line"
    return None


def misquoted(text: str, lines: str) -> Problem | None:
    """Return the first quotation of a text whose words are not in some lines, in quotation marks or not, as a problem, or None.

    >>> misquoted('He called it "fair".', "He called it “unfair”.")
    '“fair” is not in the cited lines word for word'
    """
    known = quotations.normalise(quotations.balanced(lines))
    begun = {quote: quotations.normalise(quote).strip(" .,!?'") for quote in quotations.quoted(text)}
    wrong = (
        q for q, words in begun.items() if not any(_stands_in(f(words[:1]) + words[1:], known) for f in (str.upper, str.lower))
    )
    quote = next(wrong, None)
    return None if quote is None else f"“{quote}” is not in the cited lines word for word"


def _is_whole_quotation(quote: str, source: Sentence) -> bool:
    """Whether a quotation is all that a line quotes, or whole sentences of it, and only one person speaks there."""
    speakers = {a.subject.name for a in attributions(source.text, quotations.mask(source.text)) if a.subject.name}
    if len(speakers) > 1:
        return False
    said = quotations.quoted(quotations.balanced(source.text)) or (source.text,)
    for each in (*said, source.text) if is_unattributed_quotation(source) else said:
        text = quotations.normalise(each).replace('"', "'").strip(" .,'")
        for found in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text):
            begins = not text[: found.start()].strip(" '") or text[: found.start()].rstrip(" '")[-1:] in ".!?…"
            if begins and (not text[found.end() :].strip(" '") or text[found.end() :].lstrip("' ")[:1] in ".!…"):
                return True
    return False


def _stands_in(quote: str, text: str) -> bool:
    """Whether a quotation is in a text as whole words."""
    return re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text) is not None


def _bare(text: str) -> str:
    """Return a text without outer quotation marks and final full stop, with marks and spaces in one form."""
    return quotations.normalise(text).replace('"', "'").strip("' ").rstrip(".。 '")
