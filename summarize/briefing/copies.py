"""Find documents that are copies of one another; copies share one origin, however many files there are."""

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from summarize.index.corpus import Corpus

COPIED, FEWEST_COPIED = 0.5, 2
"""Two documents are copies if they have this share of the shorter one's sentences in common, and at least this many."""
FEWEST_WORDS = 5
"""Minimum number of content words of a compared sentence; short sentences are alike by chance."""
MOST_COMMON = 50
"""Maximum number of different documents that share a sentence; a more common one is a stock phrase, not a sign of copying."""


def origins(corpus: Corpus) -> dict[str, int]:
    """Number the origins of the files of a corpus from 1; copies and near-copies get the same number."""
    files = [corpus.evidence[start].file for start in corpus.starts]
    texts: list[set[frozenset[str]]] = [set() for _ in files]
    for row, words in enumerate(corpus.stems):
        if len(words) >= FEWEST_WORDS:
            texts[corpus.documents[row]].add(words)
    equal: dict[frozenset[frozenset[str]], int] = {}
    group = np.array([equal.setdefault(frozenset(text), number) if text else number for number, text in enumerate(texts)])
    holders: dict[frozenset[str], list[int]] = defaultdict(list)
    for number in equal.values():
        for words in texts[number]:
            holders[words].append(number)
    shared = Counter(pair for found in holders.values() if len(found) <= MOST_COMMON for pair in combinations(sorted(found), 2))
    for (one, other), number in shared.items():
        if number >= max(COPIED * min(len(texts[one]), len(texts[other])), FEWEST_COPIED):
            group[group == group[other]] = group[one]
    numbers: dict[int, int] = {}
    return {file: numbers.setdefault(int(found), len(numbers) + 1) for file, found in zip(files, group, strict=True)}
