"""Open questions over many documents are answered even where each fact stands in one document alone."""

from summarize.app import ask
from summarize.claims.choose import by_speaker, stating
from summarize.search import retrieve
from summarize.types.evidence import Claim, Evidence
from tests.conftest import read

STREETS = """Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Ivy Juniper Katsura Laurel Maple Nutmeg Oak Pine Quince Rowan Spruce
    Teak Yew Zelkova"""


def test_a_fact_that_one_of_many_documents_states_is_told(workspace, reporter, tmp_path):
    for street in STREETS.split():
        (tmp_path / f"{street}.txt").write_text(f"The school on {street} Street teaches pupils to swim.\n")
    (tmp_path / "lock.txt").write_text("The repair of the canal lock at Besant was delayed by a crack in its gate.\n")
    answer = ask.ask("delays in the repair of the canal lock", [tmp_path], workspace, reporter)
    assert "lock.txt" in {citation.file for told in answer.sentences for citation in told.citations}


def test_what_bears_on_a_question_is_told_though_its_file_is_not_among_the_likeliest(workspace, reporter, tmp_path, monkeypatch):
    monkeypatch.setattr(retrieve, "ALL_READ", 1)
    monkeypatch.setattr(retrieve, "LIKELY", 1)
    (tmp_path / "a.txt").write_text("Ruiz said that the canal lock would be repaired in May.\n")
    (tmp_path / "b.txt").write_text("Ruiz said that taxes on barges would rise.\n")
    answer = ask.ask("what did Ruiz say about the canal lock and taxes", [tmp_path], workspace, reporter)
    assert {citation.file for told in answer.sentences for citation in told.citations} == {"a.txt", "b.txt"}


def test_what_few_of_many_documents_speak_of_is_told_from_those(workspace, reporter, tmp_path):
    for number, street in enumerate(STREETS.split()):
        own = f"The school on {street} Street teaches pupils to swim."
        (tmp_path / f"{street}.txt").write_text(f"{own}\n\nSee below for details.\n\nVersion {number} of the form.\n")
    fact, question = (
        "The repair of the canal lock was delayed by a crack in its gate.",
        "Why was the canal lock's repair delayed?",
    )
    (tmp_path / "lock.txt").write_text(f"{fact}\n\n{question}\n")
    answer = ask.ask("delays in the repair of the canal lock", [tmp_path], workspace, reporter)
    assert {citation.file for told in answer.sentences for citation in told.citations} == {"lock.txt"}
    assert not any(told.text.endswith("?") for told in answer.sentences)


def test_what_one_speaker_says_is_together_and_all_else_keeps_its_order():
    texts = (
        "Ana Rau said the port would close.",
        "The port is old.",
        "Jan Berg said the port is safe.",
        "It opened in 1990.",
        "Ana Rau said a bus would run.",
    )
    found = [Claim((Evidence(number, f"{number}.txt", read(text)[0], "hash"),), 1) for number, text in enumerate(texts)]
    assert [claim.best.id for claim in by_speaker(found)] == [0, 4, 1, 2, 3]


def test_what_a_question_asks_to_be_named_is_not_pointed_at_in_its_answer(workspace, reporter, tmp_path):
    named = "The crew replaced the pump and both gates of the lock, and dredged its bed."
    pointing = "These repairs were crucial for the lock."
    (tmp_path / "lock.txt").write_text(f"{pointing}\n\n{named}\n")
    answer = ask.ask("what repairs were made to the lock", [tmp_path], workspace, reporter)
    assert [told.text for told in answer.sentences] == [named]


def test_a_title_that_states_nothing_is_told_only_where_there_is_nothing_else(parser):
    title, headline, fact = "Effects of a Slow Gate on Barges", "Mayor to Open Slow Gate", "The gate tires the crews."
    heading = "## What we do about gates."
    named, told, stated, headed = (
        Claim((Evidence(number, "study.txt", read(text)[0], "hash", title=heads),), 1)
        for number, (text, heads) in enumerate([(title, title), (headline, headline), (fact, title), (heading, title)])
    )
    assert stating((named, told, stated, headed), parser) == (told, stated)
    assert stating((named,), parser) == (named,)


CHANGES = """# Changes

## 2.4.0 (18 September 2024)

- The cache is kept for 14 days (was 7).

## 2.2.0 (27 October 2023)

- The cache is kept for 7 days.
"""


def test_what_a_list_of_changes_states_last_is_told_first(workspace, reporter, tmp_path):
    (tmp_path / "changes.md").write_text(CHANGES)
    answer = ask.ask("how long is the cache kept", [tmp_path], workspace, reporter)
    assert [[place.line for place in told.citations][:1] for told in answer.sentences] == [[5], [9]]
