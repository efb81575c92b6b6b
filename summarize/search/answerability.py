"""Judge whether evidence is relevant to a question: by closeness, and by whether the question's terms are in or near it.

What an answer must contain (the question's names, its terms weighted by rarity, the kind of thing asked for) is looked for in
the sentence itself. Terms are also looked for in the sentences around it, for less credit; names in the rest of the document.
"""

import math
import re
from collections.abc import Mapping, Sequence, Set
from pathlib import PurePath

import numpy as np

from summarize.documents.people import holder, learn
from summarize.documents.speakers import said_part
from summarize.index.database import Index
from summarize.index.rows import Stored
from summarize.index.scope import Scope
from summarize.models.embedder import Encoder
from summarize.search.question import Question, fits
from summarize.text import names
from summarize.text.demonyms import same_place
from summarize.text.inflection import lemma
from summarize.text.languages import ENGLISH
from summarize.text.synonyms import exchangeable
from summarize.text.terms import comparable_words, content, file_words, is_content, stem, stems, words
from summarize.text.wordlists import SHELL_NOUNS, is_saying
from summarize.types.document import IN_CONTEXT
from summarize.types.evidence import ContextKind, Evidence, Sentence

HITS = 60
"""Sentences in which the name of a speaker is looked for if the question only describes the speaker."""
NEAR_NAME, NEAR_WORD = 0.7, 0.4
"""Credit of a name, and of another term, found only in a neighbouring sentence: names carry over, statements do so less."""
FAR_NAME = 0.5
"""Credit of a name found only elsewhere in the same document."""
SURE = 0.65
"""Cosine above which evidence may be about a name that it does not contain: it paraphrases it, or is a title."""
SYNONYM = 0.9
"""Credit of a word that may replace a term in a report of the same fact."""
ALIKE = 0.75
"""Cosine of two single words above which one may replace the other, for part of the credit."""
TERMS, BEARS = 0.3, 0.75
"""Weight of the covered share of a question's terms relative to the cosine, and the sum from which evidence is relevant.

Set on 800 questions of SQuAD 2.0 dev, some of which benchmarks/abstention.py may draw too. A question written to look
answerable from a paragraph has its terms there; that the paragraph does not answer it shows in the cosine.
"""
ALL_TERMS, LITERAL_COSINE = 0.9, 0.3
"""Share of terms from which evidence is relevant at this lower cosine: short questions are unlike long sentences."""
SPOKEN_BEARS = 0.95
"""Sum of covered share and cosine from which a statement of the named speaker is relevant: only the topic is compared."""
ASKS = ("?", "？", "؟")
"""Ends of sentences that ask and so state nothing."""
FOREIGN_TERMS = 0.75
"""Share of a question's terms that a sentence must have if the embedder does not know its language."""
SHELLS = frozenset(stem(noun) for noun in SHELL_NOUNS)
NEAR_COSINE = 0.25
"""Least cosine to the question or its topic for a term in a neighbouring sentence to count."""
LEAST_COSINE = 0.15


