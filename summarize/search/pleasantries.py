"""Recognise texts that greet, thank or address the program and name nothing that documents could contain.

The words are closed classes: interjections, and words that accompany them. Words that a document may be about ("fine",
"right", "well", "welcome") are not included.
"""

import re
from collections.abc import Sequence, Set

from summarize.text.foreign_wordlists import FOREIGN_FUNCTION_WORDS
from summarize.text.wordlists import FUNCTION_WORDS

INTERJECTIONS = frozenset(
    # English
    """hello hi hey hiya howdy yo thanks thank thx ty cheers please bye goodbye farewell ok okay yes yeah yep yup nope sorry
    pardon wow oops hmm um uh ah oh lol help"""
    # German, French, Spanish, Russian and Ukrainian, Arabic and Chinese, in the languages whose questions are read
    """ hallo servus danke bitte tschüss tschüs ja nein bonjour bonsoir salut merci hola gracias adiós adios
    привет здравствуйте здравствуй спасибо пока пожалуйста привіт вітаю дякую مرحبا شكرا 你好
    您好 你好吗 谢谢 谢谢你 謝謝 再见 再見""".split()
)
PHRASES = re.compile(
    r"\b(?:good (?:morning|afternoon|evening|night|day)|see you(?: (?:later|soon|tomorrow|around))?|well done|got it|all right"
    r"|no problem|never mind|nice to meet you|you(?:['’]re| are) welcome|what['’]?s up|take care"
    r"|have a (?:nice|good|great) (?:day|one|evening|weekend)"
    r"|guten (?:morgen|tag|abend)|gute nacht|auf wiedersehen|vielen dank|au revoir|buenos días|buenas (?:tardes|noches)"
    r"|muchas gracias|добр(?:ый|ое|ого) (?:день|утро|вечер)|до свидания)\b",
    re.IGNORECASE,
)
COMPANIONS = frozenset(
    """a lot lots much many so very again all everyone everybody folks team friend friends there dear sir madam great good nice
    kind kindly perfect excellent awesome indeed today now then help helping answer answers reply need want let know bot
    assistant schön sehr hilfe beaucoup bien aide mucho muchas mil ayuda большое огромное помощь дуже""".split()
)
"""Words that add nothing next to an interjection: "thanks a lot for the great help"."""
TO_PROGRAM = frozenset("you your yours yourself u".split())
ASKED_OF_PROGRAM = frozenset("help name work works called doing going able speak talk made ask tell know today".split())
"""Words that add nothing in a question to the program itself: "can you help", "what is your name"."""
ASKING = frozenset("what who whom whose which when where why how".split())
AFTER_ASKING = frozenset("not so then else now and but or is it that".split())
"""Words that may follow a question word and still ask for nothing: "why not", "what else", "and then what"."""
NOUNS_TOO = frozenset("may will mine can might till".split())
"""Function words that may also be names or nouns when alone: "May", "Will", "mine"."""
QUOTED = re.compile(r"[“\"«„‘].*\w.*[”\"»“’]|(?<!\w)'[^']*\w[^']*'(?!\w)")
CONTRACTION = re.compile(r"(?:n['’]t|['’](?:s|re|m|ve|ll|d))\b")
WORD = re.compile(r"[^\W_]+")


def is_pleasantry(text: str) -> bool:
    """Whether nothing to search for is left of a text without the words of closed classes.

    Words in quotation marks are searched for. So is a pronoun that something is asked about ("what did it say").

    >>> [is_pleasantry(text) for text in ("Thank you so much!", "who are you?", "why?", "who built the Hello", '"hello"')]
    [True, True, True, False, False]
    """
    if QUOTED.search(text):
        return False
    found = WORD.findall(CONTRACTION.sub("", PHRASES.sub(" ", text)))
    words = {word.lower() for word in found}
    greets = bool(PHRASES.search(text)) or bool(words & INTERJECTIONS)
    if _content(words, greets=greets) or _has_acronym(found) or (len(found) == 1 and words <= NOUNS_TOO):
        return False
    return not words & ASKING or bool(words & TO_PROGRAM) or words <= ASKING | AFTER_ASKING


def _content(words: Set[str], *, greets: bool) -> Set[str]:
    """Return the words that are left without closed classes."""
    left = words - FUNCTION_WORDS - INTERJECTIONS
    if greets:
        left -= COMPANIONS | FOREIGN_FUNCTION_WORDS
    return left - ASKED_OF_PROGRAM if words & TO_PROGRAM else left


def _has_acronym(found: Sequence[str]) -> bool:
    """Whether a word is a name by its capitals ("WHO", "US"), in a text that is not all in capitals."""
    capitals = [word for word in found if len(word) > 1 and word.isupper() and word.lower() not in INTERJECTIONS]
    return bool(capitals) and (len(found) == 1 or not all(word.isupper() for word in found))
