"""Find where an omission makes a true sentence false: under negation, superlatives, quantities and change.

"Exports of copper rose by 4 percent" does not say that exports rose by 4 percent; "Berg did not come on Friday" does not say
that he did not come (monotonicity in natural logic: van Benthem 1986; MacCartney and Manning 2007).
"""

from collections.abc import Iterable

from summarize.checking.entailment.tokens import Token
from summarize.text.inflection import lemma
from summarize.text.syntax import Word
from summarize.text.wordlists import MONTHS_AND_DAYS, NEGATIONS

SHARES = frozenset("percent % half third quarter double twice enough than".split())
CHANGE_KEYS = frozenset(lemma(word) for word in "rise fall grow increase decrease drop decline shrink double halve".split())
"""Keys of verbs of change: only exactly what is named rises or falls."""
RESTRICTING = frozenset("few only first last all every any each both or either most least no best worst second".split())
SUPERLATIVE = frozenset(("JJS", "RBS"))
NOT_SUPERLATIVE = frozenset(
    "west east interest request test rest protest invest forest guest contest arrest latest quest".split()
)


def changes(clause: Iterable[Word]) -> bool:
    """Whether a clause says how much of something, or that it rose or fell."""
    return any(word.lower in SHARES or lemma(word.lower) in CHANGE_KEYS for word in clause)


def measures(word: Word) -> bool:
    """Whether a word is a number that measures or counts, not a year or a day of a month."""
    return word.tag == "CD" and not (len(word.text) == 4 and word.text.isdigit()) and word.lower not in MONTHS_AND_DAYS


def restricts(token: Token) -> bool:
    """Whether a token makes what it governs hold only as a whole: "did not meet on Friday" does not mean "did not meet"."""
    superlative = token.text.lower().endswith("est") and token.text.lower() not in NOT_SUPERLATIVE
    return not token.quoted and (_restricts(token.text) or superlative)


def restricts_word(word: Word) -> bool:
    """Whether a parsed word restricts, as in `restricts`; tags show superlatives, and "last Friday" restricts nothing."""
    if word.lower == "last" and word.relation == "amod":
        return False
    return word.tag in SUPERLATIVE or _restricts(word.text)


def _restricts(text: str) -> bool:
    lower = text.lower()
    if text.isupper() and len(text) > 1:
        return False
    return lower in NEGATIONS | RESTRICTING or lower.endswith(("n't", "n’t"))
