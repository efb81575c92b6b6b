"""Align the words of a sentence with those of its source, in order and by weight.

The alignment is the longest common subsequence with inexact matches (Needleman and Wunsch 1970 with no gap cost). A word may
match an inflected form of itself or a word of the same synonym group; a name may match a pronoun that refers to it, or the
people of the place that it names. Order carries the roles: whoever comes before the verb did it.
"""

from collections.abc import Iterator, Sequence

from summarize.checking.entailment.tokens import Token
from summarize.text.demonyms import same_place
from summarize.text.synonyms import exchangeable
from summarize.text.wordlists import ARTICLES, ASSERTING, FUNCTION_WORDS, MONTHS_AND_DAYS, PREPOSITIONS

CONTENT, FUNCTION = 3.0, 1.0
"""Weights of a matched content word and of a matched function word."""
ADJACENT, LEADING = 0.6, 0.8
"""Bonus if the next match follows directly: after a content word, and a little more after a function word."""
SILENT = ARTICLES | frozenset("that this these those has have had do does did".split())
"""Words that carry no meaning of their own here; they are neither aligned nor reported as left out."""
TENSES = [set(group.split()) for group in ("will would shall", "can could", "may might", "is was be been are were being")]
FIRST_PERSON = {
    word: frozenset(others.split())
    for spoken, others in (("i we", "he she they it"), ("my our", "his her their its"), ("me us", "him her them it"))
    for word in spoken.split()
}
Matches = dict[int, tuple[int, float]]
"""Index of a word -> index of its match, and the quality of the match (0 to 1)."""
SAID = frozenset("said told says stated reported".split())
"""Verbs that may replace any verb that presents a statement as true."""
THIRD_PERSON = frozenset("he she it they him her them his its their hers theirs".split())


def align(mine: Sequence[Token], theirs: Sequence[Token], referents: frozenset[str]) -> Matches:
    """Return, for each token of `mine` that has a match in `theirs`, the index there and the quality of the match (0 to 1).

    Matches keep their order; marks are never aligned. `referents` are keys of names that a pronoun of the source may refer to.
    """
    left = [index for index, token in enumerate(mine) if is_voiced(token)]
    right = [index for index, token in enumerate(theirs) if is_voiced(token)]
    quality = [[likeness(mine[i], theirs[j], referents) for j in right] for i in left]
    return {left[i]: (right[j], quality[i][j]) for i, j in _path(quality, [_worth(mine[i]) for i in left])}


def is_voiced(token: Token) -> bool:
    """Whether a token takes part in an alignment."""
    return token.is_word and token.lower not in SILENT


def _worth(token: Token) -> float:
    return CONTENT if token.is_content else FUNCTION


def _path(quality: Sequence[Sequence[float]], worth: Sequence[float]) -> list[tuple[int, int]]:
    """Return the order-preserving matches with the highest weight; among equals, those with the longest unbroken runs."""
    rows, columns = len(quality), len(quality[0]) if quality else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    ending = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            if quality[i][j]:
                after = ending[i + 1][j + 1]
                follows = max(best[i + 1][j + 1], after + _bonus(worth[i]) if after else 0.0)
                ending[i][j] = quality[i][j] * worth[i] + follows
            best[i][j] = max(best[i + 1][j], best[i][j + 1], ending[i][j])
    return _trace(best, ending, worth, columns)


def _bonus(worth: float) -> float:
    return ADJACENT if worth == CONTENT else LEADING


def _trace(
    best: Sequence[Sequence[float]], ending: Sequence[Sequence[float]], worth: Sequence[float], columns: int
) -> list[tuple[int, int]]:
    i = j = 0
    forced = False
    path = []
    while i < len(worth) and j < columns:
        if ending[i][j] and (forced or ending[i][j] >= best[i][j]):
            path.append((i, j))
            after = ending[i + 1][j + 1]
            forced = bool(after) and after + _bonus(worth[i]) >= best[i + 1][j + 1]
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j]:
            i, forced = i + 1, False
        else:
            j, forced = j + 1, False
    return path


def likeness(mine: Token, theirs: Token, referents: frozenset[str]) -> float:
    """Return how well a source word carries a sentence word: 1 for the same word, 0 for another."""
    if mine.key == theirs.key:
        return 0.95 if mine.is_name != theirs.is_name and not mine.is_number else 1.0
    if mine.is_number or theirs.is_number:
        return 0.0
    one, other = mine.lower, theirs.lower
    if one in FUNCTION_WORDS or other in FUNCTION_WORDS:
        return _function_likeness(mine, theirs, referents)
    if (mine.quoted and theirs.quoted) or one in MONTHS_AND_DAYS or other in MONTHS_AND_DAYS:
        return 0.0
    peoples = mine.text[0].isupper() and theirs.text[0].isupper() and same_place(one, other)
    if peoples or (one in SAID and other in ASSERTING):
        return 0.9
    return 0.85 if exchangeable(mine.key, theirs.key) else 0.0


def _function_likeness(mine: Token, theirs: Token, referents: frozenset[str]) -> float:
    one, other = mine.lower, theirs.lower
    if any(one in group and other in group for group in TENSES):
        return 0.9
    if other in FIRST_PERSON and theirs.quoted and not mine.quoted:
        return 0.8 if one in FIRST_PERSON[other] or mine.key in referents else 0.0
    if other in THIRD_PERSON and mine.is_name and not theirs.text.isupper():  # the WHO is not a pronoun
        return 0.8 if mine.key in referents else 0.0
    if one in PREPOSITIONS and other in PREPOSITIONS:
        return 0.8 if exchangeable(mine.key, theirs.key) else 0.0
    return 0.0


def gaps(kept: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each stretch between kept indices, marks included."""
    for before, after in zip([-1, *kept], [*kept, length], strict=True):
        if after - before > 1:
            yield before + 1, after
