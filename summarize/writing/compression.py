"""Shorten a sentence along its grammar before it is written: what only links it, the occasion on which it was said, asides.

Subtrees of the dependency tree are cut, as in Knight and Marcu (2002) and Filippova and Strube (2008). What may be cut is decided
by the rules that check a written sentence (`deletion`), so that the rest follows from the whole.
"""

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from summarize.checking.entailment.alignment import THIRD_PERSON
from summarize.checking.entailment.circumstances import is_circumstance, is_ground, is_manner, is_occasion
from summarize.checking.entailment.deleted_part import SUBJECTS, LeftOut
from summarize.checking.entailment.deletion import is_aside, is_doubled, is_empty, may_go
from summarize.checking.entailment.monotonicity import restricts_word
from summarize.checking.entailment.surface_deletion import CONDITIONS
from summarize.checking.entailment.tokens import QUOTE_MARKS
from summarize.text import linking_words, quotations
from summarize.text.punctuation import TERMINAL
from summarize.text.syntax import FINITE, Parse, Parser
from summarize.text.wordlists import FINITE_SAYING, MONTHS_AND_DAYS, NEGATIONS

LONG = 24
"""Words above which a sentence loses asides too."""
SMALL = 4
"""Words of the smallest part that is cut."""
RULING = frozenset("may must shall should can cannot".split())
"""Modal verbs of rules and permissions."""
JOINTS = frozenset({",", ";", ":", ".", "–", "—", "--"})
"""Marks between parts."""
QUOTED_COMMA = re.compile(r",([”’\"'])\.$")
"""A comma inside the quotation that now ends a sentence: the full stop takes its place."""


def always(_text: str) -> bool:
    """Return that a shorter form will do."""
    return True


def ended(text: str, parser: Parser) -> str:
    """Return a text with a full stop, if it is a whole clause and its source has none, as before a line break of a web page.

    The port will close, Rau said  ->  The port will close, Rau said.
    """
    if (
        text[-1:].isalnum()
        and (parse := parser.parse(text))
        and any(_is_finite_root(parse, at) for at in range(len(parse.words)))
    ):
        return f"{text}."
    return text


def _is_finite_root(parse: Parse, index: int) -> bool:
    """Whether a word heads a statement: a finite verb behind its subject, which is no "what"."""
    before = [parse.words[child] for child in parse.children(index) if child < index]
    stated = any(each.relation in SUBJECTS for each in before) and not parse.words[0].tag.startswith("W")
    finite = parse.words[index].tag in FINITE or any(each.tag in FINITE for each in before if each.relation.startswith("aux"))
    return parse.words[index].head == index and stated and finite


def unlinked(text: str, parser: Parser) -> str:
    """Return a sentence without adverbs that only link it to others, such as "also" and "however".

    What they limit stays ("Only Rau also rowed"), and so does "however" of degree.

        Rau also said the port would close.  ->  Rau said the port would close.
    """
    tree = _Tree(text, parser.parse(text))
    gone: frozenset[int] = frozenset()
    for part in tree.parts(_is_link):
        gone = tree.without(gone, part, always)
    return tree.shown(gone) if gone else text


def compressed(text: str, parser: Parser, keeps: Callable[[str], bool], loses_little: Callable[[str], bool] = always) -> str:
    """Return a sentence without the occasion of what it reports and, if it is long, without asides.

    `keeps` says whether a shorter form still has what is asked for, `loses_little` whether an aside may go from it. Of several
    asides the one is cut whose loss leaves most of the sentence if that is short enough, else the longest. Nothing is cut from a
    quotation, nor from a text of several sentences: the citation behind a cut would belong to the last of them alone. The rest
    must be parsed as it was before, else the parser erred in one of them.

        In a speech to the guild, Rau said the port, which opened in 1990, would close.
        ->  Rau said the port, which opened in 1990, would close.
    """
    tree = _Tree(text, parser.parse(text))
    gone: frozenset[int] = frozenset()
    if tree.sentences > 1:
        return text
    for part in tree.parts(_is_incidental):
        gone = tree.without(gone, part, keeps)
    while (length := tree.length(gone)) > LONG:
        found = {tree.without(gone, part, keeps) for part in tree.parts(_is_additional)} - {gone}
        shorter = {each for each in found if loses_little(tree.shown(each))}
        lengths = {each: tree.length(each) for each in shorter}
        enough = [each for each in shorter if lengths[each] <= LONG]
        if not shorter or min(lengths.values()) == length:
            break
        gone = max(enough, key=lambda each: (lengths[each], sorted(each))) if enough else min(shorter, key=lengths.__getitem__)
    shown = tree.shown(gone)
    return shown if gone and tree.is_read_alike(parser.parse(shown), gone) else text


