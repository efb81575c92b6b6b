"""The newest version is the one whose heading has the latest day."""

import pytest

from summarize.app import ask

CRANE = "# Crane: changes\n\n## 2.4.0 (3 May 2021)\n\nThe crane is faster.\n\n## 2.10.0 (1 June 2022)\n\nThe crane is red.\n"
LOCK = "# Lock: changes\n\n## 1.1 - 2020-11-30\n\nThe lock is wider.\n\n## 1.0 - 2019-01-02\n\nThe lock is open.\n"


@pytest.fixture
def told(tmp_path, workspace, reporter):
    (tmp_path / "crane.md").write_text(CRANE)
    (tmp_path / "lock.md").write_text(LOCK)
    return lambda question: [said.text for said in ask.ask(question, [tmp_path], workspace, reporter).sentences]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what is the newest version of the crane", ["2.10.0: 1 June 2022."]),
        ("latest release of the lock", ["1.1: 2020-11-30."]),
        ("what is the latest version", ["2.10.0: 1 June 2022.", "1.1: 2020-11-30."]),
    ],
)
def test_the_newest_version_is_that_of_the_latest_day(told, question, answer):
    assert told(question) == answer


def test_no_version_is_told_of_what_has_none(told):
    assert told("what is the latest version of the ferry") == []
