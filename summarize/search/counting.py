"""Read which words a question asks to be counted: "how many times is Larkfield mentioned?"."""

import re

from summarize.search.narrowing import DOCUMENT

_DOCUMENTS = rf"(?:of (?:the|these|my) )?{DOCUMENT}"
_TIMES = rf"(?:how many times|how often|in how many {_DOCUMENTS})"
_NAMED = r"(?:mentioned|named|cited|quoted|referred to)"
_WHERE = r"(?: (?:in|by) .+)?"
COUNTING = re.compile(
    rf"{_TIMES} (?:is|are|was|were) (?P<named>.+?) (?:being )?{_NAMED}{_WHERE}"
    rf"|{_TIMES} (?:do|does|did) (?P<quoted>[\"'“‘].+[\"'”’]|the (?:word|name|term|phrase) .+?) (?:appear|occur|come up){_WHERE}"
    rf"|how many {_DOCUMENTS} (?:mention|name|cite|quote|refer to) (?P<held>.+?){_WHERE}"
    rf"|(?:how many|count (?:the|all)) (?:mentions|occurrences) of (?P<of>.+?)(?: are there)?{_WHERE}",
    re.IGNORECASE,
)
AROUND = re.compile(r"^(?:the |an? )?(?:(?:words?|names?|terms?|phrases?) )?[\"'“‘]?|[\"'”’]?$", re.IGNORECASE)
NO_WORDS = re.compile(
    r"(?:he|she|it|they|him|her|them|this|that|these|those|we|you|I)|.*(?:,| and | or | of the ).*", re.IGNORECASE
)
"""What is nothing to count as it is written: a pronoun, several things, a description."""


def counted(text: str) -> str | None:
    """Return the words that a question asks to be counted; `None` if it asks for something else.

    >>> counted("How often is the word “quay” named?"), counted("how many articles mention cranes"), counted("how many ships")
    ('quay', 'cranes', None)
    """
    match = COUNTING.fullmatch(text.strip().rstrip("?").rstrip())
    what = AROUND.sub("", next(filter(None, match.groups()), "")) if match else ""
    return None if not what or NO_WORDS.fullmatch(what) else what
