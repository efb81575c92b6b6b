"""Find who says something by the structure of the sentence, where the words next to the verb do not show it.

A verb with a finite clause as its object reports what its subject says or holds; a verb of saying beside a quotation does so too,
and "as the police have said". The subject may be far away: "the mayor, who had been in Lima for a week, said that ...".
"""

from collections.abc import Iterator
from dataclasses import replace

from summarize.documents.attribution import Attribution, is_outlet, trails
from summarize.text.names import phrase, tokens
from summarize.text.syntax import FINITE, Parse
from summarize.text.wordlists import BE, is_saying

HIGHEST = 4
"""Number of verbs above one in which its subject is looked for: "she rose to say"."""
SHARES_SUBJECT = frozenset({"conj", "xcomp", "advcl"})
BESIDE_NAME = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "parataxis", "advmod", "dep"})
"""Relations to a subject of words that are not part of its name or description."""
NOBODY = frozenset("i we you it that this these those there one".split())
"""Subjects that name nobody."""
NOT_REPORTING = BE | {"have", "has", "had"}
"""Verbs whose clause is not what their subject says."""


def parsed_attributions(outside: str, parse: Parse) -> tuple[Attribution, ...]:
    """Return the verbs that report, with their subjects, in text order.

    `outside` is the text with its quotations masked, as long as the text that was parsed.
    """
    found: list[Attribution] = []
    for verb, subject in _reports(outside, parse):
        words = _description(outside, parse, subject)
        if words and words[-1][:1].isalpha() and parse.words[subject].lower not in NOBODY:
            named = phrase(words)
            named = named if parse.words[subject].is_name or named.pronoun else replace(named, name="")  # "an attorney for Berg"
            found.append(
                Attribution(named, is_outlet(named, after_according=_according(parse, verb)), trails(len(parse.words), verb))
            )
    return tuple(found)


def _reports(outside: str, parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield the indices of each verb that reports, outside quotations, and of its subject."""
    for index, word in enumerate(parse.words):
        if outside[word.start] == "\1":
            continue
        subject = _source(parse, index) if _according(parse, index) else None
        if subject is None and _reports_something(outside, parse, index):
            subject = _subject(parse, index)
        if subject is not None and outside[parse.words[subject].start] != "\1":
            yield index, subject


def _according(parse: Parse, index: int) -> bool:
    return parse.words[index].lower == "according"


def _source(parse: Parse, according: int) -> int | None:
    """Return what is named after "according to"."""
    below = (child for near in parse.children(according) for child in parse.children(near))
    return next((child for child in below if parse.words[child].relation == "pobj"), None)


def _reports_something(outside: str, parse: Parse, index: int) -> bool:
    word = parse.words[index]
    if not word.is_verb or word.relation.startswith("aux") or word.lower in NOT_REPORTING:
        return False
    objects = [child for child in parse.children(index) if parse.words[child].relation == "ccomp"]
    if not is_saying(word.text):
        return any(_is_finite(parse, child) for child in objects)
    inserted = word.relation == "parataxis" or (word.relation == "advcl" and "as" in _below(parse, index, "mark"))
    return bool(objects) or inserted or "\1" in outside


def _is_finite(parse: Parse, verb: int) -> bool:
    """Whether a verb heads a whole clause: it or an auxiliary of it is finite, and it has a subject of its own."""
    below = [parse.words[child] for child in parse.children(verb)]
    tags = {parse.words[verb].tag, *(each.tag for each in below if each.relation.startswith("aux"))}
    return bool(tags & FINITE) and any(each.relation.startswith(("nsubj", "csubj", "expl")) for each in below)


def _below(parse: Parse, index: int, relation: str) -> set[str]:
    return {parse.words[child].lower for child in parse.children(index) if parse.words[child].relation == relation}


def _subject(parse: Parse, verb: int, height: int = 0) -> int | None:
    """Return who does what a verb says: its subject, the agent of a passive, or the subject that it shares with a verb above."""
    below = parse.children(verb)
    own = next((child for child in below if parse.words[child].relation == "nsubj"), None)
    if own is not None:
        relative = parse.words[own].tag in ("WP", "WDT")
        return own if not relative else parse.words[verb].head if parse.words[verb].relation == "relcl" else None
    if any(parse.words[child].relation == "nsubjpass" for child in below):
        agents = (far for near in below if parse.words[near].relation == "agent" for far in parse.children(near))
        return next((far for far in agents if parse.words[far].relation == "pobj"), None)
    word, head = parse.words[verb], parse.words[verb].head
    if word.relation in ("acl", "relcl"):
        return head
    above = head != verb and height < HIGHEST and word.relation in SHARES_SUBJECT and parse.words[head].is_verb
    return _subject(parse, head, height + 1) if above else None


def _description(outside: str, parse: Parse, subject: int) -> list[str]:
    """Return the words of a subject, without clauses and asides about it."""
    comma = next((i for i in range(subject, len(parse.words)) if parse.words[i].is_mark), len(parse.words))
    below = parse.children(subject)
    beside = frozenset(child for child in below if child > comma or parse.words[child].relation in BESIDE_NAME)
    inside = sorted(parse.subtree(subject, beside))
    whole = inside == list(range(inside[0], inside[-1] + 1))
    text = outside[parse.words[inside[0]].start : parse.words[inside[-1]].end] if whole else ""
    return tokens(text or " ".join(parse.words[index].text for index in inside))
