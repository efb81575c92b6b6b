"""Each kind of store keeps what is published, shows it in snapshots, and finds it by meaning and by words."""

from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
import pytest

from summarize.documents import sources
from summarize.index import refresh
from summarize.index.database import open_database
from summarize.index.rows import Entry, Stamp
from summarize.index.store import NO_WORDS, Words
from tests import needs
from tests.conftest import one
from tests.index.stored import add, entry, now, put, unit


@pytest.fixture(params=["embedded", "lance", "s3"])
def opening(request, tmp_path):
    """Opens the same store again, as another process would."""

    def opened(embedder: str = "an embedder"):
        if request.param == "embedded":
            return stack.enter_context(closing(open_database(tmp_path / "index", embedder)))
        needs.lance()
        from summarize.index.lance.store import open_lance

        return stack.enter_context(closing(open_lance(address, embedder)))

    address = f"s3://{request.getfixturevalue('bucket')[0]}/index" if request.param == "s3" else str(tmp_path / "index")
    with ExitStack() as stack:
        yield opened


@pytest.fixture
def index(opening):
    return opening()


def test_what_is_stored_is_found_again(index, opening):
    add(index, "/a.txt", "Berg said the port would close.", "It rained.")
    index.close()
    again = opening()
    found = now(again).sentences(now(again).scope(["/a.txt"]).ids())
    assert [stored.sentence for stored in found.values()] == [one("Berg said the port would close."), one("It rained.")]
    assert again.rebuilt is None


def test_dense_search_finds_the_nearest_vector(index):
    add(index, "/a.txt", "One fell.", "Two fell.", "Three fell.")
    scope = now(index).scope(["/a.txt"])
    vectors = now(index).vectors(scope.ids())
    for id_, vector in zip(scope.ids(), vectors, strict=True):
        found = now(index).dense(vector[None], scope, 3)
        assert max(found, key=found.__getitem__) == id_
        assert found[id_] == pytest.approx(1.0, abs=1e-3)


def test_search_keeps_to_the_files_that_are_asked(index):
    add(index, "/a.txt", "The port closed.")
    add(index, "/b.txt", "The port opened.")
    scope = now(index).scope(["/b.txt"])
    assert list(now(index).lexical(["port"], scope, 5)) == scope.ids()
    assert list(now(index).dense(now(index).vectors(scope.ids()), scope, 5)) == scope.ids()
    assert (now(index).frequency("port", scope), now(index).holding("port", scope, 5)) == (1, scope.ids())


def test_a_changed_file_replaces_its_sentences(index):
    add(index, "/a.txt", "The port closed.")
    add(index, "/a.txt", "The harbour opened.")
    found = now(index)
    scope = found.scope(["/a.txt"])
    assert [stored.sentence.text for stored in found.sentences(scope.ids()).values()] == ["The harbour opened."]
    assert found.lexical(["port"], scope, 5) == {}
    assert found.count() == (1, 1)


def test_a_removed_file_leaves_nothing_behind(index):
    add(index, "/a.txt", "The port closed.")
    index.publish([], removed=["/a.txt"])
    assert now(index).count() == (0, 0)
    assert now(index).lexical(["port"], now(index).scope(["/a.txt"]), 5) == {}


def test_words_are_found_in_any_inflection(index):
    add(index, "/a.txt", "The ports were closing.")
    assert now(index).lexical(["port"], now(index).scope(["/a.txt"]), 5)


@pytest.mark.parametrize("term", ['"', "*", "a OR b", "NEAR(", "-"])
def test_what_a_question_contains_is_never_a_search_command(index, term):
    add(index, "/a.txt", "The port closed.")
    assert now(index).lexical([term], now(index).scope(["/a.txt"]), 5) == {}


def test_a_scope_is_that_of_its_snapshot(index, opening):
    add(index, "/a.txt", "The port closed.")
    files = ["/a.txt", "/b.txt"]
    before = now(index)
    other = opening()
    add(other, "/b.txt", "It rained.", "It snowed.")
    other.close()
    assert len(before.scope(files)) == 1
    assert len(now(index).scope(files)) == 3
    assert len(now(index).scope(["/b.txt"])) == 2


def test_a_run_reads_one_state_whatever_another_process_removes_meanwhile(index, opening):
    add(index, "/a.txt", "The port closed.", "It rained.")
    before = now(index)
    scope = before.scope(["/a.txt"])
    other = opening()
    other.publish([], removed=["/a.txt"])
    other.close()
    assert len(before.sentences(scope.ids())) == 2
    assert len(before.dense(before.vectors(scope.ids()), scope, 2)) == 2
    assert now(index).count() == (0, 0)


def test_what_is_staged_is_not_seen_until_it_is_published(index):
    staged = index.stage([Entry("/a.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")], unit(1))], NO_WORDS)
    assert now(index).count() == (0, 0)
    index.publish([staged])
    assert now(index).count() == (1, 1)


