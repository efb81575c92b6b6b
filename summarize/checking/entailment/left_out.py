"""A part of a parsed sentence that is left out: what it governs, what marks bound it, and what its clause says without it."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from summarize.checking.entailment.alignment import SILENT
from summarize.checking.entailment.monotonicity import changes, restricts_word
from summarize.text.syntax import Parse, Word
from summarize.text.wordlists import NEGATIONS

BOUNDARIES = frozenset(",;:()[]–—-")
SUBJECTS = frozenset("nsubj nsubjpass csubj csubjpass expl".split())
CORE = SUBJECTS | frozenset("dobj attr npadvmod acomp".split())
NOT_FINITE = frozenset("VB VBG".split())
AUXILIARY = frozenset("aux auxpass".split())
AMOUNTING = frozenset("by to from for of than".split())
"""Prepositions that say by or to how much."""
LIMITING = frozenset(
    "only merely simply solely partly partially formerly falsely wrongly nominally theoretically exactly".split()
)
"""Adverbs without which a verb says something else."""
SUPPOSED = frozenset("if unless whether provided whenever until".split())
"""Words that open what is not asserted."""


@dataclass(frozen=True)
class LeftOut:
    """One governing word of what is left out of a parsed sentence, with all the words that are left out."""

    parse: Parse
    root: int
    gone: Set[int]

    @property
    def word(self) -> Word:
        """The governing word."""
        return self.parse.words[self.root]

    @property
    def head(self) -> Word:
        """The word that governs it."""
        return self.parse.words[self.word.head]

    @cached_property
    def part(self) -> frozenset[int]:
        """All that the word governs."""
        return self.parse.subtree(self.root)

    @property
    def is_whole(self) -> bool:
        """Whether all that the word governs is left out, words that say nothing apart."""
        return all(self._leaves(index) for index in self.part)

    def has_child(self, *relations: str) -> bool:
        """Whether it governs a word in one of some relations."""
        return any(self._relation(child) in relations for child in self.parse.children(self.root))

    def kept_child(self, *relations: str) -> int | None:
        """The first word that it governs in one of some relations and that is kept."""
        return next((c for c in self.parse.children(self.root) if c not in self.gone and self._relation(c) in relations), None)

    def leaves_only(self, kept: int, allowed: Set[str]) -> bool:
        """Whether all that the word governs is left out but one part and what stands in some relations to it."""
        shared = {c for c in self.parse.children(self.root) if self._relation(c) in allowed}
        return all(self._leaves(i) for i in self.parse.subtree(self.root, {kept} | (shared - self.gone)))

    def texts(self) -> frozenset[str]:
        """The words of the part, in lower case."""
        return frozenset(self.parse.words[index].lower for index in self.part)

    @cached_property
    def is_set_off(self) -> bool:
        """Whether marks bound the part on both sides, the beginning and the end of the sentence counting as such."""
        first, last = self._stretch
        before, after = self._neighbour(first - 1), self._neighbour(last + 1)
        opened = self.parse.words[first].text in BOUNDARIES or before is None or before.text in BOUNDARIES
        closed = self.parse.words[last].text in BOUNDARIES or after is None or after.is_mark
        inner = before is not None or (after is not None and after.text == ",") or self.parse.words[last].text == ","
        return opened and closed and inner

    @cached_property
    def opens(self) -> bool:
        """Whether the part opens the sentence, or what somebody says, and a comma closes it."""
        first, last = self._bounds
        before, after = self._neighbour(first - 1), self._neighbour(last + 1)
        closed = self.parse.words[last].text == "," or (after is not None and after.text == ",")
        return closed and (before is None or before.lower == "that" or before.text in '“"‘')

    @cached_property
    def clause(self) -> tuple[Word, ...]:
        """The other words of the clause around the part, subordinate clauses left out."""
        verb = next((a for a in self.parse.ancestors(self.root) if self.parse.words[a].is_verb), self.word.head)
        nested = {i for i in self.parse.subtree(verb) if i != verb and self._opens_clause(i)}
        return tuple(self.parse.words[i] for i in sorted(self.parse.subtree(verb, nested | {self.root}) - self.part))

    @cached_property
    def _above(self) -> tuple[Word, ...]:
        """The words that govern the clause, with what these govern directly."""
        return tuple(governing(self.parse, self.root, self.part))

    @cached_property
    def is_denied(self) -> bool:
        """Whether the clause, or one above it, is negated or limited, so that what is left out may be what is denied."""
        return any(
            w.lower in NEGATIONS | LIMITING or w.relation == "neg" or (w.lower in SUPPOSED and w.relation in ("mark", "advmod"))
            for w in (*self.clause, *self._above)
        )

    @property
    def is_fixed(self) -> bool:
        """Whether what happens holds only with its circumstances: it is denied, or something changes by so much."""
        return self.is_denied or changes(self.parse.words[i] for i in self._core - self.part)

    @property
    def is_event(self) -> bool:
        """Whether the clause speaks of something that happened or will, not of what is so for good ("women are banned in Lund").

        Nor may it hold of all or most, or of what is first or largest: there a time or place says among which.
        """
        verb = next((a for a in self.parse.ancestors(self.root) if self.parse.words[a].is_verb), self.word.head)
        words = [self.parse.words[i] for i in (verb, *self.parse.children(verb)) if i == verb or self._relation(i) in AUXILIARY]
        happens = any(w.tag in ("VBD", "MD") or w.lower in ("has", "have", "had") for w in words)
        whole = any(restricts_word(self.parse.words[i]) for i in self._core - self.part)
        not_finite = self.parse.words[verb].tag in NOT_FINITE and len(words) == 1
        return (happens or not_finite) and not whole and not self.is_fixed

    @property
    def _core(self) -> frozenset[int]:
        """The verb of the clause with what it needs: its subject, its object, and by or to how much it changes."""
        verb = next((a for a in self.parse.ancestors(self.root) if self.parse.words[a].is_verb), self.word.head)
        needed = [c for c in self.parse.children(verb) if self._relation(c) in CORE or self.parse.words[c].lower in AMOUNTING]
        return frozenset({verb}).union(*(self.parse.subtree(c) for c in needed if c != self.root))

    def _relation(self, index: int) -> str:
        return self.parse.words[index].relation

    def _leaves(self, index: int) -> bool:
        word = self.parse.words[index]
        return index in self.gone or word.is_mark or word.lower in SILENT

    def _opens_clause(self, index: int) -> bool:
        return self._relation(index) in ("relcl", "advcl", "ccomp", "acl") or (
            self._relation(index) == "conj" and any(self._relation(c) in SUBJECTS for c in self.parse.children(index))
        )

    @property
    def _bounds(self) -> tuple[int, int]:
        return min(self.part), max(self.part)

    @property
    def _stretch(self) -> tuple[int, int]:
        """The bounds of the part with what else is left out around it, up to the next mark."""
        first, last = self._bounds
        while first > 0 and first - 1 in self.gone and not self.parse.words[first - 1].is_mark:
            first -= 1
        while last + 1 < len(self.parse.words) and last + 1 in self.gone and not self.parse.words[last + 1].is_mark:
            last += 1
        return first, last

    def _neighbour(self, index: int) -> Word | None:
        return self.parse.words[index] if 0 <= index < len(self.parse.words) else None


def governing(parse: Parse, index: int, part: Set[int]) -> list[Word]:
    """The words above a word with what these govern directly, up to the clause of reason, time or contrast that it is in.

    A negation above such a clause does not deny what is in it; a condition is asserted no more than what is denied.
    """
    found: list[Word] = []
    for above in parse.ancestors(index):
        said = {c for c in parse.children(above) if parse.words[c].relation == "ccomp"}  # what is said denies nothing outside it
        here = [parse.words[i] for i in (above, *parse.children(above)) if i not in part and i not in said]
        found += here
        if parse.words[above].relation == "advcl":
            break
    return found


def says_something(word: Word) -> bool:
    """Whether a word is more than a mark or a word without a meaning of its own."""
    return not word.is_mark and word.lower not in SILENT
