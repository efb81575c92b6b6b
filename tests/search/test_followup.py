"""A question that leans on the one before it is put so that it stands alone; one that stands alone is left as it is."""

import pytest

from summarize.search.followup import complete

BEFORE = "what did Ruiz say on copper"
SPEAKERS = {"Berg", "Ana Ruiz"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("and on tin?", "what did Ruiz say on tin"),
        ("about wages?", "what did Ruiz say about wages"),
        ("What about Peru?", "what did Ruiz say on Peru"),
        ("and Berg?", "what did Berg say on copper"),
        ("how about in 2021?", "what did Ruiz say on copper in 2021"),
        ("and what did Berg say?", "what did Berg say on copper"),
        ("why did she resign?", "why did Ruiz resign"),
        ("what did her party say about tin", "what did Ruiz's party say about tin"),
        ("what does it mean for her", "what does it mean for Ruiz"),
    ],
)
def test_a_follow_up_takes_from_the_question_before_what_it_lacks(typed, meant):
    assert complete(typed, BEFORE, "Ruiz", SPEAKERS.__contains__) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "when did the port close",
        "sanctions on Chile",
        "who is Ana Ruiz",
        "copper",
        "What did Berg say about his trip to Lima",
        "Did Chile's ministers say they would resign",
        "Who is Jan Berg and what did he build",
        "on which day did it rain",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(typed):
    assert complete(typed, BEFORE, "Ruiz", SPEAKERS.__contains__) == typed
    assert complete(typed, None, None, SPEAKERS.__contains__) == typed


@pytest.mark.parametrize(
    ("before", "typed", "meant"),
    [
        ("how much copper did Chile sell to China in 2021", "and to Japan?", "how much copper did Chile sell to Japan in 2021"),
        ("how much copper did Chile sell to China in 2021", "and in 2022?", "how much copper did Chile sell to China in 2022"),
        ("who won the election in Chile", "and Peru?", "who won the election in Peru"),
        ("who resigned", "and in May?", "who resigned in May"),
        ("who resigned", "and Peru?", "Peru"),
        ("what did Ruiz say", "and on tin?", "what did Ruiz say on tin"),
    ],
)
def test_a_circumstance_takes_the_place_of_one_of_its_kind(before, typed, meant):
    assert complete(typed, before, None, SPEAKERS.__contains__) == meant
