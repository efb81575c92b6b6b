"""Turn a claim into a sentence by the ladder: write, check, tighten, check, quote, drop.

The model sees only one sentence of evidence, the instructions, and the question if its prompt has one; a writer that rewords
first sees what several sources say in other words. Quotation marks that it dropped are restored. What it writes is checked
against the evidence, and shown only if the check succeeds. A draft in other words that the rules do not accept may be accepted
by a model of entailment; it is then of a kind of its own.
"""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from time import perf_counter
from typing import TypeAlias

from summarize.checking.quotation import SOURCE_SPEAKS
from summarize.checking.rules import verify
from summarize.documents.speakers import is_unattributed_quotation, resolved
from summarize.models.decoding import Request
from summarize.search.answer_kinds import Wanted
from summarize.search.question import Question, keeps, keeps_asked
from summarize.text import quotations
from summarize.text.languages import ENGLISH
from summarize.text.neutral import loaded_words, neutral
from summarize.text.syntax import Parser
from summarize.text.terms import words
from summarize.text.wordlists import LEADING_REFERENCES, PREPOSITIONS
from summarize.types.answer import Kind, Rejected
from summarize.types.evidence import Claim, Context, Evidence, Sentence, Speech
from summarize.types.verdict import Problem
from summarize.writing import unit
from summarize.writing.compression import compressed, ended, unlinked
from summarize.writing.pattern import compile_pattern
from summarize.writing.together import in_other_words, is_only_quoted

OFF_THE_POINT = "leaves out what was asked for"
MARKS = '“”"'
SENTENCE_END = re.compile(r"(?<=[a-z0-9][.!?]) (?=[A-Z])")
MOVABLE = frozenset("by to".split())
"""Prepositions whose noun may open a sentence: "by" of a passive made active, "to" of "according to"."""
FEWEST_WORDS = 3
"""Fewest words in a sentence."""
Rewords: TypeAlias = Callable[[str, Sequence[Evidence]], float | None]
"""Returns the probability, 0 to 1, with which evidence together supports a draft in other words; None if it is too low."""


ASIDE_SHARE = 0.5
"""How much an aside that is cut may have of what matters, for each of its words, beside the whole sentence.

It was chosen on NeuS, items 60 to 160 (docs/figures.md).
"""


def nothing(_text: str) -> float:
    """Return that nothing is known of how much a text has of what matters."""
    return 0.0


@dataclass(frozen=True, slots=True)
class Means:
    """What sentences are written with: the grammar of their sources, and two judges.

    `rewords` judges drafts in other words, if the writer writes any; `worth` says how much a text has of what matters in all
    sources.
    """

    parser: Parser | None = None
    rewords: Rewords | None = None
    worth: Callable[[str], float] = nothing


PLAIN = Means()
"""No grammar and no judges: rules alone."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that its evidence supports, and what it takes from the context of its evidence.

    `together` is the evidence that supports it, if that takes several pieces.
    """

    text: str
    kind: Kind
    support: float
    context: tuple[Context, ...] = ()
    together: tuple[Evidence, ...] = ()


_Rung: TypeAlias = tuple[Kind, str | Request, tuple[Evidence, ...]]
"""A text, or a request for one, and the evidence that it is written from."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for a claim: its sentence if one passes the checks, the rejected drafts, and seconds spent on checking."""

    written: Written | None
    rejected: tuple[Rejected, ...]
    checking: float


