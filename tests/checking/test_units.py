"""Rows, items and answers are stated by code, and a text that states one is checked against the row and its context."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.checking.document import Checker
from summarize.checking.units import stated, taken
from summarize.citations.cited_text import parse
from summarize.types.document import BlockKind, SourceFile
from summarize.types.evidence import Context, ContextKind, Sentence
from summarize.types.verdict import Finding

FILES = {
    "fares.md": (
        "# Fares\n\nPrices in euros.\n\n"
        "| Zone | Day rate | Night rate |\n| --- | --- | --- |\n| 1 | 2.10 | 1.10 |\n| 2 | 3.40 | 2.20 |\n"
    ),
    "faults.md": (
        "# Faults\n\n## Pump\n\n| Fault | Remedy |\n| --- | --- |\n| Low pressure | Clean the sieve |\n\n"
        "## Boiler\n\n| Fault | Remedy |\n| --- | --- |\n| Low pressure | Replace the valve |\n"
    ),
    "rules.md": "# Rules\n\nYou may bring:\n\n- a pencil\n- a lamp\n\n## Not allowed\n\n- wet boots\n",
    "talk.txt": "Q: Who shut the lock?\nA: The keeper did. She had the key.\n\nQ: Who opened it?\nA: The mayor.\n",
    "depot.csv": "item,unit,stock\nsalt,tonnes,75\ndiesel,litres,18400\n",
}


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    folder = tmp_path_factory.mktemp("units")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Checker([SourceFile(folder / name, name) for name in FILES])


@pytest.mark.parametrize(
    "text",
    [
        "Zone 2, night rate: 2.20 euros. [fares.md:8; fares.md:5; fares.md:3]",
        "Zone 2, day rate: 3.40 euros; night rate: 2.20 euros. [fares.md:8; fares.md:5; fares.md:3]",
        "Fares: Zone 2, night rate: 2.20 euros. [fares.md:8; fares.md:5; fares.md:3; fares.md:1]",
        "Boiler: Low pressure, remedy: Replace the valve. [faults.md:13; faults.md:11; faults.md:9]",
        "You may bring: a lamp. [rules.md:6; rules.md:3]",
        "- a lamp. [rules.md:6]",
        "Not allowed: wet boots. [rules.md:10; rules.md:8]",
        "You may bring: [rules.md:3]",
        "Asked “Who shut the lock”, the answer is: “The keeper did. She had the key.” [talk.txt:2; talk.txt:1]",
        "salt, unit: tonnes; stock: 75. [depot.csv:2; depot.csv:1]",
    ],
)
def test_a_unit_in_its_context_is_supported(checker, text):
    assert [found.finding for found in checker.check(parse(text))] == [Finding.SUPPORTED]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Zone 2, night rate: 3.40 euros. [fares.md:8; fares.md:5; fares.md:3]", "another column"),
        ("Zone 2, night rate: 1.10 euros. [fares.md:8; fares.md:5; fares.md:3]", "another row"),
        ("Zone 1, night rate: 2.20 euros. [fares.md:8; fares.md:5; fares.md:3]", "another label"),
        ("Zone 2, day rate: 2.20. [fares.md:8; fares.md:5]", "another header"),
        ("Zone 2, night rate: 2.20 dollars. [fares.md:8; fares.md:5; fares.md:3]", "another unit"),
        ("Zone 2 night rate 2.20. [fares.md:8; fares.md:5; fares.md:3]", "no form of the row"),
        ("Zone 2, night rate: 2.20 euros. [fares.md:8; fares.md:3]", "the header is not cited"),
        ("Zone 2, night rate: 2.20 euros. [fares.md:8; fares.md:5]", "the unit line is not cited"),
        ("Pump: Low pressure, remedy: Replace the valve. [faults.md:13; faults.md:11; faults.md:3]", "another heading"),
        ("Boiler: Low pressure, remedy: Clean the sieve. [faults.md:7; faults.md:5; faults.md:9]", "a row of another table"),
        ("You may bring: wet boots. [rules.md:10; rules.md:3]", "an item of another list"),
        ("Not allowed: a lamp. [rules.md:6; rules.md:8]", "a bullet under another heading"),
        ("You must bring: [rules.md:3]", "not the head of the list"),
        ("Asked “Who opened it”, the answer is: “The keeper did. She had the key.” [talk.txt:2; talk.txt:4]", "another question"),
        ("Asked “Who shut the lock”, the answer is: “The mayor.” [talk.txt:5; talk.txt:1]", "another answer"),
    ],
)
def test_what_takes_a_unit_out_of_its_context_is_not_supported(checker, text, why):
    assert all(found.finding is not Finding.SUPPORTED for found in checker.check(parse(text))), why


def test_a_missing_context_is_named_with_its_line(checker):
    (found,) = checker.check(parse("Zone 2, night rate: 2.20 euros. [fares.md:8; fares.md:3]"))
    assert found.reason.startswith("takes “Zone | Day rate | Night rate” from line 5, which is not cited")


def test_a_line_that_is_no_context_of_the_cited_row_is_not_passed_off_as_one(checker):
    (found,) = checker.check(
        parse("Boiler: Low pressure, remedy: Replace the valve. [faults.md:13; faults.md:11; faults.md:9; faults.md:3]")
    )
    assert found.finding is Finding.UNSUPPORTED
    assert "faults.md:3" in found.reason


def test_an_item_of_two_sentences_needs_one_citation_and_is_not_half_checked(checker):
    (whole,) = checker.check(
        parse("Asked “Who shut the lock”, the answer is: “The keeper did. She had the key.” [talk.txt:2; talk.txt:1]")
    )
    assert whole.finding is Finding.SUPPORTED
    found = checker.check(parse("The keeper fled. She had the key. [talk.txt:2]"))
    assert found[0].finding is Finding.UNCITED


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
CELLS = st.lists(st.tuples(WORDS, WORDS.filter(bool)), min_size=1, max_size=4)


@given(CELLS, WORDS.filter(bool), st.booleans())
def test_whatever_a_row_holds_its_statement_is_recognised_with_its_context(cells, heading, shows_all):
    columns, head = Context(ContextKind.COLUMNS, "names", 2, 2), Context(ContextKind.HEADING, heading, 1, 1)
    row = Sentence("row", "row", 3, 3, kind=BlockKind.ROW, cells=tuple(cells), context=(head, columns))
    form = stated(row, [head], lambda name: shows_all or name == cells[-1][0])
    assert set(taken(form.text, row) or ()) == set(form.context)
