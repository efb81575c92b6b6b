"""Subtitles (SRT, WebVTT): the spoken lines, numbered as in the file, with the time at which each is said.

One sentence runs over several cues; a long silence ends it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from summarize.errors import ReadError
from summarize.places import Places
from summarize.readers.decoding import decode
from summarize.readers.plain import split
from summarize.types import FILLER, Document, Line

CLOCK = r"(?:(\d{1,3}):)?(\d\d):(\d\d)[.,](\d{1,3})"
TIMING = re.compile(rf"^\s*{CLOCK}\s*-->\s*{CLOCK}")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|</?\d[\d:.]*>|\{\\[^{}]*\}")
NEW_SPEAKER = re.compile(r"^\s*(?:[-–—]\s|>>|<v\b)")
SILENCE = 4.0
"""Seconds between two cues that end a paragraph."""


def read(data: bytes, path: Path) -> Document:
    """A file of subtitles.

    Raises:
        ReadError: it is no text, or holds no times.
    """
    lines: list[Line] = []
    stamps: list[tuple[int, str]] = []
    block, ended = 0, 0.0
    for number, start, end, texts in _cues(split(decode(data, path))):
        if start - ended > SILENCE:
            block += 1
        ended = end
        stamps.append((number, _clock(start)))
        for offset, text in enumerate(texts, start=number):
            block += bool(NEW_SPEAKER.match(text))
            visible = MARKUP.sub(lambda match: FILLER * len(match[0]), text)
            if visible.replace(FILLER, "").strip():
                lines.append(Line(offset, text, visible, block=block))
    if not stamps:
        raise ReadError(f"{path}: no subtitles (it holds no times); name it .txt to read it as it is")
    return Document(tuple(lines), places=Places(stamps=tuple(stamps)), headed=False)


def _cues(lines: list[str]) -> Iterator[tuple[int, float, float, list[str]]]:
    """The number of the first line of each cue's text, its start and end in seconds, and its lines."""
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
    """A time as citations give it.

    >>> _clock(3725.5)
    '01:02:05'
    """
    whole = min(int(seconds), 99 * 3600 + 3599)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
