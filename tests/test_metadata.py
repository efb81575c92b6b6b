from datetime import date

import pytest

from summarize import metadata, readers
from summarize.types import Document
from tests.conftest import EXAMPLES, lines


@pytest.mark.parametrize(
    ("head", "written"),
    [
        (["The harbour opens again", "Updated: December 31, 2022 20:40:53"], date(2022, 12, 31)),
        (["The harbour opens again", "30 December 2022"], date(2022, 12, 30)),
        (["LISBON, May 3, 2021 /NEWS/ - The harbour is open."], date(2021, 5, 3)),
        (["---", "title: The harbour", "date: 2021-05-03", "---", "The harbour is open."], date(2021, 5, 3)),
        (["---", "date: 2021-05-03T09:14:00+02:00", "---", "The harbour is open."], date(2021, 5, 3)),
        (["# 6 January 2021 Capitol attack", "The crowd came at noon."], None),
        (["Ana Ruiz", "Born May 3, 1950"], None),
        (["LISBON, May 3. /NEWS/. The harbour is open."], None),
        (["The harbour opens again", "The old one was shut on 3 May 2021."], None),
        (["Ministers meet in Lisbon, Portugal, for the opening of the harbour and its docks, May 3, 2021."], None),
    ],
)
def test_the_day_of_writing_is_the_one_that_the_document_gives_as_its_own(head, written):
    assert metadata.read(Document(lines(*head))).written == written


def test_a_date_in_the_files_name_counts_where_the_text_gives_none():
    assert metadata.read(Document(lines("The harbour opens again.")), "2021-05-03_harbour").written == date(2021, 5, 3)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("meridian_post.md", "Beijing and Moscow, a year in review"),
        ("harbour_herald.txt", "Putin and Xi hold year-end call"),
        ("metro_daily.txt", "Leaders of Russia and China talk gas, trade and a visit"),
    ],
)
def test_the_title_is_the_headline_and_no_furniture(name, title):
    assert metadata.read(readers.read(EXAMPLES / name)).title == title
