"""Phrases and clauses without which a sentence is poorer, not false: circumstances, purposes, descriptions, reasons.

Each rule takes a sentence and the bounds of a stretch, and says whether the stretch is the whole of such a phrase.
"""

from collections.abc import Sequence

from summarize.entailment.clauses import is_verb, only_marks
from summarize.entailment.omission import is_protected
from summarize.entailment.tokens import QUOTE_MARKS, Token
from summarize.lexicon import ARTICLES, CONJUNCTIONS, FINITE_SAYING, HEDGES, NEGATIONS, PREPOSITIONS

UNDOING = frozenset(
    """fake false alleged former future possible potential likely supposed proposed planned expected would-be so-called partial
    near acting vice deputy honorary mock ex attempted failed aspiring prospective artificial counterfeit imitation joint
    conditional provisional interim candidate first last second only next""".split()
)
"""Words in front of a noun without which the noun says something else."""

OPTIONAL_PREPOSITIONS = frozenset(
    """in on at during after since with through via throughout near within across around amid along alongside into for from to by
    under over behind beside inside outside as about involving including regarding concerning""".split()
)

NEEDING_INFINITIVE = frozenset("ready able likely unlikely due bound willing unable going free set eager reluctant keen".split())

CIRCUMSTANCES = frozenset("in at during after since amid near throughout within".split())
"""Prepositions that open a circumstance even directly behind a verb, not something that the verb needs."""


def is_phrase(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is prepositional phrases behind the verb, complete, and none that the verb or noun needs."""
    gap = source[start:end]
    first = gap[0].lower
    opened = any(is_verb(token) or token.text == "," for token in source[:start])
    if first not in OPTIONAL_PREPOSITIONS or not start or not opened:
        return False
    if any(not token.is_word and token.text not in QUOTE_MARKS for token in gap) or not gap[-1].is_content:
        return False
    if any(is_verb(token) and not token.lower.endswith("ing") for token in gap):
        return False
    before = source[start - 1]
    if is_verb(before) and first not in CIRCUMSTANCES:
        return False
    if end >= len(source) or not source[end].is_word or source[end].lower in PREPOSITIONS | CONJUNCTIONS | {"that", "to"}:
        return True
    return first in ("involving", "including", "regarding", "concerning") and is_verb(source[end])


def is_purpose(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is an infinitive of purpose at the end, not what a verb or adjective needs ("ready to go")."""
    if source[start].lower != "to" or not start or not only_marks(source[end:]) or end - start < 3:
        return False
    before = source[start - 1]
    needed = is_verb(before) or before.lower in HEDGES | NEEDING_INFINITIVE or not before.is_content
    return not needed and not any(token.lower in FINITE_SAYING | NEGATIONS for token in source[start:end])


def is_relative(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is a clause at the end that describes the noun in front of it ("a field | that will feed many")."""
    before, first = source[start - 1] if start else None, source[start].lower
    if before is None or not only_marks(source[end:]) or end - start < 3:
        return False
    noun = before.is_content and not is_verb(before)
    if first.endswith("ing") and first not in PREPOSITIONS:
        return noun and not any(is_protected(token) for token in source[start:end])
    if first not in ("that", "which", "who", "where"):
        return False
    return noun and any(is_verb(token) for token in source[start + 1 : start + 3])


def is_description(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch describes whom the name behind it names, without a comma ("veteran politician | Ana Ruiz")."""
    gap = [token for token in source[start:end] if token.is_word]
    if end >= len(source) or not source[end].is_name or gap[-1].is_name or not gap[-1].is_content:
        return False
    kept_out = PREPOSITIONS | CONJUNCTIONS | UNDOING | NEGATIONS | {"that"}
    return not any(is_verb(t) or t.is_number or t.lower in kept_out for t in gap)


def is_characterisation(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch says in what way or under which name ("in an orderly manner", "in what he called a crisis")."""
    gap = [token.lower for token in source[start:end] if token.is_word]
    if gap[0] not in ("in", "at") or not (end >= len(source) or not source[end].is_word):
        return False
    named = gap[1:2] == ["what"] and len(gap) > 4 and gap[3] in ("called", "described", "termed")
    return named or (gap[-1] in ("manner", "way", "fashion") and len(gap) < 6)


def is_premodifier(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is words in front of the noun that they only describe."""
    gap = source[start:end]
    if any(is_protected(t) or not t.is_word or t.is_number or t.lower in UNDOING | PREPOSITIONS for t in gap):
        return False
    if any(token.is_name for token in gap):
        return len(gap) == 1 and end < len(source) and source[end].text.islower() and source[start - 1].lower == "the"
    determined = start > 0 and source[start - 1].lower in ARTICLES | {"its", "his", "her", "their"}
    verbal = [token for token in gap if is_verb(token)]
    if verbal and not (determined and len(gap) == 1 and verbal[0].lower.endswith("ed")):
        return False
    if any(not token.is_content for token in gap) or end >= len(source) or len(gap) > 2:
        return False
    if all(token.lower.endswith("ly") for token in gap):
        return True
    return source[end].is_content and not is_verb(source[end]) and start > 0 and not source[start - 1].is_name


def is_evaluative(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is words in front of a noun that only weigh it ("a | significant | risk")."""
    gap = [token.lower for token in source[start:end]]
    return bool(gap) and set(gap) <= EVALUATIVE and end < len(source) and source[end].is_content


EVALUATIVE = frozenset(
    """significant primary unique impressive key major important substantial considerable notable remarkable crucial vital
    critical essential fundamental profound immense massive enormous huge great vast strong robust comprehensive extensive
    deep broad wide special particular exceptional extraordinary incredible amazing exciting innovative cutting-edge
    state-of-the-art iconic legendary renowned famous celebrated prestigious leading prominent dedicated rigorous careful
    meticulous thorough pivotal integral immediate ongoing growing increasing evolving""".split()
)


def is_quoted_premodifier(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is a quotation in front of the noun that it describes (her “fair and final” offer)."""
    marked = source[start].text in QUOTE_MARKS and source[end - 1].text in QUOTE_MARKS
    return marked and end - start < 8 and end < len(source) and source[end].is_content and not is_verb(source[end])


def is_reason(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is a clause of reason, time or contrast at the end of its sentence."""
    words_ = [token.lower for token in source[start:end] if token.is_word]
    if not start or not words_ or not only_marks(source[end:]):
        return False
    first = words_[0]
    if words_[1:3] in (["long", "as"], ["soon", "as"]):
        return False
    return (
        first in ("because", "since", "although", "though", "while", "whereas", "as", "so", "including")
        or words_[:2] == ["now", "that"]
        or (first.endswith("ing") and source[start].text == ",")
    )
