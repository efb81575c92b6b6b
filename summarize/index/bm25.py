"""Search by words over the sentences of an index: BM25 (Robertson and Zaragoza 2009), as SQLite's FTS5 has it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, islice
from typing import Any

from summarize.index.scope import Scope
from summarize.text.languages import ENGLISH, lexical_form

Query = Callable[[str, Sequence[Any]], list[Any]]
"""Puts a query with its values to the database; gives rows."""
RANKED = 20_000
"""Sentences that are ranked in one search: more than a microsecond each."""
ROWS = 1_000
"""Rows of a ranking that are looked at together."""


class Lexical:
    """The words of one state of the database."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._count = cache(self._counted)
        self._matching = cache(self._matched)

    def search(self, terms: Iterable[str], scope: Scope, limit: int) -> dict[int, float]:
        """The `limit` sentences in scope with the highest BM25 score for the terms (higher is better).

        Where more than `RANKED` sentences are in scope, and so many hold the terms, the most frequent terms are left out (never
        all): they tell sentences apart least and cost most, the thought behind MaxScore (Turtle and Flood 1995).
        """
        matched = " OR ".join(filter(None, map(self._matching, self._telling(terms) if len(scope) > RANKED else terms)))
        if not matched:
            return {}
        most = limit if scope.whole else -1
        rows = iter(self._query("SELECT rowid, -rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?", (matched, most)))
        found: dict[int, float] = {}
        while len(found) < limit and (chunk := dict(islice(rows, ROWS))):
            found.update((id_, chunk[id_]) for id_ in scope.within(chunk))
        return dict(islice(found.items(), limit))

    def holding(self, term: str, scope: Scope) -> Iterator[int]:
        """The sentences in scope that hold a term."""
        if not (matched := self._matching(term)):
            return iter(())
        return scope.within(row[0] for row in self._query("SELECT rowid FROM words WHERE words MATCH ?", (matched,)))

    def frequency(self, term: str, scope: Scope) -> int:
        """The number of sentences in scope that hold a term."""
        return self._count(term) if scope.whole else sum(1 for _ in self.holding(term, scope))

    def _telling(self, terms: Iterable[str]) -> list[str]:
        """The terms that stand in the fewest sentences, as many as can be ranked."""
        known = sorted((self._count(term), term) for term in terms)
        totals = accumulate(count for count, _ in known)
        return [
            term for number, ((_, term), total) in enumerate(zip(known, totals, strict=True)) if not number or total <= RANKED
        ]

    def _counted(self, term: str) -> int:
        if not (matched := self._matching(term)):
            return 0
        return int(self._query("SELECT count(*) FROM words WHERE words MATCH ?", (matched,))[0][0])

    def _matched(self, term: str) -> str:
        """What finds a term in the forms that it has in the languages of the index; empty if it holds nothing to find."""
        forms = dict.fromkeys(lexical_form(term, code) for code in [ENGLISH, *self._languages])
        return " OR ".join(quoted(form) for form in forms if form.strip())

    @cached_property
    def _languages(self) -> list[str]:
        """The languages of the index but English."""
        rows = self._query("SELECT DISTINCT language FROM files WHERE language IS NOT NULL AND language != ?", (ENGLISH,))
        return [row[0] for row in rows]


def quoted(term: str) -> str:
    """A term as FTS5 reads one, never a command.

    >>> quoted('a OR "b"')
    '"a OR b"'
    """
    return '"' + term.replace('"', "") + '"'
