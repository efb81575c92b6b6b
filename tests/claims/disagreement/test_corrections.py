"""A number that another source denies is shown with the one that it gives instead."""

import pytest

from summarize.claims.disagreement.corrections import correction


@pytest.mark.parametrize(
    ("other", "given"),
    [
        ("Ninety-six families left their homes, and not 140, the county admitted.", "Ninety-six"),
        ("96 families, rather than the 140 that were counted at first, left.", "96"),
        ("The number of families was 96 instead of about 140.", "96"),
    ],
)
def test_a_corrected_number_is_found_with_the_one_that_is_right(other, given):
    found = correction("About 140 families had to leave.", other)
    assert (found.what.value, found.mine, found.theirs) == ("number", "140", given)


@pytest.mark.parametrize(
    "other",
    [
        "Ninety-six families left, and not 150.",
        "Ninety-six cows were sold, and not 140.",
        "The families did not leave 140 homes.",
        "140 families left, and not 96.",
        "It was not 140.",
    ],
)
def test_another_number_another_thing_or_no_other_number_corrects_nothing(other):
    assert correction("About 140 families had to leave.", other) is None
