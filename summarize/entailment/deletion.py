"""What still follows from a sentence when a part of it is left out, by its grammar.

A sentence entails what is left of it only if the part was never needed: an aside, a conjunct, a circumstance of time or place
that nothing in its clause restricts (natural logic on dependency trees: MacCartney and Manning 2007; deletable arcs after
Angeli, Premkumar and Manning 2015). A subject, an object, a complement, an agent, a part of a name, a modifier that narrows a
noun and whoever says it are always needed.

Each rule looks at one governing word of what is left out. A part may go if every such word is allowed by a rule.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cached_property

from summarize.entailment.alignment import SILENT
from summarize.entailment.monotonicity import changes, measures, restricts_word
from summarize.entailment.omission import CONDITIONS, CONNECTIVES, OPENERS, SUPPOSING
from summarize.lexicon import DURATIONS, FINITE_SAYING, HEDGES, INTENSIFIERS, LOADED, MONTHS_AND_DAYS, NEGATIONS, SAYING, TITLES
from summarize.syntax import Parse, Word

BOUNDARIES = frozenset(",;:()[]–—-")
ASIDES = frozenset("appos relcl acl advcl parataxis prep npadvmod".split())
NOMINAL_DEPENDENTS = frozenset("compound amod nmod poss det nummod case".split())
SUBJECTS = frozenset("nsubj nsubjpass csubj csubjpass expl".split())
CORE = SUBJECTS | frozenset("dobj attr npadvmod acomp".split())
AMOUNTING = frozenset("by to from for of than".split())
"""Prepositions that say by or to how much."""
ARGUMENTS = SUBJECTS | frozenset("dobj pobj".split())
DEMONSTRATIVES = frozenset("this that these those".split())
"""Pronouns that an alignment passes over."""
SHARED = SUBJECTS | frozenset("aux auxpass mark cc punct".split())
"""What a verb's conjunct may share with it: the subject and auxiliaries in front of both."""
PAIRING = frozenset("both between either neither whether among without no nor or".split())
TOGETHER = frozenset("each together jointly respectively alike".split())
MUTUAL = frozenset("meet meets met speak speaks spoke talk talks talked agree agrees agreed differ differs differed marry married".split())
"""Verbs that several do with each other."""
ON_TIME = frozenset("on in at during".split())
TIMES = (
    MONTHS_AND_DAYS
    | DURATIONS
    | frozenset("today yesterday tonight morning afternoon evening night noon midnight weekend date time a.m. p.m. am pm".split())
    | frozenset("the a an this last next same of early late".split())
)
ADVERBS_OF_TIME = frozenset("today yesterday tomorrow tonight currently presently recently now then later earlier already".split())
AT_PLACES = frozenset("in at near outside across".split())
CIRCUMSTANCES = frozenset("during after amid following throughout since despite".split())
"""Prepositions that open a circumstance, never something that a verb needs."""
NO_FRONT = frozenset("according like unlike without instead except besides with to of".split())
"""Prepositions that open what limits or attributes a sentence when they are in front of it."""
GIVING_GROUNDS = frozenset("because since although though while whereas as after before".split())
MANNERS = frozenset("manner way fashion called".split())
LIMITING = frozenset("only merely simply solely partly partially formerly falsely wrongly nominally theoretically exactly".split())
"""Adverbs without which a verb says something else."""
NEVER_NEEDED = frozenset("punct intj".split())
UNDOING = frozenset(
    """fake false alleged former future possible potential likely supposed proposed planned would-be so-called acting vice
    deputy honorary mock ex failed aspiring prospective imitation interim provisional""".split()
)
"""Words before a noun without which it is another thing."""


