"""Read subtitles (SRT, WebVTT): the spoken lines, numbered as in the file, each with its time.

A sentence may run over several cues; a long silence ends it.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from summarize.documents.readers.charset import decode
from summarize.documents.readers.plain import split
from summarize.errors import ReadError
from summarize.places import Places
from summarize.text.punctuation import TERMINAL
from summarize.types.document import FILLER, Block, BlockKind, Document, Line

CLOCK = r"(?:(\d{1,3}):)?(\d\d):(\d\d)[.,](\d{1,3})"
TIMING = re.compile(rf"^\s*{CLOCK}\s*-->\s*{CLOCK}")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|</?\d[\d:.]*>|\{\\[^{}]*\}")
NEW_SPEAKER = re.compile(r"^\s*(?:[-–—]\s|>>|<v\b)")
VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+(?P<name>[^<>]{1,80})>")
"""WebVTT's mark of who speaks."""
Cue = tuple[int, float, float, list[str]]
"""The line number at which a cue's text begins, the cue's start and end in seconds, and its lines."""
MARKED = 0.05
"""Captions count as unpunctuated if a smaller share of their lines ends with an end mark."""
LONGEST_UNMARKED = 24
"""Maximum number of words in a paragraph of unpunctuated captions."""
SILENCE = 4.0
"""Seconds. A longer pause between two cues ends a paragraph."""


def read(data: bytes, path: Path) -> Document:
    """Read a subtitle file.

    Raises:
        ReadError: it is not text, or contains no times.
    """
    cues = list(_cues(split(decode(data, path))))
    if not cues:
        raise ReadError(f"{path}: not subtitles (it contains no times); rename it to .txt to read it as plain text")
    stamps = tuple((number, _clock(start)) for number, start, _, _ in cues)
    return Document(tuple(_in_paragraphs(_not_repeated(cues))), places=Places(stamps=stamps), headed=False)


def _not_repeated(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield the cues, with the lines emptied that repeat the cue before, as roll-up captions do."""
    shown: list[str] = []
    for number, start, end, texts in cues:
        seen = [_seen(text) for text in texts]
        filled = [text for text in seen if text]
        again = next((n for n in range(min(len(shown), len(filled)), 0, -1) if shown[-n:] == filled[:n]), 0)
        repeated = [index for index, text in enumerate(seen) if text][:again]
        shown = filled or shown
        yield number, start, end, ["" if index in repeated else text for index, text in enumerate(texts)]


def _in_paragraphs(cues: Iterable[Cue]) -> Iterator[Line]:
    """Yield the lines with the numbers of their paragraphs: a long silence or another speaker begins one.

    Automatic captions have no full stops: there a paragraph also ends when it is long enough to be a sentence.
    """
    lines = [(cue, offset, text) for cue in cues for offset, text in enumerate(cue[3]) if _seen(text)]
    unmarked = sum(bool(TERMINAL.search(_seen(text))) for _, _, text in lines) < MARKED * len(lines)
    block, ended, length = Block(0), 0.0, 0
    for (number, start, end, _), offset, text in lines:
        words = len(_seen(text).split())
        long = unmarked and length + words > LONGEST_UNMARKED
        if start - ended > SILENCE or NEW_SPEAKER.match(text) or long:
            voice = VOICE.search(text)
            kind = BlockKind.TURN if voice else BlockKind.PARAGRAPH
            block, length = Block(block.number + 1, kind, speaker=" ".join(voice["name"].split()) if voice else None), 0
        length, ended = length + words, end
        yield Line(number + offset, text, _visible(text), block)


def _visible(text: str) -> str:
    return MARKUP.sub(lambda match: FILLER * len(match[0]), text)


def _seen(text: str) -> str:
    return _visible(text).replace(FILLER, "").strip()


def _cues(lines: list[str]) -> Iterator[Cue]:
    """Yield the cues of a file."""
    number = 0
    while number < len(lines):
        match = TIMING.match(lines[number])
        number += 1
        if match is None:
            continue
        first = number
        while number < len(lines) and lines[number].strip() and not TIMING.match(lines[number]):
            number += 1
        yield first + 1, _seconds(match.groups()[:4]), _seconds(match.groups()[4:]), lines[first:number]


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction}")


def _clock(seconds: float) -> str:
    """Format a time in seconds as citations show it.

    >>> _clock(3725.5)
    '01:02:05'
    """
    whole = min(int(seconds), 99 * 3600 + 3599)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
