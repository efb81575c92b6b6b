"""Check words whose form differs from the source: another number, tense or voice, or another word of the same stem.

The ships left  ->  not: The ship left
was building    ->  not: built
"""

from collections.abc import Sequence

from summarize.checking.entailment.alignment import Matches
from summarize.checking.entailment.clauses import is_verb
from summarize.checking.entailment.tokens import Token
from summarize.text.inflection import is_past, is_plural
from summarize.text.wordlists import ARTICLES, BE, FINITE_SAYING, MODALS
from summarize.types.verdict import Problem

SAME_WORD = 0.95
"""Least quality of a match between two forms of one word; a difference in capitals lowers it a little."""
NOW_IS, ONCE_WAS = frozenset("is are am".split()), frozenset("was were".split())
SINGLE = frozenset("a an one another".split())
DERIVING = ("er", "or", "ion", "ment", "ness", "ity", "est", "able", "ful", "less", "ive", "ant", "ent")
"""Endings that form another word, not an inflected form of the same one."""
DETERMINING = ARTICLES | frozenset("this that its his her my their our every each".split())
"""Words that show that the next word is a noun, and one thing if it has no -s."""


def inflected(mine: Sequence[Token], theirs: Sequence[Token], matched: Matches) -> Problem | None:
    """Return the first change of a word's form that changes the meaning, such as tense or number, as a problem; or None."""
    found = (
        _renumbered(mine, index, theirs, place) or _reformed(mine[index], theirs, place, quality)
        for index, (place, quality) in matched.items()
    )
    return next(filter(None, found), None)


def _renumbered(mine: Sequence[Token], index: int, theirs: Sequence[Token], place: int) -> Problem | None:
    """Return the problem that a noun is one thing here and several in the source, or the reverse; or None."""
    word, other = mine[index].lower, theirs[place].lower
    if is_plural(word, other) and _is_determined(theirs, place):
        return f"the cited line speaks of one {other}, not of several"
    if is_plural(other, word) and (_is_determined(mine, index) or (index and mine[index - 1].is_number)):
        return f"the cited line speaks of several {other}, not of one"
    return None


def _is_determined(tokens: Sequence[Token], place: int) -> bool:
    """Whether an article or possessive shows that a word is a noun; verbs take an -s as well."""
    before = [token.lower for token in tokens[max(place - 2, 0) : place]]
    return bool(set(before[-1:]) & DETERMINING or set(before) & SINGLE)


def _reformed(token: Token, theirs: Sequence[Token], place: int, quality: float) -> Problem | None:
    """Return why a word is not an acceptable form of the source's word at an index, or None."""
    other, reported = theirs[place], any(t.lower in FINITE_SAYING for t in theirs[:place])
    if token.lower in NOW_IS and other.lower in ONCE_WAS and not reported:
        return f"“{other.text}” is past in the cited line"
    if quality < SAME_WORD or token.lower == other.lower or token.key.startswith("#"):
        return None
    if _is_derived_otherwise(token.lower, other.lower):
        return f"“{other.text}” is another word in the cited line"
    return _retimed(token, theirs, place, reported=reported)


def revoiced(mine: Sequence[Token], theirs: Sequence[Token], matched: Matches) -> Problem | None:
    """Return as a problem a verb that is passive only here, or an infinitive here and a gerund in the source; or None."""
    for index, (place, _) in matched.items():
        token, other = mine[index], theirs[place]
        before, there = mine[index - 1].lower if index else "", theirs[place - 1].lower if place else ""
        passive = before in BE and index - 1 not in matched and _is_past(token) and _is_past(other)
        if passive and there not in BE and not there.endswith("ly") and not _is_headline(theirs):
            return f"“{other.text}” is not passive in the cited line"
        if before == "to" and index - 1 not in matched and other.lower.endswith("ing") and not token.lower.endswith("ing"):
            return f"“{other.text}” has another form in the cited line"
    return None


def _retimed(token: Token, theirs: Sequence[Token], place: int, *, reported: bool) -> Problem | None:
    """Return why a verb does not have the tense of the source's verb at an index, or None."""
    other, before = theirs[place], [t.lower for t in theirs[max(place - 2, 0) : place]]
    if other.lower.endswith("ing") and set(before) & BE and not token.lower.endswith("ing"):
        return f"“{other.text}” is under way in the cited line, not done"
    if _is_past(other) and not _is_past(token) and is_verb(other) and not reported:
        return f"“{other.text}” is past in the cited line"
    planned = bool(before) and before[-1] in MODALS | {"to"}
    past = _is_past(other) or "did" in before
    if _is_past(token) and not past and (planned or not (_is_headline(theirs) or reported)):
        return f"“{other.text}” is not past in the cited line"
    return None


def _is_derived_otherwise(mine: str, theirs: str) -> bool:
    """Whether two words of one stem have different derivational endings: an accuser is not an accused.

    >>> _is_derived_otherwise("investigator", "investigation"), _is_derived_otherwise("opened", "opens")
    (True, False)
    """
    return _formed_by(mine) != _formed_by(theirs)


def _formed_by(word: str) -> str:
    plain = word.removesuffix("s")
    return next((ending for ending in DERIVING if plain.endswith(ending) and len(plain) > len(ending) + 2), "")


def _is_past(token: Token) -> bool:
    return is_past(token.lower)


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Whether a line has no end mark: headlines report the past in the present tense."""
    return bool(tokens) and tokens[-1].is_word
