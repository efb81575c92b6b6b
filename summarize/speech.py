"""Who says what: the speaker of each sentence, from verbs of saying, quotations and the sentences before.

Direct and indirect speech, inverted order, "according to", quotations that go on over sentences and paragraphs, and
pronouns or descriptions that stand for a speaker named earlier. Rules, no model; compare Muzny et al. 2017 ("A
two-stage sieve approach for quote attribution"), whose order of sieves this follows: explicit, then by context.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarize import quotations
from summarize.lexicon import (
    BASE_SAYING,
    BE,
    CONJUNCTIONS,
    FINITE_SAYING,
    FUNCTION_WORDS,
    LEADING_REFERENCES,
    MONTHS_AND_DAYS,
    PREPOSITIONS,
    ROLES,
    SAYING,
    SAYING_PARTICIPLES,
    TITLES,
)
from summarize.names import POSSESSIVE, Phrase, Register, is_name_word, phrase, same, tokens
from summarize.types import Sentence, Speech

SKIPPED = frozenset(
    "also later then however again further earlier already once has had have did does meanwhile too never".split()
)
OFFICE_WORDS = frozenset("state army top senior".split())
CONNECTIVES = re.compile(r"^(?:(?:But|And|Yet|So|However|Meanwhile|Moreover|Also|Still),? )+", re.IGNORECASE)
TURN = re.compile(r"(?:,|\x01) (?:and|but|while|whereas) (?!that\b|to\b|also\b|\w+ed\b|\w+ing\b|said\b|told\b)")
PRONOUN = re.compile(r"\b(?P<who>[Hh]e|[Ss]he)\b")
LEADING_PRONOUN = re.compile(r"(?:(?:But|And|Yet|So|However|Then),? )?(?P<who>[Hh]e|[Ss]he)\b")
CONTEXT_LINES = 6
"""How far above a sentence the name that its pronoun stands for may be, for a citation to span both."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One verb of saying with its subject; `outlet` if it reports what others said, `trailing` if it ends the sentence."""

    subject: Phrase
    outlet: bool
    trailing: bool = False


