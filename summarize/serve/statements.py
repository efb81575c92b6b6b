"""The statements of answers, briefings and checks as the page shows them: numbered, so that a citation has an address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any, TypeAlias

from summarize.app.results import Answer
from summarize.briefing.compose import BOTTOM_LINE, DIFFERENCES, TIMELINE, VOICES
from summarize.citations import own_words
from summarize.rendering import contract
from summarize.rendering.answer.style import is_item
from summarize.rendering.briefing import contract as briefings
from summarize.rendering.contract import CheckedSentence, Citation, Passage, Sentence
from summarize.types.answer import Kind
from summarize.types.verdict import Basis

Said: TypeAlias = Sentence | CheckedSentence | contract.Version
Row: TypeAlias = tuple[str, Sequence[Said], int]
"""A heading, what is said under it, and the heading's level."""
STREAMED = "j"
"""Begins the number of a statement that is finished before the whole is."""


@dataclass(frozen=True, slots=True)
class Differing:
    """What another source reports differently: what differs, its sentence, and its citations among the statement's."""

    about: str
    text: str
    citations: range


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement on the page: its number, its text, its own citations and those of differing sources behind them.

    `own` counts its own citations. `listed` if it is in a list. `when` is the time before it, `grounds` what it rests on;
    `verdict` and `reason` are those of a check. `editable` if it is of a briefing.
    """

    number: str
    text: str
    citations: tuple[Citation | Passage, ...]
    own: int
    listed: bool = False
    when: str = ""
    grounds: str = ""
    verdict: str = ""
    reason: str = ""
    differing: tuple[Differing, ...] = ()
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the page, from level 2, and the statements under it."""

    heading: str
    statements: tuple[Statement, ...]
    level: int = 2


def parts(result: Any) -> tuple[Part, ...]:
    """Return the statements of an answer, a check or a briefing under their headings, numbered in order."""
    rows: list[Row] = []
    if isinstance(result, Answer):
        if not result.answered:
            return _closest(result)
        rows = [("", result.sentences, 2)]
    elif isinstance(result, contract.Verification):
        rows = [("", result.sentences, 2)]
    elif isinstance(result, briefings.Briefing):
        rows = _of_briefing(result)
    numbers = count()
    return tuple(Part(head, tuple(statement(str(next(numbers)), said) for said in some), level) for head, some, level in rows)


def _closest(result: Answer) -> tuple[Part, ...]:
    pairs = zip(result.closest(), result.nearest, strict=True)
    lines = tuple(Statement(str(number), text, (passage,), 1) for number, (text, passage) in enumerate(pairs))
    return (Part(own_words.NEAREST_LINES.rstrip(":"), lines),) if lines else ()


def streamed(finished: Iterable[tuple[str, Sentence]]) -> tuple[Part, ...]:
    """Return the sentences that are finished so far, each with its heading, in the order in which they were finished."""
    numbered = [(heading, statement(f"{STREAMED}{number}", said)) for number, (heading, said) in enumerate(finished)]
    grouped = groupby(numbered, key=lambda pair: pair[0])
    return tuple(Part(heading, tuple(said for _, said in group)) for heading, group in grouped)


def statement(number: str, said: Said) -> Statement:
    """Return a sentence, or a version of a disagreement, as a statement of the page."""
    if isinstance(said, CheckedSentence):
        verdict = said.verdict.value
        reason = "" if verdict == "supported" and said.basis is not Basis.MODEL else said.reason
        return Statement(number, said.text, said.citations, len(said.citations), verdict=verdict, reason=reason)
    if isinstance(said, contract.Version):
        return Statement(number, said.text, said.citations, len(said.citations))
    cited, differing = list(said.citations), []
    for found in said.disagreements:
        other = found.versions[-1]
        differing.append(Differing(found.about, other.text, range(len(cited), len(cited) + len(other.citations))))
        cited += other.citations
    when = said.when.shown if isinstance(said, briefings.Statement) and said.when else ""
    files = len({place.file for place in said.citations})
    return Statement(
        number,
        said.text,
        tuple(cited),
        len(said.citations),
        listed=is_item(said),
        when=when,
        grounds=own_words.grounds(files, said.origins, reworded=said.kind is Kind.REWORDED),
        differing=tuple(differing),
        editable=isinstance(said, briefings.Statement),
    )


def _of_briefing(result: briefings.Briefing) -> list[Row]:
    sections: list[Row] = [(BOTTOM_LINE, result.bottom_line, 2), *((one.heading, one.sentences, 2) for one in result.sections)]
    voices: list[Row] = [(voice.speaker, voice.sentences, 3) for voice in result.voices]
    written: list[Row] = [row for row in sections if row[1]]
    written += [(VOICES, (), 2), *voices] if voices else []
    written += [(TIMELINE, result.timeline, 2)] if result.timeline else []
    beside = {found for _, some, _ in written for said in some for found in getattr(said, "disagreements", ())}
    apart: list[Row] = [(_head(found.about), found.versions, 3) for found in result.disagreements if found not in beside]
    return [*written, *([(DIFFERENCES, (), 2)] if apart else []), *apart]


def _head(about: str) -> str:
    return about[:1].upper() + about[1:]
