"""What a document says of itself is found in its first lines, and nothing is made up."""

from datetime import date

import pytest

from summarize.documents import metadata, readers
from summarize.types.document import Document
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
        (["# The harbour opens again", "By Ana Ruiz, The Harbour News, 4 March 2025"], date(2025, 3, 4)),
        (["The harbour opens again", "By Ana Ruiz and Jan Berg | 4 March 2025"], date(2025, 3, 4)),
        (["LEASE", "between Ana Ruiz and the Lund Trust, dated 3 October 2024."], date(2024, 10, 3)),
        (["This lease is dated 3 October 2024 and runs for two years."], date(2024, 10, 3)),
        (["Dated 3 October 2024"], date(2024, 10, 3)),
        (["We refer to your letter, dated 3 October 2024."], None),
        (["This lease is dated as signed and replaces that of 3 October 2024."], None),
        (["By Ana Ruiz, Jan Berg and Bo Lind of The Northern Harbour News, 4 March 2025"], date(2025, 3, 4)),
        (["By Order of 4 March 2025"], None),
        (["# The council: minutes", "Meeting of 4 March 2025, Town Hall, 18:30"], date(2025, 3, 4)),
        (["# The council", "## Minutes of the meeting of 4 March 2025", "The lock is open."], date(2025, 3, 4)),
        (["HARBOUR UNION", "Statement of 4 March 2025"], date(2025, 3, 4)),
        (["Air at the dock", "Ana Ruiz, University of Lund", "Commissioned by the council. 4 March 2025"], date(2025, 3, 4)),
        (["HARBOUR UNION", "Protests of 4 March 2025"], None),
        (["HARBOUR UNION", "The statement of 4 March 2025 was wrong."], None),
        (["*Posted by Ana Ruiz on March 4, 2025*"], date(2025, 3, 4)),
        (["The harbour opens again", "By Ana Ruiz, Harbour Reporter", "Tuesday 4 March 2025"], date(2025, 3, 4)),
        (["THE HARBOUR THREAD", "Newsletter of the harbour school - Tuesday 4 March 2025"], date(2025, 3, 4)),
        (["Recorded 4 March 2025"], date(2025, 3, 4)),
        (["This lease is made on 3 October 2024 between Ana Ruiz and the Lund Trust."], date(2024, 10, 3)),
        (["This lease is signed by both and replaces that of 3 October 2024."], None),
        (["The council answered the letter, dated 3 October 2024, in May."], None),
        (["By the harbour, a lamp was lit on 4 March 2025"], None),
        (["Ana Ruiz", "Born May 3, 1950"], None),
        (["LISBON, May 3. /NEWS/. The harbour is open."], None),
        (["The harbour opens again", "The old one was shut on 3 May 2021."], None),
        (["Ministers meet in Lisbon, Portugal, for the opening of the harbour and its docks, May 3, 2021."], None),
    ],
)
def test_the_day_of_writing_is_the_one_that_the_document_gives_as_its_own(head, written):
    assert metadata.read(Document(lines(*head))).written == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Minutes of the rowing club, 9 December 2024", date(2024, 12, 9)),
        ("Weekly report (2025-01-05)", date(2025, 1, 5)),
        ("Journal – Monday, 3 March 2025", date(2025, 3, 3)),
        ("Board meeting - March 3, 2025", date(2025, 3, 3)),
        ("What happened on 9 December 2024", None),
        ("Plan for Tuesday, 4 May 2027", None),
        ("The great fire, 1666", None),
        ("Report, March 2025", None),
        ("Minutes, 9 December 2024: the slipway", None),
    ],
)
def test_a_day_behind_a_title_is_that_of_writing_and_one_within_it_is_not(tmp_path, title, written):
    (tmp_path / "a.md").write_text(f"# {title}\n\nLena Falk chaired the meeting.\n", encoding="utf-8")
    assert metadata.read(readers.read(tmp_path / "a.md"), "a").written == written


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("LISBON, May 3. /NEWS/. The harbour is open.", "NEWS"),
        ("LISBON, May 3 (North Wire) - The harbour is open.", "North Wire"),
        ("LISBON (and its harbour) is open.", None),
        ("LISBON (NEWS) - The harbour is open.", "NEWS"),
        ("Soup (Serves 4): leeks and salt.", None),
        ("Berlin (Germany): the harbour is open.", None),
        ("Input/Output/Errors are told apart.", None),
    ],
)
def test_a_dateline_names_the_outlet(line, outlet):
    assert metadata.read(Document(lines(line))).outlet == outlet


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


