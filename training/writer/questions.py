"""Questions that a sentence answers, and questions that it has nothing to do with."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.search.answer_kinds import Wanted
from summarize.search.question import Question, about, fits, parse
from summarize.text.noun_phrases import noun_phrases
from summarize.text.terms import stems
from summarize.types.evidence import Sentence

SAYS = (
    "what did {who} say on {what}",
    "what did {who} say about {what}",
    "what does {who} think of {what}",
    "What has {who} said regarding {what}?",
    "what did {who} say",
)
OPEN = (
    "{what}",
    "what is known about {what}",
    "what happened with {what}",
    "{what} and its effects?",
    "What do the documents say on {what}?",
    "how did {what} change",
    "tell me about {what}",
)
KINDS = {
    Wanted.AMOUNT: ("how many {what}", "how much {what}", "how large is {what}"),
    Wanted.TIME: ("when did {what} happen", "what year was {what}", "when was {what}"),
    Wanted.REASON: ("why {what}",),
    Wanted.DURATION: ("how long did {what} take",),
    Wanted.PERSON: ("who is behind {what}", "who {what}"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is typed, and as the program understands it."""

    text: str
    parsed: Question


def answered(source: Sentence, text: str, chance: random.Random) -> Asked:
    """A question that a sentence answers: about what it speaks of, what its speaker says, or the kind of thing that it gives."""
    phrases = [" ".join(found.words) for found in noun_phrases(text)] or text.split()[:2]
    what = chance.choice(phrases)
    draw = chance.random()
    if source.speech.speaker and draw < 0.6:
        asked = chance.choice(SAYS).format(who=source.speech.speaker, what=what)
        return Asked(asked, parse(asked))
    if draw < 0.25:
        return Asked(what, about(what))
    kinds = [asked for forms in KINDS.values() for asked in forms]
    chance.shuffle(kinds)
    if draw < 0.55:
        for form in kinds:
            asked = form.format(what=what)
            if fits(parse(asked), text):
                return Asked(asked, parse(asked))
    asked = chance.choice(OPEN).format(what=what)
    return Asked(asked, parse(asked))


def unrelated(text: str, others: Sequence[Asked], chance: random.Random) -> Asked | None:
    """One of some questions about other texts that shares no word with a sentence; `None` if those tried all do."""
    for _ in range(10):
        asked = chance.choice(others)
        if len(stems(asked.text)) > 1 and not stems(asked.text) & stems(text):
            return asked
    return None
