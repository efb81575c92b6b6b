"""A list is shown together, in order, and whole where the question asks for it by name."""

import pytest

from summarize.app import ask
from summarize.checking.document import Checker
from summarize.citations import cited_text
from summarize.documents import sources
from summarize.rendering.answer import json, text
from summarize.types.answer import Kind

PACKING = (
    "# Packing for the lock tour\n\n## What to bring\n\n- a warm coat\n- two bottles of water\n- dry shoes\n- a torch\n\n"
    "## What to leave at home\n\n- dogs\n- large bags\n"
)
FARES = (
    "# Fares 2031\n\nPrices in euros.\n\n"
    "| Zone | Day ticket | Week ticket |\n| --- | --- | --- |\n| 1 | 2.10 | 9.50 |\n| 2 | 3.40 | 14.20 |\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "packing.md").write_text(PACKING, encoding="utf-8")
    (tmp_path / "fares.md").write_text(FARES, encoding="utf-8")
    return tmp_path


def holds(answer, folder) -> bool:
    """Whether every printed sentence passes the program's own check."""
    checked = Checker(sources.find([folder]).files).check(cited_text.parse(text.answer(answer), is_markdown=False))
    return {one.finding.value for one in checked} == {"supported"}


def test_a_list_that_is_asked_for_is_whole_in_order_and_under_its_heading(folder, workspace, reporter):
    answer = ask.ask("what to bring", [folder], workspace, reporter)
    assert [said.text for said in answer.sentences] == [
        "What to bring:",
        "a warm coat.",
        "two bottles of water.",
        "dry shoes.",
        "a torch.",
    ]
    assert [said.citations[0].line for said in answer.sentences] == [3, 5, 6, 7, 8]
    assert {said.kind for said in answer.sentences} == {Kind.LIST}
    assert answer.more == 0
    assert holds(answer, folder)


def test_numbered_steps_near_a_question_how_are_its_answer_if_their_head_has_half_of_its_words(tmp_path, workspace, reporter):
    steps = "1. Mix the flour, the water and the salt.\n2. Leave it for an hour.\n3. Bake it for half an hour.\n"
    made = f"# What I bake now\n\nWhat I make is a plain white loaf:\n\n{steps}"
    (tmp_path / "blog.md").write_text(made, encoding="utf-8")
    answer = ask.ask("how do you make Jenny's white loaf", [tmp_path], workspace, reporter)
    assert [said.citations[0].line for said in answer.sentences[1:]] == [5, 6, 7]
    assert not ask.ask("how do you mend Jenny's red kettle", [tmp_path], workspace, reporter).answered


def test_all_under_a_heading_answers_what_was_decided_there(tmp_path, workspace, reporter):
    log = "# Log\n\n## 2024-11-18 Review with the county\n\n- New budget: 29 million\n- The lamps stay\n\n## Noise\n\nWe sang.\n"
    (tmp_path / "log.md").write_text(log, encoding="utf-8")
    answer = ask.ask("what changed at the review with the county in November?", [tmp_path], workspace, reporter)
    assert [said.citations[0].line for said in answer.sentences] == [5, 6]


def test_a_list_that_is_cut_says_how_much_is_left_and_how_to_see_it(folder, workspace, reporter):
    answer = ask.ask("what to bring", [folder], workspace, reporter, sentences=3)
    assert len(answer.sentences) == 4
    assert answer.more == 1
    assert "1 more: --sentences 4" in text.answer(answer)
    assert '"more": 1' in json.answer(answer)
    assert holds(answer, folder)


def test_the_items_of_a_list_are_printed_without_blank_lines_between_them(folder, workspace, reporter):
    printed = text.answer(ask.ask("what to bring", [folder], workspace, reporter))
    assert "What to bring: [packing.md:3]\n- a warm coat. [packing.md:5]\n- two bottles of water. [packing.md:6]\n" in printed


def test_passages_show_the_context_of_their_units(folder, workspace, reporter):
    ranked, reading = ask.search("what is the week ticket in zone 2?", [folder], workspace, reporter)
    found = ranked.passages[:1]
    assert text.passages(found).endswith("[fares.md:8] Fares 2031: Zone: 2; Day ticket: 3.40; Week ticket: 14.20\n")
    (row,) = json.of_passages("", found, reading, relevant=True).to_dict()["passages"]
    assert row["unit"] == "row"
    assert [(each["kind"], each["place"]) for each in row["context"]] == [("heading", "1"), ("caption", "3"), ("columns", "5")]


def test_a_cell_that_is_asked_for_comes_with_its_unit_and_cites_its_column(folder, workspace, reporter):
    answer = ask.ask("what is the week ticket in zone 2?", [folder], workspace, reporter)
    said = answer.sentences[0]
    assert said.text == "Zone 2, week ticket: 14.20 euros."
    assert said.kind is Kind.ROW
    assert [(place.line, place.role.value) for place in said.citations] == [(8, "support"), (5, "context"), (3, "context")]
    assert all(len(place.sha256) == 64 for place in said.citations)
    assert holds(answer, folder)


MOVING = "# House rules\n\n## Moving in or out\n\nTell us a week ahead. Bring:\n\n- a copy of the deed\n- photo ID\n- a deposit\n"


def test_what_is_needed_is_answered_by_the_list_whose_head_has_all_else_of_the_question(folder, workspace, reporter):
    (folder / "rules.md").write_text(MOVING, encoding="utf-8")
    answer = ask.ask("what do i need to bring when moving in", [folder], workspace, reporter)
    assert [said.text for said in answer.sentences][1:] == ["a copy of the deed.", "photo ID.", "a deposit."]
    assert not ask.ask("what do i need to bring to the beach", [folder], workspace, reporter).answered
