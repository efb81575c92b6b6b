"""A sentence and a shorter good sentence that the program's own check lets follow from it.

What an editor would cut is proposed here: asides, introductions, clauses and circumstances at the end, dates. Whether
what is left still follows is asked of `summarize.checking.entailment` stretch by stretch and of `verify` for the whole.
So the model is shown what the check accepts, in whole sentences, and nothing else.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textblob.en import parser as tagger

from summarize.checking.entailment.clauses import BOUNDARIES
from summarize.checking.entailment.deletion import may_go
from summarize.checking.entailment.surface_deletion import INTRODUCING, RELATIVES, is_protected
from summarize.checking.entailment.tokens import QUOTE_MARKS, TOKEN, Token, tokenise
from summarize.checking.rules import verify
from summarize.text.syntax import Parse, Parser
from summarize.text.terms import words
from summarize.text.wordlists import ARTICLES, MONTHS_AND_DAYS
from summarize.types.evidence import Sentence
from summarize.writing.ladder import unfit

FEWEST = 6
"""Words of a shortened sentence."""
SHORT_ENOUGH = 0.5
"""The share of a sentence's characters below which nothing more is left out."""
TRIED = 5
"""Sentences that are put to the check, the shortest first."""
SUBORDINATORS = frozenset("while although though as because since when where after before if unless given whereas once".split())
SET_OFF = RELATIVES | SUBORDINATORS | frozenset("with including such especially particularly but a an the".split())
CIRCUMSTANCES = frozenset(
    """in on at during after before since amid following throughout within across because when while as with through under over
    for along despite""".split()
)
BEFORE_TIMES = frozenset("on last this earlier late".split())
PERIODS = frozenset("week month year".split())
FINITE = frozenset("VBD VBZ VBP MD".split())
PARTICIPLES = frozenset("VBD VBN VBG".split())
SUBJECTS = frozenset("DT PRP PRP$ NNS NNPS".split())
SPACES = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"(?:,\s*)+([,;:.?!])"), r"\1"),
    (re.compile(r"\s+([,;:.?!])"), r"\1"),
    (re.compile(r"^[,;:\s—–-]+"), ""),
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a sentence that may go: tokens `start` to `end`, and how readily it goes, 1 first."""

    start: int
    end: int
    rank: int

    @property
    def order(self) -> tuple[int, int]:
        """The order in which stretches are taken: by rank, the longest first."""
        return self.rank, self.start - self.end


def shortened(source: Sentence, text: str, may: Callable[[str], bool], parser: Parser) -> str | None:
    """The shortest text that follows from a sentence by the check, is fit to be shown, and passes `may`; `None` if none does.

    `text` is the sentence as the writer gets it, its pronoun resolved and its words made neutral.
    """
    places = [match.span() for match in TOKEN.finditer(text)]
    tokens = tokenise(text)
    tags = [tag for _, tag in tagger.find_tags([token.text for token in tokens])]
    chosen: list[Stretch] = []
    found: list[str] = []
    for stretch in sorted(stretches(tokens, tags, parser.parse(text)), key=lambda each: each.order):
        if any(stretch.start < other.end and other.start < stretch.end for other in chosen):
            continue
        without = cut(text, places, [*chosen, stretch])
        if len(words(without)) >= FEWEST and may(without) and is_whole(without):
            chosen.append(stretch)
            found.append(without)
        if found and len(found[-1]) <= SHORT_ENOUGH * len(text):
            break
    tried = (short for short in found[: -TRIED - 1 : -1] if not unfit(short))
    return next((short for short in tried if verify(short, [source], parser=parser).supported), None)


def is_whole(text: str) -> bool:
    """Whether a text has a finite verb in a clause of its own.

    >>> is_whole("The bank, headquartered in Lima."), is_whole("As Ruiz said on Friday."), is_whole("Ruiz was ill.")
    (False, False, True)
    """
    found = TOKEN.findall(text)
    tagged = tagger.find_tags(found)
    if found[0].lower() in SUBORDINATORS and "," not in found:
        return False
    within = False
    for at, (word, tag) in enumerate(tagged):
        if word.lower() in RELATIVES or (
            word in BOUNDARIES and at + 1 < len(found) and tagged[at + 1][1] in ("VBD", "VBN", "VBG")
        ):
            within = True
        elif tag in FINITE and not within and at:
            return True
        elif tag in FINITE or word in BOUNDARIES:
            within = False
    return False


def stretches(tokens: Sequence[Token], tags: Sequence[str], parse: Parse) -> Iterator[Stretch]:
    """The parts of a sentence that an editor would cut and that the check lets go by themselves."""
    last = len(tokens) - 1 if tokens and not tokens[-1].is_word else len(tokens)
    for start in range(last):
        for end in range(start + 1, last + 1):
            rank = _rank(tokens, tags, start, end, last)
            if not rank or not _may_be_cut(tokens[start:end]):
                continue
            gone = parse.within({token.span for token in tokens[start:end] if token.span})
            if may_go(parse, gone, gone):
                yield Stretch(start, end, rank)


def _rank(tokens: Sequence[Token], tags: Sequence[str], start: int, end: int, last: int) -> int:
    """How readily an editor would cut a stretch, 1 first; 0 for what is no part of its own."""
    inside = tokens[start:end]
    first, final = inside[0], inside[-1]
    if first.text == "(" and final.text == ")":
        return 1
    if first.text in BOUNDARIES and len(inside) > 2:
        return _set_off(tokens, tags, start, end, last)
    if start == 0 and final.text == "," and end < last:
        opens = first.lower in INTRODUCING | SUBORDINATORS or tags[0] == "VBG"
        return 2 if opens and (tags[end] in SUBJECTS or tokens[end].is_name) else 0
    if len(inside) <= 4 and first.lower in BEFORE_TIMES and final.lower in MONTHS_AND_DAYS | PERIODS:
        return 2
    return 3 if end == last and _is_circumstance(tokens, tags, start, last) else 0


def _is_circumstance(tokens: Sequence[Token], tags: Sequence[str], start: int, last: int) -> bool:
    """Whether what stands from `start` to the end of a sentence is a second predicate, or a circumstance of a whole clause."""
    first = tokens[start].lower
    if not any(tag in FINITE for tag in tags[:start]):
        return False
    if first in ("and", "but") and tags[start + 1] in FINITE:
        return True
    follows = not tags[start - 1].startswith(("VB", "MD", "IN", "TO", "RB"))
    return first in CIRCUMSTANCES and follows and last - start > 2


def _set_off(tokens: Sequence[Token], tags: Sequence[str], start: int, end: int, last: int) -> int:
    """The rank of a stretch that begins with a mark: an aside with a mark on either side, or a clause at the end."""
    head, tag = tokens[start + 1].lower, tags[start + 1]
    joins = head in ("and", "but") and tags[min(start + 2, last)] in FINITE
    if not (head in SET_OFF or tag in ("VBG", "VBN") or joins):
        return 0
    if head in ARTICLES and any(each in FINITE for each in tags[start:end]):
        return 0
    goes_on = any(tokens[at].text in BOUNDARIES and tags[at + 1] in FINITE for at in range(start + 1, end - 1))
    if end == last:
        return 1 if not goes_on and (head not in ARTICLES or tokens[start - 1].is_name) else 0
    marks = [token for token in tokens[start + 1 : end] if token.text in BOUNDARIES]
    return 1 if tokens[end - 1].text in BOUNDARIES and len(marks) == 1 and not joins else 0


def _may_be_cut(inside: Sequence[Token]) -> bool:
    """Whether a stretch takes brackets whole and says nothing in somebody's words or name."""
    closed = sum(token.text == "(" for token in inside) == sum(token.text == ")" for token in inside)
    return closed and not any(token.quoted or token.text in QUOTE_MARKS or is_protected(token) for token in inside)


def cut(text: str, places: Sequence[tuple[int, int]], gone: Sequence[Stretch]) -> str:
    """A sentence without some of its stretches.

    >>> places = [match.span() for match in TOKEN.finditer("On Friday, Ruiz, who was ill, resigned.")]
    >>> cut("On Friday, Ruiz, who was ill, resigned.", places, [Stretch(0, 3, 1), Stretch(4, 9, 1)])
    'Ruiz resigned.'
    """
    kept = list(text)
    for stretch in gone:
        start, end = places[stretch.start][0], places[stretch.end - 1][1]
        kept[start:end] = [" ", *[""] * (end - start - 1)]
    return tidy("".join(kept))


def tidy(text: str) -> str:
    """A sentence with its spaces, commas and first letter mended.

    >>> tidy(" , he left , .")
    'He left.'
    """
    for pattern, put in SPACES:
        text = pattern.sub(put, text)
    text = text.strip()
    return text[:1].upper() + text[1:]
