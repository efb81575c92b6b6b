"""What still follows from a sentence when a part of it is left out."""

from collections.abc import Sequence

from summarize.entailment.canonical import FRONTED, SUBJECT_STARTS
from summarize.entailment.clauses import BOUNDARIES, breaks, clause_around, is_verb, only_marks
from summarize.entailment.inflection import IRREGULAR_PASTS
from summarize.entailment.monotonicity import is_measured, restricts
from summarize.entailment.omission import (
    CONDITIONS,
    INTRODUCING,
    LONGEST_STRETCH,
    PROTECTED,
    SUPPOSING,
    is_balanced,
    is_protected,
    is_safe,
    is_time,
)
from summarize.entailment.phrases import (
    UNDOING,
    is_characterisation,
    is_description,
    is_evaluative,
    is_phrase,
    is_premodifier,
    is_purpose,
    is_quoted_premodifier,
    is_reason,
    is_relative,
)
from summarize.entailment.tokens import QUOTE_MARKS, Token
from summarize.lexicon import ARTICLES, FINITE_SAYING, NEGATIONS, OFFICE_WORDS, PREPOSITIONS, SAYING, TITLES

SHORT_STRETCH = 5
EMPTY = ARTICLES | frozenset(
    """that has have had also too then now already so and just currently presently yesterday today tonight recently later
    earlier previously""".split()
)
"""Words without which a sentence says the same."""
JOINING = frozenset("and but while whereas although though".split())
PAIRING = frozenset("both between neither either whether if without no".split())
GLUE = frozenset("and but or nor that which who whom whose what when where because as than to".split())


