"""Find events: sentences without a speaker that name one time, which can be resolved to a date."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from summarize.briefing.repetition import further
from summarize.claims import group
from summarize.index.corpus import Corpus
from summarize.text.dates import Mention, Period, mentions
from summarize.types.evidence import Claim, Evidence

SOUGHT = 600
"""Maximum number of dated sentences that are considered."""
EVENTS, FEWEST, SEVERAL, MANY = 12, 3, 2, 20
"""Maximum number of events. In a folder of at least `MANY` documents `SEVERAL` must state an event, if `FEWEST` events are so."""
SINCE = re.compile(r"since\b", re.IGNORECASE)
RELATIVE = re.compile(r", (?:who|which|whose|whom|where)\b[^,;]*$")
"""The beginning of a relative clause that the time ends or is within."""
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """A claim, its time, and the words that give the time."""

    when: Period
    words: str
    claim: Claim


def events(corpus: Corpus, used: Sequence[int], ranked: Sequence[int]) -> Iterator[PlannedEvent]:
    """Yield the events among the ranked sentences that the briefing does not have yet, one for each time, in order of time."""
    known = [row for row in ranked if corpus.evidence[row].sentence.speech.speaker is None and _when(corpus, row)][:SOUGHT]
    rows = list(further(corpus, used, known, len(known)))
    years = {number for row in used for number in YEAR.findall(corpus.evidence[row].sentence.text)}
    found = _planned(corpus, rows, years, 1 if len(corpus.starts) < MANY else SEVERAL)
    found = found if len(found) >= FEWEST else _planned(corpus, rows, years, 1)
    yield from sorted(found, key=lambda event: event.when)


def _planned(corpus: Corpus, rows: Sequence[int], years: Set[str], fewest: int) -> list[PlannedEvent]:
    """Return the events of some rows that at least so many files state, one for each time, and none of a time in `years`."""
    found: dict[str, PlannedEvent] = {}
    for row in rows:
        mention = dated(corpus.evidence[row])
        if len(found) == EVENTS or mention is None or mention.period is None:
            continue
        when = str(mention.period)
        if when in years or when in found:  # the briefing has this year or time already
            continue
        claim = group.of_row(corpus, row)
        if len({piece.file for piece in claim.evidence}) >= fewest:
            words = corpus.evidence[row].sentence.text[mention.start : mention.end]
            found[when] = PlannedEvent(mention.period, words, claim)
    return list(found.values())


def _when(corpus: Corpus, row: int) -> Period | None:
    mention = dated(corpus.evidence[row])
    return mention.period if mention else None


def dated(piece: Evidence) -> Mention | None:
    """Return the one time that a sentence names; `None` if it names none or several, or that of something else.

    "The bakery, which opened in 1978, burned down" and "It has been shut since 1978" report no event of 1978.
    """
    text = piece.sentence.text
    found = mentions(text, piece.written)
    if len(found) != 1 or SINCE.match(text, found[0].start) or RELATIVE.search(text, 0, found[0].start):
        return None
    return found[0]
