"""The words of a sentence that its lines do not state, and the smallest change after which they support it."""

from collections.abc import Callable, Sequence

from summarize.checking.entailment.alignment import align
from summarize.checking.entailment.notation import read
from summarize.checking.entailment.tokens import Token
from summarize.text.synonyms import exchangeable
from summarize.types.verdict import Mark

WIDEST = 4
"""Most words of a line that stand in the place of one mark."""


def unsupported(text: str, lines: str) -> tuple[Mark, ...]:
    """Return the content words of a text that its lines have neither themselves nor as another form or synonym.

    >>> unsupported("The port will close soon.", "The port will open soon.")
    (Mark(start=14, end=19, nearest='open'),)
    """
    mine, theirs = read(text), read(lines)
    matched = {index: place for index, (place, _) in align(mine, theirs, frozenset()).items()}
    known = {token.key for token in theirs}
    found: list[Mark] = []
    for index, token in enumerate(mine):
        if index in matched or not token.is_content or not token.span or _stands_in(token, known):
            continue
        start, end = token.span
        before = mine[index - 1].span
        if found and before and found[-1].end == before[1]:
            found[-1] = Mark(found[-1].start, end, found[-1].nearest)
        else:
            found.append(Mark(start, end, _nearest(index, mine, theirs, matched, lines)))
    return tuple(found)


def suggested(text: str, marks: Sequence[Mark], holds: Callable[[str], bool]) -> str | None:
    """Return a text with one mark replaced by the words of the lines in its place, if that `holds`; else None."""
    changed = (text[: mark.start] + mark.nearest + text[mark.end :] for mark in marks if mark.nearest)
    return next(filter(holds, changed), None)


def _stands_in(token: Token, known: set[str]) -> bool:
    return token.key in known or (not token.is_number and any(exchangeable(token.key, other) for other in known))


def _nearest(index: int, mine: Sequence[Token], theirs: Sequence[Token], matched: dict[int, int], lines: str) -> str:
    """Return what the lines have in the place of a word, between the counterparts of the words around it; empty if unclear."""
    first = next((i for i in range(index - 1, -1, -1) if i in matched), -1)
    last = next((i for i in range(index + 1, len(mine)) if i in matched), len(mine))
    start, end = matched.get(first, -1), matched.get(last, len(theirs))
    here = [i for i in range(first + 1, last) if mine[i].is_content]
    known = {token.key for token in mine}
    there = [token.span for token in theirs[start + 1 : end] if token.is_content and token.span and token.key not in known]
    if len(here) == len(there):
        there = [there[here.index(index)]]
    elif len(here) > 1 or len(there) > WIDEST:
        return ""
    return lines[there[0][0] : there[-1][1]] if there else ""
