"""Few vectors are compared one by one, many through cells that find nearly the same; a file that is cut short is no index."""

import numpy as np
import pytest

from summarize.index import faiss_file
from summarize.index.scope import FileRanges


def clustered(count: int, seed: int = 0) -> np.ndarray:
    """Vectors of unit length around a hundred directions, as sentences lie around subjects."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(100, 64))
    vectors = centres[chance.integers(100, size=count)] + 0.7 * chance.normal(size=(count, 64))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def built(vectors: np.ndarray, first: int = 0) -> faiss_file.Nearest:
    """An index of vectors that come in chunks, numbered from `first` on."""
    ids = np.arange(len(vectors), dtype=np.int64) + first
    return faiss_file.build(
        len(vectors), vectors, ((ids[at : at + 1000], vectors[at : at + 1000]) for at in range(0, len(ids), 1000))
    )


def scope(ids) -> FileRanges:
    ids = np.array(list(ids))
    return FileRanges(ids, ids, whole=False)


@pytest.fixture
def many(monkeypatch):
    monkeypatch.setattr(faiss_file, "EXACT_UP_TO", 1000)
    vectors = clustered(6000)
    return vectors, built(vectors, first=7)


def test_few_vectors_are_compared_exactly():
    vectors = clustered(300)
    index = built(vectors)
    assert index.exact
    expected = np.argsort(-(vectors @ vectors[5]))[:10]
    assert list(index.search(vectors[[5]], 10)) == expected.tolist()


def test_many_vectors_are_searched_approximately_and_nearly_as_well(many):
    vectors, index = many
    assert not index.exact
    found = 0
    for query in clustered(50, seed=1):
        expected = set((np.argsort(-(vectors @ query))[:10] + 7).tolist())
        found += len(expected & set(index.search(query[None], 10)))
    assert found >= 0.9 * 500


def test_only_the_sentences_asked_for_are_found_among_many(many):
    vectors, index = many
    wanted = list(range(7, 6007, 3))
    found = index.search(vectors[[0]], 20, scope(wanted))
    assert len(found) == 20
    assert set(found) <= set(wanted)


def test_sentences_behind_the_last_one_asked_for_are_not_found():
    vectors = clustered(900)
    wanted = range(3, 9)
    for query in vectors[:50]:
        assert set(built(vectors).search(query[None], 20, scope(wanted))) == set(wanted)


def test_of_several_questions_each_finds_its_sentences_with_the_highest_cosine():
    vectors = clustered(300)
    found = built(vectors).search(vectors[[5, 9]], 3)
    assert {5, 9} <= set(found)
    assert found[5] == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("count", [300, 6000])
def test_an_index_read_from_its_file_finds_the_same(monkeypatch, tmp_path, count):
    monkeypatch.setattr(faiss_file, "EXACT_UP_TO", 1000)
    vectors = clustered(count)
    index = built(vectors)
    faiss_file.write(index, tmp_path / "v.faiss")
    again = faiss_file.read(tmp_path / "v.faiss")
    assert again.exact == index.exact
    assert again.search(vectors[[3]], 5) == index.search(vectors[[3]], 5)


def test_a_file_that_is_cut_short_is_no_index(tmp_path):
    index = built(clustered(50))
    faiss_file.write(index, tmp_path / "v.faiss")
    data = (tmp_path / "v.faiss").read_bytes()
    (tmp_path / "v.faiss").write_bytes(data[: len(data) // 2])
    assert faiss_file.read(tmp_path / "v.faiss") is None
    assert faiss_file.read(tmp_path / "none.faiss") is None
