"""What two sources give differently of one fact: a value, the rendering of someone's words, the time, or that it was said at all.

One module for each; none of them needs a model.
"""

from summarize.claims.disagreement import quotations, times, values
from summarize.claims.disagreement.kinds import Difference
from summarize.types.evidence import Evidence


def difference(one: Evidence, other: Evidence) -> Difference | None:
    """What two sentences about the same fact give differently, `None` if nothing that can be told."""
    first, second = one.sentence, other.sentence
    return (
        values.difference(first.text, second.text)
        or quotations.difference(first, second)
        or times.difference(first.text, second.text, (one.written, other.written))
    )
