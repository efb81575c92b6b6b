"""Find what works on this machine, and how to fix what does not."""

import os
import platform
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from summarize.documents import sources
from summarize.documents.not_read import summary
from summarize.documents.readers import kinds
from summarize.documents.readers.formats import FORMATS
from summarize.documents.readers.sandbox import parent
from summarize.errors import InputError, ModelError, ReadError, StoreError
from summarize.index.schema import DATABASE, FORMAT
from summarize.models import catalogue, prepare

LIBRARIES = ("llama-cpp-python", "onnxruntime", "onnx", "faiss-cpu", "spacy", "numpy")
REFERENCE = ("sentence-transformers", "torch")
"""Libraries that run other embedders than the bundled one, and checkers."""
EXTRAS = {
    "html": ("trafilatura", "web pages"),
    "office": ("openpyxl", "workbooks and slides"),
    "pdf": ("pypdfium2", "PDF"),
    "rtf": ("striprtf", "RTF"),
}
"""The extras that read formats: the module that each needs, and what it reads."""
DOORS = {"serve": ("uvicorn", "the page (`summarize serve`)"), "mcp": ("mcp", "MCP (`summarize mcp`)")}
"""The extras that open another door: the module that each needs, and the door."""
ROOM = 500_000_000
"""Bytes of free disk space below which pulling models or indexing may fail."""
NOT_PREPARED = {
    "embedder": "has no form for this processor yet; the next question makes it",
    "writer": "runs in the form that was downloaded, which is slower",
}
OFFLINE = ("HF_HUB_OFFLINE", "PIP_NO_INDEX")
"""Environment variables that keep `models pull` from the network."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check: whether it is well, what was seen, and how to fix it."""

    well: bool
    what: str
    fix: str = ""


def examine(models_folder: Path, index_folder: Path, paths: Sequence[Path] = (), store: str | None = None) -> Iterator[Finding]:
    """Check Python, libraries, extras, formats, sources, models, index, disk, the reading process, processor and network.

    With `store`, the folder or address of a store that many machines read, that is checked in place of the index.
    """
    yield Finding(
        sys.version_info >= (3, 11),
        f"Python {platform.python_version()} on {platform.platform()}",
        "install Python 3.11 or newer",
    )
    yield from _libraries()
    yield from _extras()
    yield _without_reader()
    yield from (_source(path) for path in paths)
    yield from _models(models_folder)
    yield from [_store(store)] if store else _index(index_folder)
    yield from _disk(models_folder, index_folder)
    yield _reading()
    yield _processor()
    yield _graphics()
    yield _network()


