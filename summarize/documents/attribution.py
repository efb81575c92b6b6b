"""Find who says something within one sentence: verbs of saying with their subjects, before or after the verb."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.documents.speaker_phrases import common_at, common_before, named_at, named_before, whole_name_at
from summarize.text import quotations
from summarize.text.names import Phrase, phrase, tokens
from summarize.text.person_nouns import is_person
from summarize.text.punctuation import TERMINAL
from summarize.text.wordlists import (
    ARTICLES,
    ASSERTING,
    BASE_SAYING,
    BE,
    CONJUNCTIONS,
    FINITE_SAYING,
    FUNCTION_WORDS,
    MONTHS_AND_DAYS,
    PREPOSITIONS,
    ROLES,
    SAYING_PARTICIPLES,
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
WHERE_STATED = frozenset("in by above below here herein there under elsewhere".split())
LONGEST_OFFICE = 3
"""Words of an office before the name of what it is held in: "head of the | Lund Trust"."""
LONGEST_DESCRIPTION = 5
"""Words of a description before a name: "Quay Street resident | Ana Ruiz |"."""
LONGEST_TRAIL = 5
"""Words and marks from a verb of saying to the end of the sentence that it trails: "..., the mayor told reporters."."""


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
            found.append(Attribution(named, is_outlet(named, after_according=outlet), trails(len(words), index)))
    if signed := _signature(text, outside):
        found.append(Attribution(phrase(tokens(signed)), False, trailing=True))
    explicit = any(not a.outlet for a in found)
    return tuple(found) if explicit else (*_verb_in_quotation(text), *found)


def _signature(text: str, outside: str) -> str | None:
    """Return the name behind a dash that signs a sentence which is a quotation and nothing else; None if there is none."""
    end = outside.rfind("\1") + 1
    signed = quotations.SIGNATURE.fullmatch(outside[end:].strip())
    whole = signed and not outside[:end].strip("\1 ") and TERMINAL.search(text[: end - 1])
    return signed["name"] if signed and whole else None


def is_outlet(named: Phrase, *, after_according: bool) -> bool:
    """Whether a phrase names who reports what others said: an outlet, or the name without an office after "according to"."""
    return named.outlet or (after_according and bool(named.name) and not named.role)


def trails(count: int, verb: int) -> bool:
    """Whether the verb at an index is near the end of a sentence of `count` words and marks."""
    return count - verb <= LONGEST_TRAIL


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
        return named_at(words, comma + 1) if comma is not None else []
    return _described_name(words, 0) or named_at(words, 0)


def _described_name(words: Sequence[str], start: int) -> list[str]:
    """Return the name behind a description that ends with a noun for a person; empty if there is none.

    "Quay Street resident | Ana Ruiz |", "Retired docker | Ana Ruiz |"
    """
    for index in range(start, min(start + LONGEST_DESCRIPTION, len(words))):
        lower = words[index].lower()
        if not words[index].isalpha() or (lower in FUNCTION_WORDS and index > start):
            return []
        if words[index].islower() and is_person(lower):
            name = named_at(words, index + 1)
            return name if len(name) > 1 and phrase(name).name else []
    return []


def _verb_in_quotation(text: str) -> tuple[Attribution, ...]:
    """Find a quotation that starts with the verb itself: ``The mayor "stressed that ..."``."""
    for start, end in quotations.spans(text):
        first = tokens(text[start:end])[:1]
        subject = named_before(tokens(text[: start - 1]))
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
    if run := named_before(words[: left + 1]):
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
    aside = named_before(words[start + 1 : end])
    if run := named_before(words[:start]):
        ahead = words[max(start - len(run) - LONGEST_OFFICE, 0) : start - len(run)]
        if len(aside) == end - start - 1 and phrase(aside).name and any(word.lower() in ROLES for word in ahead):
            return aside  # "the mayor of Lund, Ana Ruiz, said"
        described = phrase(run).name or words[start + 1].lower() in ("who", "which", "whose", "that")
        return run if described else [*run, *aside]
    return aside if len(aside) > 1 and len(aside) == end - start - 1 and phrase(aside).name else []


def _inverted_or_described(words: Sequence[str], verb: int, left: int) -> list[str]:
    """Return the subject after a verb of saying, or one without a name; `left` is the index of the last word before the verb."""
    opens = left < 0 or words[verb - 1] in ("\1", ",")
    behind = (_behind_description(words, verb + 1) or _described_name(words, verb + 1)) if opens else []
    behind = behind or (whole_name_at(words, verb + 1) if opens else [])
    if words[verb - 1] == "," and _goes_on_with_a_clause(words, verb + 1 + len(behind or common_at(words, verb + 1))):
        return []
    beside = {"\1"} & {*words[max(verb - 8, 0) : verb], *words[verb + 1 : verb + 2]}
    if behind or not (words[verb] in PLAIN_SAYING or words[verb + 1 : verb + 2] == ["that"] or beside):
        return behind
    if opens:
        return common_at(words, verb + 1)
    following = words[verb + 1].lower() if verb + 1 < len(words) else ""
    described = words[verb].endswith("ed") and following in WHERE_STATED  # "the conditions stated in this letter"
    return [] if described else common_before(words[: left + 1])


def _behind_description(words: Sequence[str], start: int) -> list[str]:
    """Return the name in apposition to the description at an index ("said the bank's owner, | Ana Ruiz |."); empty if none is."""
    described = named_at(words, start) or common_at(words, start)
    comma = start + len(described)
    name = named_at(words, comma + 1) if described and words[comma : comma + 1] == [","] else []
    ended = "".join(words[comma + 1 + len(name) : comma + 2 + len(name)]) in (",", ".", ";", "\1", "")
    return name if ended and len(name) > 1 and phrase(name).name and not phrase(described).name else []


def _goes_on_with_a_clause(words: Sequence[str], index: int) -> bool:
    """Whether the words from an index on belong to a clause whose subject is before them: "..., said the harbour | would pay"."""
    following = words[index].lower() if index < len(words) else ""
    return following.isalpha() and following not in PREPOSITIONS | MONTHS_AND_DAYS | CONJUNCTIONS | {"who", "whose", "also"}


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


def _source_named(words: Sequence[str], start: int) -> list[str]:
    """Return the noun phrase after "according to"; a name that describes a noun is not enough ("an Internet posting")."""
    run = whole_name_at(words, start)
    following = words[start + len(run)] if start + len(run) < len(words) else ""
    describes = following.islower() and following not in FUNCTION_WORDS
    return common_at(words, start) if describes or not run else run
