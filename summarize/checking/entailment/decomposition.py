"""Split off what a sentence states besides its main clause, as sentences of their own: relative clauses, what follows a colon.

    The port, which opened in 1990, is shut.   ->  The port opened in 1990.
    Ruiz was brief: she said it was late.      ->  Ruiz said it was late.

Only what is asserted is split off: nothing from inside a quotation, a condition, a question or a negated clause.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from summarize.checking.entailment.clauses import is_verb, may_comment
from summarize.checking.entailment.surface_deletion import CONDITIONS
from summarize.checking.entailment.tokens import Token, tokenise
from summarize.documents.speakers import resolved
from summarize.text import quotations
from summarize.text.demonyms import is_place
from summarize.text.inflection import IRREGULAR_PASTS
from summarize.text.names import is_name_word
from summarize.text.wordlists import FINITE_SAYING, MONTHS, MONTHS_AND_DAYS, TITLES
from summarize.types.evidence import Sentence

RELATIVE = re.compile(r"(?P<noun>[^,;:–—\1]+), (?:which|who) (?P<clause>[^,;:–—]+?)(?:,|(?=[.!?]))")
PART = re.compile(r"(?::|;| –| —) (?P<rest>[^:;–—]+)$")
IT = re.compile(r"(?<=\w )it(?= )|^It\b")
LONGEST_SUBJECT = 10
FIRST_YEAR = 1000
"""A smaller number next to a month is a day."""
OPENING_PARTICIPLE = re.compile(
    r"(?P<verb>[A-Z][a-z]+) (?P<said>(?:in|by|at|on|from|as|near)\b[^;:]*?), (?P<rest>(?:[A-Z]|the |a |an |it |he |she ).*)$"
)
RUN_ON = re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z])")
"""The space between two sentences whose full stop was taken for that of an abbreviation."""
PRONOUN = re.compile(r"^(?:he|she|it|they)\b")


def is_date(text: str) -> bool:
    """Whether a line is only a date, as appears above an article.

    >>> is_date("Friday, 30 December 2022"), is_date("In May 2022 it rained")
    (True, False)
    """
    words = [token for token in tokenise(text) if token.is_word]
    dated = any(token.lower in MONTHS_AND_DAYS for token in words)
    return dated and all(token.lower in MONTHS_AND_DAYS or token.is_number for token in words)


def _weekday(text: str) -> str:
    """Return the weekday of a date with its year, "no day" if there is no such date.

    >>> _weekday("30 December 2022")
    'Friday'
    """
    found = {token.lower: token.key for token in tokenise(text) if token.is_word}
    month = next((MONTHS.index(word) + 1 for word in found if word in MONTHS), 0)
    numbers = [int(value) for value in found.values() if value.isascii() and value.isdigit()]
    year, day = max(numbers, default=0), min(numbers, default=0)
    try:
        return f"{date(year, month, day):%A}" if year > day and year >= FIRST_YEAR else "no day"
    except ValueError:
        return "no day"


def statements(sentence: Sentence, before: Sentence | None = None, dates: Sequence[str] = ()) -> Iterator[Sentence]:
    """Yield the sentence itself, and the other sentences it states; "it" may be read as the subject of the sentence before.

    `dates` are the dates at the head of the document: "Friday" in the sentence may be one of them that falls on a Friday.

    >>> [s.text for s in statements(Sentence("The port, which opened in 1990, is shut.", "", 1, 1))][1:]
    ['The port opened in 1990.', 'The port is shut.']
    """
    yield sentence
    text = resolved(sentence)
    for stated in (*_referring(text, before), *_dated(text, dates), *_relative(text), *_participle(text), *_split(text)):
        yield replace(sentence, text=stated, subject=None)


def _referring(text: str, before: Sentence | None) -> Iterator[str]:
    """Yield the text with "it" replaced by the subject of the sentence before."""
    antecedent = _subject(resolved(before)) if before else ""
    match = IT.search(quotations.mask(text))
    if match and antecedent and len(antecedent.split()) < LONGEST_SUBJECT and not _may_be_person(antecedent):
        yield text[: match.start()] + antecedent + text[match.end() :]


def _may_be_person(subject: str) -> bool:
    """Whether a subject may be a person: a title, or nothing but a name that is no place's.

    >>> _may_be_person("Ana Ruiz"), _may_be_person("The port"), _may_be_person("Chile"), _may_be_person("The mayor")
    (True, False, False, True)
    """
    words = subject.split()
    named = all(is_name_word(word) for word in words) and not is_place(subject)
    return named or any(word.lower() in TITLES for word in words)


def _dated(text: str, dates: Sequence[str]) -> Iterator[str]:
    """Yield the text with a heading's date after the weekday on which it falls."""
    for heading in dates:
        day = _weekday(heading)
        if re.search(rf"\b{day}\b", text):
            yield re.sub(rf"\b{day}\b", heading if day in heading else f"{day} {heading}", text)


def _relative(text: str) -> Iterator[str]:
    """Yield what a relative clause states about its noun, and the sentence without the clause."""
    for match in RELATIVE.finditer(quotations.mask(text)):
        noun, clause = text[slice(*match.span("noun"))].strip(), text[slice(*match.span("clause"))].strip()
        if _asserts(noun, clause):
            yield f"{noun} {clause}."
        yield f"{text[: match.end('noun')]} {text[match.end() :].lstrip()}"


def _participle(text: str) -> Iterator[str]:
    """Yield what an opening participle states: "Founded in 1983, the bank grew" states that the bank was founded in 1983."""
    match = OPENING_PARTICIPLE.match(quotations.mask(text))
    if match and (match["verb"].endswith("ed") or match["verb"].lower() in IRREGULAR_PASTS):
        subject = _subject(text[match.start("rest") :])
        if subject:
            yield f"{subject} was {match['verb'].lower()} {text[slice(*match.span('said'))]}."


def _split(text: str) -> Iterator[str]:
    """Yield the clause after a colon, semicolon or dash, and sentences joined by a full stop taken for an abbreviation's."""
    if len(parts := RUN_ON.split(text)) > 1:
        yield from parts
    if match := PART.search(quotations.mask(text)):
        rest, subject = text[match.start("rest") :], _subject(text[: match.start()])
        if subject and PRONOUN.match(rest):
            rest = PRONOUN.sub(subject, rest, count=1)
        apart = text[match.start()] == ";" and not may_comment(token.text for token in tokenise(text[: match.start()]))
        asserted = apart or any(token.lower in FINITE_SAYING for token in tokenise(rest))
        if asserted and any(map(is_verb, tokenise(rest))):
            yield rest[:1].upper() + rest[1:]


def _asserts(noun: str, clause: str) -> bool:
    """Whether a relative clause asserts something about the noun phrase that opens its sentence, and reports no one's view."""
    before = tokenise(noun)
    verb = tokenise(clause)
    conditional = any(token.lower in CONDITIONS for token in before)
    reported = any(token.lower in FINITE_SAYING for token in before)
    return bool(verb) and any(is_verb(t) for t in verb[:2]) and not conditional and not reported and not any(map(is_verb, before))


def _subject(clause: str) -> str:
    """Return the words before the first verb; empty if they join several by "and"."""
    words: list[Token] = []
    for token in tokenise(clause):
        if is_verb(token):
            return " ".join(t.text for t in words) if words and not any(t.lower == "and" for t in words) else ""
        words.append(token)
    return ""
