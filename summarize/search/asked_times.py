"""Find the times that a question names: months may be in lower case, and two times with "between" before them are one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from summarize.text import dates
from summarize.text.dates import Mention, Period
from summarize.text.wordlists import MONTHS

LOWER_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b(?=,? \d)|(?<=\d )(?:{'|'.join(MONTHS)})\b")
BEGINNING = re.compile(r"\b(?:between|from) $", re.IGNORECASE)


def times(text: str) -> Iterator[Mention]:
    """Yield the times that a question names and that can be known.

    >>> [str(each.period) for each in times("from 3 May 2024 to june 2024")]
    ['3 May to 30 June 2024']
    """
    written = LOWER_MONTH.sub(lambda match: match[0].title(), text)
    known = [(mention, mention.period) for mention in dates.mentions(written) if mention.period]
    for (one, first), (other, last) in pairwise(known):
        joined = written[one.end : other.start].strip().lower() in {"and", "to", "until"}
        if joined and BEGINNING.search(written[: one.start]) and first.first <= last.last:
            yield Mention(one.start, other.end, Period(first.first, last.last))
            return
    yield from (mention for mention, _ in known)


def without(text: str, period: Period) -> str:
    """Return a question without the words for a time.

    >>> without("what happened in may 2024", dates.month(2024, 5))
    'what happened in '
    """
    for mention in reversed([each for each in times(text) if each.period == period]):
        text = text[: mention.start] + text[mention.end :]
    return text
