"""Find what a source says was not mentioned, so that sources that report its mention can be shown."""

import re

from summarize.text.terms import content

WORDING = re.compile(
    r"\b(?:(?:ma[dk]es? no mention|no mention was made|(?:says?|said) nothing|(?:remained|was) silent) (?:of|about|on)"
    r"|(?:did|does|do)(?:n['’]t| not) (?:mention|(?:speak|talk|comment) (?:of|about|on))|without mentioning)"
    r" (?P<what>[^,;.:—–]+)",
    re.IGNORECASE,
)
END = re.compile(r"\s(?:in|during|at|when|while|as|but|and|according|that|which|who)\s")
"""Where the phrase for what was not mentioned ends."""


def omitted(text: str) -> str | None:
    """Return what a sentence says was not mentioned, or None.

    >>> omitted("Ruiz made no mention of a trip to Lima in her speech.")
    'a trip to Lima'
    >>> omitted("Ruiz made no mention of it."), omitted("Ruiz said nothing would stop the works.")
    (None, None)
    """
    found = WORDING.search(text)
    what = END.split(found["what"].strip())[0] if found else ""
    return what if content(what) else None
