"""Which claim is told where. Every claim of a folder has one place in the briefing, so that nothing is said twice.

In this order a claim is claimed by: what sources give differently; the bottom line; the timeline, if it is an event with a
date; the topic that it belongs to; its speaker. What speaks of a topic in somebody's own words is left to the speaker.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from summarize import claims, names, quotations
from summarize.briefing.repetition import distinct, further
from summarize.briefing.salience import salience
from summarize.briefing.topics import Topic, topics
from summarize.corpus import Corpus
from summarize.dates import Mention, Period, mentions
from summarize.embedding import Encoder
from summarize.lexicon import UTTERING
from summarize.question import Question
from summarize.speech import is_unattributed_quotation
from summarize.terms import stems
from summarize.types import Claim, Evidence, Sentence

POOL, SOUGHT, DISTINCT = 200, 600, 300
"""Claims that are told, at most, and sentences among which events and speakers, and different ones among which topics, are
looked for."""
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
EVENTS, FILES_FOR_EVENT = 12, 2
"""Events at most, and files that must state one in a folder of `MANY` documents."""
MANY = 20
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
DIFFERENCES, ALL_COMPARED = 10, 1_000
"""Differences that are shown, and sentences up to which all are looked at for them, not the pool alone."""
VOICES, BY_VOICE = 8, 8
"""Speakers that have a place of their own, and statements of each."""
LONGEST_NAME = 3
"""Words of a name; longer ones have an office in front."""


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

    @property
    def count(self) -> int:
        """The number of claims to be written; differences are shown in the words of their sources."""
        within = [*(section.claims for section in self.sections), *(voice.claims for voice in self.voices)]
        return len(self.bottom_line) + len(self.events) + sum(map(len, within))


NOTHING = Plan((), (), (), (), ())


def plan(corpus: Corpus, encoder: Encoder, answered: Sequence[PlannedSection] = (), already: Already | None = None) -> Plan:
    """What to tell of a corpus, and where.

    `answered` are sections for questions that were asked, in place of topics; `already` is what a briefing tells that is to
    be continued, with the files that are new: it keeps its bottom line and gains the rest.
    """
    known = already or Already()
    ranked = [row for row in salience(corpus).rows.tolist() if not already or corpus.evidence[row].file in known.files]
    told = [corpus.rows[piece.id] for section in answered for claim in section.claims for piece in _everything(claim)]
    told += known.rows
    pool = list(further(corpus, told, ranked, POOL))
    differences = tuple(_differences(corpus, _left(corpus, told, ranked) if len(ranked) <= ALL_COMPARED else pool))
    told += [corpus.rows[piece.id] for claim in differences for piece in _everything(claim)]
    sought = () if answered else tuple(distinct(corpus, ranked, DISTINCT))
    found = [*_known_topics(corpus, sought, known.headings), *(topics(sought, corpus, encoder, MOST_TOPICS) if sought else ())]
    if not already:
        bottom = _bottom_line(corpus, _left(corpus, told, pool), [set(topic.rows) for topic in found], len(pool))
    else:
        bottom = []
    told += bottom
    events = tuple(_events(corpus, told, ranked))
    told += [corpus.rows[event.claim.best.id] for event in events]
    sections = tuple(_sections(corpus, told, found, len(pool)))
    told += [corpus.rows[claim.best.id] for section in sections for claim in section.claims]
    voices = tuple(_voices(corpus, told, ranked))
    return Plan(differences, tuple(_claim(corpus, row) for row in bottom), events, (*answered, *sections), voices)


def _known_topics(corpus: Corpus, rows: Sequence[int], headings: Sequence[str]) -> Iterator[Topic]:
    """What belongs under headings that a briefing has: sentences with all words of one."""
    for heading in headings:
        words = stems(heading)
        members = tuple(row for row in rows if words and words <= corpus.stems[row])
        if members:
            yield Topic(heading, members)


def _claim(corpus: Corpus, row: int) -> Claim:
    return claims.everywhere(Claim((corpus.evidence[row],), 1), corpus)


def _left(corpus: Corpus, told: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Rows that repeat nothing that is told."""
    return list(further(corpus, told, rows, len(rows)))


def _everything(claim: Claim) -> Iterator[Evidence]:
    yield claim.best
    for variant in claim.variants:
        yield from variant.evidence


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
            yield PlannedSection(topic.heading, tuple(_claim(corpus, row) for row in rows))


def _differences(corpus: Corpus, rows: Sequence[int]) -> Iterator[Claim]:
    """The claims of which other sources give something differently, in the order of the rows, each pair once."""
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


