"""Whether a further source states the same fact: same numbers, names, quoted words and polarity."""

import re
from collections.abc import Sequence

from summarize.checking.entailment.notation import read, values
from summarize.checking.quotation import is_word_for_word
from summarize.documents.speakers import resolved
from summarize.text import names, quotations
from summarize.text.demonyms import same_place
from summarize.text.inflection import IRREGULAR_PASTS, lemma
from summarize.text.languages import ENGLISH
from summarize.text.terms import is_content, stem, stems, words
from summarize.text.wordlists import ARTICLES, HEDGES, NEGATIONS, SAYING
from summarize.types.evidence import Sentence

SINGLE = re.compile(r"\b(?:an?|the|one) ([a-z]+(?: [a-z]+)?)")
COUNTED = re.compile(r"\b\d[\d,]* ([a-z]+(?: [a-z]+)?)")
NEGATION = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))}|\w*n['’]t)\b", re.IGNORECASE)
CLAUSE_END = re.compile(r"[,;:.](?!\d)")
PIECE = re.compile(r"[^,;:\s](?:[^,;:]|[,:](?=\d))*")
"""A stretch of a sentence between marks; a mark within a number does not end it."""
LIMITING = frozenset("only just merely simply solely".split())
IN_BRACKETS = re.compile(r"\([^()]*\)")
INTENDING = HEDGES | SAYING
"""Words before "to" with which what follows has not happened, as after a noun ("the order to", "a plan to")."""
REACH = 4
"""Words after a negation among which denied words are looked for."""
SHARED, BESIDE_NAMES = 0.5, 0.25
"""Least share of a sentence's content words, and of those that are no names, that a further source must have too.

The second keeps out what shares hardly more than names; at a half, one in twelve citations of SummHay's first topic went too.
"""
FORMER = re.compile(
    r"\((?:(?:it )?was|were|had been|previously|formerly|(?:up |down |raised |cut )?from|before|old)\b[^()]*\)", re.IGNORECASE
)
"""What held before, in brackets: "14 days (was 7)"."""
LEFT_OPEN = re.compile(r"(?<=\w )whether\b")
"""What is only asked, and not stated; behind a comma, "whether on the road or off it" leaves nothing open."""
DIRECTIVE = frozenset("advise ask beg command demand forbid implore recommend request suggest urge".split())
"""Verbs of getting somebody to do something (Searle and Vanderveken 1985, ch. 9): what is only recommended is not so."""


def agrees(text: str, source: Sequence[Sentence]) -> bool:
    """Whether a further source states the same fact as a sentence: same numbers, names, quoted words and polarity.

    The source is one sentence, or neighbouring sentences that state the fact together. Call this only for sources that are known
    to be close in meaning; alone it proves nothing.
    """
    if any(s.language != ENGLISH for s in source):
        return any(is_word_for_word(text, s) for s in source)
    whole = " ".join(filter(None, (part for s in source for part in (resolved(s), s.speech.speaker, s.speech.channel))))
    mine, theirs = stems(text), stems(whole)
    said_of_them = mine - stems(" ".join(names.runs(text)))
    near = len(mine & theirs) >= SHARED * len(mine) and len(said_of_them & theirs) >= BESIDE_NAMES * len(said_of_them)
    if not near or _directs(text) != _directs(whole):
        return False
    if LEFT_OPEN.search(whole) and not LEFT_OPEN.search(text):
        return False
    known = quotations.normalise(whole)
    said = all(quotations.normalise(quote).strip(" .,") in known for quote in quotations.quoted(text))
    return (
        said and _same_polarity(text, whole) and _same_numbers(text, whole) and _same_names(text, whole) and _happens(text, whole)
    )


def carried(text: str, source: Sequence[Sentence]) -> tuple[int, int] | None:
    """Return the offsets of the part of a sentence that a further source carries; None if it carries all of it.

    Of the stretches between commas, semicolons and colons, it carries those of whose content words it has half; the part goes
    from the first to the last of these. Call this for sources that agree with the sentence.

        The port closed on Friday, after a storm that sank two boats.  +  On Friday the port closed.
        ->  The port closed on Friday
    """
    if any(sentence.language != ENGLISH for sentence in source):
        return None
    theirs = stems(" ".join(resolved(sentence) for sentence in source))
    spans = [match.span() for match in PIECE.finditer(quotations.mask(text, with_="x"))]
    pieces = [(span, own) for span in spans if (own := stems(text[slice(*span)]))]
    has = [span for span, own in pieces if len(own & theirs) >= SHARED * len(own)]
    if not has or (has[0] == pieces[0][0] and has[-1] == pieces[-1][0]):
        return None
    return has[0][0], has[-1][1]


def _same_numbers(text: str, source: str) -> bool:
    """Whether a source has every number that a text writes in digits, and no count of several where the text has one."""
    mine = frozenset(token.key for token in read(text) if token.is_number and token.text[-1].isdigit())
    if not mine <= values(read(FORMER.sub("", source))):
        return False
    several = {stem(noun) for counted in COUNTED.findall(source) for noun in counted.split() if noun.endswith("s")}
    return not several & {stem(noun) for one in SINGLE.findall(text) for noun in one.split() if not noun.endswith("s")}


def _same_names(text: str, source: str) -> bool:
    """Whether a source has every name of a text, in full or in part, and their first words do not contradict.

    The first words contradict if both are content words and each is missing from the other text.
    """
    mine, others = names.runs(IN_BRACKETS.sub("", text)), names.runs(source)
    opening = bool(mine) and text.startswith(mine[0]) and " " not in mine[0]
    for name in mine[opening:]:
        if not any(names.same(name, other) or same_place(name, other) or names.abbreviates(other, name) for other in others):
            return False
    first, second = (words(each)[0] for each in (text, source))
    return not all(is_content(word) and stem(word) not in stems(other) for word, other in ((first, source), (second, text)))


def _directs(text: str) -> bool:
    """Whether a text has a directive verb.

    >>> _directs("They recommend a taller chimney."), _directs("The chimney will be taller.")
    (True, False)
    """
    return not DIRECTIVE.isdisjoint(map(lemma, map(str.lower, words(text))))


def _happens(text: str, source: str) -> bool:
    """Whether a source does not only order or intend what was done, where it has the same verb.

    >>> _happens("The tax was raised.", "They plan to raise the tax."), _happens("The tax was raised.", "They raised the tax.")
    (False, True)
    """
    done = {lemma(word) for word in map(str.lower, words(text)) if word.endswith("ed") or word in IRREGULAR_PASTS}
    padded = ["", "", "", *map(str.lower, words(source))]
    each = list(zip(padded, padded[1:], padded[2:], padded[3:], strict=False))
    intended = {lemma(verb) for article, head, to, verb in each if to == "to" and (head in INTENDING or article in ARTICLES)}
    return not done & (intended - {lemma(verb) for *_, to, verb in each if to != "to"})


def _same_polarity(text: str, source: str) -> bool:
    """Whether the words that two texts share are denied in both or in neither."""
    shared = stems(text) & stems(source)
    return _denied(text) & shared == _denied(source) & shared


def _denied(text: str) -> frozenset[str]:
    """Return the stems of the first two content words after each negation; "not only" denies nothing.

    >>> sorted(_denied("He did not really close it, not only because she never asked."))
    ['ask', 'close', 'realli']
    """
    found: set[str] = set()
    for negation in NEGATION.finditer(text):
        behind = words(CLAUSE_END.split(text[negation.end() :])[0])[:REACH]
        if behind and behind[0].lower() not in LIMITING:
            found.update([stem(word) for word in behind if is_content(word)][:2])
    return frozenset(found)
