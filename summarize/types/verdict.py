"""What a check of a sentence finds."""

from dataclasses import dataclass
from enum import StrEnum

from summarize.types.evidence import Citation


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether cited lines support a sentence, `reason` in a person's words, `support` from 0 to 1."""

    supported: bool
    reason: str
    support: float


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
