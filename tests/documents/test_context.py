"""A unit of evidence knows its context, in every format and shape."""

from pathlib import Path

import pytest

from summarize.documents import readers
from summarize.documents.sentences import split_sentences
from summarize.types.document import BlockKind
from summarize.types.evidence import ContextKind, Sentence
from tests import made_files

TABLE = "# Fares\n\nPrices in euros.\n\n| Zone | Day | Night |\n| --- | ---: | ---: |\n| 1 | 2.10 | 1.10 |\n| 2 | 3.40 | 2.20 |\n"


def units(folder: Path, name: str, content: str | bytes) -> list[Sentence]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(split_sentences(readers.read(path).lines))


def under(unit: Sentence) -> list[tuple[str, str, int]]:
    """What a unit stands under: kind, text and first line."""
    return [(context.kind.value, context.text, context.first_line) for context in unit.context]


def test_a_row_knows_its_headings_its_unit_line_and_the_names_of_its_columns(tmp_path):
    row = units(tmp_path, "a.md", TABLE)[-1]
    assert row.kind is BlockKind.ROW
    assert row.cells == (("Zone", "2"), ("Day", "3.40"), ("Night", "2.20"))
    assert under(row) == [("heading", "Fares", 1), ("caption", "Prices in euros.", 3), ("columns", "Zone | Day | Night", 5)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "You may bring:\n\n- a pencil\n- a lamp\n\nDogs stay outside.\n"),
        ("a.txt", "You may bring:\n- a pencil\n- a lamp\n\nDogs stay outside.\n"),
        ("a.html", "<p>You may bring:</p><ul><li>a pencil</li><li>a lamp</li></ul><p>Dogs stay outside.</p>"),
        (
            "a.odt",
            made_files.opendocument(
                "<text:p>You may bring:</text:p><text:list><text:list-item><text:p>a pencil</text:p></text:list-item>"
                "<text:list-item><text:p>a lamp</text:p></text:list-item></text:list><text:p>Dogs stay outside.</text:p>"
            ),
        ),
        (
            "a.epub",
            made_files.book("<p>You may bring:</p><ul><li>a pencil</li><li>a lamp</li></ul><p>Dogs stay outside.</p>"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 8 else "",
)
def test_an_item_knows_what_introduces_its_list_and_what_follows_the_list_does_not(tmp_path, name, content):
    *items, after = units(tmp_path, name, content)
    assert [(item.kind, item.text) for item in items] == [(BlockKind.ITEM, "a pencil"), (BlockKind.ITEM, "a lamp")]
    assert all(item.context[-1].kind is ContextKind.INTRODUCTION for item in items)
    assert all(item.context[-1].text == "You may bring:" for item in items)
    assert (after.text, after.context) == ("Dogs stay outside.", ())


def test_an_inner_item_knows_the_item_above_it(tmp_path):
    inner = units(tmp_path, "a.md", "# Crew\n\n- Deck watch\n  - two sailors\n- Engine watch\n  - one stoker\n")
    assert [(unit.text, [context.text for context in unit.context]) for unit in inner] == [
        ("Deck watch", ["Crew"]),
        ("two sailors", ["Crew", "Deck watch"]),
        ("Engine watch", ["Crew"]),
        ("one stoker", ["Crew", "Engine watch"]),
    ]


def test_a_heading_ends_where_one_of_its_level_begins(tmp_path):
    text = "# Port\n\nThe port is old.\n\n## Docks\n\nThey are deep.\n\n## Cranes\n\nThey are tall.\n\n# Town\n\nIt is new.\n"
    found = {unit.text: [context.text for context in unit.context] for unit in units(tmp_path, "a.md", text)}
    assert found == {
        "The port is old.": ["Port"],
        "They are deep.": ["Port", "Docks"],
        "They are tall.": ["Port", "Cranes"],
        "It is new.": ["Town"],
    }


def test_an_answer_knows_its_question_and_the_question_is_no_evidence(tmp_path):
    (answer,) = units(tmp_path, "a.txt", "Q: Who shut the lock?\nA: The keeper did. She had the only key.\n")
    assert (answer.kind, answer.text) == (BlockKind.ANSWER, "The keeper did. She had the only key.")
    assert under(answer) == [("question", "Who shut the lock?", 1)]


@pytest.mark.parametrize("mark", ["**Q:** ", "**Q: ", "Q. "])
def test_a_question_in_markdown_is_one_whatever_marks_it(tmp_path, mark):
    question = f"{mark}Who shut the lock?{'**' if mark.count('*') == 2 else ''}"
    (answer,) = units(tmp_path, "a.md", f"# Lock\n\n{question}\nA: The keeper did, in the night\nof the storm.\n")
    assert (answer.kind, answer.text) == (BlockKind.ANSWER, "The keeper did, in the night of the storm.")
    assert [context.text for context in answer.context] == ["Lock", "Who shut the lock?"]


def test_a_footnote_knows_the_line_that_refers_to_it(tmp_path):
    *_, note = units(tmp_path, "a.md", "The lock was built in 1887.[^1]\n\nIt leaks.\n\n[^1]: The deed is lost.\n")
    assert (note.kind, note.text) == (BlockKind.NOTE, "The deed is lost.")
    assert [(kind, line) for kind, _, line in under(note)] == [("reference", 1)]


@pytest.mark.parametrize(
    ("text", "speaker", "time"),
    [
        ("ABARA: The lock is shut.\nROY: Since when?\nABARA: Since May.\nROY: I see.\n", "ABARA", None),
        (
            "[10:02] Abara: The lock is shut.\n[10:03] Roy: Since when?\n[10:04] Abara: Since May.\n[10:05] Roy: Ah.\n",
            "Abara",
            "10:02",
        ),
        ("SPEAKER 1: The lock is shut.\nSPEAKER 2: Since when?\nSPEAKER 1: Since May.\nSPEAKER 2: Ah.\n", "SPEAKER 1", None),
        ("12/03/2024, 21:17 - Abara: The lock is shut.\n12/03/2024, 21:18 - Roy: Oh no, really?\n", "Abara", "12/03/2024, 21:17"),
    ],
)
def test_a_turn_knows_its_speaker_and_time(tmp_path, text, speaker, time):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    line = readers.read(path).lines[0]
    assert (line.kind, line.block.speaker, line.block.time) == (BlockKind.TURN, speaker, time)
    unit = split_sentences(readers.read(path).lines)[0]
    assert unit.text == "The lock is shut."
    assert under(unit) == ([("time", time, 1)] if time else [])


def test_the_time_of_a_turn_may_be_on_the_line_before(tmp_path):
    turns = [("10:02:05", "ABARA: The lock is shut."), ("10:02:09", "ROY: Since when is it?"), ("10:02:12", "ABARA: Since May.")]
    text = "".join(f"[{time}]\n{said}\n\n" for time, said in turns) + "ROY: I see it now.\n"
    found = units(tmp_path, "a.txt", text)
    assert [under(unit) for unit in found] == [
        [("time", "10:02:05", 1)],
        [("time", "10:02:09", 4)],
        [("time", "10:02:12", 7)],
        [],
    ]


def test_keys_with_values_are_no_turns(tmp_path):
    fields = units(tmp_path, "a.txt", "Vessel: Aurora\nMaster: Ana Reis\nTonnage: 1200\n")
    assert [(unit.kind, unit.cells) for unit in fields] == [
        (BlockKind.FIELD, (("Vessel", "Aurora"),)),
        (BlockKind.FIELD, (("Master", "Ana Reis"),)),
        (BlockKind.FIELD, (("Tonnage", "1200"),)),
    ]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("PART 2. LOCKS\n\n2.1 Gates.\nA gate is shut at night.\n", ["PART 2. LOCKS", "2.1 Gates."]),
        ("Gates\n-----\nA gate is shut at night.\n", ["Gates"]),
        ("OPENING HOURS\n\nA gate is shut at night.\n", ["OPENING HOURS"]),
        ("Gates and keys\nA gate is shut at night.\n", ["Gates and keys"]),
        ("The keeper said that\nA gate is shut at night.\n", []),
        ("Port of Brenn\n12 Quay Street\nBrenn\n\nA gate is shut at night.\n", []),
    ],
)
def test_headings_of_plain_text_are_known_by_their_shape(tmp_path, text, headings):
    assert [context.text for context in units(tmp_path, "a.txt", text)[-1].context] == headings


