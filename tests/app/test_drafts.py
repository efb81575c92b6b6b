"""Drafts in other words are judged as `verify` judges them, and only those of a writer that rewords."""

from dataclasses import replace

import pytest

from summarize.app.drafts import rewords
from summarize.app.workspace import Workspace
from summarize.models import catalogue
from summarize.types.evidence import Evidence
from tests.conftest import read

DOCUMENT = """Lock shut until spring
Harbour master Ines Rau shut the old lock on Monday because its gates leaked.
Repairs will take about ten weeks, Rau said."""
REWORDED = "Leaking gates led the harbour master, Ines Rau, to close the old lock on Monday."


@pytest.fixture
def judged(models_folder, workspace, tmp_path):
    """Returns what is found on a draft about the second line, by a setup with some changes."""
    (tmp_path / "lock.txt").write_text(DOCUMENT, encoding="utf-8")
    evidence = Evidence(1, "lock.txt", read(*DOCUMENT.split("\n"))[0], "hash")
    bundled = catalogue.require(catalogue.default("writer"), models_folder)

    def found(draft, **changes):
        setup = replace(workspace.setup, **{"model": bundled, **changes})
        return rewords({"lock.txt": tmp_path / "lock.txt"}, Workspace(setup))(draft, evidence)

    return found


def test_a_draft_that_follows_has_a_probability_and_a_false_one_has_none(judged):
    assert judged(REWORDED) >= 0.7
    assert judged("Leaking gates led the ferry owner, Otto Lind, to close the old lock on Monday.") is None
    assert judged("Leaking gates led the harbour master, Ines Rau, to close the old lock for 30 weeks.") is None


def test_the_rules_alone_accept_no_draft_in_other_words(judged):
    assert judged(REWORDED, strict=True) is None


def test_what_the_bundled_writer_puts_in_other_words_is_a_slip(judged):
    assert judged(REWORDED, model=None) is None