SENTENCE = "The ferry left the pier at noon, and nobody was hurt."


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (["Ferry leaves after repair", SENTENCE], "Ferry leaves after repair"),
        (["Ferry leaves after repair", "", "12 May 2021", "By Ana Ruiz", "", SENTENCE], "Ferry leaves after repair"),
        (["12 May 2021", "By Ana Ruiz", "Ferry leaves after repair", SENTENCE], "Ferry leaves after repair"),
        (["“We go on.”", "Ferry leaves after repair", SENTENCE, "“We go on.”"], "Ferry leaves after repair"),
        (["Owner calls repair “a gift”", "", SENTENCE], "Owner calls repair “a gift”"),
        (["Shopping for the boat", "", "- two new ropes", "- paint and tar"], "Shopping for the boat"),
        ([SENTENCE, "What the owner said", "She said that it was safe."], None),
        (["“We go on.”", "What the owner said", SENTENCE], None),
        (["Is the ferry safe?", "What the owner said", SENTENCE], None),
        (["Dear Ms Ruiz,", "", SENTENCE, "With kind regards from the harbour"], None),
        (["The ferry left the pier at noon, and", "nobody on board was hurt.", "What the owner said", SENTENCE], None),
        (["Ana Ruiz of the harbour office said the", "Callao ferry was safe.", "What the owner said"], None),
        (["Rope A is new", "Rope B is old", "Rope C is torn"], None),
    ],
)
def test_a_title_comes_before_the_running_text_or_there_is_none(head, title):
    assert metadata.read(Document(lines(*head))).title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Ferry\n\nIt left at noon.\n", "Ferry"),
        ("Draft for the harbour board\n\n# Ferry\n\nIt left at noon.\n", "Ferry"),
        ("---\ntags:\n  - diary of a ferry\n---\n# Ferry\n\nIt left at noon.\n", "Ferry"),
        ("# Ferry\n\n| day | time of sailing | pier |\n|---|---|---|\n| Monday | noon | 2 |\n", "Ferry"),
        ("Ferry\n=====\n\nIt left at noon.\n", "Ferry"),
        ('# "The ferry never waits"\n\n*Ana Ruiz has run the ferry since May.*\n\nIt left at noon.\n', '"The ferry never waits"'),
        ("## The [ferry](http://a.b/c) of Callao\n\nIt left at noon.\n", "The ferry of Callao"),
        ("[![build](http://a.b/c.svg)](http://a.b)\n\n# Ferry\n\nIt left at noon.\n", "Ferry"),
        ("It left at noon.\n\n## What the owner said\n\nIt was safe.\n", None),
        ("| day | time of sailing | pier |\n|---|---|---|\n| Monday | noon | 2 |\n\n## What the owner said\n", None),
    ],
)
def test_a_markdown_heading_above_the_text_is_the_title(tmp_path, text, title):
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    assert metadata.read(readers.read(path)).title == title


def test_a_news_file_that_begins_in_the_middle_has_no_title_and_the_others_keep_theirs(news):
    titles = [metadata.read(readers.read(path)).title for path in sorted(news.glob("*.txt"))]
    assert [title is None for title in titles] == [False, False, True, False, False]
    assert titles[0].startswith("Putin to Xi: ")


@pytest.mark.parametrize(
    ("head", "title", "author"),
    [
        (["title: Refunds", "summary: How to get them", "author: Ana Ruiz", "", "# Fair refunds."], "Refunds", "Ana Ruiz"),
        (["title: Refunds", "We pay within a week.", "author: Ana Ruiz"], "Refunds", None),
    ],
)
def test_fields_at_the_top_that_begin_with_the_title_need_no_dashes(head, title, author):
    found = metadata.read(Document(lines(*head)))
    assert (found.title, found.author) == (title, author)
