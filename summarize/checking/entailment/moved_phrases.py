"""Match words of a sentence that appear in another position in the source."""

from collections.abc import Iterator, Sequence

from summarize.checking.entailment.alignment import THIRD_PERSON, Matches, gaps, is_voiced, likeness
from summarize.checking.entailment.clauses import is_verb
from summarize.checking.entailment.tokens import Token
from summarize.text.wordlists import ARTICLES, DURATIONS, MONTHS_AND_DAYS, PREPOSITIONS

SUBORDINATING = frozenset("that which who whom whose where when after before because if unless although though since".split())
"""Words at which another clause begins."""


def moved(mine: Sequence[Token], theirs: Sequence[Token], matched: Matches) -> Matches:
    """Return matches for phrases of time, place and manner that are elsewhere in their clause in the source."""
    taken = {j for j, _ in matched.values()}
    found: Matches = {}
    for start, end in gaps([i for i in range(len(mine)) if i in matched], len(mine)):
        for run in _runs(mine, start, end):
            if any(i in found for i in run):
                continue
            place = _place_of([mine[i] for i in run], theirs, taken) if _is_adverbial([mine[i] for i in run]) else None
            if place is None:
                continue
            if _crosses(theirs, place[0], _neighbour(matched, start, end)):
                continue
            found.update({i: (j, 1.0) for i, j in zip(run, place, strict=True)})
            taken.update(place)
    return found


def _runs(mine: Sequence[Token], start: int, end: int) -> Iterator[list[int]]:
    """Yield the stretches of voiced words between marks as indices: each whole, then split before its prepositions."""
    run: list[int] = []
    for index in range(start, end + 1):
        if index < end and is_voiced(mine[index]):
            run.append(index)
        elif run and (index == end or not mine[index].is_word):
            yield run
            joints = [i for i, place in enumerate(run) if i and mine[place].lower in PREPOSITIONS]
            for first, last in zip([0, *joints], [*joints, len(run)], strict=True):
                if joints:
                    yield run[first:last]
            run = []


def referring(mine: Sequence[Token], theirs: Sequence[Token], matched: Matches) -> Matches:
    """Return matches for pronouns where the source repeats a noun that the sentence has already named."""
    found: Matches = {}
    for index, token in enumerate(mine):
        if index in matched or token.lower not in THIRD_PERSON or index - 1 not in matched:
            continue
        start = matched[index - 1][0] + 1
        end = matched[index + 1][0] if index + 1 in matched else len(theirs)
        noun = [j for j in range(start, end) if is_voiced(theirs[j])]
        named = {mine[i].key for i in matched if i < index}
        if noun and len(noun) < 4 and all(theirs[j].key in named for j in noun):
            found[index] = (noun[-1], 0.8)
    return found


def _is_adverbial(run: Sequence[Token]) -> bool:
    first = run[0].lower
    dated = any(t.lower in MONTHS_AND_DAYS or t.lower in DURATIONS or (t.is_number and len(t.key) == 4) for t in run)
    amounts = any(token.is_number for token in run) and not dated
    opens = first in PREPOSITIONS or dated or first.endswith("ly") or first in ("last", "next", "this", "earlier")
    return opens and not amounts and (len(run) > 1 or first.endswith("ly") or dated)


def _place_of(run: Sequence[Token], theirs: Sequence[Token], taken: set[int]) -> list[int] | None:
    """Return the indices of adjacent words in `theirs`, none of them taken, that match these words in order; or None."""
    places = [j for j, token in enumerate(theirs) if is_voiced(token)]
    for start in range(len(places) - len(run) + 1):
        stretch = places[start : start + len(run)]
        if not taken & set(stretch) and all(
            likeness(token, theirs[j], frozenset()) for token, j in zip(run, stretch, strict=True)
        ):
            return stretch
    return None


def _neighbour(matched: Matches, start: int, end: int) -> int:
    """Return the index in the source of a word next to `mine[start:end]`, 0 if there is none."""
    return matched.get(end, matched.get(start - 1, (0, 0.0)))[0]


def _crosses(theirs: Sequence[Token], place: int, neighbour: int) -> bool:
    """Whether a clause boundary lies between two indices of the source."""
    low, high = sorted((place, neighbour))
    return any(_joins_clauses(theirs, index) for index in range(low, high))


def _joins_clauses(tokens: Sequence[Token], index: int) -> bool:
    lower, following = tokens[index].lower, tokens[index + 1 : index + 3]
    if lower in SUBORDINATING or tokens[index].text in (";", ","):
        return True
    if lower in ("to", "for") and following and (lower == "to" or following[0].lower.endswith("ing")):
        return lower == "for" or not (following[0].is_name or following[0].is_number or following[0].lower in ARTICLES)
    if lower not in ("and", "but", "while", "whereas"):
        return False
    return any(is_verb(token) for token in following)
