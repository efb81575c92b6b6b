"""Pick the statements that say most of a few documents, or of a part of one, in the order of their lines."""

from collections.abc import Sequence

from summarize.briefing.repetition import further
from summarize.briefing.salience import salience
from summarize.documents.context import needs_context
from summarize.index.corpus import Corpus
from summarize.types.document import BlockKind
from summarize.types.evidence import ContextKind, Evidence, Sentence


def most_salient(corpus: Corpus, pieces: Sequence[Evidence], count: int) -> tuple[Evidence, ...]:
    """Return at most `count` of some pieces of a corpus, in its order: all if they are few, else the most salient.

    Of many, what repeats a more salient one is left out.
    """
    running = [piece for piece in pieces if _stands_alone(piece.sentence)] or list(pieces)
    if len(running) <= count:
        return tuple(running)
    scores = salience(corpus).scores
    ranked = sorted((corpus.row(piece) for piece in running), key=lambda row: -scores[row])
    return tuple(corpus.evidence[row] for row in sorted(further(corpus, (), ranked, count)))


def _stands_alone(sentence: Sentence) -> bool:
    """Whether a sentence is understood alone; an item is, however short, as it is shown with its heading: "Added: Dark mode."."""
    headed = sentence.kind is BlockKind.ITEM and any(each.kind is ContextKind.HEADING for each in sentence.context)
    return headed or not needs_context(sentence)
