"""Find what a question asks about in the evidence and around it: names, other words weighted by rarity, the speaker.

Nothing is decided here; `judge` weighs what is found.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from summarize.documents.people import holder, learn
from summarize.documents.speakers import said_part
from summarize.index.rows import Stored
from summarize.index.scope import Scope
from summarize.index.store import Snapshot
from summarize.models.embedder import Encoder
from summarize.search.question import Question
from summarize.text import names
from summarize.text.demonyms import governed_from, is_place, one_place, same_place
from summarize.text.inflection import lemma
from summarize.text.register import Register
from summarize.text.synonyms import exchangeable
from summarize.text.terms import comparable_words, file_words, is_content, stems, words
from summarize.types.document import IN_CONTEXT
from summarize.types.evidence import ContextKind, Sentence

HITS = 60
"""Sentences in which the name of a speaker is looked for if the question only describes the speaker."""
SYNONYM = 0.9
"""Credit of a word that may replace a term in a report of the same fact."""
ALIKE = 0.75
"""Cosine of two single words above which one may replace the other, for part of the credit."""
_NAME = r"[A-Z][\w.&-]*(?: (?:of |for |the )*[A-Z][\w.&-]*)*"
_SPOKES = r"spokes(?:wo)?(?:man|person)"
SPOKESMAN = re.compile(
    rf"(?P<body>{_NAME})(?:['’]s?)? (?:chief |senior )?{_SPOKES}\b(?:,? (?P<name>{_NAME}))?"
    rf"|\b{_SPOKES} (?:for|of) (?:the )?(?P<behind>{_NAME})"
)
"""A spokesman with the body that he speaks for, and his name if it follows."""
PERSON = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
"""Words that show that a name which is also a capital's is a person's."""
AROUND = (-2, -1, 1)
"""Steps to the sentences around one that may name what it is about."""


@dataclass(frozen=True, slots=True)
class Found:
    """What of a question is found for a piece of evidence: shares from 0 to 1.

    `own` and `near` are shares of the terms, weighted by rarity: in its own words, and in them, its context or the sentences
    around it. `missing` is the share of the names that are not there either, `absent` of those not in its whole document.
    """

    own: float
    near: float
    missing: float
    absent: float


class Coverage:
    """Looks for a question's terms in stored sentences. `speaker` is whose words are asked for, by name, if anyone's."""

    def __init__(
        self, question: Question, index: Snapshot, encoder: Encoder, *, stored: Mapping[int, Stored], scope: Scope
    ) -> None:
        self.stored = stored
        self._found: dict[int, Found] = {}
        rarity = _rarity(question.terms, index, scope)
        wholes = _wholes(question, frozenset(term for term in question.terms if _is_name(term, stored)))
        self.names = frozenset(wholes)
        within = {term for name in wholes for term in name.split()}
        plain = [term for term in question.terms if term not in within]
        self.parts = {part: max(rarity[term] for term in part.split()) for part in (*wholes, *plain)}
        paths = frozenset(one.path for one in stored.values())
        self.naming = {name: index.files_holding(name.split()[-1], paths) for name in wholes}
        self.alike = _alike(plain, stored, index, encoder)
        self.speaker = question.speaker and _who(question.speaker, index, scope)

    def found(self, id_: int) -> Found:
        """Return what of the question is found for a sentence; a question without terms is found everywhere."""
        if id_ not in self._found:
            self._found[id_] = self._look(id_)
        return self._found[id_]

    def _look(self, id_: int) -> Found:
        this = self.stored[id_]
        own = _own(this, said=self.speaker is not None)
        near = " ".join([own, _context(this), *(_own(other) for other in self._neighbours(this))])
        mine = {part: self._credit(part, own) for part in self.parts}
        around = {part: credit or self._credit(part, near) for part, credit in mine.items()}
        missing = [name for name in self.names if not around[name]]
        absent = [name for name in missing if this.path not in self.naming[name]]
        count = max(len(self.names), 1)
        return Found(self._share(mine), self._share(around), len(missing) / count, len(absent) / count)

    def names_of(self, id_: int) -> frozenset[str]:
        """Return the names in the question that a sentence or its context has itself; what is next to it does not count."""
        this = self.stored[id_]
        own = f"{_own(this, said=False)} {_context(this)}"
        return frozenset(name for name in self.names if self._credit(name, own))

    def _share(self, credit: Mapping[str, float]) -> float:
        weight = sum(self.parts.values())
        return sum(credit[part] * self.parts[part] for part in self.parts) / weight if weight else 1.0

    def _credit(self, part: str, text: str) -> float:
        if stems(part) <= stems(text):
            return 1.0
        if part in self.names and is_place(part) and any(one_place(part, word) for word in words(text) if word[:1].isupper()):
            return 1.0
        if " " in part:
            return float(any(names.same(part, run) or names.abbreviates(run, part) for run in names.runs(text)))
        found = words(text)
        if part in self.names:
            return float(any(same_place(part, word) for word in found if word[:1].isupper()))
        meant = lemma(part.lower())
        if any(exchangeable(*pair) for word in found for pair in ((meant, lemma(word.lower())), (lemma(word.lower()), meant))):
            return SYNONYM
        return max((self.alike.get((part, word.lower()), 0.0) for word in found), default=0.0)

    def _neighbours(self, this: Stored) -> Iterator[Stored]:
        """Yield the sentences around one that may name what it is about, said by the speaker that is asked for, if any."""
        if this.sentence.kind in IN_CONTEXT:  # what the next row says is of another thing
            return
        for step in AROUND:
            other = self.stored.get(this.id + step)
            if other is not None and other.path == this.path and (not self.speaker or speaks(self.speaker, other.sentence)):
                yield other


def speaks(speaker: str, sentence: Sentence) -> bool:
    """Whether a sentence is said by somebody, or by a spokesman of theirs; by an office or the capital of a country for it."""
    said_by = sentence.speech.speaker
    if said_by is None:
        return False
    if names.same(speaker, said_by) or any(names.same(speaker, body) for body in _spoken_for(sentence.text, said_by)):
        return True
    seat = None if PERSON.search(sentence.text) else governed_from(said_by)
    return is_place(speaker) and any(one_place(speaker, word) for word in (seat or "", *words(said_by)))


def _spoken_for(text: str, said_by: str) -> Iterator[str]:
    """Yield the bodies for which whoever says a sentence is a spokesman, by its words."""
    for match in SPOKESMAN.finditer(text) if "spokes" in text else ():
        named = match["name"]
        if names.same(named, said_by) if named else "spokes" in said_by:
            yield match["body"] or match["behind"]


def _context(stored: Stored) -> str:
    """Return the words of a sentence's context, and the title and the file's name for what does not name its subject."""
    sentence = stored.sentence
    around = [*stored.aliases, *(context.text for context in sentence.context if context.kind is not ContextKind.TIME)]
    if sentence.kind in IN_CONTEXT:  # a row or an item does not name its subject, as a sentence does
        around += [sentence.titled(stored.title), file_words(PurePath(stored.path).stem)]
    return " ".join(filter(None, around))


def _own(stored: Stored, *, said: bool = False) -> str:
    """Return the words of a sentence and the names that its pronouns refer to; `said` keeps only the words of its speaker."""
    sentence = stored.sentence
    words_ = said_part(sentence.text) if said else sentence.text
    return "; ".join(filter(None, [sentence.subject, sentence.speech.speaker, words_]))  # apart, as names in a row are one name


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


def _who(speaker: str, index: Snapshot, scope: Scope) -> str:
    """Return the name of a speaker that the question only describes ("the Chilean president"), if the documents give it.

    A capital represents its country, unless it is the name of somebody whom the documents quote.
    """
    country = governed_from(speaker)
    if country and not _is_a_persons(speaker, index, scope):
        return country
    asked = names.phrase(speaker.split())
    if asked.name:
        return speaker
    found = index.sentences(sorted(index.lexical(speaker.split(), scope, HITS)))
    register = Register()
    for stored in found.values():
        learn(register, names.tokens(stored.sentence.text))
    if office := register.describe(asked):
        return office
    held = {who for stored in found.values() if (who := holder(speaker, stored.sentence.text))}
    return held.pop() if len(held) == 1 else speaker


def _is_a_persons(name: str, index: Snapshot, scope: Scope) -> bool:
    """Whether somebody with a longer name that ends or begins so says something: "Ann Washington", "Sofia Berg"."""
    said_by = (
        stored.sentence.speech.speaker for stored in index.sentences(index.holding(name.split()[-1], scope, HITS)).values()
    )
    longer = (each.split() for each in said_by if each and each != name and not is_place(each))
    return any(name in (each[0], each[-1]) for each in longer)


def _rarity(terms: Sequence[str], index: Snapshot, scope: Scope) -> dict[str, float]:
    """Return the inverse document frequency of each term among the sentences, at least 0.2."""
    count = max(len(scope), 1)
    held = {term: index.frequency(term, scope) for term in terms}
    return {term: 0.2 + math.log(1.0 + count / (1.0 + number)) for term, number in held.items()}


def _alike(terms: Sequence[str], stored: Mapping[int, Stored], index: Snapshot, encoder: Encoder) -> dict[tuple[str, str], float]:
    """Return part credit for words that mean nearly the same as a term: single words, compared by their embeddings."""
    known = index.word_vectors(sorted({word for s in stored.values() for word in comparable_words(s.sentence.text)}))
    if not terms or not known:
        return {}
    vocabulary = list(known)
    similar = encoder.encode(terms) @ np.stack([known[word] for word in vocabulary]).T
    found = np.argwhere(similar >= ALIKE)
    return {(terms[row], vocabulary[column]): float(similar[row, column]) for row, column in found}
