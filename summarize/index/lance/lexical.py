"""Search the sentences of a store by words: Lance finds them, and BM25 is computed as SQLite's FTS5 does it.

Lance smooths the rarity of frequent words and weighs a phrase by its words. Scored again, sentences come in the order that they
have in the embedded store (Robertson and Zaragoza 2009).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property

import pyarrow as pa
from lance.query import BooleanQuery, FullTextQuery, MatchQuery, Occur, PhraseQuery

from summarize.index.lance.scopes import conditions
from summarize.index.lance.state import State
from summarize.index.lance.tables import ALL, APART, OWN
from summarize.index.scope import Scope
from summarize.index.tokens import tokens
from summarize.text.languages import ENGLISH, lexical_form

Phrase = tuple[str, ...]
"""The tokens of a term, one after the other."""
SATURATION, LENGTH = 1.2, 0.75
"""k1 and b of BM25, as in FTS5."""
LEAST = 1e-6
"""The rarity of a phrase that more than half of the sentences have, as in FTS5."""
SCORED_AGAIN = 200_000
"""Sentences of a store up to which its finds are scored again: in a larger one a frequent word is counted too slowly for that."""
POOL = 3
"""Times the sentences that are wanted, of which the best are taken once they are scored."""


class Lexical:
    """Word search over one state of a store."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._phrases = cache(self._phrases_of)
        self._rarity = cache(self._rarity_of)

    def search(self, terms: Iterable[str], scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope with the highest BM25 score for the terms (higher is better)."""
        phrases = [phrase for term in terms for phrase in self._phrases(term)]
        count = self._state.count("sentences")
        if count > SCORED_AGAIN:
            table = self._found(phrases, ALL, scope, limit, ["id"])
            return dict(zip(table["id"].to_pylist(), table["_score"].to_pylist(), strict=True)) if table is not None else {}
        table = self._found(phrases, ALL, scope, POOL * limit, ["id", ALL])
        if table is None:
            return {}
        rarities, mean = {phrase: self._rarity(phrase) for phrase in phrases}, max(self._state.tokens / count, 1.0)
        scores = [score(text, phrases, rarities, mean) for text in table[ALL].to_pylist()]
        ranked = sorted(zip(scores, table["id"].to_pylist(), strict=True), key=lambda found: (-found[0], found[1]))
        return {id_: points for points, id_ in ranked[:limit]}

    def holding(self, term: str, scope: Scope, limit: int) -> list[int]:
        """Return sentences in scope that contain a term themselves, in order: of very many those with the highest score."""
        table = self._found(self._phrases(term), OWN, scope, limit, ["id"])
        return sorted(table["id"].to_pylist()) if table is not None else []

    def frequency(self, term: str, scope: Scope) -> int:
        """Return the number of sentences in scope that contain a term themselves."""
        phrases = self._phrases(term)
        return self._state.hits(conditions(scope), full_text_query=_any_of(phrases, OWN)) if phrases else 0

    @cached_property
    def _languages(self) -> list[str]:
        """The languages of the store, English first."""
        rows = self._state.summed("SELECT DISTINCT language FROM dataset WHERE language IS NOT NULL")
        return [ENGLISH, *sorted({row["language"] for row in rows} - {ENGLISH})]

    def _phrases_of(self, term: str) -> list[Phrase]:
        """Return the forms of a term in the languages of the store, as tokens; empty if nothing is left to search for."""
        forms = dict.fromkeys(tuple(tokens(lexical_form(term, code))) for code in self._languages)
        return [form for form in forms if form]

    def _rarity_of(self, phrase: Phrase) -> float:
        return rarity(self._state.count("sentences"), self._state.hits([None], full_text_query=_any_of([phrase], ALL)))

    def _found(self, phrases: Sequence[Phrase], column: str, scope: Scope, limit: int, columns: Sequence[str]) -> pa.Table | None:
        """Return columns of the sentences in scope that have any of some phrases, best first by Lance's score."""
        if not phrases or not len(scope):
            return None
        most = min(limit, len(scope))
        table = self._state.search([*columns, "_score"], scope, full_text_query=_any_of(phrases, column), limit=most)
        return table.sort_by([("_score", "descending")])[:most] if table is not None else None


def rarity(sentences: int, holding: int) -> float:
    """Return the inverse document frequency of a phrase, from the number of sentences and of those that have it.

    >>> round(rarity(1000, 10), 2), rarity(1000, 600)
    (4.55, 1e-06)
    """
    return max(math.log((sentences - holding + 0.5) / (holding + 0.5)), LEAST)


def score(text: str, phrases: Sequence[Phrase], rarities: Mapping[Phrase, float], mean: float) -> float:
    """Return the BM25 score of a sentence for phrases; a phrase given twice counts twice.

    `text` are its tokens and those of its context, as they are stored, and `mean` how many sentences have on average.
    """
    found = text.split(" ")
    longer = 1 - LENGTH + LENGTH * (len(found) - found.count(APART)) / mean
    counts = ((phrase, _occurrences(phrase, found)) for phrase in phrases)
    return sum(rarities[phrase] * count * (SATURATION + 1) / (count + SATURATION * longer) for phrase, count in counts)


def _occurrences(phrase: Phrase, found: Sequence[str]) -> int:
    if len(phrase) == 1:
        return found.count(phrase[0])
    return sum(tuple(found[start : start + len(phrase)]) == phrase for start in range(len(found) - len(phrase) + 1))


def _any_of(phrases: Sequence[Phrase], column: str) -> FullTextQuery:
    queries = [PhraseQuery(" ".join(one), column) if len(one) > 1 else MatchQuery(one[0], column) for one in phrases]
    return queries[0] if len(queries) == 1 else BooleanQuery([(Occur.SHOULD, each) for each in queries])