def _libraries() -> Iterator[Finding]:
    for name in LIBRARIES:
        try:
            yield Finding(True, f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Finding(False, f"{name} is not installed", f"pip install {name}")
    for name in REFERENCE:
        try:
            yield Finding(True, f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Finding(True, f"{name} is not installed; only other embedders and --checker need it (pip install {name})")


def _extras() -> Iterator[Finding]:
    endings = {extra: ", ".join(e for e, f in FORMATS.items() if f.extra == extra) for extra in EXTRAS}
    for extra, (module, what) in EXTRAS.items():
        here = find_spec(module) is not None
        seen = f"{what} ({endings[extra]}) can{'' if here else 'not'} be read"
        yield Finding(here, seen, f"pip install 'summarize[{extra}]'")
    for extra, (module, door) in DOORS.items():
        here = find_spec(module) is not None
        yield Finding(here, f"{door} can{'' if here else 'not'} be started", f"pip install 'summarize[{extra}]'")


def _without_reader() -> Finding:
    """Report the kinds of documents without a reader, with a way to have each read."""
    ways = {kind: [ending for ending, of in kinds.KINDS.items() if of is kind] for kind in kinds.KINDS.values() if kind.way}
    return Finding(True, "no reader for " + "; ".join(f"{', '.join(endings)} ({kind.way})" for kind, endings in ways.items()))


def _source(path: Path) -> Finding:
    """Report how much of a source can be read; a broken file is a fault, a kind without a reader is not."""
    try:
        found = sources.find([path])
    except InputError as error:
        return Finding(False, str(error), "name a file or a folder that holds documents")
    seen = "; ".join([f"{path}: {_files(len(found.files))} to read", *filter(None, [summary(found.unread)]), *found.unreadable])
    return Finding(not found.unreadable, seen, "convert what is broken or leave it out")


def _models(folder: Path) -> Iterator[Finding]:
    for model in catalogue.catalogue():
        state = catalogue.state(model, folder)
        well = state in (catalogue.State.VERIFIED, catalogue.State.PRESENT)
        if model.default or state is not catalogue.State.MISSING:
            yield Finding(well, f"model {model.name} ({model.role}): {state} in {folder}", f"summarize models pull {model.name}")
        if well and prepare.concerns(model):
            quick = prepare.find(model, folder) is not None
            form = "runs in the form that is fastest on this processor" if quick else NOT_PREPARED[model.role]
            yield Finding(quick, f"model {model.name} {form}", f"summarize models pull {model.name}")
    for small in catalogue.shipped():
        state = catalogue.state_of_shipped(small)
        seen = f"model {small.name} ({small.role}): {state} in {small.path.parent}"
        yield Finding(state is catalogue.State.VERIFIED, seen, f"reinstall the program, or go on with --no-{small.role}")


def _index(folder: Path) -> Iterator[Finding]:
    path = folder / DATABASE
    rebuild = "summarize index --rebuild SOURCE"
    if not path.exists():
        yield Finding(True, f"no index in {folder} yet; the first question makes one")
        return
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            found = dict(db.execute("SELECT key, value FROM meta"))
            if found.get("format") != str(FORMAT):
                yield Finding(True, f"index in {folder}: of another version; the next question rebuilds it")
                return
            sound = db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            (files,) = db.execute("SELECT count(*) FROM files WHERE trouble IS NULL").fetchone()
            (sentences,) = db.execute("SELECT count(*) FROM sentences").fetchone()
            (vectors,) = db.execute("SELECT count(*) FROM vectors").fetchone()
            troubles = [row[0] for row in db.execute("SELECT trouble FROM files WHERE trouble IS NOT NULL")]
    except sqlite3.Error as error:
        yield Finding(False, f"index in {folder}: {error}", rebuild)
        return
    seen = f"index in {folder}: {sentences:,} sentences of {files:,} files"
    yield Finding(sound and vectors == sentences, seen, rebuild)
    yield from (Finding(False, f"not in the index: {trouble}") for trouble in troubles)


def _store(address: str) -> Finding:
    """Report what a store holds, if it can be read."""
    from summarize.app import shared_store  # it imports what the other checks go without

    try:
        files, sentences = shared_store.count(address)
    except StoreError as error:
        return Finding(False, str(error), f"check the address and the credentials; summarize index SOURCE --store {address}")
    return Finding(True, f"store in {address}: {sentences:,} sentences of {_files(files)}")


def _disk(*folders: Path) -> Iterator[Finding]:
    for folder in folders:
        place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        free = shutil.disk_usage(place).free
        yield Finding(free > ROOM, f"{free / 1e9:.1f} GB free for {folder}", "free some disk space")
        yield Finding(os.access(place, os.W_OK), f"{place} can be written", "change its permissions, or use --index and --models")


def _reading() -> Finding:
    """Report whether the process that reads large formats starts and answers."""
    try:
        parent.read(Path("no such file.docx").absolute())
    except ReadError as error:
        if "No such file" in str(error):
            limits = f"{parent.SECONDS:.0f} seconds and {parent.MEMORY / 1e9:.0f} GB a file"
            confined = "" if find_spec("resource") else "; this system limits time only, not memory"
            return Finding(True, f"large formats are read in a process of their own, within {limits}{confined}")
        return Finding(False, f"large formats cannot be read: {error}", "pip install --force-reinstall summarize")
    return Finding(False, "the process that reads large formats gives something else than asked", "report it as a bug")


def _processor() -> Finding:
    try:
        from summarize.models.llama import features

        found = features()
    except ModelError as error:
        return Finding(False, str(error), "pip install --force-reinstall llama-cpp-python")
    amx = "; AMX kernels are kept off, they crash on some processors" if "AMX_INT8" in found else ""
    return Finding(True, f"llama.cpp uses {', '.join(found)}{amx}")


def _graphics() -> Finding:
    """Report whether a graphics card can be used, by llama.cpp and by ONNX Runtime."""
    try:
        import onnxruntime

        from summarize.models.llama import uses_graphics

        used, providers = uses_graphics(), onnxruntime.get_available_providers()
    except (ImportError, ModelError):
        return Finding(True, "whether a graphics card can be used is not known")
    offered = f"ONNX Runtime offers {', '.join(name.removesuffix('ExecutionProvider') for name in providers)}, and CPU is used"
    if used:
        return Finding(True, f"llama.cpp gives layers to a graphics card (--gpu-layers); {offered}")
    return Finding(True, f"llama.cpp has no graphics card that it can use; builds for some: docs/install.md; {offered}")


def _network() -> Finding:
    """Report whether there is a network; only `models pull` needs one. No connection is tried."""
    kept = [name for name in OFFLINE if os.environ.get(name)]
    names = [name for _, name in socket.if_nameindex() if name != "lo"] if hasattr(socket, "if_nameindex") else ["unknown"]
    state = "there is a network interface" if names else "there is no network interface"
    held = f", and {', '.join(kept)} is set" if kept else ""
    return Finding(True, f"{state}{held}; questions need no network, `summarize models pull` does")


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"
