"""A left-out part of a parsed sentence: the words it governs, the marks around it, and the clause without it."""

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
DEMONSTRATIVES = frozenset("this that these those".split())
AUXILIARY = frozenset("aux auxpass".split())
AMOUNTING = frozenset("by to from for of than".split())
"""Prepositions that say by how much or to how much."""
LIMITING = frozenset(
    "only merely simply solely partly partially formerly falsely wrongly nominally theoretically exactly".split()
)
"""Adverbs that change what a verb says."""
SUPPOSED = frozenset("if unless whether provided whenever until".split())
"""Words that open a clause that is not asserted."""


@dataclass(frozen=True)
class LeftOut:
    """A governing word of what is left out of a parsed sentence; `root` is its index, `gone` those of all left-out words."""

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
        """The indices of the word and of all that it governs."""
        return self.parse.subtree(self.root)

    @property
    def is_whole(self) -> bool:
        """Whether the whole part is left out, apart from marks and words without meaning of their own."""
        return all(self._leaves(index) for index in self.part)

    def has_child(self, *relations: str) -> bool:
        """Whether the word governs a word in one of the given relations."""
        return any(self._relation(child) in relations for child in self.parse.children(self.root))

    def kept_child(self, *relations: str) -> int | None:
        """Return the index of the first kept word that the word governs in one of the given relations, or None."""
        return next((c for c in self.parse.children(self.root) if c not in self.gone and self._relation(c) in relations), None)

    def leaves_only(self, kept: int, allowed: Set[str]) -> bool:
        """Whether all that the word governs is left out except `kept` and kept words in the `allowed` relations."""
        shared = {c for c in self.parse.children(self.root) if self._relation(c) in allowed}
        return all(self._leaves(i) for i in self.parse.subtree(self.root, {kept} | (shared - self.gone)))

    @property
    def comments(self) -> bool:
        """Whether a clause's subject is the clause before it, or limits that ("and this was a joke", "and only it was")."""
        subjects = [child for child in self.parse.children(self.root) if self._relation(child) in SUBJECTS]
        pointing = any(self.parse.words[child].lower in DEMONSTRATIVES for child in subjects)
        return pointing or any(self.parse.words[i].lower in LIMITING for child in subjects for i in self.parse.subtree(child))

    def texts(self) -> frozenset[str]:
        """Return the words of the part, in lower case."""
        return frozenset(self.parse.words[index].lower for index in self.part)

    @cached_property
    def is_set_off(self) -> bool:
        """Whether marks bound the part on both sides; the beginning and the end of the sentence count as marks."""
        first, last = self._stretch
        before, after = self._neighbour(first - 1), self._neighbour(last + 1)
        opened = self.parse.words[first].text in BOUNDARIES or before is None or before.text in BOUNDARIES
        closed = self.parse.words[last].text in BOUNDARIES or after is None or after.is_mark
        inner = before is not None or (after is not None and after.text == ",") or self.parse.words[last].text == ","
        return opened and closed and inner

    @cached_property
    def opens(self) -> bool:
        """Whether the part opens the sentence, or a reported statement, and a comma closes it."""
        first, last = self._bounds
        before, after = self._neighbour(first - 1), self._neighbour(last + 1)
        closed = self.parse.words[last].text == "," or (after is not None and after.text == ",")
        return closed and (before is None or before.lower == "that" or before.text in '“"‘')

    @cached_property
    def clause(self) -> tuple[Word, ...]:
        """The other words of the clause around the part, without subordinate clauses."""
        verb = next((a for a in self.parse.ancestors(self.root) if self.parse.words[a].is_verb), self.word.head)
        nested = {i for i in self.parse.subtree(verb) if i != verb and self._opens_clause(i)}
        return tuple(self.parse.words[i] for i in sorted(self.parse.subtree(verb, nested | {self.root}) - self.part))

    @cached_property
    def _above(self) -> tuple[Word, ...]:
        """The words that govern the clause, with the words that these govern directly."""
        return tuple(governing(self.parse, self.root, self.part))

    @cached_property
    def is_denied(self) -> bool:
        """Whether the clause or one above it is negated, limited or conditional: the part may then be what is denied."""
        return any(
            w.lower in NEGATIONS | LIMITING
            or w.relation == "neg"
            or (w.lower in SUPPOSED | {"when"} and w.relation in ("mark", "advmod"))
            for w in (*self.clause, *self._above)
        )

    @property
    def is_fixed(self) -> bool:
        """Whether the clause holds only with its circumstances: it is denied, or something changes by an amount."""
        return self.is_denied or changes(self.parse.words[i] for i in self._core - self.part)

    @property
    def is_event(self) -> bool:
        """Whether the clause reports an event, past or future, not a lasting state ("women are banned in Lund").

        A clause about all or most, or about the first or largest, does not count: there a time or place says of which group.
        """
        verb = next((a for a in self.parse.ancestors(self.root) if self.parse.words[a].is_verb), self.word.head)
        words = [self.parse.words[i] for i in (verb, *self.parse.children(verb)) if i == verb or self._relation(i) in AUXILIARY]
        happens = any(w.tag in ("VBD", "MD") or w.lower in ("has", "have", "had") for w in words)
        whole = any(restricts_word(self.parse.words[i]) for i in self._core - self.part)
        not_finite = self.parse.words[verb].tag in NOT_FINITE and len(words) == 1
        return (happens or not_finite) and not whole and not self.is_fixed

    @property
    def _core(self) -> frozenset[int]:
        """The indices of the verb with what it needs: its subject, its object, and by or to how much it changes."""
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
        """The first and last index of the part, extended over left-out words around it up to the next mark."""
        first, last = self._bounds
        while first > 0 and first - 1 in self.gone and not self.parse.words[first - 1].is_mark:
            first -= 1
        while last + 1 < len(self.parse.words) and last + 1 in self.gone and not self.parse.words[last + 1].is_mark:
            last += 1
        return first, last

    def _neighbour(self, index: int) -> Word | None:
        return self.parse.words[index] if 0 <= index < len(self.parse.words) else None


def governing(parse: Parse, index: int, part: Set[int]) -> list[Word]:
    """Return the words above a word with what these govern directly, up to an enclosing clause of reason, time or contrast.

    A negation above such a clause does not deny what is in it. A condition counts as a denial: neither asserts its content.
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
    """Whether a word is not a mark and has a meaning of its own."""
    return not word.is_mark and word.lower not in SILENT
