"""Sentence and cited line -> Verdict, with a reason a person understands. Pure: no model, no index.

A sentence is supported if it is the cited sentence with nothing but safe parts left out: every word of it stands in the
source, in the source's order (so that roles, numbers with their units, and quotations stay in place), and each stretch
that is missing is one whose absence cannot change what is said: an aside between commas, an introduction, a trailing
clause, a date, an office before a name. Negations, hedges, conditions and attributions are never safe to leave out. This
is the deletion view of sentence compression (Knight and Marcu 2002), read as a test of entailment.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from summarize import quotations
from summarize.lexicon import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    FINITE_SAYING,
    HEDGES,
    INTENSIFIERS,
    LEADING_REFERENCES,
    LOADED,
    MONTHS_AND_DAYS,
    NEGATIONS,
    PREPOSITIONS,
    SAYING_PARTICIPLES,
    TITLES,
)
from summarize.names import same
from summarize.speech import resolved
from summarize.terms import content, stem, stems, words
from summarize.types import Sentence, Verdict

TOKEN = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+|[-'’&.](?=\w)[^\W_]+)*(?:['’](?=s?\W))?%?|\.\.\.|[^\w\s]")
QUOTING = re.compile(r"^(?P<who>[^:“”\"]+?) (?:said|states)(?:, according to (?P<channel>[^:]+))?: “(?P<quote>.+)”$", re.DOTALL)
SOURCE_SPEAKS = "The document"
INSERTED = ARTICLES | {"that"}
"""Words that a sentence may add."""
BOUNDARIES = frozenset(",;:()–—-")
QUOTE_MARKS = frozenset('“”„«»"')
CONDITIONS = frozenset("if unless whether provided until except than without".split())
PROTECTED = NEGATIONS | HEDGES | CONDITIONS | FINITE_SAYING | SAYING_PARTICIPLES | {"according"}
RESTRICTING = frozenset("only first last all every any each both or either most least no best worst second".split())
NOT_SUPERLATIVE = frozenset(
    "west east interest request test rest protest invest forest guest contest arrest latest quest".split()
)
RELATIVES = frozenset("which who whose where".split())
CONNECTIVES = frozenset("also however meanwhile moreover".split())
OPENERS = CONNECTIVES | frozenset("and but yet so still".split())
TIMES = MONTHS_AND_DAYS | ARTICLES | frozenset("on in at last next this early late week month year".split())
INTRODUCING = frozenset("in on at during after before following amid since".split())
SUPPOSING = frozenset("theory principle case event view opinion plan proposal scenario words exchange return contrast".split())
SHARED = 0.5
"""The share of a sentence's content words that a further source must have too."""
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    quoted: bool

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def key(self) -> str:
        """What makes two tokens the same: numbers and function words by form, others by stem."""
        return stem(self.text) if self.text[0].isalpha() and len(self.text) > 3 else self.lower.rstrip("'’")


def verify(text: str, source: Sentence) -> Verdict:
    """Whether one cited sentence supports a text.

    >>> from summarize.types import Sentence
    >>> verify("The old mayor has resigned.", Sentence("The old mayor has not resigned.", "", 1, 1)).reason
    'leaves out “not”'
    """
    problem = _quotation_problem(text, source) if QUOTING.match(text) else _problem(text, source)
    return Verdict(False, problem, 0.0) if problem else Verdict(True, "every word stands in the cited line", 1.0)


def agrees(text: str, source: Sentence) -> bool:
    """Whether a further source states the same fact as a sentence: same numbers, names, quoted words and polarity.

    To be asked only of sources whose meaning is known to be close; alone it proves nothing.
    """
    other = " ".join(filter(None, [resolved(source), source.speech.speaker, source.speech.channel]))
    mine, theirs = stems(text), stems(other)
    if len(mine & theirs) < SHARED * len(mine):
        return False
    exact = {stem(word) for word in words(text)[1:] if word[0].isupper() or word[0].isdigit()} & mine
    known = quotations.normalise(other)
    said = all(quotations.normalise(quote).strip(" .,") in known for quote in quotations.quoted(text))
    return exact <= theirs and _numbers(text) == _numbers(source.text) and _polarity(text) == _polarity(source.text) and said


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("%") for word in words(text) if word[0].isdigit())


def _polarity(text: str) -> int:
    return sum(word.lower() in NEGATIONS or word.lower().endswith(("n't", "n’t")) for word in words(text)) % 2


