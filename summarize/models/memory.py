"""Compare the memory that a model needs with what is there, before it is loaded."""

import glob
import re
from pathlib import Path

import psutil

from summarize.errors import ModelError

BESIDE = 300_000_000
"""Bytes that a model needs beside its weights, at least: what is computed and remembered of texts."""

PART = re.compile(r"-00001-of-(?P<count>\d{5})\.gguf$")
"""The end of the name of the first part of a model that is split into several files, as llama.cpp names them."""


def parts(path: Path) -> list[Path]:
    """Return the files of a model that are there: one, or all the parts if the first one is named."""
    found = PART.search(path.name)
    files = path.parent.glob(f"{glob.escape(path.name[: found.start()])}-*-of-{found['count']}.gguf") if found else [path]
    return [file for file in files if file.is_file()]


def require(path: Path) -> None:
    """Return if there is memory for a model.

    Raises:
        ModelError: there is less than its weights and some room beside them take.
    """
    needed, free = sum(part.stat().st_size for part in parts(path)) + BESIDE, psutil.virtual_memory().available
    if free < needed:
        raise ModelError(
            f"{path}: needs at least {needed / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free; close other programs,"
            " or choose a smaller model"
        )
