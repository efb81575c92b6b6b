"""The library: one door for programs, frozen results, models loaded once, calls from several threads."""

import json
import os
import pickle
import subprocess
import sys
import zipfile
from dataclasses import FrozenInstanceError
from datetime import date
from threading import Event, Thread

import pytest

import summarize
from summarize.app.library import Documents
from tests.conftest import EXAMPLES, ROOT

QUESTION = "what did Xi say on Ukraine"


@pytest.fixture(scope="module")
def docs(workspace) -> Documents:
    """The examples, with models that are loaded once for all tests."""
    return Documents([EXAMPLES], workspace)


@pytest.fixture(scope="module")
def answer(docs) -> summarize.Answer:
    return docs.ask(QUESTION, sentences=3)


def test_an_answer_has_sentences_with_places_that_can_be_shown(docs, answer):
    assert answer.answered
    assert 1 <= len(answer.sentences) <= 3
    for sentence in answer.sentences:
        for citation in sentence.citations:
            shown = docs.lines(citation, around=0)
            assert all(line.cited for line in shown.lines)
            assert str(citation) == f"{shown.file}:{shown.place}"
            assert citation.text.split()[0] in shown.lines[0].text


def test_the_data_of_every_result_is_that_of_the_command_line(place, summarize, models_folder):
    docs = Documents([EXAMPLES], place)
    answer = docs.ask(QUESTION, sentences=3)
    ran = summarize("ask", QUESTION, EXAMPLES, "--sentences", 3, "--format", "json", "--models", models_folder)
    theirs, ours = json.loads(ran.stdout), answer.to_dict()
    assert set(theirs) == set(ours)
    assert theirs["sentences"] == ours["sentences"]
    found = json.loads(summarize("search", "gas exports", EXAMPLES, "--format", "json").stdout)
    assert found["passages"] == docs.search("gas exports").to_dict()["passages"]
    assert json.loads(summarize("outline", EXAMPLES, "--format", "json").stdout) == docs.outline().to_dict()


def test_results_are_frozen_and_hold_no_open_thing(answer, docs):
    with pytest.raises(FrozenInstanceError):
        answer.question = "another"
    with pytest.raises(FrozenInstanceError):
        answer.sentences[0].citations[0].line = 1
    for result in (answer, docs.search(QUESTION), docs.outline(), docs.brief(questions=[QUESTION])):
        again = pickle.loads(pickle.dumps(result))
        assert again == result
        assert str(again) == str(result)
        assert hash(again) == hash(result)
    assert pickle.loads(pickle.dumps(answer)).to_html() == answer.to_html()
    assert answer.seconds.retrieve > 0
    assert answer.seconds.plan is None
    assert json.dumps(docs.sources().to_dict())


def test_every_way_to_show_an_answer_has_its_sentences_and_places(answer):
    for shown in (str(answer), answer.to_markdown(), answer.to_json(), answer.to_html(), answer._repr_html_()):
        assert "Ukraine" in shown
        assert str(answer.sentences[0].citations[0]).replace("_", "") in shown.replace("\\", "").replace("_", "")


def test_a_notebook_shows_the_cited_lines_without_scripts(answer, docs):
    briefing = docs.brief(questions=[QUESTION])
    for page in (answer._repr_html_(), briefing._repr_html_()):
        assert "<details><summary>" in page
        assert 'class="cited-line"' in page
        assert "<script" not in page


def test_a_text_that_is_written_from_answers_is_checked(docs, answer, tmp_path):
    assert docs.verify(text=answer.to_markdown()).holds
    note = tmp_path / "note.md"
    note.write_text("Xi invited Putin to Moscow. [coastal_times.txt:5]\n", encoding="utf-8")
    (checked,) = docs.verify(note).sentences
    assert (checked.verdict, checked.line) == ("unsupported", 1)


