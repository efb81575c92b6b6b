"""Parse what a question asks for: whose words, about what, and what kind of answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from summarize.errors import InputError, NoQuestionError
from summarize.search.answer_kinds import MEASURED, Wanted, contains, wanted_by
from summarize.search.comparison import sides
from summarize.search.pleasantries import is_pleasantry
from summarize.settings import MAX_QUESTION
from summarize.text.demonyms import is_place
from summarize.text.foreign_wordlists import FOREIGN_FUNCTION_WORDS
from summarize.text.languages import is_english_question, without_particles
from summarize.text.terms import content, stems, words
from summarize.text.text_nouns import is_text
from summarize.text.wordlists import BE, MODALS, QUESTION_WORDS, SAYING

_THINKING = frozenset("think thinks thought talk talked speak spoke believe see view".split())
_VERBS = "|".join(sorted(SAYING | _THINKING))
_ABOUT = r"(?:about|on|regarding|concerning|of|over|as|for|to)?"
SPEECH = re.compile(
    rf"^(?:so )?(?:[Ww]hat|[Hh]ow) (?:did|does|do|has|have|had) (?P<who>.+?) (?:{_VERBS})\b"
    rf"\s*{_ABOUT}\s*(?P<topic>.*)$"
)
STANCE = re.compile(
    r"^[Ww]hat (?:is|was|are|were) (?:the )?(?P<who>[A-Z](?:[\w.-]|['’](?=[A-Z]))*(?: (?:[\w.-]|['’](?=[A-Z]))+){0,5}?)"
    r"(?P<owns>['’]s?)?"
    r" (?:position|stance|view|opinion|attitude)s? (?:about|on|regarding|concerning|over|to|towards?) (?P<topic>.+)$"
)
"""What somebody with a name holds: "what is Chile's position on the port"."""
ABOUT = re.compile(
    r"^(?:(?:so )?what (?:do (?:we|you|they|i) know|is (?:known|said|written|reported|there)"
    r"|(?:do|does|did) (?:they|people|everybody|everyone|anybody|anyone|it) (?:say|think|write|report)) (?:about|on|of)"
    r"|(?:so )?what about|(?:please )?(?:tell|show) me (?:(?:more|something|anything|everything|all) )?about"
    r"|(?:anything|information|news|details) (?:on|about)) (?P<topic>.+)$",
    re.IGNORECASE,
)
"""A request for whatever is said about something: "what do we know about Ana Reis", "tell me about the lock"."""
ACTING = re.compile(
    r"^(?:so )?how (?:did|does|do|has|have|had|will|would) (?P<who>(?:[\w'’.-]+ ){1,6}?)respond(?:ed)?\b", re.IGNORECASE
)
"""A question for what somebody does, not says: "how did the council respond to the flood"."""
_ITEM = r"[\w'’-]+(?: [\w'’-]+){0,2}"
LISTED = re.compile(
    rf"\b(?:on|about|regarding|concerning|of|over|for|to|with) (?P<items>{_ITEM}(?:, {_ITEM})*,? (?:and|or) {_ITEM})$"
)
AND = re.compile(r",? (?:and|or) |, ")
COMPLETE = re.compile(
    r"(?:please )?(?:list|name|give|show|find|what are|which are)(?: me)? (?:all|every|each)\b|list\b"
    r"|(?:which|what) .+ (?:are there|exist)$",
    re.IGNORECASE,
)
"""Requests for all of something."""
ASKING = re.compile(
    r"(?:who|whom|whose|what|when|where|why|which|how|did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|may|must"
    r"|list|name|give|show|tell|explain|describe|compare|find|summari[sz]e|count)\b",
    re.IGNORECASE,
)
"""Openings of questions and requests; other texts are bare words."""
NOBODY = frozenset("i it they you we people anyone someone everybody this that the".split())
ADVERBS_OF_DEGREE = frozenset(
    "long far old large big high tall often fast percentage share number proportion year date day month".split()
)


COMPARING = re.compile(
    r"(?:which|who|what|whose)\b.*\b(?:more|less|fewer|most|least|fewest|(?:long|old|large|bigg|high|tall|fast)(?:er|r|est|st))\b",
    re.IGNORECASE,
)
SOUGHT = re.compile(
    rf"(?:what|which) (?P<noun>(?:[\w-]+ ){{1,3}}?)(?:{'|'.join(sorted(BE | MODALS))}|did|does|do|has|have|had)\b", re.IGNORECASE
)
"""A question whose question word is before a noun."""
GROUP = re.compile(r"(?:so )?(?:what|how) do (?:the )?(?:[a-z-]+ )?[a-z-]*(?:s|men) [a-z]+\b")
"""A question for what people say who have no name: "what do residents think about the dogs"."""
EXAMPLE = 'ask about the documents, for instance "what did the minister say on trade"'
KEPT = 0.8
"""Least share of a source's content words that a sentence must keep if the question is open."""
ELISION = re.compile(r"['’]")
"""The mark between two words of French or Italian: "qu'a"."""


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question: `terms` are its content words as typed, `speaker` is the person whose words it asks for.

    `parts` are the single questions in one about several things, each answered separately; `about` is what distinguishes a part.
    If only the `gist` is asked for, a sentence may lose its asides. If it is `voiced`, it asks what any of a group say.
    """

    text: str
    topic: str
    terms: tuple[str, ...]
    wanted: Wanted
    speaker: str | None = None
    parts: tuple["Question", ...] = ()
    about: str = ""
    gist: bool = False
    voiced: bool = False

    @property
    def complete(self) -> bool:
        """Whether it asks for all of something: "list all hazards", "name every port"."""
        return COMPLETE.match(self.text) is not None

    @property
    def comparing(self) -> bool:
        """Whether it asks which of several has more or most of something: "which depot has more tyres", "who is the oldest"."""
        return COMPARING.match(self.text) is not None

    @property
    def to_read(self) -> str:
        """The question as the cross-encoder reads it: only its topic if somebody's words are asked for, or if it is bare words.

        >>> parse("what did Xi say on Ukraine").to_read, parse("gas exports").to_read, parse("who left?").to_read
        ('what about Ukraine?', 'what about gas exports?', 'who left?')
        """
        said = SPEECH.match(self.text) and not _acts(self.text)
        whole = not self.of_subject and self.speaker is None and not said
        return f"{self.text}?" if whole else f"what about {self.topic}?"

    @property
    def of_subject(self) -> bool:
        """Whether it asks for whatever is said about something: bare words, or "tell me about"."""
        return ABOUT.match(self.text) is not None or ASKING.match(self.text) is None

    @property
    def known(self) -> frozenset[str]:
        """The stems of what it is about, without what it asks to be named, which its answer cannot call "these changes".

        >>> sorted(parse("what engine changes were made to the truck").known)
        ['made', 'truck']
        """
        sought = SOUGHT.match(self.text)
        return stems(" ".join(self.terms)) - (stems(sought["noun"]) if sought else frozenset())

    @property
    def to_embed(self) -> tuple[str, ...]:
        """The texts whose vectors are compared: the question, its topic, and bare words about which somebody is asked."""
        spoken = (f"what did {self.speaker} say about {self.topic}",) if self.speaker and not SPEECH.match(self.text) else ()
        return tuple(dict.fromkeys((self.text, self.topic, *spoken)))

    @property
    def open(self) -> bool:
        """Whether it asks for everything on a subject, not for one fact or for what a person says."""
        return self.wanted is Wanted.ANYTHING and self.speaker is None


def parse(text: str, speaker: str | None = None) -> Question:
    """Parse a question; `speaker` limits it to what a person says, whatever its form.

    Raises:
        NoQuestionError: the question is empty, a greeting, or names nothing to look for.
        InputError: the question is too long.

    >>> q = parse("what did Xi say on Ukraine and Taiwan")
    >>> q.speaker, q.terms, [part.text for part in q.parts]
    ('Xi', ('Ukraine', 'Taiwan'), ['what did Xi say on Ukraine', 'what did Xi say on Taiwan'])
    """
    whole = _parse(text)
    if is_pleasantry(text):
        raise NoQuestionError(f'"{whole.text}" names nothing to look for; {EXAMPLE}')
    parts = tuple(replace(_parse(part), about=about) for part, about in _parts(whole.text))
    if speaker is not None:
        whole, parts = replace(whole, speaker=speaker), tuple(replace(part, speaker=speaker) for part in parts)
    return replace(whole, parts=parts)


def about(words_: str, speaker: str | None = None) -> Question:
    """Return a question for the gist of some words, or of what a speaker says; a sentence that answers it keeps the words."""
    return Question(words_, words_, tuple(dict.fromkeys(words(words_))), Wanted.ANYTHING, speaker, gist=True)


def heading(text: str) -> str:
    """Return a question as the heading of its answer.

    >>> heading("what did Ruiz say"), heading("sanctions")
    ('What did Ruiz say?', 'Sanctions')
    """
    asks = text.split()[0].lower() in QUESTION_WORDS
    return text[:1].upper() + text[1:].rstrip("?") + ("?" if asks else "")


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the single questions in a question about several things or speakers, each with its thing or speaker."""
    if compared := list(sides(text)):
        yield from ((asked, side) for side, asked in compared)
        return
    speech = SPEECH.match(text)
    if speech and len(speakers := AND.split(speech["who"])) > 1 and all(word[:1].isupper() for word in speakers):
        for speaker in speakers:
            yield text[: speech.start("who")] + speaker + text[speech.end("who") :], speaker
        return
    listed = LISTED.search(text)
    if listed and not re.search(r"\b(?:between|both|either)\b", text, re.IGNORECASE):
        for item in AND.split(listed["items"]):
            yield text[: listed.start("items")] + item, item


