"""The files of a run are the same whether they are held in memory or found in a store by queries."""

import zipfile
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from summarize.documents import sources
from summarize.index.rows import Entry, Stamp
from summarize.types.document import Metadata
from tests import needs
from tests.conftest import one
from tests.index.stored import add, described, now, put, unit

KNOWN = {
    "/n/2024/letter.eml": Metadata("Dues", date(2024, 5, 1), language="en", attached=("plan.pdf",)),
    "/n/2024/minutes.md": Metadata("Minutes", date(2024, 12, 9), language="en"),
    "/n/2025/minutes.md": Metadata("Minutes", date(2025, 3, 3), language="de"),
    "/n/notes [old].txt": Metadata(),
}
EMPTY = Entry("/n/empty.txt", Stamp(0, 2, "e"), (), unit(0)[:0])


@pytest.fixture(params=["embedded", "lance", "lance, by queries alone"])
def files(request, tmp_path, monkeypatch):
    if request.param == "lance, by queries alone":
        needs.lance()
        monkeypatch.setattr("summarize.index.lance.files.FEW", 0)
    return described(request.param.partition(",")[0], tmp_path / "store", "/n", KNOWN, EMPTY)


def names(files) -> list[str]:
    return sorted(files.listed().names.values())


def test_each_file_has_its_path_below_its_folder_as_its_name(files):
    assert names(files) == ["2024/letter.eml", "2024/minutes.md", "2025/minutes.md", "empty.txt", "notes [old].txt"]
    assert len(files) == 5
    assert files.name("/n/2024/minutes.md") == "2024/minutes.md"
    assert files.paths(["2025/minutes.md", "minutes.md"]) == {"2025/minutes.md": Path("/n/2025/minutes.md")}


@pytest.mark.parametrize(
    ("globs", "found"),
    [
        (["*.md"], ["2024/minutes.md", "2025/minutes.md"]),
        (["2024/*"], ["2024/letter.eml", "2024/minutes.md"]),
        (["minutes.md"], ["2024/minutes.md", "2025/minutes.md"]),
        (["2024/minutes.md", "notes [[]old].txt"], ["2024/minutes.md", "notes [old].txt"]),
        (["202[!4]/*"], ["2025/minutes.md"]),
        (["notes [old].txt"], ["notes [old].txt"]),  # the name as it is
        (["notes []old[]*"], ["notes [old].txt"]),
        (["notes [!]x]*", "[!]x"], ["notes [old].txt"]),
        (["["], []),
        (["*/l?tter.*"], ["2024/letter.eml"]),
        (["l*.md"], []),  # a star goes beyond a folder in whole names alone
        (["n/*"], []),
        ([".*"], []),
    ],
)
def test_names_are_matched_in_whole_or_without_folders(files, globs, found):
    assert names(files.matching(globs)) == found


def test_days_are_those_of_the_documents(files):
    assert names(files.written(date(2024, 6, 1), date(2025, 3, 3))) == ["2024/minutes.md", "2025/minutes.md"]
    assert names(files.latest()) == ["2025/minutes.md"]
    assert names(files.matching(["2024/*"]).latest()) == ["2024/minutes.md"]
    assert not files.matching(["notes*"]).latest()


def test_languages_are_counted(files):
    assert files.languages() == Counter({"en": 2, None: 2, "de": 1})


def test_what_was_not_read_is_named(files):
    assert list(files.without_sentences()) == ["empty.txt"]
    assert [file.name for file in files.partly_read()] == ["2024/letter.eml"]


def test_a_scope_holds_the_sentences_of_the_files_alone(files):
    some = files.matching(["*.md"])
    found = files.index.sentences(list(some.scope.within(files.index.lexical(["rained"], files.scope, 10))))
    assert sorted(stored.path for stored in found.values()) == ["/n/2024/minutes.md", "/n/2025/minutes.md"]
    assert len(some.scope) == 2


@pytest.fixture
def store(tmp_path):
    needs.lance()
    from summarize.index.lance.store import open_lance

    with closing(open_lance(str(tmp_path / "store"), "an embedder")) as opened:
        yield opened


def below(store, *roots: tuple[str, str]):
    from summarize.index.lance.files import Root, StoredFiles

    return StoredFiles(now(store), tuple(Root(Path(path), Path(base)) for path, base in roots))


def test_a_name_that_two_folders_share_has_its_folder_before_it(store):
    for path in ("/a/x.txt", "/a/only.txt", "/b/x.txt"):
        add(store, path, "It rained.")
    files = below(store, ("/a", "/a"), ("/b", "/b"))
    assert names(files) == ["/a/x.txt", "/b/x.txt", "only.txt"]
    assert files.paths(["/a/x.txt", "only.txt", "x.txt"]) == {"/a/x.txt": Path("/a/x.txt"), "only.txt": Path("/a/only.txt")}
    assert names(files.matching(["/a/x.txt"])) == ["/a/x.txt"]
    assert names(files.matching(["/a/*"])) == ["/a/x.txt"]
    assert names(files.matching(["x.txt"])) == ["/a/x.txt", "/b/x.txt"]
    assert [files.name(path) for path in ("/b/x.txt", "/a/only.txt")] == ["/b/x.txt", "only.txt"]


