"""Read a page that is a picture of text with Tesseract, where it is installed: its lines, in the order that Tesseract gives them.

Tesseract runs as a process of its own, which gets the picture on its standard input and writes no file; it inherits the limits on
memory of the process that reads documents.
"""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from statistics import mean
from typing import Any

from summarize.documents.readers.pdf.layout import PageLine, Piece
from summarize.text.punctuation import TERMINAL

DOTS = 300
"""Dots per inch at which a page is drawn, as Tesseract's documentation advises."""
MOST_DOTS = 40_000_000
"""Dots of a picture; a larger page is drawn with fewer per inch."""
POINTS = 72
LEAST_SURE = 60.0
"""Mean confidence in percent below which a line is no text."""
SECONDS_TO_LIST = 10.0
MOST_LANGUAGES = 4
"""Languages that are read at once, if so many are installed; the first is English."""
NO_LANGUAGES = frozenset({"osd", "equ", "snum"})
"""Data that Tesseract lists among its languages."""


def installed() -> bool:
    """Whether Tesseract is on this machine."""
    return shutil.which("tesseract") is not None


def lines(page: Any, seconds: float) -> list[PageLine]:
    """Return the lines of a page of pypdfium2, with font size 0 as it is not known; empty if there is no text on it.

    Args:
        page: the page.
        seconds: the time after which it is given up.
    """
    width, height = page.get_size()
    dots = min(DOTS, POINTS * (MOST_DOTS / max(width * height, 1.0)) ** 0.5)
    command = ["tesseract", "stdin", "stdout", "-l", "+".join(_languages()), "--dpi", str(round(dots)), "tsv"]
    done = _run(command, seconds, _picture(page, dots / POINTS))
    return list(_lines(done, POINTS / dots, height))


def _run(command: Sequence[str], seconds: float, given: bytes = b"") -> str:
    """Return the output of a command; empty if it fails or takes too long."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - no part of the command comes from a document
            command, input=given, capture_output=True, timeout=seconds, check=True, env=environment
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _picture(page: Any, scale: float) -> bytes:
    """Return a page drawn in grey, as a portable grey map."""
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer)
    lines = (bytes(rows[start : start + bitmap.width]) for start in range(0, bitmap.height * bitmap.stride, bitmap.stride))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)


@cache
def _languages() -> tuple[str, ...]:
    """Return the installed languages, English first."""
    listed = _run(["tesseract", "--list-langs"], SECONDS_TO_LIST)
    found = {line.strip() for line in listed.splitlines()[1:]} - NO_LANGUAGES
    return tuple(sorted(found, key=lambda name: (name != "eng", name))[:MOST_LANGUAGES]) or ("eng",)


def _lines(table: str, scale: float, height: float) -> Iterator[PageLine]:
    """Yield the lines of Tesseract's table of words; a paragraph of Tesseract's begins a paragraph."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row.get("level") == "5" and (row.get("text") or "").strip()]
    before, ended = None, True
    for (block, paragraph, _), group in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        line = list(group)
        if mean(float(word["conf"]) for word in line) >= LEAST_SURE:
            goes_on = line[0]["text"][:1].islower() and not ended
            begins = before is not None and (block, paragraph) != before and not goes_on  # a first line may continue a page
            yield _line(line, scale, height, begins=begins)
            before, ended = (block, paragraph), TERMINAL.search(line[-1]["text"]) is not None


def _line(words: Sequence[dict[str, str]], scale: float, height: float, *, begins: bool) -> PageLine:
    boxes = [[float(word[side]) * scale for side in ("left", "top", "width", "height")] for word in words]
    text = " ".join(word["text"].strip() for word in words)
    left, right = min(left for left, *_ in boxes), max(left + width for left, _, width, _ in boxes)
    top, bottom = height - min(top for _, top, *_ in boxes), height - max(top + high for _, top, _, high in boxes)
    return PageLine(text, left, bottom, right, top, 0.0, begins=begins, pieces=(Piece(text, left, right),))
