"""An answer does not say twice what an earlier sentence of it says; what adds a fact stays."""

import pytest

from summarize.claims.contained import without_contained
from summarize.types.evidence import Claim, Evidence
from tests.conftest import read

TOPIC = "military cooperation"
FIRST = "In a speech on state radio, Ana Rau said she aimed to strengthen military cooperation with Peru."


@pytest.fixture
def chosen(parser, encoder):
    def left(*texts: str) -> tuple[Claim, ...]:
        pieces = [Evidence(number, f"{number}.txt", read(text)[0], "hash") for number, text in enumerate(texts)]
        return without_contained([Claim((piece,), 1) for piece in pieces], TOPIC, parser, encoder)

    return left


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


def test_what_says_less_is_no_evidence_of_the_sentence_before_it(chosen):
    (claim,) = chosen(FIRST, "Ana Rau said she intends to strengthen cooperation with Peru in this area.")
    assert [piece.file for piece in claim.evidence] == ["0.txt"]


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
def test_another_name_number_verb_actor_hedge_or_condition_is_another_statement(kept, other):
    assert kept(FIRST, other) == [FIRST, other]
