"""The index survives interruptions, other processes and other versions, and finds what was stored."""

import multiprocessing
import sqlite3
import time
from pathlib import Path

import numpy as np
import pytest

from summarize.errors import StoreError
from summarize.index.database import open_database
from summarize.index.rows import Entry, Stamp
from summarize.index.schema import DATABASE
from tests.conftest import one
from tests.index.stored import add, now, put, unit


@pytest.fixture
def index(tmp_path):
    opened = open_database(tmp_path / "index", "an embedder")
    yield opened
    opened.close()


@pytest.mark.parametrize("change", [("format", "0"), ("embedder", "another")])
def test_an_index_of_another_version_or_embedder_is_made_anew_and_says_so(index, tmp_path, change):
    add(index, "/a.txt", "The port closed.")
    index.close()
    with sqlite3.connect(tmp_path / "index" / DATABASE) as db:
        db.execute("UPDATE meta SET value = ? WHERE key = ?", change[::-1])
    db.close()
    again = open_database(tmp_path / "index", "an embedder")
    assert change[0] in again.rebuilt
    assert now(again).count() == (0, 0)


def test_a_damaged_index_is_an_error_that_tells_the_way_out(index, tmp_path):
    add(index, "/a.txt", "The port closed.")
    index.close()
    (tmp_path / "index" / DATABASE).write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="--rebuild"):
        open_database(tmp_path / "index", "an embedder")
    assert now(open_database(tmp_path / "index", "an embedder", rebuild=True)).count() == (0, 0)


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:40])])
def test_a_missing_or_truncated_faiss_file_is_made_again(index, tmp_path, damage):
    add(index, "/a.txt", "The port closed.", "It rained.")
    scope = now(index).scope(["/a.txt"])
    vectors = now(index).vectors(scope.ids())
    before = now(index).dense(vectors, scope, 2)
    index.close()
    damage(next((tmp_path / "index").glob("vectors-*.faiss")))
    again = open_database(tmp_path / "index", "an embedder")
    assert now(again).dense(vectors, scope, 2) == before


def write_forever(folder) -> None:
    index = open_database(folder, "an embedder")
    for number in range(10_000):
        add(index, f"/{number % 7}.txt", *[f"Number {number} fell {step} times." for step in range(30)])


def test_a_process_that_is_killed_while_it_writes_leaves_a_whole_index(tmp_path):
    context = multiprocessing.get_context("spawn")
    for _ in range(3):
        process = context.Process(target=write_forever, args=(tmp_path / "index",))
        process.start()
        time.sleep(2.5)
        process.kill()
        process.join()
        index = open_database(tmp_path / "index", "an embedder")
        files, sentences = now(index).count()
        assert index.rebuilt is None
        assert sentences == 30 * files
        assert files > 0
        assert len(now(index).vectors(now(index).scope([*now(index).paths([Path("/")])]).ids())) == sentences
        index.close()


def write_some(folder, first: int) -> None:
    index = open_database(folder, "an embedder")
    for number in range(first, first + 20):
        add(index, f"/{number}.txt", f"Number {number} fell.")
    index.close()


def test_processes_that_write_at_once_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write_some, args=(tmp_path / "index", first)) for first in (0, 20, 40)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
        assert process.exitcode == 0
    assert now(open_database(tmp_path / "index", "an embedder")).count() == (60, 60)


def nearest_to(index, vector) -> str:
    scope = now(index).scope([*now(index).paths([Path("/")])])
    found = now(index).dense(vector, scope, 1)
    (best,) = now(index).sentences(list(found)).values()
    return best.path


def test_sentences_that_came_and_went_since_the_faiss_file_was_made_are_found_and_gone(index, tmp_path):
    def rain(path: str, number: int) -> None:
        put(index, Entry(path, Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(number)))

    for number in range(40):
        rain(f"/{number}.txt", number)
    assert nearest_to(index, unit(7)) == "/7.txt"
    (made,) = (tmp_path / "index").glob("vectors-*.faiss")
    rain("/new.txt", 100)
    rain("/7.txt", 200)
    index.publish([], removed=["/9.txt"])
    assert nearest_to(index, unit(100)) == "/new.txt"
    assert nearest_to(index, unit(200)) == "/7.txt"
    assert nearest_to(index, unit(7)) != "/7.txt"
    assert nearest_to(index, unit(9)) != "/9.txt"
    assert list((tmp_path / "index").glob("vectors-*.faiss")) == [made]


def test_a_faiss_file_that_is_outgrown_is_made_again(index, tmp_path, monkeypatch):
    from summarize.index import vectors as dense

    monkeypatch.setattr(dense, "FEW", 3)
    for number in range(20):
        put(index, Entry(f"/{number}.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(number)))
    assert nearest_to(index, unit(3)) == "/3.txt"
    before = list((tmp_path / "index").glob("vectors-*.faiss"))
    for number in range(20, 26):
        put(index, Entry(f"/{number}.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(number)))
    assert nearest_to(index, unit(25)) == "/25.txt"
    after = list((tmp_path / "index").glob("vectors-*.faiss"))
    assert len(after) == 1
    assert after != before


def test_an_index_made_anew_in_the_same_place_never_takes_vectors_of_the_old_one(index, tmp_path):
    put(index, Entry("/a.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(1)))
    nearest_to(index, unit(1))
    (old,) = (tmp_path / "index").glob("vectors-*.faiss")
    kept = old.read_bytes()
    index.close()
    again = open_database(tmp_path / "index", "an embedder", rebuild=True)
    old.write_bytes(kept)
    put(again, Entry("/b.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(2)))
    found = now(again).dense(unit(2), now(again).scope(["/b.txt"]), 1)
    assert list(found.values()) == [pytest.approx(1.0, abs=1e-2)]


def test_in_a_large_index_frequent_words_are_left_out_of_the_search_and_rare_ones_never(index, monkeypatch):
    from summarize.index import bm25

    texts = [f"The port of place{number} closed." for number in range(50)]
    add(index, "/a.txt", *texts)
    scope = now(index).scope(["/a.txt"])
    assert len(now(index).lexical(["port", "place7"], scope, 60)) == 50
    monkeypatch.setattr(bm25, "RANKED", 10)
    assert len(now(index).lexical(["port"], scope, 60)) == 50
    assert len(now(index).lexical(["port", "place7"], scope, 60)) == 1


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
        put(index, Entry(f"/{file}.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")] * 100, some))
    scope = now(index).scope(["/7.txt"])
    for query in vectors[:20]:
        held = now(index).vectors(scope.ids())
        expected = [scope.ids()[row] for row in np.argsort(-(held @ query))[:10]]
        assert list(now(index).dense(query[None], scope, 10)) == expected
