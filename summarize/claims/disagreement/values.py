"""Find where two sources state one fact with one different value: a number, date, name or quoted word.

Two sentences are aligned word by word. They disagree if the aligned words say the same and exactly one value is aligned with
another value of its kind. Sentences that differ in several values are about different things. This is contradiction detection
by alignment (de Marneffe, Rafferty and Manning 2008), limited to what can be shown side by side.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import product

from summarize.claims.disagreement.kinds import Difference, ValueKind
from summarize.claims.disagreement.words import YEAR, Word, of_one_family, words_of
from summarize.text.demonyms import same_place
from summarize.text.inflection import lemma
from summarize.text.names import abbreviates, is_name_word, may_open_with_name
from summarize.text.punctuation import POSSESSIVE
from summarize.text.synonyms import exchangeable
from summarize.text.terms import is_content, stem
from summarize.text.wordlists import MONTHS_AND_DAYS, NUMBER_WORDS, PREPOSITIONS

MOST_SHARED, LEAST_SHARED, FEWEST_SHARED = 0.7, 0.4, 3
"""Content words outside the value that must agree in order: least share of one sentence and of the other, and least number."""
LONGEST_VALUE = 6
"""Most words in a value."""
NEAR = 4
"""Words around a value within which all aligned words must mean the same."""
CURRENCY = frozenset("$€£¥")


@dataclass(frozen=True, slots=True)
class _Side:
    """A sentence as words, and the stretch of them (`start` to `end`) that differs from the other sentence."""

    text: str
    words: tuple[Word, ...]
    start: int
    end: int

    @property
    def stretch(self) -> tuple[Word, ...]:
        return self.words[self.start : self.end]

    def near(self, place: int) -> bool:
        return self.start - NEAR <= place < self.end + NEAR


def difference(text: str, other: str) -> Difference | None:
    """Return the one value that two sentences about the same fact give differently; None if there is none or several.

    >>> found = difference("The port of Lima opened in May 1990.", "The port of Lima was opened in June 1990.")
    >>> found.what.value, found.mine, found.theirs
    ('date', 'May 1990', 'June 1990')
    """
    mine, theirs = words_of(text), words_of(other)
    codes = SequenceMatcher(None, [w.key for w in mine], [w.key for w in theirs], autojunk=False).get_opcodes()
    replaced = [(_Side(text, mine, a, b), _Side(other, theirs, c, d)) for tag, a, b, c, d in codes if tag == "replace"]
    valued = [(sides, found) for sides in replaced if (found := _conflict(*sides))]
    if len({(found.what, found.mine.lower(), found.theirs.lower()) for _, found in valued}) != 1:
        return None
    (first, second), found = valued[0]
    strange = (sides for sides in replaced if sides not in [each for each, _ in valued])
    if _stands_in(first, second.words) or _stands_in(second, first.words):
        return None
    if any(first.near(one.start) and second.near(two.start) and not _exchangeable(one, two) for one, two in strange):
        return None
    shared = sum(is_content(mine[i].text) for tag, start, end, *_ in codes if tag == "equal" for i in range(start, end))
    shares = [shared / max(_content(side), 1) for side in (first, second)]
    enough = shared >= FEWEST_SHARED and max(shares) >= MOST_SHARED and min(shares) >= LEAST_SHARED
    return found if enough else None


def _stands_in(value: _Side, words: Sequence[Word]) -> bool:
    """Whether a number of a stretch also appears in the other sentence."""
    figures = {word.key for word in value.stretch if word.text[0].isdigit()}
    return bool(figures & {word.key for word in words})


def _conflict(mine: _Side, theirs: _Side) -> Difference | None:
    """Return the values of one kind in two stretches if they differ and nothing else in the stretches does, or None."""
    if not mine.stretch or not theirs.stretch or max(len(mine.stretch), len(theirs.stretch)) > LONGEST_VALUE:
        return None
    for kind, holds in HOLDS.items():
        first, second = (_value(side, holds) for side in (mine, theirs))
        if first is None or second is None or (kind is ValueKind.DATE and not (_dated(first) and _dated(second))):
            continue
        if not _same_rest(mine, first, theirs, second) or _compatible(kind, first, second):
            return None
        return Difference(kind, _shown(kind, first), _shown(kind, second))
    return None


def _value(side: _Side, holds: Callable[[Word], bool]) -> _Side | None:
    """Return the value in a stretch, from its first to its last word of a kind, or None."""
    places = [place for place in range(side.start, side.end) if holds(side.words[place])]
    return replace(side, start=places[0], end=places[-1] + 1) if places else None


def _is_date(word: Word) -> bool:
    return word.key in _MONTH_STEMS or YEAR.fullmatch(word.key) is not None


def _is_day(word: Word) -> bool:
    return word.key.isdigit() and 1 <= int(word.key) <= 31


def _is_number(word: Word) -> bool:
    counts = word.text.lower() in NUMBER_WORDS and word.text.lower() not in ("one", "first")
    return (word.text[0].isdigit() or counts) and not _is_date(word)


def _is_name(word: Word) -> bool:
    return may_open_with_name(word.text) if word.start == 0 else is_name_word(word.text)


HOLDS: dict[ValueKind, Callable[[Word], bool]] = {
    ValueKind.QUOTE: lambda word: word.quoted and is_content(word.text) and not _is_number(word),
    ValueKind.DATE: lambda word: _is_date(word) or _is_day(word),
    ValueKind.NUMBER: _is_number,
    ValueKind.NAME: _is_name,
}
_MONTH_STEMS = frozenset(stem(word) for word in MONTHS_AND_DAYS)


def _dated(value: _Side) -> bool:
    """Whether a day, month or year is in a value or next to it."""
    return any(_is_date(word) for word in value.words[max(value.start - 1, 0) : value.end + 1])


def _same_rest(mine: _Side, first: _Side, theirs: _Side, second: _Side) -> bool:
    """Whether two stretches say the same apart from their values."""
    one, other = (
        [word for word in (*side.words[side.start : value.start], *side.words[value.end : side.end]) if _says(word)]
        for side, value in ((mine, first), (theirs, second))
    )
    return len(one) == len(other) and all(a.key == b.key or _synonyms(a, b) for a, b in zip(one, other, strict=True))


def _says(word: Word) -> bool:
    return is_content(word.text) or word.text.lower() in PREPOSITIONS


def _compatible(kind: ValueKind, mine: _Side, theirs: _Side) -> bool:
    """Whether two values can be the same: one is a part, a short form, another spelling or the decade of the other."""
    keys, others = ({word.key for word in side.stretch} for side in (mine, theirs))
    if keys <= others or others <= keys:
        return True
    if kind is ValueKind.QUOTE and len(mine.stretch) == len(theirs.stretch) == 1:
        return of_one_family(mine.stretch[0], theirs.stretch[0])
    either = [*product(keys, others), *product(others, keys)]
    if kind is ValueKind.NAME:
        named = [" ".join(word.text for word in side.stretch) for side in (mine, theirs)]
        short = abbreviates(*named) or abbreviates(*reversed(named)) or any(same_place(a, b) for a, b in either)
        return short or _within_name(mine) or _within_name(theirs)
    return kind is ValueKind.DATE and any(a[-1] == "s" and a[-3:-2] == b[-2:-1] for a, b in either)


def _within_name(value: _Side) -> bool:
    """Whether a value is part of a longer name, so that only this part differs ("Rob Lee" and "Bob Lee")."""
    words, text = value.words, value.text
    before = value.start and _is_name(words[value.start - 1]) and not POSSESSIVE.search(words[value.start - 1].text)
    behind = value.end < len(words) and _is_name(words[value.end]) and not POSSESSIVE.search(words[value.end - 1].text)
    gaps = (
        (words[value.start - 1].end, words[value.start].start),
        (words[value.end - 1].end, words[min(value.end, len(words) - 1)].start),
    )
    return any(beside and text[start:end] == " " for beside, (start, end) in zip((before, behind), gaps, strict=True))


def _shown(kind: ValueKind, value: _Side) -> str:
    """Return a value as it appears, with the rest of its date, or with its currency sign and the unit or scale after it."""
    start, end, words = value.start, value.end, value.words
    if kind is ValueKind.DATE:
        while start and (_is_date(words[start - 1]) or _is_day(words[start - 1])):
            start -= 1
        while end < len(words) and (_is_date(words[end]) or _is_day(words[end])):
            end += 1
    elif kind is ValueKind.NUMBER and end < len(words) and words[end].text[0].islower() and is_content(words[end].text):
        end += 1
    lead = value.text[words[start].start - 1 : words[start].start] in CURRENCY
    return value.text[words[start].start - lead : words[end - 1].end]


def _exchangeable(one: _Side, other: _Side) -> bool:
    """Whether two aligned stretches do not contradict: function words, synonyms, or content words in only one of them."""
    first, second = ([word for word in side.stretch if is_content(word.text)] for side in (one, other))
    if not first or not second:
        return True
    return all(any(_synonyms(a, b) for b in second) for a in first)


def _synonyms(one: Word, other: Word) -> bool:
    first, second = lemma(one.text), lemma(other.text)
    return exchangeable(first, second) or exchangeable(second, first)


def _content(side: _Side) -> int:
    return sum(is_content(word.text) for place, word in enumerate(side.words) if not side.start <= place < side.end)
