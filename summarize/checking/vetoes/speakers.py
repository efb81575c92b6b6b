"""Who says it: another speaker than in the cited lines, or a statement of someone made a fact."""

import re
from collections.abc import Sequence

from summarize.documents.attribution import attributions
from summarize.documents.speakers import said_part
from summarize.text import quotations
from summarize.text.demonyms import same_place
from summarize.text.names import abbreviates, phrase, runs, same
from summarize.text.terms import stem, stems, words
from summarize.text.wordlists import ARTICLES, SAYING, TITLES, UTTERING
from summarize.types.evidence import Sentence
from summarize.types.verdict import Problem

REPORTING = SAYING | UTTERING | frozenset("spoke speaks according believes believed thinks thought argued view opinion".split())
PLAIN = frozenset("said says say told tells wrote according".split())
"""Words that only attribute; other verbs of saying ("criticised") also state what is done."""
APPOSED = r"[A-Z][\w'’.&-]*(?: (?:of |for |and |the )*[A-Z][\w'’.&-]*)*"
"""A name of several words: "Royal Society of Painters"."""
CLOSE = 0.6
"""Share of the words that the closest sentence shares with a text from which a sentence is close to it too."""


def conflict(text: str, cited: Sequence[Sentence]) -> Problem | None:
    """Return what is wrong with who says a text, or None."""
    speaking = [a.subject.name for a in attributions(text, quotations.mask(text)) if a.subject.name]
    nearest = _close(text, cited)
    there = [name for sentence in nearest for name in (*runs(sentence.text), *_speakers(sentence))]
    described = any(name.split()[0].lower() in ARTICLES for name in there)  # "the author" can be anybody
    named = all(map(_speakers, nearest)) and not described
    if speaking and named and not any(_is_one(name, other) for name in runs(text) for other in there):
        return f"the cited lines give another speaker than {speaking[0]}"
    quoting = _speakers_of_quotation(text, cited)
    if speaking and quoting and not any(_is_one(name, other) for name in speaking for other in quoting):
        return f"the words in quotation marks are those of {quoting[0]}"
    attributed = bool(nearest) and all(map(_is_only_said, nearest))
    reported = bool(speaking) or any(word.lower() in REPORTING for word in words(text))
    if attributed and not reported and not any(_is_mentioned(str(sentence.speech.speaker), text) for sentence in nearest):
        return f"states as a fact what {nearest[0].speech.speaker} says"
    return None


def _is_mentioned(speaker: str, text: str) -> bool:
    """Whether a text has a word of a speaker's name, or an abbreviation of it."""
    own = stems(speaker) - {stem(title) for title in TITLES}
    return bool(own & stems(text)) or any(abbreviates(name, speaker) for name in runs(text))


def _is_only_said(sentence: Sentence) -> bool:
    """Whether a sentence states nothing itself, but what its speaker says."""
    outside = quotations.mask(sentence.text)
    trailing = any(word.lower() in SAYING for word in words(outside)[-1:])  # "..., Ruiz noted."
    plain = trailing or sentence.speech.direct or any(word.lower() in PLAIN for word in words(outside))
    return plain and bool(sentence.speech.speaker) and said_part(sentence.text) == sentence.text


def _close(text: str, cited: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences that share most words with a text."""
    wanted = stems(text)
    shared = [len(wanted & stems(sentence.text)) for sentence in cited]
    return [sentence for sentence, count in zip(cited, shared, strict=True) if count >= CLOSE * max(shared, default=0)]


def _speakers_of_quotation(text: str, cited: Sequence[Sentence]) -> list[str]:
    """Return the names of who says the words that a text quotes; none if it quotes none, or nobody is named."""
    for quote in map(quotations.normalise, quotations.quoted(text)):
        for sentence in cited:
            if quote.strip(" .,!?'") in quotations.normalise(sentence.text) and sentence.speech.speaker:
                return [sentence.speech.speaker, *_other_names(sentence.speech.speaker, sentence.text)]
    return []


def _other_names(name: str, text: str) -> list[str]:
    """Return the names that a text gives in apposition to a description.

    >>> _other_names("the museum's owner", "the museum's owner, the Ruiz Trust, said it is safe.")
    ['Ruiz Trust']
    """
    if phrase(name.split()).name:
        return []  # names beside each other may be a list
    return re.findall(rf"\b(?i:{re.escape(name)}), (?:the )?({APPOSED}),(?! (?:and|or)\b)", text)


def _speakers(sentence: Sentence) -> list[str]:
    found = [a.subject.name for a in attributions(sentence.text, quotations.mask(sentence.text))]
    return [name for name in (*found, sentence.speech.speaker, sentence.speech.channel) if name]


def _is_one(name: str, other: str) -> bool:
    """Whether two names can be one, or share a word that is no title."""
    one, two = ({word.lower() for word in each.split()} - TITLES for each in (name, other))
    alike = same(name, other) or same_place(name, other) or abbreviates(name, other) or abbreviates(other, name)
    return alike or bool(one & two)
