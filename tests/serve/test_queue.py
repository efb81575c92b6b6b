"""Several windows share one set of models: their questions wait in a queue, in order, and all are answered right."""

import re
import time
from pathlib import Path

import pytest

from summarize.app.library import Documents
from tests.conftest import EXAMPLES
from tests.serve.test_attacks import Client

QUESTIONS = [
    "what did Xi say on Ukraine",
    "what did Putin say about trade",
    "how much gas was pumped to China",
    "what is the population of Beijing",
    "who is Novak",
]


def memory(process) -> int:
    """The resident memory of a process, in bytes."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
    return int(found[1]) * 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc, which Linux has")
def test_twenty_questions_of_four_windows_are_answered_right_and_in_order_by_one_set_of_models(served, workspace):
    docs = Documents([EXAMPLES], workspace)
    alone = {question: [said.text for said in docs.ask(question).sentences] for question in QUESTIONS}
    windows = [Client(served) for _ in range(4)]
    ended(windows[0], windows[0].post("/ask", question=QUESTIONS[0])[1]["location"])
    before = memory(served.process)
    asked = [
        (window, question, window.post("/ask", question=question)[1]["location"]) for question in QUESTIONS for window in windows
    ]
    waiting = windows[3].ask("GET", asked[-1][2], Cookie=windows[3].cookie)[2]
    assert re.search(r"Waiting for \d+ other requests", waiting)
    done = [False]
    while not all(done):
        # The last is looked at first: an earlier one can only have ended since.
        done = [is_ended(window, path) for window, _, path in reversed(asked)][::-1]
        assert done == sorted(done, reverse=True)
        time.sleep(0.1)
    for window, question, path in asked:
        text = ended(window, path)
        assert all(sentence in text for sentence in alone[question]), question
        assert ("The documents do not answer this." in text) == (not alone[question])
    assert memory(served.process) < before + 200_000_000


def ended(window, path: str) -> str:
    """The page of an item when it is finished, as text."""
    deadline = time.monotonic() + 120
    while not is_ended(window, path):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return window.ask("GET", path, Cookie=window.cookie)[2].replace("&#39;", "'")


def is_ended(window, path: str) -> bool:
    return 'class="actions"' in window.ask("GET", path, Cookie=window.cookie)[2]


def test_a_question_that_waits_can_be_stopped(served):
    window = Client(served)
    first = window.post("/briefing", title="Long")[1]["location"]
    second = window.post("/ask", question=QUESTIONS[0])[1]["location"]
    assert window.post(f"{second}/stop")[0] == 303
    assert window.post(f"{first}/stop")[0] == 303
    deadline = time.monotonic() + 60
    while "Stopped." not in window.ask("GET", second, Cookie=window.cookie)[2]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
