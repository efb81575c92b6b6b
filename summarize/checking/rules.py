"""Sentence and cited lines -> Verdict, with a reason that a person understands. Pure: no model, no index.

A sentence is supported if it follows from one sentence of the cited lines, or each of its clauses from one of them, by steps
that preserve truth. Words keep their order, so that roles, negations, and numbers with what they measure are kept. Inflected
forms and close synonyms may replace words (`alignment`). Attributions and passives may be reordered (`canonical`). Nothing
needed may be left out (`deletion`). This is natural logic (MacCartney and Manning 2007) on the surface of the text.
Everything quoted must appear in a quotation of the source, byte for byte except for the form of marks and spaces.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.checking.entailment.canonical import SAID, THAT, canonical, unfronted, without_agents
from summarize.checking.entailment.clauses import coordinated
from summarize.checking.entailment.comparison import Comparison, Original, compare
from summarize.checking.entailment.coverage import coverage
from summarize.checking.entailment.decomposition import is_date, statements
from summarize.checking.entailment.mentions import merged
from summarize.checking.entailment.notation import normalised, read
from summarize.checking.entailment.tokens import Token, key, span, tokenise
from summarize.checking.quotation import (
    QUOTING,
    SOURCE_SPEAKS,
    is_word_for_word,
    quotation_problem,
    quoted_words_problem,
    quotes_neighbours,
)
from summarize.checking.units import taken
from summarize.documents.speakers import is_unattributed_quotation, resolved
from summarize.text.languages import ENGLISH
from summarize.text.names import phrase
from summarize.text.register import Register
from summarize.text.syntax import Parser
from summarize.text.terms import content, words
from summarize.text.wordlists import ARTICLES, CONJUNCTIONS, FINITE_SAYING
from summarize.types.document import BlockKind
from summarize.types.evidence import Sentence
from summarize.types.verdict import Basis, Problem, Verdict

FOREIGN = "the cited line is not in English: only its whole text can be checked"
ONLY_IN_FORM = frozenset({BlockKind.ROW, BlockKind.FIELD})
NOT_IN_FORM = "the cited line is the row of a table: state it as “label, column: value”"
NEVER_LAST = ARTICLES | CONJUNCTIONS | frozenset("of from with than to for".split())
NUMBER_IN_BRACKETS = re.compile(r"\((?!\d{4}\))[^()]*\d[^()]*\)")
"""Brackets with a number that is no year alone."""
FEWEST_WORDS = 3
LONGEST = 2_000
"""Characters. A longer text is not a sentence, and comparing it would take minutes."""
UNSUPPORTED_AT_MOST = 0.9
"""The support of an unsupported sentence is at most this, however many of its words the source has."""


def verify(text: str, cited: Sequence[Sentence], people: Register | None = None, parser: Parser | None = None) -> Verdict:
    """Check whether cited sentences support a text; `people` are those of the cited document, if known.

    `parser` gives the grammar of the cited sentences; with it, more may be left out of them.

    >>> from summarize.types.evidence import Sentence
    >>> verify("The old mayor has resigned.", [Sentence("The old mayor has not resigned.", "", 1, 1)]).problem
    'leaves out “not”'
    """
    against = _Against(people or Register(), parser)
    if (form := _as_unit(text, cited)) is not None:
        return form
    problem = _form_problem(text) or (None if cited else "the cited lines hold no sentence")
    if problem is not None:
        return Verdict(problem, 0.0)
    if quotes_neighbours(text, cited):
        return Verdict(None, 1.0, basis=Basis.WORDING)
    found = _best(text, cited, against)
    if found.problem is None:
        copied = QUOTING.match(text) or any(is_word_for_word(text, source) for source in cited)
        return Verdict(None, round(found.share, 3), basis=Basis.WORDING if copied else Basis.RULES)
    for clauses in coordinated(text):
        parts = [_best(clause, cited, against) for clause in clauses]
        if all(part.problem is None for part in parts):
            return Verdict(None, round(min(part.share for part in parts), 3))
    carried = coverage(text, [resolved(source) for source in cited])
    return Verdict(found.problem, round(min(carried, UNSUPPORTED_AT_MOST), 3))


def _as_unit(text: str, cited: Sequence[Sentence]) -> Verdict | None:
    """Return the verdict if a text states a unit in a form of its own: a row, an item, an answer, a whole line; else None."""
    if any(is_word_for_word(text, source) for source in cited if source.language != ENGLISH):
        return Verdict(None, 1.0, basis=Basis.WORDING)
    found = (taken(text, source) for source in cited)
    context = next((each for each in found if each is not None), None)
    return None if context is None else Verdict(None, 1.0, context, Basis.WORDING)


@dataclass(frozen=True, slots=True)
class _Against:
    """What a comparison uses besides the sentences: the people of the cited document, and a parser if there is one."""

    people: Register
    parser: Parser | None


def _best(text: str, cited: Sequence[Sentence], against: _Against) -> Comparison:
    dates = [source.text for source in cited if is_date(source.text)]
    findings = [
        _compared(text, statement, against)
        for before, source in zip([None, *cited], cited, strict=False)
        for statement in ([source] if source.kind in ONLY_IN_FORM else statements(source, before, dates))
    ]
    return min(findings, key=lambda finding: (finding.problem is not None, -finding.share))


def _compared(text: str, source: Sentence, against: _Against) -> Comparison:
    if source.language != ENGLISH:
        return Comparison(FOREIGN, coverage(text, [source.text]))
    if match := QUOTING.match(text):
        quoting = quotation_problem(match, source)
        if quoting is None or match["who"] == SOURCE_SPEAKS:
            return Comparison(quoting, float(quoting is None))
    if source.text.rstrip(" ”\"'’)").endswith("?") and "?" not in text:
        return Comparison("the cited line asks it and does not say it", coverage(text, [source.text]))
    if source.kind in ONLY_IN_FORM:
        return Comparison(NOT_IN_FORM, coverage(text, [source.text]))
    people = against.people
    known = [name for name in (source.speech.speaker, source.subject, *people.names) if name and " " in name]
    originals = [Original(each, against.parser) for each in (resolved(source), *([source.text] if source.subject else []))]
    plain = [merged(_read(each.text, text), known, people) for each in originals]
    spoken = _speaking(plain[0], source)
    problem = quoted_words_problem(text, source) or _moved_bracket(text, source.text)
    mine = canonical(merged(read(text), known, people))
    quoted = all(token.quoted for token in mine if token.is_word)
    theirs = [(canonical(tokens), original) for tokens, original in zip(plain, originals, strict=True)]
    theirs += [(canonical(spoken), originals[0])] if spoken is not plain[0] else []
    turned = unfronted(theirs[0][0])
    ways = [
        compare(way, _with_speaker(source, each, whole=quoted), source, people, original)
        for each, original in [*theirs, *([(turned, originals[0])] if turned else [])]
        for way in filter(None, (mine, without_agents(mine), unfronted(mine)))
    ]
    found = min(ways, key=lambda way: (way.problem is not None, -way.share), default=Comparison("the cited line is empty", 0.0))
    return found if problem is None else Comparison(problem, found.share)


def _moved_bracket(text: str, source: str) -> Problem | None:
    """Return the problem that a text keeps a number in brackets and leaves out one before it, so that it seems to hold of both.

    >>> _moved_bracket("It took 9 men and 4 women (2 per cent).", "It took 9 men (5 per cent) and 4 women (2 per cent).")
    'leaves out “(5 per cent)” and keeps “(2 per cent)”'
    """
    mine, theirs = NUMBER_IN_BRACKETS.findall(text), NUMBER_IN_BRACKETS.findall(source)
    last = max((place for place, bracket in enumerate(theirs) if bracket in mine), default=0)
    gone = next((bracket for bracket in theirs[:last] if bracket not in mine), None)
    return f"leaves out “{gone}” and keeps “{theirs[last]}”" if gone else None


def _with_speaker(source: Sentence, tokens: list[Token], *, whole: bool) -> list[Token]:
    """Put "SPEAKER said that" before a source from inside a quotation, unless the text is only a quotation (`whole`)."""
    speaker = source.speech.speaker
    if not is_unattributed_quotation(source) or speaker is None or whole:
        return tokens
    quoted = [replace(token, quoted=True) for token in tokens]
    named = [Token(word, False, key(word)) for word in speaker.split()]
    return [*(merged(named, [speaker], Register()) if " " in speaker else named), SAID, THAT, *quoted]


def _read(source: str, text: str) -> Sequence[Token]:
    """Return a source's tokens without brackets that only name or count something; all of them if the text has brackets."""
    if "(" in text or "(" not in source:
        return read(source)
    return normalised(_unbracketed(tokenise(source)))


