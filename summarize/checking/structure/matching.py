"""Match each content word of a sentence with the word of its lines that says the same, in the same relations."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from summarize.checking.entailment.tokens import key
from summarize.checking.structure.relations import IS, OBJECT, SUBJECT, UNDER, Graph, Pair
from summarize.text.demonyms import same_place
from summarize.text.synonyms import exchangeable
from summarize.text.syntax import Word
from summarize.text.terms import stem
from summarize.text.wordlists import ARTICLES

ROUNDS = 3
NEAR = 3
"""Words around a word whose counterparts say which of several equal words of the lines is meant."""
FAMILY = 5, 4
"""Least length of the beginning that two stems of one family share, and most letters after it: "criticis-e", "criticis-m"."""
LOOSE = frozenset("of in on at about as like".split())
"""Prepositions that may stand for each other: they mark no role and no direction."""
BELONGING = frozenset("of in at".split())
"""Prepositions that may become a compound, an adjective or a possessive, or the other way round: "the port of Lund"."""
VERB_AND_NOUN = {"V", "N"}
"""First letters of their tags."""
COMPOUND = "compound"
NAMING = frozenset("amod compound nummod poss nmod appos acl quantmod advmod npadvmod dep".split()) | {IS}
"""Relations of what describes a noun, which a writer may turn: "the Lima pilot", "the pilot's city, Lima"."""
ASIDES = frozenset({"appos", "acl", IS})
"""Relations of what may be said about a name beside it, after a comma."""
CLAUSES = frozenset("xcomp ccomp advcl relcl parataxis attr acomp".split())
TURNED = frozenset({IS, "appos"})
"""Relations of two words for one thing, which may change places."""
PARTICIPIAL = frozenset({"VBN", "VBG", "JJ"})
ADVERBIAL = frozenset({"npadvmod", "advmod"})
TIME = frozenset("in on at during".split())
Matches = Mapping[int, int]
"""Index of a content word of the sentence -> index of the word of the lines that says the same."""


class Comparison:
    """A sentence's graph beside that of its lines, with the words matched."""

    def __init__(self, mine: Graph, theirs: Graph) -> None:
        self.mine, self.theirs = mine, theirs
        self.attached = theirs.attached()
        self._candidates = _candidates(mine, theirs)
        self.matched = self._matched()

    def holds(self, head: int, dependent: int, matched: Matches) -> bool:
        """Whether the lines have a relation of the sentence, between the words that are matched with its two words."""
        here, there = matched[head], matched[dependent]
        same_order = (head < dependent) == (here < there)
        if here == there or (same_order and _between(self.mine, head, dependent) == _between(self.theirs, here, there)):
            return True
        if self._names(head, dependent, here):
            return True
        down, up = self.attached.get((here, there), set()), self.attached.get((there, here), set())
        verbal = self.mine.words[dependent].tag in PARTICIPIAL and not (down | up).isdisjoint((SUBJECT, OBJECT, "attr"))
        return any(
            any(self._stands_for(other, label, here) for other in down)
            or (label in TURNED and not up.isdisjoint(NAMING))
            or (label in CLAUSES and self._leads(here, there, set(matched.values())))
            or (label in NAMING and verbal)
            for label in self.mine.stated[head, dependent]
        )

    def _leads(self, here: int, there: int, kept: Set[int]) -> bool:
        """Whether a verb of the lines governs another one, directly or through verbs that the sentence does not have."""
        for above in self.theirs.parse.ancestors(there):
            if above == here:
                return True
            if not self.theirs.words[above].is_verb or above in kept:
                return False
        return False

    def _names(self, head: int, dependent: int, place: int) -> bool:
        """Whether two words are a name that the lines have in full elsewhere, and its last word alone at `place`."""
        named = self.mine.words[head].is_name and self.mine.words[dependent].is_name
        aside = self.theirs.words[place + 1 : place + 2] and self.theirs.words[place + 1].text == ","
        described = self.theirs.below(place, *(NAMING - ASIDES if aside else NAMING))
        if not named or self.mine.stated[head, dependent] != {COMPOUND} or described:
            return False
        full = [set(self.theirs.below(each, COMPOUND)) for each in self._candidates[head]]
        return all(parts & set(self._candidates[dependent]) for parts in full if parts) and any(full)

    def _stands_for(self, theirs: str, mine: str, head: int) -> bool:
        """Whether a relation of the lines, from the word at `head`, may be said as another one in the sentence."""
        to_verb = self.theirs.words[head].is_verb
        if theirs == mine or mine in (SUBJECT, OBJECT):
            return theirs == mine
        if mine.startswith(UNDER):
            here, there = mine.removeprefix(UNDER), theirs.removeprefix(UNDER)
            if theirs.startswith(UNDER):
                return {here, there} <= LOOSE or exchangeable(here, there)
            return here in TIME if theirs == "npadvmod" else theirs in NAMING and here in BELONGING and not to_verb
        if mine in NAMING:
            belongs = not to_verb and theirs.removeprefix(UNDER) in BELONGING
            return theirs in NAMING or (theirs.startswith(UNDER) and (belongs or mine in ADVERBIAL))
        return mine not in CLAUSES or theirs in CLAUSES

    def _matched(self) -> dict[int, int]:
        """Choose among equal words of the lines those whose relations are the sentence's, and then the nearest."""
        shared = Counter(root for some in self._candidates.values() for root in set(map(self._root, some)))
        chosen = {
            index: max(some, key=lambda place: shared[self._root(place)]) for index, some in self._candidates.items() if some
        }
        around: dict[int, list[Pair]] = defaultdict(list)
        for pair in self.mine.stated:
            if pair[0] in chosen and pair[1] in chosen:
                around[pair[0]].append(pair)
                around[pair[1]].append(pair)
        several = [index for index in chosen if len(self._candidates[index]) > 1]
        for _ in range(ROUNDS if several else 0):
            for index in several:
                fits = [self._fit(index, place, chosen, around[index]) for place in self._candidates[index]]
                chosen[index] = self._candidates[index][fits.index(max(fits))]
        return chosen

    def _root(self, place: int) -> int:
        """Return the root of the sentence of the lines with a word."""
        return [place, *self.theirs.parse.ancestors(place)][-1]

    def _fit(self, index: int, place: int, chosen: Matches, pairs: Sequence[Pair]) -> tuple[int, float]:
        """Return how many relations of a word hold if it is matched with a place, and how near its neighbours' places are."""
        tried = {**chosen, index: place}
        near = [abs(place - chosen[other]) for other in chosen if other != index and abs(other - index) <= NEAR]
        return sum(self.holds(*pair, tried) for pair in pairs), -sum(near) / max(len(near), 1)


