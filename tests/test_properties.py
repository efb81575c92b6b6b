"""What holds of any input: citations, places, lines, and every reader on any bytes."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fuzz.invariants import check
from fuzz.seeds import SEEDS, whole
from summarize.citations import syntax
from summarize.documents import readers
from summarize.documents.readers import markdown, plain
from summarize.documents.readers.formats import FORMATS
from summarize.documents.readers.sandbox import transfer, worker
from summarize.errors import ReadError
from summarize.places import Places
from summarize.text.escaping import UNSAFE, shown
from summarize.types.document import Block, Document, Line
from summarize.types.evidence import Citation

CORPUS = Path(__file__).resolve().parent.parent / "fuzz" / "corpus"
NAMES = st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda name: name.strip()
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def marks(draw, prefix: str):
    """Sections of a document: where each begins, and its name."""
    lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=6))
    starts = [1 + sum(lengths[:number]) for number in range(len(lengths))]
    return tuple((start, f"{prefix}{number}") for number, start in enumerate(starts, start=1)), 1 + sum(lengths)


@given(PATHS, st.integers(1, 10**6), st.integers(0, 1000))
@example("a:p1", 3, 0)
@example("a;b [c].txt\n", 1, 2)
@example("C:\\docs\\a.txt", 1, 0)
@example("100%25.txt", 1, 0)
@example("\udcff.txt", 1, 0)
@example("a\u180eb\u206a\U000e0041.txt", 1, 0)
def test_a_citation_that_is_printed_is_read_as_the_same(file, line, more):
    printed = syntax.render([Citation(file, line, line + more), Citation("b.pdf", 2, 2, place="p3:2")])
    assert [(c.file, syntax.place(c)) for c in syntax.parse(f"So it was. {printed}")] == [
        (file, syntax.place(Citation("", line, line + more))),
        ("b.pdf", "p3:2"),
    ]
    assert "\n" not in printed
    assert not UNSAFE.search(printed)


@given(
    st.lists(st.tuples(PATHS, st.integers(1, 99), st.text("0123456789abcdef", min_size=64, max_size=64)), min_size=1, max_size=4)
)
def test_the_hashes_of_a_document_are_read_as_they_were_written(entries):
    cited = {syntax.location(c): c for file, line, digest in entries for c in [Citation(file, line, line, sha256=digest)]}
    found = syntax.parse_hashes(syntax.render_hashes(cited.values()))
    assert found == {where: c.sha256[:16] for where, c in cited.items()}


@given(marks("p"), st.data())
def test_a_place_that_is_printed_leads_to_its_lines(found, data):
    sections, end = found
    first = data.draw(st.integers(1, end - 1))
    last = data.draw(st.integers(first, end - 1))
    places = Places(sections)
    assert places.find(places.shown(first, last)) == (first, last)


@given(st.text(st.characters(categories=["Cs", "L", "P"]), min_size=1))
def test_no_name_breaks_the_printing_of_citations(file):
    assert syntax.render([Citation(file, 1, 1)]).encode("utf-8")


@given(st.text())
def test_no_text_breaks_the_parser_of_citations(text):
    for cited in syntax.parse(f"[{text}] {text}"):
        assert cited.line >= 1


@given(st.text())
def test_what_is_shown_steers_nothing(text):
    assert not UNSAFE.search(shown(text))
    shown(text).encode("utf-8")


@given(st.text())
def test_lines_are_those_of_an_editor_and_what_is_seen_is_as_long(text):
    for reader in (plain, markdown):
        lines = reader.lines(text)
        assert len(lines) == len(re.split(r"\r\n|\n|\r", text)) - (re.split(r"\r\n|\n|\r", text)[-1] == "")
        assert all(len(line.visible) == len(line.text) for line in lines)


@given(st.lists(st.text(max_size=300), max_size=12), st.booleans())
@settings(deadline=None)
def test_sentences_stand_on_lines_that_are_there(texts, blocks):
    lines = tuple(
        Line(n, text, text, Block(n // 2) if blocks else None) for n, text in enumerate(texts, start=1) if "\0" not in text
    )
    check(Document(lines))


@pytest.mark.parametrize("ending", sorted(FORMATS))
@given(st.binary(max_size=400))
@SLOW
def test_any_bytes_are_a_document_or_an_error_that_names_the_file(tmp_path, ending, data):
    path = tmp_path / f"any{ending}"
    path.write_bytes(data)
    _read_or_refuse(path)


@pytest.mark.parametrize("name", sorted(SEEDS))
@given(st.data())
@SLOW
def test_a_damaged_document_is_read_or_refused(tmp_path, name, data):
    content = bytearray(SEEDS[name])
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        content[start : start + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=12))
    path = tmp_path / f"damaged.{name}"
    path.write_bytes(bytes(content))
    _read_or_refuse(path)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name[:12]}")
def test_what_fuzzing_found_is_read_or_refused(tmp_path, path):
    copy = tmp_path / f"fuzzed.{path.parent.name}"
    copy.write_bytes(whole(path.parent.name, path.read_bytes()))
    _read_or_refuse(copy)


def _read_or_refuse(path: Path) -> None:
    found = worker.answer(path)
    if "error" in found:
        assert found["error"].startswith(str(path))
        assert "\n" not in found["error"]
        if not readers.format_of(path).isolated:
            with pytest.raises(ReadError):
                readers.read(path)
        return
    check(transfer.document(found))
