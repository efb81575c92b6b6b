"""What limits the words of a sentence: what is denied, only possible, conditional or partial."""

from collections.abc import Iterator, Set
from functools import partial

from summarize.checking.entailment.deleted_part import LIMITING as ADVERBS
from summarize.checking.entailment.deletion import UNDOING
from summarize.checking.entailment.monotonicity import RESTRICTING
from summarize.checking.structure.matching import Comparison
from summarize.checking.structure.relations import UNDER, Graph
from summarize.text.syntax import Parse
from summarize.text.wordlists import BE, HEDGES, MODALS, NEGATIONS

LIMITING = HEDGES | RESTRICTING | UNDOING | ADVERBS | frozenset("one several many".split())
WHERE = frozenset("where when why how".split())
"""Words of a clause on its place, time, reason or manner: "the city where she won" is not one that she won."""
CONDITIONS = frozenset("if unless until provided".split())
ORDINAL = frozenset({"first", "second", "last"})
"""Words that limit a noun, and as adverbs only order sentences."""
NOT, OPEN, OR, GOING_ON = "not", "open", "or", "going on"
"""What is denied; depends on a condition, or is only intended, expected or tried; is one of several; is not over yet."""
CLASSES = {
    **dict.fromkeys("will would shall".split(), "will"),
    **dict.fromkeys("may might could".split(), "may"),
    **dict.fromkeys("must should ought".split(), "must"),
}
"""Modal verbs that say the same; "can" is one of its own."""
QUANTITIES = frozenset(
    """more less fewer few many most least only all both each every any no not never none nobody nothing neither nor without
    hardly before after until since because although though unless if once again away""".split()
)
"""Function words that change what a sentence says wherever they are added."""
PARTS = frozenset({"CD", "DT", "JJR", "JJS"})
"""Tags of words for a part of what follows: "one of", "some of", "most of"."""
NOMINAL = frozenset("amod det compound advmod quantmod nummod".split())
VERBAL = frozenset({"advmod"})
"""Relations in which a word limits a noun, and a verb above it."""
UNLIMITED = frozenset("relcl acl advcl ccomp".split())
"""Relations of a clause that what limits the clause above it does not limit."""


def are_changed(both: Comparison) -> bool:
    """Whether a sentence limits a word otherwise than its lines, or has a word of quantity or order that they have nowhere."""
    mine, theirs = ({word.lower for word in graph.words} for graph in (both.mine, both.theirs))
    added = (mine & QUANTITIES) - theirs
    mine_of = partial(_limits, both.mine, both.matched.keys())
    theirs_of = partial(_limits, both.theirs, set(both.matched.values()))
    return bool(added) or any(mine_of(here) != theirs_of(there) for here, there in both.matched.items())


def _limits(graph: Graph, kept: Set[int], index: int) -> frozenset[str]:
    """Return what limits a word, and a verb with its clauses: "not", "may", "open", particles, words such as "former".

    `kept` are the words that sentence and lines have: "praised all, but none more than Ruiz" denies nothing if "Ruiz" is not.
    """
    word = graph.words[index]
    found = set(_beside(graph.parse, kept, index, NOMINAL))
    if word.is_verb or word.relation in ("attr", "acomp"):
        found.update(_climbed(graph.parse, kept, index))
    below = [graph.words[child] for child in graph.parse.children(index)]
    found |= {other.lower for other in below if other.relation == "prt" or other.lower in WHERE | {OR}}
    if word.tag == "VBG" and any(other.relation == "aux" and other.lower in BE for other in below):
        found.add(GOING_ON)
    wholes = (graph.words[above] for above in graph.above(index, UNDER + "of"))
    return frozenset(found | {part.lower for part in wholes if part.tag in PARTS})


def _climbed(parse: Parse, kept: Set[int], index: int) -> Iterator[str]:
    """Yield what limits a verb and the verbs that it completes, or is joined to."""
    words = parse.words
    yield from _beside(parse, kept, index, VERBAL)
    while words[index].head != index:
        relation, index = words[index].relation, words[index].head
        if relation in UNLIMITED:
            break
        if relation == "xcomp" and words[index].lower in HEDGES:
            yield OPEN
        found = set(_beside(parse, kept, index, VERBAL))
        yield from found - {NOT} if relation == "conj" else found


def _beside(parse: Parse, kept: Set[int], index: int, relations: Set[str]) -> Iterator[str]:
    """Yield the limits that a word governs directly."""
    for child in parse.children(index):
        word = parse.words[child]
        if word.relation == "neg" or (word.lower in NEGATIONS and (word.relation != "conj" or parse.subtree(child) & kept)):
            yield NOT
        elif word.relation == "aux" and word.lower in MODALS:
            yield CLASSES.get(word.lower, word.lower)
        elif word.relation == "advcl" and any(parse.words[each].lower in CONDITIONS for each in parse.children(child)):
            yield OPEN
        elif word.relation in relations and word.lower in LIMITING and not (word.lower in ORDINAL and word.relation == "advmod"):
            yield word.lower
