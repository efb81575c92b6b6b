"""Search the sentences of an index by words: BM25 (Robertson and Zaragoza 2009), as implemented in SQLite's FTS5."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from itertools import accumulate, islice
from typing import Any

from summarize.index.scope import Scope
from summarize.text.languages import ENGLISH, lexical_form

Query = Callable[[str, Sequence[Any]], list[Any]]
"""Runs a query with its values on the database and returns rows."""
RANKED = 20_000
"""Sentences ranked in one search; each takes more than a microsecond."""
ROWS = 1_000
"""Rows of a ranking that are processed at a time."""


class Lexical:
    """Word search over one state of the database."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._count = cache(self._counted)
        self._matching = cache(self._matched)

    def search(self, terms: Iterable[str], scope: Scope, limit: int) -> dict[int, float]:
        """Return the `limit` sentences in scope with the highest BM25 score for the terms (higher is better).

        If more than `RANKED` sentences are in scope and contain the terms, the most frequent terms are left out, but never all.
        They distinguish sentences least and cost most, which is the idea of MaxScore (Turtle and Flood 1995).
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

    def holding(self, term: str) -> list[int]:
        """Return the sentences that contain a term themselves, not only in their context, in order."""
        if not (matched := self._matching(term)):
            return []
        own = f"text : ({matched})"
        return [row[0] for row in self._query("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (own,))]

    def frequency(self, term: str, scope: Scope) -> int:
        """Return the number of sentences in scope that contain a term themselves."""
        return self._count(term) if scope.whole else sum(1 for _ in scope.within(self.holding(term)))

    def _telling(self, terms: Iterable[str]) -> list[str]:
        """Return the terms found in the fewest sentences, as many as can be ranked."""
        known = sorted((self._count(term), term) for term in terms)
        totals = accumulate(count for count, _ in known)
        return [
            term for number, ((_, term), total) in enumerate(zip(known, totals, strict=True)) if not number or total <= RANKED
        ]

    def _counted(self, term: str) -> int:
        if not (matched := self._matching(term)):
            return 0
        return int(self._query("SELECT count(*) FROM words WHERE words MATCH ?", (f"text : ({matched})",))[0][0])

    def _matched(self, term: str) -> str:
        """Return the FTS5 query for a term in its forms in the languages of the index; empty if nothing is left to search for."""
        forms = dict.fromkeys(lexical_form(term, code) for code in [ENGLISH, *self._languages])
        return " OR ".join(quoted(form) for form in forms if form.strip())

    @cached_property
    def _languages(self) -> list[str]:
        """The languages of the index other than English."""
        rows = self._query("SELECT DISTINCT language FROM files WHERE language IS NOT NULL AND language != ?", (ENGLISH,))
        return [row[0] for row in rows]


def quoted(term: str) -> str:
    """Return a term quoted for FTS5, so that it is never read as a command.

    >>> quoted('a OR "b"')
    '"a OR b"'
    """
    return '"' + term.replace('"', "") + '"'
