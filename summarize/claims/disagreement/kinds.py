"""What one source has where another has something else."""

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
    """What one sentence has where another has something else: the words as they stand, and the kind of value."""

    what: ValueKind
    mine: str
    theirs: str
