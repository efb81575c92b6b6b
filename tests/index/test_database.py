"""The index survives interruptions, other processes and other versions, and finds what was stored."""

import multiprocessing
import sqlite3
import time

import numpy as np
import pytest

from summarize.errors import StoreError
from summarize.index.database import open_index
from summarize.index.rows import Entry, Stamp
from summarize.index.schema import DATABASE
from tests.conftest import one


def store(index, path: str, *texts: str) -> None:
    rng = np.random.default_rng(len(path))
    vectors = rng.normal(size=(len(texts), 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index.put([Entry(path, Stamp(1, 2, "x"), [(one(text), "hash") for text in texts], vectors)])


@pytest.fixture
def index(tmp_path):
    opened = open_index(tmp_path / "index", "an embedder")
    yield opened
    opened.close()


def test_what_is_stored_is_found_again(index, tmp_path):
    store(index, "/a.txt", "Berg said the port would close.", "It rained.")
    index.close()
    again = open_index(tmp_path / "index", "an embedder")
    found = again.sentences(again.scope(["/a.txt"]).ids())
    assert [stored.sentence for stored in found.values()] == [one("Berg said the port would close."), one("It rained.")]
    assert again.rebuilt is None


def test_dense_search_finds_the_nearest_vector(index):
    store(index, "/a.txt", "One fell.", "Two fell.", "Three fell.")
    scope = index.scope(["/a.txt"])
    vectors = index.vectors(scope.ids())
    for id_, vector in zip(scope.ids(), vectors, strict=True):
        found = index.dense(vector[None], scope, 3)
        assert max(found, key=found.__getitem__) == id_
        assert found[id_] == pytest.approx(1.0, abs=1e-3)


def test_search_keeps_to_the_files_that_are_asked(index):
    store(index, "/a.txt", "The port closed.")
    store(index, "/b.txt", "The port opened.")
    scope = index.scope(["/b.txt"])
    assert list(index.lexical(["port"], scope, 5)) == scope.ids()
    assert list(index.dense(index.vectors(scope.ids()), scope, 5)) == scope.ids()
    assert (index.frequency("port", scope), index.holding("port", scope)) == (1, scope.ids())


def test_a_changed_file_replaces_its_sentences(index):
    store(index, "/a.txt", "The port closed.")
    store(index, "/a.txt", "The harbour opened.")
    assert [s.sentence.text for s in index.sentences(index.scope(["/a.txt"]).ids()).values()] == ["The harbour opened."]
    assert index.lexical(["port"], index.scope(["/a.txt"]), 5) == {}


def test_a_removed_file_leaves_nothing_behind(index):
    store(index, "/a.txt", "The port closed.")
    index.remove(["/a.txt"])
    assert index.count() == (0, 0)
    assert index.lexical(["port"], index.scope(["/a.txt"]), 5) == {}


def test_words_are_found_in_any_inflection(index):
    store(index, "/a.txt", "The ports were closing.")
    assert index.lexical(["port"], index.scope(["/a.txt"]), 5)


@pytest.mark.parametrize("term", ['"', "*", "a OR b", "NEAR(", "-"])
def test_what_a_question_contains_is_never_a_search_command(index, term):
    store(index, "/a.txt", "The port closed.")
    assert index.lexical([term], index.scope(["/a.txt"]), 5) == {}


@pytest.mark.parametrize("change", [("format", "0"), ("embedder", "another")])
def test_an_index_of_another_version_or_embedder_is_made_anew_and_says_so(index, tmp_path, change):
    store(index, "/a.txt", "The port closed.")
    index.close()
    with sqlite3.connect(tmp_path / "index" / DATABASE) as db:
        db.execute("UPDATE meta SET value = ? WHERE key = ?", change[::-1])
    db.close()
    again = open_index(tmp_path / "index", "an embedder")
    assert change[0] in again.rebuilt
    assert again.count() == (0, 0)


def test_a_damaged_index_is_an_error_that_tells_the_way_out(index, tmp_path):
    store(index, "/a.txt", "The port closed.")
    index.close()
    (tmp_path / "index" / DATABASE).write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="--rebuild"):
        open_index(tmp_path / "index", "an embedder")
    assert open_index(tmp_path / "index", "an embedder", rebuild=True).count() == (0, 0)


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:40])])
def test_a_missing_or_truncated_faiss_file_is_made_again(index, tmp_path, damage):
    store(index, "/a.txt", "The port closed.", "It rained.")
    scope = index.scope(["/a.txt"])
    vectors = index.vectors(scope.ids())
    before = index.dense(vectors, scope, 2)
    index.close()
    damage(next((tmp_path / "index").glob("vectors-*.faiss")))
    again = open_index(tmp_path / "index", "an embedder")
    assert again.dense(vectors, scope, 2) == before


def write_forever(folder) -> None:
    index = open_index(folder, "an embedder")
    for number in range(10_000):
        store(index, f"/{number % 7}.txt", *[f"Number {number} fell {step} times." for step in range(30)])


def test_a_process_that_is_killed_while_it_writes_leaves_a_whole_index(tmp_path):
    context = multiprocessing.get_context("spawn")
    for _ in range(3):
        process = context.Process(target=write_forever, args=(tmp_path / "index",))
        process.start()
        time.sleep(2.5)
        process.kill()
        process.join()
        index = open_index(tmp_path / "index", "an embedder")
        files, sentences = index.count()
        assert index.rebuilt is None
        assert sentences == 30 * files
        assert files > 0
        assert len(index.vectors(index.scope(index.stamps()).ids())) == sentences
        index.close()


