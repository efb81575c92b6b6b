"""The files of a folder are found, called by one name each, and odd things are passed over."""

import pytest

from summarize.documents.file_filter import FileFilter
from summarize.documents.not_read import summary
from summarize.documents.sources import find
from summarize.errors import InputError
from tests import made_files


def write(folder, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The port closed.\n")


def test_folders_are_read_recursively_and_hidden_things_are_not(tmp_path):
    write(tmp_path, "b.txt", "sub/a.md", "sub/deep/c.TXT", ".hidden/x.txt", ".y.txt", "picture.png")
    assert [file.name for file in find([tmp_path]).files] == ["b.txt", "sub/a.md", "sub/deep/c.TXT"]


def test_a_file_is_called_by_its_name(tmp_path):
    write(tmp_path, "sub/a.txt")
    assert [file.name for file in find([tmp_path / "sub" / "a.txt"]).files] == ["a.txt"]


def test_files_of_one_name_in_two_sources_are_told_apart(tmp_path):
    write(tmp_path, "one/a.txt", "two/a.txt", "two/b.txt")
    called = [file.name for file in find([tmp_path / "one", tmp_path / "two"]).files]
    assert called == [f"{tmp_path}/one/a.txt", f"{tmp_path}/two/a.txt", "b.txt"]


def test_a_file_named_twice_is_read_once(tmp_path):
    write(tmp_path, "a.txt")
    assert len(find([tmp_path, tmp_path / "a.txt", tmp_path]).files) == 1


def test_symbolic_links_are_passed_over_and_counted(tmp_path):
    write(tmp_path, "docs/a.txt", "secret/b.txt")
    (tmp_path / "docs" / "loop").symlink_to(tmp_path / "docs")
    (tmp_path / "docs" / "b.txt").symlink_to(tmp_path / "secret" / "b.txt")
    found = find([tmp_path / "docs"])
    assert [file.name for file in found.files] == ["a.txt"]
    assert summary(found.unread) == "not read: 2 linked (--follow-links reads them)"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "empty"),
        (lambda path: (path.mkdir(), (path / "a.bin").write_bytes(b"\0")), "1 .bin"),
        (lambda path: path.symlink_to(path), "symbolic links"),
    ],
    ids=["missing", "empty", "binaries", "link to itself"],
)
def test_a_source_that_cannot_be_used_is_named_with_the_reason(tmp_path, make, reason):
    make(tmp_path / "docs")
    with pytest.raises(InputError, match=reason) as caught:
        find([tmp_path / "docs"])
    assert "docs" in str(caught.value)


def test_a_file_of_an_unknown_format_is_an_error_if_it_is_named(tmp_path):
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(InputError, match="no reader"):
        find([tmp_path / "a.png"])


def test_a_briefing_that_the_program_wrote_is_no_source_of_the_folder_it_lies_in(tmp_path):
    write(tmp_path, "a.txt", "note.md")
    (tmp_path / "briefing.md").write_text(
        "# Briefing\n\n- It rained. [a.txt:1]\n\n<!-- summarize read: a.txt=0f; wrote: 12 -->\n"
    )
    assert [file.name for file in find([tmp_path]).files] == ["a.txt", "note.md"]
    assert [file.name for file in find([tmp_path / "briefing.md"]).files] == ["briefing.md"]


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_a_briefing_in_any_format_is_no_source_of_the_folder_it_lies_in(tmp_path, briefing, ending):
    from summarize.rendering.briefing import RENDERERS

    write(tmp_path, "a.txt")
    made = RENDERERS[ending](briefing)
    (tmp_path / f"briefing.{ending}").write_bytes(made.encode() if isinstance(made, str) else made)
    assert [file.name for file in find([tmp_path]).files] == ["a.txt"]


PROSE = "Minutes of the board\n\nBerg said that the port would close in the winter.\nHe named no day for it.\n"
SETTINGS = "port = 80\nhost = berg\n# The port that the server listens on.\nretry = true\n"
LOG = "2021-05-03 09:14:00,123 INFO [srv-1] GET /port/80?x=1 200 12ms\n" * 9


def unread(folder, **wanted):
    return {one.file: one.kind for one in find([folder], FileFilter(**wanted)).unread}


def test_what_has_no_reader_is_counted_by_kind_and_named_with_the_way_out(tmp_path):
    write(tmp_path, "a.txt", "b.ppt", "c.ppt", "d.xls", "e.py", "f.doc", "g.msg")
    found = find([tmp_path])
    assert [file.name for file in found.files] == ["a.txt"]
    assert summary(found.unread) == (
        "not read: 2 .ppt (save as .pdf), 1 .xls (save as .csv), 1 .doc (save as .docx), 1 .msg (save as .eml), 1 .py"
    )
    assert {one.file: one.reason for one in found.unread}["b.ppt"] == "no reader for slides; save as .pdf"


@pytest.mark.parametrize(
    "name", ["README", "NOTES", "a.log", "a.rst", "a.org", "a.tex", "a.weblog", "No. 5 of the year, in full"]
)
def test_prose_is_read_whatever_its_name(tmp_path, name):
    (tmp_path / name).write_text(PROSE)
    assert [file.name for file in find([tmp_path]).files] == [name]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251"])
@pytest.mark.parametrize("text", ["Порт закроют зимой, сказал Берг.\nОн не назвал день, но обещал сказать позже.\n" * 3])
def test_prose_is_read_in_other_encodings(tmp_path, text, encoding):
    (tmp_path / "NOTES").write_bytes(text.encode(encoding))
    assert [file.name for file in find([tmp_path]).files] == ["NOTES"]


