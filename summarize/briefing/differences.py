"""What the sources of a folder give differently, each pair once."""

from collections.abc import Iterator, Sequence

from summarize.claims import group
from summarize.index.corpus import Corpus
from summarize.types.evidence import Claim, Evidence

DIFFERENCES = 10
"""Differences that are shown."""


def differences(corpus: Corpus, rows: Sequence[int]) -> Iterator[Claim]:
    """The claims of which other sources give something differently, in the order of the rows, each pair once."""
    shown: set[int] = set()
    values: set[frozenset[str]] = set()
    for row in rows:
        if corpus.evidence[row].id in shown:
            continue
        claim = group.disputed(Claim((corpus.evidence[row],), 1), corpus)
        new = tuple(v for v in claim.variants if frozenset((v.mine.lower(), v.theirs.lower())) not in values)
        if not new or any(piece.id in shown for variant in new for piece in variant.evidence):
            continue
        values |= {frozenset((variant.mine.lower(), variant.theirs.lower())) for variant in new}
        whole = group.everywhere(Claim(claim.evidence, 1, new), corpus)
        shown.update(piece.id for piece in (*whole.evidence, *everything(whole)))
        yield whole
        if len(values) >= DIFFERENCES:
            return


def everything(claim: Claim) -> Iterator[Evidence]:
    """What a claim is told from, and what is told beside it."""
    yield claim.best
    for variant in claim.variants:
        yield from variant.evidence
