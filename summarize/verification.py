"""Sentence and cited line -> Verdict, with a reason a person understands. Pure: no model, no index.

A sentence is supported if it is the cited sentence with nothing but safe parts left out: every word of it stands in the
source, in the source's order (so that roles, numbers with their units, and quotations stay in place), and each stretch
that is missing is one that may be missing (see `omission`).
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from summarize import quotations
from summarize.lexicon import ARTICLES, BE, CONJUNCTIONS, LEADING_REFERENCES, LOADED, NEGATIONS, PREPOSITIONS
from summarize.names import same
from summarize.omission import Token, is_safe, tokenise
from summarize.speech import resolved
from summarize.terms import content, stem, stems, words
from summarize.types import Sentence, Verdict

QUOTING = re.compile(r"^(?P<who>[^:“”\"]+?) (?:said|states)(?:, according to (?P<channel>[^:]+))?: “(?P<quote>.+)”$", re.DOTALL)
SOURCE_SPEAKS = "The document"
INSERTED = ARTICLES | {"that"}
"""Words that a sentence may add."""
SHARED = 0.5
"""The share of a sentence's content words that a further source must have too."""
FEWEST_WORDS = 4


def verify(text: str, source: Sentence) -> Verdict:
    """Whether one cited sentence supports a text.

    >>> from summarize.types import Sentence
    >>> verify("The old mayor has resigned.", Sentence("The old mayor has not resigned.", "", 1, 1)).reason
    'leaves out “not”'
    """
    problem = _quotation_problem(text, source) if QUOTING.match(text) else _problem(text, source)
    return Verdict(False, problem, 0.0) if problem else Verdict(True, "every word stands in the cited line", 1.0)


def agrees(text: str, source: Sentence) -> bool:
    """Whether a further source states the same fact as a sentence: same numbers, names, quoted words and polarity.

    To be asked only of sources whose meaning is known to be close; alone it proves nothing.
    """
    other = " ".join(filter(None, [resolved(source), source.speech.speaker, source.speech.channel]))
    mine, theirs = stems(text), stems(other)
    if len(mine & theirs) < SHARED * len(mine):
        return False
    exact = {stem(word) for word in words(text)[1:] if word[0].isupper() or word[0].isdigit()} & mine
    known = quotations.normalise(other)
    said = all(quotations.normalise(quote).strip(" .,") in known for quote in quotations.quoted(text))
    return exact <= theirs and _numbers(text) == _numbers(source.text) and _polarity(text) == _polarity(source.text) and said


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("%") for word in words(text) if word[0].isdigit())


def _polarity(text: str) -> int:
    return sum(word.lower() in NEGATIONS or word.lower().endswith(("n't", "n’t")) for word in words(text)) % 2


def _quotation_problem(text: str, source: Sentence) -> str:
    """What is wrong with ``X said: “...”``, empty if nothing."""
    match = QUOTING.match(text)
    assert match is not None  # the caller has matched it
    quote = quotations.normalise(match["quote"]).replace('"', "'").strip(" .,'")
    if quote not in quotations.normalise(source.text).replace('"', "'"):
        return f"“{match['quote']}” does not stand in the cited line"
    if match["who"] == SOURCE_SPEAKS:
        return "" if len(quote) >= 0.9 * len(source.text.strip('“”" .')) else "quotes only part of what the document states"
    if source.speech.speaker is None or not same(match["who"], source.speech.speaker):
        return f"{match['who']} is not who says it in the cited line"
    return "" if match["channel"] == source.speech.channel else "names another outlet than the cited line"


def _problem(text: str, source: Sentence) -> str:
    """What is wrong with a sentence written from `source`, empty if nothing."""
    mine, theirs = tokenise(text), tokenise(resolved(source))
    return next(
        filter(None, (_form_problem(text, mine), _wording_problem(text), _alignment_problem(mine, theirs))),
        "",
    )


def _form_problem(text: str, tokens: Sequence[Token]) -> str:
    found = [token for token in tokens if token.is_word]
    if len(found) < FEWEST_WORDS or len(content(text)) < 3:
        return "too short to state anything"
    if not re.search(r"[.!?…][\"”’)]*$", text) or found[-1].lower in PREPOSITIONS | ARTICLES | CONJUNCTIONS | BE:
        return "is not a whole sentence"
    if not found[0].quoted and found[0].lower in LEADING_REFERENCES:
        return f"does not say what “{found[0].text}” refers to"
    return ""


def _wording_problem(text: str) -> str:
    loaded = [word for word in words(quotations.mask(text)) if word.lower() in LOADED]
    return f"uses the judging word “{loaded[0]}” as its own" if loaded else ""


def _alignment_problem(mine: Sequence[Token], theirs: Sequence[Token]) -> str:
    written = [token for token in mine if token.is_word]
    places = [index for index, token in enumerate(theirs) if token.is_word]
    matcher = SequenceMatcher(None, [t.key for t in written], [theirs[i].key for i in places], autojunk=False)
    matched: dict[int, int] = {}
    for block in matcher.get_matching_blocks():
        matched.update({block.a + step: places[block.b + step] for step in range(block.size)})
    for index, token in enumerate(written):
        if index not in matched:
            if token.lower in INSERTED:
                continue
            return f"“{token.text}” does not stand there in the cited line"
        if token.quoted != theirs[matched[index]].quoted:
            return f"“{token.text}” is quoted in one and not in the other"
    kept = sorted(matched.values())
    for start, end in _gaps(kept, len(theirs)):
        if not is_safe(theirs, start, end):
            return f"leaves out “{_shown(theirs[start:end])}”"
    return ""


def _gaps(kept: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of the source between kept words, punctuation included."""
    for before, after in zip([-1, *kept], [*kept, length], strict=True):
        if after - before > 1:
            yield before + 1, after


def _shown(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens if token.is_word)