class Judge:
    """Scores how relevant evidence is to a question; 0 if it is not."""

    def __init__(
        self,
        question: Question,
        index: Index,
        encoder: Encoder,
        *,
        stored: Mapping[int, Stored],
        cosines: Mapping[int, float],
        scope: Scope,
    ) -> None:
        self.question = question
        self.english_only = encoder.english_only
        self.stored = stored
        self.cosines = cosines
        rarity = _rarity(question.terms, index, scope)
        wholes = _wholes(question, frozenset(term for term in question.terms if _is_name(term, stored)))
        self.names = frozenset(wholes)
        within = {term for name in wholes for term in name.split()}
        plain = [term for term in question.terms if term not in within]
        self.parts = {part: max(rarity[term] for term in part.split()) for part in (*wholes, *plain)}
        self.naming = {name: scope.files(index.holding(name.split()[-1], scope)) for name in wholes}
        self.alike = _alike(plain, stored, index, encoder)
        self.speaker = question.speaker and _who(question.speaker, index, scope)

    def score(self, evidence: Evidence) -> float:
        """Return how relevant evidence is to the question, 0 to 1; from `floor` on it counts as relevant."""
        sentence = evidence.sentence
        cosine = self.cosines.get(evidence.id, 0.0)
        if sentence.text.endswith(ASKS) or (self.speaker and not _speaks(self.speaker, sentence)):
            return 0.0
        if self.english_only and sentence.language != ENGLISH:
            return min(self.floor * self._covered(evidence.id, SURE) / FOREIGN_TERMS, 1.0)
        statement = f"{sentence.speech.speaker} said: {sentence.text}" if sentence.speech.speaker else sentence.text
        if not fits(self.question, statement) or cosine < LEAST_COSINE:
            return 0.0
        covered = self._covered(evidence.id, cosine)
        if covered == 0.0:
            return 0.0
        if self.speaker:
            return (covered + cosine) / 2
        literal = covered >= ALL_TERMS and cosine >= LITERAL_COSINE
        return max((cosine + TERMS * covered) / (1.0 + TERMS), self.floor if literal else 0.0)

    @property
    def floor(self) -> float:
        """The least score of relevant evidence."""
        return SPOKEN_BEARS / 2 if self.speaker else BEARS / (1.0 + TERMS)

    def _covered(self, id_: int, cosine: float) -> float:
        """Return the share, by weight, of the question's terms in or near a sentence; 0 if a name is missing at a low cosine."""
        own = _text(self.stored[id_], said=self.speaker is not None)
        total = 0.0
        for part, weight in self.parts.items():
            credit = self._found(part, id_, own, cosine)
            if credit == 0.0 and part in self.names and (cosine < SURE or self.speaker):
                return 0.0
            total += credit * weight
        return total / sum(self.parts.values()) if self.parts else 1.0

    def _found(self, part: str, id_: int, own: str, cosine: float) -> float:
        """Return the credit of a name or word: in the sentence, in those around it, or for a name in the rest of the document."""
        credit = self._credit(part, own)
        if self.stored[id_].sentence.kind in IN_CONTEXT:  # what the next row says is of another thing
            return credit
        named = part in self.names
        share = NEAR_NAME if named else NEAR_WORD
        if credit < share and cosine >= NEAR_COSINE:
            beside = " ".join(_own(near) for near in self._neighbours(id_, named=named))
            credit = max(credit, share * self._credit(part, beside))
        if named and not credit and self.speaker is None and self.stored[id_].path in self.naming[part]:
            return FAR_NAME
        return credit

    def _credit(self, part: str, text: str) -> float:
        if stems(part) <= stems(text):
            return 1.0
        if " " in part:
            return float(any(names.same(part, run) for run in names.runs(text)))
        found = words(text)
        if part in self.names:
            return float(any(same_place(part, word) for word in found if word[:1].isupper()))
        meant = lemma(part.lower())
        if any(exchangeable(*pair) for word in found for pair in ((meant, lemma(word.lower())), (lemma(word.lower()), meant))):
            return SYNONYM
        return max((self.alike.get((part, word.lower()), 0.0) for word in found), default=0.0)

    def _neighbours(self, id_: int, *, named: bool) -> list[Stored]:
        """Return the sentences around one that may supply a term that it lacks.

        Both must share a content word. For a name it is also enough that the sentence says "the issue", "the conflict" or the
        like, which then refers to the name, or that both are in one paragraph. If a question names a speaker, both must be that
        speaker's.
        """
        this = self.stored[id_]
        near = []
        for step in (-2, -1, 1):
            other = self.stored.get(id_ + step)
            if other is None or other.path != this.path or (self.speaker and not _speaks(self.speaker, other.sentence)):
                continue
            between = self.stored.get(id_ - 1) if step == -2 else None
            linked = any(_cohere(this.sentence.text, s.sentence.text) for s in (other, between) if s)
            shell = bool(stems(this.sentence.text) & SHELLS)
            same_paragraph = self.speaker is None and this.sentence.paragraph == other.sentence.paragraph
            if linked or (named and step != -2 and (shell or same_paragraph)):
                near.append(other)
        return near


