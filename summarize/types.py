"""The values that modules hand to each other: frozen, without behaviour beyond what they compute from themselves."""

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from summarize.places import NUMBERED, Places
from summarize.unread import Unread


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and the name by which citations call it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, numbered from 1, or the part of one that belongs to one paragraph.

    `visible` has the length of `text`: markup that a reader of the document does not see is overwritten with
    `FILLER`, so that offsets in one are offsets in the other. `heading` marks lines that the format itself declares
    to be no running text. `block` numbers the paragraph where the format says which lines form one, `row` marks what counts
    whatever its shape, as the cells of a table do, and `broken` a line whose last word goes on in the next one. `aside` marks
    what is between two lines of one sentence and is no part of it, as a page's head; `speaker` is who says the line, where the
    format names them.

    >>> line = Line(3, "a **bold** move", "a \\0\\0bold\\0\\0 move")
    >>> line.number, line.visible, line.heading
    (3, 'a \\x00\\x00bold\\x00\\x00 move', False)
    """

    number: int
    text: str
    visible: str
    heading: bool = False
    block: int | None = None
    row: bool = False
    broken: bool = False
    aside: bool = False
    speaker: str | None = None


FILLER = "\0"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document tells of itself, `None` where it does not: title, day of writing, author, outlet, language (ISO 639-1).

    `attached` names what came with it in one file and is not read.
    """

    title: str | None = None
    written: date | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    attached: tuple[str, ...] = ()


UNKNOWN = Metadata()


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document for those who show it: each line, and where its readers find it."""

    lines: tuple[str, ...]
    places: Places = NUMBERED


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its lines in order, the SHA-256 of its bytes, where its readers find a line, and what its format tells.

    Lines without text may be left out, and several parts of one line may follow each other under its number. What is not
    `headed` (a table, a talk) does not begin with a title.
    """

    lines: tuple[Line, ...]
    sha256: str = ""
    places: Places = NUMBERED
    told: Metadata = UNKNOWN
    headed: bool = True

    @property
    def count(self) -> int:
        """The number of the last line."""
        return self.lines[-1].number if self.lines else 0

    def between(self, first: int, last: int) -> tuple[Line, ...]:
        """The lines `first` to `last`."""
        start = bisect_left(self.lines, first, key=lambda line: line.number)
        return self.lines[start : bisect_right(self.lines, last, key=lambda line: line.number)]

    def text(self, first: int, last: int) -> str:
        """The text of the lines `first` to `last`, joined by line feeds, parts of one line by a space."""
        by_number = groupby(self.between(first, last), key=lambda line: line.number)
        return "\n".join(" ".join(part.text for part in parts) for _, parts in by_number)

    def texts(self) -> Text:
        """The text of each line, empty for those left out."""
        found = [""] * self.count
        for number, parts in groupby(self.lines, key=lambda line: line.number):
            found[number - 1] = " ".join(part.text for part in parts)
        return Text(tuple(found), self.places)

    def lines_sha256(self, first: int, last: int) -> str:
        """SHA-256 of the text of some lines, in UTF-8: the same whichever line ends the file has."""
        return hashlib.sha256(self.text(first, last).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says a sentence: `speaker` by name, `channel` the outlet that reports it, `direct` for a quotation."""

    speaker: str | None = None
    channel: str | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the lines that it stands on.

    `text` is what a reader sees, on one line; `raw` is the same stretch as it stands in the file. `subject` is the name
    that a leading pronoun or description refers to, found on `context_line` (the sentence's own line if there is none).
    `language` is an ISO 639-1 code.
    """

    text: str
    raw: str
    first_line: int
    last_line: int
    paragraph: int = 0
    speech: Speech = field(default_factory=Speech)
    subject: str | None = None
    context_line: int = 0
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the index, in its file. `score` is its relevance to the question, 0 to 1.

    `following` is the next sentence where only the two together state a fact. `lines_sha256` is of the first one's lines.
    `written` is the day on which the document was written, if it tells, `places` where its readers find a line.
    """

    id: int
    file: str
    sentence: Sentence
    lines_sha256: str
    score: float = 0.0
    following: Sentence | None = None
    written: date | None = None
    places: Places = NUMBERED

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentence, and the next one if it belongs to the evidence."""
        return (self.sentence,) if self.following is None else (self.sentence, self.following)

    def joined(self, following: Sentence) -> "Evidence":
        """The evidence together with the sentence behind it."""
        return replace(self, following=following)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that supports a sentence.

    `text` is the passage as it stands in the file; `sha256` is of the whole cited lines, joined by line feeds. `place` is
    how the document's readers find it, where that is not by the numbers of lines: "p3:14".
    """

    file: str
    line: int
    end_line: int
    text: str = ""
    sha256: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """Evidence that gives one value of a claim differently: `what` says how, `mine` is the claim's value, `theirs` its own."""

    what: str
    mine: str
    theirs: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Evidence that states one fact: `evidence[0]` is the sentence to write from, the others state the same.

    `variants` hold what other sources give differently.
    """

    evidence: tuple[Evidence, ...]
    origins: int
    variants: tuple[Variant, ...] = ()

    @property
    def best(self) -> Evidence:
        """The evidence to write from."""
        return self.evidence[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether cited lines support a sentence, `reason` in a person's words, `support` from 0 to 1."""

    supported: bool
    reason: str
    support: float


class Kind(StrEnum):
    """How a sentence came to be."""

    WRITTEN = "written"
    TIGHTENED = "tightened"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that was written and not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """One of several versions of a fact that sources give differently."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact that sources give differently: `about` names what differs and the values, the first version is the one told."""

    about: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer: supported by at least the first of its citations, said by `speaker` if by anyone.

    `channel` is the outlet that reports it, if it is not the document itself; `direct` if the words are the speaker's own.
    """

    text: str
    kind: Kind
    support: float
    speaker: str | None
    origins: int
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...] = ()
    channel: str | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` found: its fields are those of the JSON contract. Times are in seconds.

    `uncovered` names the parts of a question about several things that the documents say nothing of, `sources` holds what the
    files that are cited tell of themselves, by name, `unread` what was found and not read.
    """

    question: str
    sentences: tuple[AnswerSentence, ...]
    removed: tuple[Rejected, ...]
    nearest: tuple[Evidence, ...]
    embedder: str
    writer: str
    seconds: dict[str, float]
    uncovered: tuple[str, ...] = ()
    sources: tuple[tuple[str, Metadata], ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """What sources give differently, in the order of the sentences that it stands beside."""
        return tuple(found for told in self.sentences for found in told.disagreements)

    @property
    def answered(self) -> bool:
        """Whether the documents support an answer."""
        return bool(self.sentences)


class Finding(StrEnum):
    """What a check of a cited sentence found."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    UNCITED = "uncited"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a document with citations, the line of the document it starts on, and what a check found, and why."""

    text: str
    line: int
    finding: Finding
    reason: str
    citations: tuple[Citation, ...]
