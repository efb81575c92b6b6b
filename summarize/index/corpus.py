"""The sentences of many documents together: their vectors, and their words weighted by rarity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from summarize.citations import syntax
from summarize.citations.cited_text import CitedSentence
from summarize.citations.syntax import HASH_LENGTH
from summarize.index.files import Listed
from summarize.models.embedder import Vectors
from summarize.places import NUMBERED, Places
from summarize.text.terms import stems
from summarize.types.evidence import Evidence

Scores = NDArray[np.float32]
Rows = Sequence[int] | NDArray[np.int64]


def load(files: Listed) -> "Corpus":
    """Load the sentences of some files."""
    ids = files.scope.ids()
    stored = files.index.sentences(ids)
    evidence = (
        Evidence(id_, files.name(s.path), s.sentence, s.lines_sha256, written=s.written, places=s.places, title=s.title)
        for id_, s in ((id_, stored[id_]) for id_ in ids)
    )
    return Corpus(tuple(evidence), files.index.vectors(ids))


@dataclass(frozen=True)
class Corpus:
    """Sentences in the order of their documents and lines, with their vectors, shape (sentences, dimensions)."""

    evidence: tuple[Evidence, ...]
    vectors: Vectors

    @cached_property
    def centred(self) -> Vectors:
        """The vectors without their mean, at unit length, shape (sentences, dimensions)."""
        return centred(self.vectors)

    def row(self, piece: Evidence) -> int:
        """Return the row of a sentence: the number that identifies it in this corpus."""
        return self._rows[piece.id]

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {piece.id: row for row, piece in enumerate(self.evidence)}

    def cited(self, sentences: Iterable[CitedSentence]) -> list[int]:
        """Return the rows of cited sentences: by the hash of their lines if given, even if they moved, else by line number."""
        hashes: set[tuple[str, str]] = set()
        places: set[tuple[str, str]] = set()
        for place in (place for sentence in sentences for place in sentence.citations):
            if place.sha256:
                hashes.add((place.file, place.sha256[:HASH_LENGTH]))
            else:
                places.add((place.file, syntax.place(place)))
        lines = {
            (file, line)
            for file, place in places
            for found in [self._places.get(file, NUMBERED).find(place)]
            if found
            for line in range(found[0], found[1] + 1)
        }
        return [
            row
            for row, piece in enumerate(self.evidence)
            if (piece.file, piece.lines_sha256[:HASH_LENGTH]) in hashes or (piece.file, piece.sentence.first_line) in lines
        ]

    @cached_property
    def _places(self) -> dict[str, Places]:
        return {piece.file: piece.places for piece in self.evidence}

    @cached_property
    def documents(self) -> NDArray[np.int64]:
        """The number of each sentence's document, shape (sentences,)."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(piece.file, len(numbers)) for piece in self.evidence], dtype=np.int64)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """The row of each document's first sentence, shape (documents,)."""
        return np.flatnonzero(np.diff(self.documents, prepend=-1))

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """The stems of each sentence's content words, including the name that its pronoun refers to."""
        return tuple(stems(" ".join(filter(None, (p.sentence.subject, p.sentence.text)))) for p in self.evidence)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """The number of each stem."""
        return {word: number for number, word in enumerate(sorted(frozenset().union(*self.stems)))}

    @cached_property
    def words(self) -> csr_matrix:
        """1 where a sentence has a stem, shape (sentences, vocabulary)."""
        columns = [self.vocabulary[word] for found in self.stems for word in sorted(found)]
        rows = np.concatenate(([0], np.cumsum([len(found) for found in self.stems])))
        return csr_matrix((np.ones(len(columns), np.float32), columns, rows), shape=(len(self.stems), len(self.vocabulary)))

    @cached_property
    def rarity(self) -> Scores:
        """The inverse document frequency of each stem among the sentences, shape (vocabulary,), at least 0."""
        held = np.bincount(self.words.indices, minlength=len(self.vocabulary))
        return np.maximum(np.log(len(self.stems) / (held + 1.0)), 0.0).astype(np.float32)

    @cached_property
    def content(self) -> Scores:
        """How much each sentence says: the summed rarity of its words, shape (sentences,)."""
        return np.asarray(self.words @ self.rarity, dtype=np.float32)

    @cached_property
    def frequencies(self) -> Scores:
        """The number of sentences of each document that have each stem, shape (documents, vocabulary)."""
        count = len(self.documents)
        member = csr_matrix((np.ones(count, np.float32), (self.documents, np.arange(count))))
        return np.asarray((member @ self.words).toarray(), dtype=np.float32)

    @cached_property
    def pairs(self) -> NDArray[np.int64]:
        """The rows of sentences followed by another in their paragraph, shape (pairs,)."""
        sentences = [piece.sentence for piece in self.evidence]
        joined = [one.paragraph == other.paragraph for one, other in pairwise(sentences)]
        return np.flatnonzero(np.array(joined, dtype=bool) & (np.diff(self.documents) == 0))

    @cached_property
    def pair_vectors(self) -> Vectors:
        """The vector of each pair: the mean direction of its two sentences, shape (pairs, dimensions)."""
        both = self.vectors[self.pairs] + self.vectors[self.pairs + 1]
        return np.asarray(both / np.maximum(np.linalg.norm(both, axis=1, keepdims=True), 1e-6), dtype=np.float32)

    @cached_property
    def pair_words(self) -> csr_matrix:
        """1 where one of the two sentences of a pair has a stem, shape (pairs, vocabulary)."""
        return (self.words[self.pairs] + self.words[self.pairs + 1]).sign()

    def recall(self, rows: Rows, other: csr_matrix) -> Scores:
        """Return the share of the words of the sentences at `rows`, by rarity, that other texts have, shape (rows, texts)."""
        wanted = list(rows)
        found = (self.words[wanted].multiply(self.rarity).tocsr() @ other.T).toarray()
        return np.asarray(found / np.maximum(self.content[wanted], 1e-6)[:, None], dtype=np.float32)

    def of_each_document(self, scores: Scores) -> Scores:
        """Return the highest score within each document, from scores of shape (rows, sentences) to (rows, documents)."""
        return np.maximum.reduceat(scores, self.starts, axis=-1)


def centred(vectors: Vectors) -> Vectors:
    """Return vectors without their mean, at unit length, in the same shape."""
    away = vectors - vectors.mean(axis=0)
    return np.asarray(away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6), dtype=np.float32)