def _quotation_problem(text: str, source: Sentence) -> str:
    """What is wrong with ``X said: “...”``, empty if nothing."""
    match = QUOTING.match(text)
    assert match is not None  # the caller has matched it
    quote = quotations.normalise(match["quote"]).replace('"', "'").strip(" .,'")
    if quote not in quotations.normalise(source.text).replace('"', "'"):
        return f"“{match['quote']}” does not stand in the cited line"
    if match["who"] == SOURCE_SPEAKS:
        return "" if len(quote) >= 0.9 * len(source.text.strip('“”" .')) else "quotes only part of what the document states"
    if source.speech.speaker is None or not same(match["who"], source.speech.speaker):
        return f"{match['who']} is not who says it in the cited line"
    return "" if match["channel"] == source.speech.channel else "names another outlet than the cited line"


def _problem(text: str, source: Sentence) -> str:
    """What is wrong with a sentence written from `source`, empty if nothing."""
    mine, theirs = _tokens(text), _tokens(resolved(source))
    return next(
        filter(None, (_form_problem(text, mine), _wording_problem(text), _alignment_problem(mine, theirs))),
        "",
    )


def _form_problem(text: str, tokens: Sequence[_Token]) -> str:
    found = [token for token in tokens if token.is_word]
    if len(found) < FEWEST_WORDS or len(content(text)) < 3:
        return "too short to state anything"
    if not re.search(r"[.!?…][\"”’)]*$", text) or found[-1].lower in PREPOSITIONS | ARTICLES | CONJUNCTIONS | BE:
        return "is not a whole sentence"
    if not found[0].quoted and found[0].lower in LEADING_REFERENCES:
        return f"does not say what “{found[0].text}” refers to"
    return ""


def _wording_problem(text: str) -> str:
    loaded = [word for word in words(quotations.mask(text)) if word.lower() in LOADED]
    return f"uses the judging word “{loaded[0]}” as its own" if loaded else ""


def _tokens(text: str) -> list[_Token]:
    inside = [False] * (len(text) + 1)
    for start, end in quotations.spans(text):
        inside[start:end] = [True] * (end - start)
    return [_Token(match[0], inside[match.start()]) for match in TOKEN.finditer(text)]


def _alignment_problem(mine: Sequence[_Token], theirs: Sequence[_Token]) -> str:
    written = [token for token in mine if token.is_word]
    places = [index for index, token in enumerate(theirs) if token.is_word]
    matcher = SequenceMatcher(None, [t.key for t in written], [theirs[i].key for i in places], autojunk=False)
    matched: dict[int, int] = {}
    for block in matcher.get_matching_blocks():
        matched.update({block.a + step: places[block.b + step] for step in range(block.size)})
    for index, token in enumerate(written):
        if index not in matched:
            if token.lower in INSERTED:
                continue
            return f"“{token.text}” does not stand there in the cited line"
        if token.quoted != theirs[matched[index]].quoted:
            return f"“{token.text}” is quoted in one and not in the other"
    kept = sorted(matched.values())
    for start, end in _gaps(kept, len(theirs)):
        if not _safe(theirs, start, end):
            return f"leaves out “{_shown(theirs[start:end])}”"
    return ""


def optional_stretches(text: str) -> list[tuple[int, int]]:
    """Character spans of a sentence that may be left out, by the same rules that a written sentence is judged by.

    Spans do not overlap; the longest from the left is taken first.

    >>> text = "The mayor, who was ill, said on Friday that it rained."
    >>> [text[start:end] for start, end in optional_stretches(text)]
    [', who was ill,', ' on Friday']
    """
    tokens = _tokens(text)
    places = [match.span() for match in TOKEN.finditer(text)]
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(tokens):
        end = next((end for end in range(len(tokens), start, -1) if _removable(tokens, start, end)), None)
        if end is None:
            start += 1
            continue
        from_ = places[start - 1][1] if start else 0
        to = places[end - 1][1] if start else places[end][0]
        found.append((from_, to))
        start = end + 1
    return found


def _removable(tokens: Sequence[_Token], start: int, end: int) -> bool:
    """Whether `tokens[start:end]` can go and a whole sentence with its end mark stays."""
    if (start == 0 and end == len(tokens)) or not any(token.is_word for token in tokens[start:end]):
        return False
    trails = _only_marks(tokens[end:])
    if trails and end == len(tokens):
        return False  # the end mark stays
    boundary = tokens[start].text in BOUNDARIES
    if start and tokens[end - 1].text in BOUNDARIES and not boundary:
        return False  # a comma that belongs to what stays
    if boundary and not trails and tokens[end - 1].text not in BOUNDARIES:
        return False
    if end - start == 1 and tokens[start].lower in ARTICLES:
        return False
    return _safe(tokens, start, end)


