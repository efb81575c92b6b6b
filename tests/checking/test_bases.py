"""What a verdict rests on: the words of a line, rules, or a model that is asked only where nothing conflicts."""

from pathlib import Path

import pytest

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.checking.document import Checker
from summarize.checking.entailment_model import ACCEPTED
from summarize.checking.marks import suggested, unsupported
from summarize.citations.cited_text import parse
from summarize.types.document import SourceFile
from summarize.types.verdict import Basis, Finding

DOCUMENT = """Lock shut until spring
Harbour master Ines Rau shut the old lock on Monday because its gates leaked.
Repairs will take about ten weeks, Rau said.
Otto Lind, who owns the ferry, called the closure a disgrace.
Tickets cost 12 euros."""
PASSAGE = (
    "Harbour master Ines Rau shut the old lock on Monday because its gates leaked. Repairs will take about ten weeks and cost "
    "1.2 million euros, she told the town council. Otto Lind, who owns the ferry, called the closure a disgrace and said that "
    "his company would lose half of its passengers. The council will decide in March whether to pay him. Rau rejected a "
    "proposal by the fishermen to open the lock at weekends."
)
REWORDED = "According to Rau, ships are unlikely to pass for some two and a half months. [lock.txt:3]"


class Certain:
    """A model that finds everything so probable whose lines have some words, and remembers what it was asked."""

    accepted = ACCEPTED

    def __init__(self, probability: float, needed: str = "") -> None:
        self.asked: list[str] = []
        self._probability = probability
        self._needed = needed

    def probability(self, lines, sentence):
        self.asked.append(sentence)
        return self._probability if self._needed in " ".join(lines) else 0.0


@pytest.fixture
def check(tmp_path, parser):
    (tmp_path / "lock.txt").write_text(DOCUMENT, encoding="utf-8")

    def checked(text, model=None):
        checker = Checker([SourceFile(tmp_path / "lock.txt", "lock.txt")], parser, lambda: model)
        return checker.check(parse(text + "\n"))[0]

    return checked


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Tickets cost 12 euros. [lock.txt:5]", Basis.WORDING),
        ("The old lock was shut by Ines Rau on Monday. [lock.txt:2]", Basis.RULES),
    ],
)
def test_what_rules_accept_says_so_and_asks_no_model(check, text, basis):
    model = Certain(0.0)
    found = check(text, model)
    assert (found.finding, found.basis, found.probability, model.asked) == (Finding.SUPPORTED, basis, None, [])


@pytest.mark.parametrize(
    ("probability", "finding"), [(ACCEPTED + 0.01, Finding.SUPPORTED), (ACCEPTED - 0.01, Finding.UNSUPPORTED)]
)
def test_other_words_are_supported_from_a_probability_on_and_it_is_given(check, probability, finding):
    found = check(REWORDED, Certain(probability))
    assert (found.finding, found.probability) == (finding, probability)
    assert found.basis is (Basis.MODEL if finding is Finding.SUPPORTED else None)


def test_without_a_model_other_words_are_not_supported(check):
    assert check(REWORDED).finding is Finding.UNSUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "Vessels cannot use the lock for at least thirty weeks, Rau said. [lock.txt:3]",  # a number that nothing gives
        "According to Lind, vessels will be kept out for months. [lock.txt:3]",  # another speaker
        "Harbour master Ines Rau shut the new lock on Monday because its gates leaked. [lock.txt:2]",  # one word changed
        "Harbour master Ines Rau shut on Monday because its gates leaked. [lock.txt:2]",  # a shortening that says nothing
        "Rau called the closure “a shame for the whole town”. [lock.txt:4]",  # words that nobody says
    ],
)
def test_no_probability_outweighs_a_conflict_or_a_near_copy(check, text):
    model = Certain(1.0)
    assert check(text, model).finding is Finding.UNSUPPORTED
    assert model.asked == []


def test_a_day_of_the_week_is_the_date_that_it_means(tmp_path, parser):
    title, *rest = DOCUMENT.split("\n")
    text = "\n".join([title, "Updated: 31 December 2022", "", *rest, "She left the town on Friday."])
    (tmp_path / "lock.txt").write_text(text, encoding="utf-8")
    checker = Checker([SourceFile(tmp_path / "lock.txt", "lock.txt")], parser, lambda: Certain(0.95))
    right, wrong = (f"Rau travelled away from there on {day} December 2022. [lock.txt:8]\n" for day in (30, 29))
    found = checker.check(parse(f"{right}\n{wrong}"))
    assert [each.finding for each in found] == [Finding.SUPPORTED, Finding.UNSUPPORTED]


