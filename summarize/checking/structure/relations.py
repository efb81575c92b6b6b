"""The relations between the content words of a parsed text, the same for different ways of saying one thing.

    Berg built the pier.  The pier was built by Berg.  The pier, which Berg built, ...
    ->  built -subject-> Berg, built -object-> pier

Prepositions become labels, conjuncts share what the first one has, and subjects that grammar leaves unsaid are added: collapsed
and propagated dependencies (de Marneffe and Manning 2008), with passives turned.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from summarize.checking.entailment.tokens import key
from summarize.text.syntax import Parse, Word
from summarize.text.terms import is_content
from summarize.text.wordlists import ARTICLES, BE, PREPOSITIONS

SUBJECT, OBJECT, IS = "subject", "object", "is"
UNDER = "under "
"""Begins the label of a relation through a preposition: "under in"."""
NAMED = {
    "nsubj": SUBJECT,
    "csubj": SUBJECT,
    "nsubjpass": OBJECT,
    "csubjpass": OBJECT,
    "dobj": OBJECT,
    "dative": OBJECT,
}
GOVERNED = frozenset({"pobj", "pcomp"})
REFERRING = frozenset("this that these those".split())
"""Words before a noun that was named before."""
NAMES = frozenset("compound nmod appos poss".split())
"""Relations of a name to the noun that it names: "the Rialto hall", "the bank, Lund Savings"."""
WHO = frozenset("who which that whom".split())
PARTICIPLE = frozenset({"VBN", "VBD"})
UNSAID = frozenset("xcomp advcl ccomp".split())
"""Relations of a verb whose subject may be one of the verb above it."""
PREDICATIVE = frozenset("attr acomp oprd".split())
ROUNDS = 3
"""How often relations are derived from relations: "wants to sign and publish it" takes two."""
CLIMB = 6
"""Most words between a preposition and the verb of its clause."""
PRONOUN = "PRP"
THAN = "than"
Pair = tuple[int, int]
"""The indices of a head and of its dependent."""
Relations = Mapping[Pair, set[str]]


class Graph:
    """The words of a parse with the relations between them: labels for pairs of head and dependent, by their indices."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.words = parse.words
        self.content = [i for i, word in enumerate(parse.words) if self.carries_content(word)]
        self.relations: dict[Pair, set[str]] = defaultdict(set)
        self._same: dict[int, set[int]] = defaultdict(set)
        for index, word in enumerate(parse.words):
            if not word.is_mark and (found := _above(parse, index)):
                self.relations[found[0], index].add(found[1])
        self._add(self._plain)
        self.stated = {pair: frozenset(labels) for pair, labels in self.relations.items()}
        self._add(self._derived)

    @staticmethod
    def carries_content(word: Word) -> bool:
        """Whether a word is matched: it has a meaning of its own, or is a pronoun."""
        return word.tag == PRONOUN or (
            not word.is_mark and is_content(word.lower) and word.relation != "case" and word.lower not in PREPOSITIONS
        )

    def below(self, head: int, *labels: str) -> list[int]:
        """Return the dependents of a word in relations with one of the given labels."""
        return [dependent for (h, dependent), found in self.relations.items() if h == head and not found.isdisjoint(labels)]

    def above(self, dependent: int, label: str) -> list[int]:
        """Return the words that have a word as a dependent in a relation with a label."""
        return [head for (head, d), found in self.relations.items() if d == dependent and label in found]

    def twins(self, index: int) -> set[int]:
        """Return a word with the words that name the same thing: references to it, and appositions."""
        found, further = {index}, [index]
        while further:
            new = self._same[further.pop()] - found
            found |= new
            further += new
        return found

    def attached(self) -> Relations:
        """Return the relations with each phrase of time, place or manner also where another reading would attach it.

        Parsers often differ there between a sentence and its shortened form: the words around a noun up to its verb, and the
        object of a verb, may have the phrase as well.
        """
        found: dict[Pair, set[str]] = defaultdict(set, {pair: set(labels) for pair, labels in self.relations.items()})
        for (head, dependent), labels in self.relations.items():
            loose = {label for label in labels if label.startswith(UNDER) or label in ("npadvmod", "advmod")}
            if not loose:
                continue
            above = head
            for _ in range(CLIMB):
                if self.words[above].is_verb or self.words[above].head == above:
                    break
                above = self.words[above].head
                found[above, dependent] |= loose
            if self.words[head].is_verb:
                for other in self.below(head, OBJECT, "attr"):
                    found[other, dependent] |= loose
        return found

    def _add(self, found: Callable[[], Iterator[tuple[int, int, str]]]) -> None:
        """Add what follows from the relations, and from what was added, a few times."""
        for _ in range(ROUNDS):
            before = sum(map(len, self.relations.values()))
            for head, dependent, label in list(found()):
                if head != dependent:
                    self.relations[head, dependent].add(label)
            if sum(map(len, self.relations.values())) == before:
                break

    def _plain(self) -> Iterator[tuple[int, int, str]]:
        """Yield what the sentence states through "and" and "is": head, dependent, label."""
        yield from self._shared()
        for (head, dependent), labels in list(self.relations.items()):
            subjects = self.below(head, SUBJECT) if self.words[head].lower in BE else []
            if not labels.isdisjoint(PREDICATIVE):
                yield from ((one, dependent, IS) for one in subjects)
            yield from ((one, dependent, label) for one in subjects for label in labels if label.startswith(UNDER))

    def _referring(self) -> Iterator[tuple[int, int, str]]:
        """Yield the relations of a noun that "this exhibit" refers back to, and those of the reference for the noun.

        "The exhibit" without anything else refers to the only one before it, if that is described by names alone.
        """
        named: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            if not word.tag.startswith("NN"):
                continue
            before = named[key(word.text)]
            below = [self.words[child].lower for child in self.parse.children(index) if not self.words[child].is_mark]
            refers = not REFERRING.isdisjoint(below)
            again = below == ["the"] and len(before) == 1 and self._is_named(before[0]) and self._agree(before[0], index)
            if before and (refers or again):
                self._join(before[-1], index)
                yield from self._exchanged(before[-1], index)
                yield from self._exchanged(index, before[-1])
            else:
                before.append(index)

    def _is_named(self, index: int) -> bool:
        """Whether a noun is a name, or has one beside it, and is not counted, denied, or distinguished from others otherwise."""
        beside = [self.words[child] for child in self.parse.children(index) if not self.words[child].is_mark]
        names = [word for word in beside if word.is_name and word.relation in NAMES]
        empty = [word for word in beside if word.lower in ARTICLES or word.relation == "case"]
        return len(names) + len(empty) == len(beside) and (bool(names) or self.words[index].is_name)

    def _agree(self, one: int, other: int) -> bool:
        """Whether two nouns are both singular, or both plural."""
        return self.words[one].tag.endswith("S") == self.words[other].tag.endswith("S")

    def _join(self, one: int, other: int) -> None:
        self._same[one].add(other)
        self._same[other].add(one)

    def _exchanged(self, one: int, other: int) -> Iterator[tuple[int, int, str]]:
        for (head, dependent), labels in list(self.relations.items()):
            if head == one and dependent != other:
                yield from ((other, dependent, label) for label in labels)
            elif dependent == one and head != other:
                yield from ((head, other, label) for label in labels)

    def _derived(self) -> Iterator[tuple[int, int, str]]:
        """Yield what grammar leaves unsaid: head, dependent, label."""
        yield from self._plain()
        yield from self._referring()
        for (head, dependent), labels in list(self.relations.items()):
            for label in labels:
                yield from self._from(head, dependent, label)

    def _from(self, head: int, dependent: int, label: str) -> Iterator[tuple[int, int, str]]:
        word = self.words[dependent]
        if label in UNSAID and not self.below(dependent, SUBJECT, OBJECT):
            above = (self.below(head, OBJECT) if label == "xcomp" else []) or self.below(head, SUBJECT, OBJECT)
            yield from ((dependent, one, OBJECT if word.tag == "VBN" else SUBJECT) for one in above)
        elif label == "relcl":
            roles = {self.words[c].relation for c in self.parse.children(dependent) if self.words[c].lower in WHO}
            yield dependent, head, SUBJECT if "nsubj" in roles else OBJECT
        elif label in ("acl", "amod") and word.tag in PARTICIPLE:
            yield dependent, head, OBJECT
        elif label == "acl" or (label == "amod" and word.tag == "VBG"):
            yield dependent, head, SUBJECT
        elif label in PREDICATIVE:
            yield from ((one, dependent, IS) for one in self.below(head, SUBJECT))
        elif label == "appos" or (label == "compound" and self.words[head].is_name and not word.is_name):
            if label == "appos":
                self._join(head, dependent)
            yield head, dependent, IS  # "Ana Ruiz, the mayor", "mayor Ana Ruiz": what is done by one is done by the other
            yield from ((h, dependent, each) for (h, d), found in list(self.relations.items()) if d == head for each in found)

    def _shared(self) -> Iterator[tuple[int, int, str]]:
        """Yield what a conjunct has in common with the first one: what is above both, and for verbs the subject."""
        pairs = list(self.relations.items())
        for first, further in [pair for pair, labels in pairs if "conj" in labels]:
            yield from ((head, further, label) for (head, d), found in pairs if d == first for label in found if label != "conj")
            if self.words[further].is_verb and not self.below(further, SUBJECT, OBJECT):
                role = OBJECT if self.words[further].tag == self.words[first].tag == "VBN" else SUBJECT
                yield from ((further, one, role) for one in self.below(first, role))


def _above(parse: Parse, index: int) -> tuple[int, str] | None:
    """Return the word above a word, prepositions left out, and the label of the relation; None for a root."""
    label = ""
    while (head := parse.words[index].head) != index:
        relation = parse.words[index].relation
        if relation in GOVERNED:
            label = label or UNDER + parse.words[head].lower
            if parse.words[head].relation == "agent":
                return parse.words[head].head, SUBJECT
            index = head
            continue
        if label and parse.words[head].lower == THAN:
            label, index = UNDER + THAN, head
            continue
        return head, label or NAMED.get(relation, relation)
    return None
