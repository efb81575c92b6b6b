"""Find where the clauses of a sentence begin and end without a parser: by verbs, marks and conjunctions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.checking.entailment.tokens import Token, tokenise
from summarize.text import quotations
from summarize.text.dates import mentions
from summarize.text.inflection import IRREGULAR_PASTS
from summarize.text.text_nouns import is_text
from summarize.text.wordlists import BE, FINITE_SAYING, MODALS, NEGATIONS, SAYING

OTHER_VERBS = frozenset(
    """shut hurt has have had did does do become come put let says makes holds wants becomes takes gives gets goes comes sees
    knows keeps brings begins finds thinks tells seeks includes remains""".split()
)
OF_VERBS = frozenset("no not never nor neither without hardly scarcely barely seldom rarely cannot".split())
"""Negations that deny the verb or noun that they are with."""
BOUNDARIES = frozenset(",;:()–—-")


def is_verb(token: Token) -> bool:
    """Whether a word is a finite verb or participle by its form."""
    lower = token.lower
    return not token.is_name and (
        lower in MODALS | BE | FINITE_SAYING | IRREGULAR_PASTS | OTHER_VERBS or (lower.endswith("ed") and len(lower) > 4)
    )


def breaks(source: Sequence[Token], index: int) -> bool:
    """Whether a token ends a clause: a mark, "that", or a coordinator before a verb."""
    token = source[index]
    if not token.is_word:
        return token.text in BOUNDARIES | {"."}
    after = source[index + 1] if index + 1 < len(source) else token
    return token.lower == "that" or (token.lower in ("and", "but", "while", "whereas") and is_verb(after))


def may_comment(clause: Iterable[str]) -> bool:
    """Whether a clause before ";" may say how what follows is meant: it has a text, a verb of saying or a denial in it.

    "Not" behind a verb of its own denies that verb alone.

    >>> may_comment("The story is a myth".split()), may_comment("That is not so".split())
    (True, True)
    >>> may_comment("The hall was full".split()), may_comment("Sales do not end there".split())
    (False, False)
    """
    words = ["", *(word.lower() for word in clause)]
    denied = any(before in BE and word == "not" for before, word in pairwise(words))
    return denied or any(is_text(word) or word in SAYING | NEGATIONS - OF_VERBS for word in words)


def clause_around(source: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """Return the words around a stretch up to the nearest clause boundaries, without the stretch itself."""
    left = next((i + 1 for i in range(start - 1, -1, -1) if breaks(source, i)), 0)
    return [*source[left:start], *rest_of_clause(source, end)]


def rest_of_clause(source: Sequence[Token], end: int) -> Sequence[Token]:
    """Return the words from an index up to the next clause boundary."""
    return source[end : next((i for i in range(end, len(source)) if breaks(source, i)), len(source))]


def only_marks(rest: Sequence[Token]) -> bool:
    """Whether the tokens contain no word."""
    return not any(token.is_word for token in rest)


@dataclass(frozen=True, slots=True)
class Halves:
    """Two clauses of a sentence, each as a sentence of its own, and where the first ends and the second starts in it."""

    sentences: tuple[str, str]
    end: int
    start: int


def coordinated(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read two coordinated clauses or predicates as two sentences, with the subject repeated.

    >>> next(coordinated("Ruiz met Berg on Monday and left for Lima."))
    ('Ruiz met Berg on Monday.', 'Ruiz left for Lima.')
    """
    return (found.sentences for found in halves(text))


def halves(text: str) -> Iterator[Halves]:
    """Yield the same ways with the offsets at which the clauses end and start.

    >>> found = next(halves("Ruiz met Berg on Monday and left for Lima."))
    >>> found.end, found.start
    (23, 28)
    """
    outside = quotations.mask(text)
    for match in re.finditer(r",? (?:and|but|while)(?: that)? |; ", outside):
        first, second = text[: match.start()] + ".", text[match.end() :]
        subject = _leading_subject(first)
        if not subject or not any(map(is_verb, tokenise(second))):
            continue
        if "while" in match[0] and not _contrasts(first, second):
            continue
        if is_verb(tokenise(second)[0]) or tokenise(second)[0].lower in ("also", "now", "later", "then"):
            if not INDEFINITE.match(subject):  # "a man" in two sentences may be two men
                yield Halves((first, f"{subject} {second}"), *match.span())
            continue
        frame = SAYS_THAT.match(first)
        if frame is None or (" that" not in match[0] and _reports(second)):
            yield Halves((first, second[:1].upper() + second[1:]), *match.span())
        if frame:
            yield Halves((first, f"{frame[0]} {second}"), *match.span())


INDEFINITE = re.compile(r"(?:an?|one|two|three|some|several|many|\d+)\b", re.IGNORECASE)
SAYS_THAT = re.compile(rf"^.{{1,80}}?\b(?:{'|'.join(sorted(FINITE_SAYING))})\b[^.,]{{0,40}}?(?: that)?\b")


def _contrasts(first: str, second: str) -> bool:
    """Whether "while" contrasts what two say, or what was at times that both clauses name; between others it may add a time."""
    both = (first, second)
    return all(map(_reports, both)) or all(map(mentions, both))


def _reports(clause: str) -> bool:
    return any(token.lower in FINITE_SAYING for token in tokenise(clause))


def _leading_subject(clause: str) -> str:
    """Return the words before the first verb; empty if there is no verb."""
    subject: list[str] = []
    for token in tokenise(clause):
        if is_verb(token):
            return " ".join(subject).replace(" ,", ",")
        subject.append(token.text)
    return ""
