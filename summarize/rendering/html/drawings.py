"""The timeline of a briefing and the share of each of its sources, drawn as figures for a page.

Positions are in the units of the figure, which is scaled to the width of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.briefing.document import Briefing, Event, SourceNote
from summarize.text.dates import Period

WIDTH, LEFT, RIGHT, ROW = 640, 190, 50, 22
"""Width of a figure; room for the names at its left and the figures at its right; height of a row."""
NAME = 28
"""Characters of a name that have room."""
LEAST = 4.0
"""Width of the shortest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a figure: its name, where its bar begins and how long it is, the figure after it, and how far down it is."""

    name: str
    start: float
    length: float
    figure: str
    top: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: what it shows, in words for those who do not see it, and its bars."""

    title: str
    described: str
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        """Its height."""
        return ROW * len(self.bars) + ROW // 2


def figures(briefing: Briefing) -> tuple[Figure, ...]:
    """Return the figures of a briefing: its timeline, if several days are in it, and the shares, if several files are cited."""
    return tuple(filter(None, [timeline(briefing.body.timeline), shares(briefing.sources)]))


def timeline(events: Sequence[Event]) -> Figure | None:
    """Draw when events happened, each from its first to its last day; `None` if there are not two different times."""
    periods = list(dict.fromkeys(event.when for event in events))
    if len(periods) < 2:
        return None
    first = min(period.first for period in periods).toordinal()
    days = max(period.last for period in periods).toordinal() - first + 1
    room = WIDTH - LEFT - RIGHT
    bars = (
        Bar(
            str(period)[:NAME],
            LEFT + room * (period.first.toordinal() - first) / days,
            _length(period, room / days),
            "",
            top(row),
        )
        for row, period in enumerate(periods)
    )
    return Figure("Timeline", f"{len(periods)} times, from {periods[0]} to {periods[-1]}", tuple(bars))


def shares(sources: Sequence[SourceNote]) -> Figure | None:
    """Draw which share of the statements cites each file, the largest first; `None` if there are not two files."""
    used = sorted((source for source in sources if source.share), key=lambda source: -source.share)
    if len(used) < 2:
        return None
    room = WIDTH - LEFT - RIGHT
    bars = (
        Bar(_short(source.file), LEFT, max(LEAST, room * source.share), f"{source.share:.0%}", top(row))
        for row, source in enumerate(used)
    )
    described = ", ".join(f"{source.file} {source.share:.0%}" for source in used)
    return Figure("Share of the statements that cite each source", described, tuple(bars))


def top(row: int) -> int:
    """Return how far down the middle of a row is."""
    return ROW * row + ROW


def _length(period: Period, day: float) -> float:
    return max(LEAST, day * ((period.last - period.first).days + 1))


def _short(name: str) -> str:
    return name if len(name) <= NAME else "…" + name[1 - NAME :]
