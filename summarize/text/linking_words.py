"""Linking adverbials: they join a sentence to the one before it and add no content (Biber et al. 1999, 10.4).

In addition, the port is shut.  ->  The port is shut.
"""

import re

ANYWHERE = frozenset("also however meanwhile moreover additionally furthermore consequently accordingly likewise".split())
"""Those that link anywhere in a sentence."""
OPENERS = ANYWHERE | frozenset("and but yet so still".split())
"""Those that link as the first word of a sentence, with or without a comma."""
_BEFORE_COMMA = (
    r"Therefore|Thus|Hence|Nevertheless|Nonetheless|Overall|Similarly|Indeed|Ultimately|Finally|Notably"
    r"|In (?:addition|fact|particular|conclusion|summary|sum|short|essence|other words)"
    r"|For (?:instance|example)|As a (?:result|consequence)|As such|On the other hand|At the same time|By (?:contrast|comparison)"
)
OPENING = re.compile(
    rf"^(?:(?:But|And|Yet|So|However|Meanwhile|Moreover|Also|Still),? |(?:{_BEFORE_COMMA}|{'|'.join(sorted(ANYWHERE))}), )+",
    re.IGNORECASE,
)
"""The linking adverbials that open a sentence, with their comma."""


def opening(text: str) -> int:
    """Return where the linking adverbials end that open a sentence or its opening quotation; 0 if there are none.

    >>> opening("In addition, the port is shut."), opening("“Also, it rains,” he said."), opening("The port is shut.")
    (13, 7, 0)
    """
    quoting = len(text) - len(text.lstrip("“\"‘'"))
    found = OPENING.match(text[quoting:])
    return quoting + found.end() if found else 0