def _parse(text: str) -> Question:
    text = " ".join(text.split()).rstrip("? ")
    if not words(text):
        raise NoQuestionError(f"the question is empty; {EXAMPLE}")
    if len(text) > MAX_QUESTION:
        raise InputError(f"the question has {len(text):,} characters; ask in at most {MAX_QUESTION:,}")
    wanted = wanted_by(text)
    if not _acts(text) and (match := SPEECH.match(text) or _stance(text)) and _can_speak(match["who"]):
        topic = match["topic"] or match["who"]
        if GROUP.match(text) and match["topic"] and not is_text(match["who"].split()[-1]):
            return Question(text, topic, _terms(topic, wanted), wanted, voiced=True)
        return Question(text, topic, _terms(match["topic"], wanted), wanted, _plain(match["who"]))
    topic = about_["topic"] if (about_ := ABOUT.match(text)) else text
    return Question(text, topic, _terms(topic, wanted), wanted)


def _acts(text: str) -> bool:
    """Whether a question is for what somebody does: "how did Rau respond", not "how did Rau say the council should respond"."""
    match = ACTING.match(text)
    return match is not None and (SAYING | _THINKING).isdisjoint(match["who"].lower().split())


def _stance(text: str) -> re.Match[str] | None:
    """Return the match of a question for what somebody holds: named in the possessive, or a country ("the US position on")."""
    match = STANCE.match(text)
    return match if match and (match["owns"] or is_place(match["who"])) else None