def _events(corpus: Corpus, told: Sequence[int], ranked: Sequence[int]) -> Iterator[PlannedEvent]:
    """What happened at one time that is known, and that nobody merely says, in the order of the times."""
    known = [row for row in ranked if corpus.evidence[row].sentence.speech.speaker is None and _when(corpus, row)][:SOUGHT]
    found: list[PlannedEvent] = []
    fewest = 1 if len(corpus.starts) < MANY else FILES_FOR_EVENT
    years = {number for row in told for number in YEAR.findall(corpus.evidence[row].sentence.text)}
    for row in further(corpus, told, known, len(known)):
        if len(found) == EVENTS:
            break
        mention = dated(corpus.evidence[row])
        assert mention is not None
        assert mention.period is not None
        if str(mention.period) in years:  # told already, or another sentence on the same year
            continue
        claim = _claim(corpus, row)
        if len({piece.file for piece in claim.evidence}) >= fewest:
            years.add(str(mention.period))
            words = corpus.evidence[row].sentence.text[mention.start : mention.end]
            found.append(PlannedEvent(mention.period, words, claim))
    yield from sorted(found, key=lambda event: event.when)


def _when(corpus: Corpus, row: int) -> Period | None:
    mention = dated(corpus.evidence[row])
    return mention.period if mention else None


def dated(piece: Evidence) -> Mention | None:
    """The one time that a sentence names, `None` if it names none or several."""
    found = mentions(piece.sentence.text, piece.written)
    return found[0] if len(found) == 1 else None


def _voices(corpus: Corpus, told: Sequence[int], ranked: Sequence[int]) -> Iterator[PlannedVoice]:
    """What is said by those who say most, as far as it is not told elsewhere."""
    files = {corpus.evidence[row].file for row in ranked}
    quoted = [
        row for row, piece in enumerate(corpus.evidence) if piece.file in files and is_unattributed_quotation(piece.sentence)
    ]
    names_within = _names_within_sentences(corpus)
    spoken = [row for row in (*ranked, *quoted) if _is_uttered(corpus.evidence[row].sentence, names_within)][:SOUGHT]
    by_speaker: dict[str, list[int]] = defaultdict(list)
    full = _full_names([speaker for piece in corpus.evidence if (speaker := piece.sentence.speech.speaker)])
    for row in further(corpus, told, spoken, len(spoken)):
        by_speaker[full[str(corpus.evidence[row].sentence.speech.speaker)]].append(row)
    for speaker, rows in sorted(by_speaker.items(), key=lambda entry: -len(entry[1]))[:VOICES]:
        yield PlannedVoice(speaker, tuple(_claim(corpus, row) for row in rows[:BY_VOICE]))


def _is_uttered(sentence: Sentence, names_within: Set[str]) -> bool:
    """Whether someone with a name says a sentence, by a verb that only people have, or in quotation marks."""
    speaker = sentence.speech.speaker
    if speaker is None or not names.may_open_with_name(speaker.split()[0]) or not names_within & set(speaker.split()):
        return False
    outside = quotations.mask(sentence.text)
    last = speaker.split()[-1]
    if re.search(rf"\b{re.escape(last)}['’]", outside) and not re.search(rf"\b{re.escape(last)}\b(?!['’])", outside):
        return False  # "Acme's figures say ..."
    return is_unattributed_quotation(sentence) or any(_utters(*pair) for pair in pairwise(["", *names.tokens(outside)]))


def _utters(before: str, word: str) -> bool:
    """Whether a word is a verb of utterance; a participle is one behind a comma or a quotation ("..., adding that")."""
    return word.lower() in UTTERING and (not word.endswith("ing") or before in (",", "\1"))


def _names_within_sentences(corpus: Corpus) -> Set[str]:
    """The capitalised words that stand anywhere but at the start of a sentence."""
    return {word for piece in corpus.evidence for word in names.tokens(piece.sentence.text)[1:] if names.is_name_word(word)}


def _full_names(speakers: Sequence[str]) -> dict[str, str]:
    """The fullest name for each name of the same person; a short name that could be two people's stays as it is.

    >>> _full_names(["Ruiz", "Ana Ruiz", "Lee"])
    {'Ruiz': 'Ana Ruiz', 'Ana Ruiz': 'Ana Ruiz', 'Lee': 'Lee'}
    """
    known = list(dict.fromkeys(speakers))
    full = {}
    for name in known:
        alike = [other for other in known if names.same(name, other)]
        longest = max(alike, key=lambda other: (len(other.split()) <= LONGEST_NAME, len(other.split()), len(other)), default=name)
        one_person = all(names.same(longest, other) for other in alike)
        full[name] = longest if one_person else name
    return full