@dataclass(frozen=True)
class _Tree:
    """A sentence and its parse, from which parts are cut; a set of indices represents the words that are cut."""

    text: str
    parse: Parse

    @property
    def sentences(self) -> int:
        """The number of sentences, by their roots."""
        return sum(word.head == index and not word.is_mark for index, word in enumerate(self.parse.words))

    @cached_property
    def _quoted(self) -> frozenset[int]:
        """The indices of quoted words and of quotation marks."""
        masked = quotations.mask(self.text)
        return frozenset(
            index
            for index, word in enumerate(self.parse.words)
            if masked[word.start : word.end] != word.text or word.text in QUOTE_MARKS
        )

    def parts(self, rule: Callable[[LeftOut], bool]) -> Iterator[frozenset[int]]:
        """Yield the parts for which a rule holds, each with its conjunction, without the marks at its ends."""
        words = self.parse.words
        for index, word in enumerate(words):
            if word.head == index or word.is_mark:
                continue
            said = [i for i in sorted(self.parse.subtree(index)) if words[i].text not in JOINTS]
            part = frozenset(range(said[0], said[-1] + 1)) & self.parse.subtree(index)
            part |= {i for i in self.parse.children(word.head) if words[i].relation == "cc" and i == said[0] - 1}
            if not part & self._quoted and rule(LeftOut(self.parse, index, part)):
                yield part

    def without(self, gone: frozenset[int], part: Set[int], keeps: Callable[[str], bool]) -> frozenset[int]:
        """Return the indices of the cut words with those of a further part and the marks around it, if it may go too."""
        more = gone | part
        may = not (part <= gone or self._loses_antecedent(part, more)) and all(
            may_go(self.parse, each, more) for each in (gone, part)
        )
        more |= self._marks_around(part, more)
        return more if may and keeps(self.shown(more)) else gone

    def shown(self, gone: Set[int]) -> str:
        """Return the text without some words and marks."""
        kept = [index for index in range(len(self.parse.words)) if index not in gone]
        pieces: list[str] = []
        for before, index in zip([-1, *kept], kept, strict=False):
            word = self.parse.words[index]
            end = self.parse.words[index - 1].end if index else 0
            cut = index > before + 1 and not word.is_mark
            pieces += [(self.text[end : word.start] or (" " if cut else "")) if pieces else "", word.text]
        shown = QUOTED_COMMA.sub(r".\1", "".join(pieces))
        ended = shown if TERMINAL.search(shown) or not TERMINAL.search(self.text) else f"{shown}."  # "in the U.S." went
        return ended[:1].upper() + ended[1:]

    def length(self, gone: Set[int]) -> int:
        """Return the number of words that are left."""
        return len(self.shown(gone).split())

    def is_read_alike(self, other: Parse, gone: Set[int]) -> bool:
        """Whether the words that are left have the same heads and relations in the parse of the shorter text."""
        kept = [index for index in range(len(self.parse.words)) if index not in gone]
        if len(kept) != len(other.words):
            return False
        place = {index: number for number, index in enumerate(kept)}
        return all(
            other.words[place[index]].head == place.get(word.head) and other.words[place[index]].relation == word.relation
            for index, word in enumerate(self.parse.words)
            if index not in gone and not word.is_mark
        )

    def _marks_around(self, part: Set[int], gone: Set[int]) -> frozenset[int]:
        """Return the indices of the marks that set off a part and go with it.

        Both commas go between words that belong together; elsewhere one of them stays, which sets off what is before or behind.
        """
        words = self.parse.words
        first, last = min(part), max(part)
        while first - 1 in gone:
            first -= 1
        while last + 1 in gone:
            last += 1
        before = words[first - 1] if first else None
        behind = words[last + 1] if last + 1 < len(words) else None
        if before is None:
            return frozenset({last + 1} if behind and behind.text in JOINTS else ())
        if before.text not in JOINTS or not (behind is None or behind.is_mark):
            return frozenset()
        both = (
            behind is not None and behind.text == before.text and (before.text != "," or self._are_together(first - 2, last + 2))
        )
        return frozenset({first - 1, last + 1} if both else {first - 1})

    def _are_together(self, before: int, behind: int) -> bool:
        """Whether one word governs the other, the first ends the subject of the second's verb, or "that" follows."""
        words = self.parse.words
        if not 0 <= before < behind < len(words):
            return False
        if words[before].head == behind or words[behind].head == before or words[behind].lower == "that":
            return True
        verb = behind if words[behind].is_verb and not words[behind].relation.startswith("aux") else words[behind].head
        subjects = [child for child in self.parse.children(verb) if words[child].relation in SUBJECTS]
        return any(before in self.parse.subtree(child) for child in subjects)

    def _loses_antecedent(self, part: Set[int], gone: Set[int]) -> bool:
        """Whether a part has a name to which a kept pronoun behind it may refer."""
        words = self.parse.words
        return any(words[index].is_name for index in part) and any(
            words[index].lower in THIRD_PERSON for index in range(max(part) + 1, len(words)) if index not in gone
        )


