"""Make wording neutral: leave out judging words, and use verbs of saying that imply no more than is known.

A source may write that somebody "admitted" or "blasted" something; what is known is that they said it. Words in quotation
marks are the speaker's own and stay as they are.
"""

import re
from collections.abc import Sequence

from summarize.text import linking_words, quotations
from summarize.text.punctuation import TERMINAL
from summarize.text.terms import stems, words
from summarize.text.wordlists import BE, FUNCTION_WORDS, LOADED, OVERTONE_SAYING

_VERBS = "|".join(sorted(OVERTONE_SAYING, key=len, reverse=True))
IN_FRONT = re.compile(rf"\b(?:{_VERBS})(?= (?:that|he|she|it|they|there|we|I)\b)")
BEHIND = re.compile(rf"(?<=[,\1] )(?P<who>(?:[A-Z][\w.'’-]*|he|she|the \w+)(?: [A-Z][\w.'’-]*){{0,3}} )(?:{_VERBS})(?=[.,]|$)")
INVERTED = re.compile(rf"(?<=[,\1] )(?:{_VERBS})(?= [A-Z])")
IDENTIFIER = re.compile(r"\w_\w|\b[a-z]+[A-Z]\w*\b|\w\(|\b\w+(?:::|->)\w+|^--?\w")
OPERATOR = re.compile(r"[{};=<>]\s*$|\s(?:==?|!=|<=|>=|&&|\|\||:=|\+=)\s|^\s*(?:\$|>>>|#include)\s")
"""Signs of code: operators, or a brace or semicolon at the end; `IDENTIFIER` matches asn1_node, readLine(), std::vector."""
AUXILIARIES = BE | frozenset("have has had having".split())
DESCRIBING = re.compile(r"(?<=[\w,] )(?P<word>[a-z]+(?:-[a-z]+)*),? (?=[a-zA-Z])")


def loaded_words(text: str) -> list[str]:
    """Return the judging words of a text outside quotations and names.

    >>> loaded_words("The brutal winter, which he called “evil”, is over in Crazy Horse.")
    ['brutal']
    """
    first, *others = words(quotations.mask(text)) or [""]
    return [word for word in (first.lower(), *others) if word in LOADED]


def common_ground(text: str, others: Sequence[str]) -> float:
    """Return the share of a text's content words that other sources use too; words of one source alone may be its slant.

    >>> common_ground("The port was shamefully shut.", ["The port is shut.", "A port closed."])
    0.6666666666666666
    """
    mine = stems(text)
    theirs = frozenset().union(*map(stems, others))
    return len(mine & theirs) / len(mine) if mine else 0.0


def neutral(text: str) -> str:
    """Return a sentence without its leading connective and judging words before nouns, and with plain verbs of saying.

    >>> neutral("But the brutal winter did not end, Berg admitted.")
    'The winter did not end, Berg said.'
    >>> neutral("They have ostracised it."), neutral("It was brutal to all.")
    ('They have ostracised it.', 'It was brutal to all.')
    >>> neutral("Ruiz claimed that it rained.")
    'Ruiz said that it rained.'
    """
    text = linking_words.OPENING.sub("", text)
    for match in reversed(list(DESCRIBING.finditer(quotations.mask(text)))):
        before, behind = text[: match.start()].split()[-1:], text[match.end() :].split()[:1]
        attributive = not AUXILIARIES & {*before} and not FUNCTION_WORDS & {*behind}
        if match["word"] in LOADED and attributive:
            text = text[: match.start()] + text[match.end() :]
    for pattern in (IN_FRONT, BEHIND, INVERTED):
        for match in reversed(list(pattern.finditer(quotations.mask(text)))):
            kept = text[match.start() : match.end("who")] if "who" in pattern.groupindex else ""
            said = "says" if match[0].endswith("s") else "said"
            text = text[: match.start()] + kept + said + text[match.end() :]
    first = text.split(maxsplit=1)[0] if text else ""
    return text if IDENTIFIER.search(first) else text[:1].upper() + text[1:]


def is_code(text: str) -> bool:
    """Whether a text is code, not a sentence about it: it has no end mark, and contains identifiers or operators.

    >>> is_code("int asn1_node"), is_code("The list is freed by asn1_node."), is_code("Opening hours: 9 to 5")
    (True, False, False)
    """
    return not TERMINAL.search(text.strip()) and bool(IDENTIFIER.search(text) or OPERATOR.search(text))
