"""A grammar compiled from one sentence of evidence: all of its words, in order, with what may be left out made optional.

What the model writes under it cannot invent, swap or negate: negations, hedges, attributions, numbers and quotations are
parts of the obligatory stretches. The grammar is GBNF, as llama.cpp reads it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from summarize.entailment.omission import optional_stretches


@dataclass(frozen=True, slots=True)
class Pattern:
    """The sentences that a source admits: stretches of text, each obligatory or optional, in order."""

    parts: tuple[tuple[str, bool], ...]

    @property
    def grammar(self) -> str:
        r"""The pattern in GBNF.

        >>> Pattern((("It rained", False), (" on Friday", True), (".", False))).grammar
        'root ::= "It rained" (" on Friday")? "."'
        """
        return "root ::= " + " ".join(f"({_literal(text)})?" if optional else _literal(text) for text, optional in self.parts)

    def admits(self, text: str) -> bool:
        """Whether a text follows the pattern: proof that the grammar took effect."""
        pattern = "".join(f"(?:{re.escape(part)})?" if optional else re.escape(part) for part, optional in self.parts)
        return re.fullmatch(pattern, text) is not None


def compile_pattern(text: str, may_go: Callable[[str], bool] = lambda _: True) -> Pattern:
    """The pattern of a sentence; a stretch is optional only if `may_go` holds for the sentence without it.

    An introduction that may go is optional only where what follows starts with a capital.

    >>> compile_pattern("On Friday, Ruiz resigned, which pleased few.").parts
    (('On Friday, ', True), ('Ruiz resigned', False), (', which pleased few', True), ('.', False))
    """
    parts: list[tuple[str, bool]] = []
    position = 0
    for start, end in optional_stretches(text):
        if start == 0 and not text[end : end + 1].isupper():
            continue
        if not may_go(text[:start] + text[end:]):
            continue
        if start > position:
            parts.append((text[position:start], False))
        parts.append((text[start:end], True))
        position = end
    return Pattern((*parts, (text[position:], False)))


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
