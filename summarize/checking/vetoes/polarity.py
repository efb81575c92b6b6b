"""Verbs that are denied, or only possible, in the cited lines and not in the sentence, or the other way round; and limits."""

from collections import defaultdict
from collections.abc import Iterator

from summarize.text.syntax import Parse
from summarize.text.terms import stem, words
from summarize.text.wordlists import BE, FINITE_SAYING, HEDGES, SAYING
from summarize.types.verdict import Problem

POSSIBLE = frozenset("may might could".split())
INTENDING = frozenset(
    """plan plans planned planning intend intends intended hope hopes hoped propose proposes proposed consider considering
    threaten threatened""".split()
)
"""Verbs whose complement has not happened."""
CERTAIN = frozenset("will must shall".split())
APPROXIMATE = frozenset(
    "about almost nearly approximately roughly around some up least most only former ex times sometimes often".split()
)
"""Hedges of a number or of how often, which leave open nothing else."""
ARGUMENTS = frozenset("nsubj nsubjpass dobj attr".split())
CLIMBED = frozenset("xcomp ccomp pcomp conj acomp".split())
"""Relations to a word whose denial denies what depends on it: "refused to go", "was not able to go"."""
ADDING = frozenset("just only merely simply".split())
"""Words before which "not" denies nothing: "not only to win"."""
AUXILIARY = BE | frozenset("have has had do does did".split())
UNREAL = (INTENDING | POSSIBLE | HEDGES) - CERTAIN - APPROXIMATE
"""Words in a sentence that leave open whether something is so."""
DENYING = frozenset(
    """never no nobody none neither without hardly barely fail failed fails refuse refused refuses deny denied
    denies""".split()
)
LIMITS = {
    "all": "all every each both whole entire everyone everybody everything any",
    "every": "all every each everyone everybody whole any per no",
    "always": "always ever every all",
    "only": "only just solely sole exclusively alone merely single but except",
    "most": "most majority mostly mainly largely",
    "none": "no none not nobody never neither",
    "never": "never not no nobody ever first",
    "entirely": "entire entirely all whole completely fully wholly",
    "solely": "only solely alone exclusively",
    "everyone": "all every everyone everybody",
}
"""Words that widen or narrow a statement, and those of a line that allow them."""
UNLIMITED = frozenset("not in at above".split())
"""Words after which "all" widens nothing: "above all"."""


def conflict(text: str, lines: str, mine: Parse, theirs: Parse) -> Problem | None:
    """Return what a text denies, takes as certain or limits otherwise than its lines, as a problem, or None."""
    return _verbs(text, mine, theirs) or _limit(text, lines)


def _verbs(text: str, mine: Parse, theirs: Parse) -> Problem | None:
    """Compare each verb that both have: in none of its places there is it denied, or open, as it is here."""
    there: dict[str, list[int]] = defaultdict(list)
    for index in _stated(theirs):
        there[stem(theirs.words[index].lower)].append(index)
    open_here = any(word.lower() in UNREAL for word in words(text) if word != "May")
    for index in _stated(mine):
        verb, places = mine.words[index].lower, there[stem(mine.words[index].lower)]
        same = [place for place in places if _shares_argument(mine, index, theirs, place)]
        denied = _is_denied(mine, index)
        if same and all(_is_denied(theirs, place) is not denied for place in same):
            return f"“{verb}” is denied here and not in the cited lines" if denied else f"“{verb}” is denied in the cited lines"
        weak = [_weakened(theirs, place) for place in places]
        if weak and all(weak) and not open_here:
            return f"the cited lines say “{weak[0]} {verb}”, which leaves it open"
    return None


def _stated(parse: Parse) -> Iterator[int]:
    """Yield the verbs of a text that are neither auxiliaries nor verbs of saying."""
    for index, word in enumerate(parse.words):
        if word.tag.startswith("VB") and word.lower not in AUXILIARY | FINITE_SAYING | SAYING:
            yield index


def _is_denied(parse: Parse, index: int) -> bool:
    """Whether a verb, its subject or object, or the verb that it completes or is joined to, is denied."""
    for verb in _governing(parse, index):
        if parse.words[verb].lower in DENYING - {"no"}:
            return True
        for child in parse.children(verb):
            word = parse.words[child]
            nothing = word.relation in ARGUMENTS and any(parse.words[each].lower == "no" for each in parse.children(child))
            adds = child + 1 < len(parse.words) and parse.words[child + 1].lower in ADDING
            if (word.relation == "neg" and not adds) or nothing or word.lower in DENYING:
                return True
    return False


def _governing(parse: Parse, index: int) -> list[int]:
    """Return a verb, the one that it completes or is joined to, and that of "able" in between."""
    verbs = [index]
    if parse.words[index].relation in CLIMBED:
        verbs.append(parse.words[index].head)
    if parse.words[verbs[-1]].relation == "acomp":
        verbs.append(parse.words[verbs[-1]].head)
    return verbs


def _shares_argument(mine: Parse, here: int, theirs: Parse, there: int) -> bool:
    """Whether two verbs have a subject or an object in common, as they are written."""
    one, other = (
        {
            stem(parse.words[child].lower)
            for each in (_governing(parse, verb) if parse.words[verb].relation == "xcomp" else [verb])
            for child in parse.children(each)
            if parse.words[child].relation in ARGUMENTS
        }
        for parse, verb in ((mine, here), (theirs, there))
    )
    return bool(one & other)


def _weakened(parse: Parse, index: int) -> str:
    """Return the word that makes a verb only possible or intended; empty if there is none."""
    modal = next((parse.words[child].lower for child in parse.children(index) if parse.words[child].lower in POSSIBLE), "")
    head = parse.words[parse.words[index].head].lower
    return modal or (head if parse.words[index].relation == "xcomp" and head in INTENDING else "")


def _limit(text: str, lines: str) -> Problem | None:
    """Return the first word of a text that widens or narrows what its lines say, as a problem, or None."""
    there = {part for word in words(lines) for part in word.lower().split("-")}
    found = ["", *words(text), ""]
    for before, word, after in zip(found, found[1:], found[2:], strict=False):
        allowed = LIMITS.get(word.lower()) if after.lower() != "but" else None
        if allowed and before.lower() not in UNLIMITED and there.isdisjoint(allowed.split()):
            return f"“{word}” has nothing to go by in the cited lines"
    return None
