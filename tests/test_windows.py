"""What Windows does differently, as far as another system can show it: paths, line ends; consoles are in `cli/test_main.py`."""

from pathlib import PureWindowsPath

import pytest

from summarize.citations import cited_text, syntax
from summarize.documents import readers
from summarize.documents.file_filter import FileFilter
from summarize.documents.sources import file_names
from summarize.types.evidence import Citation


def test_files_of_two_drives_are_told_apart_and_their_citations_are_read_back():
    names = file_names([(PureWindowsPath(r"C:\our notes"), "may/a.txt"), (PureWindowsPath(r"D:\notes"), "may/a.txt")])
    assert names == ["C:/our notes/may/a.txt", "D:/notes/may/a.txt"]
    for name in names:
        (said,) = cited_text.parse(f"It rained. {syntax.render((Citation(name, 3, 4),))}")
        assert [(place.file, place.line, place.end_line) for place in said.citations] == [(name, 3, 4)]


@pytest.mark.parametrize(
    ("glob", "path"), [("drafts/*.log", r"drafts\a.log"), ("drafts", r"2021\drafts\a.txt"), ("*.log", r"b\a.log")]
)
def test_globs_match_paths_with_backslashes(glob, path):
    assert FileFilter(exclude=(glob,)).excludes(PureWindowsPath(path))


def test_line_ends_of_windows_change_no_line_and_no_hash(tmp_path):
    text = "A heading\n\nIt rained on Monday.\nThe pier was shut.\n"
    found = []
    for name, end in (("unix.txt", "\n"), ("windows.txt", "\r\n")):
        (tmp_path / name).write_text(text, encoding="utf-8", newline=end)
        document = readers.read(tmp_path / name)
        found.append(([line.text for line in document.lines], [document.lines_sha256(number, number) for number in (1, 3, 4)]))
    assert found[0] == found[1]
