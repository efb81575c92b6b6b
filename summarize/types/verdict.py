"""The results of checking sentences."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from summarize.types.evidence import Citation, Context

Problem: TypeAlias = str
"""Why a sentence is not supported, in words for a person. Functions that look for a problem return None if they find none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether cited lines support a sentence: the problem (None if they do), and the support from 0 to 1.

    `context` is what the sentence takes from around its line, which must be cited too.
    """

    problem: Problem | None
    support: float
    context: tuple[Context, ...] = ()

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
class Checked:
    """A checked sentence of a document with citations, the line on which it starts, and the finding.

    `reason` explains the finding in words for a person. `changed` are the cited locations whose text is no longer what was cited.
    """

    text: str
    line: int
    finding: Finding
    reason: str
    citations: tuple[Citation, ...]
    changed: tuple[str, ...] = ()