def write(claim: Claim, asked: Question, means: Means = PLAIN) -> Generator[Request, str, Outcome]:
    """Write a sentence for a claim that keeps what was asked for, by the first rung of the ladder that passes the checks.

    A job for `Writer.side_by_side`: it requests drafts, and its result is the outcome.
    """
    parser = means.parser
    source = _source(claim.best)
    made = unit.stated(source, asked, parser, listed=claim.listed, column=claim.column)
    rejected: list[Rejected] = []
    if made and not loaded_words(made.text):
        verdict = verify(made.text, [source])
        if verdict.supported:
            kind = Kind.LIST if claim.listed else unit.KINDS[source.kind]
            return Outcome(Written(made.text, kind, verdict.support, made.context), (), 0.0)
        rejected.append(Rejected(made.text, verdict.problem or ""))
    checking = 0.0
    base = _base(source, asked, means)
    several = in_other_words(claim) if means.rewords else ()
    for kind, request, lines in chain(_joining(several, asked), _rungs(claim, source, base, asked)):
        text = request if isinstance(request, str) else (yield request)
        if not text and isinstance(request, Request) and request.question:
            text = yield replace(request, question="")  # retrieval decides what is relevant
        if kind is Kind.WRITTEN:
            text = restore_quotations(text, source.text)
        if not text:
            continue
        started = perf_counter()
        verdict = verify(text, [source], parser=parser)
        problem, written = verdict.problem, Written(text, kind, verdict.support)
        unusable = unfit(text) or _unfinished(text, source.text) or (None if keeps(asked, text, base) else OFF_THE_POINT)
        rewords = means.rewords if problem and kind is Kind.WRITTEN and not unusable else None
        if rewords and (probability := rewords(text, lines)):
            problem, written = None, Written(text, Kind.REWORDED, probability, together=lines if lines is several else ())
        checking += perf_counter() - started
        if problem is None and unusable is None:
            return Outcome(written, tuple(rejected), checking)
        rejected.append(Rejected(text, problem or unusable or ""))
    return Outcome(None, tuple(rejected), checking)


def _joining(lines: tuple[Evidence, ...], asked: Question) -> Iterator[_Rung]:
    """Yield the rung on which one sentence is written from several lines, if there are several."""
    if lines:
        yield Kind.WRITTEN, Request("\n".join(neutral(resolved(_source(piece))) for piece in lines), asked.text), lines


def _source(evidence: Evidence) -> Sentence:
    """Return the sentence of a piece of evidence, or its two sentences as one."""
    first, *others = evidence.sentences
    text = " ".join(sentence.text for sentence in evidence.sentences)
    return replace(first, text=text, last_line=others[-1].last_line, speech=Speech(), subject=None) if others else first


def _base(source: Sentence, asked: Question, means: Means) -> str:
    """Return the words from which a sentence is written: those of its source, neutral, without what only links them to others.

    For a gist, and for what somebody says, the occasion goes too, and asides of a long sentence; for another question the answer
    may be in them.
    """
    if source.language != ENGLISH:
        return source.text
    text = neutral(resolved(source))
    if means.parser is None:
        return text
    text = ended(text, means.parser)
    short = unlinked(text, means.parser)
    if asked.gist or (asked.speaker and asked.wanted is Wanted.ANYTHING):
        short = compressed(
            short,
            means.parser,
            lambda less: keeps_asked(asked, less, text),
            lambda less: _loses_little(text, less, means.worth),
        )
    return short if short == text or verify(short, [source], parser=means.parser).supported else text


def _loses_little(whole: str, less: str, worth: Callable[[str], float]) -> bool:
    """Whether what a shorter form lacks has less of what matters, for its words, than the whole sentence."""
    words_, lost = len(whole.split()), len(whole.split()) - len(less.split())
    return (worth(whole) - worth(less)) * words_ <= ASIDE_SHARE * worth(whole) * lost


def _rungs(claim: Claim, source: Sentence, text: str, asked: Question) -> Iterator[_Rung]:
    """Yield the rungs on which a sentence is written from the words of the best evidence that are to be written."""
    lines = (claim.best,)
    if not is_only_quoted(claim.best):
        yield Kind.WRITTEN, Request(text, asked.text), lines
        yield Kind.TIGHTENED, Request(text, asked.text, compile_pattern(text, lambda short: keeps(asked, short, text))), lines
        yield Kind.TIGHTENED, text, lines
    yield Kind.QUOTED, quotation(source), lines


