"""Find what two sources give differently for one fact: a value, the wording of a quotation, the time, or its mention.

There is one module for each; none needs a model.
"""

from summarize.claims.disagreement import quotations, times, values
from summarize.claims.disagreement.kinds import Difference
from summarize.types.evidence import Evidence


def difference(one: Evidence, other: Evidence) -> Difference | None:
    """Return what two sentences about the same fact give differently, or None."""
    first, second = one.sentence, other.sentence
    return (
        values.difference(first.text, second.text)
        or quotations.difference(first, second)
        or times.difference(first.text, second.text, (one.written, other.written))
    )
