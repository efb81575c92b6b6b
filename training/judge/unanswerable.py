"""Questions that look answerable and are not: one word of a question is replaced by another of its kind.

The unanswerable questions of SQuAD 2.0 (Rajpurkar et al. 2018) were written by people in much the same ways: another name,
another number, the opposite. The passage that answered the question then does not answer it, though it shares all other words.
"""

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from summarize.models.embedder import Encoder
from summarize.text.syntax import Parse
from summarize.text.terms import stem, words

KINDS = ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBD", "VBN", "VBP", "VB")
"""Penn tags of the words that are replaced."""
ALIKE = (0.3, 0.65)
"""Cosines of a word to one that may stand for it: near enough to make sense, too far to mean the same."""
NEAREST = 40
RARE, MANY = 4, 3_000
"""A replacement occurs at least so often; of each tag the most frequent words."""
NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True)
class Replacements:
    """By tag, the words that may stand for each word."""

    by_tag: Mapping[str, Mapping[str, Sequence[str]]]

    def of(self, word: str, tag: str) -> Sequence[str]:
        """The words that may stand for a word in lower case."""
        return self.by_tag.get(tag, {}).get(word, ())


def replacements(parses: Sequence[Parse], encoder: Encoder) -> Replacements:
    """Learn from parsed questions which words of a kind are near one another."""
    counts: dict[str, Counter[str]] = {tag: Counter() for tag in KINDS}
    for parse in parses:
        for word in parse.words:
            if word.tag in counts and word.text.isalpha() and len(word.text) > 2:
                counts[word.tag][word.lower] += 1
    found = {}
    for tag, counted in counts.items():
        known = [word for word, count in counted.most_common(MANY) if count >= RARE]
        if len(known) < 2:
            continue
        vectors = encoder.encode(known)
        near = vectors @ vectors.T
        order = np.argsort(-near, axis=1)[:, : NEAREST * 4]
        found[tag] = {
            word: [known[other] for other in order[at] if ALIKE[0] <= near[at, other] <= ALIKE[1]][:NEAREST]
            for at, word in enumerate(known)
        }
    return Replacements(found)


def altered(question: str, parse: Parse, passages: str, others: Replacements, chance: random.Random) -> str | None:
    """Return the question with one word replaced by another of its kind that the passages do not hold; `None` if none can be.

    when was the chapel rebuilt? <- when was the tower rebuilt?
    """
    held = {stem(word) for word in words(passages)}
    choices = []
    for word in parse.words:
        if stem(word.lower) not in held:
            continue
        if NUMBER.fullmatch(word.text):
            choices.append((word, [_other_number(word.text, held, chance)]))
        elif any(new := [other for other in others.of(word.lower, word.tag) if stem(other) not in held]):
            choices.append((word, new))
    if not choices:
        return None
    word, new = chance.choice(choices)
    other = chance.choice(new)
    written = other.title() if word.text.istitle() else other.upper() if word.text.isupper() else other
    return question[: word.start] + written + question[word.end :]


def _other_number(number: str, held: Set[str], chance: random.Random) -> str:
    value = int(number)
    step = 12 if len(number) == 4 else max(value, 4)
    tries = [str(max(value + chance.randint(-step, step), 1)) for _ in range(9)]
    return next((other for other in tries if other != number and other not in held), str(value + step + 1))
