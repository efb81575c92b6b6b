"""Judge how likely evidence answers a question, and whether any of it does.

A logistic regression weighs what retrieval and the question's terms show, and for the best of the evidence also what a
cross-encoder reads in it and around it. Its weights are learned (`training/judge/calibrate.py`) and stand in `judge.json`.
"""

import json
import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from summarize.index.rows import Stored
from summarize.models.cross_encoder import Passage, Reader
from summarize.search.answer_kinds import Wanted
from summarize.search.coverage import SYNONYM, Coverage, speaks
from summarize.search.question import Question, fits
from summarize.text import names
from summarize.text.languages import ENGLISH, is_english_question
from summarize.text.terms import denies, stems
from summarize.text.wordlists import LEADING_REFERENCES, MONTHS_AND_DAYS
from summarize.types.document import IN_CONTEXT, BlockKind
from summarize.types.evidence import ContextKind

READ, READ_ON = 12, 0.5
"""Pieces of evidence that the cross-encoder reads at once, about 0.1 seconds on two processors, and the share of them that must
answer for it to read on: a question that many lines answer is one about all they say."""
BROAD, BROAD_FLOOR = 8, 0.25
"""Documents with lines that may answer an open question, from which on it asks what they all say, and the least probability of
such a line. Single lines are then not read. Chosen on one topic of SummHay; the other is for measuring."""
ASKS = ("?", "？", "؟")
"""Ends of sentences that ask and so state nothing."""
FEATURES = ("cosine", "cosine gap", "rank", "own", "near", "missing", "absent", "fits", "lacks", "read", "read gap")
"""What is weighed; the last two only where the cross-encoder has read."""
READ_FEATURES = 2
ACROSS = FEATURES[:2]
"""What is weighed where question or text are not in English: they share no words, and the cross-encoder reads English."""
BEFORE, AFTER = -1, 1
EVEN = 0.5
SAME = 1e-6
"""Scores that differ by less are equal: those of copies differ by rounding."""
SPREAD = 0.1
"""How much statements on a name that is asked about differ in probability: all answer, and none is left out beside the best."""
FOREIGN_TERMS = 0.75
"""Share of a question's terms that a sentence must have if the embedder does not know its language."""
Features = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the features, and the intercept."""

    of: tuple[float, ...]
    intercept: float

    def probability(self, features: Features) -> Features:
        """Return probabilities from features, shape (pieces, features)."""
        logits = features @ np.array(self.of) + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights where nothing was read, where the cross-encoder has read, and across languages."""

    unread: Weights
    read: Weights
    across: Weights