@dataclass(frozen=True)
class Omission:
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
        return closed and (before is None or before.lower == "that" or before.text in "“\"‘")

    @cached_property
    def clause(self) -> tuple[Word, ...]:
        """The other words of the clause around the part, subordinate clauses left out."""
        verb = next((a for a in self.parse.ancestors(self.root) if self.parse.words[a].is_verb), self.word.head)
        nested = {i for i in self.parse.subtree(verb) if i != verb and self._opens_clause(i)}
        return tuple(self.parse.words[i] for i in sorted(self.parse.subtree(verb, nested | {self.root}) - self.part))

    @cached_property
    def _above(self) -> tuple[Word, ...]:
        """The words that govern the clause, with what these govern directly."""
        found = [i for a in self.parse.ancestors(self.root) for i in (a, *self.parse.children(a)) if i not in self.part]
        return tuple(self.parse.words[i] for i in found)

    @cached_property
    def is_denied(self) -> bool:
        """Whether the clause, or one above it, is negated or limited, so that what is left out may be what is denied."""
        return any(w.lower in NEGATIONS | LIMITING or w.relation == "neg" for w in (*self.clause, *self._above))

    @property
    def is_fixed(self) -> bool:
        """Whether what happens holds only with its circumstances: it is denied, or something changes by so much."""
        core = frozenset().union(*(self.parse.subtree(i) for i in self._core)) - self.part
        return self.is_denied or changes(self.parse.words[i] for i in core)

    @property
    def _core(self) -> list[int]:
        """The verb of the clause alone, and what it needs: its subject, its object, and by or to how much it changes."""
        verb = next((a for a in self.parse.ancestors(self.root) if self.parse.words[a].is_verb), self.word.head)
        children = [c for c in self.parse.children(verb) if self._relation(c) in CORE or self.parse.words[c].lower in AMOUNTING]
        return [c for c in children if c != self.root] + ([verb] if not children else [])

    @property
    def is_measured(self) -> bool:
        """Whether the clause counts, compares or limits, so that it holds only of exactly what it names."""
        return self.is_fixed or any(map(restricts_word, (*self.clause, *self._above)))

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


def may_go(parse: Parse, part: Set[int], gone: Set[int]) -> bool:
    """Whether a sentence without the words `gone`, given by their indices, misses none of those of `part` that are among them."""
    roots = {_top(parse, i, gone) for i in part if _says_something(parse.words[i])}
    return all(any(rule(Omission(parse, root, gone)) for rule in RULES) for root in roots)


def needed_pronouns(parse: Parse, kept: Set[str]) -> frozenset[int]:
    """The demonstratives that are a subject or an object and are not among the words that are kept, in lower case."""
    return frozenset(
        i for i, w in enumerate(parse.words) if w.lower in DEMONSTRATIVES and w.relation in ARGUMENTS and w.lower not in kept
    )


def _top(parse: Parse, index: int, gone: Set[int]) -> int:
    """The highest word above a word that is reached through what is left out alone."""
    for above in parse.ancestors(index):
        if above not in gone:
            break
        index = above
    return index


def _says_something(word: Word) -> bool:
    return not word.is_mark and word.lower not in SILENT


def is_aside(omission: Omission) -> bool:
    """An apposition, a relative or participle clause that marks set off ("the port, which opened in May, is shut")."""
    if omission.word.relation not in ASIDES or not omission.is_whole or not omission.is_set_off or omission.opens:
        return False
    first = omission.parse.words[min(i for i in omission.part if _says_something(omission.parse.words[i]))]
    reports = omission.word.relation in ("advcl", "parataxis") and omission.word.lower in FINITE_SAYING
    measured = omission.word.relation == "npadvmod" and any(omission.parse.words[i].tag == "CD" for i in omission.part)
    return not reports and not measured and first.lower not in CONDITIONS | NO_FRONT | {"as", "when", "so", "according"}