def is_implied(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether what is left of a sentence without `source[start:end]` still follows from the whole.

    Wider than `is_safe`: a conjunct, a phrase behind the verb, a word in front of its noun may go as well, where nothing
    turns the inference round (MacCartney and Manning 2007, "Natural Logic for Textual Inference"): no negation, no measure,
    no superlative in the same clause. What is left is true; whether it is the best thing to say is not judged here.
    """
    short = end - start <= SHORT_STRETCH
    joints = PREPOSITIONS | JOINING | {"now"}
    cuts = [i for i in range(start + 1, end) if short or not source[i].is_word or source[i].lower in joints]
    places = [start, *(cuts if end - start <= LONGEST_STRETCH else []), end]
    reached = {start}  # up to where the stretch is made of parts that may go
    for place in places:
        if place in reached:
            reached.update(further for further in places if further > place and _is_implied(source, place, further))
    return end in reached


def _is_implied(source: Sequence[Token], start: int, end: int) -> bool:
    if any(rule(source, start, end) for rule in WHATEVER_IS_QUOTED):
        return True
    if not is_balanced(source[start:end]) and not _trims_quotation(source, start, end):
        return False
    if any(rule(source, start, end) for rule in ALWAYS):
        return True
    return not is_measured(source, start, end) and any(rule(source, start, end) for rule in UNLESS_MEASURED)


def _is_empty(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch says nothing of its own."""
    gap = [token.lower for token in source[start:end] if token.is_word]
    return set(gap) <= EMPTY or gap == ["once", "more"]


def _is_only_time(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is the only date, in a clause that nothing restricts."""
    return is_time(source[start:end], source) and not any(map(restricts, clause_around(source, start, end)))


def _is_repeated_preposition(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is a preposition said again ("by 4 percent in value and | by | 3 percent in volume")."""
    gap = [token.lower for token in source[start:end] if token.is_word]
    return len(gap) == 1 and gap[0] in PREPOSITIONS and gap[0] in [t.lower for t in source[max(start - 8, 0) : start]]


def is_harmless(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether leaving out `source[start:end]` breaks none of the rules by which omissions mislead.

    For what `is_implied` cannot take apart: nothing that negates, hedges, restricts or attributes is in the stretch, no verb
    and no joint of clauses, no measured noun loses a qualifier, and no word is left without the noun that it described.
    """
    gap = [token for token in source[start:end] if token.is_word]
    if any(is_protected(token) or is_verb(token) or token.lower in GLUE for token in gap) or is_measured(source, start, end):
        return False
    if not is_balanced(source[start:end]) or any(token.is_number or token.lower in UNDOING for token in gap):
        return False
    before = source[start - 1] if start else None
    headless = before is not None and before.is_content and not is_verb(before) and gap[0].is_content
    governed = gap[-1].lower in PREPOSITIONS
    named = end < len(source) and source[end].is_name and gap[-1].is_name
    return not headless and not governed and not named


def _trims_quotation(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch takes the beginning or the end off a quotation, the marks being kept."""
    opens = start > 0 and source[start - 1].text in QUOTE_MARKS
    closes = end < len(source) and source[end].text in QUOTE_MARKS
    return all(token.quoted for token in source[start:end]) and (opens or closes)


def _is_quantity(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is an amount in front of what it is an amount of ("nine tonnes of | gas"), and no share of it."""
    gap = [token for token in source[start:end] if token.is_word]
    if len(gap) < 2 or gap[-1].lower != "of" or not gap[0].is_number or end >= len(source):
        return False
    return not any(token.key in ("percent", "half", "third", "quarter", "member") or token.lower in PROTECTED for token in gap)


def _is_named_in_apposition(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch describes whom the name behind it names ("the head of the guard, | Jan Berg, | said")."""
    gap = source[start:end]
    if len(gap) < 2 or gap[-1].text != "," or end + 1 >= len(source) or not source[end].is_name:
        return False
    closes = next((token.text for token in source[end:] if not token.is_name), "")
    opens = start == 0 or source[start - 1].lower == "that" or not source[start - 1].is_word
    return opens and closes == "," and not any(is_verb(token) or token.lower in PROTECTED for token in gap)


def _is_first_name(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is a person's first names or office, the last name being kept."""
    gap = [token for token in source[start:end] if token.is_word]
    following = source[end] if end < len(source) else None
    before = source[end - len(gap) - 1] if end > len(gap) else None
    alone = len(gap) == 1 and gap[0].is_name and before is not None and before.is_name
    if alone and not (following is not None and following.is_name) and not (end > 2 and source[end - 3].is_name):
        return True  # "Xi | Jinping"
    return (
        following is not None and following.is_name and all(t.is_name or t.lower in TITLES | ARTICLES | OFFICE_WORDS for t in gap)
    )


def _is_last_conjunct(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is a conjunct at the end of its sentence or in front of a comma, with its conjunction."""
    stretch = [token for token in source[start:end] if token.is_word]
    if not stretch or stretch[0].lower not in JOINING or not (only_marks(source[end:]) or source[end].text in ";,"):
        return False
    second = stretch[1] if len(stretch) > 1 else stretch[0]
    parallel = second.lower in PREPOSITIONS and second.lower in [token.lower for token in source[:start]]
    joined = source[start].text in BOUNDARIES or parallel or any(is_verb(token) for token in stretch[1:3])
    whole = joined or stretch[0].lower != "and" or not is_measured(source, start, end)
    return whole and not _is_paired(source[:start])


def _is_paired(before: Sequence[Token]) -> bool:
    """Whether a conjunction belongs to a "both", "between", "neither" or "not only" in front of it."""
    clause = [token.lower for token in before][-12:]
    return "not only" in " ".join(clause) or any(word in PAIRING for word in clause)


def _is_first_conjunct(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is the first of two predicates or clauses, with the conjunction behind it."""
    words_ = [token for token in source[start:end] if token.is_word]
    repeated = len(words_) > 3 and words_[-1].lower in ("he", "she", "it", "they") and start > 0
    last = words_[-2] if repeated else words_[-1]
    if len(words_) < 3 or last.lower not in ("and", "but", "while", "because", "hence") or end >= len(source):
        return False
    if words_[0].lower in PREPOSITIONS and source[end].lower == words_[0].lower:
        return True  # "by 4 in value and | by 3 in volume"
    left = next((i + 1 for i in range(start - 1, -1, -1) if breaks(source, i)), 0)
    if any(restricts(token) or token.lower in CONDITIONS for token in source[left:start]):
        return False
    if is_verb(words_[0]) or words_[0].lower.endswith("ly"):
        return start > 0 and any(is_verb(token) for token in source[end : end + 2])
    says_itself = any(token.lower in FINITE_SAYING for token in source[end : end + 3])
    unreported = says_itself or not any(token.lower in FINITE_SAYING for token in words_)
    opens = unreported if start == 0 else source[start - 1].lower in ("that", "the", "a", "an")
    commas = source[end - 2].text in BOUNDARIES
    return opens and (commas or any(is_verb(token) for token in words_)) and not is_verb(source[end])


def _is_joined_subject(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is one of two joined subjects, in front of the verb ("incubators | and shared offices | opened")."""
    gap = [token for token in source[start:end] if token.is_word]
    if len(gap) > 5 or any(is_verb(t) or is_protected(t) or t.lower in PREPOSITIONS for t in gap) or end >= len(source):
        return False
    behind = gap[0].lower == "and" and is_verb(source[end]) and not any(is_verb(token) for token in source[:start])
    return behind and not _is_paired(source[:start]) and not is_measured(source, start, end)


def _is_hearer(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch names whom something was said to ("told | Berg | that")."""
    before = source[start - 1].lower if start else ""
    gap = source[start:end]
    if before in ("told", "tells", "assured", "informed") and end < len(source):
        return all(token.is_name or token.lower in TITLES | ARTICLES for token in gap)
    return before in SAYING and gap[0].lower in ("to", "in", "on", "at", "during", "by") and not any(is_protected(t) for t in gap)


def _is_fronted(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is an opening phrase of time or place, at the start of the sentence or of what somebody says."""
    stretch = source[start:end]
    opens = start == 0 or source[start - 1].lower == "that"
    if not opens or stretch[-1].text != ",":
        return False
    first = stretch[0].lower
    subject = end < len(source) and (source[end].is_name or source[end].lower in SUBJECT_STARTS)
    participle = first.endswith(("ing", "ed")) or first in IRREGULAR_PASTS
    if participle and first not in PREPOSITIONS and subject and not any(is_protected(token) for token in stretch):
        return True  # it says something of its own
    opening = first in FRONTED - {"according"} and (subject or first in INTRODUCING)
    if not opening or any(not token.is_word for token in stretch[:-1]):
        return False
    supposing = any(token.lower in SUPPOSING | CONDITIONS or token.lower in NEGATIONS for token in stretch)
    return not supposing and not any(map(restricts, clause_around(source, start, end)))


def _is_aside(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch stands between two commas, dashes or brackets and makes no list."""
    stretch = source[start:end]
    if not start or end > len(source) or stretch[0].text not in BOUNDARIES or len(stretch) < 2:
        return False
    closed = stretch[-1].text in BOUNDARIES or only_marks(source[end:]) or source[end].text in BOUNDARIES
    inner = [token for token in stretch[1:] if token.is_word]
    if not closed or not inner or any(token.text in ",;" for token in stretch[1:-1]):
        return False
    first = inner[0].lower
    attributes = first in ("according", "as") or any(token.lower in FINITE_SAYING for token in inner if not token.quoted)
    return not attributes and first not in CONDITIONS | {"and", "or", "but"} and not any(t.lower in CONDITIONS for t in inner)


WHATEVER_IS_QUOTED = (is_safe, is_quoted_premodifier)
ALWAYS = (
    *(_is_empty, _is_only_time, _is_quantity, _is_named_in_apposition, _is_first_name, _is_repeated_preposition),
    *(
        _is_last_conjunct,
        _is_first_conjunct,
        _is_joined_subject,
        is_evaluative,
        _is_fronted,
        _is_hearer,
        _is_aside,
        is_reason,
        is_description,
        is_characterisation,
    ),
)
UNLESS_MEASURED = (is_phrase, is_purpose, is_relative, is_premodifier)
"""Rules by which a stretch may go: whatever it holds, whatever its clause says, and only where the clause measures nothing."""
