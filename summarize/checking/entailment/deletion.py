"""Decide by grammar which parts of a sentence may be left out so that the rest still follows from it.

A sentence entails the rest only if the part was never needed: an aside, a conjunct, a circumstance of time or place that
nothing in its clause restricts (natural logic on dependency trees: MacCartney and Manning 2007; deletable arcs after Angeli,
Premkumar and Manning 2015). Always needed are a subject, an object, a complement, an agent, a part of a name, a modifier that
narrows a noun, and the speaker.

Each rule looks at one governing word of what is left out. A part may be left out if a rule allows every such word.
"""

from collections.abc import Callable, Set

from summarize.checking.entailment.alignment import SILENT
from summarize.checking.entailment.circumstances import (
    LIMITING_PARTICIPLES,
    NO_FRONT,
    is_circumstance,
    is_ground,
    is_manner,
    is_occasion,
    is_parallel,
    is_place,
    is_time,
)
from summarize.checking.entailment.coordination import is_conjunct, is_first_conjunct, is_further_clause
from summarize.checking.entailment.deleted_part import CORE, DEMONSTRATIVES, SUBJECTS, LeftOut, says_something
from summarize.checking.entailment.surface_deletion import CONDITIONS
from summarize.text import linking_words
from summarize.text.syntax import Parse
from summarize.text.wordlists import FINITE_SAYING, HEDGES, INTENSIFIERS, LOADED, NEGATIONS, TITLES

ASIDES = frozenset("appos relcl acl advcl npadvmod".split())
NOMINAL_DEPENDENTS = frozenset("compound amod nmod poss det nummod case".split())
ARGUMENTS = SUBJECTS | frozenset("dobj pobj".split())
"""Pronouns that the alignment ignores."""
CIRCUMSTANTIAL = frozenset("prep npadvmod advmod advcl".split())
NEVER_NEEDED = frozenset("punct intj".split())
UNDOING = frozenset(
    """fake false alleged former future possible potential likely supposed proposed planned would-be so-called acting vice
    deputy honorary mock ex self-styled failed aspiring prospective imitation interim provisional""".split()
)
"""Words before a noun that make it another thing."""


def may_go(parse: Parse, part: Set[int], gone: Set[int]) -> bool:
    """Whether the words of `part` may be left out of a sentence that loses all words of `gone`; both hold indices."""
    roots = {_top(parse, i, gone) for i in part if says_something(parse.words[i])}
    left_out = [LeftOut(parse, root, gone) for root in roots]
    return all(any(rule(each) for rule in RULES) and not _limits_last_number(each) for each in left_out)


def needed_pronouns(parse: Parse, kept: Set[str]) -> frozenset[int]:
    """Return the indices of demonstratives that are a subject or an object and not in `kept` (words in lower case)."""
    return frozenset(
        i for i, w in enumerate(parse.words) if w.lower in DEMONSTRATIVES and w.relation in ARGUMENTS and w.lower not in kept
    )


def _top(parse: Parse, index: int, gone: Set[int]) -> int:
    """Return the highest word above a word that can be reached through left-out words alone."""
    for above in parse.ancestors(index):
        if above not in gone:
            break
        index = above
    return index


def _limits_last_number(part: LeftOut) -> bool:
    """Whether a circumstance is behind the last of several numbers, which alone it may limit: "45 jobs and 30 | during May |"."""
    before = min(part.part) - 1
    if before < 0 or part.word.relation not in CIRCUMSTANTIAL:
        return False
    chain = (before, *part.parse.ancestors(before))
    conjunct = next((i for i in chain if part.parse.words[i].relation == "conj"), None)
    if conjunct is None or conjunct in part.gone or part.parse.words[conjunct].is_verb:
        return False
    return any(part.parse.words[i].tag == "CD" for i in part.parse.subtree(conjunct) - part.part)


def is_aside(part: LeftOut) -> bool:
    """Whether the part is an apposition or a clause set off by marks ("the port, which opened in May, is shut")."""
    misread = part.word.relation == "prep" and part.word.is_name  # for instance a title in quotation marks
    if (part.word.relation not in ASIDES and not misread) or not part.is_whole or not part.is_set_off or part.opens:
        return False
    first = part.parse.words[min(i for i in part.part if says_something(part.parse.words[i]))]
    reports = part.word.relation in ("advcl", "parataxis") and part.has_child(*SUBJECTS, "mark")
    measured = part.word.relation == "npadvmod" and any(part.parse.words[i].tag == "CD" for i in part.part)
    absolute = part.word.lower in LIMITING_PARTICIPLES  # "weather permitting", "sports excepted", however it is parsed
    opening = first.lower in CONDITIONS | NO_FRONT | {"as", "so", "when"} and not (
        first.lower == "when" and part.word.relation == "relcl"
    )
    limits = part.word.relation != "appos" and first.lower in LIMITING_PARTICIPLES | HEDGES | NEGATIONS
    return not _tells_who_says_it(part) and not (reports or measured or opening or limits or absolute)


