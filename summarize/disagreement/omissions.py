"""What a source says was left unsaid, for which others may say what was said of it."""

import re

WORDING = re.compile(
    r"\b(?:ma[dk]es? no mention|no mention was made|(?:did|does|do)(?:n['’]t| not) mention|without mentioning"
    r"|(?:says?|said) nothing|(?:remained|was) silent|(?:did|does)(?:n['’]t| not) (?:speak|talk|comment))"
    r"(?: (?:of|about|on))? (?P<what>[^,;.:—–]+)",
    re.IGNORECASE,
)
END = re.compile(r"\s(?:in|during|at|when|while|as|but|and|according|that|which|who)\s")
"""Where the phrase that names it ends."""


def omitted(text: str) -> str | None:
    """What a sentence says was not mentioned, `None` if it says no such thing.

    >>> omitted("Ruiz made no mention of a trip to Lima in her speech.")
    'a trip to Lima'
    """
    found = WORDING.search(text)
    return END.split(found["what"].strip())[0] if found else None
