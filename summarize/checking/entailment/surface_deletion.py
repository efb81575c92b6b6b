"""Decide what may be left out of a sentence without changing what the rest of it says.

An aside between commas, an introduction, a relative clause, a date, an office before a name, a word that only judges: these
may be left out. Negations, hedges, conditions and attributions never may. This is the deletion view of sentence compression
(Knight and Marcu 2002), read as a test of entailment.
"""

from collections.abc import Sequence

from summarize.checking.entailment.clauses import BOUNDARIES, only_marks
from summarize.checking.entailment.monotonicity import restricts
from summarize.checking.entailment.tokens import QUOTE_MARKS, TOKEN, Token, tokenise
from summarize.text import linking_words
from summarize.text.wordlists import (
    ARTICLES,
    FINITE_SAYING,
    HEDGES,
    INTENSIFIERS,
    LOADED,
    MONTHS_AND_DAYS,
    NEGATIONS,
    PLURAL_SAYING,
    PREPOSITIONS,
    SAYING_PARTICIPLES,
    TITLES,
)

CONDITIONS = frozenset("if unless whether provided until except than without".split())
PROTECTED = NEGATIONS | HEDGES | CONDITIONS | FINITE_SAYING | SAYING_PARTICIPLES | PLURAL_SAYING | {"according"}
LONGEST_STRETCH = 40
"""Tokens. Longer stretches are not tried: they are more than an aside."""
RELATIVES = frozenset("which who whose where".split())
TIMES = (
    MONTHS_AND_DAYS
    | ARTICLES
    | frozenset("on in at last next this early late week weekend month year today yesterday morning evening night".split())
)
INTRODUCING = frozenset("in on at during after before following amid since with".split())
SUPPOSING = frozenset("theory principle case event view opinion plan proposal scenario words exchange return contrast".split())


def optional_stretches(text: str) -> list[tuple[int, int]]:
    """Return the character spans of a sentence that may be left out, by the rules that check a written sentence.

    Spans do not overlap; the longest from the left is taken first.

    >>> text = "The mayor, who was ill, said on Friday that it rained."
    >>> [text[start:end] for start, end in optional_stretches(text)]
    [', who was ill,', ' on Friday']
    """
    tokens = tokenise(text)
    places = [match.span() for match in TOKEN.finditer(text)]
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(tokens):
        longest = min(len(tokens), start + LONGEST_STRETCH)
        end = next((end for end in range(longest, start, -1) if _removable(tokens, start, end)), None)
        if end is None:
            start += 1
            continue
        from_ = places[start - 1][1] if start else 0
        to = places[end - 1][1] if start else places[end][0]
        found.append((from_, to))
        start = end + 1
    return found


def _removable(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a whole sentence with its end mark is left when `tokens[start:end]` is removed."""
    if (start == 0 and end == len(tokens)) or not any(token.is_word for token in tokens[start:end]):
        return False
    trails = only_marks(tokens[end:])
    if trails and end == len(tokens):
        return False  # the end mark stays
    boundary = tokens[start].text in BOUNDARIES
    if start and tokens[end - 1].text in BOUNDARIES and not boundary:
        return False  # the comma belongs to what stays
    if boundary and not trails and tokens[end - 1].text not in BOUNDARIES:
        return False
    if end - start == 1 and tokens[start].lower in ARTICLES:
        return False
    return is_safe(tokens, start, end)


def is_safe(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether the stretch `source[start:end]` can be missing without changing what the rest says."""
    stretch = source[start:end]
    gap = [token for token in stretch if token.is_word]
    if not gap:
        return True
    if not is_balanced(stretch):
        return False
    linking = linking_words.OPENERS if start == 0 else linking_words.ANYWHERE
    if {token.lower for token in gap} <= linking or _is_office(gap, source, end):
        return True
    if start > 0 and _is_clause(source, start, end):
        return True
    if any(restricts(token) for token in source) or any(is_protected(token) for token in gap):
        return False
    return (
        is_time(stretch, source)
        or _is_ornament(source, start, end)
        or _is_introduction(source, start, end)
        or (stretch[0].text == "(" and stretch[-1].text == ")")
    )


def is_balanced(stretch: Sequence[Token]) -> bool:
    """Whether a stretch contains only whole quotations: marks in pairs, and no quoted words without their marks."""
    marks = [token.text for token in stretch if token.text in QUOTE_MARKS]
    words_inside = [token for token in stretch if token.quoted and token.is_word]
    return len(marks) % 2 == 0 and (bool(marks) or not words_inside)


def is_protected(token: Token) -> bool:
    """Whether a word may never be left out on its own: it negates, hedges, attributes, or is quoted."""
    return token.lower in PROTECTED or token.lower.endswith(("n't", "n’t")) or token.quoted


def _is_clause(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is a complete relative or participle clause between commas."""
    stretch = source[start + 1 : end]
    if source[start].text not in BOUNDARIES or not stretch or not stretch[0].is_word:
        return False
    participle = stretch[0].lower.endswith("ing") and stretch[0].lower not in ("according", *PREPOSITIONS)
    if not participle and stretch[0].lower not in RELATIVES:
        return False
    if any(token.text in BOUNDARIES | {"."} for token in stretch[:-1] if not token.quoted):
        return False  # it is unclear where this clause ends and another goes on
    attributed = end < len(source) and source[end].lower == "according"
    return only_marks(source[end:]) or (stretch[-1].text in BOUNDARIES and not attributed)


def is_time(stretch: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether a stretch ("on Friday", "last month") is the only date of a sentence with at most one other number."""
    found = [token for token in stretch if token.is_word]
    named = any(token.lower in MONTHS_AND_DAYS for token in found)
    relative = (
        len(found) == 2 and found[0].lower in ("last", "next", "this") and found[1].lower in ("week", "weekend", "month", "year")
    )
    if not (named or relative) or not all(token.lower in TIMES or token.text.isdigit() for token in found):
        return False
    outside = [token for token in source if token not in stretch]
    elsewhere = any(token.lower in MONTHS_AND_DAYS for token in outside)
    return not elsewhere and sum(token.text[0].isdigit() for token in outside) <= 1


def _is_ornament(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is one word that only judges or intensifies ("amid a | brutal | winter")."""
    one = source[start:end]
    inside = start > 0 and end < len(source) and source[end].is_word
    return len(one) == 1 and (one[0].lower in INTENSIFIERS or (inside and one[0].lower in LOADED))


def _is_introduction(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is an opening phrase of time or place up to the first comma."""
    stretch = source[start:end]
    if start > 0 or stretch[-1].text != "," or any(token.text in BOUNDARIES for token in stretch[:-1]):
        return False
    first = stretch[0].lower
    opens = first in INTRODUCING or first.endswith("ing") or first in ("last", "this", "earlier", "later")
    return opens and not any(token.lower in SUPPOSING for token in stretch)


def _is_office(gap: Sequence[Token], source: Sequence[Token], end: int) -> bool:
    """Whether a stretch is a title before a name ("Chilean President | Ana Ruiz")."""
    before_name = end < len(source) and source[end].text[0].isupper()
    return before_name and gap[-1].lower in TITLES and all(t.text[0].isupper() or t.lower in TITLES | ARTICLES for t in gap)