def _gaps(kept: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of the source between kept words, punctuation included."""
    for before, after in zip([-1, *kept], [*kept, length], strict=True):
        if after - before > 1:
            yield before + 1, after


def _shown(tokens: Sequence[_Token]) -> str:
    return " ".join(token.text for token in tokens if token.is_word)


def _safe(source: Sequence[_Token], start: int, end: int) -> bool:
    """Whether the stretch `source[start:end]` can be missing without changing what the rest says."""
    stretch = source[start:end]
    gap = [token for token in stretch if token.is_word]
    if not gap:
        return True
    if not _balanced(stretch):
        return False
    if {token.lower for token in gap} <= (OPENERS if start == 0 else CONNECTIVES) or _is_office(gap, source, end):
        return True
    if start > 0 and _is_clause(source, start, end):
        return True
    if any(_restricts(token) for token in source) or any(_is_protected(token) for token in gap):
        return False
    return (
        _is_time(stretch, source)
        or _is_ornament(source, start, end)
        or _is_introduction(source, start, end)
        or (stretch[0].text == "(" and stretch[-1].text == ")")
    )


def _balanced(stretch: Sequence[_Token]) -> bool:
    """Whether a stretch takes quotations whole: a mark for each mark, and no quoted word from outside its marks."""
    marks = [token.text for token in stretch if token.text in QUOTE_MARKS]
    words_inside = [token for token in stretch if token.quoted and token.is_word]
    return len(marks) % 2 == 0 and (bool(marks) or not words_inside)


def _is_protected(token: _Token) -> bool:
    return token.lower in PROTECTED or token.lower.endswith(("n't", "n’t")) or token.quoted


def _restricts(token: _Token) -> bool:
    """Whether a word makes what it governs hold only as a whole: "did not meet on Friday" is not "did not meet"."""
    if token.quoted:
        return False
    return token.lower in NEGATIONS | RESTRICTING or (
        token.lower.endswith(("n't", "n’t", "est")) and token.lower not in NOT_SUPERLATIVE
    )


def _only_marks(rest: Sequence[_Token]) -> bool:
    return not any(token.is_word for token in rest)


def _is_clause(source: Sequence[_Token], start: int, end: int) -> bool:
    """Whether a stretch is a relative or participle clause between commas, left out with all that it says."""
    stretch = source[start + 1 : end]
    if source[start].text not in BOUNDARIES or not stretch or not stretch[0].is_word:
        return False
    participle = stretch[0].lower.endswith("ing") and stretch[0].lower not in ("according", *PREPOSITIONS)
    if not participle and stretch[0].lower not in RELATIVES:
        return False
    if any(token.text in BOUNDARIES | {"."} for token in stretch[:-1] if not token.quoted):
        return False  # where this clause ends and another goes on cannot be told
    attributed = end < len(source) and source[end].lower == "according"
    return _only_marks(source[end:]) or (stretch[-1].text in BOUNDARIES and not attributed)


def _is_time(stretch: Sequence[_Token], source: Sequence[_Token]) -> bool:
    """Whether a stretch is the only date of a sentence with at most one number: "on Friday", "last month"."""
    found = [token for token in stretch if token.is_word]
    named = any(token.lower in MONTHS_AND_DAYS for token in found)
    relative = len(found) == 2 and found[0].lower in ("last", "next", "this") and found[1].lower in ("week", "month", "year")
    if not (named or relative) or not all(token.lower in TIMES or token.text.isdigit() for token in found):
        return False
    outside = [token for token in source if token not in stretch]
    elsewhere = any(token.lower in MONTHS_AND_DAYS for token in outside)
    return not elsewhere and sum(token.text[0].isdigit() for token in outside) <= 1


def _is_ornament(source: Sequence[_Token], start: int, end: int) -> bool:
    """Whether a stretch is one word that only judges or intensifies ("amid a | brutal | winter")."""
    one = source[start:end]
    inside = start > 0 and end < len(source) and source[end].is_word
    return len(one) == 1 and (one[0].lower in INTENSIFIERS or (inside and one[0].lower in LOADED))


def _is_introduction(source: Sequence[_Token], start: int, end: int) -> bool:
    """Whether a stretch is an opening phrase of time or place up to the first comma."""
    stretch = source[start:end]
    if start > 0 or stretch[-1].text != "," or any(token.text in BOUNDARIES for token in stretch[:-1]):
        return False
    first = stretch[0].lower
    opens = first in INTRODUCING or first.endswith("ing") or first in ("last", "this", "earlier", "later")
    return opens and not any(token.lower in SUPPOSING for token in stretch)


def _is_office(gap: Sequence[_Token], source: Sequence[_Token], end: int) -> bool:
    """Whether a stretch is a title in front of a name ("Chilean President | Ana Ruiz")."""
    before_name = end < len(source) and source[end].text[0].isupper()
    return before_name and gap[-1].lower in TITLES and all(t.text[0].isupper() or t.lower in TITLES | ARTICLES for t in gap)