@cache
def learned() -> Learned:
    """Return what was learned, as it is written down beside this module."""
    found = json.loads(resources.files(__package__).joinpath("judge.json").read_text(encoding="utf-8"))
    return Learned(**{name: Weights(tuple(one["weights"].values()), one["intercept"]) for name, one in found.items()})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of evidence to judge: its cosine to the question, and its place in the fused ranking, from 1."""

    stored: Stored
    cosine: float
    place: int


class Judge:
    """Gives the probability that each piece of evidence answers a question."""

    def __init__(
        self,
        question: Question,
        coverage: Coverage,
        reader: Reader | None,
        *,
        english_only: bool,
        voicing: Set[int] = frozenset(),
    ) -> None:
        """`english_only` if the embedder, and so the cosines, mean little in other languages; the cross-encoder's always do.

        `voicing` are sentences in which the speaker that is asked for says something beside whoever says the sentence.
        """
        self.question, self.coverage, self.reader, self.english_only = question, coverage, reader, english_only
        self.voicing = voicing
        self.asked = stems(question.text)
        self.in_english = is_english_question(question.text)
        self.broad = False

    @property
    def floor(self) -> float:
        """The least probability of evidence that answers: refusing and answering wrongly are equally grave.

        It is lower if many documents answer: one may do so in the question's words, another in its own.
        """
        return BROAD_FLOOR if self.broad else EVEN

    def probabilities(self, candidates: Sequence[Candidate]) -> list[float]:
        """Return the probability of each candidate, in their order; what may not answer is judged too, as a line that is near."""
        if not candidates:
            return []
        seen = self.features(candidates)
        found = learned().unread.probability(seen)
        able = np.array([self.may_answer(one.stored) for one in candidates])
        self.broad = self._is_broad(candidates, found)
        if self.reader is not None and not self.broad:
            read = self._read_on(candidates, seen, found, np.lexsort((-found, ~able)))
            # what somebody says beside what they say on the topic is on it too, though it may not name it
            found = np.maximum(found, read) if self.coverage.speaker else read
        across = learned().across.probability(seen[:, : len(ACROSS)])
        return [self._adjusted(*one) for one in zip(candidates, found.tolist(), across.tolist(), strict=True)]

    def _is_broad(self, candidates: Sequence[Candidate], found: Features) -> bool:
        """Whether lines of many documents seem to answer an open question: it asks what they all say, not for one line."""
        files = {one.stored.path for one, value in zip(candidates, found, strict=True) if value >= BROAD_FLOOR}
        return self.question.open and len(files) >= BROAD and bool(found.max(initial=0.0) >= EVEN)

    def _read_on(self, candidates: Sequence[Candidate], seen: Features, unread: Features, order: Rows) -> Features:
        """Return probabilities after reading the first candidates, and further ones as long as many of those read answer.

        What is left unread is taken to be no better than the worst that was read.
        """
        read = np.zeros(0)
        for start in range(0, len(order), READ):
            rows = order[: start + READ]
            read = np.concatenate([read, self.read([candidates[row].stored for row in rows[start:]])])
            found = learned().read.probability(with_reading(seen[rows], read))
            if np.mean(found[start:] >= self.floor) < READ_ON:
                break
        left = np.asarray(np.minimum(unread, found.min()), dtype=np.float64)
        left[rows] = found
        return left

    def outmatched(self, candidates: Sequence[Candidate]) -> frozenset[int]:
        """Return the rows and items that have less of the question than another beside them, which is then the one asked for.

        A synonym of a word of the question ("permitted" for "allowed") is not less of it.
        """
        some = [(one.stored.id, _beside(one.stored)) for one in candidates if _beside(one.stored)]
        found = {id_: self.coverage.found(id_).near for id_, _ in some}
        best: dict[tuple[object, ...], float] = {}
        for id_, beside in some:
            best[beside] = max(best.get(beside, 0.0), found[id_])
        return frozenset(id_ for id_, beside in some if found[id_] < best[beside] * SYNONYM - SAME)

    def as_good(self, candidates: Sequence[Candidate], answering: Set[int]) -> frozenset[int]:
        """Return the rows and items with as much of the question as one beside them that answers: a complete list has them."""
        best: dict[tuple[object, ...], float] = {}
        for one in candidates:
            if one.stored.id in answering and (beside := _beside(one.stored)):
                best[beside] = max(best.get(beside, 0.0), self.coverage.found(one.stored.id).near)
        return frozenset(
            one.stored.id
            for one in candidates
            if self.coverage.found(one.stored.id).near >= best.get(_beside(one.stored), math.inf) - SAME
        )

    def of_others(self, some: Sequence[Stored]) -> frozenset[int]:
        """Return the sentences on something else, if one fact is asked for: they lack a name that others have, and have another.

        "How much is a tyre on the Kestrel?" is not answered by the line on the Merlin. A line without any name may be on either.
        """
        if self.question.wanted is Wanted.ANYTHING or not some:
            return frozenset()
        named = max((self.coverage.names_of(one.id) for one in some), key=len)
        lacking = (one for one in some if not named <= self.coverage.names_of(one.id))
        return frozenset(one.id for one in lacking if one.sentence.kind in IN_CONTEXT or self._names_another(one))

    def _names_another(self, stored: Stored) -> bool:
        """Whether a sentence has a name that the question has not, unless it goes on about what is named before: "It was ...".

        Its first word is capitalised in any case.
        """
        found = names.runs(statement(stored))
        if stored.sentence.text.partition(" ")[0].lower() in LEADING_REFERENCES:
            return False
        own = found[1:] if found and statement(stored).startswith(found[0]) and " " not in found[0] else found
        return any(not stems(run) <= self.asked and run.lower() not in MONTHS_AND_DAYS for run in own)

    def may_answer(self, stored: Stored) -> bool:
        """Whether a sentence may answer at all.

        It states something, and is said by the speaker that the question names, or by any if it asks for a group. What is under a
        question answers no question that is its opposite.
        """
        speaker = self.coverage.speaker
        heard = speaker is None or speaks(speaker, stored.sentence) or stored.id in self.voicing
        heard &= not self.question.voiced or stored.sentence.speech.speaker is not None
        asked = next((each.text for each in reversed(stored.sentence.context) if each.text.endswith(ASKS)), None)
        opposite = asked is not None and _is_opposite(asked, self.question.text)
        return heard and not opposite and not stored.sentence.text.endswith(ASKS)

    def _adjusted(self, one: Candidate, found: float, across: float) -> float:
        """Return the probability where it is not the learned one: all on a name or by a speaker, other languages than English.

        There `across` is what the cosine is worth, if the embedder knows the language.
        """
        if one.stored.sentence.language != ENGLISH or (not self.in_english and not self.english_only):
            by_words = min(self.floor * self.coverage.found(one.stored.id).own / FOREIGN_TERMS, 1.0)
            return by_words if self.english_only else max(by_words, across)
        if self.coverage.speaker and not self.question.terms and self.may_answer(one.stored):
            return (1.0 + one.cosine) / 2
        if self._asks_for_name():
            named = self.coverage.found(one.stored.id).own == 1.0 and self.may_answer(one.stored)
            return self.floor + SPREAD * found if named or found >= self.floor else found
        return found

    def _asks_for_name(self) -> bool:
        """Whether whatever is said about one name is asked for: then every statement that names it answers."""
        return self.question.of_subject and len(self.coverage.names) == 1 and self.coverage.parts.keys() == self.coverage.names

    def features(self, candidates: Sequence[Candidate]) -> Features:
        """Return what is weighed without reading, shape (candidates, features)."""
        best = max((one.cosine for one in candidates), default=0.0)
        wants = self.question.wanted is not Wanted.ANYTHING
        rows = []
        for one in candidates:
            found = self.coverage.found(one.stored.id)
            fit = wants and fits(self.question, statement(one.stored))
            rows.append(
                [
                    *(one.cosine, best - one.cosine, 1.0 / one.place, found.own, found.near, found.missing, found.absent),
                    *(float(fit), float(wants and not fit)),
                ]
            )
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES) - READ_FEATURES)

    def read(self, some: Sequence[Stored]) -> Features:
        """Return the log-odds that the cross-encoder gives some sentences, read in their context, shape (sentences,)."""
        assert self.reader is not None  # asked for only where there is one
        passages = [passage(one, self.coverage.stored) for one in some]
        return np.asarray(self.reader.logits(self.question.to_read, passages), dtype=np.float64)


def _is_opposite(one: str, other: str) -> bool:
    """Whether two questions are about the same and only one is denied: "Why should I use it?", "Why shouldn't I use it?"."""
    return denies(one) != denies(other) and bool(stems(one) & stems(other))


def _beside(stored: Stored) -> tuple[object, ...]:
    """Return what rows with the same columns share, and the items of one list; empty for other sentences."""
    sentence = stored.sentence
    if sentence.kind is BlockKind.ROW:
        return tuple(name for name, _ in sentence.cells)
    return (stored.path, sentence.context) if sentence.kind is BlockKind.ITEM else ()


def with_reading(seen: Features, read: Features) -> Features:
    """Return features with what the cross-encoder read, shape (pieces, features): its log-odds, and the gap to the best."""
    return np.column_stack([seen, read, read.max(initial=-math.inf) - read])


def passage(stored: Stored, around: Mapping[int, Stored]) -> Passage:
    """Return what the cross-encoder reads of a sentence: its words, its headings, and the sentences before and after it."""
    sentence = stored.sentence
    heads = [each.text for each in sentence.context if each.kind is not ContextKind.TIME]
    title = sentence.titled(stored.title)
    beside = [around.get(stored.id + step) for step in (BEFORE, AFTER)]
    running = sentence.kind not in IN_CONTEXT
    before, after = (other.sentence.text if running and other and other.path == stored.path else "" for other in beside)
    return Passage(statement(stored), tuple(filter(None, [title, *stored.aliases, *heads])), before, after)


def statement(stored: Stored) -> str:
    """Return what a sentence states, alone: a row with the names of its columns, other words with the name of their speaker."""
    sentence = stored.sentence
    if sentence.kind in {BlockKind.ROW, BlockKind.FIELD} and sentence.cells:
        return "; ".join(": ".join(filter(None, cell)) for cell in sentence.cells)
    speaker = sentence.speech.speaker
    return f"{speaker}: {sentence.text}" if speaker and speaker not in sentence.text else sentence.text