def _between(graph: Graph, one: int, other: int) -> list[str]:
    """Return the words between two words, without articles and marks."""
    words = graph.words[min(one, other) + 1 : max(one, other)]
    return [word.lower for word in words if not word.is_mark and word.lower not in ARTICLES]


def _candidates(mine: Graph, theirs: Graph) -> dict[int, list[int]]:
    """Return, for each content word of the sentence, the words of the lines that may stand for it."""
    known: dict[str, list[int]] = defaultdict(list)
    for place in theirs.content:
        known[key(theirs.words[place].text)].append(place)
    found = {}
    for index in mine.content:
        own = key(mine.words[index].text)
        found[index] = known.get(own) or [
            place for place in theirs.content if _may_stand_for(theirs.words[place], mine.words[index])
        ]
    return found


def _may_stand_for(theirs: Word, mine: Word) -> bool:
    """Whether a word of the lines is a synonym of a word, names the same place, or is of its family."""
    places = mine.text[0].isupper() and theirs.text[0].isupper() and same_place(mine.lower, theirs.lower)
    derived = {mine.tag[0], theirs.tag[0]} == VERB_AND_NOUN and are_one_family(mine.lower, theirs.lower)
    return places or derived or exchangeable(key(mine.text), key(theirs.text))


def are_one_family(one: str, other: str) -> bool:
    """Whether a verb and a noun are derived from each other, by the beginnings of their stems.

    >>> are_one_family("criticise", "criticism"), are_one_family("winning", "winter")
    (True, False)
    """
    short, long = sorted((stem(one), stem(other)), key=len)
    shared = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return shared >= FAMILY[0] and shared >= len(long) - FAMILY[1]
