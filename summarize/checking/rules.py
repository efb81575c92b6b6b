"""Sentence and cited lines -> Verdict, with a reason a person understands. Pure: no model, no index.

A sentence is supported if it follows from one sentence of the cited lines (or each of its clauses from one of them) by steps
that keep the truth: words in their order, so that roles, numbers with what they measure, and negations stay in place;
inflected forms and close synonyms for words (`alignment`); attributions and passives turned round (`canonical`); and nothing
left out that could not be left out (`omission`). This is natural logic (MacCartney and Manning 2007) on the surface of the text.
Everything quoted must stand in a quotation of the source, byte for byte but for the shape of marks and spaces.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarize.checking.entailment.canonical import SAID, THAT, canonical, unfronted, without_agents
from summarize.checking.entailment.clauses import coordinated
from summarize.checking.entailment.comparison import Comparison, Original, compare
from summarize.checking.entailment.coverage import coverage
from summarize.checking.entailment.decomposition import is_date, statements
from summarize.checking.entailment.mentions import merged
from summarize.checking.entailment.notation import normalised, values
from summarize.checking.entailment.tokens import Token, key, span, tokenise
from summarize.documents.attribution import attributions
from summarize.documents.speakers import is_unattributed_quotation, resolved
from summarize.text import names, quotations
from summarize.text.demonyms import same_place
from summarize.text.languages import ENGLISH
from summarize.text.names import Register, phrase, same
from summarize.text.syntax import Parser
from summarize.text.terms import content, is_content, stem, stems, words
from summarize.text.wordlists import ARTICLES, CONJUNCTIONS, FINITE_SAYING, NEGATIONS
from summarize.types.evidence import Sentence
from summarize.types.verdict import Verdict

QUOTING = re.compile(r"^(?P<who>[^:“”\"]+?) (?:said|states)(?:, according to (?P<channel>[^:]+))?: “(?P<quote>.+)”$", re.DOTALL)
SOURCE_SPEAKS = "The document"
SINGLE = re.compile(r"\b(?:an?|the|one) ([a-z]+(?: [a-z]+)?)")
COUNTED = re.compile(r"\b\d[\d,]* ([a-z]+(?: [a-z]+)?)")
NEGATION = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))}|\w*n['’]t)\b", re.IGNORECASE)
CLAUSE_END = re.compile(r"[,;:.](?!\d)")
LIMITING = frozenset("only just merely simply solely".split())
FOREIGN = "the cited line is not in English: only its own words, whole, can be told to follow from it"
IN_BRACKETS = re.compile(r"\([^()]*\)")
REACH = 4
"""Words behind a negation that it may deny."""
SHARED = 0.5
"""The share of a sentence's content words that a further source must have too."""
NEVER_LAST = ARTICLES | CONJUNCTIONS | frozenset("of from with than to for".split())
FEWEST_WORDS = 3
LONGEST = 2_000
"""Characters. What is longer is no sentence, and comparing it would take minutes."""
UNSUPPORTED_AT_MOST = 0.9
"""The support of what is not supported stays below this, however many of its words the source has."""


def verify(text: str, cited: Sequence[Sentence], people: Register | None = None, parser: Parser | None = None) -> Verdict:
    """Whether cited sentences support a text; `people` are those of the cited document, if it is at hand.

    `parser` gives the grammar of the cited sentences, by which more may be left out of them.

    >>> from summarize.types.evidence import Sentence
    >>> verify("The old mayor has resigned.", [Sentence("The old mayor has not resigned.", "", 1, 1)]).reason
    'leaves out “not”'
    """
    against = _Against(people or Register(), parser)
    if any(_is_word_for_word(text, source) for source in cited if source.language != ENGLISH):
        return Verdict(True, "the cited line says so", 1.0)
    problem = _form_problem(text)
    if problem or not cited:
        return Verdict(False, problem or "the cited lines hold no sentence", 0.0)
    if _quotes_neighbours(text, cited):
        return Verdict(True, "the cited lines say so", 1.0)
    found = _best(text, cited, against)
    if not found.problem:
        return Verdict(True, "the cited line says so", round(found.share, 3))
    for clauses in coordinated(text):
        parts = [_best(clause, cited, against) for clause in clauses]
        if not any(part.problem for part in parts):
            return Verdict(True, "the cited lines say so, clause by clause", round(min(part.share for part in parts), 3))
    carried = coverage(text, [resolved(source) for source in cited])
    return Verdict(False, found.problem, round(min(carried, UNSUPPORTED_AT_MOST), 3))


def agrees(text: str, source: Sequence[Sentence]) -> bool:
    """Whether a further source states the same fact as a sentence: same numbers, names, quoted words and polarity.

    The source is one sentence, or neighbouring ones that state it together. To be asked only of sources whose meaning is
    known to be close; alone it proves nothing.
    """
    if any(s.language != ENGLISH for s in source):
        return any(_is_word_for_word(text, s) for s in source)
    whole = " ".join(filter(None, (part for s in source for part in (resolved(s), s.speech.speaker, s.speech.channel))))
    mine, theirs = stems(text), stems(whole)
    if len(mine & theirs) < SHARED * len(mine):
        return False
    known = quotations.normalise(whole)
    said = all(quotations.normalise(quote).strip(" .,") in known for quote in quotations.quoted(text))
    return said and _same_polarity(text, whole) and _same_numbers(text, whole) and _same_names(text, whole)


