"""Who does what to whom: a verb whose subject and object are the other way round in the cited lines."""

from collections import defaultdict

from summarize.text.syntax import Parse
from summarize.text.terms import is_content, stem
from summarize.types.verdict import Problem

MODIFIERS = frozenset("compound amod poss nmod".split())
Heads = frozenset[str]
"""The stems of a noun and of what names it more closely."""


def conflict(mine: Parse, theirs: Parse) -> Problem | None:
    """Return the verb whose subject and object have changed places, as a problem, or None."""
    there: dict[str, list[tuple[Heads, Heads]]] = defaultdict(list)
    for index, word in enumerate(theirs.words):
        there[stem(word.lower)].append(_arguments(theirs, index))
    for index, word in enumerate(mine.words):
        subject, object_ = _arguments(mine, index)
        if not word.tag.startswith("VB") or not subject or not object_:
            continue
        turned = [(s, o) for s, o in there[stem(word.lower)] if subject & o and object_ & s]
        same = any(subject & s or object_ & o for s, o in there[stem(word.lower)])
        if turned and not same:
            return f"who does it and to whom is the other way round in the cited lines: “{word.text}”"
    return None


def _arguments(parse: Parse, verb: int) -> tuple[Heads, Heads]:
    """Return the subject and the object of a verb as in the active voice; empty where there is none."""
    subject = object_ = frozenset[str]()
    for child in parse.children(verb):
        relation = parse.words[child].relation
        if relation == "nsubj":
            subject = _heads(parse, child)
        elif relation in ("nsubjpass", "dobj", "dative"):
            object_ = object_ or _heads(parse, child)
        elif relation == "agent":
            below = [each for each in parse.children(child) if parse.words[each].relation == "pobj"]
            subject = _heads(parse, below[0]) if below else subject
    return subject, object_


def _heads(parse: Parse, index: int) -> Heads:
    near = [index, *(child for child in parse.children(index) if parse.words[child].relation in MODIFIERS)]
    return frozenset(stem(parse.words[each].lower) for each in near if is_content(parse.words[each].lower))
