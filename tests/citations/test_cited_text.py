"""Any text with citations is read sentence by sentence, each with what it cites."""

import json
import re

import pytest

from summarize.citations.cited_text import parse, read
from summarize.citations.own_words import APPARATUS
from summarize.citations.syntax import location
from summarize.errors import InputError


def cited(text: str, **options) -> list[tuple[str, list[str]]]:
    return [(s.text, [location(place) for place in s.citations]) for s in parse(text, **options)]


@pytest.mark.parametrize(
    "text",
    [
        "Xi said so. [a.txt:3]",
        "Xi said so [a.txt:3].",
        "Xi said so.[a.txt:3]",
        "Xi said\nso.\n[a.txt:3]",
        "- Xi said so. [a.txt:3]",
    ],
)
def test_a_citation_belongs_to_the_sentence_it_stands_in_or_behind(text):
    assert cited(text) == [("Xi said so.", ["a.txt:3"])]


def test_each_sentence_has_its_own_citations():
    text = "It rained. Xi said so. [a.txt:3; b.txt:8-9] [c.txt:1] He left [d.txt:2]."
    assert cited(text) == [("It rained.", []), ("Xi said so.", ["a.txt:3", "b.txt:8-9", "c.txt:1"]), ("He left.", ["d.txt:2"])]


def test_headings_code_front_matter_and_comments_are_passed_over():
    text = "---\ntitle: x\n---\n# The talks\n\n```\ncode here is not read.\n```\n<!-- nor this. -->\nHeading\n\nIt rained hard."
    assert cited(text) == [("It rained hard.", [])]


def test_table_cells_that_say_something_cite_what_their_row_cites():
    text = "| who | what | where |\n|---|---|---|\n| Xi | Xi said that it rained. | [a.txt:3] |\n| total | 3 | |"
    assert cited(text) == [("Xi said that it rained.", ["a.txt:3"])]


def test_marks_of_markdown_are_no_part_of_a_sentence():
    text = r"**Xi** said “a \*b\*” in [Lima](http://x.y). [a\_b.txt:3]"
    assert cited(text) == [("Xi said “a *b*” in Lima.", ["a_b.txt:3"])]


def test_an_escaped_bracket_is_no_citation():
    assert cited(r"Xi said so \[a.txt:3\] there.") == [("Xi said so [a.txt:3] there.", [])]


def test_the_line_of_a_sentence_is_that_of_the_document():
    found = parse("# Title\n\nIt rained here.\nIt stopped there. [a.txt:1]\n\n- Xi left the town. [b.txt:2]")
    assert [sentence.line for sentence in found] == [3, 4, 6]


def test_the_words_of_the_program_itself_need_no_citation():
    expected = [("It rained.", ["a.txt:1"])]
    assert (
        cited("It rained. [a.txt:1] (2 files, 1 origin)\n\nThe documents do not cover this part of the question: Lima.")
        == expected
    )
    assert cited("It rained. [a.txt:1] (in other words)") == expected
    assert cited("It rained. [a.txt:1] (quotation, reported by CCTV; in other words; 2 files, 1 origin)") == expected


def test_an_answer_in_json_brings_its_citations_with_their_hashes(tmp_path):
    place = {"file": "a.txt", "line": 3, "end_line": 4, "text": "x", "sha256": "ff"}
    (tmp_path / "a.json").write_text(json.dumps({"sentences": [{"text": "It rained.", "citations": [place]}]}))
    [found] = read(tmp_path / "a.json")
    assert (found.text, location(found.citations[0]), found.citations[0].sha256) == ("It rained.", "a.txt:3-4", "ff")


@pytest.mark.parametrize(("name", "content"), [("a.json", "{}"), ("a.json", "[1"), ("a.md", "# Title only\n"), ("a.txt", "")])
def test_a_document_without_sentences_is_refused_by_name(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=re.escape(name)):
        read(tmp_path / name)


def test_a_missing_document_is_refused_by_name(tmp_path):
    with pytest.raises(InputError, match=r"none\.md"):
        read(tmp_path / "none.md")


@pytest.mark.parametrize(
    "text",
    [
        "Also under: the minister was jailed for fraud and nobody may know.",
        "7 sources, 6 independent origins agree that the minister was jailed for it.",
        "This briefing is partial: the president killed his wife.",
        f"Cited. [a.txt:1]\n\n{APPARATUS}\n\nThe moon is made of cheese.",
    ],
)
def test_words_that_only_begin_like_the_programs_own_are_read(text):
    assert any(not sentence.citations for sentence in parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "The port opened (reported statement, reported by a jailed minister). [a.txt:1]",
        "Other sources differ (date: May / the minister was jailed): The port opened in June. [a.txt:1]",
    ],
)
def test_a_note_that_is_not_the_programs_stays_part_of_the_text(text):
    assert "jailed" in " ".join(sentence.text for sentence in parse(text))


def test_the_outlet_in_a_note_is_what_is_said_to_report_it():
    (sentence,) = parse("- Ruiz said so. [a.txt:1] (reported statement, reported by RTX)")
    assert (sentence.text, sentence.channel) == ("Ruiz said so.", "RTX")


def test_a_sentence_in_json_whose_citations_were_taken_away_is_uncited(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text('{"sentences": [{"text": "It rained.", "kind": "written"}], "removed": [{"text": "No.", "reason": "x"}]}')
    assert [(sentence.text, sentence.citations) for sentence in read(path)] == [("It rained.", ())]


@pytest.mark.parametrize(
    "text", ["Q: Ruiz shut the port. [a.txt:3]", "A: Ruiz shut the port. [a.txt:3]", "**Ruiz shut the port. [a.txt:3]**"]
)
def test_what_calls_itself_a_question_an_answer_or_a_heading_is_checked_like_any_text(text):
    assert [len(sentence.citations) for sentence in parse(text)] == [1]
