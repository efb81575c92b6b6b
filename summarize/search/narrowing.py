"""Find what a question says about where to look: a document by its name, a part of one, a time, or the latest document.

"what are the key results in Lindqvist2019", "what does section 4 say", "summarise the notes from December 2024", "the latest
minutes". What is found narrows the scope; the rest of the question is asked there.
"""

import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from summarize.index.files import Files, NamedFile
from summarize.search import asked_times
from summarize.search.answer_kinds import Wanted
from summarize.search.question import Question
from summarize.text import dates
from summarize.text.dates import Period
from summarize.text.terms import content, file_words, stem
from summarize.text.text_nouns import is_text
from summarize.text.wordlists import MONTHS, MONTHS_AND_DAYS
from summarize.types.evidence import Context, ContextKind, Sentence

DOCUMENT = (
    r"(?:document|file|text|article|paper|report|note|minute|letter|mail|e-?mail|memo|entry|entrie|page|post|story|storie|piece"
    r"|transcript|chapter|speech|message)s?"
)
"""Nouns for a document of one's own."""
LATEST = re.compile(rf"\b(?:the )?(?:latest|newest|most recent|last) (?:[\w-]+ )?{DOCUMENT}\b", re.IGNORECASE)
OWN = re.compile(rf"\b{DOCUMENT}\b|\bdid (?:I|we) (?:write|note|record|log)\b|\b(?:I|we) wrote\b", re.IGNORECASE)
"""What shows that a time is that of documents."""
_MONTH = "|".join(MONTHS)
OF_MONTH = re.compile(
    rf"\b(?P<before>{_MONTH}) (?:[a-z-]+ )?{DOCUMENT}\b|\b{DOCUMENT} (?:of|from|for) (?P<behind>{_MONTH})\b",
    re.IGNORECASE,
)
YEARS = 10
"""Years back from the latest document in which documents of a month without a year are looked for."""
HAPPENED = re.compile(r"^what (?:happened|was going on|did (?:I|we) do|took place)\b", re.IGNORECASE)
PART = re.compile(
    r"\b(?P<kind>section|clause|chapter|article|part|item|paragraph|rule|step|annex|appendix|question|lesson|scene|act|day)\s+"
    r"(?P<number>\d+(?:\.\d+)*|[IVXLC]+|[A-Z])\b"
    r"(?!\.\w)",
    re.IGNORECASE,
)
VERSION = re.compile(
    r"\b(?:in|of|for|with) (?:the )?(?:[\w-]+ )?"
    r"(?P<number>(?:(?:version|release) |v)\d+(?:\.\d+)+|\d{1,3}(?:\.\d{1,3}){2,3})(?![.\d]*\d)",
    re.IGNORECASE,
)
"""A version of something, which is a part of its list of changes; "3.5" alone may be any number."""
CHANGED = re.compile(
    rf"^what(?:['’]s| (?:is|was|has|have|are|were))?(?: the)? (?:changed?|changes|new|different) {VERSION.pattern}$", re.I
)
"""Questions for all that a version changed."""
UNDER_HEADING = re.compile(
    r"^what(?:['’]s| is| was| were| has been)? (?:been )?"
    r"(?:changed?|happened|decided|agreed|said|discussed|done|reported|noted|new)"
    r" (?:at|in|during|under) (?:the )?(?P<name>.+)$",
    re.IGNORECASE,
)
"""Questions for all that is under a heading, if there is one of these words."""
ALL_OF_IT = re.compile(
    r"^(?:please )?(?:(?:can|could) you )?(?:summari[sz]e|sum up|outline)\b"
    r"|^(?:please )?give (?:me )?(?:an? )?(?:brief |short |quick )?(?:overview|summary|outline) of\b"
    r"|\b(?:key|main|major|central) (?:points?|results?|findings?|ideas?|messages?|takeaways?|arguments?|conclusions?)\b"
    r"|^what (?:is|are|'s) .+ about$|^what (?:does|do) .+ (?:say|state|contain|cover|require|provide|lay down)$"
    r"|\b(?:overview|summary|gist) of\b|^tl;?dr\b",
    re.IGNORECASE,
)
"""Questions for all that a text says, not for one fact."""
WITHIN = re.compile(
    rf"\b(?:in|of|by|from|to|under) (?:[\w’'-]+ ){{0,4}}{DOCUMENT}\b|\b(?:says?|states?|mentions?)\b", re.IGNORECASE
)
"""What shows that a question is for what a document says: "in the lease"."""
MARKED = re.compile(
    rf"\bthe (?P<name>[\w.’' -]{{2,40}}?) {DOCUMENT}\b"
    rf"|\b{DOCUMENT} (?:of|from|by|called|named|titled|about|on) (?P<of>[\w.’' -]{{2,60}})",
    re.IGNORECASE,
)
"""A document that is marked as one: "the TASS article", "the report on heat pumps"."""
WHOLE = re.compile(
    r"\bthe (?P<name>[\w’'-]+(?: [\w’'-]+){0,2}?)(?= (?:about|of|with|from|by|on|for|say|contain)\b|[?.\s]*$)", re.IGNORECASE
)
"""What a question for all that a text says calls the text: "what is the interview with Ana Ruiz about"."""
SPEAKING = re.compile(rf"(?:[\w.’'-]+ )*{DOCUMENT}")
"""A document where a speaker is expected: "what does the TASS article say"."""
PREPOSITION = re.compile(r"(?<=\S) (?:of|for|on|in|from|by) ")
"""What ends the noun in "rules of the club"."""
ARTICLES = frozenset("the a an this that these those my our".split())


