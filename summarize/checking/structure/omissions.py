"""Whether what a sentence leaves out of its lines may be left out, whatever the order of what it keeps.

What governs all that is kept must be asserted and kept; below it, `deletion` decides on each part that is gone.
"""

from collections.abc import Iterator, Sequence, Set
from itertools import accumulate

from summarize.checking.entailment.clauses import may_comment
from summarize.checking.entailment.deleted_part import SUPPOSED, LeftOut
from summarize.checking.entailment.deletion import may_go
from summarize.checking.structure.matching import Comparison
from summarize.checking.structure.relations import IS, OBJECT, SUBJECT, Graph
from summarize.checking.structure.saying import ACCORDING, asserts
from summarize.text.syntax import Parse
from summarize.text.wordlists import FINITE_SAYING, ROLES, TITLES

KEPT = FINITE_SAYING | frozenset({ACCORDING, "or", "nor"})
"""Words that may not go with a part: who says it, and that something is one of several."""
OFFICES = frozenset(role for role, group in ROLES.items() if group == "executive") - {"founder", "owner"}
"""Words for who works for what they are named with: an "ambassador in Lund" is of another country."""
UNREAL = SUPPOSED | {"before", "lest", "than"}
"""Words that open a clause of which nothing is said to have happened."""
INTRODUCING = frozenset("a an another some several many".split())
"""Words before a noun that is not known yet, so that what describes it does not say which one is meant."""
DESCRIBING = frozenset("relcl appos acl prep conj".split())
CIRCUMSTANCES = frozenset("prep advmod npadvmod".split())
FURTHER = frozenset("advcl conj parataxis".split())
GOVERNED = frozenset("attr acomp prep pobj amod compound nsubj dobj".split())
"""Relations of what is no clause."""
REPORTED = frozenset("ccomp pcomp csubj acl".split())
"""Relations of a clause that the word above it reports or supposes."""
ASSERTED = frozenset("ROOT conj relcl advcl appos parataxis".split())
COMPLEMENTS = ((SUBJECT,), (OBJECT, "attr", "acomp", "oprd", "xcomp", "ccomp"))
"""What a verb needs: who does it, and what."""


def leaves_out_too_much(both: Comparison, stated: Sequence[Parse], *, attributed: bool) -> bool:
    """Whether a sentence lacks something without which its lines do not say it; `attributed` if it names who says it."""
    starts = [0, *accumulate(len(parse.words) for parse in stated)]
    kept = set(both.matched.values())
    twins = {same for place in kept for same in both.theirs.twins(place)}
    for start, parse in zip(starts, stated, strict=False):
        here = {place - start for place in kept if start <= place < start + len(parse.words)}
        if attributed:
            here |= {above for place in here for above in parse.ancestors(place) if asserts(parse.words[above])}
        roots = {place: [place, *parse.ancestors(place)][-1] for place in here}  # one text may be several sentences
        for root in set(roots.values()):
            own = {place for place in here if roots[place] == root}
            named = frozenset(place - start for place in twins)
            if _is_stated(parse, own) and not _may_stand_alone(parse, own, named, attributed=attributed):
                return True
    return any(_lacks_complement(both, index) for index in both.matched)


def _is_stated(parse: Parse, kept: Set[int]) -> bool:
    """Whether kept words make a statement, and do not only name something."""
    return any(_predicates(parse, place) for place in kept) or (bool(kept) and parse.words[_shared(parse, kept)].is_verb)


