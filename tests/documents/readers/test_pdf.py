"""Tables, headings, turned text and pictures of text in PDF keep their structure."""

import shutil
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.documents import readers
from summarize.documents.outline import outline
from summarize.documents.readers.pdf import reader
from summarize.documents.sentences import split_sentences
from summarize.errors import ReadError
from summarize.places import BY_OCR
from summarize.types.document import BlockKind
from tests import made_files
from tests.made_files import grid

LEFTS = (60, 200, 300, 400)
FARES = [
    ("Zone", "Adult", "Child", "Dog"),
    ("Harbour", "2.40", "1.20", "free"),
    ("Island", "5.10", "2.55", "1.00"),
    ("Lighthouse", "8.00", "4.00", "1.00"),
]


def blocks(tmp_path, *pages):
    """The kind, cells and text of each line of a PDF."""
    path = tmp_path / "a.pdf"
    path.write_bytes(made_files.pdf(pages))
    return [(line.kind, line.block.cells if line.block else (), line.text) for line in readers.read(path).lines]


def cells(tmp_path, *pages):
    """The cells of the rows and fields of a PDF."""
    return [found for _, found, _ in blocks(tmp_path, *pages) if found]


def test_a_row_of_aligned_columns_has_their_names(tmp_path):
    found = blocks(tmp_path, grid(FARES, LEFTS))
    assert [kind for kind, _, _ in found] == [BlockKind.HEADER, *[BlockKind.ROW] * 3]
    assert found[2][1] == (("Zone", "Island"), ("Adult", "5.10"), ("Child", "2.55"), ("Dog", "1.00"))


def test_an_empty_cell_moves_no_other(tmp_path):
    rows = [*FARES[:2], ("Island", "", "2.55", "1.00"), FARES[3]]
    assert (("Zone", "Island"), ("Child", "2.55"), ("Dog", "1.00")) in cells(tmp_path, grid(rows, LEFTS))


def test_names_of_columns_in_two_lines_are_joined(tmp_path):
    above = [(200, 714, 10, "Adult"), (300, 714, 10, "Child"), (400, 714, 10, "Dog")]
    rows = [("Zone", "in euros", "in euros", "in euros"), *FARES[1:]]
    (_, (name, fare), *_), *_ = cells(tmp_path, [*above, *grid(rows, LEFTS)])
    assert (name, fare) == ("Adult in euros", "2.40")


def test_a_label_on_two_lines_is_one(tmp_path):
    lines = [
        *grid(FARES, LEFTS),
        (60, 644, 10, "Outer islands"),
        (200, 638, 10, "9.10"),
        (300, 638, 10, "4.55"),
        (60, 632, 10, "by night"),
    ]
    assert cells(tmp_path, lines)[-1] == (("Zone", "Outer islands by night"), ("Adult", "9.10"), ("Child", "4.55"))


@pytest.mark.parametrize("rows", [*permutations([("Opened", "3 May 1931"), ("Length", "410 m"), ("Owner", "the town of Mole")])])
def test_two_columns_without_names_are_keys_and_values_in_any_order(tmp_path, rows):
    found = blocks(tmp_path, grid(rows, (60, 200)))
    assert [(kind, held) for kind, held, _ in found] == [(BlockKind.FIELD, (row,)) for row in rows]


def test_two_columns_have_names_above_numbers_or_in_bold(tmp_path):
    years = [("Year", "Visitors"), ("2019", "4,120"), ("2020", "310")]
    assert cells(tmp_path, grid(years, (60, 200)))[0] == (("Year", "2019"), ("Visitors", "4,120"))
    bold = [("**Port**", "**Owner**"), ("Mole", "the town"), ("Lima", "the state")]
    assert cells(tmp_path, grid(bold, (60, 200)))[0] == (("Port", "Mole"), ("Owner", "the town"))


def test_rows_in_lower_case_and_rows_below_one_label_stay_apart(tmp_path):
    fruit = [("Fruit", "Colour", "Taste"), ("apples", "red", "sweet"), ("pears", "green", "mild"), ("plums", "blue", "sour")]
    assert [row[0] for row in cells(tmp_path, grid(fruit, LEFTS[:3]))] == [("Fruit", row[0]) for row in fruit[1:]]
    ports = [("Region", "City", "Status"), ("North", "Lima", "open"), ("", "Callao", "closed"), ("South", "Tacna", "open")]
    assert cells(tmp_path, grid(ports, LEFTS[:3]))[1] == (("City", "Callao"), ("Status", "closed"))


def test_text_that_goes_on_in_several_cells_is_one_row(tmp_path):
    rows = [
        ("Post", "Duty", "Leave"),
        ("Keeper of the", "lights the lamp", "two weeks in"),
        ("lighthouse", "each evening", "every summer"),
        ("Master", "runs it", "none"),
    ]
    assert cells(tmp_path, grid(rows, (60, 150, 240)))[0] == (
        ("Post", "Keeper of the lighthouse"),
        ("Duty", "lights the lamp each evening"),
        ("Leave", "two weeks in every summer"),
    )


