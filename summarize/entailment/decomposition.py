"""What a sentence states beside its main clause, each as a sentence of its own: relative clauses, what follows a colon.

    The port, which opened in 1990, is shut.   ->  The port opened in 1990.
    Ruiz was brief: she said it was late.      ->  Ruiz said it was late.

Only what is asserted is taken out: nothing from within a quotation, a condition, a question or a negated clause.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from summarize import quotations
from summarize.entailment.clauses import is_verb
from summarize.entailment.omission import CONDITIONS
from summarize.entailment.tokens import Token, tokenise
from summarize.lexicon import FINITE_SAYING
from summarize.speech import resolved
from summarize.types import Sentence

RELATIVE = re.compile(r"(?P<noun>[^,;:–—\1]+), (?:which|who) (?P<clause>[^,;:–—]+?)(?:,|(?=[.!?]))")
PART = re.compile(r"(?::|;| –| —) (?P<rest>[^:;–—]+)$")
IT = re.compile(r"(?<=\w )it(?= )|^It\b")
LONGEST_SUBJECT = 10
RUN_ON = re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z])")
"""Where a full stop was taken for an abbreviation's."""
PRONOUN = re.compile(r"^(?:he|she|it|they)\b")


def statements(sentence: Sentence, before: Sentence | None = None) -> Iterator[Sentence]:
    """The sentence itself, and what else it states; with "it" read as the subject of the sentence before it.

    >>> [s.text for s in statements(Sentence("The port, which opened in 1990, is shut.", "", 1, 1))][1:]
    ['The port opened in 1990.', 'The port is shut.']
    """
    yield sentence
    text = resolved(sentence)
    if before is not None and (antecedent := _subject(resolved(before))):
        referring = IT.search(quotations.mask(text))
        if (
            referring
            and not any(token.is_name for token in tokenise(antecedent)[:1])
            and len(antecedent.split()) < LONGEST_SUBJECT
        ):
            yield replace(sentence, text=text[: referring.start()] + antecedent + text[referring.end() :], subject=None)
    outside = quotations.mask(text)
    for match in RELATIVE.finditer(outside):
        noun, clause = text[slice(*match.span("noun"))].strip(), text[slice(*match.span("clause"))].strip()
        if _asserts(noun, clause):
            yield replace(sentence, text=f"{noun} {clause}.", subject=None)
        yield replace(sentence, text=f"{text[: match.end('noun')]} {text[match.end() :].lstrip()}", subject=None)
    if len(parts := RUN_ON.split(text)) > 1:
        yield from (replace(sentence, text=part, subject=None) for part in parts)
    if part := PART.search(outside):
        rest = text[part.start("rest") :]
        subject = _subject(text[: part.start()])
        if subject and PRONOUN.match(rest):
            rest = PRONOUN.sub(subject, rest, count=1)
        if any(map(is_verb, tokenise(rest))):
            yield replace(sentence, text=rest[:1].upper() + rest[1:], subject=None)


def _asserts(noun: str, clause: str) -> bool:
    """Whether a relative clause says something of a noun phrase that opens its sentence, on nobody's authority."""
    before = tokenise(noun)
    verb = tokenise(clause)
    conditional = any(token.lower in CONDITIONS for token in before)
    reported = any(token.lower in FINITE_SAYING for token in before)
    return bool(verb) and any(is_verb(t) for t in verb[:2]) and not conditional and not reported and not any(map(is_verb, before))


def _subject(clause: str) -> str:
    """The words in front of the first verb, if they name one person or thing."""
    words: list[Token] = []
    for token in tokenise(clause):
        if is_verb(token):
            return " ".join(t.text for t in words) if words and not any(t.lower == "and" for t in words) else ""
        words.append(token)
    return ""
