"""The people of one document: the names that it gives them, short and in full, and the offices that they hold."""

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from itertools import pairwise

from summarize.text.demonyms import is_place, same_place
from summarize.text.names import Phrase, may_open_with_name, same
from summarize.text.person_nouns import is_person

KIND_WORDS = frozenset("leader ruler official executive expert spokesman spokeswoman spokesperson".split())
"""Words for all offices of a kind: a president is a leader, but not a chancellor."""


class Register:
    """The people of one document, collected while it is read."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._noticed: set[str] = set()
        self._alone: set[str] = set()
        self._elsewhere: dict[str, str] = {}
        self._offices: list[tuple[Phrase, str]] = []
        self._full_forms: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names that `learn` remembered, each in the fullest form known at that time."""
        return tuple(self._names)

    @property
    def full_forms(self) -> dict[str, str]:
        """The names that the document abbreviates, by their acronyms."""
        return dict(self._full_forms)

    def abbreviate(self, acronym: str, words: Sequence[str]) -> None:
        """Remember an acronym that follows its full name in `words`, if its letters are the initials."""
        initials = "".join(word[0] for word in words if word[0].isupper())
        for start in range(len(words)):
            name = [word for word in words[start:] if word[0].isupper()]
            if "".join(word[0] for word in name) == acronym and initials.endswith(acronym) and words[start][0].isupper():
                self._full_forms[acronym] = " ".join(words[start:])

    def writes(self, first: str, second: str, given: str) -> bool:
        """Whether two words are next to each other in a name of the document, and `given` may be short for no other.

        `given` is one of them: "Ruiz" may be short for "Eva Ruiz" too.
        """
        end = 0 if given == first else -1
        names = [name.split() for name in (*self._names, *self._noticed) if " " in name]
        ends = [words for words in names if words[end] == given]
        return all((first, second) in pairwise(words) for words in ends) and any((first, second) in pairwise(n) for n in names)

    def learn(self, found: Phrase) -> str:
        """Remember a named phrase, with its office if it has one; return the fullest known form of the name."""
        full = self.full(found.name)
        if full == found.name and found.name not in self._names:
            self._names.append(found.name)
        if found.role:
            self._offices.append((found, full))
        return full

    def notice(self, name: str) -> None:
        """Remember a name without an office: it may be a person's, or, if it is one word, a short form."""
        (self._noticed if " " in name else self._alone).add(name)

    def bearers(self, found: Phrase) -> tuple[str, ...]:
        """Return the people of a first and a last name whom a surname may mean: those with its office, if they are known.

        "Mr Reyes" may be Frank or Angela Reyes, "Chief Reyes" only Chief Angela Reyes.
        """
        two = (name for name in (*self._names, *self._noticed) if name.count(" ") == 1 and name.split()[-1] == found.name)
        people = tuple(dict.fromkeys(name for name in two if _opens_name(name.split()[0])))
        office = found.role and found.office
        held = tuple(
            name for name in people if office and any(name == who and found_.office == office for found_, who in self._offices)
        )
        return held or people

    def long_form(self, word: str) -> str | None:
        """Return the only name of several words that a word is short for in this document; None if there is none, or several.

        The last word is short for a name that was learned. For other names, the first or last word is a short form only if this
        document, or one given to `with_short_forms`, uses it alone.
        """
        if is_place(word):
            return None
        people = {name for name in self._names if word == name.split()[-1] and " " in name}
        others = {name for name in (*self._names, *self._noticed) if word in (name.split()[0], name.split()[-1]) and " " in name}
        used = word in self._alone or self._elsewhere.get(word) in others
        found = people or (others if used else set())
        several = len(self.bearers(Phrase((word,), word, None, None))) > 1
        return next(iter(found)) if len(found) == 1 and not several else None

    @property
    def short_forms(self) -> dict[str, str]:
        """The names of several words that the document also shortens to one word, by that word."""
        return {word: name for word in self._alone if (name := self.long_form(word))}

    @property
    def shortened(self) -> frozenset[str]:
        """The names of several words that this document, or another, also shortens to one word."""
        elsewhere = {name for name in self._elsewhere.values() if name in self._noticed}
        return frozenset(self.short_forms.values()) | elsewhere

    def with_short_forms(self, forms: Mapping[str, str]) -> "Register":
        """Return a copy that also knows the short forms of other documents."""
        found = copy(self)
        found._elsewhere = dict(forms)
        return found

    def full(self, name: str) -> str:
        """Return the last learned name that contains all words of `name` and more, else `name`."""
        words = set(name.split())
        longer = [known for known in self._names if words < set(known.split())]
        return longer[-1] if longer else name

    def knows(self, found: Phrase) -> bool:
        """Whether a phrase is a name of several words, part of a noticed name, or the name of a person learned before."""
        if not found.name:
            return False
        part_of_one = any(found.name in (known.split()[0], known.split()[-1]) for known in self._noticed)
        return len(found.name.split()) > 1 or part_of_one or any(same(found.name, known) for known in self._names)

    def holders(self, found: Phrase) -> tuple[str, ...]:
        """Return all who hold an office of a kind, of any rank, each in the fullest known form; those named most first."""
        held = (name for office, name in self._offices if office.role == found.role and _is_same(found, office))
        return tuple(name for name, _ in Counter(map(self.full, held)).most_common())

    def describe(self, found: Phrase) -> str | None:
        """Return the person whom a description refers to, by the offices of named people; None if there is none, or several."""
        if found.role is None or not found.definite:
            return None
        held = [name for office, name in reversed(self._offices) if _may_be(found, office)]
        if found.origin is None and len({self.full(name) for name in held}) > 1:
            return None  # "the president" among several
        return self.full(held[0]) if held else None


def _opens_name(word: str) -> bool:
    """Whether a word may be a first name: "Inspector" is none."""
    return may_open_with_name(word) and not is_person(word)


def _may_be(described: Phrase, office: Phrase) -> bool:
    """Whether a description may refer to the holder of an office: it names the same office, or all offices of its kind."""
    if described.role != office.role or not described.is_of_rank(office):
        return False
    if not _is_same(described, office):
        return False
    return described.origin is None or (office.origin is not None and same_place(office.origin, described.origin))


def _is_same(described: Phrase, office: Phrase) -> bool:
    """Whether two words for an office may be for one: the same, or one for all of its kind."""
    words = {described.office, office.office}
    return len(words) == 1 or bool(words & KIND_WORDS)
