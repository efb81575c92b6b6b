"""Which claim is told where. Every claim of a folder has one place in the briefing, so that nothing is said twice.

In this order a claim is claimed by: what sources give differently; the bottom line; the timeline, if it is an event with a
date; the topic that it belongs to; its speaker. What speaks of a topic in somebody's own words is left to the speaker.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize import claims, names
from summarize.briefing.salience import Salience, salience
from summarize.briefing.topics import topics
from summarize.corpus import Corpus
from summarize.dates import Mention, Period, mentions
from summarize.embedding import Encoder
from summarize.question import Question
from summarize.selection import further
from summarize.speech import is_unattributed_quotation
from summarize.types import Claim, Evidence

POOL = 200
"""Claims that topics are looked for in."""
BOTTOM_LINE, FEWEST_FOR_FIVE = 5, 40
"""Sentences of the bottom line, and claims below which they are `SHORT_BOTTOM_LINE`."""
SHORT_BOTTOM_LINE = 3
LONGEST_BOTTOM_LINE = 45
"""Words of a sentence of the bottom line."""
TOPICS, TOPICS_FOR = 8, 12
"""Sections at most, and one for so many claims."""
FEWEST_TOPICS = 4
STATEMENTS = 5
"""Statements of a section."""
EVENTS = 12
DIFFERENCES, ALL_COMPARED = 10, 1_000
"""Differences that are shown, and sentences up to which all are looked at for them, not the pool alone."""
VOICES, BY_VOICE = 8, 6
"""Speakers that have a place of their own, and statements of each."""


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A heading, and the claims to tell under it; `asked` is the question that the section answers, if it does."""

    heading: str
    claims: tuple[Claim, ...]
    asked: Question | None = None


@dataclass(frozen=True, slots=True)
class PlannedVoice:
    """A speaker by the fullest name that is known, and the claims that are theirs."""

    speaker: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """A claim with its time, and the words that give it."""

    when: Period
    words: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Plan:
    """The claims of a briefing, each in one place."""

    differences: tuple[Claim, ...]
    bottom_line: tuple[Claim, ...]
    events: tuple[PlannedEvent, ...]
    sections: tuple[PlannedSection, ...]
    voices: tuple[PlannedVoice, ...]

    @property
    def count(self) -> int:
        """The number of claims to be written; differences are shown in the words of their sources."""
        within = [*(section.claims for section in self.sections), *(voice.claims for voice in self.voices)]
        return len(self.bottom_line) + len(self.events) + sum(map(len, within))


def plan(corpus: Corpus, encoder: Encoder, answered: Sequence[PlannedSection] = ()) -> Plan:
    """What to tell of a corpus, and where; `answered` are sections for questions that were asked, in place of topics."""
    ranking = salience(corpus)
    told = [corpus.rows[claim.best.id] for section in answered for claim in section.claims]
    pool = list(further(corpus, told, ranking.rows.tolist(), POOL))
    differences = tuple(_differences(corpus, ranking, pool))
    told += [corpus.rows[piece.id] for claim in differences for piece in _everything(claim)]
    found = () if answered else topics(_left(corpus, told, pool), corpus, encoder, _number_of_topics(len(pool)))
    bottom = _bottom_line(corpus, _left(corpus, told, pool), [set(topic.rows) for topic in found], len(pool))
    told += bottom
    events = tuple(_events(corpus, further(corpus, told, ranking.rows.tolist(), len(ranking.rows))))
    told += [corpus.rows[event.claim.best.id] for event in events]
    sections = []
    for topic in found:
        rows = [row for row in _left(corpus, told, topic.rows) if not corpus.evidence[row].sentence.speech.direct][:STATEMENTS]
        told += rows
        if rows:
            sections.append(PlannedSection(topic.heading, tuple(_claim(corpus, row) for row in rows)))
    voices = tuple(_voices(corpus, ranking, told))
    return Plan(differences, tuple(_claim(corpus, row) for row in bottom), events, (*answered, *sections), voices)


def _claim(corpus: Corpus, row: int) -> Claim:
    return claims.everywhere(Claim((corpus.evidence[row],), 1), corpus)


