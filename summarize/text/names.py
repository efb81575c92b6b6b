"""Resolve names of people and organisations in one document: strip titles, map short forms and descriptions to full names."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

from summarize.text.demonyms import is_people, is_place, same_place
from summarize.text.punctuation import POSSESSIVE, without_possessive
from summarize.text.wordlists import FUNCTION_WORDS, MONTHS_AND_DAYS, OFFICE_WORDS, OUTLETS, ROLES, TITLES

RANKS = frozenset("foreign interior finance defence defense trade justice health education economy environment energy".split())
"""Fields that a minister may be responsible for."""
KIND_WORDS = frozenset("leader ruler official executive expert spokesman spokeswoman spokesperson".split())
"""Words for all offices of a kind: a president is a leader, but not a chancellor."""
TOKEN = re.compile(r"\w+(?:[-.&]\w+)*(?:['’]s?\b)?|[^\w\s]")
TITLES_CUT_SHORT = "Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Lt|Col|Sgt|Prof|Rev|Jr|Sr"
ABBREVIATED = re.compile(rf"\b([A-Z]|{TITLES_CUT_SHORT})\.(?=\s+[A-Z])")
"""An initial or a title before a name; its full stop does not end a sentence."""
MONTHS_TITLED = frozenset(month.title() for month in MONTHS_AND_DAYS)
NO_NAME = re.compile(r".*(?:ly|ed|ing|s|more)")
CAPITALISED = re.compile(r"(?:(?:a[dnrstlz]|ash|e[ldrsz]|ul|abu|ibn|bin|ben)[-'’])?[A-Z]")
"""How a name word begins; the Arabic article, in its forms before sun letters too, may stand before it: "al-Harthi"."""
PARTICLES = frozenset("al el bin ibn bint ben van von der de del della di da dos du la le zu".split())
"""Words in lower case that stand within a name, before its last part: "Rosa de la Vega", "Kassem al Harthy"."""
CAPITALISED_PART = re.compile(r"[^\W_]*(?:[-.&][A-Z0-9]\w*)*")
"""The capitalised part of a compound such as "NATO-led"."""


def tokens(text: str) -> list[str]:
    """Split a text into words and single punctuation marks; a possessive ending stays with its word.

    >>> tokens("Xi, China's leader.")
    ['Xi', ',', "China's", 'leader', '.']
    """
    return TOKEN.findall(ABBREVIATED.sub(r"\1 ", text))


def is_name_word(word: str) -> bool:
    """Whether a token can be part of a name: it is capitalised, and not a day, month, season or function word.

    >>> is_name_word("Us"), is_name_word("US")
    (False, True)
    """
    plain = word.lower()
    abbreviated = word.isupper() and is_place(word)
    return bool(CAPITALISED.match(word)) and plain not in MONTHS_AND_DAYS and (plain not in FUNCTION_WORDS or abbreviated)


def runs(text: str) -> tuple[str, ...]:
    """Return the runs of capitalised words in a text, in order: its names, and possibly its first word.

    >>> runs("The visit to New York by Ana Ruiz, Chile's leader, is in May.")
    ('New York', 'Ana Ruiz', 'Chile', 'May')
    """
    found: list[list[str]] = [[]]
    for token in tokens(text):
        named = token.lower() not in FUNCTION_WORDS or token in MONTHS_TITLED or (token.isupper() and len(token) > 1)
        if CAPITALISED.match(token) and named:
            part = CAPITALISED_PART.match(without_possessive(token))
            found[-1].append(part[0] if part else token)
        elif found[-1]:
            found.append([])
    return tuple(" ".join(run) for run in found if run)


def may_open_with_name(word: str) -> bool:
    """Whether the first word of a sentence, which is always capitalised, can be a name by its form.

    >>> may_open_with_name("Spain"), may_open_with_name("Buyers"), may_open_with_name("Founded")
    (True, False, False)
    """
    return is_name_word(word) and not NO_NAME.fullmatch(word.lower())


def same(one: str, other: str) -> bool:
    """Whether two names can be one person's: the shorter is the longer's first or last word, or begins and ends as it does.

    Unequal names are different if one of them is a place ("Korea", "South Korea") or if the longer adds a word for a people.

    >>> same("Xi", "Xi Jinping"), same("President Xi", "Xi Jinping"), same("Ann Lee", "Bo Lee")
    (True, True, False)
    >>> same("Korea", "South Korea"), same("Security Council", "National Security Council")
    (False, False)
    """
    shorter, longer = sorted((_core(one), _core(other)), key=len)
    if not shorter or shorter == longer:
        return bool(shorter)
    if is_place(" ".join(shorter)) or is_place(" ".join(longer)) or any(map(is_people, set(longer) - set(shorter))):
        return False
    if len(shorter) == 1:
        return shorter[0] in (longer[0], longer[-1])
    return set(shorter) <= set(longer) and (shorter[0], shorter[-1]) == (longer[0], longer[-1])


def abbreviates(acronym: str, name: str) -> bool:
    """Whether a name consists of the initials of another.

    >>> abbreviates("FBI", "Federal Bureau of Investigation"), abbreviates("Lee", "Ann Lee")
    (True, False)
    """
    return len(acronym) > 1 and acronym == "".join(word[0] for word in name.split() if word[0].isupper())


def _core(name: str) -> list[str]:
    """Return the words of a name in lower case without titles; if it has only titles, these."""
    words = [without_possessive(word).lower() for word in name.split()]
    return [word for word in words if word not in TITLES and word not in ("the", "a", "an")] or words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that names or describes someone: ``Russian President | Vladimir Putin``.

    `name` is empty for a description ("the Chinese leader"), `role` is the group of its title, `origin` the word before
    the title ("chinese").
    """

    words: tuple[str, ...]
    name: str
    role: str | None
    origin: str | None
    definite: bool = True

    @property
    def outlet(self) -> bool:
        """Whether the phrase is a news outlet by its form: described as one, or an acronym of three letters or more."""
        described = any(word.lower() in OUTLETS for word in self.words)
        acronym = self.name.isupper() and len(self.name) > 2 and " " not in self.name
        return bool(self.name) and (described or acronym)

    @property
    def office(self) -> str:
        """The word for the office itself, in lower case: "president" in "the French president"; empty if there is none."""
        return next((word.lower() for word in reversed(self.words) if word.lower() in ROLES), "")

    @property
    def _before_office(self) -> tuple[str, ...]:
        """The words before the office, without function words, office words and the names of places and their people."""
        office = next((index for index in reversed(range(len(self.words))) if self.words[index].lower() in ROLES), 0)
        before = (word for word in self.words[:office] if word.lower() not in FUNCTION_WORDS | OFFICE_WORDS)
        return tuple(word for word in before if not is_people(word) and not is_place(word))

    def is_of_rank(self, other: "Phrase") -> bool:
        """Whether its rank fits an office: "president" is not a vice president, but "minister" may be a foreign minister."""
        mine = {without_possessive(word).lower() for word in self._before_office}
        theirs = {without_possessive(word).lower(): word for word in other._before_office}
        missing = {word for plain, word in theirs.items() if plain not in mine | RANKS}
        return mine <= theirs.keys() and all(POSSESSIVE.search(word) for word in missing)

    @property
    def pronoun(self) -> bool:
        """Whether the phrase is a bare pronoun."""
        return len(self.words) == 1 and self.words[0].lower() in ("he", "she", "they", "it")


