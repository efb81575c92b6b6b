from datetime import date

import pytest

from summarize.text.dates import Period, mentions, parse

WRITTEN = date(2022, 12, 31)
"""A Saturday."""


def when(text, written=WRITTEN):
    return [str(mention.period) for mention in mentions(text, written)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The port opened on 3 May 2021.", "3 May 2021"),
        ("The port opened on May 3rd, 2021, at noon.", "3 May 2021"),
        ("The port opened on 2021-05-03.", "3 May 2021"),
        ("The fair was held from 30 to 31 March 2021.", "30 to 31 March 2021"),
        ("The fair was held on March 2-4, 2021.", "2 to 4 March 2021"),
        ("The port opened in May 2021.", "May 2021"),
        ("The port has been open since 1998.", "1998"),
    ],
)
def test_an_absolute_date_needs_no_day_of_writing(text, shown):
    assert when(text, None) == [shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The port opened on Friday.", "30 December 2022"),
        ("The port opened on Saturday.", "31 December 2022"),
        ("The port opened last Saturday.", "24 December 2022"),
        ("The port opened yesterday.", "30 December 2022"),
        ("The port opened last week.", "19 to 25 December 2022"),
        ("The port opened earlier this month.", "December 2022"),
        ("The port opened last month.", "November 2022"),
        ("The port opened last year.", "2021"),
        ("The port opened on May 3.", "3 May 2022"),
        ("The port opened in February.", "February 2022"),
    ],
)
def test_a_relative_date_is_known_where_the_day_of_writing_is(text, shown):
    assert when(text) == [shown]
    assert when(text, None) == ["None"]


def test_a_day_without_a_year_is_of_no_past_year_if_the_next_is_nearer_and_nothing_is_said_to_have_happened():
    assert when("Karl Aune to inform the staff by 1 March.", date(2025, 2, 12)) == ["None"]
    assert when("All staff need to be told by 1 March.", date(2025, 2, 12)) == ["None"]
    assert when("The port was shut on 1 March.", date(2025, 2, 12)) == ["1 March 2024"]


def test_a_month_later_in_the_year_than_the_writing_is_last_years():
    assert when("The port opened in November.", date(2023, 2, 1)) == ["November 2022"]


@pytest.mark.parametrize(
    "text", ["The port will open on Friday.", "The visit is expected in May.", "It opens next to the harbour."]
)
def test_a_time_that_may_be_one_to_come_is_not_guessed(text):
    assert set(when(text)) <= {"None"}


@pytest.mark.parametrize(
    "text",
    [
        "In May 3,000 people moved.",
        "In March 5.2 million people moved.",
        "In March 20% of the firms closed.",
        "The Good Friday Agreement was signed.",
        "The council met every Monday.",
        "The trial begins on Monday.",
        "USA Today reported it.",
        "In the last month of the campaign they met.",
        "It failed in 2000 homes.",
        "The city was founded in 1700 BC.",
        "The season of 2020-21 ended.",
        "The fairs were held on 5 and 10 May 2021.",
    ],
)
def test_what_only_looks_like_a_time_is_not_resolved(text):
    assert set(when(text)) <= {"None"}


def test_a_day_that_no_calendar_has_breaks_nothing():
    assert when("It opens tomorrow.", date.max) == ["None"]
    assert when("It opened last week.", date.min) == ["None"]


@pytest.mark.parametrize("text", ["It was a busy week.", "They may leave.", "He marched 3 miles.", "It opened in room 2021b."])
def test_what_is_no_time_is_none(text):
    assert when(text) == []


def test_a_day_that_no_month_has_is_unknown():
    assert when("The port opened on 31 June 2021.") == ["None"]


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2022, 12, 30), date(2022, 12, 30)),
        Period(date(2022, 12, 1), date(2022, 12, 31)),
        Period(date(2022, 1, 1), date(2022, 12, 31)),
        Period(date(2022, 12, 21), date(2022, 12, 27)),
        Period(date(2022, 11, 30), date(2022, 12, 2)),
        Period(date(2022, 12, 30), date(2023, 1, 2)),
    ],
)
def test_a_period_is_read_back_as_it_is_shown(period):
    assert parse(str(period)) == period
