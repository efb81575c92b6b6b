"""Plan a briefing: assign each claim of a folder to one list, so that nothing is said twice.

Claims are assigned in this order: the bottom line; what sources report differently; the timeline, for events with a date;
the topics; the speakers. Direct quotations are left to their speakers, unless the documents' own parts are the topics.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from summarize.briefing import headings, subjects
from summarize.briefing.concepts import Weights, most_said, weights
from summarize.briefing.differences import differences, everything
from summarize.briefing.events import PlannedEvent, events
from summarize.briefing.repetition import distinct, further, new_beside
from summarize.briefing.salience import salience
from summarize.briefing.topics import Topic, topics
from summarize.briefing.voices import PlannedVoice, voices
from summarize.claims import group
from summarize.index.corpus import Corpus
from summarize.models.embedder import Encoder
from summarize.search.question import Question
from summarize.text import quotations
from summarize.text.terms import stems
from summarize.types.document import BlockKind
from summarize.types.evidence import Claim

POOL, RANKED, DISTINCT = 200, 5_000, 300
"""Maximum numbers of claims to choose from, of salient sentences among which they are sought, and of sentences for topics."""
ALL_COMPARED = 1_000
"""Up to this many sentences, all are searched for what sources report differently; beyond it, only the pool is searched."""
BOTTOM_LINE, FEWEST_FOR_FIVE = 5, 40
"""Sentences of the bottom line, and the number of claims needed for that; with fewer claims it is `SHORT_BOTTOM_LINE`."""
SHORT_BOTTOM_LINE = 3
LONGEST_BOTTOM_LINE = 45
"""Maximum number of words of a sentence of the bottom line."""
OWN_WORDS = 0.4
"""Share of its words that a sentence of the bottom line has outside quotations."""
MOST_TOPICS = 20
"""Maximum number of topics that are sought."""
SECTIONS, FEWEST_SECTIONS, SECTION_FOR = 8, 6, 12
"""Maximum number of sections, the same for a small folder, and the number of claims needed for each section beyond that."""
MOST_ROWS = 12
"""Rows of the tables of a file that is read as text; more are data."""
STATEMENTS, FEWEST_STATEMENTS, SMALL = 5, 2, 40
"""Maximum and minimum number of statements of a section; one is enough in a folder with fewer claims than `SMALL`."""


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A heading and its claims; `asked` is the question that the section answers, if it answers one."""

    heading: str
    claims: tuple[Claim, ...]
    asked: Question | None = None


@dataclass(frozen=True, slots=True)
class Already:
    """What an existing briefing has: the rows of the corpus that it cites, and its headings. `files` are the files new to it."""

    rows: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """The claims of a briefing, each in one list; `common` are the weights of the concepts that several texts have in common."""

    differences: tuple[Claim, ...]
    bottom_line: tuple[Claim, ...]
    events: tuple[PlannedEvent, ...]
    sections: tuple[PlannedSection, ...]
    voices: tuple[PlannedVoice, ...]
    common: Weights = field(default_factory=dict)


NOTHING = Plan((), (), (), (), ())


def plan(
    corpus: Corpus,
    encoder: Encoder,
    answered: Sequence[PlannedSection] = (),
    already: Already | None = None,
    *,
    by_heading: bool = False,
) -> Plan:
    """Choose the claims of a briefing, and assign each to a list.

    `answered` are sections for questions that were asked; they replace topics. `already` describes a briefing to update: its
    bottom line stays as it is, and claims from its new files are added to the rest. With `by_heading`, the topics are the
    documents' own headings, in their order.
    """
    known = already or Already()
    new = [row for row in salience(corpus).rows.tolist() if not already or corpus.evidence[row].file in known.files]
    ranked = list(_without_data(corpus, new)) or new
    used = [corpus.row(piece) for section in answered for claim in section.claims for piece in everything(claim)]
    used += known.rows
    pool = list(further(corpus, used, ranked[:RANKED], POOL))
    common = {} if already else weights(corpus)
    leading = () if already else _bottom_line(corpus, common, new_beside(corpus, used, ranked[:RANKED]).tolist(), len(pool))
    bottom = group.undisputed([group.disputed(group.of_row(corpus, row), corpus) for row in leading])
    used += [corpus.row(piece) for claim in bottom for piece in everything(claim)]
    compared = [row for row in ranked if row not in used] if len(ranked) <= ALL_COMPARED else pool
    differing = tuple(differences(corpus, compared, bottom))
    used += [corpus.row(piece) for claim in differing for piece in everything(claim)]
    apart = () if answered else _apart(corpus, ranked, by_heading=by_heading)
    sought = () if answered or by_heading or apart else tuple(distinct(corpus, ranked[:RANKED], DISTINCT))
    found = [*_known_topics(corpus, sought, known.headings), *(topics(sought, corpus, encoder, MOST_TOPICS) if sought else ())]
    dated = tuple(events(corpus, used, ranked))
    used += [corpus.row(event.claim.best) for event in dated]
    found = [
        replace(topic, rows=tuple(row for row in topic.rows if not corpus.evidence[row].sentence.speech.direct))
        for topic in found
    ]
    sections = _chapters(corpus, used, apart) if apart else tuple(_sections(corpus, used, found, *_room(len(pool))))
    used += [corpus.row(claim.best) for section in sections for claim in section.claims]
    spoken = tuple(voices(corpus, used, ranked))
    return Plan(differing, bottom, dated, (*answered, *sections), spoken, common)