def test_the_lines_above_do_not_support_a_sentence_in_place_of_the_cited_ones(check):
    model = Certain(1.0)
    assert check("Ines Rau shut the old lock on Monday as its gates leaked. [lock.txt:4]", model).finding is Finding.UNSUPPORTED
    assert model.asked == []


def test_a_place_that_would_do_alone_is_named(check):
    reworded = REWORDED.replace("lock.txt:3]", "lock.txt:5; lock.txt:3]")
    assert "lock.txt:3 alone would do" in check(reworded, Certain(0.95, needed="ten weeks")).reason
    assert "alone" not in check(reworded, Certain(0.95, needed="12 euros. Repairs")).reason


def test_no_model_is_asked_about_a_citation_that_does_not_state_it(check):
    model = Certain(1.0)
    found = check("Tickets cost 12 euros. [lock.txt:5; lock.txt:3]", model)
    assert (found.finding, model.asked) == (Finding.UNSUPPORTED, [])


def test_a_line_that_says_how_often_is_believed_without_counting(tmp_path, parser):
    says = "“Lock” occurs 4 times in the file cited."
    (tmp_path / "a.txt").write_text(says, encoding="utf-8")
    checker = Checker([SourceFile(tmp_path / "a.txt", "a.txt")], parser)
    (found,) = checker.check(parse(f"{says} [a.txt:1]\n"))
    assert found.finding is Finding.SUPPORTED


def test_clauses_may_follow_from_different_lines_but_each_line_must_carry_one(check):
    joined = "Ines Rau shut the old lock on Monday, and Otto Lind called the closure a disgrace. [lock.txt:2; lock.txt:4]"
    assert (check(joined).finding, check(joined).basis) == (Finding.SUPPORTED, Basis.RULES)
    idle = "Ines Rau shut the old lock on Monday and its gates leaked. [lock.txt:2; lock.txt:5]"
    assert check(idle).finding is Finding.UNSUPPORTED


def test_words_without_support_are_marked_and_a_change_that_holds_is_given(check):
    found = check("Ines Rau closed the new lock on Monday. [lock.txt:2]")
    assert [(found.text[mark.start : mark.end], mark.nearest) for mark in found.marks][-1] == ("new", "old")
    wrong = check("Tickets cost 15 euros. [lock.txt:5]")
    assert wrong.suggestion == "Tickets cost 12 euros."


def test_a_suggestion_is_given_only_if_it_holds():
    text, line = "The lock was opened.", "The lock was shut."
    marked = unsupported(text, line)
    assert suggested(text, marked, lambda changed: changed == line) == line
    assert suggested(text, marked, lambda _: False) is None


def test_the_model_that_comes_with_the_program_accepts_what_follows_and_nothing_close_to_it(models_folder, tmp_path, parser):
    (tmp_path / "lock.txt").write_text("Lock shut until spring\n" + PASSAGE, encoding="utf-8")
    checker = Checker(
        [SourceFile(tmp_path / "lock.txt", "lock.txt")], parser, lambda: Workspace(Setup(models_folder, Path())).entailment
    )
    settled = "Whether Lind will receive money is to be decided by the council in March."
    paid = "Lind will receive money from the council in March."
    found = checker.check(parse(f"{settled} [lock.txt:2]\n\n{paid} [lock.txt:2]\n"))
    assert [each.basis for each in found] == [Basis.MODEL, None]
    assert found[1].probability is not None
    assert found[1].probability < 0.5


def test_the_model_that_comes_with_the_program_prefers_what_follows(models_folder):
    model = Workspace(Setup(models_folder, Path())).entailment
    assert model is not None
    lines = DOCUMENT.split("\n")[1:3]
    true = model.probability(lines, "Ships have to wait some ten weeks until the leaking gates are mended.")
    false = model.probability(lines, "Ships have to wait some ten weeks because the harbour master has resigned.")
    assert true is not None
    assert false is not None
    assert true > false
    assert model.probability(["word " * 3000], "It is long.") is None