def test_names_that_no_file_can_have_are_of_no_file(store):
    add(store, "/a/x.txt", "It rained.")
    add(store, "/b/x.txt", "It rained.")
    for files in (below(store, ("/a", "/a")), below(store, ("/a", "/a"), ("/b", "/b"))):
        assert files.paths(["a\0.txt", "\udcff.txt", "\n"]) == {}


def test_paths_come_in_the_order_of_their_names(store):
    for name in "cab":
        add(store, f"/a/{name}.txt", "It rained.")
    assert list(below(store, ("/a", "/a")).paths(["b.txt", "c.txt", "a.txt"])) == ["b.txt", "c.txt", "a.txt"]


def test_a_folder_is_not_one_whose_name_begins_so(store):
    for path in ("/a/x.txt", "/a-b/x.txt", "/a.zip/x.txt", "/a0/x.txt", "/it's/x.txt"):
        add(store, path, "It rained.")
    assert list(below(store, ("/a", "/a")).listed().names) == ["/a/x.txt"]
    assert list(below(store, ("/a.zip", "/")).listed().names.values()) == ["a.zip/x.txt"]
    assert list(below(store, ("/it's", "/it's")).listed().names.values()) == ["x.txt"]
    assert len(below(store, ("/", "/"))) == 5


@pytest.fixture(params=["by their ends", "one by one", "in several steps"])
def many(store, monkeypatch, request):
    """Files of which more are chosen than are listed."""
    from summarize.index.lance import files, scopes

    monkeypatch.setattr(files, "FEW", 2)
    monkeypatch.setattr(scopes, "MOST_RUNS", 9 if request.param == "by their ends" else 0)
    monkeypatch.setattr(scopes, "NAMED", 3 if request.param == "in several steps" else 99)
    for number in range(12):
        add(store, f"/a/{number:02}.txt", *["It rained."] * number, f"Port {number} closed.", *["Ports closed."] * (number % 3))
    return below(store, ("/a", "/a"))


def test_many_files_of_a_store_are_asked_without_naming_each(many):
    some = many.matching(["0[1-35-8].txt"])
    paths = [f"/a/0{number}.txt" for number in (1, 2, 3, 5, 6, 7, 8)]
    exact = some.index.scope(paths)
    assert (len(some), len(some.scope)) == (7, len(exact))
    assert sorted(some.scope.within(many.index.scope(many.listed().names).ids())) == sorted(exact.ids())
    index = some.index
    assert index.lexical(["port"], some.scope, 100).keys() == set(index.holding("port", exact, 100))
    best = index.lexical(["port"], some.scope, 3)
    assert list(best.values()) == sorted(index.lexical(["port"], exact, 100).values(), reverse=True)[:3]
    assert index.frequency("port", some.scope) == index.frequency("port", exact)
    assert set(index.dense(unit(1), some.scope, 4)) == set(index.dense(unit(1), exact, 4))
    assert index.holding("rained", some.scope, 2) == index.holding("rained", exact, 2)


def test_files_without_a_day_are_out_of_a_scope_of_days(store, monkeypatch):
    from summarize.index.lance import files as module

    monkeypatch.setattr(module, "FEW", 0)
    for number, day in enumerate([date(2024, 1, 1), None, date(2025, 1, 1)]):
        said = [(one(f"Port {number} closed."), "hash")]
        put(store, Entry(f"/a/{number}.txt", Stamp(1, 2, "x"), said, unit(number), Metadata(written=day)))
    some = below(store, ("/a", "/a")).written(date(2024, 6, 1), date(2026, 1, 1))
    assert len(some) == len(some.scope) == 1
    (id_,) = some.index.lexical(["port"], some.scope, 10)
    assert [each.path for each in some.index.sentences([id_]).values()] == ["/a/2.txt"]
    assert list(some.scope.within(some.index.lexical(["port"], below(store, ("/a", "/a")).scope, 10))) == [id_]


def test_files_of_a_store_have_the_names_that_citations_of_their_sources_use(store, tmp_path):
    folder, letters = tmp_path / "docs", tmp_path / "letters.zip"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("It rained.\n")
    (folder / "deep" / "b.txt").write_text("It snowed.\n")
    (folder / "deep" / "a.txt").write_text("It froze.\n")
    with zipfile.ZipFile(letters, "w") as archive:
        archive.writestr("x/c.txt", "It thawed.\n")
    for file in sources.find([folder, letters]).files:
        add(store, str(file.path), "It rained.")
    add(store, "/elsewhere/d.txt", "It rained.")
    for paths in (
        [folder],
        [folder / "a.txt"],
        [folder / "deep", folder],
        [folder, folder / "deep"],
        [letters],
        [folder, letters],
    ):
        found = {str(file.path): file.name for file in sources.find(paths).files}
        roots = [(str(path.resolve()), str(path if path.is_dir() else path.parent)) for path in paths]
        assert below(store, *roots).listed().names == found
