"""Sentences of documents, and what they are evidence for."""

from dataclasses import dataclass, field, replace
from datetime import date

from summarize.places import NUMBERED, Places


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