def is_conjunct(omission: Omission) -> bool:
    """A later conjunct with its conjunction ("Berg met Ruiz | and left")."""
    word, parse = omission.word, omission.parse
    if word.relation == "cc":
        return word.lower in ("and", "but", "while", "&") and any(
            parse.words[c].relation == "conj" and c in omission.gone for c in _conjuncts(parse, word.head)
        )
    kept = omission.kept_child("conj", "cc")
    whole = omission.is_whole or (kept is not None and _is_chain_without(omission))
    return word.relation == "conj" and whole and _is_joined(parse, omission.root, word.head) and _may_part(omission)


def is_first_conjunct(omission: Omission) -> bool:
    """A conjunct before the one that is kept ("Berg | met Ruiz and | left")."""
    kept = omission.kept_child("conj")
    if kept is None or not _is_joined(omission.parse, kept, omission.root) or not _may_part(omission):
        return False
    if not omission.word.is_verb:
        return omission.leaves_only(kept, frozenset({"cc", "punct"}))
    own_subject = any(omission.parse.words[c].relation in SUBJECTS for c in omission.parse.children(kept))
    return omission.leaves_only(kept, frozenset({"cc", "punct", "mark"}) if own_subject else SHARED)


def is_further_clause(omission: Omission) -> bool:
    """A clause of its own behind a semicolon, a dash or "so" ("the port is shut, | so ships wait"); nobody's statement."""
    parse, root = omission.parse, omission.root
    kept = omission.kept_child("ccomp", "parataxis")
    own_subject = any(parse.words[c].relation in SUBJECTS and c in omission.gone for c in parse.children(root))
    if kept is None or kept > root or not own_subject or omission.word.lower in SAYING or not omission.leaves_only(kept, frozenset()):
        return False
    joint = [parse.words[i].lower for i in range(max(parse.subtree(kept)) + 1, root)]
    return any(mark in joint for mark in (";", "—", "–")) or joint[:2] == [",", "so"]


def is_renamed(omission: Omission) -> bool:
    """A description before the name that follows it ("the head of the guard, | Jan Berg, | left")."""
    kept = omission.kept_child("appos")
    return kept is not None and omission.parse.words[kept].is_name and omission.leaves_only(kept, frozenset({"punct"}))


def is_described(omission: Omission) -> bool:
    """What describes a person right before the name ("veteran politician | Ana Ruiz"), offices among it."""
    word, head, parse = omission.word, omission.head, omission.parse
    if word.relation not in NOMINAL_DEPENDENTS or not head.is_name or not omission.is_whole:
        return False
    before = [parse.words[c] for c in parse.children(word.head) if c < word.head]
    described = [each for each in before if not each.is_name and each.relation in NOMINAL_DEPENDENTS and each.lower not in SILENT]
    all_go = all(parse.words.index(each) in omission.gone for each in described)
    common = any(each.tag == "NN" for each in described)
    office = word.lower in TITLES or any(each.lower in TITLES for each in described)
    return all_go and (common or office) and not omission.texts() & UNDOING and (not word.is_name or word.lower in TITLES)


def is_time(omission: Omission) -> bool:
    """A time at which something happened ("on Friday"), where the clause holds without it."""
    word = omission.word
    phrase = word.relation in ("npadvmod", "prep", "advmod", "tmod") and omission.is_whole
    if not phrase or not (_governs_predicate(omission) or word.relation == "npadvmod") or omission.is_fixed:
        return False
    if word.relation == "prep" and word.lower not in ON_TIME:
        return False
    words = [w for w in (omission.parse.words[i] for i in omission.part) if not w.is_mark and w is not word]
    if not words:
        return word.lower in ADVERBS_OF_TIME | MONTHS_AND_DAYS
    return all(w.lower in TIMES | ON_TIME or w.tag in ("CD", "JJ") or w.lower.endswith("th") for w in [*words, word]) and any(
        w.lower in TIMES or _is_year(w) for w in [*words, word]
    )