def test_a_source_that_changes_is_checked_as_it_is_now(workspace, tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("Berg said that the port would close in winter.\n", encoding="utf-8")
    docs = Documents([source], workspace)
    claim = "Berg said that the port would close in winter. [a.txt:1]"
    assert docs.verify(text=claim).holds
    source.write_text("Berg said that the port would stay open in winter.\n", encoding="utf-8")
    assert not docs.verify(text=claim).holds


def test_steps_are_told_and_a_listener_can_end_the_call(workspace, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Berg said that port number {number} would close in winter.\n")
    told: list[summarize.Progress] = []
    docs = Documents([tmp_path], workspace)
    found = docs.ask("what did Berg say about the ports", progress=told.append)
    assert [event.text for event in told if event.stage == "indexing"][:3] == ["0.txt", "1.txt", "2.txt"]
    assert [event.sentence.text for event in told if event.sentence] == [sentence.text for sentence in found.sentences]

    def stop(event: summarize.Progress) -> None:
        raise KeyboardInterrupt

    (tmp_path / "4.txt").write_text("Ruiz said that the pier would open.\n")
    with pytest.raises(KeyboardInterrupt):
        docs.ask("what did Ruiz say", progress=stop)
    assert docs.ask("what did Ruiz say").answered


def test_documents_of_some_names_or_days_are_asked_alone(docs):
    assert docs.only("meridian*").ask(QUESTION).sentences[0].citations[0].file == "meridian_post.md"
    assert [one.file for one in docs.only(since=date(2022, 12, 31)).sources().files] == ["meridian_post.md", "metro_daily.txt"]
    assert [one.file for one in docs.only("*.md").outline().documents] == ["meridian_post.md"]
    with pytest.raises(summarize.InputError, match="no document has such a name"):
        docs.only("none.md").outline()


def test_a_name_with_brackets_selects_its_own_document(workspace, tmp_path):
    for name in ("notes [draft].txt", "b.txt"):
        (tmp_path / name).write_text(f"Berg said that the port of {name[0]} would close.\n")
    docs = Documents([tmp_path], workspace).only("notes [draft].txt")
    assert {place.file for said in docs.ask("what did Berg say").sentences for place in said.citations} == {"notes [draft].txt"}


def test_archives_are_read_by_several_threads_at_once(workspace, tmp_path):
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as made:
            for number in range(40):
                made.writestr(f"{number}.txt", f"Berg said that port number {number} would close in winter.\n")
    docs = Documents([tmp_path], workspace)
    stop = Event()

    def look() -> None:
        while not stop.is_set():
            for name in ("a.zip/3.txt", "b.zip/7.txt"):
                docs.lines(f"{name}:1")

    thread = Thread(target=look)
    thread.start()
    told: list[summarize.Progress] = []
    found = docs.sources(progress=told.append)
    stop.set()
    thread.join()
    assert len(found.files) == 80
    assert not [event for event in told if event.stage == "unreadable"]


def test_questions_from_several_threads_are_all_answered_by_one_set_of_models(workspace, monkeypatch):
    docs = Documents([EXAMPLES], workspace)
    monkeypatch.setattr("summarize.app.workspace._load_writer", lambda _: pytest.fail("the writer is loaded again"))
    monkeypatch.setattr(type(workspace), "_load_encoder", lambda _: pytest.fail("the embedder is loaded again"))
    asked = [QUESTION, "what did Putin say about trade", "how much gas was pumped to China", "what is the population of Beijing"]
    alone = [docs.ask(question).to_text() for question in asked]
    together: dict[str, str] = {}
    threads = [Thread(target=lambda q=q: together.update({q: docs.ask(q).to_text()})) for q in asked * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[question] for question in asked] == alone


def test_a_conversation_understands_a_follow_up(docs):
    talk = docs.chat()
    talk.ask(QUESTION)
    assert talk.ask("and on trade?").question == "what did Xi say on trade"
    assert "## What did Xi say on trade?" in talk.briefing("Two questions").to_markdown()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda docs: docs.lines("nothing.txt:1"), "no such file"),
        (lambda docs: docs.lines("quickwire.txt:99"), "1 to 9"),
        (lambda docs: docs.lines("../README.md:1"), "no such file"),
        (lambda docs: docs.lines("quickwire.txt"), "FILE:LINE"),
        (lambda docs: docs.verify("no.md"), "cannot be read"),
        (lambda docs: docs.verify(), "a file or text"),
        (lambda docs: docs.ask(QUESTION, sentences=0), "at least 1"),
        (lambda docs: docs.search(QUESTION, passages=-1), "at least 1"),
        (lambda docs: docs.lines("quickwire.txt:3", around=-1), "at least 0"),
        (lambda docs: docs.ask("hello"), "names nothing"),
    ],
)
def test_what_a_user_can_mend_is_an_error_of_a_type_that_says_how(docs, call, words):
    with pytest.raises(summarize.InputError, match=words):
        call(docs)


def test_a_source_that_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(summarize.InputError, match="name a file or a folder"):
        summarize.open(tmp_path / "nothing")


def test_closed_documents_say_so(models_folder):
    with summarize.open(EXAMPLES, models=models_folder) as docs:
        part = docs.only("quickwire.txt")
        assert docs.lines("quickwire.txt:3").lines
    for call in (
        lambda: docs.ask(QUESTION),
        lambda: part.ask(QUESTION),
        lambda: docs.lines("a:1"),
        lambda: docs.verify(text="It is."),
    ):
        with pytest.raises(summarize.InputError, match="closed"):
            call()


def test_importing_the_library_loads_none_of_its_libraries():
    code = "import sys, summarize; print(sorted({'numpy', 'faiss', 'click', 'torch', 'llama_cpp', 'jinja2'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_a_wrong_call_of_the_library_is_an_error_to_a_type_checker(tmp_path):
    program = tmp_path / "user.py"
    program.write_text(
        "import summarize\n"
        "with summarize.open('a') as docs:\n"
        "    place: summarize.Citation = docs.ask('q', progress=print).sentences[0].citations[0]\n"
        "    docs.ask(1)\n",
        encoding="utf-8",
    )
    alone = ("--no-site-packages", "--ignore-missing-imports", "--follow-imports=silent")  # 40 seconds are 2 without NumPy
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", *alone, program]
    env = {**os.environ, "MYPYPATH": str(ROOT)}
    checked = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=env)
    errors = [line for line in checked.stdout.splitlines() if line.startswith("user.py")]
    assert len(errors) == 1, checked.stdout
    assert "user.py:4" in errors[0]


def test_a_question_as_long_as_may_be_is_answered_or_refused(docs):
    asked = "what did Xi say on Ukraine, " + "and on the talks about gas, trade, energy and the visit, " * 33
    assert 1_800 < len(asked) < 2_000
    assert docs.ask(asked).question.startswith("what did Xi say on Ukraine")
