"""What is released: the same bytes each time, whole, and it answers where nothing else of the project is."""

import hashlib
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile

import pytest

from summarize.version import __version__
from tests.conftest import ROOT


def built(folder):
    """The files of a release: the source and the wheel."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True, capture_output=True)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return built(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def wheel(release):
    return next(file for file in release if file.suffix == ".whl")


def test_a_release_is_a_source_and_a_wheel_of_this_version(release):
    assert [file.name for file in release] == [f"summarize-{__version__}-py3-none-any.whl", f"summarize-{__version__}.tar.gz"]


def test_a_release_is_built_the_same_each_time(release, tmp_path):
    hashes = [[hashlib.sha256(file.read_bytes()).hexdigest() for file in files] for files in (release, built(tmp_path))]
    assert hashes[0] == hashes[1]


def test_the_package_index_would_take_a_release(release):
    run = [sys.executable, "-m", "twine", "check", "--strict", *map(str, release)]
    result = subprocess.run(run, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_a_wheel_carries_prompts_catalogue_small_models_and_examples(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"summarize/prompts/write.txt", "summarize/prompts/shorten.txt", "summarize/models/catalogue.toml"} <= names
    assert {
        "summarize/shipped/writer-adapter.gguf",
        "summarize/shipped/entailment-adapter.gguf",
        "summarize/text/demonyms.tsv",
        "summarize/text/inflections.tsv",
        "summarize/py.typed",
    } <= names
    examples = {name for name in names if name.startswith("summarize/examples/")}
    assert len(examples) == 7
    assert not any("briefing" in name or name.endswith(".py") for name in examples)
    assert not any(name.startswith(("training/", "tests/")) for name in names)


def test_a_source_release_has_what_a_set_up_needs(release):
    with tarfile.open(next(file for file in release if file.name.endswith(".tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"Makefile", "constraints.txt", "setup/install.py", "setup/llama.cmake", "Containerfile"} <= names


def test_an_installed_wheel_answers_in_another_folder(wheel, models_folder, tmp_path):
    place, work = tmp_path / "environment", tmp_path / "work"
    work.mkdir()
    venv.create(place, with_pip=False)
    own = next(place.glob("lib/python*/site-packages"))
    (own / "test_environment.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", place / "bin" / "python", "install", "--quiet", "--no-deps", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    env = {**os.environ, "SUMMARIZE_MODELS": str(models_folder)}
    shown = subprocess.run([place / "bin" / "summarize", "demo"], cwd=work, env=env, capture_output=True, text=True, timeout=300)
    assert shown.returncode == 0, shown.stderr
    assert str(own / "summarize" / "examples") in shown.stdout
    assert "[meridian_post.md:" in shown.stdout
