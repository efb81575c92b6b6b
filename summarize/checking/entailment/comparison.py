"""Compare a sentence with one statement of a source: every word must match, in its role, and nothing needed may be left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.checking.entailment.alignment import SILENT, Matches, align, gaps, is_voiced
from summarize.checking.entailment.canonical import AGENT, HEARING
from summarize.checking.entailment.clauses import is_verb
from summarize.checking.entailment.deleted_part import DEMONSTRATIVES
from summarize.checking.entailment.deletion import may_go, needed_pronouns
from summarize.checking.entailment.moved_phrases import moved, referring
from summarize.checking.entailment.surface_deletion import PROTECTED, is_balanced, is_safe
from summarize.checking.entailment.tokens import QUOTE_MARKS, Token, key
from summarize.checking.entailment.word_forms import inflected, revoiced
from summarize.checking.entailment.wordings import is_initial
from summarize.text import linking_words
from summarize.text.punctuation import POSSESSIVE
from summarize.text.register import Register
from summarize.text.synonyms import exchangeable
from summarize.text.syntax import Parse, Parser
from summarize.text.wordlists import ARTICLES, CONJUNCTIONS, FUNCTION_WORDS, PREPOSITIONS, TITLES
from summarize.types.evidence import Sentence
from summarize.types.verdict import Problem

FREE = (
    FUNCTION_WORDS
    - PROTECTED
    - frozenset(
        """he she it they him her them i we you my our your all any anyone anything both each either every everything few
        fewer less many more most much nobody none nothing several same such than only ever even just again already
        other others too very own together quite else therefore thus otherwise instead indeed rather perhaps so then
        soon still yet never after against before below above until till under over out off up down without within from
        by once one what when where why how who whose which because if though although""".split()
    )
)
"""Function words that a sentence may add: they only link its words, whose order and prepositions are checked."""
ATTRIBUTING = frozenset("according to".split())
"""Words that disappear when an attribution is moved to the front."""
BEFORE_ARTICLES = frozenset("all both half only even also not such just".split())
"""Words between a preposition and the article of its noun phrase ("in all the banks")."""
LOOSE = frozenset(["", "of", "in", "on", "at", "about", "as", "like"])
"""Prepositions that may change or be dropped with the wording; those that mark roles and directions may not."""
QUOTED_STATEMENT = 4
"""Words. A quotation of this length may become indirect speech; a shorter one is a choice of words and keeps its marks."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The problem with a sentence, or None, and the share of the sentence that the source carries, 0 to 1."""

    problem: Problem | None
    share: float


@dataclass(frozen=True, slots=True)
class Original:
    """The text that a source's tokens come from, and its parser; without a parser, less may be left out."""

    text: str
    parser: Parser | None


def compare(mine: Sequence[Token], theirs: Sequence[Token], source: Sentence, people: Register, original: Original) -> Comparison:
    """Check that every word of a sentence matches the source in its role, and that the rest of the source may be left out."""
    matched = align(mine, theirs, _referents(source))
    matched.update(moved(mine, theirs, matched))
    matched.update(referring(mine, theirs, matched))
    carried = sum(matched[i][1] for i, token in enumerate(mine) if i in matched and token.is_content)
    share = carried / max(sum(token.is_content for token in mine), 1)
    problem = next(filter(None, _problems(mine, theirs, matched, source, people, original)), None)
    return Comparison(problem, share)


def _problems(
    mine: Sequence[Token], theirs: Sequence[Token], matched: Matches, source: Sentence, people: Register, original: Original
) -> Iterator[Problem | None]:
    """Yield what is wrong with a sentence or None, check by check, the cheapest first."""
    yield _added(mine, matched, people)
    yield _requoted(mine, theirs, matched, source)
    yield inflected(mine, theirs, matched)
    yield revoiced(mine, theirs, matched)
    yield _governed(mine, theirs, matched)
    yield _omitted(mine, theirs, matched, original)


