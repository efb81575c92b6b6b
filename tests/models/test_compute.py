"""What a model is run with: memory is compared before it is loaded, and a graphics card takes the layers that it is given."""

import os
import sys
from types import SimpleNamespace

import psutil
import pytest

from summarize import settings
from summarize.errors import InputError, ModelError
from summarize.models import catalogue, llama, memory
from summarize.models.cpu import Compute
from summarize.models.llama import Llama


@pytest.fixture
def gguf(models_folder):
    return catalogue.require(catalogue.default("writer"), models_folder)


def loaded(path, gpu_layers=None):
    return Llama(path, context=64, sequences=1, compute=Compute(1, gpu_layers))


def test_a_model_that_does_not_fit_is_an_error_that_says_what_is_missing(gguf, monkeypatch):
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=200_000_000))
    monkeypatch.setattr(llama, "uses_graphics", lambda: False)
    with pytest.raises(ModelError, match=r"needs at least 0\.4 GB of memory, and 0\.2 GB are free; .* a smaller model"):
        loaded(gguf)


def test_all_parts_of_a_split_model_count(tmp_path, monkeypatch):
    for part in (1, 2, 3):
        (tmp_path / f"big-0000{part}-of-00003.gguf").write_bytes(b"GGUF")
        os.truncate(tmp_path / f"big-0000{part}-of-00003.gguf", 1_000_000_000)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=2_000_000_000))
    with pytest.raises(ModelError, match=r"needs at least 3\.3 GB of memory, and 2\.0 GB are free"):
        memory.require(tmp_path / "big-00001-of-00003.gguf")


def test_the_memory_of_a_graphics_card_is_not_that_of_the_machine(gguf, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=200_000_000))
    monkeypatch.setattr(llama, "uses_graphics", lambda: True)
    loaded(gguf).close()
    with pytest.raises(ModelError, match="GB of memory"):
        loaded(gguf, gpu_layers=0)
    monkeypatch.setattr(sys, "platform", "darwin")  # but on Apple's machines it is
    with pytest.raises(ModelError, match="GB of memory"):
        loaded(gguf)


def test_a_build_without_graphics_takes_any_number_of_layers(gguf):
    for layers in (0, 5, None):
        model = loaded(gguf, layers)
        assert model.tokens("It rained.")
        model.close()


def test_the_option_wins_over_the_variable(monkeypatch):
    monkeypatch.setenv("SUMMARIZE_GPU_LAYERS", "12")
    assert settings.gpu_layers(None) == 12
    assert settings.gpu_layers(0) == 0
    monkeypatch.delenv("SUMMARIZE_GPU_LAYERS")
    assert settings.gpu_layers(None) is None


@pytest.mark.parametrize("value", ["all", "-1", "1.5"])
def test_a_variable_that_is_no_number_is_an_error_that_names_it(monkeypatch, value):
    monkeypatch.setenv("SUMMARIZE_GPU_LAYERS", value)
    with pytest.raises(InputError, match="SUMMARIZE_GPU_LAYERS"):
        settings.gpu_layers(None)