@pytest.mark.parametrize(
    "text",
    [
        "| Port | Ships |\n| --- | --- |\n| Lima | 40 |\n",
        "<table><thead><tr><th>Port</th><th>Ships</th></tr></thead><tr><td>Lima</td><td>40</td></tr></table>",
        "Port,Ships\nLima,40\n",
    ],
    ids=["md", "html", "csv"],
)
def test_cells_have_the_names_of_their_columns_in_every_format(tmp_path, request, text):
    (row,) = units(tmp_path, f"a.{request.node.callspec.id}", text)
    assert row.cells == (("Port", "Lima"), ("Ships", "40"))
    assert row.text == "Port: Lima; Ships: 40"
    assert row.context[-1].kind is ContextKind.COLUMNS


def test_a_cell_over_several_columns_names_each_of_them(tmp_path):
    page = (
        "<table><tr><th rowspan=2>Zone</th><th colspan=2>Rate</th></tr><tr><th>day</th><th>night</th></tr>"
        "<tr><td>1</td><td>2.10</td><td>1.10</td></tr></table>"
    )
    (row,) = units(tmp_path, "a.html", page)
    assert row.cells == (("Zone", "1"), ("Rate day", "2.10"), ("Rate night", "1.10"))


def test_a_term_and_what_defines_it_are_a_key_and_a_value(tmp_path):
    (unit,) = units(tmp_path, "a.html", "<dl><dt>Berth</dt><dd>a place to moor</dd></dl>")
    assert (unit.kind, unit.cells) == (BlockKind.FIELD, (("Berth", "a place to moor"),))


