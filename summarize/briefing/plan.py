"""Which claim is told where. Every claim of a folder has one place in the briefing, so that nothing is said twice.

In this order a claim is claimed by: what sources give differently; the bottom line; the timeline, if it is an event with a
date; the topic that it belongs to; its speaker. What speaks of a topic in somebody's own words is left to the speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.briefing.differences import differences, everything
from summarize.briefing.events import PlannedEvent, events
from summarize.briefing.repetition import distinct, further
from summarize.briefing.salience import salience
from summarize.briefing.topics import Topic, topics
from summarize.briefing.voices import PlannedVoice, voices
from summarize.claims import group
from summarize.index.corpus import Corpus
from summarize.models.embedder import Encoder
from summarize.search.question import Question
from summarize.text.terms import stems
from summarize.types.evidence import Claim

POOL, RANKED, DISTINCT = 200, 5_000, 300
"""Claims that may be told, the most salient sentences among which they are looked for, and different ones for topics."""
ALL_COMPARED = 1_000
"""Sentences up to which all are looked at for what sources give differently, not the pool alone."""
BOTTOM_LINE, FEWEST_FOR_FIVE = 5, 40
"""Sentences of the bottom line, and claims below which they are `SHORT_BOTTOM_LINE`."""
SHORT_BOTTOM_LINE = 3
LONGEST_BOTTOM_LINE = 45
"""Words of a sentence of the bottom line."""
MOST_TOPICS = 20
"""Topics that are looked for."""
SECTIONS, FEWEST_SECTIONS, SECTION_FOR = 8, 6, 12
"""Sections at most, in a small folder at most, and claims for each beyond that."""
STATEMENTS, FEWEST_STATEMENTS, SMALL = 5, 2, 40
"""Statements of a section, at most and at least; of a folder with fewer claims than `SMALL`, one is enough."""


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A heading, and the claims to tell under it; `asked` is the question that the section answers, if it does."""

    heading: str
    claims: tuple[Claim, ...]
    asked: Question | None = None


@dataclass(frozen=True, slots=True)
class Already:
    """What a briefing tells: the rows of the corpus that it cites, and its headings; `files` are those that are new to it."""

    rows: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """The claims of a briefing, each in one place."""

    differences: tuple[Claim, ...]
    bottom_line: tuple[Claim, ...]
    events: tuple[PlannedEvent, ...]
    sections: tuple[PlannedSection, ...]
    voices: tuple[PlannedVoice, ...]


NOTHING = Plan((), (), (), (), ())


def plan(corpus: Corpus, encoder: Encoder, answered: Sequence[PlannedSection] = (), already: Already | None = None) -> Plan:
    """What to tell of a corpus, and where.

    `answered` are sections for questions that were asked, in place of topics; `already` is what a briefing tells that is to
    be continued, with the files that are new: it keeps its bottom line and gains the rest.
    """
    known = already or Already()
    ranked = [row for row in salience(corpus).rows.tolist() if not already or corpus.evidence[row].file in known.files]
    told = [corpus.row(piece) for section in answered for claim in section.claims for piece in everything(claim)]
    told += known.rows
    pool = list(further(corpus, told, ranked[:RANKED], POOL))
    compared = [row for row in ranked if row not in told] if len(ranked) <= ALL_COMPARED else pool
    differing = tuple(differences(corpus, compared))
    told += [corpus.row(piece) for claim in differing for piece in everything(claim)]
    sought = () if answered else tuple(distinct(corpus, ranked[:RANKED], DISTINCT))
    found = [*_known_topics(corpus, sought, known.headings), *(topics(sought, corpus, encoder, MOST_TOPICS) if sought else ())]
    if not already:
        bottom = _bottom_line(corpus, _left(corpus, told, pool), [set(topic.rows) for topic in found], len(pool))
    else:
        bottom = []
    told += bottom
    dated = tuple(events(corpus, told, ranked))
    told += [corpus.row(event.claim.best) for event in dated]
    sections = tuple(_sections(corpus, told, found, len(pool)))
    told += [corpus.row(claim.best) for section in sections for claim in section.claims]
    spoken = tuple(voices(corpus, told, ranked))
    return Plan(differing, tuple(group.of_row(corpus, row) for row in bottom), dated, (*answered, *sections), spoken)


def _known_topics(corpus: Corpus, rows: Sequence[int], headings: Sequence[str]) -> Iterator[Topic]:
    """What belongs under headings that a briefing has: sentences with all words of one."""
    for heading in headings:
        words = stems(heading)
        members = tuple(row for row in rows if words and words <= corpus.stems[row])
        if members:
            yield Topic(heading, members)


def _left(corpus: Corpus, told: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Rows that repeat nothing that is told."""
    return list(further(corpus, told, rows, len(rows)))


def _sections(corpus: Corpus, told: Sequence[int], found: Sequence[Topic], claims_found: int) -> Iterator[PlannedSection]:
    """The topics of which enough is left to tell, in their order; quotations are left to their speakers."""
    told = [*told]
    count = min(max(claims_found // SECTION_FOR, FEWEST_SECTIONS), SECTIONS)
    fewest = FEWEST_STATEMENTS if claims_found >= SMALL else 1
    for topic in found:
        rows = [row for row in _left(corpus, told, topic.rows) if not corpus.evidence[row].sentence.speech.direct][:STATEMENTS]
        if len(rows) >= fewest and count:
            told += rows
            count -= 1
            yield PlannedSection(topic.heading, tuple(group.of_row(corpus, row) for row in rows))


def _bottom_line(corpus: Corpus, rows: Sequence[int], found: Sequence[set[int]], pooled: int) -> list[int]:
    """The most salient rows, of each topic one."""
    count = BOTTOM_LINE if pooled >= FEWEST_FOR_FIVE else SHORT_BOTTOM_LINE
    chosen: list[int] = []
    heard: set[int] = set()
    for row in rows:
        topic = next((number for number, members in enumerate(found) if row in members), None)
        sentence = corpus.evidence[row].sentence
        fits = not sentence.speech.direct and len(sentence.text.split()) <= LONGEST_BOTTOM_LINE
        if fits and (topic is None or topic not in heard) and len(chosen) < count:
            chosen.append(row)
            heard |= set() if topic is None else {topic}
    return chosen
