"""Which evidence of a claim is written from together, by a writer that joins and rewords."""

from summarize.claims.group import of_one_speaker, origins
from summarize.documents.speakers import is_unattributed_quotation
from summarize.text.languages import ENGLISH
from summarize.text.neutral import is_code
from summarize.types.evidence import Claim, Evidence

MOST = 3
"""Pieces of evidence that one sentence is written from."""


def in_other_words(claim: Claim) -> tuple[Evidence, ...]:
    """Return the best evidence of a claim with at most two further pieces that say it in other words; nothing if none does.

    What can only be quoted is not among them, and they are of one speaker.
    """
    chosen = [claim.best]
    for piece in claim.evidence[1:]:
        alike = of_one_speaker(piece, claim.best) and not is_only_quoted(piece)
        if alike and len(chosen) < MOST and origins([*chosen, piece]) > len(chosen):
            chosen.append(piece)
    return tuple(chosen) if len(chosen) > 1 and not is_only_quoted(claim.best) else ()


def is_only_quoted(evidence: Evidence) -> bool:
    """Whether a piece of evidence can only be quoted.

    One from inside a quotation does not name its speaker, the meaning of one in another language than English would be a guess,
    and any change spoils code. Two sentences that are evidence together are only quoted too.
    """
    sentence = evidence.sentence
    apart = evidence.following is not None or is_unattributed_quotation(sentence) or is_code(sentence.text)
    return apart or sentence.language != ENGLISH