def _referents(source: Sentence) -> frozenset[str]:
    """Return the keys of the names that a pronoun of the source may refer to."""
    names = [name for name in (source.speech.speaker, source.subject) if name]
    return frozenset([f"@{name.lower()}" for name in names] + [key(word) for name in names for word in name.split()])


def _added(mine: Sequence[Token], matched: Matches, people: Register) -> Problem | None:
    for index, token in enumerate(mine):
        if index in matched or not is_voiced(token) or token is AGENT:
            continue
        if token.lower in FREE or _completes_name(mine, index, matched, people):
            continue
        return f"“{token.text}” is not in the cited line at this point"
    return None


def _completes_name(mine: Sequence[Token], index: int, matched: Matches, people: Register) -> bool:
    """Whether a word completes a matched part of a name that the document writes in full elsewhere."""
    word, before, after = mine[index].text, mine[index - 1 : index], mine[index + 1 : index + 2]
    opened = any(people.writes(each.text, word, each.text) for each in before if index - 1 in matched)
    return opened or any(people.writes(word, each.text, each.text) for each in after if index + 1 in matched)


def _requoted(mine: Sequence[Token], theirs: Sequence[Token], matched: Matches, source: Sentence) -> Problem | None:
    for index, (place, _) in matched.items():
        token, other = mine[index], theirs[place]
        if token.quoted and not other.quoted:
            return f"“{token.text}” is quoted here and not in the cited line"
        if other.quoted and not token.quoted and not (source.speech.speaker and _is_statement(theirs, place)):
            return f"“{token.text}” is quoted in the cited line and not here"
    return None


def _is_statement(tokens: Sequence[Token], place: int) -> bool:
    """Whether the quotation around an index is a statement, not a few chosen words."""
    start = end = place
    while start and (tokens[start - 1].quoted):
        start -= 1
    while end < len(tokens) and tokens[end].quoted:
        end += 1
    return sum(token.is_word for token in tokens[start:end]) >= QUOTED_STATEMENT


def _governed(mine: Sequence[Token], theirs: Sequence[Token], matched: Matches) -> Problem | None:
    """Return the first word governed by another preposition than in the source, so in another role, as a problem; or None."""
    for index, (place, _) in matched.items():
        token = mine[index]
        if not token.is_content or is_verb(token) or is_verb(theirs[place]) or token.lower.endswith("ly"):
            continue
        here, there = _governor(mine, index), _governor(theirs, place)
        if here == there or (here in LOOSE and there in LOOSE):
            continue
        if here and there and exchangeable(here, there):
            continue
        if token.is_name or theirs[place].is_name or (here and there):
            return f"“{token.text}” has another role in the cited line"
    return None


def _governor(tokens: Sequence[Token], index: int) -> str:
    """Return the preposition that governs a word's noun phrase, "of" for a possessive, empty if there is none."""
    if (POSSESSIVE.search(tokens[index].text) and tokens[index].text[-1] not in "sS") or tokens[index].text.endswith(
        ("'s", "’s")
    ):
        return "of"
    for step in range(index - 1, max(index - 6, -1), -1):
        token = tokens[step]
        if token.lower in PREPOSITIONS:
            return token.lower
        if token.lower in ARTICLES and step and tokens[step - 1].lower not in PREPOSITIONS | BEFORE_ARTICLES:
            return ""  # an article opens a noun phrase, and what comes before does not govern it ("since 2007 the bank")
        if (
            (not token.is_word and token.text not in QUOTE_MARKS)
            or is_verb(token)
            or token.lower in CONJUNCTIONS | {"that", "to"}
        ):
            return ""
    return ""


