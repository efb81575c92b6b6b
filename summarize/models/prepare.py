"""Models made quick for this machine, once, when they are pulled: the embedder exported, the writer requantised and timed.

What is made lies in ``prepared/`` beside the models with a record of its hash, of what it was made from and for which
processor. It may be deleted at any time; without it the models run as they came.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from summarize.atomic_write import replacing
from summarize.errors import ModelError
from summarize.models import catalogue, cpu
from summarize.models.catalogue import Model, State

FOLDER = "prepared"
RECORD = "record.json"
REQUANTISED_UP_TO = 500_000_000
"""Bytes of a writer. Larger ones come in a form that llama.cpp is quick with, and twice their size is no small thing."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A model as it runs quickest here: its file below the models folder, what it was made from, the threads to run it with."""

    file: str
    sha256: str
    source: str
    threads: int

    @property
    def usable_threads(self) -> int:
        """The threads to run it with: no more than this process may use."""
        return min(self.threads, cpu.processors())


def concerns(model: Model) -> bool:
    """Whether a model is one of those that are made quick."""
    return model.default and model.role in ("embedder", "writer")


def find(model: Model, place: Path) -> Prepared | None:
    """What a model was prepared as: if it is there, whole, made from these weights, and made for this processor."""
    found = _record(place).get(_key(model))
    if found is None or found.source != _source(model):
        return None
    path = place / found.file
    return found if path.is_file() and catalogue.hashes([path], place) == [found.sha256] else None


def state(model: Model, place: Path) -> State:
    """Whether what was made of a model is there and whole, by hashing it anew."""
    found = _record(place).get(_key(model))
    if found is None:
        return State.MISSING
    path = place / found.file
    return (
        State.VERIFIED if path.is_file() and catalogue.hashes([path], place, thorough=True) == [found.sha256] else State.DAMAGED
    )


def prepare(model: Model, place: Path) -> bool:
    """Make a model quick for this machine; `False` if it was.

    Raises:
        ModelError: the model is not there, or it cannot be prepared; it runs as it came.
    """
    from filelock import FileLock  # two that pull at once

    if find(model, place):
        return False
    catalogue.require(model, place)
    folder = place / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with FileLock(folder / ".lock"):
            if find(model, place):
                return False
            path, threads = _embedder(model, place) if model.role == "embedder" else _writer(model, place)
            (digest,) = catalogue.hashes([path], place, thorough=True)
            file = path.relative_to(place).as_posix()
            _note(place, _key(model), Prepared(file, digest, _source(model), threads))
    except OSError as error:
        raise ModelError(f"{folder}: cannot store {model.name} as it runs quickest ({error.strerror or error})") from error
    return True


def _embedder(model: Model, place: Path) -> tuple[Path, int]:
    from summarize.models.onnx_export import export

    eight_bit = cpu.multiplies_bytes()
    target = place / FOLDER / f"{model.name}.{'int8' if eight_bit else 'float32'}.onnx"
    try:
        with replacing(target) as draft:
            export(model.home(place), draft, eight_bit=eight_bit)
    except (RuntimeError, ValueError, ImportError) as error:
        raise ModelError(f"{model.name} cannot be exported ({error}); it runs by sentence-transformers, more slowly") from error
    return target, cpu.processors()


def _writer(model: Model, place: Path) -> tuple[Path, int]:
    """The quicker of the weights as they came and with 8 bits each, with the quicker number of threads."""
    from summarize.models.llama import requantise, seconds

    source = model.home(place)
    forms = [source]
    target = place / FOLDER / f"{source.stem.rpartition('.')[0] or source.stem}.Q8_0.gguf"
    if source.stat().st_size <= REQUANTISED_UP_TO:
        with replacing(target) as draft:
            requantise(source, draft, cpu.processors())
        forms.append(target)
    counts = sorted({cpu.processors(), max(cpu.processors() // 2, 1)})
    best = source
    try:
        best, threads = min(((form, count) for form in forms for count in counts), key=lambda way: seconds(*way))
    finally:
        if best != target:
            target.unlink(missing_ok=True)
    return best, threads


def _key(model: Model) -> str:
    """The entry of a model in the record: machines that share a models folder have one each."""
    return f"{model.name} on {cpu.name()}"


def _source(model: Model) -> str:
    """What tells the weights of a model from others: the hash of its largest file, or its name where a hub keeps the hash."""
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
