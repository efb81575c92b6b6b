"""The bottom line says what independent texts have in common, each thing once."""

from summarize.briefing.concepts import most_said, weights
from summarize.index.corpus import Corpus
from summarize.types.evidence import Evidence
from tests.conftest import read


def corpus_of(encoder, *files: tuple[str, ...]) -> Corpus:
    placed = [(f"{number}.txt", text) for number, texts in enumerate(files) for text in texts]
    pieces = [Evidence(row, file, read(text)[0], "hash") for row, (file, text) in enumerate(placed)]
    return Corpus(tuple(pieces), encoder.encode([text for _, text in placed]))


SHARED = "The council closed the old harbour in Lund."
OWN = "A choir of retired sailors sang three songs that evening."
FILES = (
    (OWN, SHARED),
    ("The council closed the old harbour after a storm in Lund.", "Divers found two anchors and a bell."),
    ("The old harbour in Lund is closed, the council announced.", "Fish costs more than a year ago."),
)


def test_what_several_texts_say_comes_before_what_opens_one_of_them(encoder):
    corpus = corpus_of(encoder, *FILES)
    assert next(most_said(corpus, weights(corpus), range(len(corpus.evidence)), 1)) != 0


def test_nothing_is_chosen_that_adds_nothing(encoder):
    corpus = corpus_of(encoder, *FILES)
    chosen = [corpus.evidence[row].sentence.text for row in most_said(corpus, weights(corpus), range(len(corpus.evidence)), 9)]
    assert len(chosen) == 1
    assert "old harbour" in chosen[0]


def test_copies_of_a_text_count_as_one(encoder):
    copied = (OWN, "The bell of the chapel rang for an hour.", "Nobody knows who rang it so late.")
    assert not weights(corpus_of(encoder, copied, copied))