def is_place(omission: Omission) -> bool:
    """A named place at which something happened, of a verb that has what it needs without it."""
    word, parse = omission.word, omission.parse
    named = any(parse.words[c].is_name for c in parse.children(omission.root))
    if word.relation != "prep" or word.lower not in AT_PLACES or not named or not omission.is_whole or omission.is_fixed:
        return False
    others = {parse.words[c].relation for c in parse.children(word.head) if c not in omission.gone}
    return omission.head.is_verb and bool(others & {"dobj", "nsubjpass", "attr", "acomp", "ccomp", "xcomp"})


def is_circumstance(omission: Omission) -> bool:
    """A circumstance that opens the sentence, or that its preposition shows to be one ("after a long dispute")."""
    word = omission.word
    if word.relation != "prep" or not omission.is_whole or not _governs_predicate(omission) or omission.is_denied:
        return False
    if omission.texts() & (CONDITIONS | SUPPOSING | FINITE_SAYING | NEGATIONS) or word.lower in NO_FRONT:
        return False
    return omission.opens or (word.lower in CIRCUMSTANCES and not omission.is_fixed)


def is_manner(omission: Omission) -> bool:
    """The way in which something is done ("firmly", "in an orderly way"), or what somebody calls it ("in what he called a crisis")."""
    word, parse = omission.word, omission.parse
    if not omission.is_whole or not omission.head.is_verb or omission.is_fixed:
        return False
    if word.relation == "advmod":
        return word.lower.endswith("ly") and len(omission.part) == 1 and word.lower not in HEDGES | NEGATIONS | LIMITING
    governed = {parse.words[c].lower for c in parse.children(omission.root)}
    return word.relation == "prep" and word.lower == "in" and bool(governed & MANNERS)


def is_occasion(omission: Omission) -> bool:
    """The occasion on which something is said ("told Ruiz | in a video call | that"); what is said is kept."""
    said = omission.head.lower in FINITE_SAYING and any(
        omission.parse.words[c].relation == "ccomp" and c not in omission.gone for c in omission.parse.children(omission.word.head)
    )
    spot = omission.word.relation == "prep" and omission.word.lower in ON_TIME
    return said and spot and omission.is_whole and not omission.is_denied


def is_parallel(omission: Omission) -> bool:
    """A further phrase with the preposition of the one before it, or that preposition said again ("by 4 and | by | 3")."""
    parse, word = omission.parse, omission.word
    siblings = [c for c in parse.children(word.head) if c != omission.root and parse.words[c].lower == word.lower]
    if word.relation == "cc":
        after = [c for c in parse.children(word.head) if c > omission.root and parse.words[c].relation == "prep"]
        return word.lower == "and" and bool(after) and after[0] in omission.gone and is_parallel(Omission(parse, after[0], omission.gone))
    alone = not any(i in omission.gone for i in omission.part if i != omission.root)
    kept = any(c not in omission.gone for c in siblings)
    return word.relation == "prep" and kept and (alone or omission.is_whole) and not omission.is_denied


def is_ground(omission: Omission) -> bool:
    """A clause that gives a reason, a time or a contrast ("because it rained"), nobody's statement and no condition."""
    now_that = omission.word.lower == "now" and omission.has_child("ccomp")
    if not (omission.word.relation == "advcl" or now_that) or not omission.is_whole or omission.is_denied:
        return False
    words = [omission.parse.words[i] for i in sorted(omission.part)]
    opening = next((w for w in words if not w.is_mark), omission.word)
    reports = any(w.lower in FINITE_SAYING for w in words)
    if reports or {w.lower for w in words} & CONDITIONS:
        return False
    participle = omission.word.tag in ("VBG", "VBN") and omission.opens and opening.tag in ("VBG", "VBN")
    return now_that or participle or (opening.lower in GIVING_GROUNDS and (omission.is_set_off or opening.lower in ("because", "although", "though")))


