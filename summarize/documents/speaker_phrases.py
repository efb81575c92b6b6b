"""Find the noun phrase before or at a place in a sentence, if it can be a speaker: with a name or an office, or without."""

from collections.abc import Sequence

from summarize.text.names import LINKS, PARTICLES, is_name_word
from summarize.text.punctuation import POSSESSIVE
from summarize.text.wordlists import (
    ARTICLES,
    BE,
    DURATIONS,
    FINITE_SAYING,
    FUNCTION_WORDS,
    OFFICE_WORDS,
    ROLES,
    SAYING,
    SAYING_PARTICIPLES,
    TITLES,
)

DETERMINERS = frozenset("the a an his her their its our this that these those some several many most other two three".split())
LONGEST_PHRASE = 6
LONGEST_LINKED = 12
"""Words of a phrase with prepositions."""
OF_NAMES = frozenset({"of", "for"})
"""Prepositions that are a part of names: "the Bank of Lund"."""
BELONGING = frozenset({"for", "to", "with", "by"})
"""Prepositions between a noun and a name that is not the speaker."""


def named_before(words: Sequence[str]) -> list[str]:
    """Return the noun phrase that ends a list of words, if it can be a speaker."""
    if not words:
        return []
    last = words[-1]
    if last.lower() in ("he", "she"):
        return [last]
    if POSSESSIVE.search(last) or not (is_name_word(last) or last.lower() in ROLES):
        return []
    start = len(words)
    while start > 0 and in_phrase(words[start - 1]):
        start -= 1
    link = start - (start > 1 and words[start - 1] == "the") - 1
    if link > 0 and words[link] in LINKS | OF_NAMES and words[link - 1].lower() not in ROLES:
        return _linked(words, link)
    if start > 1 and words[start - 1] in BELONGING and words[start - 2][:1].islower() and words[start - 2] not in FUNCTION_WORDS:
        return []  # "an attorney for Ana Ruiz said"
    if start > 0 and words[start - 1].lower() in ("the", "a", "an"):
        start -= 1
    return list(words[start:])


def _linked(words: Sequence[str], link: int) -> list[str]:
    """Return who speaks in a phrase with a preposition at `link` before its last name; empty if nobody with a name.

    "Ana Ruiz of the Lund Trust" -> Ana Ruiz; "the Bank of Lund" -> the whole; "residents of Lund" -> nobody with a name
    """
    before = named_before(words[max(link - LONGEST_LINKED, 0) : link])
    named = [word for word in before if is_name_word(word)]
    titled = before[0].lower() in TITLES if before else False
    is_person = titled or (len(named) > 1 and before[0].lower() not in ARTICLES)
    return [*before, *words[link:]] if named and words[link] in OF_NAMES and not is_person else before


def named_at(words: Sequence[str], start: int) -> list[str]:
    """Return the noun phrase that starts at an index, if it can be a speaker."""
    if start >= len(words):
        return []
    if words[start].lower() in ("he", "she"):
        return [words[start]]
    end = start + (words[start].lower() in ("the", "a", "an"))
    while end < len(words) and in_phrase(words[end]):
        end += 1
    run = list(words[start:end])
    if any(is_name_word(word) and not POSSESSIVE.search(word) for word in run):
        return run
    following = words[end].lower() if end < len(words) else ""
    adjective = following.isalpha() and following not in FUNCTION_WORDS | SAYING
    return run if run and run[-1].lower() in ROLES and not adjective else []


def whole_name_at(words: Sequence[str], start: int) -> list[str]:
    """Return the noun phrase that starts at an index, as `named_at`, with what "of" adds to a name: "the Bank | of Lund"."""
    run = named_at(words, start)
    of = start + len(run)
    rest = named_at(words, of + 1) if words[of : of + 1] and words[of] in OF_NAMES else []
    named = [word for word in run if is_name_word(word)]
    is_person = any(word.lower() in TITLES for word in run) or (len(named) > 1 and run[0].lower() not in ARTICLES)
    return [*run, words[of], *rest] if named and rest and not is_person else run


def in_phrase(word: str) -> bool:
    """Whether a token can be part of a noun phrase with a name or an office."""
    lower = word.lower()
    return is_name_word(word) or lower in TITLES or lower in OFFICE_WORDS or word in PARTICLES


def common_before(words: Sequence[str]) -> list[str]:
    """Return the noun phrase without a name that ends a list of words ("federal officials", "the narrator"), if it can speak."""
    start = len(words)
    while start and _is_common(words[start - 1]) and len(words) - start < LONGEST_PHRASE:
        start -= 1
    if start == len(words) or words[-1].lower() in DURATIONS:
        return []
    determined = start > 0 and words[start - 1].lower() in DETERMINERS
    if start > 1 and words[start - 1].lower() in LINKS and _is_common(words[start - 2]):
        return [*common_before(words[max(start - 1 - LONGEST_LINKED, 0) : start - 1]), *words[start - 1 :]]
    plural = words[-1].endswith("s") and not words[-1].endswith("ss")
    return list(words[start - determined :]) if determined or plural else []


def common_at(words: Sequence[str], start: int) -> list[str]:
    """Return the noun phrase without a name that starts at an index, if it has a determiner or is plural."""
    determined = start < len(words) and words[start].lower() in DETERMINERS
    end = start + determined
    while end < len(words) and _is_common(words[end]) and end - start < LONGEST_PHRASE:
        end += 1
    whole = end > start + determined and (determined or words[end - 1].endswith("s"))
    return list(words[start:end]) if whole and words[end - 1].lower() not in DURATIONS else []


def _is_common(word: str) -> bool:
    """Whether a token can be part of a noun phrase without a name."""
    lower = word.lower()
    return (
        word[0].isalpha() and lower not in FUNCTION_WORDS | FINITE_SAYING | SAYING_PARTICIPLES | BE and not lower.endswith("ly")
    )
