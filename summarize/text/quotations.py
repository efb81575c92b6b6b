"""Find quotations, and compare quoted text regardless of the form of its marks and spaces."""

import re
from collections.abc import Iterator

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
STRAIGHT_OPENING = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–“‘'-]))\"(?=\S)")
DOUBLED = re.compile(r"''|``")
"""Two single marks for one double mark, as typewriters, TeX and news archives write it."""
NAME = r"[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,3} [^\W\d_a-z][\w.'’-]*"
SIGNATURE = re.compile(rf"[—–―-]{{1,2}}\s?(?P<name>{NAME})(?:,\s[^.!?]{{1,80}})?\.?")
"""Who says the quotation before: "— Ana Ruiz, mayor"."""
SPACES = re.compile(r"\s+")
PLAIN_MARKS = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚`´", "'"), **dict.fromkeys("–—‑−", "-")})


def normalise(text: str) -> str:
    """Return a text with plain quotation marks, plain dashes and single spaces, so that only wording is compared.

    >>> normalise("“Fair  stance”")
    '"Fair stance"'
    """
    return SPACES.sub(" ", DOUBLED.sub(STRAIGHT, text.translate(PLAIN_MARKS)).replace("…", "...")).strip()


def curled(text: str) -> str:
    """Turn straight quotation marks into opening and closing ones, character for character.

    >>> curled('He said "no" (and "yes").')
    'He said “no” (and “yes”).'
    """
    return STRAIGHT_OPENING.sub("“", text).replace(STRAIGHT, "”")


def spans(text: str, *, inside: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each quoted stretch, without its marks; an unclosed one runs to the end of the text.

    The text starts within a quotation if `inside` is set or if its first mark is a closing one.

    >>> [("A “b c” d".__getitem__(slice(*span))) for span in spans("A “b c” d")]
    ['b c']
    """
    first = next((char for char in text if char in OPENING + CLOSING), "")
    start = 0 if inside or (first and first in CLOSING) else None
    for position, char in enumerate(text):
        if start is None and (char in OPENING or char == STRAIGHT):
            start = position + 1
        elif start is not None and (char in CLOSING or char == STRAIGHT):
            yield start, position
            start = None
    if start is not None:
        yield start, len(text)


def quoted(text: str) -> tuple[str, ...]:
    """Return the stretches of a text that are in quotation marks.

    >>> quoted('He called it "fair" and “just”.')
    ('fair', 'just')
    """
    return tuple(text[start:end] for start, end in spans(text))


def is_open_after(text: str, *, inside: bool) -> bool:
    """Whether a quotation is still open at the end of a text."""
    for char in text:
        if not inside and (char in OPENING or char == STRAIGHT):
            inside = True
        elif inside and (char in CLOSING or char == STRAIGHT):
            inside = False
    return inside


def balanced(text: str) -> str:
    """Add the mark of a quotation that begins before the text or ends after it; remove a final mark that closes no quotation.

    >>> balanced("They call it “free” of limits.”")
    'They call it “free” of limits.'
    >>> balanced("It is late,” Berg said."), balanced("Berg said: “It is late.")
    ('“It is late,” Berg said.', 'Berg said: “It is late.”')
    """
    first = next((char for char in text if char in OPENING + CLOSING), "")
    opened = "“" + text if first and first in CLOSING else text
    if opened[-1:] in CLOSING and opened[:-1] and not is_open_after(opened[:-1], inside=False):
        opened = opened[:-1]
    return opened + "”" if is_open_after(opened, inside=False) else opened


def mask(text: str, *, inside: bool = False, with_: str = "\1") -> str:
    """Overwrite quotations, including their marks, so that only the words around them remain.

    >>> mask('He said "no".', with_="_")
    'He said ____.'
    """
    chars = list(text)
    for start, end in spans(text, inside=inside):
        begin, stop = max(start - 1, 0), min(end + 1, len(text))
        chars[begin:stop] = with_ * (stop - begin)
    return "".join(chars)
