"""The small model beside the rules may doubt what they accept; it never excuses what they reject."""

from dataclasses import replace

import pytest

from summarize.question import parse
from summarize.support import DOUBTED, supported
from summarize.types import Claim, Evidence, Kind
from summarize.workspace import Workspace
from summarize.writing import write
from tests.conftest import one, read

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


class Abstaining:
    """Stands in for the model where it has no say."""

    def score(self, lines: str, sentence: str) -> float | None:
        return None


@pytest.fixture(scope="module")
def scorer(models_folder):
    return Workspace(models_folder, models_folder).scorer


def test_what_the_rules_reject_stays_rejected_however_sure_the_model_is():
    verdict = supported("Ana Ruiz told Jan Berg that the port would close before March.", one(LINE), Scoring(1.0))
    assert not verdict.supported


def test_what_the_rules_accept_is_dropped_if_the_model_finds_it_unlikely():
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


def test_the_model_reads_who_speaks_where_the_line_does_not_say_it():
    seen = Scoring(1.0)
    spoken = read("Ana Ruiz said: “The port will stay open. The harbour of Lima will stay open too.”")[-1]
    assert supported("Ana Ruiz said that the harbour of Lima will stay open too.", spoken, seen).supported
    assert [lines for lines, _ in seen.seen] == ["Ana Ruiz said: “The harbour of Lima will stay open too.”"]


def test_lines_in_another_language_are_not_put_before_the_model():
    seen = Scoring(0.0)
    foreign = replace(one("Der Hafen wird geschlossen."), language="de")
    assert supported("Der Hafen wird geschlossen.", foreign, seen).supported
    assert seen.seen == []


def test_what_is_longer_than_the_model_reads_is_not_doubted(scorer):
    long = " ".join(f"The port of Lima was shut {number} times in May." for number in range(200))
    assert scorer.score(long, SHORT) is None
    assert supported(SHORT, one(LINE), Abstaining()).supported


def test_the_real_model_tells_a_sentence_from_what_its_line_does_not_say(scorer):
    assert scorer.score(LINE, LINE) > DOUBTED
    assert scorer.score(LINE, SHORT) > DOUBTED
    assert scorer.score(LINE, "Ana Ruiz denied that the port would ever open again.") < DOUBTED
    assert scorer.score(LINE, "Exports of copper rose by 12 percent.") < scorer.score(LINE, SHORT)


def test_the_real_model_never_fails_on_odd_text(scorer):
    for lines, sentence in (("", "A sentence."), (LINE, ""), (LINE * 100, SHORT), (LINE, "word " * 5000), (" ", "🙂")):
        assert scorer.score(lines, sentence) is None
    assert 0.0 <= scorer.score("\x00\u2028\u202e", "🙂 ?") <= 1.0


def test_the_same_pair_gets_the_same_score(scorer):
    assert scorer.score(LINE, SHORT) == scorer.score(LINE, SHORT)