def _same_numbers(text: str, source: str) -> bool:
    """Whether a source has each number that a text has in digits, and does not count several of what the text has one of."""
    mine = frozenset(token.key for token in normalised(tokenise(text)) if token.is_number and token.text[-1].isdigit())
    if not mine <= values(normalised(tokenise(source))):
        return False
    several = {stem(noun) for counted in COUNTED.findall(source) for noun in counted.split() if noun.endswith("s")}
    return not several & {stem(noun) for one in SINGLE.findall(text) for noun in one.split() if not noun.endswith("s")}


def _same_names(text: str, source: str) -> bool:
    """Whether each name of a text stands in a source, in full or in part; sentences that start with different names differ."""
    mine, others = names.runs(IN_BRACKETS.sub("", text)), names.runs(source)
    opening = bool(mine) and text.startswith(mine[0]) and " " not in mine[0]
    for name in mine[opening:]:
        if not any(names.same(name, other) or same_place(name, other) or names.abbreviates(other, name) for other in others):
            return False
    first, second = (words(each)[0] for each in (text, source))
    return not all(is_content(word) and stem(word) not in stems(other) for word, other in ((first, source), (second, text)))


def _same_polarity(text: str, source: str) -> bool:
    """Whether what both speak of is denied in both or in neither."""
    shared = stems(text) & stems(source)
    return _denied(text) & shared == _denied(source) & shared


def _denied(text: str) -> frozenset[str]:
    """The stems of the content words right behind a negation; "not only" denies nothing.

    >>> sorted(_denied("He did not really close it, not only because she never asked."))
    ['ask', 'close', 'realli']
    """
    found: set[str] = set()
    for negation in NEGATION.finditer(text):
        behind = words(CLAUSE_END.split(text[negation.end() :])[0])[:REACH]
        if behind and behind[0].lower() not in LIMITING:
            found.update([stem(word) for word in behind if is_content(word)][:2])
    return frozenset(found)


def _is_word_for_word(text: str, source: Sentence) -> bool:
    """Whether a text is a whole source sentence, as it stands or quoted: all that can be told in languages other than English."""
    match = QUOTING.match(text)
    if match:
        return match["who"] == SOURCE_SPEAKS and _bare(match["quote"]) == _bare(source.text)
    return bool(_bare(text)) and _bare(text) == _bare(source.text)


def _quotes_neighbours(text: str, cited: Sequence[Sentence]) -> bool:
    """Whether a text quotes two neighbouring sentences of the document whole."""
    match = QUOTING.match(text)
    if match is None or match["who"] != SOURCE_SPEAKS:
        return False
    return any(_bare(match["quote"]) == _bare(f"{one.text} {other.text}") for one, other in pairwise(cited))


def _bare(text: str) -> str:
    """A text without the differences that the shape of marks and spaces, and the quotation marks around it, make."""
    return quotations.normalise(text).replace('"', "'").strip("' ").rstrip(".。 '")


@dataclass(frozen=True, slots=True)
class _Against:
    """What sentences are compared with the help of: the people of the cited document, and a parser if there is one."""

    people: Register
    parser: Parser | None


def _best(text: str, cited: Sequence[Sentence], against: _Against) -> Comparison:
    dates = [source.text for source in cited if is_date(source.text)]
    findings = [
        _compared(text, statement, against)
        for before, source in zip([None, *cited], cited, strict=False)
        for statement in statements(source, before, dates)
    ]
    return min(findings, key=lambda finding: (bool(finding.problem), -finding.share))


def _compared(text: str, source: Sentence, against: _Against) -> Comparison:
    if source.language != ENGLISH:
        return Comparison(FOREIGN, coverage(text, [source.text]))
    if match := QUOTING.match(text):
        quoting = _quotation_problem(match, source)
        if not quoting or match["who"] == SOURCE_SPEAKS:
            return Comparison(quoting, float(not quoting))
    if source.text.rstrip(" ”\"'’)").endswith("?") and "?" not in text:
        return Comparison("the cited line asks it and does not say it", coverage(text, [source.text]))
    people = against.people
    known = [name for name in (source.speech.speaker, source.subject, *people.names) if name and " " in name]
    originals = [Original(each, against.parser) for each in (resolved(source), *([source.text] if source.subject else []))]
    plain = [merged(normalised(_relevant(tokenise(each.text), text)), known, people) for each in originals]
    spoken = _speaking(plain[0], source)
    problem = _quoted_words_problem(text, source)
    mine = canonical(merged(normalised(tokenise(text)), known, people))
    quoted = all(token.quoted for token in mine if token.is_word)
    theirs = [(canonical(tokens), original) for tokens, original in zip(plain, originals, strict=True)]
    theirs += [(canonical(spoken), originals[0])] if spoken is not plain[0] else []
    turned = unfronted(theirs[0][0])
    ways = [
        compare(way, _with_speaker(source, each, whole=quoted), source, people, original)
        for each, original in [*theirs, *([(turned, originals[0])] if turned else [])]
        for way in filter(None, (mine, without_agents(mine), unfronted(mine)))
    ]
    found = min(ways, key=lambda way: (bool(way.problem), -way.share), default=Comparison("the cited line is empty", 0.0))
    return Comparison(problem, found.share) if problem else found


