"""Take the topics of a briefing from its documents, where these are about different things: minutes, a lease, a manual.

Words that such documents happen to share ("water", "repair") are no topics of the folder.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from summarize.briefing.topics import Topic
from summarize.index.corpus import Corpus
from summarize.models.embedder import Vectors

FEWEST, MOST = 3, 12
"""Numbers of documents between which each is a topic of its own."""
RELATED = 0.7
"""Cosine of the mean vectors of two documents from which they are about one thing.

Half of the pairs of documents have .87 or more in three folders on one subject each, and at most .51 in 29 folders of mixed
documents.
"""


def of_documents(corpus: Corpus, ranked: Sequence[int]) -> tuple[Topic, ...]:
    """Return each document, or group of documents about one thing, with its rows as ranked; none if all are about one thing.

    The groups with most documents are first. They are headed by their documents' titles.
    """
    names = sorted({piece.file for piece in corpus.evidence})
    if not FEWEST <= len(names) <= MOST:
        return ()
    alike = _likeness(corpus, names)
    if float(np.median(alike[np.triu_indices(len(names), 1)])) >= RELATED:
        return ()
    found: dict[int, list[int]] = defaultdict(list)
    groups = _groups(alike)
    for row in ranked:
        found[groups[names.index(corpus.evidence[row].file)]].append(row)
    members = {group: [name for number, name in enumerate(names) if groups[number] == group] for group in found}
    order = sorted(found, key=lambda group: (-len(members[group]), members[group]))
    return tuple(Topic("; ".join(_title(corpus, name) for name in members[group][:2]), tuple(found[group])) for group in order)


def _likeness(corpus: Corpus, names: Sequence[str]) -> Vectors:
    """Return the cosines of the mean vectors of documents, shape (documents, documents)."""
    rows = {name: [row for row, piece in enumerate(corpus.evidence) if piece.file == name] for name in names}
    means = np.array([corpus.vectors[rows[name]].mean(axis=0) for name in names])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)
    return np.asarray(means @ means.T)


def _groups(alike: Vectors) -> list[int]:
    """Return the group of each document: that of the first one to which it is related, directly or through others."""
    groups = list(range(len(alike)))
    for one, other in zip(*np.nonzero(np.triu(alike, 1) >= RELATED), strict=True):
        first, second = sorted((groups[one], groups[other]))
        groups = [first if group == second else group for group in groups]
    return groups


def _title(corpus: Corpus, name: str) -> str:
    title = next((piece.title for piece in corpus.evidence if piece.file == name), None)
    return title or name
