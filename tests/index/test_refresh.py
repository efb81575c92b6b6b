"""A refresh encodes what is new or changed, and nothing else."""

import os

import numpy as np
import pytest

from summarize.documents import sources
from summarize.index import refresh as indexing
from summarize.index.database import open_database


class CountingEncoder:
    """Stands in for the embedder to count what is encoded: sentences and single words."""

    name = "counting"
    english_only = True

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.words: list[str] = []

    def encode(self, texts):
        for text in texts:
            (self.texts if " " in text else self.words).append(text)
        return np.ones((len(texts), 4), dtype=np.float32) / 2


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("The port closed.\n")
    (folder / "b.txt").write_text("The harbour opened.\n")
    return folder


@pytest.fixture
def refresh(docs, tmp_path):
    index = open_database(tmp_path / "index", "counting")

    def run():
        encoder = CountingEncoder()
        done = indexing.refresh(index, sources.find([docs]).files, [docs], lambda: encoder, lambda *_: None)
        run.words = encoder.words
        return done, encoder.texts

    yield run
    index.close()


def test_only_new_changed_and_deleted_files_are_touched(refresh, docs):
    first, encoded = refresh()
    assert (first.new, len(encoded)) == (2, 2)
    again, encoded = refresh()
    assert (again.unchanged, encoded) == (2, [])
    (docs / "a.txt").write_text("The port closed on Monday.\n")
    (docs / "c.txt").write_text("It rained.\n")
    (docs / "b.txt").unlink()
    third, encoded = refresh()
    assert (third.new, third.changed, third.removed, third.unchanged) == (1, 1, 1, 0)
    assert encoded == ["The port closed on Monday.", "It rained."]


def test_a_word_is_encoded_once_however_many_files_use_it(refresh, docs):
    refresh()
    assert sorted(refresh.words) == ["closed", "harbour", "opened", "port"]
    (docs / "c.txt").write_text("The port opened again in Callao.\n")
    refresh()
    assert refresh.words == ["callao"]


def test_a_file_that_was_only_saved_again_is_not_encoded_again(refresh, docs):
    refresh()
    os.utime(docs / "a.txt", ns=(1, 1))
    done, encoded = refresh()
    assert (done.unchanged, encoded) == (2, [])


def test_an_unreadable_file_is_reported_and_the_rest_is_indexed(refresh, docs):
    (docs / "bad.txt").write_bytes(bytes(range(256)))
    done, encoded = refresh()
    assert len(encoded) == 2
    assert "bad.txt" in done.unreadable[0]


def test_an_interrupted_refresh_goes_on_where_it_stopped(refresh, docs, monkeypatch):
    def interrupt(self, texts):
        if "harbour" in texts[0]:
            raise KeyboardInterrupt
        return np.ones((len(texts), 4), dtype=np.float32) / 2

    monkeypatch.setattr(indexing, "TOGETHER", 1)
    with monkeypatch.context() as patch:
        patch.setattr(CountingEncoder, "encode", interrupt)
        with pytest.raises(KeyboardInterrupt):
            refresh()
    done, encoded = refresh()
    assert (done.new, done.unchanged, encoded) == (1, 1, ["The harbour opened."])