def attribute(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of one document with `speech`, `subject` and `context_line` filled in."""
    register = Register()
    for sentence in sentences:
        learn(register, tokens(sentence.text))
    reader = _Reader(register)
    return tuple(_look_ahead([reader.read(sentence) for sentence in sentences]))


def learn(register: Register, words: Sequence[str]) -> None:
    """Take up the people that a sentence names with their office ("Chilean President Ana Ruiz")."""
    for index in range(len(words)):
        if _in_phrase(words[index]) and (index == 0 or not _in_phrase(words[index - 1])):
            named = phrase(_run_right(words, index) or ["it"])
            if named.name and named.role:
                register.learn(named)
            elif len(named.name.split()) > 1:
                register.notice(named.name)


def _look_ahead(read: Sequence[Sentence]) -> Iterator[Sentence]:
    """A quotation's opening sentences take the speaker that is named behind a later one in the same paragraph."""
    speech: Speech | None = None
    paragraph = -1
    found: list[Sentence] = []
    for sentence in reversed(read):
        if sentence.paragraph != paragraph:
            speech, paragraph = None, sentence.paragraph
        unknown = sentence.speech.direct and sentence.speech.speaker is None
        found.append(replace(sentence, speech=speech) if unknown and speech else sentence)
        speech = found[-1].speech if sentence.speech.direct else None
    return reversed(found)


class _Reader:
    """Reads a document's sentences in order and remembers who spoke last and whether a quotation is open."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.previous: Sentence | None = None
        self.quoting = False
        self.person: tuple[str, int] | None = None

    def read(self, sentence: Sentence) -> Sentence:
        new_paragraph = self.previous is None or self.previous.paragraph != sentence.paragraph
        inside = self.quoting and not new_paragraph
        outside = quotations.mask(sentence.text, inside=inside)
        self.quoting = quotations.is_open_after(sentence.text, inside=inside)
        words = tokens(outside)
        found = attributions(sentence.text, outside)
        subject = self._subject(words, found)
        bare = sum(word.isalpha() for word in words) < 2
        lead = phrase(lead_subject(words) or ["it"])
        speech = self._continued() if bare else self._speech(found, lead, quoting="\1" in outside)
        name, line = self._reference(sentence, found, subject, speech)
        result = replace(sentence, speech=speech, subject=name, context_line=line)
        self._remember(result, subject)
        return result

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

    def _continued(self) -> Speech:
        before = self.previous.speech if self.previous else Speech()
        return Speech(before.speaker, before.channel, True) if before.direct else Speech(direct=True)

    def _resolve(self, subject: Phrase, others: set[str]) -> str | None:
        """The name that a subject stands for; a description that resolves to nobody stands for itself."""
        if subject.name:
            return self.register.learn(subject)
        known = self.register.describe(subject)
        if known:
            return known
        if subject.pronoun or (subject.role == "head" and subject.words[0].lower() == "the"):
            last = self.person[0] if self.person else None
            return last if last and not any(same(last, other) for other in others) else None
        return " ".join(subject.words) if subject.role else None

    def _subject(self, words: Sequence[str], found: Sequence[Attribution]) -> Phrase | None:
        if found and not found[0].outlet:
            return found[0].subject
        lead = lead_subject(words)
        return phrase(lead) if lead else None

    def _reference(
        self, sentence: Sentence, found: Sequence[Attribution], subject: Phrase | None, speech: Speech
    ) -> tuple[str | None, int]:
        """The name above that a sentence refers to and its line; no name and the sentence's own line if there is none."""
        refers = subject is not None and not subject.name and (subject.pronoun or subject.role is not None)
        continued = speech.direct and speech.speaker is not None and not found
        if not (refers or continued) or self.person is None:
            return None, sentence.first_line
        name = speech.speaker if found or continued else self._resolve(subject, set()) if subject else None
        near = sentence.first_line - self.person[1] <= CONTEXT_LINES
        if name is None or not same(name, self.person[0]) or not near:
            return None, sentence.first_line
        return name, self.person[1]

    def _remember(self, sentence: Sentence, subject: Phrase | None) -> None:
        name = sentence.speech.speaker
        if subject is not None and not name and self.register.knows(subject):
            name = self.register.full(subject.name)
        reported = subject is None and name is not None  # by an outlet alone, which no pronoun stands for
        if name and not reported and (sentence.subject is None or self.person is None):
            self.person = (name, sentence.first_line)
        self.previous = sentence


def attributions(text: str, outside: str) -> tuple[Attribution, ...]:
    """The verbs of saying outside quotations, with their subjects, in the order of the text.

    `outside` is `text` with quotations masked.
    """
    words = tokens(outside)
    found: list[Attribution] = []
    for index, word in enumerate(words):
        if word.lower() == "according" and words[index + 1 : index + 2] == ["to"]:
            subject, outlet = _run_right(words, index + 2), True
        elif _is_verb_of_saying(words, index):
            subject, outlet = _subject_of(words, index), False
        else:
            continue
        if subject:
            named = phrase(subject)
            reports = named.outlet or (outlet and bool(named.name) and not named.role)
            found.append(Attribution(named, reports, trailing=len(words) - index <= 5))
    explicit = any(not a.outlet for a in found)
    return tuple(found) if explicit else (*_verb_in_quotation(text), *found)


def _is_verb_of_saying(words: Sequence[str], index: int) -> bool:
    """Whether the word at an index is a verb of saying with a subject of its own."""
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word == "made":
        return following == "clear"
    if word in BASE_SAYING:
        return any(before in ("did", "does", "do", "they") for before in words[max(index - 5, 0) : index])
    if word in SAYING_PARTICIPLES:
        return index > 0 and words[index - 1] in (",", "\1")
    return word in FINITE_SAYING and not (word == "called" and following in ("up", "off", "in"))


def lead_subject(words: Sequence[str]) -> list[str]:
    """The noun phrase that opens a sentence, if it can be a speaker; an introduction up to a comma is passed over."""
    if not words:
        return []
    if words[0].lower() in PREPOSITIONS or words[0].lower() in MONTHS_AND_DAYS or words[0].lower() in CONJUNCTIONS:
        comma = next((index for index, word in enumerate(words[:25]) if word == ","), None)
        return _run_right(words, comma + 1) if comma is not None else []
    return _run_right(words, 0)


def _verb_in_quotation(text: str) -> tuple[Attribution, ...]:
    """A quotation that starts with the verb itself: ``The mayor "stressed that ..."``."""
    for start, end in quotations.spans(text):
        first = tokens(text[start:end])[:1]
        subject = _run_left(tokens(text[: start - 1]))
        if first and first[0].lower() in FINITE_SAYING and subject:
            return (Attribution(phrase(subject), False),)
    return ()


def _subject_of(words: Sequence[str], verb: int) -> list[str]:
    """The words of the subject of the verb at index `verb`: in front of it, else behind it (``" said Xi``)."""
    if words[verb] in SAYING_PARTICIPLES:
        return lead_subject(words)
    left = verb - 1
    while left >= 0 and _is_skipped(words, left):
        left -= 1
    passive = verb > 0 and words[verb - 1].lower() in BE
    if passive and words[verb] != "quoted":
        return []
    while left >= 0 and words[left].lower() in BE:
        left -= 1
    if left >= 0 and words[left] == ",":
        aside = next((i for i in range(left - 1, max(left - 18, -1), -1) if words[i] == ","), None)
        if aside is not None and (run := _run_left(words[:aside])):
            return run if phrase(run).name else [*run, *_run_left(words[aside + 1 : left])]
    if run := _run_left(words[: left + 1]):
        before = words[left - len(run)] if left >= len(run) else ""
        return [] if before in ("which", "what", "whom") else run
    if left > 0 and words[left] == "and":
        return lead_subject(words)
    opens = left < 0 or words[verb - 1] in ("\1", ",")
    return _run_right(words, verb + 1) if opens else []


def _is_skipped(words: Sequence[str], index: int) -> bool:
    word = words[index].lower()
    if word in SKIPPED or (word.endswith("ly") and word.isalpha()):
        return True
    if word == ",":
        around = [words[i].lower() for i in (index - 1, index + 1) if 0 <= i < len(words)]
        return any(near in ("however", "meanwhile", "too") for near in around)
    if word in MONTHS_AND_DAYS:
        return True
    return word in ("on", "in", "late", "early") and words[index + 1].lower() in MONTHS_AND_DAYS


def _run_left(words: Sequence[str]) -> list[str]:
    """The noun phrase that ends a list of words, if it can be a speaker."""
    if not words:
        return []
    last = words[-1]
    if last.lower() in ("he", "she"):
        return [last]
    if POSSESSIVE.search(last) or not (is_name_word(last) or last.lower() in ROLES):
        return []
    start = len(words)
    while start > 0 and _in_phrase(words[start - 1]):
        start -= 1
    if start > 0 and words[start - 1].lower() in ("the", "a", "an"):
        start -= 1
    return list(words[start:])


def _run_right(words: Sequence[str], start: int) -> list[str]:
    """The noun phrase that starts at an index, if it can be a speaker."""
    if start >= len(words):
        return []
    if words[start].lower() in ("he", "she"):
        return [words[start]]
    end = start + (words[start].lower() in ("the", "a", "an"))
    while end < len(words) and _in_phrase(words[end]):
        end += 1
    run = list(words[start:end])
    if any(is_name_word(word) and not POSSESSIVE.search(word) for word in run):
        return run
    following = words[end].lower() if end < len(words) else ""
    adjective = following.isalpha() and following not in FUNCTION_WORDS | SAYING
    return run if run and run[-1].lower() in ROLES and not adjective else []


def _in_phrase(word: str) -> bool:
    lower = word.lower()
    return is_name_word(word) or lower in TITLES or lower in OFFICE_WORDS


def said_part(text: str) -> str:
    """A sentence up to where its speech gives way to something that nobody in it says.

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
    """A sentence's text with its first pronoun outside quotations replaced by the name it stands for.

    "He said the visit would help." with the subject "Ana Ruiz" becomes "Ana Ruiz said the visit would help."
    """
    if sentence.subject is None:
        return sentence.text
    outside = quotations.mask(sentence.text)
    match = LEADING_PRONOUN.match(outside) or next(
        (found for found in PRONOUN.finditer(outside) if _says(outside, found) and not _says_before(outside, found)), None
    )
    if match is None:
        return sentence.text
    return sentence.text[: match.start("who")] + sentence.subject + sentence.text[match.end("who") :]


def _says(text: str, pronoun: re.Match[str]) -> bool:
    """Whether a pronoun is the subject of a verb of saying, in front of it or behind it."""
    around = tokens(text[pronoun.end() :])[:2] + tokens(text[: pronoun.start()])[-1:]
    return any(word in FINITE_SAYING for word in around)


def _says_before(text: str, pronoun: re.Match[str]) -> bool:
    return any(word in FINITE_SAYING for word in tokens(text[: pronoun.start()])[:-1])


def is_unattributed_quotation(sentence: Sentence) -> bool:
    """Whether a sentence is someone's words without saying whose: one of several in a quotation."""
    return sentence.speech.direct and not attributions(sentence.text, quotations.mask(sentence.text))


def stands_alone(sentence: Sentence) -> bool:
    """Whether a reader knows what a sentence speaks of without the one before it."""
    if is_unattributed_quotation(sentence):
        return sentence.speech.speaker is not None
    first = CONNECTIVES.sub("", resolved(sentence)).split(maxsplit=1)[0]
    return first.lower().strip("“\"',") not in LEADING_REFERENCES