def _omitted(mine: Sequence[Token], theirs: Sequence[Token], matched: Matches, original: Original) -> Problem | None:
    """Return the first needed words that are left out, as a problem, or None."""
    kept = {place for place, _ in matched.values()}
    kept |= {j for j, token in enumerate(theirs) if j - 1 in kept and token.is_word and not is_voiced(token)}
    retold = {place for i, (place, _) in matched.items() if theirs[place].lower in HEARING and mine[i].lower not in HEARING}
    linked = linking_words.opening(original.text)
    left: list[tuple[int, int]] = []
    for start, end in (_voiced(theirs, _behind(theirs, *gap, linked), gap[1]) for gap in gaps(sorted(kept), len(theirs))):
        hearer = start - 1 in retold and all(t.is_name or t.lower in TITLES | ARTICLES for t in theirs[start:end])
        if any(token.is_word for token in theirs[start:end]) and not hearer and not _are_initials(theirs, start, end):
            left.append((start, end))
    needed = _needed(theirs, left, original, frozenset(token.lower for token in mine))
    return f"leaves out “{' '.join(token.text for token in needed if token.is_word)}”" if needed else None


def _are_initials(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is middle initials of a name of which no initial is kept."""
    around = [*tokens[max(start - 1, 0) : start], *tokens[end : end + 1]]
    return start > 0 and all(map(is_initial, tokens[start:end])) and not any(map(is_initial, around))


def _behind(tokens: Sequence[Token], start: int, end: int, place: int) -> int:
    """Return the index of the first token in a stretch that ends after a position of the text, `end` if none does."""
    return next((i for i in range(start, end) if not (span := tokens[i].span) or span[1] > place), end)


def _needed(
    theirs: Sequence[Token], left: Sequence[tuple[int, int]], original: Original, words: frozenset[str]
) -> Sequence[Token]:
    """Return the first left-out stretch that is needed, or an empty one: by grammar, or without a parser by safe forms alone.

    `words` are those of the sentence that is compared, in lower case.
    """
    pronouns = any(token.lower in DEMONSTRATIVES and token.lower not in words for token in theirs)
    if original.parser is None or not (left or pronouns):
        return next((theirs[start:end] for start, end in left if not is_safe(theirs, start, end)), ())
    for start, end in left:
        placed = all(token.span or not is_voiced(token) for token in theirs[start:end])
        if not placed or not _keeps_quotations(theirs, start, end):
            return theirs[start:end]
    parse = original.parser.parse(original.text)
    gone = {(start, end): _indices(parse, theirs[start:end]) for start, end in left}
    read = _indices(parse, theirs)
    unread = {i for i, word in enumerate(parse.words) if i not in read and word.lower not in ATTRIBUTING}
    together = frozenset(unread).union(*gone.values())
    for pronoun in needed_pronouns(parse, words):
        if parse.words[pronoun].head not in together:
            return [token for token in theirs if token.span and token.span[0] == parse.words[pronoun].start]
    return next((theirs[start:end] for (start, end), part in gone.items() if not may_go(parse, part, together)), ())


def _indices(parse: Parse, tokens: Sequence[Token]) -> frozenset[int]:
    return parse.within({token.span for token in tokens if token.span and token.is_word})


def _without_marks(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return the bounds of a stretch without the marks at its ends."""
    words = [index for index in range(start, end) if tokens[index].is_word]
    return (words[0], words[-1] + 1) if words else (start, start)


def _keeps_quotations(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch contains whole quotations, or only the beginning or end of one."""
    first, last = _without_marks(tokens, start, end)
    return is_balanced(tokens[start:end]) or is_balanced(tokens[first:last]) or _trims_quotation(tokens, first, last)


def _trims_quotation(source: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is the beginning or the end of a quotation whose marks are kept."""
    opens = start > 0 and source[start - 1].text in QUOTE_MARKS
    closes = end < len(source) and source[end].text in QUOTE_MARKS
    return all(token.quoted for token in source[start:end]) and (opens or closes)


def _voiced(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Return the bounds of a stretch without the silent words at its ends."""
    while start < end and tokens[end - 1].lower in SILENT:
        end -= 1
    while start < end and tokens[start].lower in SILENT:
        start += 1
    return start, end