def test_a_word_document_keeps_its_headings_lists_and_tables(tmp_path):
    import docx

    document = docx.Document()
    document.add_heading("Locks", 1)
    document.add_heading("Keys", 2)
    document.add_paragraph("The keeper keeps:")
    document.add_paragraph("two iron keys", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("Lock", "Depth", "North", "4 m"), strict=True):
        cell.text = text
    document.save(tmp_path / "a.docx")
    item, row = split_sentences(readers.read(tmp_path / "a.docx").lines)[-2:]
    assert (item.kind, [context.text for context in item.context]) == (BlockKind.ITEM, ["Locks", "Keys", "The keeper keeps:"])
    assert (row.kind, row.cells) == (BlockKind.ROW, (("Lock", "North"), ("Depth", "4 m")))


def test_a_short_item_of_several_sentences_is_one_unit(tmp_path):
    (item,) = units(tmp_path, "a.md", "1. Loose rail at stair C. The risk is high.\n")
    assert (item.text, item.raw) == ("Loose rail at stair C. The risk is high.", "Loose rail at stair C. The risk is high.")


def test_a_mail_is_said_by_its_sender_unless_it_says_who_else_says_it(tmp_path):
    from summarize.documents.speakers import attribute

    text = "We deliver sixty tonnes in May.\n\nMaria Blom said that the road is too narrow.\n"
    path = tmp_path / "a.eml"
    path.write_bytes(made_files.message(text))
    said = [(unit.speech.speaker, unit.speech.channel) for unit in attribute(split_sentences(readers.read(path).lines))]
    assert said == [("Ana Reis", None), ("Maria Blom", "Ana Reis")]
