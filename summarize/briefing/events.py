"""Find events: sentences without a speaker that name one time, which can be resolved to a date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.briefing.repetition import further
from summarize.claims import group
from summarize.index.corpus import Corpus
from summarize.text.dates import Mention, Period, mentions
from summarize.types.evidence import Claim, Evidence

SOUGHT = 600
"""Maximum number of dated sentences that are considered."""
EVENTS, FILES_FOR_EVENT, MANY = 12, 2, 20
"""Maximum number of events, and the number of files that must state an event in a folder of at least `MANY` documents."""
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
    found: list[PlannedEvent] = []
    fewest = 1 if len(corpus.starts) < MANY else FILES_FOR_EVENT
    years = {number for row in used for number in YEAR.findall(corpus.evidence[row].sentence.text)}
    for row in further(corpus, used, known, len(known)):
        if len(found) == EVENTS:
            break
        mention = dated(corpus.evidence[row])
        assert mention is not None
        assert mention.period is not None
        if str(mention.period) in years:  # the briefing has this year or time already
            continue
        claim = group.of_row(corpus, row)
        if len({piece.file for piece in claim.evidence}) >= fewest:
            years.add(str(mention.period))
            words = corpus.evidence[row].sentence.text[mention.start : mention.end]
            found.append(PlannedEvent(mention.period, words, claim))
    yield from sorted(found, key=lambda event: event.when)


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
