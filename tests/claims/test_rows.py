"""A question that picks rows of a table by a value gets those rows, compared over the whole table."""

import pytest

from summarize.app import ask
from summarize.checking.document import Checker
from summarize.citations import cited_text
from summarize.documents import sources
from summarize.rendering.answer import text
from summarize.types.answer import Kind

BOATS = """# Boats for hire

| Boat | Berths | Length (m) | Price | Built |
|---|---|---|---|---|
| Petrel | 4 | 8.2 | €310 | 2004 |
| Gannet | 8 | 14.5 | €1,250 | 1998 |
| Dunlin | 2 | 6.1 | €95 | 2019 |
| Curlew | 6 | 11 | €640 | 2011 |
"""
ORDERS = "Month,Shop,Orders,Refunds\nMay,Lund,120,4\nMay,Malmo,300,9\nJune,Lund,410,2\nJune,Malmo,95,11\nTotal,,925,26\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("tables")
    (made / "boats.md").write_text(BOATS, encoding="utf-8")
    (made / "orders.csv").write_text(ORDERS, encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("which boat is the cheapest", ["Dunlin, price: €95."]),
        ("what is the most expensive boat", ["Gannet, price: €1,250."]),
        ("which boat is the longest", ["Gannet, length (m): 14.5."]),
        ("which boat has the fewest berths", ["Dunlin, berths: 2."]),
        ("what are the two cheapest boats", ["Dunlin, price: €95.", "Petrel, price: €310."]),
        ("which is the oldest boat", ["Gannet, built: 1998."]),
        ("which boats have more than 4 berths", ["Gannet, berths: 8.", "Curlew, berths: 6."]),
        ("which boats have at least 4 berths", ["Petrel, berths: 4.", "Gannet, berths: 8.", "Curlew, berths: 6."]),
        ("which boats cost less than €500", ["Petrel, price: €310.", "Dunlin, price: €95."]),
        ("which boats cost between €300 and €700", ["Petrel, price: €310.", "Curlew, price: €640."]),
        ("which is cheaper, the Curlew or the Petrel", ["Petrel, price: €310.", "Curlew, price: €640."]),
        ("which has more berths, the Petrel or the Curlew", ["Curlew, berths: 6.", "Petrel, berths: 4."]),
    ],
)
def test_rows_are_picked_by_the_value_that_the_question_compares(question, rows, folder, workspace, reporter):
    answer = ask.ask(question, [folder], workspace, reporter)
    assert [said.text.removeprefix("Boats for hire: ") for said in answer.sentences] == rows
    assert {said.kind for said in answer.sentences} == {Kind.ROW}
    checked = Checker(sources.find([folder]).files).check(cited_text.parse(text.answer(answer), is_markdown=False))
    assert {one.finding.value for one in checked} == {"supported"}


def test_a_row_that_sums_up_the_others_is_not_compared_with_them(folder, workspace, reporter):
    answer = ask.ask("what was the highest number of orders", [folder], workspace, reporter)
    assert [said.text for said in answer.sentences] == ["June, orders: 410."]


def test_only_rows_with_the_values_that_the_question_names_are_compared(folder, workspace, reporter):
    answer = ask.ask("which shop had the most orders in May", [folder], workspace, reporter)
    assert [(said.text, said.citations[0].line) for said in answer.sentences] == [("May, shop: Malmo; orders: 300.", 3)]


@pytest.mark.parametrize(
    ("question", "stated", "places"),
    [
        ("how many berths are there in total", "“Berths” adds up to 20 in the 4 rows cited.", [(5, 8), (3, 3)]),
        ("how many refunds were there in total in May", "“Refunds” adds up to 13 in the 2 rows cited.", [(2, 3), (1, 1)]),
        ("what is the average price of the boats", "“Price” is €573.75 on average in the 4 rows cited.", [(5, 8), (3, 3)]),
    ],
)
def test_a_column_is_added_up_over_the_rows_that_are_asked_for(question, stated, places, folder, workspace, reporter):
    answer = ask.ask(question, [folder], workspace, reporter)
    assert [said.text for said in answer.sentences] == [stated]
    assert [(place.line, place.end_line) for place in answer.sentences[0].citations] == places
    checker = Checker(sources.find([folder]).files)
    assert [one.finding.value for one in checker.check(cited_text.parse(text.answer(answer), is_markdown=False))] == ["supported"]
    (wrong,) = checker.check(cited_text.parse(text.answer(answer).replace("in the ", "in the 1", 1), is_markdown=False))
    assert wrong.finding.value == "unsupported"


SALES = "date,stall,holder,amount\n2024-05-04,1,Ada,100\n2024-05-11,2,Ada,200\n2024-06-01,1,Bo,400\n2024-06-08,2,Ada,800\n"


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("what is the total amount of stall 2", "“amount” adds up to 1000 in the 2 rows cited."),
        ("what is the total amount of Ada", "“amount” adds up to 1100 in the 3 rows cited."),
        ("what is the total amount in May 2024", "“amount” adds up to 300 in the 2 rows cited."),
        ("what is the total amount of Ada in June 2024", "date 2024-06-08, amount: 800."),
    ],
)
def test_only_the_rows_of_a_number_a_name_or_a_time_are_added_up(question, stated, tmp_path, workspace, reporter):
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    answer = ask.ask(question, [tmp_path], workspace, reporter)
    assert [said.text for said in answer.sentences] == [stated]


@pytest.mark.parametrize("question", ["what is the total amount in May", "what is the total amount of Bo in May 2024"])
def test_what_a_table_has_no_row_of_or_leaves_unclear_is_not_added_up(question, tmp_path, workspace, reporter):
    (tmp_path / "sales.csv").write_text(SALES, encoding="utf-8")
    answer = ask.ask(question, [tmp_path], workspace, reporter)
    assert not any("adds up" in said.text for said in answer.sentences)


def test_a_sum_that_a_row_gives_is_that_row(folder, workspace, reporter):
    answer = ask.ask("how many orders were there in total", [folder], workspace, reporter)
    assert [(said.text, said.citations[0].line) for said in answer.sentences] == [("Total, orders: 925.", 6)]


def test_numbers_of_several_units_are_not_added_up(tmp_path, workspace, reporter):
    (tmp_path / "a.csv").write_text("Item,Weight\nFlour,500 g\nSalt,1 kg\nRice,2 kg\n", encoding="utf-8")
    answer = ask.ask("what is the total weight", [tmp_path], workspace, reporter)
    assert not any("adds up" in said.text for said in answer.sentences)


def test_where_no_column_is_meant_nothing_is_picked(folder, workspace, reporter):
    answer = ask.ask("which boat is the nicest", [folder], workspace, reporter)
    assert len(answer.sentences) != 1
