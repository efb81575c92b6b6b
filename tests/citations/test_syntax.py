"""Citations are printed one way, and read back as they were printed."""

import pytest

from summarize.citations.syntax import parse, render
from summarize.types.evidence import Citation


@pytest.mark.parametrize(
    "places",
    [
        [Citation("a.txt", 1, 1)],
        [Citation("sub folder/b (2).md", 3, 9)],
        [Citation("a.txt", 12, 12), Citation("b.txt", 8, 9)],
        [Citation("report.pdf:p3", 14, 14)],
    ],
)
def test_what_is_printed_is_read_back(places):
    assert parse(render(places)) == tuple(places)


@pytest.mark.parametrize("text", ["[sic]", "[a.txt]", "[a.txt:0]", "[a.txt:x]", "a.txt:3", "[]"])
def test_other_brackets_are_no_citations(text):
    try:
        assert parse(f"He said [so] {text}.") == ()
    except ValueError as error:
        assert "no citation" in str(error)


def test_several_citations_in_a_text_come_in_order():
    found = parse("One. [a.txt:1]\nTwo. [b.txt:2-3; a.txt:4]")
    assert [(place.file, place.line, place.end_line) for place in found] == [("a.txt", 1, 1), ("b.txt", 2, 3), ("a.txt", 4, 4)]