def _left(corpus: Corpus, told: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Rows that repeat nothing that is told."""
    return list(further(corpus, told, rows, len(rows)))


def _everything(claim: Claim) -> Iterator[Evidence]:
    yield claim.best
    for variant in claim.variants:
        yield from variant.evidence


def _number_of_topics(claims_found: int) -> int:
    return min(max(claims_found // TOPICS_FOR, FEWEST_TOPICS), TOPICS)


def _differences(corpus: Corpus, ranking: Salience, pool: Sequence[int]) -> Iterator[Claim]:
    """The claims of which other sources give something differently, the most salient first, each pair once."""
    rows = ranking.rows.tolist() if len(corpus.evidence) <= ALL_COMPARED else pool
    shown: set[int] = set()
    values: set[frozenset[str]] = set()
    for row in rows:
        if corpus.evidence[row].id in shown:
            continue
        claim = claims.disputed(Claim((corpus.evidence[row],), 1), corpus)
        new = tuple(v for v in claim.variants if frozenset((v.mine.lower(), v.theirs.lower())) not in values)
        if not new or any(piece.id in shown for variant in new for piece in variant.evidence):
            continue
        values |= {frozenset((variant.mine.lower(), variant.theirs.lower())) for variant in new}
        whole = claims.everywhere(Claim(claim.evidence, 1, new), corpus)
        shown.update(piece.id for piece in (*whole.evidence, *_everything(whole)))
        yield whole
        if len(values) >= DIFFERENCES:
            return


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


def _events(corpus: Corpus, rows: Iterator[int]) -> Iterator[PlannedEvent]:
    """What happened at one time that is known, and that nobody merely says, in the order of the times."""
    found: list[PlannedEvent] = []
    for row in rows:
        piece = corpus.evidence[row]
        mention = dated(piece)
        if mention is not None and mention.period is not None and piece.sentence.speech.speaker is None:
            words = piece.sentence.text[mention.start : mention.end]
            found.append(PlannedEvent(mention.period, words, _claim(corpus, row)))
        if len(found) == EVENTS:
            break
    yield from sorted(found, key=lambda event: event.when)


def dated(piece: Evidence) -> Mention | None:
    """The one time that a sentence names, `None` if it names none or several."""
    found = mentions(piece.sentence.text, piece.written)
    return found[0] if len(found) == 1 else None


def _voices(corpus: Corpus, ranking: Salience, told: Sequence[int]) -> Iterator[PlannedVoice]:
    """What is said by those who say most, as far as it is not told elsewhere."""
    quoted = [row for row, piece in enumerate(corpus.evidence) if is_unattributed_quotation(piece.sentence)]
    spoken = [row for row in (*ranking.rows.tolist(), *quoted) if _is_named(corpus.evidence[row].sentence.speech.speaker)]
    by_speaker: dict[str, list[int]] = defaultdict(list)
    full = _full_names([str(corpus.evidence[row].sentence.speech.speaker) for row in spoken])
    for row in further(corpus, told, spoken, len(spoken)):
        by_speaker[full[str(corpus.evidence[row].sentence.speech.speaker)]].append(row)
    for speaker, rows in sorted(by_speaker.items(), key=lambda entry: -len(entry[1]))[:VOICES]:
        yield PlannedVoice(speaker, tuple(_claim(corpus, row) for row in rows[:BY_VOICE]))


def _is_named(speaker: str | None) -> bool:
    return speaker is not None and speaker[:1].isupper()


def _full_names(speakers: Sequence[str]) -> dict[str, str]:
    """The fullest name for each name of the same person; a short name that could be two people's stays as it is.

    >>> _full_names(["Ruiz", "Ana Ruiz", "Lee"])
    {'Ruiz': 'Ana Ruiz', 'Ana Ruiz': 'Ana Ruiz', 'Lee': 'Lee'}
    """
    known = list(dict.fromkeys(speakers))
    full = {}
    for name in known:
        alike = [other for other in known if names.same(name, other)]
        longest = max(alike, key=lambda other: (len(other.split()), len(other)), default=name)
        one_person = all(names.same(longest, other) for other in alike)
        full[name] = longest if one_person else name
    return full
