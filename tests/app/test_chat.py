"""One process, many questions: follow-ups, numbered places, a briefing of all answers, and a prompt that is hard to break."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time

import pytest

import summarize
from summarize.app.chat import Conversation
from summarize.app.reporter import Reporter
from summarize.cli.chat import Talk
from summarize.errors import InputError
from summarize.rendering.briefing import markdown
from summarize.types.verdict import Finding
from tests.conftest import EXAMPLES, verify


@pytest.fixture
def told():
    return []


@pytest.fixture
def talk(workspace, told):
    return Conversation([EXAMPLES], workspace, Reporter(lambda _: None, lambda *_: None, told.append), 8)


def test_a_follow_up_keeps_the_sources_and_the_speaker(talk, told):
    talk.ask("what did Xi say on Ukraine")
    found = talk.ask("and on trade?")
    assert found.question == "what did Xi say on trade"
    assert found.answered
    assert all("Xi" in sentence.speaker for sentence in told)


def test_a_name_that_speaks_takes_the_speakers_place(talk):
    talk.ask("what did Xi say on trade")
    assert talk.ask("what about Putin?").question == "what did Putin say on trade"


def test_every_cited_place_has_one_number_for_good(models_folder, tmp_path):
    talk = Talk(docs := summarize.open(EXAMPLES, models=models_folder, index=tmp_path / "index"), docs.chat())
    numbers = {}
    for question in ("what did Xi say on Ukraine", "what did Xi say on peace talks"):
        for sentence in talk.chat.ask(question).sentences:
            for place, number in zip(sentence.citations, talk.numbers(sentence), strict=True):
                assert numbers.setdefault(str(place), number) == number
    assert sorted(numbers.values()) == list(range(1, len(talk.places) + 1))


def test_answers_can_be_kept_to_the_files_that_were_cited(talk):
    talk.ask("how much gas was pumped to China")
    cited = talk.keep_to_cited()
    again = talk.ask("what did Putin say")
    assert {place.file for sentence in again.sentences for place in sentence.citations} <= cited
    talk.use_all()
    wider = talk.ask("what did Putin say")
    assert not {place.file for sentence in wider.sentences for place in sentence.citations} <= cited


def test_nothing_is_kept_to_or_saved_before_there_is_an_answer(talk):
    for action in (talk.keep_to_cited, lambda: talk.briefing("None")):
        with pytest.raises(InputError, match="ask a question first"):
            action()


def test_all_answers_become_a_briefing_that_passes_the_check(talk, tmp_path):
    talk.ask("what did Xi say on Ukraine")
    talk.ask("what is the population of Beijing")
    document = tmp_path / "briefing.md"
    document.write_text(markdown.render(talk.briefing("Two questions")), encoding="utf-8")
    text = document.read_text(encoding="utf-8")
    assert "## What did Xi say on Ukraine?" in text
    assert "What is the population of Beijing?" in text
    checked = verify(document, EXAMPLES)
    assert len(checked) > 3
    assert {c.finding for c in checked} == {Finding.SUPPORTED}


def test_a_cited_file_that_is_gone_loses_nothing_of_the_conversation(workspace, told, tmp_path):
    for name in ("harbour_herald.txt", "eastern_observer.txt"):
        shutil.copy(EXAMPLES / name, tmp_path)
    talk = Conversation([tmp_path], workspace, Reporter(lambda _: None, lambda *_: None, told.append), 8)
    talk.ask("what did Xi say on Ukraine")
    (tmp_path / "harbour_herald.txt").unlink()
    assert talk.briefing("Gone").body.statements


def chat(typed: str, tmp_path, models_folder) -> subprocess.CompletedProcess[str]:
    """The command with its questions from a pipe."""
    command = [sys.executable, "-m", "summarize", "chat", str(EXAMPLES), "--models", str(models_folder)]
    return subprocess.run(command, input=typed, capture_output=True, text=True, cwd=tmp_path, timeout=200)


def test_questions_come_from_a_pipe_and_mistakes_do_not_end_the_conversation(tmp_path, models_folder):
    typed = ":open 1\nwhat did Xi say on Ukraine\n:open 1\n:nonsense\n:save answers.pdf\n:save answers.html\n:history\n"
    run = chat(typed, tmp_path, models_folder)
    assert run.returncode == 0
    assert "[1] " in run.stdout
    assert re.search(r"^> +\d+  ", run.stdout, re.MULTILINE)
    assert "1. what did Xi say on Ukraine" in run.stdout
    errors = [line for line in run.stderr.splitlines() if line.startswith("Error: ")]
    assert [word in line for word, line in zip(("ask first", ":nonsense", ".html"), errors, strict=True)] == [True] * 3
    assert "<title>" in (tmp_path / "answers.html").read_text(encoding="utf-8")


def test_a_greeting_gets_one_friendly_line_and_the_conversation_goes_on(tmp_path, models_folder):
    run = chat("hello\nwhat did Xi say on Ukraine\nthank you!\n???\nand on trade?\n:history\n", tmp_path, models_folder)
    assert run.returncode == 0
    assert run.stderr.count("Happy to look something up") == 3
    assert "Error" not in run.stderr
    assert "closest" not in run.stdout
    assert run.stdout.splitlines()[-2:] == ["1. what did Xi say on Ukraine", "2. what did Xi say on trade"]


def test_a_source_that_is_not_there_is_an_error_at_the_start(tmp_path, models_folder):
    command = [sys.executable, "-m", "summarize", "chat", "nowhere", "--models", str(models_folder)]
    run = subprocess.run(command, input="", capture_output=True, text=True, cwd=tmp_path, timeout=100)
    assert run.returncode == 2
    assert run.stderr.startswith("Error: nowhere")


def test_ctrl_c_at_the_prompt_gives_up_the_line_and_ctrl_d_ends(tmp_path, models_folder):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "summarize", "chat", str(EXAMPLES), "--models", str(models_folder)]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    _until(ours, b"? ")
    time.sleep(1)  # the prompt is shown a moment before it listens
    process.send_signal(signal.SIGINT)
    _until(ours, b"\r\n? ")
    os.write(ours, b"what did Xi say on Ukraine\n")
    assert b"[1] " in _until(ours, b"\r\n\r\n? ")
    os.write(ours, b"\x04")
    assert process.wait(timeout=60) == 0
    os.close(ours)


def _until(terminal: int, wanted: bytes) -> bytes:
    """What a terminal shows up to some text."""
    seen = b""
    while wanted not in seen:
        assert select.select([terminal], [], [], 100)[0], seen
        seen += os.read(terminal, 1000)
    return seen
