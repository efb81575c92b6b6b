"""The small model beside the rules may doubt what they accept; it never excuses what they reject."""

import pytest

from summarize.question import parse
from summarize.support import DOUBTED, also_supports, supported
from summarize.types import Claim, Evidence, Kind
from summarize.workspace import Workspace
from summarize.writing import write
from tests.conftest import one

LINE = "Ana Ruiz told Jan Berg on Friday that the port, which opened in 1990, would not close before March."
SHORT = "Ana Ruiz told Jan Berg that the port would not close before March."


class Scoring:
    """Stands in for the model: every pair gets one score."""

    def __init__(self, score: float) -> None:
        self.given = score
        self.seen: list[tuple[str, str]] = []

    def score(self, lines: str, sentence: str) -> float:
        self.seen.append((lines, sentence))
        return self.given


@pytest.fixture(scope="module")
def scorer(models_folder):
    return Workspace(models_folder, models_folder).scorer


def test_what_the_rules_reject_stays_rejected_however_sure_the_model_is():
    verdict = supported("Ana Ruiz told Jan Berg that the port would close before March.", one(LINE), Scoring(1.0))
    assert not verdict.supported


def test_what_the_rules_accept_is_dropped_if_the_model_finds_it_all_but_impossible():
    assert supported(SHORT, one(LINE), Scoring(DOUBTED)).supported
    verdict = supported(SHORT, one(LINE), Scoring(DOUBTED / 2))
    assert not verdict.supported
    assert "doubts" in verdict.reason


def test_without_the_model_the_rules_decide_alone():
    assert supported(SHORT, one(LINE), None).supported


def test_a_doubted_draft_goes_down_the_ladder_to_a_quotation_that_needs_no_model():
    claim = Claim((Evidence(1, "a.txt", one(LINE), "hash"),), 1)
    job = write(claim, parse("when will the port close"), Scoring(0.0))
    try:
        next(job)
        while True:
            job.send(SHORT)
    except StopIteration as finished:
        outcome = finished.value
    assert outcome.written.kind is Kind.QUOTED
    assert any("doubts" in rejected.reason for rejected in outcome.rejected)


def test_a_further_place_that_the_model_doubts_is_not_cited():
    other = one("Ana Ruiz told Jan Berg that the port would not close before March.")
    assert also_supports(SHORT, [other], Scoring(1.0))
    assert not also_supports(SHORT, [other], Scoring(0.0))


def test_the_model_reads_who_speaks_where_the_line_does_not_say_it():
    seen = Scoring(1.0)
    also_supports("Ana Ruiz said that the port would stay open.", [one("“The port will stay open.”", "Ana Ruiz spoke:")], seen)
    supported(
        "The port would not close before March.", one("He said the port would not close before March.", "Ana Ruiz spoke."), seen
    )
    assert all("Ruiz" in lines for lines, _ in seen.seen)


def test_the_real_model_tells_a_sentence_from_what_its_line_does_not_say(scorer):
    assert scorer.score(LINE, SHORT) > 0.5
    assert scorer.score(LINE, "Jan Berg told Ana Ruiz that the port would close in May.") < 0.5
    assert scorer.score(LINE, "Exports of copper rose by 12 percent.") < 0.5


def test_the_real_model_never_fails_on_odd_text(scorer):
    for lines, sentence in (("", "A sentence."), (LINE, ""), (LINE * 100, SHORT), (LINE, "word " * 5000), ("\x00\ud7ff", "🙂")):
        assert 0.0 <= scorer.score(lines, sentence) <= 1.0


def test_the_same_pair_gets_the_same_score(scorer):
    assert scorer.score(LINE, SHORT) == scorer.score(LINE, SHORT)
