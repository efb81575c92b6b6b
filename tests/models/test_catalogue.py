"""Models are what their hashes promise, or they are not used."""

import os
import shutil

import pytest

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.errors import ModelError
from summarize.models import catalogue
from summarize.models.catalogue import State
from summarize.settings import models_folders

EMBEDDER, WRITER, PARSER = (catalogue.default(role) for role in ("embedder", "writer", "parser"))


@pytest.fixture
def copy(models_folder, tmp_path):
    """A models folder of its own, whose files may be spoilt."""
    shutil.copytree(models_folder / EMBEDDER.name, tmp_path / EMBEDDER.name)
    os.link(models_folder / WRITER.files[0].name, tmp_path / WRITER.files[0].name)
    return tmp_path


def test_the_models_that_are_installed_are_verified(models_folder):
    for model in (EMBEDDER, WRITER, PARSER):
        assert catalogue.state(model, models_folder, thorough=True) is State.VERIFIED


def test_a_missing_model_is_an_error_that_tells_how_to_fetch_it(tmp_path):
    with pytest.raises(ModelError, match="summarize models pull"):
        catalogue.require(WRITER, tmp_path)


def test_a_truncated_model_is_found_out(copy):
    path = copy / EMBEDDER.name / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ModelError, match="truncated or altered"):
        catalogue.require(EMBEDDER, copy)


def test_a_model_of_the_right_size_and_the_wrong_hash_is_found_out(copy):
    assert catalogue.state(EMBEDDER, copy) is State.VERIFIED
    path = copy / EMBEDDER.name / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[5_000_000] ^= 1
    path.write_bytes(data)
    assert catalogue.state(EMBEDDER, copy) is State.DAMAGED


def test_a_file_is_hashed_once(copy, monkeypatch):
    catalogue.state(EMBEDDER, copy)
    monkeypatch.setattr(catalogue.hashlib, "file_digest", lambda *_: pytest.fail("hashed again"))
    assert catalogue.state(EMBEDDER, copy) is State.VERIFIED


@pytest.mark.parametrize(("content", "reason"), [(None, "no such"), (b"not a model", "not a GGUF")])
def test_a_model_file_that_the_user_names_must_be_one(tmp_path, content, reason):
    path = tmp_path / "my.gguf"
    if content:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=reason):
        catalogue.require_gguf(path)


def test_every_model_names_its_licence_its_source_and_its_memory():
    for model in catalogue.catalogue():
        assert model.licence
        assert model.origin
        assert model.memory > 0
        assert model.ran is all(file.sha256 for file in model.files)


def test_an_unknown_model_is_an_error_that_names_the_known_ones():
    with pytest.raises(ModelError, match="SmolLM2-135M-Instruct"):
        catalogue.by_name("gpt")


def test_the_folder_is_found_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.delenv("SUMMARIZE_MODELS", raising=False)
    monkeypatch.chdir(tmp_path)
    assert catalogue.folder(None).is_absolute()
    monkeypatch.setenv("SUMMARIZE_MODELS", str(tmp_path / "m"))
    assert models_folders(None) == [tmp_path / "m"]
    assert models_folders(tmp_path / "option") == [tmp_path / "option"]


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A folder of its own in place of the one whose models come with the program."""
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: tmp_path)
    return tmp_path


def test_the_models_that_come_with_the_program_are_whole_small_and_licensed():
    for small, most in zip(catalogue.shipped(), (12_000_000, 12_000_000, 25_000_000, 20_000), strict=True):
        assert catalogue.state_of_shipped(small) is State.VERIFIED
        assert small.path.stat().st_size == small.size <= most
        learned = small.role != "language means"  # which are measured on sentences with a licence of their own
        assert not learned or small.licence == catalogue.by_name(small.base).licence


def test_the_program_does_without_a_shipped_model_that_is_not_there(shipped):
    assert catalogue.find_shipped("adapter") is None
    assert Workspace(Setup(shipped, shipped)).setup.adapter_file() is None


def test_a_damaged_shipped_model_is_an_error_that_names_the_way_out(shipped):
    for small in catalogue.shipped():
        (shipped / small.name).write_bytes(b"not what it was")
    with pytest.raises(ModelError, match="--no-adapter"):
        catalogue.find_shipped("adapter")
    with pytest.raises(ModelError, match="reinstall the program"):
        catalogue.find_shipped("judge")
    assert Workspace(Setup(shipped, shipped, adapter=False)).setup.adapter_file() is None


def test_the_rules_go_on_alone_where_the_parser_is_missing(tmp_path):
    assert Workspace(Setup(tmp_path, tmp_path)).parser is None


def test_a_damaged_parser_is_an_error_that_names_the_way_out(models_folder, tmp_path):
    shutil.copytree(models_folder / PARSER.name, tmp_path / PARSER.name)
    (tmp_path / PARSER.name / "parser" / "model").write_bytes(b"not what it was")
    with pytest.raises(ModelError, match=f"summarize models pull {PARSER.name}"):
        _ = Workspace(Setup(tmp_path, tmp_path)).parser


def test_the_weights_of_a_model_are_its_largest_file_of_weights():
    weights = {model.name: model.weights.name for model in catalogue.catalogue()}
    assert weights["all-MiniLM-L6-v2"] == "model.safetensors"
    assert weights["en_core_web_sm"] == "tok2vec/model"
    assert weights["multilingual-e5-small"] == "e5-small-q4.bin"
    assert weights["MiniCheck-RoBERTa-Large"] == "pytorch_model.bin"
