"""Where leaving something out turns a truth into a falsehood: under negation, superlatives, quantities and change.

"Exports of copper rose by 4 percent" does not say that exports rose by 4 percent; "Berg did not come on Friday" does not say
that he did not come (monotonicity in natural logic: van Benthem 1986; MacCartney and Manning 2007).
"""

from collections.abc import Sequence

from summarize.entailment.clauses import clause_around, rest_of_clause
from summarize.entailment.inflection import lemma
from summarize.entailment.tokens import Token
from summarize.lexicon import DURATIONS, MONTHS_AND_DAYS, NEGATIONS

CHANGES = frozenset("double half twice enough than".split())
CHANGE_KEYS = frozenset(lemma(word) for word in "rise fall grow increase decrease drop decline shrink double halve".split())
"""What rises or falls, does so only as exactly that which is named."""
RESTRICTING = frozenset("only first last all every any each both or either most least no best worst second".split())
NOT_SUPERLATIVE = frozenset(
    "west east interest request test rest protest invest forest guest contest arrest latest quest".split()
)


def is_measured(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether the clause around a stretch holds only of exactly what it speaks of: a number, a direction, a negation."""
    around = clause_around(source, start, end)
    if any(restricts(token) for token in around):
        return True
    shares = any(token.key in ("percent", "half", "third", "quarter") for token in around)
    behind = rest_of_clause(source, end)
    amounts = any(_is_amount(t) and not _is_date_part(behind, i) for i, t in enumerate(behind))
    return shares or amounts or any(token.lower in CHANGES or token.key in CHANGE_KEYS for token in around)


def _is_amount(token: Token) -> bool:
    """Whether a token is a number that measures, not one that merely counts a few ("two countries")."""
    return token.is_number and (token.text[0].isdigit() or len(token.key) > 1)


def _is_date_part(tokens: Sequence[Token], index: int) -> bool:
    near = [t.lower for t in tokens[max(index - 1, 0) : index + 2]]
    if near[-1] in DURATIONS:
        return True
    year = len(tokens[index].text) == 4 and tokens[index].text.isdigit()
    return year or any(word in MONTHS_AND_DAYS for word in near)


def restricts(token: Token) -> bool:
    """Whether a word makes what it governs hold only as a whole: "did not meet on Friday" is not "did not meet"."""
    if token.quoted or (token.text.isupper() and len(token.text) > 1):
        return False
    return token.lower in NEGATIONS | RESTRICTING or (
        token.lower.endswith(("n't", "n’t", "est")) and token.lower not in NOT_SUPERLATIVE
    )
