"""One value that differs in otherwise equal statements is a disagreement; different facts are none."""

import pytest

from summarize.claims.disagreement.values import difference


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            "The port of Callao was opened on May 3, 1990, by Ana Ruiz.",
            "Ana Ruiz opened it, but the port of Callao was opened on 13 June 1990 by Ana Ruiz.",
            ("date", "May 3, 1990", "13 June 1990"),
        ),
        (
            "Exports of copper reached $10.4 billion in the first quarter.",
            "Exports of copper reached $1.39 billion in the first quarter.",
            ("number", "$10.4 billion", "$1.39 billion"),
        ),
        (
            "The final of the cup was won by Lima in front of 900 people.",
            "The final of the cup was won by Quito in front of 900 people.",
            ("name", "Lima", "Quito"),
        ),
        (
            "Ruiz called the harbour talks “calm and open” on Friday.",
            "Ruiz called the harbour talks “calm and honest” on Friday.",
            ("quoted words", "open", "honest"),
        ),
    ],
    ids=["date", "number", "name", "quote"],
)
def test_a_value_that_sources_give_differently_is_found(one, other, found):
    differing = difference(one, other)
    assert (differing.what.value, differing.mine, differing.theirs) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Exports rose by 5 percent in March, the bank of Lima said.",
            "Imports rose by 7 percent in March, the bank of Lima said.",
        ),
        ("Berg visited the port of Lima in 2021.", "Berg visited the port of Quito in 2022."),
        ("The port of Lima closed on Monday after a storm.", "The port of Lima closed on Monday after a fire."),
        ("The bank was founded in Lima in 1983 by two brothers.", "The bank was founded in Lima in the 1980s by two brothers."),
        ("Ana Ruiz opened the new port in Lima.", "Ruiz opened the new port in Lima."),
        ("The Ports Authority of Lima closed the pier.", "The PAL closed the pier."),
        ("Chilean exports of copper to Asia fell.", "Exports of copper from Chile to Asia fell."),
        ("Buyers of the ship can add a mast for more speed.", "Owners of the ship can add a mast for more speed."),
        ("The port closed.", "It rained in Quito."),
    ],
    ids=["subject", "two values", "no value", "decade", "short name", "acronym", "demonym", "plain word", "nothing shared"],
)
def test_what_can_both_be_true_is_no_disagreement(one, other):
    assert difference(one, other) is None


def test_a_disagreement_reads_the_same_from_both_sides():
    one, other = "The pier of Lima opened on May 3, 1990.", "The pier of Lima opened on May 30, 2000."
    there, back = difference(one, other), difference(other, one)
    assert (there.mine, there.theirs) == (back.theirs, back.mine) == ("May 3, 1990", "May 30, 2000")