BEFORE_NUMBER = {"version": r"(?:[\w-]+ )?(?:version |release |v)?"}
"""What may precede the number of a part in its heading, where that is not its kind alone: "Tallybook v3.2.0"."""


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a document: what it is called, and its number."""

    kind: str
    number: str

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence is in the part: its number is that of the sentence's own item, or of a heading over it."""
        number, kind = re.escape(self.number), BEFORE_NUMBER.get(self.kind, rf"{self.kind}\w*\W+")
        begin = re.compile(rf"\W*(?:{kind})?{number}(?![.\d]*\d)\b(?!-\w)", re.IGNORECASE)
        heads = [context.text for context in sentence.context]
        return sentence.marker.strip(".() ").lower() == self.number.lower() or any(map(begin.match, [*heads, sentence.text]))


@dataclass(frozen=True, slots=True)
class Headed:
    """A part of a document by the words of its heading, dates and numbers aside, as stems."""

    words: frozenset[str]

    def holds(self, sentence: Sentence) -> bool:
        """Whether a sentence is under a heading of these words.

        >>> from summarize.types.evidence import Context, ContextKind
        >>> review = Context(ContextKind.HEADING, "2024-11-18 Review of the roof", 3, 3)
        >>> Headed(frozenset({"review", "roof"})).holds(Sentence("It leaks.", "", 4, 4, context=(review,)))
        True
        """
        return self.over(sentence) is not None

    def over(self, sentence: Sentence) -> Context | None:
        """Return the heading of these words over a sentence; None if there is none."""
        headings = (context for context in sentence.context if context.kind is ContextKind.HEADING)
        return next((heading for heading in headings if _undated(heading.text) == self.words), None)


Portion = Part | Headed
"""A part of a document, by its number or by its heading."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Where a question is asked: files, and what narrowed them.

    `named` are the documents that the question names, `period` the time that it names, `part` the part of a document.
    `whole` if it asks for all that the scope says. `question` is what is left to ask.
    """

    question: Question
    files: Files
    named: tuple[str, ...] = ()
    period: Period | None = None
    part: Portion | None = None
    whole: bool = False


def narrow(asked: Question, files: Files) -> Narrowed:
    """Return where to ask a question."""
    whole = bool(ALL_OF_IT.search(asked.text))
    named = _named(asked.text, files) or (_by_kind(asked.text, files) if whole else [])
    scope = files.only(file.path for file in named) if named else files
    of_documents = OWN.search(asked.text) or HAPPENED.match(asked.text)
    period = next((each.period for each in asked_times.times(asked.text)), None) if of_documents else None
    period = period or _of_month(asked.text, scope)
    dated = scope.written(period.first, period.last) if period else None
    if dated and period:
        scope, whole = dated, whole or not _left(asked, period)
    if LATEST.search(asked.text) and (latest := scope.latest()):
        scope = latest
    part: Portion | None = next((Part(match["kind"].lower(), match["number"]) for match in PART.finditer(asked.text)), None)
    if part is None and (version := VERSION.search(asked.text)):
        part = Part("version", re.sub(r"^[a-z]+ ?", "", version["number"], flags=re.IGNORECASE))
        whole = whole or CHANGED.match(asked.text) is not None
    if part is None and (headed := UNDER_HEADING.match(asked.text)) and (words_ := _undated(headed["name"])):
        part, whole = Headed(words_), True
    question = (
        replace(asked, speaker=None, parts=tuple(replace(one, speaker=None) for one in asked.parts))
        if asked.speaker and (_is_document(asked, files) or ((whole or dated) and _is_no_speaker(asked, part, named=bool(named))))
        else asked
    )
    return Narrowed(question, scope, tuple(file.name for file in named), period if dated else None, part, whole)


def _of_month(text: str, files: Files) -> Period | None:
    """Return the last month of which a question names documents without a year ("the december minutes"), if there are any."""
    match = OF_MONTH.search(text)
    newest = next(iter(files.latest().listed(1).each()), None) if match else None
    if match is None or newest is None or newest.metadata.written is None:
        return None
    number, year = MONTHS.index((match["before"] or match["behind"]).lower()) + 1, newest.metadata.written.year
    months = (dates.month(each, number) for each in range(year, year - YEARS, -1))
    return next((period for period in months if files.written(period.first, period.last)), None)


