"""Read a group that a question names by its office as those who hold it in the documents ("the ministers")."""

from collections.abc import Sequence

from summarize.documents.people import learn
from summarize.index.scope import Scope
from summarize.index.store import Snapshot
from summarize.search.question import SPEECH
from summarize.search.spelling import Correction
from summarize.text import names
from summarize.text.inflection import is_plural
from summarize.text.register import Register
from summarize.text.wordlists import ROLES
from summarize.types.evidence import Sentence

SAMPLE = 500
"""Sentences with the word for the office, or with a name, in which its holders and what they say are looked for."""
MOST = 4
"""Holders of an office whose words are asked for; if there are more, they are not meant one by one."""
FEWEST = 2
"""Holders that make a group."""
VAGUE = frozenset("official executive expert".split())
"""Words for many offices, whose holders are hardly called so: a mayor is not meant by "officials"."""
COUNTED = {"both": 2, "two": 2, "three": 3}
"""Words that say how many are meant: those whom most sentences name with the office."""
BEFORE = frozenset({"the", "all", *COUNTED})
"""Words before the office of a group; "union leaders" are not all leaders."""


def by_name(text: str, index: Snapshot, scope: Scope) -> tuple[str, tuple[Correction, ...]]:
    """Return a question for the words of a group with those who hold its office and say something, and what was changed.

    "what did the presidents say about trade" -> "what did Ana Ruiz and Jan Berg say about trade", if two of them speak.
    """
    asked = SPEECH.match(text)
    words = asked["who"].split() if asked else [""]
    office = next((role for role in ROLES if is_plural(words[-1], role)), None)
    if (
        asked is None
        or office is None
        or office in VAGUE
        or not BEFORE.issuperset(words[:-1])
        or _speaks(words[-1], index, scope)
    ):
        return text, ()
    counted = next((COUNTED[word] for word in words if word in COUNTED), None)
    held = [name for name in _holders(office, index, scope) if _speaks(name, index, scope)][:counted]
    if not FEWEST <= len(held) <= MOST:
        return text, ()
    read = " and ".join(filter(None, [", ".join(held[:-1]), held[-1]]))
    return text[: asked.start("who")] + read + text[asked.end("who") :], (Correction(asked["who"], read),)


def _holders(office: str, index: Snapshot, scope: Scope) -> Sequence[str]:
    """Return the names of those who hold an office, each in full."""
    described = names.phrase(["the", office])
    alike = [role for role, group in ROLES.items() if group == described.role]
    register = Register()
    for stored in index.sentences(sorted(index.lexical(alike, scope, SAMPLE))).values():
        learn(register, names.tokens(stored.sentence.text))
    return register.holders(described)


def _speaks(name: str, index: Snapshot, scope: Scope) -> bool:
    """Whether somebody of a name, or called by a word, says something."""
    found = index.sentences(index.holding(name.split()[-1], scope, SAMPLE)).values()
    return any(_is_said_by(name, stored.sentence) for stored in found)


def _is_said_by(name: str, sentence: Sentence) -> bool:
    speaker = sentence.speech.speaker
    return speaker is not None and (names.same(name, speaker) or name in speaker.lower().split())
