"""The files of a folder are found, called by one name each, and odd things are passed over."""

import pytest

from summarize.errors import InputError
from summarize.sources import find


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
    names = [file.name for file in find([tmp_path / "one", tmp_path / "two"]).files]
    assert names == [f"{tmp_path}/one/a.txt", f"{tmp_path}/two/a.txt", "b.txt"]


def test_a_file_named_twice_is_read_once(tmp_path):
    write(tmp_path, "a.txt")
    assert len(find([tmp_path, tmp_path / "a.txt", tmp_path]).files) == 1


def test_symbolic_links_are_passed_over_and_counted(tmp_path):
    write(tmp_path, "docs/a.txt", "secret/b.txt")
    (tmp_path / "docs" / "loop").symlink_to(tmp_path / "docs")
    (tmp_path / "docs" / "b.txt").symlink_to(tmp_path / "secret" / "b.txt")
    found = find([tmp_path / "docs"])
    assert [file.name for file in found.files] == ["a.txt"]
    assert "2 passed over" in found.warnings[0]


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
