"""Decode one text, token by token: freely, or along a pattern. Pure: a model is only seen through its logits.

A run says which tokens it wants evaluated, gets the logits after each, and says how many of them it keeps. Both kinds are
greedy and get several tokens out of one evaluation. A free run guesses that the model goes on copying its source (prompt
lookup decoding, Saxena 2023); a guess is kept only if the model agrees, so the text is the one it would have written. A run
along a pattern asks the model only where there is a choice (jump-forward decoding, Zheng et al. 2024).
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]
GUESSED = 6
"""Tokens of the source that are evaluated ahead at a time."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The texts that a source allows: stretches of it in order, each obligatory or optional."""

    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A text for a model to rewrite, with the question for prompts that have one, along a pattern if one is given."""

    text: str
    question: str = ""
    pattern: Pattern | None = None


Job = Generator[Request, str, Any]
"""A generator that requests texts one after the other, is sent each, and returns a result."""


class Free:
    """The most likely text after a prompt.

    `pending` are the tokens to evaluate next, `wanted` the number of the last of them after which logits are wanted. When none is
    pending the text is finished: `written` holds its tokens, including the one that ends it.
    """

    def __init__(self, last: int, source: Sequence[int], longest: int, ends: Callable[[int], bool]) -> None:
        """`last` is the prompt's last token, `source` what the model may be copying; `ends` says whether a token ends a text."""
        self.written: list[int] = []
        self.pending = [last, *source[:GUESSED]]
        self._source = tuple(source)
        self._longest = longest
        self._ends = ends
        self._at = 0

    @property
    def wanted(self) -> int:
        """All pending tokens: each guess is compared with what the model would have written."""
        return len(self.pending)

    def take(self, logits: Sequence[Logits]) -> int:
        """Keep the guesses that the model agrees with, and guess again; return the number of pending tokens that stay."""
        kept = 0
        for place, row in enumerate(logits):
            kept = place + 1
            token = int(row.argmax())
            self.written.append(token)
            if self._ends(token) or len(self.written) == self._longest:
                self.pending = []
                return kept
            if self.pending[kept : kept + 1] != [token]:
                break
        self.pending = [self.written[-1], *self._guess()]
        return kept

    def _guess(self) -> tuple[int, ...]:
        """Return what follows the last two written tokens in the source, else the last one, from the last match onwards."""
        for length in (2, 1):
            end = tuple(self.written[-length:])
            for start in range(self._at, len(self._source) - length + 1):
                if self._source[start : start + length] == end:
                    self._at = start
                    return self._source[start + length : start + length + GUESSED]
        return ()


class Along:
    """The most likely way through a pattern: stretches of text, each obligatory or optional.

    `pending` and `wanted` are as in `Free`; `text` is what was chosen.
    """

    wanted = 1

    def __init__(self, last: int, pattern: Pattern, tokens: Callable[[str], list[int]], end: int) -> None:
        """`last` is the prompt's last token, `tokens` turns text into tokens, `end` is the token that ends a text."""
        self.text = ""
        self.pending: list[int] = []
        self._parts = [(text, optional, tokens(text)) for text, optional in pattern.parts]
        self._end = end
        self._next = 0
        self._depth = 0
        forced = self._follow()
        self._ways = self._open()
        if self._ways:
            self.pending = [last, *forced]

    def take(self, logits: Sequence[Logits]) -> int:
        """At a choice, follow the likeliest next token until one way is left; then go along it to the next choice."""
        kept, self.pending = len(self.pending), []
        while self._ways and not self.pending:
            token = max({self._tokens(way)[self._depth] for way in self._ways}, key=lambda token: logits[-1][token])
            self._ways = [way for way in self._ways if self._tokens(way)[self._depth] == token]
            if len(self._ways) > 1:
                self._depth += 1
                self.pending = [token]
            else:
                self._choose(self._ways[0])
        return kept

    def _choose(self, way: int) -> None:
        """Go along a way up to the next choice.

        Some of its tokens may be evaluated already, even those of a part after that choice.
        """
        if way == len(self._parts):
            self._ways = []
            return
        evaluated = self._tokens(way)[: self._depth]
        text, _, tokens = self._parts[way]
        self.text += text
        self._next = way + 1
        forced = tokens + self._follow()
        ahead = evaluated[len(forced) :]
        self._ways = [way for way in self._open() if self._tokens(way)[: len(ahead)] == ahead]
        self._depth = len(ahead)
        if self._ways:
            self.pending = forced[len(evaluated) :]

    def _follow(self) -> list[int]:
        """Take the obligatory parts that come next; return their tokens."""
        forced: list[int] = []
        while self._next < len(self._parts) and not self._parts[self._next][1]:
            text, _, tokens = self._parts[self._next]
            self.text += text
            forced += tokens
            self._next += 1
        return forced

    def _open(self) -> list[int]:
        """Return the parts that may come next: the optional ones and the first obligatory one; past the last part is the end."""
        if self._next == len(self._parts):
            return []
        obligatory = (number for number in range(self._next, len(self._parts)) if not self._parts[number][1])
        return list(range(self._next, next(obligatory, len(self._parts)) + 1))

    def _tokens(self, way: int) -> list[int]:
        """Return the tokens of a part and of all parts after it, to the end of the text."""
        return [*(token for _, _, part in self._parts[way:] for token in part), self._end]


Run = Free | Along
