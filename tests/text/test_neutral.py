"""Sentences are worded neutrally, except for what somebody is quoted with."""

import pytest

from summarize.checking.rules import verify
from summarize.text.neutral import neutral
from tests.conftest import one


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The flailing government raised the tax.", "The government raised the tax."),
        ("In a gushing, effusive speech, Berg left.", "In a speech, Berg left."),
        ("Berg admitted that the pier was old.", "Berg said that the pier was old."),
        ("Berg claims he was ill.", "Berg says he was ill."),
        ("“The pier is old,” Berg conceded.", "“The pier is old,” Berg said."),
        ("“The pier is old,” admitted Berg.", "“The pier is old,” said Berg."),
        ("Berg spoke of a “brutal” winter.", "Berg spoke of a “brutal” winter."),
        ("Berg admitted guilt.", "Berg admitted guilt."),
        ("Berg warned that the pier was old.", "Berg warned that the pier was old."),
        ("Berg said: “Ruiz admitted that it was late.”", "Berg said: “Ruiz admitted that it was late.”"),
    ],
)
def test_judging_words_go_and_verbs_of_saying_say_only_that_it_was_said(text, plain):
    assert neutral(text) == plain


@pytest.mark.parametrize("text", ["Berg admitted that the pier was old.", "“The pier is old and unsafe,” Berg conceded."])
def test_the_plain_wording_is_supported_and_the_overtone_cannot_be_added(text):
    assert verify(neutral(text), [one(text)]).supported
    assert not verify(text, [one(neutral(text))]).supported