def plain(source: Sentence) -> str:
    """Return a sentence as in its source, in neutral words if these are supported, else quoted; no model writes it."""
    text = neutral(resolved(source)) if source.language == ENGLISH else quotation(source)
    return text if verify(text, [source]).supported and not unfit(text) else quotation(source)


def unfit(text: str) -> Problem | None:
    """Return why a true sentence cannot be shown, or None: it judges, depends on the sentence before it, or is in pieces.

    >>> unfit("He left."), unfit("The brutal winter is over.")
    ('does not say what “He” refers to', 'uses the judging word “brutal” as its own')
    """
    if loaded := loaded_words(text):
        return f"uses the judging word “{loaded[0]}” as its own"
    if any(0 < len(words(piece)) < FEWEST_WORDS for piece in SENTENCE_END.split(quotations.mask(text))[1:]):
        return "ends in a fragment"
    first = words(text)[0]
    refers = first.lower() in LEADING_REFERENCES and text[0] not in MARKS
    return f"does not say what “{first}” refers to" if refers else None


def _unfinished(text: str, source: str) -> Problem | None:
    """Return why a text is not a whole sentence, or None: it is an introduction, or what follows a preposition in its source.

    >>> _unfinished("Using a new pump in May.", "Using a new pump in May, the crew drained the lock.")
    'keeps an introduction without its clause'
    >>> _unfinished("A record of nine days, showing skill.", "They turned it into a record of nine days, showing skill.")
    'keeps a part without its clause'
    """
    mine, theirs = words(text), [word.lower() for word in words(source)]
    introduces = mine[0].endswith("ing") and source.startswith(mine[0]) and ", " in source and ", " not in text
    if introduces:
        return "keeps an introduction without its clause"
    opening = [word.lower() for word in mine[:2]]
    places = [place for place in range(1, len(theirs)) if theirs[place : place + 2] == opening]
    hangs = bool(places) and all(theirs[place - 1] in PREPOSITIONS - MOVABLE for place in places)
    return "keeps a part without its clause" if hangs and theirs[:2] != opening else None


def restore_quotations(text: str, source: str) -> str:
    """Put back the quotation marks that a rewriting dropped around words it kept.

    >>> restore_quotations("He called it fair play.", "He called it “fair play” twice.")
    'He called it “fair play”.'
    """
    for quote in quotations.quoted(source):
        words = quote.strip(" .,")
        if words and words in text and words not in " ".join(quotations.quoted(text)):
            text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", f"“{words}”", text, count=1)
    return text


def quotation(source: Sentence) -> str:
    """Return the source's own words with who says them: the speaker for direct speech, else the document."""
    spoken = _spoken(source)
    if spoken and source.speech.speaker:
        channel = f", according to {source.speech.channel}" if source.speech.channel else ""
        speaker = source.speech.speaker[:1].upper() + source.speech.speaker[1:]
        return f"{speaker} said{channel}: “{spoken}”"
    whole = source.text[1:-1] if quotations.quoted(source.text) == (source.text[1:-1],) else source.text
    return f"{SOURCE_SPEAKS} states: “{_inner(whole)}”"


def _spoken(source: Sentence) -> str:
    """Return the quoted words of a sentence that is one quotation, with or without its attribution; empty for other sentences."""
    if is_unattributed_quotation(source):
        return _inner(source.text.strip(MARKS + " "))
    quotes = quotations.quoted(source.text)
    if len(quotes) == 1 and source.speech.direct and quotes[0][:1].isupper() and len(quotes[0]) > len(source.text) / 2:
        return _inner(quotes[0].strip().rstrip(","))
    return ""


def _inner(text: str) -> str:
    """Return a text for use within quotation marks: its own marks become single ones.

    >>> _inner("a “b” c")
    'a ‘b’ c'
    """
    single = re.sub(r"[“„«]", "‘", re.sub(r"[”»]", "’", text))
    return re.sub(r'"([^"]*)"', r"‘\1’", single).replace('"', "’")