def is_empty(omission: Omission) -> bool:
    """A word that joins the sentence to the one before it, intensifies, or judges ("a | brutal | winter")."""
    word = omission.word
    if word.relation in NEVER_NEEDED or (omission.root == 0 and word.lower in OPENERS):
        return True
    alone = omission.is_whole and len(omission.part) == 1
    judges = word.lower in LOADED and word.relation in ("amod", "advmod")
    return alone and (word.lower in CONNECTIVES | INTENSIFIERS | {"too", "so", "just"} or judges) and word.relation in ("advmod", "amod", "cc")


RULES: tuple[Callable[[Omission], bool], ...] = (
    is_aside,
    is_conjunct,
    is_first_conjunct,
    is_further_clause,
    is_renamed,
    is_described,
    is_time,
    is_place,
    is_circumstance,
    is_manner,
    is_occasion,
    is_parallel,
    is_ground,
    is_empty,
)


def _conjuncts(parse: Parse, first: int) -> list[int]:
    """The conjuncts behind a word; in a chain each governs the next."""
    found = [c for c in parse.children(first) if parse.words[c].relation == "conj"]
    return [*found, *(further for c in found for further in _conjuncts(parse, c))]


def _is_joined(parse: Parse, conjunct: int, first: int) -> bool:
    """Whether two conjuncts are both asserted: joined by "and", "but" or commas alone, not by "or"."""
    chain = [first, *_conjuncts(parse, first)]
    joints = {parse.words[c].lower for w in chain for c in parse.children(w) if parse.words[c].relation in ("cc", "preconj")}
    return conjunct in chain and joints <= {"and", "but", "while", "&", "yet", "so"} and bool(joints)


def _is_chain_without(omission: Omission) -> bool:
    """Whether all of a conjunct in the middle of a chain is left out but the conjuncts behind it."""
    kept = {c for c in omission.parse.children(omission.root) if omission.parse.words[c].relation in ("conj", "cc")} - omission.gone
    return all(i in omission.gone or omission.parse.words[i].is_mark for i in omission.parse.subtree(omission.root, kept))


def _may_part(omission: Omission) -> bool:
    """Whether a coordination holds of each of its parts: no pair, nothing done together, nothing counted or measured."""
    parse, word = omission.parse, omission.word
    top = next((a for a in (omission.root, *parse.ancestors(omission.root)) if parse.words[a].relation != "conj"), omission.root)
    if word.is_verb:
        return not _is_denied(parse, top) and not (word.relation == "conj" and _shares_negation(parse, omission.root))
    if parse.words[top].relation in ("amod", "nummod", "compound", "npadvmod", "quantmod"):
        return False
    near = {parse.words[i].lower for i in range(max(min(parse.subtree(top)) - 2, 0), max(omission.part) + 1)}
    around = {w.lower for w in omission.clause}
    mutual = parse.words[top].relation in SUBJECTS and bool((around | {omission.head.lower}) & MUTUAL)
    counted = word.tag == "CD" or any(map(measures, omission.clause))
    paired = bool(near & PAIRING) or bool(around & TOGETHER) or {"not", "only"} <= around
    return not (mutual or counted or paired or omission.is_measured)


def _is_denied(parse: Parse, index: int) -> bool:
    """Whether something above a word denies or restricts what it says."""
    above = (child for a in parse.ancestors(index) for child in (a, *parse.children(a)) if child != index)
    return any(restricts_word(parse.words[i]) for i in above)


def _shares_negation(parse: Parse, conjunct: int) -> bool:
    """Whether a verb's conjunct may be under the negation of the verb before it: it has no subject or auxiliary of its own."""
    own = any(parse.words[c].relation in SUBJECTS | {"aux", "auxpass", "neg"} for c in parse.children(conjunct))
    return not own and any(parse.words[c].relation == "neg" for c in parse.children(parse.words[conjunct].head))


def _governs_predicate(omission: Omission) -> bool:
    """Whether the part hangs on a verb, not on a noun that it narrows."""
    return omission.head.is_verb or omission.opens


def _is_year(word: Word) -> bool:
    return len(word.text) == 4 and word.text.isdigit()
