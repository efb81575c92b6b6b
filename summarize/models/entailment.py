"""How likely some lines support a sentence: a chat model is asked, and the odds of "yes" against "no" are its answer.

With the adapter that comes with the program, the bundled model has learned to answer; another model answers as it is.
"""

from collections.abc import Sequence
from math import exp
from pathlib import Path

from summarize.models import prompts
from summarize.models.cpu import Compute
from summarize.models.llama import Llama, Place
from summarize.models.writer import rendered

YES, NO = "yes", "no"
LINES, SENTENCE = "\ue000", "\ue001"
"""Private-use characters that mark where lines and sentence go in the rendered chat."""
CONTEXT = 1024
"""Tokens: the instructions, some lines and a sentence."""
SHARED, ASKED = 0, 1
"""The sequence that holds the beginning that all prompts share, and the one that is asked."""


class EntailmentModel:
    """A chat model on disk, with an adapter if one is given, that is asked whether lines support a sentence."""

    def __init__(self, path: Path, compute: Compute, accepted: float, adapter: Path | None = None) -> None:
        """Load the model; `accepted` is the probability from which a sentence counts as supported.

        Raises:
            ModelError: llama.cpp cannot load it.
        """
        self._llama = Llama(path, context=CONTEXT, sequences=2, compute=compute, adapter=adapter)
        self.accepted = accepted
        prompt = prompts.fill(prompts.load("entail"), lines=LINES, sentence=SENTENCE)
        before, rest, opened = rendered(prompt, self._llama, path, LINES)
        between, _, after = rest.partition(SENTENCE)
        self._between, self._after = (self._llama.tokens(part, special=True) for part in (between, after))
        self._shared = self._llama.tokens(before, opening=not opened, special=True)
        self._llama.evaluate([Place(token, at, SHARED, wanted=False) for at, token in enumerate(self._shared)])
        self._answers = [self._first(NO, NO.title()), self._first(YES, YES.title())]

    def probability(self, lines: Sequence[str], sentence: str) -> float | None:
        """Return the probability that lines support a sentence, 0 to 1; `None` if they are too long to read together."""
        asked = [*self._llama.tokens(" ".join(lines)), *self._between, *self._llama.tokens(sentence), *self._after]
        start = len(self._shared)
        if start + len(asked) > CONTEXT:
            return None
        self._llama.forget(ASKED)
        self._llama.share(SHARED, ASKED)
        last = len(asked) - 1
        (logits,) = self._llama.evaluate([Place(t, start + at, ASKED, wanted=at == last) for at, t in enumerate(asked)])
        no, yes = (max(float(logits[token]) for token in tokens) for tokens in self._answers)
        return 1 / (1 + exp(min(no - yes, 700.0)))

    def close(self) -> None:
        """Free the model's memory."""
        self._llama.close()

    def _first(self, *words: str) -> list[int]:
        return [self._llama.tokens(word)[0] for word in words]
