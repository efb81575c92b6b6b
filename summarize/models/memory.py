"""Compare the memory that a model needs with what is there, before it is loaded."""

from pathlib import Path

import psutil

from summarize.errors import ModelError

BESIDE = 300_000_000
"""Bytes that a model needs beside its weights, at least: what is computed and remembered of texts."""


def require(path: Path) -> None:
    """Return if there is memory for a model.

    Raises:
        ModelError: there is less than its weights and some room beside them take.
    """
    needed, free = (path.stat().st_size if path.is_file() else 0) + BESIDE, psutil.virtual_memory().available
    if free < needed:
        raise ModelError(
            f"{path}: needs at least {needed / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free; close other programs,"
            " or choose a smaller model"
        )
