"""Find the noun phrases of a sentence; only this module imports textblob, whose tagger is a lexicon with rules (Brill 1992)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.text import quotations
from summarize.text.wordlists import FUNCTION_WORDS

NOUNS = frozenset("NN NNS NNP NNPS".split())
NAMES = frozenset("NNP NNPS".split())
DESCRIBING = frozenset("JJ VBN".split())
WORD = re.compile(r"[A-Za-z][\w&-]*")
TOKEN = re.compile(r"[^\W_](?:[\w&'’-]*\w)?['’]?|[^\w\s]")
POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
LONGEST = 3
"""Maximum number of words in a phrase."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Nouns with the adjectives before them; `acts` if a verb or a possessive ending follows."""

    words: tuple[str, ...]
    acts: bool

    @property
    def proper(self) -> bool:
        """Whether it is a name, by its last word."""
        return self.words[-1][:1].isupper()


@dataclass(frozen=True, slots=True)
class _Tagged:
    word: str
    tag: str
    owns: bool


def noun_phrases(text: str) -> tuple[NounPhrase, ...]:
    """Return the noun phrases of a text outside quotations, and the shorter noun phrases within them.

    >>> [" ".join(found.words) for found in noun_phrases("Ruiz signed the new peace treaty in Lima harbour.")]
    ['Ruiz', 'new peace treaty', 'peace treaty', 'treaty', 'Lima harbour', 'harbour', 'Lima']
    """
    return tuple(found for run, acts in _runs(_tagged(quotations.mask(text))) for found in _ends(run, acts=acts))


def _tagged(text: str) -> list[_Tagged]:
    from textblob.en import parser  # it imports nltk, which takes a second

    words = TOKEN.findall(text)
    plain = [POSSESSIVE.sub("", word) or word for word in words]
    return [_Tagged(word, tag, word != whole) for whole, (word, tag) in zip(words, parser.find_tags(plain), strict=True)]


def _runs(tagged: Sequence[_Tagged]) -> Iterator[tuple[tuple[_Tagged, ...], bool]]:
    """Yield the longest runs of adjectives and nouns that end in a noun, and whether a verb or a possessive ending follows."""
    run: list[_Tagged] = []
    for token in [*tagged, _Tagged(".", ".", False)]:
        if _belongs(token):
            run.append(token)
            if not token.owns:
                continue
        while run and run[-1].tag not in NOUNS:
            run.pop()
        if run:
            acts = run[-1].owns or token.tag.startswith(("VB", "MD"))
            yield tuple(run), acts
        run = []


def _belongs(token: _Tagged) -> bool:
    described = token.tag in NOUNS | DESCRIBING
    return described and WORD.fullmatch(token.word) is not None and token.word.lower() not in FUNCTION_WORDS


def _ends(run: Sequence[_Tagged], *, acts: bool) -> Iterator[NounPhrase]:
    """Yield every end of a run, and the name that it opens with ("Lima" in "Lima harbour")."""
    words = tuple(one.word for one in run)
    for start in range(max(len(run) - LONGEST, 0), len(run)):
        yield NounPhrase(words[start:], acts)
    named = next((place for place, one in enumerate(run) if one.tag not in NAMES or not one.word[0].isupper()), len(run))
    if 0 < named < len(run):
        yield NounPhrase(words[:named][-LONGEST:], acts=False)