def wider(narrowed: Narrowed, files: Files) -> Narrowed | None:
    """Return where else to ask a question that the document it names does not answer; None if nowhere.

    "How much did the report cost" asks for a fact about a document, which another may state; "how much is the rent in the lease"
    and "what does the lease say" ask for what it says.
    """
    asked = narrowed.question
    of_document = narrowed.named and narrowed.part is None and not narrowed.whole and asked.wanted is not Wanted.ANYTHING
    said = asked.speaker is not None or WITHIN.search(asked.text) is not None
    return Narrowed(asked, files) if of_document and not said else None


def _named(text: str, files: Files) -> list[NamedFile]:
    """Return the files that a text names: by file name, by a stem that is no single common word, by title, or by outlet."""
    asked = f" {_plain(text)} "
    return [
        file for file in files.called(text) if f" {_plain(PurePath(file.name).name)} " in asked or _by_name(asked, text, file)
    ]


def _by_kind(text: str, files: Files) -> list[NamedFile]:
    """Return the file whose name has most words by which a question calls a text: "the lease" is `lease_signed.txt`."""
    match = WHOLE.search(text)
    meant = {stem(word) for word in content(match["name"])} if match else set()
    shared = [(len(meant & _stems_of(file)), file) for file in (files.called(text) if meant else ())]
    most = max((number for number, _ in shared), default=0)
    found = [file for number, file in shared if number == most]
    return found if most and len(found) == 1 else []


def _stems_of(file: NamedFile) -> set[str]:
    return {stem(word) for word in content(file_words(PurePath(file.path).stem))}


def _by_name(asked: str, text: str, file: NamedFile) -> bool:
    stem_ = PurePath(file.path).stem
    plain = _plain(stem_)
    title = _plain(file.metadata.title or "")
    if len(plain.split()) > 1 and f" {plain} " in asked:
        return True
    if any(char.isdigit() for char in stem_) and f" {_joined(stem_)} " in f" {_joined(text)} ":
        return True
    if len(title.split()) > 2 and f" {title} " in asked:
        return True
    names = {stem(word) for word in content(f"{file_words(stem_)} {title} {file.metadata.outlet or ''}")}
    for match in MARKED.finditer(text):
        meant = {stem(word) for word in content(match["name"] or match["of"]) if word.lower() not in ARTICLES}
        if meant and meant <= names:
            return True
    return False


def _undated(text: str) -> frozenset[str]:
    """Return the stems of the content words of a heading, or of how a question calls it, without dates and numbers.

    >>> sorted(_undated("2024-11-18 Review with the county")), sorted(_undated("3. Parking"))
    (['counti', 'review'], ['park'])
    """
    for mention in reversed(dates.mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    kept = (word for word in content(text) if not any(map(str.isdigit, word)) and word.lower() not in MONTHS_AND_DAYS)
    return frozenset(map(stem, kept))


def _plain(text: str) -> str:
    """Return the words of a name, in lower case: "Baked-rice.md" -> "baked rice md"."""
    return " ".join(re.findall(r"[^\W\d_]+|\d+", text.lower()))


def _joined(text: str) -> str:
    return " ".join(re.sub(r"[_\W]+", "", word) for word in text.lower().split())


def _left(asked: Question, period: Period) -> bool:
    """Whether a question asks for more than what happened, or what was written, at a time."""
    rest = asked_times.without(asked.text, period)
    rest = OWN.sub(" ", HAPPENED.sub(" ", ALL_OF_IT.sub(" ", rest)))
    return bool([word for word in content(rest) if word.lower() not in {"what", "all", "every"}])


def topic(asked: Question) -> tuple[str, ...]:
    """Return what a question for all that is said asks about, besides documents: nothing in "summarise this folder"."""
    rest = ALL_OF_IT.sub(
        " ",
        re.sub(
            rf"\b(?:which|what) {DOCUMENT} (?:are|do)\b|\b{DOCUMENT}\b|\bfolders?\b|\bfiles?\b|\bthere\b",
            " ",
            asked.text,
            flags=re.IGNORECASE,
        ),
    )
    return tuple(word for word in content(rest) if word.lower() not in {"what", "which", "brief", "short", "overview", "summary"})


def _is_document(asked: Question, files: Files) -> bool:
    """Whether a question, in its own words, asks what a document says: by a noun for texts, or by a file named in capitals.

    Other files may be named after people: "reis.txt".
    """
    who = asked.speaker
    if who is None or who not in asked.text:
        return False
    head = next(iter(PREPOSITION.split(who))).split()[-1]
    named = who.upper() in {stem_ for file in files.called(who) if (stem_ := PurePath(file.name).stem).isupper()}
    return named or is_text(head) or SPEAKING.fullmatch(who) is not None


def _is_no_speaker(asked: Question, part: Portion | None, *, named: bool) -> bool:
    """Whether who "says" something is a document, a part of one, or the asker."""
    who = (asked.speaker or "").lower()
    return named or (isinstance(part, Part) and part.kind in who) or who in {"i", "we"}