def write_some(folder, first: int) -> None:
    index = open_index(folder, "an embedder")
    for number in range(first, first + 20):
        store(index, f"/{number}.txt", f"Number {number} fell.")
    index.close()


def test_processes_that_write_at_once_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write_some, args=(tmp_path / "index", first)) for first in (0, 20, 40)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
        assert process.exitcode == 0
    assert open_index(tmp_path / "index", "an embedder").count() == (60, 60)


def unit(number: int) -> np.ndarray:
    """One of many vectors, each nearest to itself."""
    vector = np.random.default_rng(number).normal(size=(1, 8)).astype(np.float32)
    return vector / np.linalg.norm(vector)


def nearest_to(index, vector) -> str:
    scope = index.scope(index.stamps())
    found = index.dense(vector, scope, 1)
    (best,) = index.sentences(list(found)).values()
    return best.path


def test_sentences_that_came_and_went_since_the_faiss_file_was_made_are_found_and_gone(index):
    def put(path: str, number: int) -> None:
        index.put([Entry(path, Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(number))])

    for number in range(40):
        put(f"/{number}.txt", number)
    assert nearest_to(index, unit(7)) == "/7.txt"
    (made,) = index.folder.glob("vectors-*.faiss")
    put("/new.txt", 100)
    put("/7.txt", 200)
    index.remove(["/9.txt"])
    assert nearest_to(index, unit(100)) == "/new.txt"
    assert nearest_to(index, unit(200)) == "/7.txt"
    assert nearest_to(index, unit(7)) != "/7.txt"
    assert nearest_to(index, unit(9)) != "/9.txt"
    assert list(index.folder.glob("vectors-*.faiss")) == [made]


def test_a_faiss_file_that_is_outgrown_is_made_again(index, monkeypatch):
    from summarize.index import vectors as dense

    monkeypatch.setattr(dense, "FEW", 3)
    for number in range(20):
        index.put([Entry(f"/{number}.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(number))])
    assert nearest_to(index, unit(3)) == "/3.txt"
    before = list(index.folder.glob("vectors-*.faiss"))
    for number in range(20, 26):
        index.put([Entry(f"/{number}.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(number))])
    assert nearest_to(index, unit(25)) == "/25.txt"
    after = list(index.folder.glob("vectors-*.faiss"))
    assert len(after) == 1
    assert after != before


def test_an_index_made_anew_in_the_same_place_never_takes_vectors_of_the_old_one(index, tmp_path):
    index.put([Entry("/a.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(1))])
    nearest_to(index, unit(1))
    (old,) = index.folder.glob("vectors-*.faiss")
    kept = old.read_bytes()
    index.close()
    again = open_index(tmp_path / "index", "an embedder", rebuild=True)
    old.write_bytes(kept)
    again.put([Entry("/b.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(2))])
    found = again.dense(unit(2), again.scope(["/b.txt"]), 1)
    assert list(found.values()) == [pytest.approx(1.0, abs=1e-2)]


def test_in_a_large_index_frequent_words_are_left_out_of_the_search_and_rare_ones_never(index, monkeypatch):
    from summarize.index import bm25

    texts = [f"The port of place{number} closed." for number in range(50)]
    store(index, "/a.txt", *texts)
    scope = index.scope(["/a.txt"])
    assert len(index.lexical(["port", "place7"], scope, 60)) == 50
    monkeypatch.setattr(bm25, "RANKED", 10)
    assert len(index.lexical(["port"], scope, 60)) == 50
    assert len(index.lexical(["port", "place7"], scope, 60)) == 1


def test_a_scope_is_the_same_until_something_is_written_here_or_elsewhere(index, tmp_path):
    store(index, "/a.txt", "The port closed.")
    files = ["/a.txt", "/b.txt", "/c.txt"]
    assert len(index.scope(files)) == 1
    store(index, "/b.txt", "It rained.", "It snowed.")
    assert len(index.scope(files)) == 3
    assert len(index.scope(["/b.txt"])) == 2
    other = open_index(tmp_path / "index", "an embedder")
    store(other, "/c.txt", "Berg left.")
    other.close()
    assert len(index.scope(files)) == 4


def test_a_run_reads_one_state_whatever_another_process_removes_meanwhile(index, tmp_path):
    store(index, "/a.txt", "The port closed.", "It rained.")
    index.hold()
    scope = index.scope(["/a.txt"])
    other = open_index(tmp_path / "index", "an embedder")
    other.remove(["/a.txt"])
    other.close()
    assert len(index.sentences(scope.ids())) == 2
    assert len(index.dense(index.vectors(scope.ids()), scope, 2)) == 2
    index.close()
    again = open_index(tmp_path / "index", "an embedder")
    assert again.count() == (0, 0)


def test_a_small_scope_of_a_large_index_is_compared_exactly(index, monkeypatch):
    from summarize.index import faiss_file
    from summarize.index import vectors as dense

    monkeypatch.setattr(faiss_file, "EXACT_UP_TO", 1000)
    monkeypatch.setattr(dense, "SMALL", 200)
    chance = np.random.default_rng(0)
    vectors = chance.normal(size=(4000, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for file in range(40):
        some = vectors[100 * file : 100 * file + 100]
        index.put([Entry(f"/{file}.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")] * 100, some)])
    scope = index.scope(["/7.txt"])
    for query in vectors[:20]:
        held = index.vectors(scope.ids())
        expected = [scope.ids()[row] for row in np.argsort(-(held @ query))[:10]]
        assert list(index.dense(query[None], scope, 10)) == expected
