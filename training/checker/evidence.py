"""Which lines of a longer text are put before the checker: those that share most with the sentence, in their order."""

from collections import Counter
from collections.abc import Sequence
from math import log

from summarize.terms import stems

ROOM = 900
"""Characters of evidence, about what the checker reads."""


def nearest(sentence: str, lines: Sequence[str], room: int = ROOM) -> str:
    """The lines that share most words with a sentence, rare ones counting more, as one text in their order.

    >>> nearest("The port is shut.", ["It rained.", "The port was shut in May."], 30)
    'The port was shut in May.'
    """
    wanted = stems(sentence)
    held = [stems(line) for line in lines]
    among = Counter(stem for some in held for stem in some)
    score = [sum(log(1 + len(lines) / among[stem]) for stem in some & wanted) for some in held]
    left, kept = room, []
    for at in sorted(range(len(lines)), key=lambda at: -score[at]):
        if score[at] and (len(lines[at]) <= left or not kept):
            kept.append(at)
            left -= len(lines[at])
    return " ".join(lines[at] for at in sorted(kept))[: 2 * room]