def is_doubled(part: LeftOut) -> bool:
    """Whether the part is a noun, set off by marks, that explains the noun before it ("the firm, | a bank, | grew")."""
    parse, word = part.parse, part.word
    noun = word.tag.startswith(("NN", "JJS", "CD")) and part.is_whole and part.is_set_off and not part.opens
    before = [c for c in parse.children(word.head) if c < part.root and c not in part.gone]
    same = any(parse.words[c].relation == word.relation for c in before) and word.relation in CORE
    listed = word.relation == "conj" and not any(parse.words[c].relation == "cc" for c in parse.children(word.head))
    return noun and (same or listed or word.relation in ("amod", "dep")) and not _tells_who_says_it(part)


def _tells_who_says_it(part: LeftOut) -> bool:
    """Whether what looks like an aside is an attribution (", Ana Ruiz joked")."""
    relative = ("relcl", "acl")
    words = [part.parse.words[i] for i in part.part]
    says = any(w.lower in FINITE_SAYING and w.relation not in relative for w in words)
    return part.word.relation not in relative and (part.has_child(*SUBJECTS) or says)


def is_renamed(part: LeftOut) -> bool:
    """Whether the part is a description before the name that follows it ("the head of the guard, | Jan Berg, | left")."""
    kept = part.kept_child("appos")
    if kept is None or not part.parse.words[kept].is_name or not part.leaves_only(kept, frozenset({"punct"})):
        return False
    # "the mother of one victim, Jan Berg": the name may be the victim's
    described = [part.parse.words[i] for i in part.parse.subtree(part.root, {kept})]
    return not any(w.lower in ("a", "an", "one", "for", "and", "or") for w in described)


def is_described(part: LeftOut) -> bool:
    """Whether the part describes a person right before the name ("veteran politician | Ana Ruiz"), offices included."""
    word, head, parse = part.word, part.head, part.parse
    if word.relation not in NOMINAL_DEPENDENTS or not head.is_name or not part.is_whole:
        return False
    before = [c for c in parse.children(word.head) if c < word.head and parse.words[c].relation in NOMINAL_DEPENDENTS]
    described = {c: parse.words[c] for c in before if not parse.words[c].is_name and parse.words[c].lower not in SILENT}
    all_go = described.keys() <= part.gone
    common = any(each.tag == "NN" for each in described.values())
    office = word.lower in TITLES or any(each.lower in TITLES for each in described.values())
    return all_go and (common or office) and not part.texts() & UNDOING and (not word.is_name or word.lower in TITLES)


def is_empty(part: LeftOut) -> bool:
    """Whether the part only links the sentence to the one before it, intensifies, or judges ("a | brutal | winter")."""
    word = part.word
    if word.lower == "however" and part.head.tag.startswith(("JJ", "RB")):
        return False  # "however hard he tried"
    if word.relation in NEVER_NEEDED or (part.root == 0 and word.lower in linking_words.OPENERS):
        return True
    alone = part.is_whole and len(part.part) == 1 and not _intensifies_kind(part)
    judges = word.lower in LOADED and word.relation in ("amod", "advmod")
    return (
        alone
        and (word.lower in linking_words.ANYWHERE | INTENSIFIERS | {"too", "so", "just"} or judges)
        and word.relation in ("advmod", "amod", "cc")
    )


def _intensifies_kind(part: LeftOut) -> bool:
    """Whether a word intensifies what distinguishes a kind: "bans very strong beer" does not mean all strong beer."""
    noun = part.parse.words[part.head.head]
    articled = any(part.parse.words[c].relation == "det" for c in part.parse.children(part.head.head))
    return part.head.relation == "amod" and noun.tag.startswith("N") and not articled


RULES: tuple[Callable[[LeftOut], bool], ...] = (
    is_aside,
    is_doubled,
    is_conjunct,
    is_first_conjunct,
    is_further_clause,
    is_renamed,
    is_described,
    is_time,
    is_place,
    is_circumstance,
    is_manner,
    is_occasion,
    is_parallel,
    is_ground,
    is_empty,
)
