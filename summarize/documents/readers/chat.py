"""Read exported chats: the name and time of each message are not part of its text.

WhatsApp   12/03/2024, 21:17 - Marek: Shall we meet?
           [12.03.24, 21:17:05] Marek: Shall we meet?
IRC        [21:17] <marek> Shall we meet?
"""

import re
from collections.abc import Iterator, Sequence

from summarize.text.punctuation import TERMINAL
from summarize.types.document import FILLER, Block, BlockKind, Line

DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[\s\u202f]?[ap]\.?m\.?)?"
NAME = r"(?P<name>[^\s:<>\[\].!?](?:[^:<>\[\].!?\n]|\.(?!\s+(?-i:[a-z]))){0,40})"
STAMPS = (
    re.compile(rf"^\u200e?(?P<time>{DAY},?\s{CLOCK})\s[-–]\s(?:{NAME}:\s)?", re.IGNORECASE),
    re.compile(rf"^\u200e?\[(?P<time>{DAY},?\s{CLOCK})\]\s(?:{NAME}:\s)?", re.IGNORECASE),
    re.compile(rf"^\[?(?P<time>{CLOCK})\]?\s<[@+~&%]?{NAME}>\s", re.IGNORECASE),
)
MOST, DATED = 0.5, 0.1
"""Smallest share, in a chat, of lines with text that begin a message, and of messages that have a name; a stamp with a date is
seldom anything else if a text begins with it, and messages may be long."""
FEWEST = 2
"""Minimum number of messages with a name in a chat."""
LEFT_OUT = re.compile(
    r"^\W*(?:<[^<>]*(?:omitted|weggelassen|omis|omitido)[^<>]*>|<attached: [^<>]*>|\S+\s\(file attached\)"
    r"|this message was deleted)\W*$",
    re.IGNORECASE,
)


def turns(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a chat: each message begins a block, its time stamp and name are hidden, its writer is the speaker.

    Other texts stay as they are. Lines that the chat program itself writes are marked as not running text.
    """
    found = [_stamp(line.text) for line in lines]
    filled = sum(bool(line.text.strip()) for line in lines)
    begun = sum(match is not None for match in found)
    named = sum(match is not None and match["name"] is not None for match in found)
    first = next((match for line, match in zip(lines, found, strict=True) if line.text.strip()), None)
    dated = first is not None and first.re is not STAMPS[-1]
    if named < FEWEST or begun < (DATED if dated else MOST) * filled or named < MOST * begun:
        yield from lines
        return
    speaker = time = None
    number = 0
    for index, (line, match) in enumerate(zip(lines, found, strict=True)):
        if match is not None:
            speaker, time = match["name"], match["time"]
        hidden = match.end() if match is not None else 0
        number += match is not None or not _goes_on(lines[index - 1].text, line.text)
        visible = FILLER * hidden + line.visible[hidden:]
        own = speaker is None or LEFT_OUT.match(line.text[hidden:]) is not None
        block = Block(number, BlockKind.OTHER) if own else Block(number, BlockKind.TURN, speaker=speaker, time=time)
        yield Line(line.number, line.text, visible, block)


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence continues on the next line of the same message."""
    return not TERMINAL.search(line.strip()) and following.strip()[:1].islower()


def _stamp(text: str) -> re.Match[str] | None:
    return next((match for stamp in STAMPS if (match := stamp.match(text))), None)
