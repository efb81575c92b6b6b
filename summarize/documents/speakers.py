"""Find the speaker of each sentence from verbs of saying, quotations and the sentences before.

This covers direct and indirect speech, inverted order, "according to", quotations over several sentences and paragraphs, and
pronouns or descriptions that refer to a speaker named earlier. It uses rules and no model. Their order, first explicit and then
by context, is that of the sieves in Muzny et al. 2017 ("A two-stage sieve approach for quote attribution").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from summarize.documents.attribution import Attribution, attributions, lead_subject
from summarize.documents.people import learn
from summarize.documents.saying_clauses import parsed_attributions
from summarize.text import quotations
from summarize.text.demonyms import is_people, is_place
from summarize.text.languages import ENGLISH
from summarize.text.names import Phrase, phrase, runs, same, tokens
from summarize.text.register import Register
from summarize.text.syntax import Parser
from summarize.text.wordlists import FINITE_SAYING, MONTHS_AND_DAYS, TITLES, is_saying
from summarize.types.document import IN_CONTEXT
from summarize.types.evidence import Context, ContextKind, Sentence, Speech

TURN = re.compile(r"(?:,|\x01) (?:and|but|while|whereas) (?!that\b|to\b|also\b|\w+ed\b|\w+ing\b|said\b|told\b)")
PRONOUN = re.compile(r"\b(?P<who>[Hh]e|[Ss]he)\b")
LEADING_PRONOUN = re.compile(r"(?:(?:But|And|Yet|So|However|Then),? )?(?P<who>[Hh]e|[Ss]he)\b")
CONTEXT_LINES = 6
"""Maximum number of lines from a name to the sentence whose pronoun refers to it, so that one citation can span both."""


def attribute(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences of one document with `speech`, `subject` and `context_line` filled in."""
    register = Register()
    for sentence in sentences:
        learn(register, tokens(sentence.text))
    reader = _Reader(register)
    read = [reader.read(sentence) for sentence in sentences]
    paragraphs = groupby(zip(sentences, read, strict=True), lambda pair: pair[0].paragraph)
    return tuple(sentence for _, pairs in paragraphs for sentence in _look_ahead(list(pairs)))


def _look_ahead(pairs: Sequence[tuple[Sentence, Sentence]]) -> Iterator[Sentence]:
    """Give the opening sentences of a quotation the speaker who is first named with a later one in the same paragraph.

    The pairs are the sentences of the paragraph before and after they were read.
    """
    opening = list(takewhile(lambda pair: pair[0].speech.speaker is None and is_unattributed_quotation(pair[1]), pairs))
    first = pairs[len(opening)][1].speech if len(opening) < len(pairs) else Speech()
    ahead = first if first.direct and first.speaker and not _introduction(pairs[0][0]) else None
    for given, sentence in opening:
        yield replace(sentence, speech=ahead, subject=None, context_line=given.first_line) if ahead else sentence
    yield from (sentence for _, sentence in pairs[len(opening) :])


def _introduction(sentence: Sentence) -> Context | None:
    """Return the sentence with a colon that introduces a paragraph; None if there is none."""
    nearest = sentence.context[-1] if sentence.context and sentence.kind not in IN_CONTEXT else None
    return nearest if nearest and nearest.kind is ContextKind.INTRODUCTION else None


def heard(sentence: Sentence, parser: Parser | None) -> Sentence:
    """Return a sentence with the speaker that only its structure shows; unchanged if one is known, or no parser is.

    Parsing costs more than all the rules: it is for evidence, not for whole documents.

    Raises:
        ModelError: the parser ended.
    """
    outside = quotations.mask(sentence.text)
    known = sentence.speech != Speech() or sentence.language != ENGLISH
    if parser is None or known or not any(is_saying(word) or word.lower() == "according" for word in tokens(outside)):
        return sentence
    found = parsed_attributions(outside, parser.parse(sentence.text))
    subject = next((each.subject for each in found if not each.outlet), None)
    speaker = (subject.name or (sentence.subject if subject.pronoun else " ".join(subject.words))) if subject else None
    channel = next((each.subject.name for each in found if each.outlet), None)
    return replace(sentence, speech=Speech(speaker, channel))


