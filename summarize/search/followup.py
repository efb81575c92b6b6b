"""Complete a question that depends on the one before it: "and on Taiwan?", "what did he say about trade?"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from summarize.index.files import Files
from summarize.search.question import SPEECH
from summarize.text.wordlists import PREPOSITIONS

LEAD = re.compile(r"^(?:and |but |also |so )*(?:what|how) about |^(?:and|but|also) ", re.IGNORECASE)
ASKING = re.compile(r"(?:who|what|when|where|why|which|how|did|does|do|is|are|was|were|has|have|had|can|will)\b", re.IGNORECASE)
ABOUT = frozenset("on about regarding concerning over of".split())
PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|their)\b", re.IGNORECASE)
"""Pronouns; the first in a question refers to the speaker, unless a name comes before it."""
POSSESSIVES = frozenset("his her their".split())
BEFORE_NOUN = re.compile(r" (?!(?:on|about|in|at|to|for|with|say|mean|do)\b)[a-z]")
NAME = re.compile(r"(?<= )[A-Z]")
THING = re.compile(rf"\b(?:an?|one|some) [\w'’-]+(?: (?!(?:{'|'.join(sorted(PREPOSITIONS))})\b)[\w'’-]+)*", re.IGNORECASE)
"""A noun with its indefinite article, up to the next preposition: "a tyre change"."""
SAMPLE = 1_000
"""Sentences examined to decide whether a name is a speaker's."""


def is_speaker(name: str, files: Files) -> bool:
    """Whether a name is used in some files for someone who says things, not for what things are said about.

    This is so if at least one in four of the sentences that contain its last word is said by a person of that name.
    """
    holding = files.index.holding(name.split()[-1], files.scope, SAMPLE)
    said = sum(
        bool(stored.sentence.speech.speaker and name in stored.sentence.speech.speaker)
        for stored in files.index.sentences(holding).values()
    )
    return said > 0 and 4 * said >= len(holding)


def complete(text: str, before: str | None, speaker: str | None, speaks: Callable[[str], bool]) -> str:
    """Return a question that can be understood alone.

    `before` is the question before it, already complete; `speaker` is whom that question or its answer was about. `speaks` is
    whether a name is used for someone who says things, not for what things are said about.

    >>> before = "what did Xi say on Ukraine"
    >>> complete("and on Taiwan?", before, "Xi", lambda name: False)
    'what did Xi say on Taiwan'
    >>> complete("what about Putin?", before, "Xi", lambda name: True)
    'what did Putin say on Ukraine'
    >>> complete("What did he say about trade?", before, "Xi", lambda name: False)
    'What did Xi say about trade'
    >>> complete("and to Europe?", "how much gas went to China in 2021", None, lambda name: False)
    'how much gas went to Europe in 2021'
    >>> complete("what about a window seat?", "how much is an aisle seat on the ferry", None, lambda name: False)
    'how much is a window seat on the ferry'
    """
    text = " ".join(text.split()).rstrip("? ")
    lead = LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    if before is not None and rest and not ASKING.search(rest) and (lead or rest.split()[0].lower() in PREPOSITIONS):
        return _with_other(before.rstrip("? "), rest, speaks)
    spoken, asked = SPEECH.match(rest), SPEECH.match(before or "")
    if spoken and asked and asked["topic"] and not spoken["topic"]:
        rest = f"{rest} on {asked['topic']}"
    pronoun = PRONOUN.search(rest)
    if speaker and pronoun and not NAME.search(rest, 1, pronoun.start()):
        owns = pronoun[0].lower() in POSSESSIVES and BEFORE_NOUN.match(rest, pronoun.end())
        own = f"{speaker}'s" if owns else speaker
        rest = rest[: pronoun.start()] + own + rest[pronoun.end() :]
    return rest if ASKING.match(rest) else text


def _with_other(before: str, other: str, speaks: Callable[[str], bool]) -> str:
    """Return a question with its speaker, subject or circumstance replaced by another; only the other if it fits nowhere."""
    speech = SPEECH.match(before)
    first = other.split()[0].lower()
    if first in PREPOSITIONS:
        same = next((phrase for phrase in reversed(_phrases(before)) if phrase.preposition == first), None)
        if same is None and speech and speech["topic"] and first in ABOUT:
            same = next((phrase for phrase in _phrases(before) if phrase.preposition in ABOUT), None)
        return f"{before[: same.start]}{other}{before[same.end :]}" if same else f"{before} {other}"
    if speech and other[:1].isupper() and speaks(other):
        return before[: speech.start("who")] + other + before[speech.end("who") :]
    if speech and speech["topic"]:
        return before[: speech.start("topic")] + other
    thing = THING.search(before)
    if thing and THING.match(other):
        return before[: thing.start()] + other + before[thing.end() :]
    named = next((phrase for phrase in reversed(_phrases(before)) if before[phrase.object : phrase.object + 1].isupper()), None)
    return before[: named.object] + other + before[named.end :] if named and other[:1].isupper() else other


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A preposition with its object: where it starts, where its object starts, and where the next preposition begins."""

    preposition: str
    start: int
    object: int
    end: int


def _phrases(text: str) -> list[_Phrase]:
    found = [match for match in re.finditer(r"[\w'’-]+", text) if match[0].lower() in PREPOSITIONS]
    if not found:
        return []
    ends = [*(match.start() - 1 for match in found[1:]), len(text)]
    return [_Phrase(match[0].lower(), match.start(), match.end() + 1, end) for match, end in zip(found, ends, strict=True)]
