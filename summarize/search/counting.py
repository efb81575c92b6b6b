"""Read which words a question asks to be counted: "how many times is Larkfield mentioned?"."""

import re

_DOCUMENTS = r"(?:of (?:the|these|my) )?(?:documents?|files?|articles?|texts?|notes?|pages?|letters?|mails?|reports?|minutes)"
_OCCUR = r"(?:mentioned|named|cited|quoted|referred to|written|used|discussed|found)"
_APPEAR = r"(?:appear|occur|come up|show up)"
COUNTING = re.compile(
    r"(?:how many times|how often|in how many (?:\w+ )?\w+) (?:is|are|was|were) (?P<named>.+?) (?:being )?"
    rf"{_OCCUR}\b.*"
    rf"|(?:how many times|how often|in how many (?:\w+ )?\w+) (?:do|does|did) (?P<appears>.+?) {_APPEAR}\b.*"
    rf"|how many {_DOCUMENTS} (?:mention|name|contain|cite|quote|discuss|refer to) (?P<held>.+)"
    rf"|(?:how many|count (?:the|all)) (?:mentions|occurrences) of (?P<of>.+?)(?: (?:are|is) there\b.*)?",
    re.IGNORECASE,
)
AROUND = re.compile(r"^(?:the |an? )?(?:(?:words?|names?|terms?|phrases?) )?[\"'“‘]?|[\"'”’]?$", re.IGNORECASE)


def counted(text: str) -> str | None:
    """Return the words that a question asks to be counted; `None` if it asks for something else.

    >>> counted("How often is the word “quay” mentioned?"), counted("how many articles mention it"), counted("how many ships")
    ('quay', 'it', None)
    """
    match = COUNTING.fullmatch(text.strip().rstrip("?").rstrip())
    what = next(filter(None, match.groups()), "") if match else ""
    return AROUND.sub("", what) or None
