"""What works on this machine, and how to mend what does not."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from summarize import models, preparation
from summarize.store import DATABASE

LIBRARIES = ("llama-cpp-python", "sentence-transformers", "torch", "onnxruntime", "onnx", "faiss-cpu", "numpy")
ROOM = 500_000_000
"""Bytes of free disk below which pulling or indexing may fail."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and how to mend it."""

    well: bool
    what: str
    mend: str = ""


def examine(models_folder: Path, index_folder: Path) -> Iterator[Finding]:
    """Look at Python, libraries, models, index, disk and processor."""
    yield Finding(
        sys.version_info >= (3, 11),
        f"Python {platform.python_version()} on {platform.platform()}",
        "install Python 3.11 or newer",
    )
    yield from _libraries()
    yield from _models(models_folder)
    yield _index(index_folder)
    yield from _disk(models_folder, index_folder)
    yield _processor()


def _libraries() -> Iterator[Finding]:
    for name in LIBRARIES:
        try:
            yield Finding(True, f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Finding(False, f"{name} is not installed", f"pip install {name}")


def _models(folder: Path) -> Iterator[Finding]:
    for model in models.catalogue():
        state = models.state(model, folder)
        well = state in (models.State.VERIFIED, models.State.PRESENT)
        if model.default or state is not models.State.MISSING:
            yield Finding(well, f"model {model.name} ({model.role}): {state} in {folder}", f"summarize models pull {model.name}")
        if well and model.default:
            quick = preparation.find(model, folder) is not None
            form = "as it is quickest on this processor" if quick else "as it came, which is slow"
            yield Finding(quick, f"model {model.name} runs {form}", f"summarize models pull {model.name}")


def _index(folder: Path) -> Finding:
    path = folder / DATABASE
    if not path.exists():
        return Finding(True, f"no index in {folder} yet; the first question makes one")
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            sound = db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            files = db.execute("SELECT count(*) FROM files").fetchone()[0]
    except sqlite3.Error as error:
        return Finding(False, f"index in {folder}: {error}", "summarize index --rebuild SOURCE")
    return Finding(sound, f"index in {folder}: {files} files", "summarize index --rebuild SOURCE")


def _disk(*folders: Path) -> Iterator[Finding]:
    for folder in folders:
        place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        free = shutil.disk_usage(place).free
        yield Finding(free > ROOM, f"{free / 1e9:.1f} GB free for {folder}", "free some disk space")
        yield Finding(os.access(place, os.W_OK), f"{place} can be written", "change its permissions, or use --index and --models")


def _processor() -> Finding:
    try:
        from summarize.llama import features

        found = features()
    except (ImportError, OSError) as error:
        return Finding(False, f"llama.cpp cannot be loaded: {error}", "pip install --force-reinstall llama-cpp-python")
    amx = "; AMX kernels are kept off, they crash on some processors" if "AMX_INT8" in found else ""
    return Finding(True, f"llama.cpp uses {', '.join(found)}{amx}")
