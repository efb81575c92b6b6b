"""A question asked of one text, with the real models."""

import pytest

from summarize.app import ask


@pytest.fixture
def asked(workspace, reporter, tmp_path):
    def answer(text: str, question: str):
        (tmp_path / "a.txt").write_text(text)
        return ask.ask(question, [tmp_path], workspace, reporter)

    return answer