def phrase(words: Iterable[str]) -> Phrase:
    """Parse a noun phrase.

    >>> phrase("Russian President Vladimir Putin".split()).name
    'Vladimir Putin'
    >>> phrase("the Chinese leader".split()).role
    'head'
    """
    whole = tuple(words)
    titled = [index for index, word in enumerate(whole) if word.lower() in TITLES]
    after = titled[-1] + 1 if titled else 0
    role = next((ROLES[whole[index].lower()] for index in reversed(titled) if whole[index].lower() in ROLES), None)
    before = [word for word in whole[: titled[0]] if word.lower() not in FUNCTION_WORDS] if titled else []
    tail = [without_possessive(word) for word in whole[after:] if is_name_word(word) and (len(word) > 1 or len(whole) == 1)]
    if whole[-1].islower() and whole[-1] not in TITLES:
        tail = []  # "an Internet posting" is not a name
    origin = without_possessive(before[-1]).lower() if before else None
    return Phrase(whole, " ".join(tail), role, origin, definite=whole[0].lower() not in ("a", "an"))


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

    def writes(self, first: str, second: str) -> bool:
        """Whether two words are next to each other in a name of the document."""
        known = (name.split() for name in (*self._names, *self._noticed))
        return any((first, second) in pairwise(words) for words in known)

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
        return next(iter(found)) if len(found) == 1 else None

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
        """Return all whom a description of an office may refer to, each in the fullest known form; those named most first."""
        named = Counter(self.full(name) for office, name in self._offices if _may_be(found, office))
        return tuple(name for name, _ in named.most_common())

    def describe(self, found: Phrase) -> str | None:
        """Return the person whom a description refers to, by the offices of named people; None if there is none, or several."""
        if found.role is None or not found.definite:
            return None
        held = [name for office, name in reversed(self._offices) if _may_be(found, office)]
        if found.origin is None and len({self.full(name) for name in held}) > 1:
            return None  # "the president" among several
        return self.full(held[0]) if held else None


def _may_be(described: Phrase, office: Phrase) -> bool:
    """Whether a description may refer to the holder of an office: it names the same office, or all offices of its kind."""
    if described.role != office.role or not described.is_of_rank(office):
        return False
    words = {described.office, office.office}
    if len(words) > 1 and not words & KIND_WORDS:
        return False
    return described.origin is None or (office.origin is not None and same_place(office.origin, described.origin))
