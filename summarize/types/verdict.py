"""The results of checking sentences."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from summarize.types.evidence import Citation, Context

Problem: TypeAlias = str
"""Why a sentence is not supported, in words for a person. Functions that look for a problem return None if they find none."""


class Basis(StrEnum):
    """What a verdict that a sentence is supported rests on."""

    WORDING = "wording"
    """The sentence is in the words of its lines."""
    RULES = "rules"
    """It follows by steps that preserve truth."""
    MODEL = "model"
    """Nothing conflicts, and a learned model of entailment finds it supported."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether cited lines support a sentence: the problem (None if they do), and the support from 0 to 1.

    `context` is what the sentence takes from around its line, which must be cited too. `basis` is that of a supported sentence.
    """

    problem: Problem | None
    support: float
    context: tuple[Context, ...] = ()
    basis: Basis = Basis.RULES

    @property
    def supported(self) -> bool:
        """Whether the cited lines support the sentence."""
        return self.problem is None


class Finding(StrEnum):
    """The result of checking a cited sentence."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    UNCITED = "uncited"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a sentence that nothing in its lines states: their offsets, and the words of the lines in their place, if any."""

    start: int
    end: int
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a sentence, from offset `start` to `end`, and the location of the cited place that states them."""

    location: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked sentence of a document with citations, the line on which it starts, and the finding.

    `reason` explains the finding in words for a person. `changed` are the cited locations whose text is no longer what was cited.
    `basis` is that of a supported sentence; `probability` is what the model gives, if it was asked. `marks` are the words of an
    unsupported sentence that have no support; `suggestion` is the sentence with one of them changed so that it is supported.
    `parts` says which place states which clause, where the rules accept the sentence because each of several states one.
    """

    text: str
    line: int
    finding: Finding
    reason: str
    citations: tuple[Citation, ...]
    changed: tuple[str, ...] = ()
    basis: Basis | None = None
    probability: float | None = None
    marks: tuple[Mark, ...] = ()
    suggestion: str | None = None
    parts: tuple[Part, ...] = ()