def _without_data(corpus: Corpus, rows: Sequence[int]) -> Iterator[int]:
    """Yield the rows of the corpus that are no row of a table with so many that a few of them would say nothing of it."""
    kinds = Counter((piece.file, piece.sentence.kind) for piece in corpus.evidence)
    for row in rows:
        piece = corpus.evidence[row]
        if piece.sentence.kind is not BlockKind.ROW or kinds[piece.file, BlockKind.ROW] <= MOST_ROWS:
            yield row


def _apart(corpus: Corpus, ranked: Sequence[int], *, by_heading: bool) -> tuple[Topic, ...]:
    """Return the topics that the documents themselves give: their headings, or each of them where they have little in common."""
    return headings.of_documents(corpus, ranked) if by_heading else subjects.of_documents(corpus, ranked)


def _known_topics(corpus: Corpus, rows: Sequence[int], titles: Sequence[str]) -> Iterator[Topic]:
    """Yield the headings of an existing briefing as topics, each with the sentences that have all words of the heading."""
    for heading in titles:
        words = stems(heading)
        members = tuple(row for row in rows if words and words <= corpus.stems[row])
        if members:
            yield Topic(heading, members)


def _left(corpus: Corpus, used: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Return the rows that repeat nothing in the briefing."""
    return list(further(corpus, used, rows, len(rows)))


def _room(claims_found: int) -> tuple[int, int]:
    """Return the most sections of a briefing, and the fewest statements of one."""
    most = min(max(claims_found // SECTION_FOR, FEWEST_SECTIONS), SECTIONS)
    return most, FEWEST_STATEMENTS if claims_found >= SMALL else 1


def _sections(corpus: Corpus, used: Sequence[int], found: Sequence[Topic], most: int, fewest: int) -> Iterator[PlannedSection]:
    """Yield a section for each topic with enough claims left, at most `most`, in their order."""
    used = [*used]
    for topic in found:
        rows = _left(corpus, used, topic.rows)[:STATEMENTS]
        if len(rows) >= fewest and most:
            used += rows
            most -= 1
            yield PlannedSection(topic.heading, tuple(group.of_row(corpus, row) for row in rows))


def _chapters(corpus: Corpus, used: Sequence[int], found: Sequence[Topic]) -> tuple[PlannedSection, ...]:
    """Return a section for each topic for which a statement is left, these in the order of the documents."""
    sections = _sections(corpus, used, found, len(found), 1)
    return tuple(replace(one, claims=tuple(sorted(one.claims, key=lambda claim: corpus.row(claim.best)))) for one in sections)


def _bottom_line(corpus: Corpus, common: Weights, ranked: Sequence[int], pooled: int) -> Sequence[int]:
    """Return the short rows that together say most of what several texts have in common, then the most salient ones."""
    count = BOTTOM_LINE if pooled >= FEWEST_FOR_FIVE else SHORT_BOTTOM_LINE
    short = [row for row in ranked if _is_summary(corpus.evidence[row].sentence.text)]
    chosen = list(most_said(corpus, common, short, count))
    return [*chosen, *further(corpus, chosen, [row for row in short if row not in chosen], count - len(chosen))]


def _is_summary(text: str) -> bool:
    """Whether a sentence is short enough for a bottom line, and mostly in the words of its source, not in quoted ones."""
    length = len(text.split())
    return length <= LONGEST_BOTTOM_LINE and len(quotations.mask(text).split()) >= OWN_WORDS * length
