"""Few vectors are compared one by one, many through cells that find nearly the same; a file that is cut short is no index."""

import numpy as np
import pytest

from summarize import nearest


def clustered(count: int, seed: int = 0) -> np.ndarray:
    """Vectors of unit length around a hundred directions, as sentences lie around subjects."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(100, 64))
    vectors = centres[chance.integers(100, size=count)] + 0.7 * chance.normal(size=(count, 64))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def many(monkeypatch):
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 1000)
    vectors = clustered(6000)
    return vectors, nearest.build(np.arange(6000, dtype=np.int64) + 7, vectors)


def test_few_vectors_are_compared_exactly():
    vectors = clustered(300)
    index = nearest.build(np.arange(300, dtype=np.int64), vectors)
    assert index.exact
    expected = np.argsort(-(vectors @ vectors[5]))[:10]
    assert list(index.search(vectors[5], range(300), 10)) == expected.tolist()


def test_many_vectors_are_searched_approximately_and_nearly_as_well(many):
    vectors, index = many
    assert not index.exact
    found = 0
    for query in clustered(50, seed=1):
        expected = set((np.argsort(-(vectors @ query))[:10] + 7).tolist())
        found += len(expected & set(index.search(query, range(7, 6007), 10)))
    assert found >= 0.9 * 500


def test_only_the_sentences_asked_for_are_found_among_many(many):
    vectors, index = many
    wanted = list(range(7, 6007, 3))
    assert set(index.search(vectors[0], wanted, 20)) <= set(wanted)


def test_vectors_come_back_as_they_were_stored(many):
    vectors, index = many
    assert np.allclose(index.vectors([7, 4007, 12]), vectors[[0, 4000, 5]])


@pytest.mark.parametrize("count", [300, 6000])
def test_an_index_read_from_its_file_finds_the_same(monkeypatch, tmp_path, count):
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 1000)
    vectors = clustered(count)
    index = nearest.build(np.arange(count, dtype=np.int64), vectors)
    nearest.write(index, tmp_path / "v.faiss")
    again = nearest.read(tmp_path / "v.faiss")
    assert again.exact == index.exact
    assert again.search(vectors[3], range(count), 5) == index.search(vectors[3], range(count), 5)
    assert np.allclose(again.vectors([3]), vectors[[3]])


def test_a_file_that_is_cut_short_is_no_index(tmp_path):
    index = nearest.build(np.arange(50, dtype=np.int64), clustered(50))
    nearest.write(index, tmp_path / "v.faiss")
    data = (tmp_path / "v.faiss").read_bytes()
    (tmp_path / "v.faiss").write_bytes(data[: len(data) // 2])
    assert nearest.read(tmp_path / "v.faiss") is None
    assert nearest.read(tmp_path / "none.faiss") is None
