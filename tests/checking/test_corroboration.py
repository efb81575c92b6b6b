"""Of a sentence that several sources state, the part is told that a further one carries."""

import pytest

from summarize.checking.corroboration import agrees, carried
from tests.conftest import read

TEXT = "In a speech on state radio, Ana Rau said the port would close, after a storm that sank two boats."


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("Ana Rau said the port would close.", "Ana Rau said the port would close"),
        ("Two boats sank in the storm after which the port would close, Ana Rau said.", TEXT.split(", ", 1)[1]),
        (
            "Ana Rau said in her speech on radio that the port would close.",
            "In a speech on state radio, Ana Rau said the port would close",
        ),
    ],
)
def test_a_source_carries_the_stretch_of_the_sentence_that_it_states(source, part):
    start, end = carried(TEXT, read(source))
    assert TEXT[start:end] == part


@pytest.mark.parametrize(
    "source",
    [
        "On state radio, Ana Rau said in a speech that the port would close after two boats sank in a storm.",
        TEXT,
    ],
)
def test_a_source_that_states_the_whole_sentence_carries_no_part(source):
    assert agrees(TEXT, read(source))
    assert carried(TEXT, read(source)) is None


def test_a_mark_within_a_number_or_a_quotation_divides_nothing():
    text = "The guild paid 1,200 euros for “masts, sails and rope”, Ana Rau said."
    start, end = carried(text, read("The guild paid 1,200 euros for “masts, sails and rope”."))
    assert text[start:end] == "The guild paid 1,200 euros for “masts, sails and rope”"


def test_what_a_source_only_asks_it_does_not_state():
    text = "The tides differ between the two harbours."
    assert agrees(text, read("The tides of the two harbours differ by a metre."))
    assert not agrees(text, read("The survey is to find whether the tides differ between the two harbours."))


def test_a_value_that_held_before_is_not_stated():
    assert agrees("The cache is kept for 14 days.", read("The cache is kept for 14 days (was 7)."))
    assert not agrees("The cache is kept for 7 days.", read("The cache is kept for 14 days (was 7)."))
