"""Find what the sources of a folder report differently, each pair of values once."""

from collections.abc import Iterator, Sequence

from summarize.claims import group
from summarize.index.corpus import Corpus
from summarize.types.evidence import Claim, Evidence

DIFFERENCES = 10
"""Number of pairs of values after which the search ends."""


def differences(corpus: Corpus, rows: Sequence[int], shown_with: Sequence[Claim] = ()) -> Iterator[Claim]:
    """Yield the claims for which other sources report another value, in the order of the rows, each pair of values once.

    Those that are shown with some claims already are left out.
    """
    shown = {piece.id for claim in shown_with for piece in (*claim.evidence, *everything(claim))}
    values = {frozenset((each.mine.lower(), each.theirs.lower())) for claim in shown_with for each in claim.variants}
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
    """Yield the evidence that a claim is written from, and the evidence of its variants."""
    yield claim.best
    for variant in claim.variants:
        yield from variant.evidence