def _predicates(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    return word.is_verb or word.relation in ("attr", "acomp")


def _may_stand_alone(parse: Parse, kept: Set[int], named: Set[int], *, attributed: bool) -> bool:
    """Whether the part of a sentence of the lines that has all kept words is asserted, and all else in it may go.

    `named` are words for what kept words name too: none of them is missing.
    """
    top = _governor(parse, kept)
    if not _is_asserted(parse, top, attributed=attributed):
        return False
    inside = parse.subtree(top)
    gone = {index for index in inside if Graph.carries_content(parse.words[index]) and index not in kept}
    gone -= {index for index in gone if parse.words[index].tag.startswith("PRP")}
    gone = gone.difference(*(below for index in named & gone if not (below := parse.subtree(index)) & kept))
    whole = (below for index in inside if (below := parse.subtree(index)) & gone and not below & kept)
    gone = gone.union(*whole)
    return top not in gone and all(_may_go(parse, root, gone) for root in _roots(parse, gone))


def _roots(parse: Parse, gone: Set[int]) -> Iterator[int]:
    """Yield the highest words of what is gone."""
    yield from (index for index in gone if parse.words[index].head not in gone)


def _may_go(parse: Parse, root: int, gone: Set[int]) -> bool:
    """Whether a part may be left out: as by the rules, or as a whole and where its clause reports an event without limits.

    Below a noun, only what describes one that is named or introduced may go, not what says which one is meant.
    """
    part = LeftOut(parse, root, gone)
    if part.word.relation == "compound" and part.head.lower in TITLES:
        return False  # a "Deputy Prime Minister" is no "Deputy Minister"
    if may_go(parse, {root}, gone) or _is_office(part):
        return True
    separate = _is_further_saying(part) or _is_separate(part)
    return part.is_whole and not part.texts() & KEPT and (separate or _is_beside(part))


def _is_further_saying(part: LeftOut) -> bool:
    """Whether the part is one of several things that somebody says ("said that A and that B")."""
    said = {each for each in part.parse.children(part.word.head) if part.parse.words[each].relation == "ccomp"}
    further = part.word.relation == "ccomp" and part.has_child("mark") and not said <= part.gone
    return further and asserts(part.head) and not part.comments


def _is_separate(part: LeftOut) -> bool:
    """Whether the part is a main clause before ";" ("the hall was full; | the mill was sold")."""
    parse, behind = part.parse, max(part.parse.subtree(part.root)) + 1
    clause = part.word.relation == "ccomp" and part.head.relation == "ROOT" and part.has_child("nsubj", "nsubjpass")
    if not clause or may_comment(parse.words[index].text for index in part.part):
        return False
    return not part.has_child("mark", "advcl") and [word.text for word in parse.words[behind : behind + 1]] == [";"]


def _is_beside(part: LeftOut) -> bool:
    """Whether the part describes a noun that is known without it, or adds a circumstance or an event to a clause."""
    parse, relation = part.parse, part.word.relation
    if part.head.tag.startswith("NN"):
        introduced = {parse.words[child].lower for child in parse.children(part.word.head)} & INTRODUCING
        return relation in DESCRIBING and (part.head.is_name or (bool(introduced) and not part.is_fixed))
    if relation in CIRCUMSTANCES:
        return part.is_event
    beside = relation == "conj" or (relation == "advcl" and part.is_set_off and not part.has_child("mark"))
    return relation in FURTHER and not part.comments and (beside or not part.is_fixed)


def _is_office(part: LeftOut) -> bool:
    """Whether the part is an office between a name and what it is held in ("Ana Ruiz, | director | of the Lund Trust").

    A name may have one office only: "ex" may be parsed as one of two.
    """
    parse, kept = part.parse, part.kept_child("prep")
    if kept is None or part.word.relation != "appos" or not part.head.is_name or not part.leaves_only(kept, frozenset()):
        return False
    alone = [parse.words[each].relation for each in parse.children(part.word.head)].count("appos") == 1
    of_name = parse.words[kept].lower in ("of", "at") and any(parse.words[each].is_name for each in parse.children(kept))
    said = {parse.words[each].lower for each in part.part & part.gone if Graph.carries_content(parse.words[each])}
    return alone and of_name and part.word.lower in OFFICES and said <= ROLES.keys()


def _governor(parse: Parse, kept: Set[int]) -> int:
    """Return the head of the clause that has all kept words."""
    top = _shared(parse, kept)
    while parse.words[top].relation in GOVERNED:
        top = parse.words[top].head
    return top


def _shared(parse: Parse, kept: Set[int]) -> int:
    """Return the lowest word that governs all kept words; the root of one of them if none does."""
    chains = [[index, *parse.ancestors(index)] for index in kept]
    shared = set(chains[0]).intersection(*chains[1:])
    return next((index for index in chains[0] if index in shared), chains[0][-1])


def _is_asserted(parse: Parse, index: int, *, attributed: bool) -> bool:
    """Whether a clause is stated, by whoever speaks, or by somebody whom the sentence names too."""
    while True:
        word = parse.words[index]
        below = (parse.words[child] for child in parse.children(index))
        opening = {each.lower for each in below if each.relation != "prep"}  # "before her death" opens no clause
        if opening & UNREAL or {"as", "though"} <= opening or (word.tag == "VB" and "to" in opening):
            return False
        if word.head == index:
            return True
        above = parse.words[word.head]
        if word.relation in REPORTED and not (attributed and asserts(above)):
            return False
        if word.relation not in ASSERTED | REPORTED:
            return False
        if word.relation in ("relcl", "advcl", "appos"):
            return True
        index = word.head


def _lacks_complement(both: Comparison, index: int) -> bool:
    """Whether a verb of the sentence has no subject, or no object or other complement, where that of the lines has one."""
    mine, theirs = both.mine, both.theirs
    place = both.matched[index]
    if theirs.above(place, IS) and not set(mine.above(index, IS)) & set(mine.content) and _predicates(mine.parse, index):
        return True
    if not (mine.words[index].is_verb and theirs.words[place].is_verb):
        return False
    subject, *_ = COMPLEMENTS
    passive = mine.below(index, OBJECT) and not mine.below(index, SUBJECT)
    for labels in COMPLEMENTS:
        if theirs.below(place, *labels) and not mine.below(index, *labels) and not (labels == subject and passive):
            return True
    return False
