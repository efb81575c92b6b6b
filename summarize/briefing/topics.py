"""Find the topics of a folder: noun phrases that several claims share, each with the claims about it.

As in Lingo (Osiński, Stefanowski and Weiss 2004), the description comes first: claims are grouped only if a phrase can head
the group, so the heading names what is under it. A phrase is good if its claims mean much the same and it means what they
mean (cosines of embeddings).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np

from summarize.index.corpus import Corpus, centred
from summarize.models.embedder import Encoder, Vectors
from summarize.text.names import same
from summarize.text.noun_phrases import NounPhrase, noun_phrases
from summarize.text.terms import stem
from summarize.text.units import is_unit
from summarize.text.wordlists import DURATIONS, MONTHS_AND_DAYS, NUMBER_WORDS, TITLES

FEWEST, FEWEST_OF_MANY, MANY = 2, 3, 100
"""Minimum number of claims that share a phrase: among few claims, and among at least `MANY`."""
MOST_SHARE, MOST_SHARE_OF_FEW, FEW = 0.15, 0.3, 12
"""Share of all claims above which a phrase is the subject of the whole folder; with few claims larger, up to `FEW` claims."""
ACTING = 0.15
"""Share of its mentions in which a name acts or owns, above which it is a person mentioned under every topic, not a topic."""
GROWTH = 0.6
"""Exponent of the number of claims in the value of a phrase."""
MEANS, MEANS_ALONE = 0.3, 0.35
"""Cosine of a phrase to the mean of its claims, below which it does not say what they are about; the second is for one word."""
ABOUT, NAMED = 0.5, 0.25
"""Cosine to the mean of a topic's claims from which a claim without the phrase belongs to it, and the bonus for the phrase."""
BELONGS = 0.4
"""Cosine plus bonus from which a claim with the phrase belongs to a topic."""
PHRASE = 0.5
"""Share by which the score of a phrase of several words is raised."""
LIGHT = frozenset(
    """person people man woman side country nation state world place area part number amount lot kind sort type way thing
    matter issue fact case point view time moment term result example role use need word line level rate end start move
    step change set range form position situation continuation future past history today remark statement
    speech talk comment conversation meeting call report leader official chief head member friend interest effort work
    year month week day hour minute morning evening option choice feature aspect element factor impact effect
    importance significance testament experience approach process percent percentage principle share total average unit piece
    key sign cause stance relation event service expert trend analysis insight detail""".split()
)
"""Nouns that say too little to head a section by themselves: general nouns (Halliday and Hasan 1976, 6.1), shell nouns (Schmid
2000), words of measure and time, and those for what somebody says."""
UNITS = frozenset(
    "mm cm km mg kg ml hz khz mhz ghz kw mw gw kwh mwh gwh kv pa kpa nm mph kph kmh hp lb lbs oz ft yd gal mpg rpm psi".split()
)
"""Symbols of units: SI (BIPM 2019) and customary ones (NIST Handbook 44)."""
_TITLES = frozenset(map(stem, TITLES))
_LIGHT = frozenset(map(stem, LIGHT | UNITS | DURATIONS | MONTHS_AND_DAYS | NUMBER_WORDS)) | _TITLES


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading, and the sentences under it (rows of the corpus), in the order in which they were given."""

    heading: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """A phrase in its most frequent form, its noun, the claims that have it, its score, and the mean direction of its claims."""

    text: str
    noun: str
    members: frozenset[int]
    score: float
    centre: Vectors


def topics(rows: Sequence[int], corpus: Corpus, encoder: Encoder, count: int) -> tuple[Topic, ...]:
    """Find at most `count` topics of some sentences (rows of a corpus), the best labels first."""
    vectors = centred(corpus.vectors[list(rows)])
    places = {row: place for place, row in enumerate(rows)}
    speakers = {speaker for row in rows if (speaker := corpus.evidence[row].sentence.speech.speaker)}
    phrases = [
        [phrase for phrase in noun_phrases(corpus.evidence[row].sentence.text) if not _names_one_of(speakers, phrase)]
        for row in rows
    ]
    labels = _labels(phrases, vectors, encoder)
    fewest = FEWEST if len(rows) < MANY else FEWEST_OF_MANY
    chosen = list(_chosen(labels, vectors, count, fewest))
    found: dict[int, list[int]] = defaultdict(list)
    for row, place in places.items():
        scores = [float(vectors[place] @ label.centre) + NAMED * (place in label.members) for label in chosen]
        best = int(np.argmax(scores)) if scores else 0
        if scores and scores[best] >= (BELONGS if place in chosen[best].members else ABOUT):
            found[best].append(row)
    made = [
        Topic(heading(label.text), tuple(found[number])) for number, label in enumerate(chosen) if len(found[number]) >= FEWEST
    ]
    return tuple(made)


def heading(phrase: str) -> str:
    """Return a phrase as a heading.

    >>> heading("peace talks")
    'Peace talks'
    """
    return phrase[:1].upper() + phrase[1:]


def _chosen(labels: Sequence[_Label], vectors: Vectors, count: int, fewest: int) -> Iterator[_Label]:
    """Choose labels one after another, each with its own noun: the next one adds most to the claims covered so far."""
    covered: set[int] = set()
    nouns: set[str] = set()
    for _ in range(count):
        new = [len(label.members - covered) if label.noun not in nouns else 0 for label in labels]
        gains = [
            label.score * number**GROWTH * number / len(label.members) if number >= fewest else 0.0
            for label, number in zip(labels, new, strict=True)
        ]
        best = int(np.argmax(gains)) if gains else 0
        if not gains or gains[best] == 0.0:
            return
        label = labels[best]
        yield label
        nouns.add(label.noun)
        covered |= label.members | set(np.flatnonzero(vectors @ label.centre >= ABOUT).tolist())


def _labels(phrases: Sequence[Sequence[NounPhrase]], vectors: Vectors, encoder: Encoder) -> list[_Label]:
    """Return the phrases that can head a section; `vectors` holds one for each claim, `phrases` its noun phrases."""
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    acting: Counter[tuple[str, ...]] = Counter()
    for place, own in enumerate(phrases):
        for phrase in own:
            key = tuple(stem(word) for word in phrase.words)
            found[key].add(place)
            forms[key][" ".join(phrase.words)] += 1
            acting[key] += phrase.acts and phrase.proper
    written = {key: counted.most_common(1)[0][0] for key, counted in forms.items()}
    most = max(MOST_SHARE * len(phrases), min(MOST_SHARE_OF_FEW * len(phrases), FEW), FEWEST)
    usable = [
        key
        for key, having in found.items()
        if FEWEST <= len(having) <= most and acting[key] <= ACTING * forms[key].total() and _says_something(written[key])
    ]
    if not usable:
        return []
    meanings = centred(encoder.encode([written[key] for key in usable]))
    labels = []
    for key, meaning in zip(usable, meanings, strict=True):
        mean = vectors[list(found[key])].mean(axis=0)
        number = len(found[key])
        alike = (number * float(mean @ mean) - 1.0) / (number - 1.0)
        centre = mean / max(float(np.linalg.norm(mean)), 1e-6)
        means = float(meaning @ centre)
        if means >= (MEANS if len(key) > 1 else MEANS_ALONE) and alike > 0.0:
            score = alike**0.5 * means * (1.0 + PHRASE * (len(key) > 1))
            labels.append(_Label(written[key], key[-1], frozenset(found[key]), score, centre))
    return labels


def _names_one_of(people: Set[str], phrase: NounPhrase) -> bool:
    """Whether a phrase is the name of a speaker, whose statements are listed by speaker instead."""
    text = " ".join(phrase.words)
    return phrase.proper and any(same(text, name) for name in people)


def _says_something(text: str) -> bool:
    """Whether a phrase has a word that is neither light nor a title, and does not end in a title or a unit ("cubic metre")."""
    last = text.split()[-1]
    found = [stem(word) for word in text.split()]
    measures = last.islower() and is_unit(last)  # "Tesla" is a name
    return found[-1] not in _TITLES and not measures and any(word not in _LIGHT for word in found)