def _unbracketed(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        if (
            token.text == ")"
            and (opening := next((i for i in range(len(kept) - 1, -1, -1) if kept[i].text == "("), None)) is not None
        ) and all(each.is_name or each.is_number or each.lower in ARTICLES for each in kept[opening:] if each.is_word):
            del kept[opening:]
    return kept


def _speaking(tokens: list[Token], source: Sentence) -> list[Token]:
    """Return the tokens with a description that opens the sentence and speaks replaced by the speaker's name."""
    speaker = source.speech.speaker
    verb = next((i for i, token in enumerate(tokens) if token.lower in FINITE_SAYING and not token.quoted), None)
    if not speaker or " " not in speaker or not verb:
        return tokens
    end = verb - (tokens[verb - 1].lower in ("also", "then", "later"))
    described = phrase([token.text for token in tokens[:end]] or ["it"])
    if described.role is None or described.name or tokens[0].lower != "the" or any(not token.is_word for token in tokens[:end]):
        return tokens
    return [Token(speaker, False, f"@{speaker.lower()}", span(tokens[:end])), *tokens[end:]]


def _form_problem(text: str) -> Problem | None:
    found = words(text)
    if len(text) > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    if len(found) < FEWEST_WORDS or len(content(text)) < 2:
        return "too short to state anything"
    if not re.search(r"[.!?…][\"”’)]*$|[.!?]?”$", text) or found[-1] in NEVER_LAST:
        return "is not a whole sentence"
    return None
