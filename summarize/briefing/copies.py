"""Which documents are copies of one another: they share one origin, however many files there are."""

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from summarize.index.corpus import Corpus

COPIED, FEWEST_COPIED = 0.5, 2
"""The share of a document's sentences that stand word for word in another, from which it is a copy of it, and their number."""
FEWEST_WORDS = 5
"""Content words of a sentence that is compared; short ones are alike by chance."""
MOST_COMMON = 50
"""Different documents that share a sentence, beyond which it is a phrase of the trade and says nothing of copying."""


def origins(corpus: Corpus) -> dict[str, int]:
    """A number for each file of a corpus, counted from 1; copies and near-copies have the same one."""
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
