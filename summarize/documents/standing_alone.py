"""Whether a sentence can be understood without the one before it."""

import re

from summarize.documents.speakers import is_unattributed_quotation, resolved
from summarize.text import linking_words, quotations
from summarize.text.names import tokens
from summarize.text.wordlists import FINITE_SAYING, LEADING_REFERENCES
from summarize.types.evidence import Sentence

EXPLETIVE = re.compile(r"it (?:is|was|has been) (?:\w+ly )?(?:\w+ that\b|(?:agreed|decided|resolved) to\b)", re.IGNORECASE)
"""Openings in which "it" refers to nothing before it: "It was agreed to ..." (Quirk et al. 1985, 18.33)."""


def stands_alone(sentence: Sentence) -> bool:
    """Whether a sentence can be understood without the one before it; "Ana Ruiz disagreed." and "It is old." cannot."""
    if is_unattributed_quotation(sentence) and sentence.speech.speaker is None:
        return False
    if _only_responds(sentence.text):
        return False
    text = linking_words.OPENING.sub("", resolved(sentence))
    first = text.split(maxsplit=1)[0]
    return EXPLETIVE.match(text) is not None or first.lower().strip("“\"',") not in LEADING_REFERENCES


def _only_responds(text: str) -> bool:
    """Whether a text ends with a verb of saying and has nothing that is said.

    >>> _only_responds("Ana Ruiz of the Lund Trust disagreed."), _only_responds("It rained, Ana Ruiz said.")
    (True, False)
    """
    found = tokens(quotations.mask(text).rstrip(".!"))
    return bool(found) and found[-1] in FINITE_SAYING and not {",", "\1"} & set(found)
