"""Resolve names of people and organisations in one document: strip titles, map short forms and descriptions to full names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarize.text.demonyms import is_people, is_place
from summarize.text.punctuation import POSSESSIVE, without_possessive
from summarize.text.wordlists import FUNCTION_WORDS, MONTHS_AND_DAYS, OFFICE_WORDS, OUTLETS, ROLES, TITLES

RANKS = frozenset("foreign interior finance defence defense trade justice health education economy environment energy".split())
"""Fields that a minister may be responsible for."""
LINKS = frozenset("of in at from".split())
"""Prepositions before the name of where somebody belongs: "residents of Lund"."""
WITHIN_NAMES = frozenset({"of", "for", "the"})
"""Words between two parts of a name: "Bank of Lund"."""
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
    begun = next((index for index in range(after, len(whole)) if is_name_word(whole[index])), len(whole))
    kept = [word for word in whole[begun:] if word in WITHIN_NAMES or (is_name_word(word) and (len(word) > 1 or len(whole) == 1))]
    first = next((index for index, word in enumerate(kept) if word not in WITHIN_NAMES), len(kept))
    tail = [without_possessive(word) for word in kept[first:]]
    if (whole[-1].islower() and whole[-1] not in TITLES) or _is_of_a_name(whole):
        tail = []  # "an Internet posting", "residents of Lund" are not names
    origin = without_possessive(before[-1]).lower() if before else None
    return Phrase(whole, " ".join(tail), role, origin, definite=whole[0].lower() not in ("a", "an"))


def _is_of_a_name(words: Sequence[str]) -> bool:
    """Whether the name in a phrase is only where those belong whom a common noun before it means: "residents of Lund"."""
    link = next((index for index, word in enumerate(words) if index and word in LINKS), 0)
    common = words[link - 1].islower() and words[link - 1] not in TITLES and words[link - 1] not in WITHIN_NAMES
    return link > 0 and common and all(is_name_word(word) or word in LINKS | WITHIN_NAMES for word in words[link:])
