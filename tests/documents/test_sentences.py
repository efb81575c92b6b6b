"""Sentences carry the lines they stand on, and page furniture is none of them."""

import re

import pytest

from summarize.documents.sentences import split_sentences
from tests.conftest import lines, read


def spans(*texts: str) -> list[tuple[int, int, str]]:
    return [(s.first_line, s.last_line, s.text) for s in split_sentences(lines(*texts))]


def test_several_sentences_may_stand_on_one_line():
    assert spans("It rained. It stopped.") == [(1, 1, "It rained."), (1, 1, "It stopped.")]


def test_a_hard_wrapped_sentence_runs_over_its_lines():
    text = (
        "The harbour master said on Monday that the old pier would be",
        "closed for the whole of the winter, because the storm had made",
        "holes in it. Ferries will leave from the northern quay until",
        "March.",
    )
    assert [(first, last) for first, last, _ in spans(*text)] == [(1, 3), (3, 4)]


def test_a_line_that_goes_on_in_lower_case_is_joined():
    assert spans("The minister resigned", "on Monday.") == [(1, 2, "The minister resigned on Monday.")]


def test_abbreviations_and_numbers_end_no_sentence():
    assert len(spans("The U.S. economy grew by 3.5 percent, Dr. Lee said.")) == 1


def test_the_raw_text_stands_in_the_lines():
    text = ("- “Yes,” she said.", "", "✓ The  port is   open. It is large.")
    for sentence in split_sentences(lines(*text)):
        assert sentence.raw in "\n".join(text[sentence.first_line - 1 : sentence.last_line])


@pytest.mark.parametrize(
    "furniture",
    [
        "READ MORE",
        "Share this article",
        "Share if you like",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "01:37",
        "| Updated: March 3, 2024 20:40:53",
        "© Ann Lee/Some Agency/NEWS",
        "The president (R) greets a guest. /Agency",
        "Subscribe to our newsletter and never miss a story!",
        "By Ann Lee",
        "Photo: Ann Lee/Agency",
        "(With input from agencies)",
        "All rights reserved.",
        "Mayor opens new bridge",
        "Five things to know about the harbour",
    ],
)
def test_page_furniture_is_no_sentence(furniture):
    body = "The mayor opened the bridge on Monday. It is the third in ten years."
    found = [text for _, _, text in spans(body, "", furniture, "", body)]
    assert found == re.split(r"(?<=\.) ", body) * 2


def test_a_document_without_full_stops_is_still_read():
    assert len(spans("The port was closed by the storm of Monday", "The ferry did not leave before noon of Tuesday")) == 2


def test_a_bullet_with_a_statement_is_kept():
    assert spans("The report says this.", "", "- Turnover rose by 4 percent in March") == [
        (1, 1, "The report says this."),
        (3, 3, "Turnover rose by 4 percent in March"),
    ]


def test_a_dump_without_sentences_is_passed_over():
    assert spans("It rained.", "", "word " * 3_000 + "end.") == [(1, 1, "It rained.")]


@pytest.mark.parametrize(
    "label", ["CONCLUSION ", "METHODS AND RESULTS: ", "BACKGROUND/AIMS ", "DESIGN, SETTING, AND PARTICIPANTS "]
)
def test_the_label_of_a_part_of_an_abstract_is_no_part_of_the_sentence(label):
    assert spans(f"{label}In older crews, sleep improved.")[-1] == (1, 1, "In older crews, sleep improved.")


@pytest.mark.parametrize("text", ["CARE International left the port.", "OBJECTIVE To find how crews sleep."])
def test_other_words_in_capitals_open_their_sentence(text):
    assert spans(text)[-1] == (1, 1, text)


def test_a_dateline_is_no_part_of_the_sentence():
    assert spans("LISBON, May 3. /NEWS/. The harbour is open.")[-1] == (1, 1, "The harbour is open.")


def test_a_long_sentence_that_introduces_a_paragraph_is_evidence_and_a_short_one_is_not():
    long, short = "The keeper holds the office for four years and is chosen by the council, as follows:", "The rules say:"
    after = "Each member writes one name on a sheet of paper."
    assert [sentence.text for sentence in read(long, "", after)] == [long, after]
    assert [sentence.text for sentence in read(short, "", after)] == [after]


def test_a_block_of_sentences_without_an_end_mark_is_text():
    found = read("The hall is open all day. You may bring:", "", "- a pencil")
    assert [sentence.text for sentence in found][:1] == ["The hall is open all day."]
