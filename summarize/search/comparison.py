"""Find the two sides of a question that compares: each is asked for by itself.

"difference between the north and the south depot in diesel" -> "the north depot in diesel", "the south depot in diesel"
"""

import re
from collections.abc import Iterator

COMPARED = re.compile(
    r"^(?:what (?:is|are|was|were) (?:the )?)?differences? between (?P<between>.+)$"
    r"|^how (?:do|does|did|is|are) (?P<how>.+) (?:compare|differ|different)"
    r"(?P<rest> (?:from|with|to|on|in|by|over|for) (?!last |this |next ).+)?$"
    r"|^(?:please )?compare (?P<compare>.+)$",
    re.IGNORECASE,
)
CHOICE = re.compile(
    r"^(?:which|who|what)(?: of the two| one)? (?P<ask>[^,]+), (?P<one>[^,]+?) or (?P<other>[^,]+)$", re.IGNORECASE
)
JOINED = re.compile(r" (?:and|with|to|versus|vs\.?|or|from) ", re.IGNORECASE)
TAIL = re.compile(r" (?:on|in|for|at|over|during|by) .+$", re.IGNORECASE)
HEAD = re.compile(r"^.+? (?:of|for|in) ", re.IGNORECASE)


def sides(text: str) -> Iterator[tuple[str, str]]:
    """Yield the two sides that a question compares, each with its own question; nothing if it compares none.

    >>> list(sides("compare the salt stock of depot north and depot south"))
    [('depot north', 'the salt stock of depot north'), ('depot south', 'the salt stock of depot south')]
    >>> [asked for _, asked in sides("how does the new lock differ from the old lock")]
    ['the new lock', 'the old lock']
    >>> list(sides("which takes longer, bread or soup"))
    [('bread', 'bread takes longer'), ('soup', 'soup takes longer')]
    """
    if choice := CHOICE.match(text):
        for side in _with_noun(choice["one"], choice["other"]):
            yield side, f"{side} {choice['ask']}"
        return
    compared = COMPARED.match(text)
    said = compared["between"] or compared["compare"] or f"{compared['how']}{compared['rest'] or ''}" if compared else ""
    parts = JOINED.split(said, maxsplit=1)
    if len(parts) == 2:
        yield from _completed(*parts)


def _completed(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Give each side what only one of them has written out: a preposition's object at the end, a head, a noun."""
    tail = TAIL.search(other)
    end = tail[0] if tail else ""
    other = other.removesuffix(end)
    head = HEAD.match(one)
    begin = head[0] if head and not HEAD.match(other) else ""
    one = one.removeprefix(begin)
    mine, theirs = one.split(), other.split()
    if begin == "" and len(theirs) > len(mine) and mine[0].lower() == theirs[0].lower():
        one = " ".join([*mine, *theirs[len(mine) :]])
    for side in _with_noun(one, other):
        yield side, f"{begin}{side}{end}"


def _with_noun(one: str, other: str) -> tuple[str, str]:
    """Give a bare name the noun that only the other side has written out: "Reis" beside "Berg copy paper"."""
    mine, (first, *noun) = one.split(), other.split()
    bare = len(mine) == 1 and mine[0][:1].isupper() and first[:1].isupper() and noun and noun[0].islower()
    return (" ".join([*mine, *noun]) if bare else one), other
