"""Compile a pattern from one sentence of evidence: all of its words, in order, with what may be left out made optional.

Text that a model writes along the pattern cannot invent, swap or negate anything: negations, hedges, attributions, numbers
and quotations are in the obligatory stretches.
"""

from collections.abc import Callable

from summarize.checking.entailment.surface_deletion import optional_stretches
from summarize.models.decoding import Pattern


def compile_pattern(text: str, may_go: Callable[[str], bool] = lambda _: True) -> Pattern:
    """Return the pattern of a sentence; a stretch is optional only if `may_go` accepts the sentence without it.

    An introduction is optional only if what follows it starts with a capital.

    >>> compile_pattern("On Friday, Ruiz resigned, which surprised Lund.").parts
    (('On Friday, ', True), ('Ruiz resigned', False), (', which surprised Lund', True), ('.', False))
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