def _terms(text: str, wanted: Wanted) -> tuple[str, ...]:
    passed_over = QUESTION_WORDS | (ADVERBS_OF_DEGREE if wanted in MEASURED else frozenset())
    if is_english_question(text):
        capitals = set() if text.isupper() else {word for word in words(text) if word.isupper() and len(word) > 1}
        known = {*content(text), *capitals}  # "US" is no pronoun, "WHO" no question word
        plain = [re.sub(r"['’]s?$", "", word) for word in words(text) if word in known]
    else:
        parts = (part for word in content(without_particles(text)) for part in ELISION.split(word))
        plain = [part for part in parts if part.lower() not in FOREIGN_FUNCTION_WORDS]
    return tuple(dict.fromkeys(word for word in plain if word and (word.lower() not in passed_over or word.isupper())))


def _can_speak(who: str) -> bool:
    """Whether a phrase can name a person."""
    return len(who.split()) <= 6 and who.lower() not in NOBODY


def _plain(who: str) -> str:
    return re.sub(r"^the ", "", who, flags=re.IGNORECASE)


def fits(asked: Question, text: str) -> bool:
    """Whether a sentence contains the kind of thing that a question wants, apart from what the question itself contains.

    >>> fits(parse("How much did it grow in 2020?"), "It grew in 2020."), fits(parse("How much did it grow?"), "By ten percent.")
    (False, True)
    """
    return contains(asked.wanted, text, besides=stems(asked.text))


def keeps(asked: Question, text: str, source: str) -> bool:
    """Whether a shortened sentence keeps what its source has of the question: terms, speaker, kind of answer.

    For an open question it must also keep the source's names and figures, and most of its content words.

    >>> asked = parse("When did the port close?")
    >>> keeps(asked, "The port closed.", "The port closed in May.")
    False
    """
    if asked.open:
        named = stems(" ".join(word for word in words(source)[1:] if word[0].isdigit() or word[0].isupper()))
        if not named <= stems(text) or len(stems(source) & stems(text)) < KEPT * len(stems(source)):
            return False
    return keeps_asked(asked, text, source)


def keeps_asked(asked: Question, text: str, source: str) -> bool:
    """Whether a shortened sentence keeps what its source has of the words, the speaker and the kind of answer asked for."""
    wanted = stems(" ".join([*asked.terms, asked.speaker or ""])) & stems(source)
    return wanted <= stems(text) and fits(asked, text) >= fits(asked, source)
