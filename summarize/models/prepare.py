"""Prepare models for this machine, once, when they are pulled: export the embedder, requantise and time the writer.

Prepared files are in ``prepared/`` next to the models, with a record of their hash, what they were made from and for which
processor. They may be deleted at any time: the embedder is then exported again, and the writer runs as it came.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from summarize import settings
from summarize.atomic_write import replacing
from summarize.errors import ModelError
from summarize.models import catalogue, cpu
from summarize.models.catalogue import Model, State
from summarize.models.cpu import Compute

FOLDER = "prepared"
RECORD = "record.json"
REQUANTISED_UP_TO = 500_000_000
"""Largest writer, in bytes, that is requantised. Larger ones come in a form that llama.cpp runs fast, and would need twice
their space."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A model in its fastest form here: its file below the models folder, its hash and source, and the threads to run it with."""

    file: str
    sha256: str
    source: str
    threads: int

    @property
    def usable_threads(self) -> int:
        """The threads to run it with, at most as many as this process may use."""
        return min(self.threads, cpu.processors())


def concerns(model: Model) -> bool:
    """Whether a model is one of those that are prepared."""
    return model.default and model.role in ("embedder", "writer")


def form() -> str:
    """Return the form of the embedder that is fastest on this processor."""
    return "int8" if cpu.multiplies_bytes() else "float32"


def find(model: Model, place: Path) -> Prepared | None:
    """Return the prepared form of a model, if it is there, intact, and made from these weights and for this processor."""
    found = _record(place).get(_key(model))
    if found is None or found.source != _source(model):
        return None
    path = place / found.file
    return found if path.is_file() and catalogue.hashes([path], place) == [found.sha256] else None


@contextmanager
def exported(embedder: Model, place: Path) -> Iterator[Path]:
    """Yield the embedder's file for ONNX Runtime, made now if it is not there, for this once if it cannot be stored.

    Raises:
        ModelError: the embedder is not there, or it cannot be exported.
    """
    with suppress(ModelError):
        prepare(embedder, place)
    if found := find(embedder, place):
        yield place / found.file
        return
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield _export(embedder, catalogue.require(embedder, place), Path(folder))


def state(model: Model, place: Path) -> State:
    """Return whether the prepared form of a model is there and intact; its file is hashed again."""
    found = _record(place).get(_key(model))
    if found is None:
        return State.MISSING
    path = place / found.file
    return (
        State.VERIFIED if path.is_file() and catalogue.hashes([path], place, thorough=True) == [found.sha256] else State.DAMAGED
    )


def prepare(model: Model, place: Path) -> bool:
    """Prepare a model for this machine; return `False` if it was prepared already.

    Raises:
        ModelError: the model is not there, or it cannot be prepared; it runs as it came.
    """
    from filelock import FileLock  # for two processes that pull at once

    if find(model, place):
        return False
    catalogue.require(model, place)
    folder = place / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with FileLock(folder / ".lock"):
            if find(model, place):
                return False
            if model.role == "embedder":
                path, threads = _export(model, model.home(place), folder), cpu.processors()
            else:
                path, threads = _writer(model, place)
            (digest,) = catalogue.hashes([path], place, thorough=True)
            file = path.relative_to(place).as_posix()
            _note(place, _key(model), Prepared(file, digest, _source(model), threads))
    except OSError as error:
        raise ModelError(f"{folder}: cannot store {model.name} as it runs quickest ({error.strerror or error})") from error
    return True


def _export(model: Model, home: Path, folder: Path) -> Path:
    from summarize.models.onnx_export import export

    target = folder / f"{model.name}.{form()}.onnx"
    try:
        with replacing(target) as draft:
            export(home, draft, eight_bit=cpu.multiplies_bytes())
    except (RuntimeError, ValueError, KeyError, ImportError) as error:
        raise ModelError(f"{model.name} cannot be exported ({error}); report it as a bug") from error
    return target


def _writer(model: Model, place: Path) -> tuple[Path, int]:
    """Return the faster of the original and the 8-bit weights, and the faster number of threads."""
    from summarize.models.llama import requantise, seconds

    source = model.home(place)
    forms = [source]
    target = place / FOLDER / f"{source.stem.rpartition('.')[0] or source.stem}.Q8_0.gguf"
    if source.stat().st_size <= REQUANTISED_UP_TO:
        with replacing(target) as draft:
            requantise(source, draft, cpu.processors())
        forms.append(target)
    counts = sorted({cpu.processors(), max(cpu.processors() // 2, 1)})
    layers = settings.gpu_layers(None)
    best = source
    try:
        ways = [(file, count) for file in forms for count in counts]
        best, threads = min(ways, key=lambda way: seconds(way[0], Compute(way[1], layers)))
    finally:
        if best != target:
            target.unlink(missing_ok=True)
    return best, threads


def _key(model: Model) -> str:
    """Return the record's key for a model: one for each form of an embedder, and for each processor that timed a writer."""
    return f"{model.name} in {form()}" if model.role == "embedder" else f"{model.name} on {cpu.name()}"


def _source(model: Model) -> str:
    """Return what identifies the weights of a model: the hash of its largest file, or its name if only a hub has the hash."""
    return model.weights.sha256 or model.weights.name


def _record(place: Path) -> dict[str, Prepared]:
    try:
        found = json.loads((place / FOLDER / RECORD).read_text(encoding="utf-8"))
        return {name: Prepared(**known) for name, known in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _note(place: Path, name: str, prepared: Prepared) -> None:
    known = {key: asdict(value) for key, value in _record(place).items()} | {name: asdict(prepared)}
    with replacing(place / FOLDER / RECORD) as draft:
        draft.write_text(json.dumps(known, indent=1), encoding="utf-8")