def test_a_file_that_was_saved_again_keeps_its_sentences_and_has_its_new_time(index):
    add(index, "/a.txt", "The port closed.")
    add(index, "/b.txt", "It rained.")
    before = now(index).scope(["/a.txt"]).ids()
    index.publish([], touched={"/a.txt": Stamp(1, 99, "x")})
    found = now(index)
    assert {path: stamp.mtime_ns for path, stamp in found.stamps(["/a.txt", "/b.txt"]).items()} == {"/a.txt": 99, "/b.txt": 2}
    assert found.scope(["/a.txt"]).ids() == before
    assert list(found.lexical(["port"], found.scope(["/a.txt"]), 5)) == before


def test_why_a_file_cannot_be_read_is_kept_until_it_can(index):
    put(index, Entry("/a.pdf", Stamp(1, 2, ""), (), unit(0)[:0], trouble="it is damaged"))
    assert now(index).troubles(["/a.pdf", "/b.txt"]) == {"/a.pdf": "it is damaged"}
    assert now(index).stamps(["/a.pdf"])["/a.pdf"] == Stamp(1, 2, "")
    assert len(now(index).scope(["/a.pdf"])) == 0
    add(index, "/a.pdf", "It rained.")
    assert now(index).troubles(["/a.pdf", "/b.txt"]) == {}


def test_words_have_their_vectors(index):
    index.publish([index.stage([entry("/a.txt", "The port's closed.")], Words(["port", "o'clock"], unit(1).repeat(2, axis=0)))])
    found = now(index)
    assert found.words(["o"]) == {"o'clock"}
    assert found.words(["o", "p", "q"]) == {"port", "o'clock"}
    assert found.words([]) == set()
    assert index.with_vector(["port", "ports", "o'clock"]) == {"port", "o'clock"}
    vectors = found.word_vectors(["port", "o'clock", "rain"])
    assert sorted(vectors) == ["o'clock", "port"]
    assert vectors["port"] == pytest.approx(unit(1)[0])


def test_a_path_with_a_quotation_mark_is_a_path_like_others(index):
    add(index, "/it's.txt", "The port closed.")
    add(index, "/it's.txt", "The harbour opened.")
    assert now(index).metadata(["/it's.txt"]).keys() == {"/it's.txt"}
    assert now(index).count() == (1, 1)
    index.publish([], removed=["/it's.txt"])
    assert now(index).count() == (0, 0)


def test_terms_of_several_words_are_found_as_a_phrase_and_marks_do_not_matter(index):
    add(index, "/a.txt", "The café re-opened.", "He opened re the café.", "北京港口重新开放。")
    found = now(index)
    scope = found.scope(["/a.txt"])
    first, second, third = scope.ids()
    assert found.holding("re-opened", scope, 5) == [first]
    assert found.holding("CAFE", scope, 5) == [first, second]
    assert found.holding("CAFE", scope, 1) == [first]
    assert found.holding("北京港", scope, 5) == [third]


def test_files_are_found_by_what_their_own_sentences_hold(index):
    add(index, "/a.txt", "It rained.", "The port closed.")
    add(index, "/b.txt", "It rained.")
    add(index, "/c.txt", "Ports closed.")
    put(index, Entry("/d.pdf", Stamp(1, 2, ""), (), unit(0)[:0], trouble="it is damaged"))
    found = now(index)
    assert found.files_holding("port", ["/a.txt", "/b.txt", "/d.pdf"]) == {"/a.txt"}
    assert found.files_holding("snow", ["/a.txt"]) == frozenset()
    assert found.counts(["/a.txt", "/b.txt", "/d.pdf", "/none.txt"]) == {"/a.txt": 2, "/b.txt": 1}
    assert found.stamps(["/b.txt", "/none.txt"]).keys() == {"/b.txt"}


def test_a_file_that_another_run_has_stored_meanwhile_stays(index, opening, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("The port closed.\n")
    (docs / "b.txt").write_text("It rained.\n")

    def beside(*_):
        """Another run finds a new file and stores it."""
        if not (docs / "new.txt").exists():
            (docs / "new.txt").write_text("It snowed.\n")
            other = opening()
            add(other, str(docs / "new.txt"), "It snowed.")
            other.close()

    add(index, "/before.txt", "It froze.")
    refresh.refresh(index, sources.find([docs]).files, [docs], Encoder, beside)
    assert {Path(path).name for path in now(index).paths([docs])} == {"a.txt", "b.txt", "new.txt"}
    (docs / "a.txt").unlink()
    assert refresh.refresh(index, sources.find([docs]).files, [docs], Encoder, lambda *_: None).removed == 1
    assert {Path(path).name for path in now(index).paths([docs])} == {"b.txt", "new.txt"}


class Encoder:
    """Stands in for the embedder: what is tested is the store."""

    name, english_only = "stub", True

    def encode(self, texts):
        return np.ones((len(texts), 8), dtype=np.float32)