def _is_incidental(part: LeftOut) -> bool:
    """Whether a part says on which occasion something was said, without a date."""
    return is_occasion(part) and not is_manner(part) and len(part.part) >= SMALL and not part.texts() & MONTHS_AND_DAYS


def _is_link(part: LeftOut) -> bool:
    """Whether a part only links the sentence to another: an adverb between marks, or "also" where nothing is limited."""
    if not part.texts() <= linking_words.ANYWHERE or not is_empty(part):
        return False
    words = part.parse.words
    main = part.head.relation == "ROOT" or (words[part.head.head].relation == "ROOT" and part.head.relation == "ccomp")
    free = not any(restricts_word(word) or word.lower in CONDITIONS for word in words) and words[part.root - 1].lower != "but"
    return part.is_set_off or (part.word.lower == "also" and part.root > 0 and main and free)


def _is_additional(part: LeftOut) -> bool:
    """Whether a part is a clause, an apposition or a circumstance beside what the sentence states.

    Rules keep theirs: who may do something, when and how, is what they say. So does what others say of it.
    """
    circumstance = part.is_set_off and (is_circumstance(part) or is_manner(part))
    beside = circumstance or is_aside(part) or is_doubled(part) or is_ground(part)
    rules = any(word.lower in RULING for word in part.parse.words) or _orders(part.parse)
    disputes = bool(part.texts() & (FINITE_SAYING | NEGATIONS))
    return beside and len(part.part) >= SMALL and not (rules or disputes or _may_be_list(part))


def _orders(parse: Parse) -> bool:
    """Whether a sentence is in the imperative: its root is a bare verb without a subject."""
    root = next((index for index, word in enumerate(parse.words) if word.relation == "ROOT"), 0)
    below = [parse.words[child] for child in parse.children(root)]
    return parse.words[root].tag == "VB" and not any(each.relation in SUBJECTS or each.relation == "aux" for each in below)


def _may_be_list(part: LeftOut) -> bool:
    """Whether an apposition may be an item of a list, or swallow one: "three judges, Ana Ruiz, | Jan Berg and Ida Lund"."""
    noun = part.word.relation in {"appos", "conj", "dep", "npadvmod"}
    commas = any(part.parse.words[index].text == "," and part.parse.words[index].head == part.root for index in part.part)
    return noun and (commas or part.has_child("appos", "conj") or part.head.relation in {"appos", "conj"})
