"""An answer does not say twice what an earlier sentence of it says; what adds a fact stays."""

import pytest

from summarize.claims.contained import without_contained
from summarize.types.evidence import Claim, Evidence
from tests.conftest import read

TOPIC = "military cooperation"
FIRST = "In a speech on state radio, Ana Rau said she aimed to strengthen military cooperation with Peru."


@pytest.fixture
def kept(parser, encoder):
    def left(*texts: str) -> list[str]:
        pieces = [Evidence(number, f"{number}.txt", read(text)[0], "hash") for number, text in enumerate(texts)]
        claims = without_contained([Claim((piece,), 1) for piece in pieces], TOPIC, parser, encoder)
        return [claim.best.sentence.text for claim in claims]

    return left


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