def test_prose_without_spaces_between_words_is_read(tmp_path):
    (tmp_path / "NOTES").write_text("伯格说港口将在冬天关闭。\n他没有说具体是哪一天，但是答应以后再说。\n", encoding="utf-8")
    assert [file.name for file in find([tmp_path]).files] == ["NOTES"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("server.log", LOG.encode(), ".log"),
        ("Makefile", SETTINGS.encode(), "without an ending"),
        ("app.min.js", PROSE.encode(), ".js"),
        ("poetry.lock", PROSE.encode(), ".lock"),
        ("x.dat", b"MZ\0" + PROSE.encode(), ".dat"),
        ("x.dat", bytes(range(1, 256)) * 9, ".dat"),
        ("x.dat", b"", "empty"),
    ],
    ids=["log of a server", "settings", "minified", "lock file", "binary", "no encoding", "empty"],
)
def test_what_is_no_prose_is_left_out_and_counted(tmp_path, name, content, kind):
    write(tmp_path, "a.txt")
    (tmp_path / name).write_bytes(content)
    assert unread(tmp_path) == {name: kind}


def test_only_the_start_of_a_file_of_unknown_format_is_looked_at(tmp_path):
    (tmp_path / "NOTES").write_text(PROSE * 100 + SETTINGS * 1000)
    assert [file.name for file in find([tmp_path]).files] == ["NOTES"]


def test_folders_of_programs_and_hidden_ones_are_not_entered_and_count_once(tmp_path):
    write(tmp_path, "a.txt", ".git/config", ".git/b.txt", "node_modules/p/README.md", "env/pyvenv.cfg", "env/lib/c.txt", ".d.txt")
    (tmp_path / ".nothing").mkdir()
    assert unread(tmp_path) == {".git": "hidden", ".d.txt": "hidden", "node_modules": "node_modules", "env": "venv"}


def test_members_of_an_archive_are_looked_at_as_files_are(tmp_path):
    members = {"NOTES": PROSE, "x.dat": b"\0\1", "b.ppt": b"PK", "src/node_modules/p/a.md": PROSE, ".git/c.txt": PROSE}
    (tmp_path / "a.zip").write_bytes(made_files.zipped(members))
    assert [file.name for file in find([tmp_path]).files] == ["a.zip/NOTES"]
    assert unread(tmp_path) == {
        "a.zip/x.dat": ".dat",
        "a.zip/b.ppt": ".ppt",
        "a.zip/src/node_modules": "node_modules",
        "a.zip/.git": "hidden",
    }


@pytest.mark.parametrize(
    ("include", "read"),
    [
        ("*.py", "src/a.py"),
        ("src/*.py", "src/a.py"),
        (".notes", ".notes/b.txt"),
        (".notes/*.txt", ".notes/b.txt"),
        ("node_modules/*/README.md", "node_modules/p/README.md"),
        ("*.cfg", "c.cfg"),
    ],
)
def test_include_has_files_read_that_are_left_out(tmp_path, include, read):
    write(tmp_path, "src/a.py", ".notes/b.txt", ".git/b.txt", "node_modules/p/README.md", "c.cfg")
    assert [file.name for file in find([tmp_path], FileFilter(include=(include,))).files] == [read]


def test_include_of_everything_enters_no_hidden_folder_and_reads_no_binary(tmp_path):
    write(tmp_path, "a.py", ".git/b.txt")
    (tmp_path / "x.bin").write_bytes(b"\0")
    assert [file.name for file in find([tmp_path], FileFilter(include=("*",))).files] == ["a.py"]
    assert unread(tmp_path, include=("*",)) == {".git": "hidden", "x.bin": ".bin"}


@pytest.mark.parametrize("exclude", ["drafts", "drafts/*", "*/b.txt", "b.*"])
def test_exclude_leaves_files_out_counts_them_and_wins(tmp_path, exclude):
    write(tmp_path, "a.txt", "drafts/b.txt")
    wanted = FileFilter(include=("*.txt",), exclude=(exclude,))
    found = find([tmp_path], wanted)
    assert [file.name for file in found.files] == ["a.txt"]
    assert summary(found.unread) == "not read: 1 excluded"


def test_what_is_left_out_of_one_source_and_read_by_another_is_read(tmp_path):
    write(tmp_path, "a.txt", ".notes/b.txt", "c.py")
    found = find([tmp_path, tmp_path / ".notes", tmp_path / ".notes" / "b.txt"])
    assert [file.name for file in found.files] == ["a.txt", "b.txt"]
    assert len(find([tmp_path, tmp_path]).unread) == 2


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("a.ppt", "save as .pdf"),
        ("a.xls", "save as .csv"),
        ("a.geojson", "save as .json"),
        ("a.msg", "save as .eml"),
        ("a.py", "--include"),
    ],
)
def test_a_file_without_reader_that_is_named_itself_is_an_error_with_the_way_out(tmp_path, name, way):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InputError, match=way) as caught:
        find([tmp_path / name])
    assert name in str(caught.value)


def test_a_briefing_of_the_program_is_counted_among_what_is_not_read(tmp_path):
    write(tmp_path, "a.txt")
    (tmp_path / "b.md").write_text("# Briefing\n\n- It rained. [a.txt:1]\n\n<!-- summarize read: a.txt=0f; wrote: 12 -->\n")
    assert unread(tmp_path) == {"b.md": "written by summarize"}
