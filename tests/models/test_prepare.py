"""A model is made quick once; what was made is used only while it is whole and fits this machine and these weights."""

import json
import shutil

import pytest

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.errors import ModelError
from summarize.models import catalogue, cpu, prepare
from summarize.models.onnx_embedder import OnnxEncoder


@pytest.fixture
def place(models_folder, tmp_path):
    """A models folder of its own, with both models and what was prepared of them."""
    folder = tmp_path / "models"
    shutil.copytree(models_folder, folder, ignore=shutil.ignore_patterns(".partial"))
    return folder


@pytest.mark.parametrize("role", ["embedder", "writer"])
def test_a_pulled_model_is_prepared_and_not_again(place, role):
    model = catalogue.default(role)
    found = prepare.find(model, place)
    assert found is not None
    assert (place / found.file).is_file()
    assert not prepare.prepare(model, place)


def damage(place, found):
    path = place / found.file
    path.write_bytes(path.read_bytes()[:-5])


def change_weights(place, found):
    edit(place, source="0" * 64)


def delete(place, found):
    (place / found.file).unlink()


def spoil_the_record(place, found):
    (place / prepare.FOLDER / prepare.RECORD).write_text("{", encoding="utf-8")


def edit(place, **changes):
    path = place / prepare.FOLDER / prepare.RECORD
    record = json.loads(path.read_text(encoding="utf-8"))
    for entry in record.values():
        entry.update(changes)
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.mark.parametrize("fault", [damage, change_weights, delete, spoil_the_record])
def test_what_does_not_fit_is_not_used_the_embedder_is_exported_again_and_the_writer_runs_as_it_came(place, tmp_path, fault):
    embedder, writer = catalogue.default("embedder"), catalogue.default("writer")
    for model in (embedder, writer):
        found = prepare.find(model, place)
        if found and found.file.startswith(prepare.FOLDER):  # the writer may be quickest as it came
            fault(place, found)
    assert prepare.find(embedder, place) is None
    assert Workspace(Setup(place, tmp_path)).setup.writer_path() == writer.home(place)
    assert isinstance(Workspace(Setup(place, tmp_path)).encoder, OnnxEncoder)
    assert prepare.find(embedder, place) is not None


def test_an_embedder_that_cannot_be_stored_is_exported_for_this_once(place, tmp_path):
    shutil.rmtree(place / prepare.FOLDER)
    (place / prepare.FOLDER).write_text("a file where the folder should be", encoding="utf-8")
    encoder = Workspace(Setup(place, tmp_path)).encoder
    assert isinstance(encoder, OnnxEncoder)
    assert encoder.encode(["It rained."]).shape == (1, encoder.dimensions)


def test_a_damaged_preparation_is_mended_by_preparing_again(place):
    embedder = catalogue.default("embedder")
    damage(place, prepare.find(embedder, place))
    assert prepare.prepare(embedder, place)
    assert prepare.find(embedder, place) is not None


def test_what_was_prepared_for_another_kind_of_processor_is_not_used_and_is_kept(place, monkeypatch):
    embedder, writer = catalogue.default("embedder"), catalogue.default("writer")
    here = cpu.multiplies_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(cpu, "name", lambda: "Another 9000")
        assert prepare.find(writer, place) is None  # it was timed on this one
        assert prepare.find(embedder, place) is not None  # its form is the same
        patch.setattr(cpu, "multiplies_bytes", lambda: not here)
        assert prepare.find(embedder, place) is None
        assert prepare.prepare(embedder, place)
        assert prepare.find(embedder, place) is not None
    assert prepare.find(embedder, place) is not None


def test_a_model_runs_with_no_more_threads_than_the_process_may_use(monkeypatch):
    monkeypatch.setattr(cpu, "processors", lambda: 1)
    assert prepare.Prepared("file", "hash", "source", 8).usable_threads == 1


def test_a_model_that_is_not_there_cannot_be_prepared(tmp_path):
    with pytest.raises(ModelError, match="models pull"):
        prepare.prepare(catalogue.default("embedder"), tmp_path)
