"""The kinds of difference between two sources."""

from dataclasses import dataclass
from enum import StrEnum


class ValueKind(StrEnum):
    """What kind of thing two sources give differently."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTE = "quoted words"
    TIME = "time"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Difference:
    """The words in which two sentences differ, as they appear there, and the kind of value."""

    what: ValueKind
    mine: str
    theirs: str
