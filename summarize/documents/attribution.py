"""Find who says something within one sentence: verbs of saying with their subjects, before or after the verb."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.text import quotations
from summarize.text.names import PARTICLES, Phrase, Register, is_name_word, phrase, tokens
from summarize.text.punctuation import POSSESSIVE
from summarize.text.wordlists import (
    ARTICLES,
    ASSERTING,
    BASE_SAYING,
    BE,
    CONJUNCTIONS,
    DURATIONS,
    FINITE_SAYING,
    FUNCTION_WORDS,
    MONTHS_AND_DAYS,
    OFFICE_WORDS,
    PREPOSITIONS,
    ROLES,
    SAYING,
    SAYING_PARTICIPLES,
    TITLES,
)

LONGEST_ASIDE = 40
"""Maximum number of words and marks between a speaker and the verb, as in "William Reilly, who led the agency and ..., said"."""
SKIPPED = frozenset(
    "also later then however again further earlier already once has had have did does meanwhile too never".split()
)


PLAIN_SAYING = frozenset(word for word in ASSERTING if word.endswith("ed")) | frozenset("said say says told tells wrote".split())
"""Verbs that may have any subject; with other verbs, a subject without a name needs a quotation or "that" next to the verb."""
ALSO_OF_THINGS = frozenset(
    """adding noting highlighting emphasizing emphasising underlining underscoring showing indicating revealing suggesting
    reflecting observing stressing implying marking promising recalling""".split()
)
"""Participles that count as saying only if what is said follows directly: ", adding a touch of style" does not count."""
WHAT_IS_SAID = frozenset("that \1 he she it they there how".split())
DETERMINERS = frozenset("the a an his her their its our this that these those some several many most other two three".split())
LONGEST_PHRASE = 6


@dataclass(frozen=True, slots=True)
class Attribution:
    """One verb of saying with its subject; `outlet` if it reports what others said, `trailing` if it is near the sentence end."""

    subject: Phrase
    outlet: bool
    trailing: bool = False


def attributions(text: str, outside: str) -> tuple[Attribution, ...]:
    """Return the verbs of saying outside quotations with their subjects, in text order.

    `outside` is `text` with quotations masked. If no speaker other than an outlet is found, a verb that opens a quotation counts.
    """
    words = tokens(outside)
    found: list[Attribution] = []
    for index, word in enumerate(words):
        if word.lower() == "according" and words[index + 1 : index + 2] == ["to"]:
            subject, outlet = _source_named(words, index + 2), True
        elif _is_verb_of_saying(words, index):
            subject, outlet = _subject_of(words, index), False
        else:
            continue
        if subject:
            named = phrase(subject)
            reports = named.outlet or (outlet and bool(named.name) and not named.role)
            found.append(Attribution(named, reports, trailing=len(words) - index <= 5))
    explicit = any(not a.outlet for a in found)
    return tuple(found) if explicit else (*_verb_in_quotation(text), *found)


def _is_verb_of_saying(words: Sequence[str], index: int) -> bool:
    """Whether the word at an index is a verb of saying with a subject of its own."""
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word == "made":
        return following == "clear"
    if word == "continued":  # only after a quotation: "...," he continued
        return "\1" in words[:index] and (not following or not following.isalpha())
    if word in BASE_SAYING:
        return any(before in ("did", "does", "do", "they") for before in words[max(index - 5, 0) : index])
    if word in SAYING_PARTICIPLES:
        apart = index > 0 and (words[index - 1] in (",", "\1") or words[index - 1].lower() in BE)
        return apart and (word not in ALSO_OF_THINGS or following.lower() in WHAT_IS_SAID)
    return word in FINITE_SAYING and not (word == "called" and following in ("up", "off", "in"))


def lead_subject(words: Sequence[str]) -> list[str]:
    """Return the noun phrase that opens a sentence, if it can be a speaker; an introduction up to a comma is skipped."""
    if not words:
        return []
    follows = words[1].lower() if len(words) > 1 else ""
    participle = words[0].lower().endswith("ing") and follows in PREPOSITIONS | ARTICLES | {"out", "up", "that"}
    if participle or words[0].lower() in PREPOSITIONS or words[0].lower() in MONTHS_AND_DAYS or words[0].lower() in CONJUNCTIONS:
        comma = next((index for index, word in enumerate(words[:25]) if word == ","), None)
        return _run_right(words, comma + 1) if comma is not None else []
    return _run_right(words, 0)


def _verb_in_quotation(text: str) -> tuple[Attribution, ...]:
    """Find a quotation that starts with the verb itself: ``The mayor "stressed that ..."``."""
    for start, end in quotations.spans(text):
        first = tokens(text[start:end])[:1]
        subject = _run_left(tokens(text[: start - 1]))
        if first and first[0].lower() in FINITE_SAYING and subject:
            return (Attribution(phrase(subject), False),)
    return ()


def _subject_of(words: Sequence[str], verb: int) -> list[str]:
    """Return the words of the subject of the verb at index `verb`: before the verb, else after it (``" said Xi``)."""
    progressive = verb > 0 and words[verb - 1].lower() in BE
    if words[verb] in SAYING_PARTICIPLES and not progressive:
        return lead_subject(words)
    left = verb - 1
    while left >= 0 and _is_skipped(words, left):
        left -= 1
    if progressive and words[verb] not in SAYING_PARTICIPLES | {"quoted"}:
        return []  # a passive
    while left >= 0 and words[left].lower() in BE:
        left -= 1
    if left >= 0 and words[left] == "," and (around := _around_aside(words, left)):
        return around
    if run := _run_left(words[: left + 1]):
        before = words[left - len(run)] if left >= len(run) else ""
        return [] if before in ("which", "what", "whom") else run
    if left > 0 and words[left] == "and":
        return lead_subject(words)
    return _inverted_or_described(words, verb, left)


def _around_aside(words: Sequence[str], end: int) -> list[str]:
    """Return the subject before an aside that ends with the comma at `end`, or the name that is the aside; empty if none is.

    "Ana Ruiz, who chairs the board, said" has the subject "Ana Ruiz", "The inspector, Karl Aune, said" has "Karl Aune".
    """
    start = next((i for i in range(end - 1, max(end - LONGEST_ASIDE, -1), -1) if words[i] == ","), None)
    if start is None:
        return []
    aside = _run_left(words[start + 1 : end])
    if run := _run_left(words[:start]):
        described = phrase(run).name or words[start + 1].lower() in ("who", "which", "whose", "that")
        return run if described else [*run, *aside]
    return aside if len(aside) > 1 and len(aside) == end - start - 1 and phrase(aside).name else []


def _inverted_or_described(words: Sequence[str], verb: int, left: int) -> list[str]:
    """Return the subject after a verb of saying, or one without a name; `left` is the index of the last word before the verb."""
    opens = left < 0 or words[verb - 1] in ("\1", ",")
    behind = _run_right(words, verb + 1) if opens else []
    beside = {"\1"} & {*words[max(verb - 8, 0) : verb], *words[verb + 1 : verb + 2]}
    if behind or not (words[verb] in PLAIN_SAYING or words[verb + 1 : verb + 2] == ["that"] or beside):
        return behind
    return _common_right(words, verb + 1) if opens else _common_left(words[: left + 1])


def _common_left(words: Sequence[str]) -> list[str]:
    """Return the noun phrase without a name that ends a list of words ("federal officials", "the narrator"), if it can speak."""
    start = len(words)
    while start and _is_common(words[start - 1]) and len(words) - start < LONGEST_PHRASE:
        start -= 1
    if start == len(words) or words[-1].lower() in DURATIONS:
        return []
    determined = start > 0 and words[start - 1].lower() in DETERMINERS
    if start > 1 and words[start - 1].lower() in ("of", "in") and _is_common(words[start - 2]):
        return [*_common_left(words[: start - 1]), *words[start - 1 :]]
    plural = words[-1].endswith("s") and not words[-1].endswith("ss")
    return list(words[start - determined :]) if determined or plural else []


def _common_right(words: Sequence[str], start: int) -> list[str]:
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


def _is_skipped(words: Sequence[str], index: int) -> bool:
    word = words[index].lower()
    if word in SKIPPED or (word.endswith("ly") and word.isalpha()):
        return True
    if word == ",":
        around = [words[i].lower() for i in (index - 1, index + 1) if 0 <= i < len(words)]
        return any(near in ("however", "meanwhile", "too") for near in around)
    if word in MONTHS_AND_DAYS:
        return True
    return word in ("on", "in", "late", "early") and words[index + 1].lower() in MONTHS_AND_DAYS


def _run_left(words: Sequence[str]) -> list[str]:
    """Return the noun phrase that ends a list of words, if it can be a speaker."""
    if not words:
        return []
    last = words[-1]
    if last.lower() in ("he", "she"):
        return [last]
    if POSSESSIVE.search(last) or not (is_name_word(last) or last.lower() in ROLES):
        return []
    start = len(words)
    while start > 0 and _in_phrase(words[start - 1]):
        start -= 1
    if start > 1 and words[start - 1] in ("from", "at") and is_name_word(words[start - 2]):
        return _run_left(words[: start - 1])  # "Ana Ruiz from Acme said"
    if start > 0 and words[start - 1].lower() in ("the", "a", "an"):
        start -= 1
    return list(words[start:])


def _run_right(words: Sequence[str], start: int) -> list[str]:
    """Return the noun phrase that starts at an index, if it can be a speaker."""
    if start >= len(words):
        return []
    if words[start].lower() in ("he", "she"):
        return [words[start]]
    end = start + (words[start].lower() in ("the", "a", "an"))
    while end < len(words) and _in_phrase(words[end]):
        end += 1
    run = list(words[start:end])
    if any(is_name_word(word) and not POSSESSIVE.search(word) for word in run):
        return run
    following = words[end].lower() if end < len(words) else ""
    adjective = following.isalpha() and following not in FUNCTION_WORDS | SAYING
    return run if run and run[-1].lower() in ROLES and not adjective else []


def _source_named(words: Sequence[str], start: int) -> list[str]:
    """Return the noun phrase after "according to"; a name that describes a noun is not enough ("an Internet posting")."""
    run = _run_right(words, start)
    following = words[start + len(run)] if start + len(run) < len(words) else ""
    describes = following.islower() and following not in FUNCTION_WORDS
    return _common_right(words, start) if describes or not run else run


def _in_phrase(word: str) -> bool:
    lower = word.lower()
    return is_name_word(word) or lower in TITLES or lower in OFFICE_WORDS or word in PARTICLES


def holder(description: str, text: str) -> str | None:
    """Return the name that is in apposition to a description in a text; None if there is none.

    >>> holder("the inspector", "The inspector, Karl Aune, said two valves had failed.")
    'Karl Aune'
    """
    described = [word for word in tokens(description.lower()) if word not in ARTICLES]
    words = tokens(text)
    for comma in (index for index, word in enumerate(words) if word == ","):
        before = [word.lower() for word in words[max(comma - len(described), 0) : comma]]
        name = _run_right(words, comma + 1) if described and before == described else []
        if len(name) > 1 and phrase(name).name and words[comma + 1 + len(name) : comma + 2 + len(name)] == [","]:
            return phrase(name).name
    return None


def learn(register: Register, words: Sequence[str]) -> None:
    """Register the names and acronyms of a sentence, people with their office ("Chilean President Ana Ruiz")."""
    for index in range(len(words)):
        if words[index] == "(" and words[index + 2 : index + 3] == [")"] and words[index + 1].isupper():
            register.abbreviate(words[index + 1], words[max(index - 8, 0) : index])
        if _in_phrase(words[index]) and (index == 0 or not _in_phrase(words[index - 1])):
            named = phrase(_run_right(words, index) or ["it"])
            if named.name and named.role:
                register.learn(named)
            elif named.name:
                register.notice(named.name)
            _learn_apposition(register, words, index)


def _learn_apposition(register: Register, words: Sequence[str], start: int) -> None:
    """Register the holder of an office who is named after a comma ("The Kremlin's spokesman, Dmitry Peskov,")."""
    comma = next((i for i in range(start, min(start + 7, len(words))) if not _in_phrase(words[i])), len(words))
    office = phrase(words[start:comma] or ["it"])
    if office.role is None or office.name or words[comma : comma + 1] != [","]:
        return
    name = _run_right(words, comma + 1)
    end = comma + 1 + len(name)
    if len(name) > 1 and words[end : end + 1] == [","] and phrase(name).name and not phrase(name).role:
        register.learn(Phrase((*office.words, *name), phrase(name).name, office.role, office.origin))
