"""Whether cited lines support a sentence: the rules decide, and a small model beside them may doubt, never excuse.

What the rules reject stays rejected, however likely the model finds it; what they accept is dropped only where the model finds it
unlikely. Where lines and sentence are more than it reads, it has no say.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Protocol

from summarize.languages import ENGLISH
from summarize.speech import resolved
from summarize.terms import stems
from summarize.types import Sentence, Verdict
from summarize.verification import verify

DOUBTED = 0.25
"""The score below which a sentence that the rules accept is doubted. None of 230 such drafts on other news is below .47."""
LIKELY = 0.75
"""The score from which a sentence that the rules reject may be a rewording. Half of 47 true ones have .78 or more."""
DOUBTS = "the checker doubts it"
ROOM = 900
"""Characters of lines that are scored, about what the model reads beside a sentence."""


class Scorer(Protocol):
    """Gives the probability that some lines support a sentence, `None` where it has no say."""

    def score(self, lines: str, sentence: str) -> float | None:
        """Of one sentence."""


def supported(text: str, source: Sentence, scorer: Scorer | None) -> Verdict:
    """The verdict on a sentence written from one source sentence."""
    verdict = verify(text, [source])
    if verdict.supported and doubted(text, [source], scorer):
        return Verdict(False, DOUBTS, 0.0)
    return verdict


def doubted(text: str, source: Sequence[Sentence], scorer: Scorer | None) -> bool:
    """Whether the model finds it unlikely that some sentences support a text."""
    score = scored(text, source, scorer)
    return score is not None and score < DOUBTED


def scored(text: str, source: Sequence[Sentence], scorer: Scorer | None) -> float | None:
    """The model's score of a text by some sentences; `None` without a model, and where one of them is not in English."""
    if scorer is None or not source or any(sentence.language != ENGLISH for sentence in source):
        return None
    return scorer.score(nearest(text, [shown(sentence) for sentence in source]), text)


def shown(source: Sentence) -> str:
    """A sentence as the model reads it: with who speaks in front where it does not say that itself."""
    text, speaker = resolved(source), source.speech.speaker
    return f"{speaker} said: {text}" if speaker and speaker not in text else text


def nearest(sentence: str, lines: Sequence[str], room: int = ROOM) -> str:
    """The lines that share most words with a sentence, rare ones counting more, as one text in their order.

    >>> nearest("The port is shut.", ["It rained.", "The port was shut in May."], 30)
    'The port was shut in May.'
    """
    if sum(map(len, lines)) <= room:
        return " ".join(lines)
    wanted = stems(sentence)
    held = [stems(line) for line in lines]
    among = Counter(stem for some in held for stem in some)
    score = [sum(log(1 + len(lines) / among[stem]) for stem in some & wanted) for some in held]
    left = room
    kept: list[int] = []
    for at in sorted(range(len(lines)), key=lambda at: -score[at]):
        if score[at] and (len(lines[at]) <= left or not kept):
            kept.append(at)
            left -= len(lines[at])
    return " ".join(lines[at] for at in sorted(kept))
