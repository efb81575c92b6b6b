"""Files become lines: an editor's line numbers, whatever the encoding and the line ends."""

import codecs

import pytest

from summarize.documents import readers
from summarize.errors import ReadError

RUSSIAN = "Президент России заявил, что переговоры продолжатся. Он добавил, что дата визита пока не назначена.\n" * 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_as_an_editor_counts_them(tmp_path, end):
    path = tmp_path / "a.txt"
    path.write_bytes(end.join(["one", "", "three\u2028still\x0cthree", "four"]).encode())
    found = readers.read(path).lines
    assert [(line.number, line.text) for line in found] == [(1, "one"), (2, ""), (3, "three\u2028still\x0cthree"), (4, "four")]


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode("utf-8"),
        codecs.BOM_UTF8 + RUSSIAN.encode("utf-8"),
        RUSSIAN.encode("utf-16"),
        RUSSIAN.encode("utf-16-be"),
        RUSSIAN.encode("windows-1251"),
        codecs.BOM_UTF32_LE + RUSSIAN.encode("utf-32-le"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-be without mark", "windows-1251", "utf-32"],
)
def test_the_encoding_is_found(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert readers.read(path).lines[0].text == RUSSIAN.splitlines()[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(range(256)) * 20, "binary"),
        (b"x" * 2_000_000, "2,000,000 characters"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "broken utf-16"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(tmp_path, data, reason):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=reason) as caught:
        readers.read(path)
    assert "a.txt" in str(caught.value)


def test_a_hash_of_lines_does_not_depend_on_line_ends(tmp_path):
    hashes = set()
    for name, end in (("a.txt", b"\n"), ("b.txt", b"\r\n"), ("c.txt", b"\r")):
        (tmp_path / name).write_bytes(b"one" + end + b"two" + end + b"three")
        hashes.add(readers.read(tmp_path / name).lines_sha256(2, 3))
    assert len(hashes) == 1


def test_markdown_keeps_its_words_and_loses_its_markup(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: x\n---\n# Head\n\n**Ruiz** _said_ [so](http://a.b).\n\n```\ncode\n```\n\n| a | b |\n", encoding="utf-8"
    )
    found = readers.read(path).lines
    text = [line for line in found if line.text and line.running]
    assert [line.visible.replace("\0", "") for line in text] == ["Ruiz said so.", "| a | b |"]
    assert all(len(line.text) == len(line.visible) for line in found)
    assert len(found) == 12
