"""An answer does not say twice what an earlier sentence of it says; what adds a fact stays."""

from collections.abc import Sequence

import pytest

from summarize.claims.contained import Models, without_contained
from summarize.types.evidence import Claim, Evidence
from tests.conftest import read

TOPIC = "military cooperation"
FIRST = "In a speech on state radio, Ana Rau said she aimed to strengthen military cooperation with Peru."


def claims(texts: Sequence[str], file: str = "{}.txt") -> list[Claim]:
    pieces = [Evidence(number, file.format(number), read(text)[0], "hash") for number, text in enumerate(texts)]
    return [Claim((piece,), 1) for piece in pieces]


@pytest.fixture
def chosen(parser, encoder):
    return lambda *texts: without_contained(claims(texts), TOPIC, Models(parser, encoder))


@pytest.fixture
def read_by_model(parser, encoder, workspace):
    """What is left where the model of entailment reads too."""
    models = Models(parser, encoder, lambda: workspace.entailment)
    return lambda *texts, **where: [one.best.sentence.text for one in without_contained(claims(texts, **where), TOPIC, models)]


@pytest.fixture
def kept(chosen):
    return lambda *texts: [claim.best.sentence.text for claim in chosen(*texts)]


@pytest.mark.parametrize(
    "again",
    [
        "Ana Rau told the chamber that Quito would seek to strengthen military cooperation with Lima.",
        "Ana Rau said she would seek to strengthen military collaboration with Lima.",
        "Ana Rau said she intends to strengthen cooperation with Peru in this area.",
        "The harvest was the best in years, Ana Rau said, and she intends to strengthen military cooperation with Peru.",
    ],
)
def test_what_a_sentence_before_it_says_in_other_words_is_left_out(kept, again):
    assert kept(FIRST, again) == [FIRST]


def test_what_says_no_more_and_no_less_becomes_evidence_of_the_sentence_before_it(chosen):
    again = "Ana Rau told the chamber that Quito would seek to strengthen military cooperation with Lima."
    (claim,) = chosen(FIRST, again)
    assert [piece.file for piece in claim.evidence] == ["0.txt", "1.txt"]
    assert claim.origins == 2


def test_what_says_less_becomes_evidence_of_the_one_sentence_that_says_all_of_it(chosen):
    shorter = "Ana Rau said she intends to strengthen cooperation with Peru in this area."
    other, claim = chosen("Ana Rau said military cooperation with Chile had ended.", FIRST, shorter)
    assert [piece.file for piece in claim.evidence] == ["1.txt", "2.txt"]
    assert [piece.file for piece in other.evidence] == ["0.txt"]


@pytest.mark.parametrize(
    "other",
    [
        "Ana Rau said she aimed to strengthen military cooperation with Chile.",
        "Ana Rau said she aimed to strengthen military cooperation with Peru by 2031.",
        "Ana Rau said she aimed to strengthen military cooperation with Peru in the border area.",
        "Ana Rau said she might strengthen military cooperation with Peru.",
        "Ana Rau said she would strengthen military cooperation with Peru.",
        "Ana Rau said she aimed to strengthen military cooperation with Peru if the harbour opened.",
        "Ana Rau said that the council aimed to strengthen military cooperation with Peru.",
        "Ana Rau said she did not aim to strengthen military cooperation with Peru.",
        "Ana Rau said she aimed to end military cooperation with Peru.",
        "Otto Lind said he aimed to strengthen military cooperation with Peru.",
    ],
)
def test_another_name_number_verb_actor_hedge_or_condition_is_another_statement(kept, read_by_model, other):
    assert kept(FIRST, other) == [FIRST, other]
    assert read_by_model(FIRST, other) == [FIRST, other]


@pytest.mark.parametrize(
    "again",
    [
        "Ana Rau said she hoped to deepen military cooperation with Peru.",
        "“We want to strengthen the cooperation of our army with Peru,” Ana Rau said.",
    ],
)
def test_what_another_document_means_is_left_out_if_the_model_agrees(kept, read_by_model, again):
    assert kept(FIRST, again) == [FIRST, again]
    assert read_by_model(FIRST, again) == [FIRST]


def test_of_what_nobody_says_all_must_be_said_before(read_by_model):
    first = "The military cooperation of Quito and Lima has suffered badly from the dispute over the border."
    again = "The military cooperation between Quito and Lima was damaged by the dispute over the border."
    more = f"{again[:-1]}, and the fleet has left the bay."
    assert read_by_model(first, again) == [first]
    assert read_by_model(first, more) == [first, more]


def test_what_one_document_says_in_two_ways_is_kept(read_by_model):
    again = "Ana Rau said she hoped to deepen military cooperation with Peru."
    assert read_by_model(FIRST, again, file="one.txt") == [FIRST, again]