def test_many_small_tables_on_a_page_end_in_time(tmp_path):
    lines = [
        (x, 840 - 0.1 * number - 0.3 * (number // 6), 0.1, cell)
        for number in range(3_000)
        for x, cell in ((60, f"a{number}"), (200, str(number)))
    ]
    assert blocks(tmp_path, lines)


def test_the_line_above_a_table_is_its_caption_and_not_a_row(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(made_files.pdf([[(60, 740, 10, "Table 2: Fares      in euros"), *grid(FARES, LEFTS)]]))
    *_, last = split_sentences(readers.read(path).lines)
    assert [context.text for context in last.context] == ["Table 2: Fares in euros", "Zone Adult Child Dog"]


@pytest.mark.parametrize(
    "lines",
    [
        grid(
            [("1.", "The harbour is dredged in autumn."), ("2.", "The pier is painted."), ("3.", "The light is lit.")], (60, 90)
        ),
        grid([("•", "The harbour is dredged in autumn."), ("•", "The pier is painted."), ("•", "The light is lit.")], (60, 90)),
        grid(
            [
                ("The harbour was dredged again last autumn", "while the pier stayed closed to all ships"),
                ("and the ferries went to the northern basin", "until the council had paid for the work"),
                ("where the water is deep enough for them", "that nobody had asked for in the first place"),
            ],
            (60, 320),
        ),
    ],
)
def test_lists_and_columns_of_text_are_no_tables(tmp_path, lines):
    assert cells(tmp_path, lines) == []


def test_text_that_is_turned_is_read_as_it_was_written(tmp_path):
    turned = [(y, 595 - x, size, text) for x, y, size, text in grid(FARES, LEFTS)]
    data = made_files.pdf([turned]).replace(b"Tf 1 0 0 1", b"Tf 0 -1 1 0")
    (tmp_path / "a.pdf").write_bytes(data)
    found = [line.block.cells for line in readers.read(tmp_path / "a.pdf").lines if line.block and line.block.cells]
    assert found[1] == (("Zone", "Island"), ("Adult", "5.10"), ("Child", "2.55"), ("Dog", "1.00"))


def test_a_few_bold_words_are_a_heading_and_a_bold_sentence_is_none(tmp_path):
    lines = [
        (60, 740, 10, "**2. Ferries**"),
        (60, 726, 10, "The ferry leaves at seven in the morning."),
        (60, 690, 10, "**No dogs are allowed on the upper deck.**"),
        (60, 676, 10, "They stay below, where there is water for them."),
    ]
    assert [kind for kind, _, _ in blocks(tmp_path, lines)] == [BlockKind.HEADING, *[BlockKind.PARAGRAPH] * 3]


def scanned(tmp_path, *pages):
    """A PDF of pictures of pages, with a page of text behind them."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(made_files.scan(made_files.pdf(pages)))
    return path


TEXT = ["The harbour of Mole opened in the spring of 1931.", "It was closed by a storm in the same year."]


def test_a_page_that_is_a_picture_is_read_by_ocr_and_marked(tmp_path):
    assert shutil.which("tesseract"), "install Tesseract: make browser"
    document = readers.read(scanned(tmp_path, made_files.column(TEXT, size=14)))
    assert [sentence.text for sentence in split_sentences(document.lines)] == TEXT
    assert document.places.named(1) == BY_OCR
    assert document.places.shown(2, 2) == "p1:2"


def test_without_tesseract_a_scan_is_named_with_the_way_to_read_it(tmp_path, monkeypatch):
    path = scanned(tmp_path, made_files.column(TEXT, size=14))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match=r"scan.pdf: scanned pages without text; install Tesseract"):
        readers.read_here(path)


def test_a_stamp_on_a_scanned_page_does_not_stand_for_its_text(tmp_path):
    page = made_files.column(TEXT, size=14)
    path = tmp_path / "a.pdf"
    path.write_bytes(made_files.scan(made_files.pdf([page]), stamp="Case 12 of 2021 filed on 3 May"))
    found = [sentence.text for sentence in split_sentences(readers.read(path).lines)]
    assert [text for text in found if text in TEXT] == TEXT


def test_a_page_that_is_not_read_is_named_with_its_document(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    text, picture = made_files.pdf([made_files.column(TEXT)]), made_files.scan(made_files.pdf([made_files.column(TEXT, size=14)]))
    path.write_bytes(made_files.bound(text, picture, text))
    monkeypatch.setenv("PATH", str(tmp_path))
    document = readers.read_here(path)
    assert document.metadata.pictured == ("p2",)
    assert [left.place for left in outline(document, "a.pdf", "a").left_out if "picture" in left.reason] == ["p2"]
    assert document.places.shown(3, 3) == "p3:1"


def test_the_numbers_of_lines_in_a_transcript_are_not_read(tmp_path):
    said = [f"{number:>2}   The witness spoke of the harbour for the {number}th time." for number in range(1, 15)]
    path = tmp_path / "a.pdf"
    path.write_bytes(made_files.pdf([made_files.column(said)]))
    assert split_sentences(readers.read(path).lines)[1].text == "The witness spoke of the harbour for the 2th time."


NAMES = st.text("abcdefghijklmno", min_size=3, max_size=9).map(str.title)  # "P 7" is the number of a page
FIGURES = st.integers(0, 9_999).map(str)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_stands_in_aligned_columns_is_read_as_its_rows(data):
    width, height = data.draw(st.integers(2, 5)), data.draw(st.integers(3, 8))
    head = data.draw(st.lists(NAMES, min_size=width, max_size=width, unique=True))
    labels = data.draw(st.lists(NAMES, min_size=height, max_size=height, unique=True))
    rows = [[label, *(data.draw(FIGURES) for _ in head[1:])] for label in labels]
    page = grid([head, *rows], [60 + 95 * at for at in range(width)])
    found = reader.read(made_files.pdf([page]), Path("a.pdf")).lines
    assert [line.block.cells for line in found if line.kind is BlockKind.ROW] == [
        tuple(zip(head, row, strict=True)) for row in rows
    ]
