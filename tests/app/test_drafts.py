"""Drafts in other words are judged as `verify` judges them, and only those of a writer that rewords."""

from dataclasses import replace

import pytest

from summarize.app.drafts import rewords
from summarize.app.workspace import Workspace
from summarize.checking.entailment_model import ACCEPTED
from summarize.models import catalogue
from summarize.types.evidence import Evidence
from tests.checking.test_bases import PASSAGE
from tests.conftest import read

DOCUMENT = f"Lock shut until spring\n{PASSAGE}"
REWORDED = "Whether Lind will receive money is to be decided by the council in March."


@pytest.fixture
def judged(models_folder, workspace, tmp_path):
    """Returns what is found on a draft about the second line, by a setup with some changes."""
    (tmp_path / "lock.txt").write_text(DOCUMENT, encoding="utf-8")
    evidence = Evidence(1, "lock.txt", read(*DOCUMENT.split("\n"))[-1], "hash")
    bundled = catalogue.require(catalogue.default("writer"), models_folder)

    def found(draft, **changes):
        setup = replace(workspace.setup, **{"model": bundled, **changes})
        judge = rewords({"lock.txt": tmp_path / "lock.txt"}, Workspace(setup))
        return judge(draft, [evidence]) if judge else None

    return found


def test_a_draft_that_follows_has_a_probability_and_a_false_one_has_none(judged):
    assert judged(REWORDED) >= ACCEPTED
    assert judged("Lind will receive money from the council in March.") is None
    assert judged(REWORDED.replace("in March", "in 30 weeks")) is None


def test_two_lines_support_together_what_neither_says_alone(workspace, models_folder, tmp_path):
    said = ("Ruiz said that the old lock would shut in May.", "The lock on the canal will close for its debts, Ruiz told Berg.")
    joined = "According to Ruiz, the old lock is going to close in May owing to its debts."
    for name, text in zip("ab", said, strict=True):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    lines = [
        Evidence(number, f"{name}.txt", read(text)[0], "hash") for number, (name, text) in enumerate(zip("ab", said, strict=True))
    ]
    bundled = catalogue.require(catalogue.default("writer"), models_folder)
    judge = rewords(
        {f"{name}.txt": tmp_path / f"{name}.txt" for name in "ab"}, Workspace(replace(workspace.setup, model=bundled))
    )
    assert judge(joined, lines) >= ACCEPTED
    assert judge(joined, lines[:1]) is None
    assert judge(joined.replace("in May", "in June"), lines) is None


def test_the_rules_alone_accept_no_draft_in_other_words(judged):
    assert judged(REWORDED, strict=True) is None


def test_what_the_bundled_writer_puts_in_other_words_is_a_slip(judged):
    assert judged(REWORDED, model=None) is None


def test_what_judges_drafts_is_on_the_record_of_a_briefing(models_folder, workspace):
    bundled = catalogue.require(catalogue.default("writer"), models_folder)

    def recorded(**changes):
        made = Workspace(replace(workspace.setup, **{"model": bundled, **changes})).models_used()
        return [name for role, name, _ in made if role == "checker"]

    assert recorded() == ["entailment-adapter"]
    assert recorded(strict=True) == recorded(model=None) == []
    assert recorded(checker="writer") == [bundled.stem]