def _with_speaker(source: Sentence, tokens: list[Token], *, whole: bool) -> list[Token]:
    """A source from within a quotation with who speaks in front; not where the text is nothing but a quotation (`whole`)."""
    speaker = source.speech.speaker
    if not is_unattributed_quotation(source) or speaker is None or whole:
        return tokens
    quoted = [replace(token, quoted=True) for token in tokens]
    named = [Token(word, False, key(word)) for word in speaker.split()]
    return [*(merged(named, [speaker], Register()) if " " in speaker else named), SAID, THAT, *quoted]


def _relevant(tokens: list[Token], text: str) -> list[Token]:
    """The tokens of a source without what is in brackets and only names or counts something, if the text has no brackets."""
    if "(" in text:
        return tokens
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
    """The tokens with a description that opens the sentence and speaks replaced by the name of the speaker it stands for."""
    speaker = source.speech.speaker
    verb = next((i for i, token in enumerate(tokens) if token.lower in FINITE_SAYING and not token.quoted), None)
    if not speaker or " " not in speaker or not verb:
        return tokens
    end = verb - (tokens[verb - 1].lower in ("also", "then", "later"))
    described = phrase([token.text for token in tokens[:end]] or ["it"])
    if described.role is None or described.name or tokens[0].lower != "the" or any(not token.is_word for token in tokens[:end]):
        return tokens
    return [Token(speaker, False, f"@{speaker.lower()}", span(tokens[:end])), *tokens[end:]]


def _quotation_problem(match: re.Match[str], source: Sentence) -> str:
    """What is wrong with ``X said: “...”``, empty if nothing."""
    quote = quotations.normalise(match["quote"]).replace('"', "'").strip(" .,'")
    if not _stands_in(quote, quotations.normalise(source.text).replace('"', "'")):
        return f"“{match['quote']}” does not stand in the cited line"
    if match["who"] != SOURCE_SPEAKS and not _is_whole_quotation(quote, source):
        return f"“{match['quote']}” is only a part of what is said in the cited line"
    if match["who"] == SOURCE_SPEAKS:
        return "" if len(quote) >= 0.9 * len(source.text.strip('“”" .')) else "quotes only part of what the document states"
    if source.speech.speaker is None or not same(match["who"], source.speech.speaker):
        return f"{match['who']} is not who says it in the cited line"
    return "" if match["channel"] == source.speech.channel else "names another outlet than the cited line"


def _is_whole_quotation(quote: str, source: Sentence) -> bool:
    """Whether a quotation is all that a line quotes, or whole sentences of it, said by the only one who speaks there."""
    speakers = {a.subject.name for a in attributions(source.text, quotations.mask(source.text)) if a.subject.name}
    if len(speakers) > 1:
        return False
    said = quotations.quoted(quotations.balanced(source.text)) or (source.text,)
    for each in (*said, source.text) if is_unattributed_quotation(source) else said:
        text = quotations.normalise(each).replace('"', "'").strip(" .,'")
        for found in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text):
            begins = not text[: found.start()].strip(" '") or text[: found.start()].rstrip(" '")[-1:] in ".!?…"
            if begins and (not text[found.end() :].strip(" '") or text[found.end() :].lstrip("' ")[:1] in ".!…"):
                return True
    return False


def _stands_in(quote: str, text: str) -> bool:
    """Whether a quotation is in a text as whole words."""
    return re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text) is not None


def _quoted_words_problem(text: str, source: Sentence) -> str:
    """Which quotation of a text is none of the source's, empty if all are."""
    inside = (
        source.text if is_unattributed_quotation(source) else " \n ".join(quotations.quoted(quotations.balanced(source.text)))
    )
    known = quotations.normalise(inside)
    for quote in quotations.quoted(text):
        if not _stands_in(quotations.normalise(quote).strip(" .,!?'"), known):
            return f"“{quote}” is not quoted in the cited line"
    return ""


def _form_problem(text: str) -> str:
    found = words(text)
    if len(text) > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    if len(found) < FEWEST_WORDS or len(content(text)) < 2:
        return "too short to state anything"
    if not re.search(r"[.!?…][\"”’)]*$|[.!?]?”$", text) or found[-1] in NEVER_LAST:
        return "is not a whole sentence"
    return ""
