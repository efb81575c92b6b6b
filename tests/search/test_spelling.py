"""Slips of spelling are read as the documents' words, and nothing else is."""

import pytest

from summarize.search.spelling import corrected, in_full, sound

DOCUMENTS = ["autumn", "harbour", "minister", "point", "qassem", "repair"]
ENGLISH = {"paint", "repairs", "ferry"}


def read(text):
    return corrected(text, beginning, lambda word: word in ENGLISH or word in DOCUMENTS)[0]


def beginning(letters) -> list[str]:
    """The words of the documents that begin with one of some letters, as an index gives them."""
    return [word for word in DOCUMENTS if word[0] in letters]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what opens in autum", "what opens in autumn"),
        ("what did the minster say", "what did the minister say"),
        ("wich harbour", "which harbour"),
        ("what did Kasem say", "what did Qassem say"),
    ],
)
def test_a_slip_is_read_as_the_near_word(typed, meant):
    assert read(typed) == meant


@pytest.mark.parametrize("text", ["who paid for the paint", "what repairs the ferry", "what did Ortega say", "the KD41 crate"])
def test_a_word_that_is_no_slip_stays(text):
    assert read(text) == text


def test_what_was_changed_is_known():
    (one,) = corrected("autum", beginning, DOCUMENTS.__contains__)[1]
    assert (one.typed, one.read) == ("autum", "autumn")


def test_names_that_transliterate_alike_share_a_key_and_others_do_not():
    assert sound("qassem") == sound("kasim")
    assert sound("qassem") != sound("kazan")


def test_a_pronoun_is_no_country():
    assert in_full("what did the US tell us") == "what did the United States tell us"
    assert in_full("WHO TOLD US") == "WHO TOLD US"
