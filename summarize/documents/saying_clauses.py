"""Find who says something by the structure of the sentence, where the words next to the verb do not show it.

A verb with a finite clause as its object reports what its subject says or holds; a verb of saying beside a quotation does so too,
and "as the police have said". The subject may be far away: "the mayor, who had been in Lima for a week, said that ...".
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from summarize.documents.attribution import Attribution, is_outlet, trails
from summarize.text.inflection import lemma
from summarize.text.names import phrase, same, tokens
from summarize.text.syntax import FINITE, Parse
from summarize.text.wordlists import BE, is_saying

HIGHEST = 4
"""Number of verbs above one in which its subject is looked for: "she rose to say"."""
SHARES_SUBJECT = frozenset({"conj", "xcomp", "advcl"})
BESIDE_NAME = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "parataxis", "advmod", "dep"})
"""Relations to a subject of words that are not part of its name or description."""
NOBODY = frozenset("i we you it that this these those there one nobody none neither no-one nothing anybody anyone few".split())
"""Subjects that name nobody."""
NO = frozenset({"no", "neither", "hardly"})
DENYING = frozenset(map(lemma, ("fail", "refuse", "decline", "deny", "avoid", "stop")))
"""Verbs of which what is said below them is not said."""
NOT_REPORTING = BE | {"have", "has", "had"}
"""Verbs whose clause is not what their subject says."""


def parsed_attributions(outside: str, parse: Parse) -> tuple[Attribution, ...]:
    """Return the verbs that report, with their subjects, in text order.

    `outside` is the text with its quotations masked, as long as the text that was parsed.
    """
    found: list[Attribution] = []
    for verb, subject in _reports(outside, parse):
        words = _description(outside, parse, subject)
        if words and words[-1][:1].isalpha():
            named = phrase(words)
            named = named if parse.words[subject].is_name or named.pronoun else replace(named, name="")  # "an attorney for Berg"
            found.append(
                Attribution(named, is_outlet(named, after_according=_according(parse, verb)), trails(len(parse.words), verb))
            )
    return tuple(found)


def speaks_within(name: str, text: str, parse: Parse) -> bool:
    """Whether somebody is who a verb of saying in a text says says something, though the text may be another's.

    "The owners like the plan, which Karl Aune described as unwise." It does not count where another says that they say it.
    """
    return any(
        word.is_verb
        and is_saying(word.text)
        and not _is_unsaid(parse, index)
        and not _is_reported(parse, index)
        and (subject := _subject(parse, index)) is not None
        and any(same(name, each) for each in _names_of(text, parse, subject))
        for index, word in enumerate(parse.words)
    )


def _is_reported(parse: Parse, verb: int) -> bool:
    """Whether a verb is in what another verb of saying says."""
    path = [verb, *parse.ancestors(verb)]
    return any(parse.words[low].relation == "ccomp" and is_saying(parse.words[high].text) for low, high in pairwise(path))


def _names_of(text: str, parse: Parse, subject: int) -> Iterator[str]:
    """Yield the name of a subject, and one that is in apposition to it; "Aune's lawyer" has none."""
    for head in (subject, *(child for child in parse.children(subject) if parse.words[child].relation == "appos")):
        if parse.words[head].is_name:
            yield phrase(_description(text, parse, head)).name


def _reports(outside: str, parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield the indices of each verb that reports, outside quotations, and of its subject."""
    for index, word in enumerate(parse.words):
        if outside[word.start] == "\1":
            continue
        subject = _source(parse, index) if _according(parse, index) else None
        if subject is None and _reports_something(outside, parse, index):
            subject = _subject(parse, index)
        if subject is not None and outside[parse.words[subject].start] != "\1" and not _is_nobody(parse, subject):
            yield index, subject


def _is_nobody(parse: Parse, subject: int) -> bool:
    return parse.words[subject].lower in NOBODY or bool(NO & {parse.words[child].lower for child in parse.children(subject)})


def _is_unsaid(parse: Parse, verb: int) -> bool:
    """Whether a verb or one above it is denied or conditional, so that nothing is reported: "did not say", "had he told"."""
    for index in (verb, *parse.ancestors(verb)):
        below = parse.children(index)
        first = next((child for child in below if parse.words[child].relation.startswith("nsubj")), None)
        inverted = first is not None and any(parse.words[child].relation == "aux" and child < first for child in below)
        if inverted or "if" in _below(parse, index, "mark") or _below(parse, index, "neg"):
            return True
        if index != verb and lemma(parse.words[index].lower) in DENYING:
            return True
        if parse.words[index].relation != "xcomp":  # "he did not come, saying that" reports
            return False
    return False


def _according(parse: Parse, index: int) -> bool:
    return parse.words[index].lower == "according"


def _source(parse: Parse, according: int) -> int | None:
    """Return what is named after "according to"."""
    below = (child for near in parse.children(according) for child in parse.children(near))
    return next((child for child in below if parse.words[child].relation == "pobj"), None)


def _reports_something(outside: str, parse: Parse, index: int) -> bool:
    word = parse.words[index]
    if not word.is_verb or word.relation.startswith("aux") or word.lower in NOT_REPORTING or _is_unsaid(parse, index):
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
    """Return the words of a subject up to a clause or an aside about it, or about a noun in it."""
    every = parse.subtree(subject)
    beside = frozenset(index for index in every if index != subject and parse.words[index].relation in BESIDE_NAME)
    inside = parse.subtree(subject, beside)
    first = last = subject
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return tokens(outside[parse.words[first].start : parse.words[last].end])
