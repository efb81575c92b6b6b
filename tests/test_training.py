"""What the two small models learn from is true where it says so, and false where it says so."""

import random

import pytest

from summarize.checking.rules import verify
from summarize.documents import readers
from summarize.documents.sentences import split_sentences
from summarize.documents.speakers import attribute, is_unattributed_quotation, resolved
from summarize.documents.standing_alone import stands_alone
from summarize.text.neutral import neutral
from summarize.text.terms import stems, words
from summarize.types.evidence import Sentence
from tests.conftest import EXAMPLES, one
from training.entailment.prepare import key, written
from training.writer.questions import answered, unrelated
from training.writer.shortening import is_whole, shortened
from training.writer.statements import statements


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    """The sentences of the example articles that a writer would get."""
    found = [s for path in sorted(EXAMPLES.glob("*.txt")) for s in attribute(split_sentences(readers.read(path).lines))]
    return [s for s in found if stands_alone(s) and not is_unattributed_quotation(s) and len(words(s.text)) > 10]


def test_what_the_writer_learns_follows_from_its_line_and_is_shorter(sentences, parser):
    made = [(s, short) for s in sentences if (short := shortened(s, neutral(resolved(s)), lambda _: True, parser))]
    assert len(made) > len(sentences) / 6
    for sentence, short in made:
        assert verify(short, [sentence], parser=parser).supported
        assert len(short) < len(neutral(resolved(sentence)))
        assert is_whole(short)


def test_what_a_question_asks_for_is_not_cut(sentences, parser):
    for sentence in sentences:
        short = shortened(sentence, neutral(resolved(sentence)), lambda text: "Friday" in text, parser)
        assert short is None or "Friday" in short


def test_nothing_is_cut_out_of_a_quotation_or_an_attribution(parser):
    text = "“We will, after a long pause, sign it,” Ana Ruiz told reporters in Lima on Friday, according to CCTV."
    short = shortened(one(text), text, lambda _: True, parser) or text
    assert "“We will, after a long pause, sign it,” Ana Ruiz told reporters" in short
    assert "according to CCTV" in short


def test_statements_of_speech_follow_from_their_sources(parser):
    made = list(statements(random.Random(1), 140))
    read = [attribute([Sentence(each.source, each.source, 1, 1)]) for each in made]
    held = [verify(each.short, source, parser=parser).supported for each, source in zip(made, read, strict=True)]
    assert sum(held) > 0.5 * len(held)  # `prepare` leaves the others out
    assert len({each.source for each in made}) > 100


def test_a_question_for_a_refusal_shares_no_word_with_the_line(sentences, parser):
    chance = random.Random(1)
    asked = [answered(sentence, sentence.text, chance) for sentence in sentences]
    others = [(s, other) for s in sentences if (other := unrelated(s.text, asked, chance))]
    assert others
    for sentence, other in others:
        assert not stems(sentence.text) & stems(other.text)


def test_each_passage_has_true_and_false_sentences_about_it():
    some = list(written().values())
    assert len(some) > 1_500
    assert all({label for _, label in rows} == {0, 1} for rows in some)
    assert all(text.strip().endswith((".", "”", '"', "?", "!", ")", "'", "’")) for rows in some for text, _ in rows)


def test_what_is_false_is_no_longer_than_what_is_true():
    lengths = {label: [len(text) for rows in written().values() for text, each in rows if each == label] for label in (0, 1)}
    true, false = (sum(lengths[label]) / len(lengths[label]) for label in (1, 0))
    assert abs(true - false) < 0.05 * true


def test_a_passage_is_found_again_whatever_its_spaces():
    assert key(["The port is shut.", "It rained."]) == key(["The  port is shut. ", "It rained."])
    assert key(["The port is shut."]) != key(["The port is open."])
