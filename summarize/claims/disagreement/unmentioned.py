"""What a source says was left unsaid, for which others may say what was said of it."""

import re

from summarize.text.terms import content

WORDING = re.compile(
    r"\b(?:(?:ma[dk]es? no mention|no mention was made|(?:says?|said) nothing|(?:remained|was) silent) (?:of|about|on)"
    r"|(?:did|does|do)(?:n['’]t| not) (?:mention|(?:speak|talk|comment) (?:of|about|on))|without mentioning)"
    r" (?P<what>[^,;.:—–]+)",
    re.IGNORECASE,
)
END = re.compile(r"\s(?:in|during|at|when|while|as|but|and|according|that|which|who)\s")
"""Where the phrase that names it ends."""


def omitted(text: str) -> str | None:
    """What a sentence says was not mentioned, `None` if it says no such thing.

    >>> omitted("Ruiz made no mention of a trip to Lima in her speech.")
    'a trip to Lima'
    >>> omitted("Ruiz made no mention of it."), omitted("Ruiz said nothing would stop the works.")
    (None, None)
    """
    found = WORDING.search(text)
    what = END.split(found["what"].strip())[0] if found else ""
    return what if content(what) else None
