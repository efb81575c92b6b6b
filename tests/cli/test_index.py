"""What an index holds can be seen and taken out, and nobody else can read it; a place is shown as citations name it."""

import json
import stat
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES

SECRET = "Quillfeather"


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    (folder / "private").mkdir(parents=True)
    (folder / "a.txt").write_text("Berg said on Monday that the old port would close in the winter.\n")
    (folder / "private" / "b.txt").write_text(f"{SECRET} said on Monday that the new port would open in spring.\n")
    return folder


def test_only_their_owner_can_read_the_files_of_an_index(summarize, docs, tmp_path):
    place = tmp_path / "new" / "index"
    summarize("ask", "what did Berg say about the port", docs, "--index", place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    held = [file for file in place.iterdir() if file.name != ".gitignore"]
    assert any(file.name.startswith("vectors-") for file in held)
    assert {stat.S_IMODE(file.stat().st_mode) for file in held} == {0o600}


def test_an_index_that_others_could_read_is_closed_to_them(summarize, docs, tmp_path):
    place = tmp_path / "index"
    summarize("index", docs, "--index", place)
    (place / "index.sqlite3").chmod(0o644)
    summarize("index", docs, "--index", place)
    assert stat.S_IMODE((place / "index.sqlite3").stat().st_mode) == 0o600


def test_what_an_index_holds_is_listed(summarize, docs, tmp_path):
    summarize("index", docs, "--index", tmp_path / "index")
    shown = summarize("index", "list", "--index", tmp_path / "index").stdout
    assert str(docs / "private" / "b.txt") in shown
    assert "2  sentences of 2 files" in shown
    found = json.loads(summarize("index", "list", "--index", tmp_path / "index", "--format", "json").stdout)
    assert [(one["path"], one["sentences"]) for one in found["files"]] == [
        (str(docs / "a.txt"), 1),
        (str(docs / "private" / "b.txt"), 1),
    ]


def is_held(text: str, folder: Path) -> bool:
    """Whether any file of a folder holds a text, in whichever case."""
    return any(text.lower().encode() in file.read_bytes().lower() for file in folder.iterdir())


def test_what_is_removed_is_nowhere_in_the_files_of_the_index(summarize, docs, tmp_path):
    place = tmp_path / "index"
    summarize("ask", "what did Berg say about the port", docs, "--index", place)
    assert is_held(SECRET, place)
    removed = summarize("index", "remove", docs / "private", "--index", place)
    assert (removed.returncode, removed.stdout) == (0, "1 file removed from the index\n")
    assert not is_held(SECRET, place)
    again = summarize("ask", "what did Berg say about the port", docs / "a.txt", "--index", place)
    assert "[a.txt:1]" in again.stdout
    assert not is_held(SECRET, place)


def test_a_source_that_is_gone_from_the_disk_can_still_be_removed(summarize, docs, tmp_path):
    summarize("index", docs, "--index", tmp_path / "index")
    (docs / "a.txt").unlink()
    assert summarize("index", "remove", docs / "a.txt", "--index", tmp_path / "index").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list", "--index", "nowhere"), "holds no index"),
        (("remove", "a.txt", "--index", "nowhere"), "holds no index"),
        (("remove", EXAMPLES / "quickwire.txt"), "not in the index"),
    ],
)
def test_what_cannot_be_listed_or_removed_is_one_clear_line(summarize, docs, tmp_path, arguments, words):
    summarize("index", docs, cwd=tmp_path)
    result = summarize("index", *arguments, cwd=tmp_path)
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert words in result.stderr


def test_a_folder_that_is_named_like_a_command_can_be_indexed(summarize, docs, tmp_path):
    docs.rename(tmp_path / "list")
    assert summarize("index", "./list", cwd=tmp_path).returncode == 0
    assert summarize("index", "build", "list", cwd=tmp_path).stdout.startswith("0 new")


def test_a_place_is_shown_with_its_context_by_path_or_by_source(summarize):
    by_path = summarize("show", f"{EXAMPLES / 'quickwire.txt'}:3")
    by_source = summarize("show", "quickwire.txt:3", EXAMPLES)
    assert by_path.returncode == by_source.returncode == 0
    assert by_path.stdout == by_source.stdout
    rows = by_path.stdout.splitlines()
    assert rows[0] == "quickwire.txt:3"
    assert [row for row in rows[1:] if row.startswith(">")] == [rows[2]]
    assert rows[2].startswith(">    3  The president of Russia")


def test_a_place_without_context_is_its_lines_alone(summarize):
    found = json.loads(summarize("show", "eastern_observer.txt:3-5", EXAMPLES, "--around", 0, "--format", "json").stdout)
    assert [(line["place"], line["cited"]) for line in found["lines"]] == [("3", True), ("4", True), ("5", True)]


@pytest.mark.parametrize(
    ("place", "words"),
    [("quickwire.txt:77", "lines of the file are 1 to 9"), ("quickwire.txt", "FILE:LINE"), ("x.txt:1", "no such")],
)
def test_a_place_that_is_not_there_is_one_clear_line(summarize, place, words):
    result = summarize("show", place, EXAMPLES)
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert words in result.stderr


def test_an_answer_is_one_page_of_html(summarize, tmp_path):
    summarize("ask", "what did Xi say on Ukraine", EXAMPLES, "--format", "html", "-o", tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert 'href="#statement-1-source-1"' in page
    assert 'id="statement-1-source-1"' in page
    refused = summarize("ask", "What is the population of Beijing?", EXAMPLES, "--format", "html")
    assert refused.returncode == 1
    assert "The documents do not answer this." in refused.stdout
    assert "Every sentence above was checked" not in refused.stdout