PRESENTED = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]+(?: (?:[a-z]{2,3} ){0,2}[A-Z][\w’'-]+)+)(?:, (?:aged )?\d{1,3},| \(\d{1,3}\)|, who\b)"
)
"""A person by full name, with an age or with what they do."""
BARE = 2
"""Words of an office alone, without a name: "a spokesman"."""


class _Reader:
    """Reads a document's sentences in order and remembers who spoke last and whether a quotation is open."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.previous: Sentence | None = None
        self.quoting = False
        self.person: tuple[str, int] | None = None
        self.body: str | None = None
        self.recent: dict[str, tuple[str, int]] = {}

    def read(self, sentence: Sentence) -> Sentence:
        if sentence.speech.speaker is not None:  # the document names the speaker
            self.person, self.previous, self.quoting = (sentence.speech.speaker, sentence.first_line), sentence, False
            self.body = None
            return replace(sentence, speech=self._passed_on(sentence), context_line=sentence.first_line)
        new_paragraph = self.previous is None or self.previous.paragraph != sentence.paragraph
        self.body = None if new_paragraph else self.body
        inside = self.quoting and not new_paragraph
        outside = quotations.mask(sentence.text, inside=inside)
        self.quoting = quotations.is_open_after(sentence.text, inside=inside)
        words = tokens(outside)
        found = attributions(sentence.text, outside)
        subject = self._subject(words, found)
        bare = sum(word.isalpha() for word in words) < 2
        lead = phrase(lead_subject(words) or ["it"])
        introduced = self._introduced(sentence, quoting="\1" in outside) if not found else None
        speech = introduced or (self._continued() if bare else self._speech(found, lead, quoting="\1" in outside))
        name, line = self._reference(sentence, found, subject, speech)
        if introduced:
            name, line = introduced.speaker, sentence.context[-1].first_line
        result = replace(sentence, speech=speech, subject=name, context_line=line)
        self._remember(result, subject)
        self._notice(sentence)
        return result

    def _passed_on(self, sentence: Sentence) -> Speech:
        """Return the speech of what a named speaker says: another's whom it names as saying so, else the speaker's own."""
        said = quotations.mask(sentence.text)
        named = [each.subject for each in attributions(sentence.text, said) if each.subject.name and not each.outlet]
        others = [each for each in named if self.register.knows(each) or not sentence.text.startswith(each.words[0])]
        return Speech(self.register.learn(others[0]), sentence.speech.speaker) if others else sentence.speech

    def _speech(self, found: Sequence[Attribution], lead: Phrase, *, quoting: bool) -> Speech:
        people = [a for a in found if not a.outlet]
        outlets = [a.subject.name for a in found if a.outlet]
        others = {a.subject.name for a in people if a.subject.name}
        subject = people[0].subject if people else None
        if subject is not None and subject.pronoun and not people[0].trailing and self.register.knows(lead):
            subject = lead  # "Ruiz was brief: she said ..."
        speaker = self._resolve(subject, others) if subject else None
        if speaker is None and outlets:
            return Speech(outlets[0], None, quoting)
        return Speech(speaker, outlets[0] if outlets else None, quoting and speaker is not None)

    def _introduced(self, sentence: Sentence, *, quoting: bool) -> Speech | None:
        """Return the speech of a paragraph that a line introduces: a quotation, or any after "Ana Ruiz said:"; else None."""
        introduction = _introduction(sentence)
        if introduction is None:
            return None
        found = attributions(introduction.text, quotations.mask(introduction.text))
        people = [each for each in found if not each.outlet and (each.trailing or quoting)]
        speaker = self._resolve(people[-1].subject, set()) if people else None
        return Speech(speaker, None, True) if speaker else None

    def _continued(self) -> Speech:
        before = self.previous.speech if self.previous else Speech()
        return Speech(before.speaker, before.channel, True) if before.direct else Speech(direct=True)

    def _resolve(self, subject: Phrase, others: set[str]) -> str | None:
        """Return the name that a subject refers to, else a description as worded; None if "he" or "the president" is unclear."""
        if subject.name:
            return self._person(subject)
        known = self.register.describe(subject)
        if known:
            return known
        if subject.role == "spokesperson" and len(subject.words) <= BARE and self.body:
            return self.body
        if subject.pronoun or (subject.role == "head" and subject.words[0].lower() == "the"):
            last = self.person[0] if self.person else None
            return last if last and not any(same(last, other) for other in others) else None
        return " ".join(subject.words) if subject.words[-1].isalpha() else None

    def _person(self, subject: Phrase) -> str | None:
        """Return the full name of a named subject; of several with one surname the one named last.

        If that is long ago, a bare surname stays as it is, and nobody is meant by one behind a title ("Mrs Ruiz").
        """
        bearers = self.register.bearers(subject)
        if len(bearers) < 2:
            return bearers[0] if bearers and subject.words[0].lower() in TITLES else self.register.learn(subject)
        name, line = self.recent.get(subject.name, ("", 0))
        near = self.previous is not None and self.previous.first_line - line <= CONTEXT_LINES
        bare = None if subject.words[0].lower() in TITLES else subject.name
        return name if near and name in bearers else bare

    def _notice(self, sentence: Sentence) -> None:
        """Remember who was named in full last, by surname."""
        for run in runs(sentence.text):
            *_, first, last = ("", *run.split())
            self.recent[last] = (f"{first} {last}", sentence.first_line) if first else self.recent.get(last, ("", 0))

    def _subject(self, words: Sequence[str], found: Sequence[Attribution]) -> Phrase | None:
        if found and not found[0].outlet:
            return found[0].subject
        lead = lead_subject(words)
        return phrase(lead) if lead else None

    def _reference(
        self, sentence: Sentence, found: Sequence[Attribution], subject: Phrase | None, speech: Speech
    ) -> tuple[str | None, int]:
        """Return the earlier name that a sentence refers to and its line; None and the sentence's own line if there is none."""
        refers = subject is not None and not subject.name and (subject.pronoun or subject.role is not None)
        continued = speech.direct and speech.speaker is not None and not found
        if not (refers or continued) or self.person is None:
            return None, sentence.first_line
        name = speech.speaker if found or continued else self._resolve(subject, set()) if subject else None
        near = sentence.first_line - self.person[1] <= CONTEXT_LINES
        if name is None or not same(name, self.person[0]) or not near:
            return None, sentence.first_line
        return name, self.person[1]

    def _is_body(self, subject: Phrase, text: str) -> bool:
        """Whether a subject is a body for which a spokesman may speak in the next sentence: "The Harbour Board".

        Only if its sentence names nobody else, besides places.
        """
        one = subject.words[0].lower() == "the" and bool(subject.name) and subject.role is None and not subject.outlet
        named = (run for run in runs(text) if not is_place(run) and run.lower() not in MONTHS_AND_DAYS)
        others = [run for run in named if not set(run.split()) & set(subject.words)]
        return one and not others and not any(map(is_people, subject.words))

    def _remember(self, sentence: Sentence, subject: Phrase | None) -> None:
        name = sentence.speech.speaker
        if name != self.body:
            self.body = name if subject and self._is_body(subject, sentence.text) else None
        if subject is not None and not name and (self.register.knows(subject) or _is_titled(subject)):
            name = self._person(subject)
        reported = subject is None and name is not None  # by an outlet alone, to which no pronoun refers
        if not name and (subject is None or not (subject.name or subject.pronoun)):
            name = _presented(sentence.text)
        if name and name[0].isupper() and not reported and (sentence.subject is None or self.person is None):
            self.person = (name, sentence.first_line)
        self.previous = sentence


def _presented(text: str) -> str | None:
    """Return the only person whom a sentence presents by full name and age, or with what they do; None if there is none.

    >>> _presented("Among them was Ana Ruiz, 71, who sold nets."), _presented("It rained on Ana Ruiz.")
    ('Ana Ruiz', None)
    """
    found = [match["name"] for match in PRESENTED.finditer(quotations.mask(text)) if not is_place(match["name"])]
    return found[0] if len(found) == 1 else None


def _is_titled(subject: Phrase) -> bool:
    """Whether a subject is a name behind a title, so a person, however seldom the document names them: "Ms Ruiz"."""
    return bool(subject.name) and subject.words[0].lower() in TITLES


def said_part(text: str) -> str:
    """Return a sentence up to the clause that is no longer part of what its speaker says.

    >>> said_part("Ruiz called it fair, and since May the port has been shut.")
    'Ruiz called it fair'
    """
    outside = quotations.mask(text)
    first = next((index for index, word in enumerate(tokens(outside)) if word in FINITE_SAYING), None)
    if first is None:
        return text
    verb = re.search(rf"\b{re.escape(tokens(outside)[first])}\b", outside)
    turn = TURN.search(outside, verb.end() if verb else 0)
    return text[: turn.start()] if turn else text


def resolved(sentence: Sentence) -> str:
    """Return a sentence's text with balanced quotation marks and its leading or speaking pronoun replaced by the name.

    "He said the visit would help." with the subject "Ana Ruiz" becomes "Ana Ruiz said the visit would help."
    """
    text = quotations.balanced(sentence.text)
    if sentence.subject is None:
        return text
    outside = quotations.mask(text)
    match = LEADING_PRONOUN.match(outside) or next(
        (found for found in PRONOUN.finditer(outside) if _says(outside, found) and not _says_before(outside, found)), None
    )
    if match is None:
        return text
    return text[: match.start("who")] + sentence.subject + text[match.end("who") :]


def _says(text: str, pronoun: re.Match[str]) -> bool:
    """Whether a pronoun is the subject of a verb of saying, before or after the verb."""
    around = tokens(text[pronoun.end() :])[:2] + tokens(text[: pronoun.start()])[-1:]
    return any(word in FINITE_SAYING for word in around)


def _says_before(text: str, pronoun: re.Match[str]) -> bool:
    return any(word in FINITE_SAYING for word in tokens(text[: pronoun.start()])[:-1])


def is_unattributed_quotation(sentence: Sentence) -> bool:
    """Whether a sentence is quoted without naming its speaker, such as a later sentence of a long quotation."""
    return sentence.speech.direct and not attributions(sentence.text, quotations.mask(sentence.text))
