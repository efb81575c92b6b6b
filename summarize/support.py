"""Whether cited lines support a sentence: the rules decide, and a small model beside them may doubt, never excuse.

What the rules reject stays rejected, however likely the model finds it; what they accept is dropped only where the model finds it
all but impossible.
"""

from collections.abc import Sequence
from typing import Protocol

from summarize.languages import ENGLISH
from summarize.speech import resolved
from summarize.types import Sentence, Verdict
from summarize.verification import agrees, verify

DOUBTED = 0.02
"""The score below which a sentence that the rules accept is doubted."""
LIKELY = 0.9
"""The score from which a sentence that the rules reject is likely a rewording."""


class Scorer(Protocol):
    """Gives the probability that some lines support a sentence."""

    def score(self, lines: str, sentence: str) -> float:
        """Of one sentence."""


def supported(text: str, source: Sentence, scorer: Scorer | None) -> Verdict:
    """The verdict on a sentence written from one source sentence."""
    verdict = verify(text, [source])
    if not verdict.supported or scorer is None or source.language != ENGLISH:
        return verdict
    score = scorer.score(shown([source]), text)
    return Verdict(False, f"the checker doubts it ({score:.2f})", score) if score < DOUBTED else verdict


def also_supports(text: str, source: Sequence[Sentence], scorer: Scorer | None) -> bool:
    """Whether a further place, one sentence or two neighbouring ones, states the same as a text."""
    if not agrees(text, source):
        return False
    return scorer is None or source[0].language != ENGLISH or scorer.score(shown(source), text) >= DOUBTED


def shown(source: Sequence[Sentence]) -> str:
    """Sentences as the model reads them: with who speaks in front where the sentence itself does not say it."""
    return " ".join(
        f"{s.speech.speaker} said: {resolved(s)}" if s.speech.speaker and s.speech.speaker not in resolved(s) else resolved(s)
        for s in source
    )
