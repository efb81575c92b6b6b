"""The set-up installs what answers need first, and says how far it is."""

import importlib.util

import pytest

from tests.conftest import ROOT

spec = importlib.util.spec_from_file_location("install", ROOT / "setup" / "install.py")
install = importlib.util.module_from_spec(spec)
spec.loader.exec_module(install)


def test_extras_of_extras_are_required_by_name():
    everything = install.requirements(("dev",))
    assert not any(each.startswith("summarize") for each in everything)
    names = set(map(install.name, everything))
    assert {"pytest", "pypdfium2", "accelerate", "torch", "numpy"} <= names
    assert len(everything) == len(set(everything))


def test_what_no_answer_needs_is_required_by_the_project_all_the_same():
    assert set(map(install.name, install.requirements(()))) >= install.REFERENCE


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("", "looking for packages"),
        ("  Downloading numpy-2.4.6.whl (16.1 MB)\n  Downloading spacy-3.8.whl (33 MB)\n", "Downloading spacy-3.8.whl"),
        ("Building wheel for llama-cpp-python (pyproject.toml): started", "Building wheel for llama-cpp-python"),
        ("Building wheel for llama-cpp-python\n  [9/83] /usr/bin/cc -o ggml.o -c ggml.c\n", "compiling llama.cpp: 9 of 83"),
        ("  [83/83] : && ld\nInstalling collected packages: numpy", "Installing"),
    ],
)
def test_a_line_says_what_is_being_done(log, said):
    assert install.step(log) == said
