"""A checker that a user names judges sentences in other words; one that cannot is an error before anything is read."""

import pytest

from summarize.errors import ModelError
from summarize.models import catalogue
from summarize.models.checker import CrossEncoderChecker
from tests import needs

LINE, CLAIM = "The lock was shut on Monday.", "Ships could not pass on Monday."


@pytest.fixture
def checker_with(models_folder, tmp_path):
    """Returns a checker of the bundled embedder's network with a last layer that prefers one of its labels."""
    needs.reference()
    from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

    base = catalogue.require(catalogue.default("embedder"), models_folder)

    def made(*labels: str, preferred: int) -> CrossEncoderChecker:
        config = AutoConfig.from_pretrained(base, num_labels=len(labels), id2label=dict(enumerate(labels)))
        model = AutoModelForSequenceClassification.from_pretrained(base, config=config)
        model.classifier.weight.data.zero_()
        model.classifier.bias.data.fill_(-2.0)
        model.classifier.bias.data[preferred] = 2.0
        model.save_pretrained(tmp_path)
        AutoTokenizer.from_pretrained(base).save_pretrained(tmp_path)
        return CrossEncoderChecker(tmp_path, 0.9)

    return made


@pytest.mark.parametrize(
    ("labels", "preferred", "supports"),
    [
        (("contradiction", "entailment", "neutral"), 1, True),
        (("contradiction", "entailment", "neutral"), 2, False),
        (("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), 0, True),
        (("0", "1"), 1, True),
        (("0", "1"), 0, False),
        (("supported",), 0, True),
    ],
)
def test_the_label_that_means_support_gives_the_probability(checker_with, labels, preferred, supports):
    probability = checker_with(*labels, preferred=preferred).probability([LINE], CLAIM)
    assert (probability > 0.85) is supports
    assert (probability < 0.15) is not supports


def test_lines_that_are_too_long_are_not_judged_by_their_beginning(checker_with):
    assert checker_with("0", "1", preferred=1).probability(["word " * 3000], CLAIM) is None


def test_a_checker_without_a_label_of_support_says_so(checker_with):
    with pytest.raises(ModelError, match="none of the labels"):
        checker_with("sad", "glad", "angry", preferred=1)


def test_a_folder_that_is_no_checker_says_what_to_do(tmp_path):
    needs.reference()
    with pytest.raises(ModelError, match="models verify"):
        CrossEncoderChecker(tmp_path, 0.9)


@pytest.mark.parametrize(
    ("named", "said"),
    [("nobody", "known are nli-deberta-v3-base"), ("nli-deberta-v3-base", "fetch it with `summarize models pull`")],
)
def test_verify_names_the_checkers_that_it_knows_and_how_to_get_one(summarize, tmp_path, named, said):
    (tmp_path / "lock.txt").write_text("Repairs will take about ten weeks, Rau said.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(
        "According to Rau, ships must wait for two and a half months. [lock.txt:1]\n", encoding="utf-8"
    )
    ran = summarize("verify", "b.md", "--sources", "lock.txt", "--checker", named, cwd=tmp_path)
    assert ran.returncode == 2
    assert said in ran.stderr


def test_the_writer_itself_can_be_the_checker(summarize, tmp_path):
    (tmp_path / "lock.txt").write_text("Repairs will take about ten weeks, Rau said.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(
        "According to Rau, ships must wait for two and a half months. [lock.txt:1]\n", encoding="utf-8"
    )
    ran = summarize("verify", "b.md", "--sources", "lock.txt", "--checker", "writer", "--format", "json", cwd=tmp_path)
    assert ran.returncode in {0, 1}
    assert '"probability": 0.' in ran.stdout
