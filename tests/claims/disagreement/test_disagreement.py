"""Words rendered differently, times, and what was left unsaid are disagreements too; what fits together is none."""

from datetime import date

import pytest

from summarize.claims import group
from summarize.claims.disagreement import difference, quotations
from summarize.claims.disagreement.unmentioned import omitted
from summarize.index.corpus import Corpus
from summarize.types.evidence import Claim, Evidence
from tests.conftest import one


def evidence(number, text, written=None):
    return Evidence(number, f"{number}.txt", one(text), "hash", written=written)


def found(text, other, written=(None, None)):
    differing = difference(evidence(0, text, written[0]), evidence(1, other, written[1]))
    return differing and (differing.what.value, differing.mine, differing.theirs)


@pytest.mark.parametrize(
    ("text", "other", "values"),
    [
        (
            "Ruiz said the ports kept a “sound and open” stance on the toll.",
            "In her speech on Monday Ruiz recalled the “sound and honest” stance on the toll that her city had taken for years.",
            ("open", "honest"),
        ),
        (
            "“In the face of a hard and far from clear future we are ready to build new docks,” Ruiz said.",
            "Ruiz assured them that, “in the face of a simple and far from clear future”, she was ready to build docks.",
            ("hard", "simple"),
        ),
    ],
    ids=["epithet", "translation"],
)
def test_one_remark_rendered_in_two_ways_is_found(text, other, values):
    assert found(text, other) == ("quoted words", *values)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (
            "Ruiz called the tolls “bound to fail in all our ports”.",
            "Ruiz called the tolls “bound for failure in all our ports”.",
        ),
        ("Ruiz spoke of a “new age of trade” for Lima.", "Ruiz praised the “brave sailors of old” in Lima."),
        ("The toll is sound and open to all who pay.", "The toll is sound and honest to all who pay."),
    ],
    ids=["forms of one word", "other remarks", "no quotation"],
)
def test_other_forms_and_other_remarks_are_no_rendering(text, other):
    assert quotations.difference(one(text), one(other)) is None


DRILLS = "both navies held joint rescue drills off the coast of Lima"


def test_two_times_for_one_event_are_shown_where_neither_day_can_be_known():
    assert found(f"Earlier this month, {DRILLS}.", f"{DRILLS.capitalize()} last week.") == (
        "time",
        "Earlier this month",
        "last week",
    )


def test_times_that_are_known_to_overlap_are_no_disagreement():
    written = date(2022, 12, 31)
    assert found(f"Earlier this month, {DRILLS}.", f"{DRILLS.capitalize()} last week.", (written, written)) is None


def test_times_that_are_known_to_be_apart_are_one():
    days = date(2022, 12, 31), date(2022, 12, 1)
    assert found(f"Yesterday {DRILLS}.", f"{DRILLS.capitalize()} last week.", days) == ("time", "Yesterday", "last week")


def test_a_known_day_is_not_held_against_one_that_cannot_be_known():
    assert found(f"On 3 May 2021 {DRILLS}.", f"{DRILLS.capitalize()} last week.") is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ruiz, who made no mention of a trip to Quito, left.", "a trip to Quito"),
        ("Ruiz did not mention the new toll in her speech.", "the new toll"),
        ("Ruiz said nothing about the strike.", "the strike"),
        ("Ruiz mentioned the strike.", None),
    ],
)
def test_what_was_left_unsaid_is_told_from_the_wording(text, what):
    assert omitted(text) == what


def test_what_one_source_says_was_not_mentioned_stands_beside_what_another_has_of_it(encoder):
    texts = [
        "In her short reply Ruiz made no mention of a trip to Quito.",
        "Berg said that he hoped Ruiz would make the trip to Quito in spring.",
        "Copper prices in Lima rose by 5 percent.",
    ]
    corpus = Corpus(tuple(evidence(number, text) for number, text in enumerate(texts)), encoder.encode(texts))
    (variant,) = group.disputed(Claim((corpus.evidence[0],), 1), corpus).variants
    assert variant.mine == "a trip to Quito is not mentioned"
    assert [piece.file for piece in variant.evidence] == ["1.txt"]