def _speaks(speaker: str, sentence: Sentence) -> bool:
    return sentence.speech.speaker is not None and names.same(speaker, sentence.speech.speaker)


def _cohere(one: str, other: str) -> bool:
    """Whether two sentences share a content word that is not a name or a verb of saying."""
    first, second = ({stem(word) for word in content(text) if word[0].islower() and not is_saying(word)} for text in (one, other))
    return bool(first & second)


def _text(stored: Stored, *, said: bool = False) -> str:
    """Return the words of a sentence and of its context; `said` keeps only the words of its speaker."""
    sentence = stored.sentence
    around = [context.text for context in sentence.context if context.kind is not ContextKind.TIME]
    if sentence.kind in IN_CONTEXT:  # a row or an item does not name its subject, as a sentence does
        around += [sentence.titled(stored.title), file_words(PurePath(stored.path).stem)]
    return " ".join(filter(None, [*around, _own(stored, said=said)]))


def _own(stored: Stored, *, said: bool = False) -> str:
    """Return the words of a sentence and the names that its pronouns refer to; `said` keeps only the words of its speaker."""
    sentence = stored.sentence
    words_ = said_part(sentence.text) if said else sentence.text
    return " ".join(filter(None, [sentence.subject, sentence.speech.speaker, words_]))


def _is_name(term: str, stored: Mapping[int, Stored]) -> bool:
    """Whether a term is a name or a number: by its form, or because the documents never write it in lower case."""
    if term[:1].isupper() or term[:1].isdigit():
        return True
    plain = term.lower()
    holding = (s.sentence.text for s in stored.values() if plain in s.sentence.text.lower())
    found = {word for text in holding for word in words(text) if word.lower() == plain}
    return bool(found) and all(word[:1].isupper() for word in found)


def _wholes(question: Question, named: Set[str]) -> tuple[str, ...]:
    """Return the names in a question; adjacent name words, even with function words between them, are one name.

    "Who wrote The Wings of the Dove?" asks about "Wings Dove".
    """
    found: list[list[str]] = [[]]
    for word in words(question.text):
        plain = re.sub(r"['’]s?$", "", word)
        if plain not in named:
            found.extend([[]] if is_content(word) else [])
        elif plain[0].isdigit():
            found.extend([[plain], []])
        else:
            found[-1].append(plain)
    return tuple(dict.fromkeys(" ".join(name) for name in found if name))


def _who(speaker: str, index: Index, scope: Scope) -> str:
    """Return the name of a speaker that the question only describes ("the Chilean president"), if the documents give it."""
    asked = names.phrase(speaker.split())
    if asked.name:
        return speaker
    found = index.sentences(sorted(index.lexical(speaker.split(), scope, HITS)))
    if asked.role is None:
        named = (holder(speaker, stored.sentence.text) for stored in found.values())
        return next(filter(None, named), speaker)
    register = names.Register()
    for stored in found.values():
        learn(register, names.tokens(stored.sentence.text))
    return register.describe(asked) or speaker


def _rarity(terms: Sequence[str], index: Index, scope: Scope) -> dict[str, float]:
    """Return the inverse document frequency of each term among the sentences, at least 0.2."""
    count = max(len(scope), 1)
    held = {term: index.frequency(term, scope) for term in terms}
    return {term: 0.2 + math.log(1.0 + count / (1.0 + number)) for term, number in held.items()}


def _alike(terms: Sequence[str], stored: Mapping[int, Stored], index: Index, encoder: Encoder) -> dict[tuple[str, str], float]:
    """Return part credit for words that mean nearly the same as a term: single words, compared by their embeddings."""
    known = index.word_vectors(sorted({word for s in stored.values() for word in comparable_words(s.sentence.text)}))
    if not terms or not known:
        return {}
    vocabulary = list(known)
    similar = encoder.encode(terms) @ np.stack([known[word] for word in vocabulary]).T
    found = np.argwhere(similar >= ALIKE)
    return {(terms[row], vocabulary[column]): float(similar[row, column]) for row, column in found}
