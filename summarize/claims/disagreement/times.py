"""Find two sentences about the same event that each name one time, and not the same one.

Times are compared as days if both can be known. If neither can, because the documents do not say when they were written, two
wordings are two times ("earlier this month" / "last week"). A known time is never compared with an unknown one.
"""

from datetime import date
from difflib import SequenceMatcher

from summarize.claims.disagreement.kinds import Difference, ValueKind
from summarize.claims.disagreement.words import words_of
from summarize.text import quotations
from summarize.text.dates import Mention, mentions
from summarize.text.terms import is_content

MOST_SHARED, LEAST_SHARED, FEWEST_SHARED = 0.7, 0.6, 5
"""Content words that must agree in order: least share of one sentence and of the other, and least number."""


def difference(text: str, other: str, written: tuple[date | None, date | None] = (None, None)) -> Difference | None:
    """Return the time that two sentences about one event give differently, or None; `written` are the days of their documents.

    >>> drills = "both fleets held joint drills off Lima"
    >>> found = difference(f"Earlier this month {drills}.", f"{drills} last week.")
    >>> found.what.value, found.mine, found.theirs
    ('time', 'Earlier this month', 'last week')
    """
    texts = (text, other)
    found = [mentions(quotations.mask(each), day) for each, day in zip(texts, written, strict=True)]
    if len(found[0]) != 1 or len(found[1]) != 1:
        return None
    mine, theirs = found[0][0], found[1][0]
    if _compatible(mine, theirs, *(_shown(each, one[0]) for each, one in zip(texts, found, strict=True))):
        return None
    if not _same_event(*(each[: one[0].start] + each[one[0].end :] for each, one in zip(texts, found, strict=True))):
        return None
    return Difference(ValueKind.TIME, _shown(text, mine), _shown(other, theirs))


def _compatible(mine: Mention, theirs: Mention, shown: str, other_shown: str) -> bool:
    if mine.period and theirs.period:
        return mine.period.overlaps(theirs.period)
    if mine.period or theirs.period:
        return True
    weekdays = any(each.lower().removeprefix("on ").endswith("day") for each in (shown, other_shown))
    return weekdays or shown.lower() == other_shown.lower()


def _same_event(text: str, other: str) -> bool:
    mine, theirs = words_of(text), words_of(other)
    matcher = SequenceMatcher(None, [word.key for word in mine], [word.key for word in theirs], autojunk=False)
    shared = sum(is_content(mine[i].text) for start, _, size in matcher.get_matching_blocks() for i in range(start, start + size))
    shares = sorted(shared / max(sum(is_content(word.text) for word in words), 1) for words in (mine, theirs))
    return shared >= FEWEST_SHARED and shares[0] >= LEAST_SHARED and shares[1] >= MOST_SHARED


def _shown(text: str, mention: Mention) -> str:
    return text[mention.start : mention.end]
