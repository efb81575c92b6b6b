"""Places that state the same fact are found in any words; those that differ in a fact, or only resemble, are not."""

import pytest

from summarize.claims.restatement import restating
from summarize.index.corpus import Corpus
from summarize.types.evidence import Evidence
from tests.conftest import read

FILLER = [
    "The weather in Callao was mild.",
    "Fishing boats lay idle for a second day.",
    "A festival is planned for the summer in Quito.",
    "The museum showed old maps of the coast.",
]
CLAIM = "The new terminal in Callao will handle 400,000 containers a year, the port authority said."


@pytest.fixture
def corpus(encoder):
    def make(*documents: tuple[str, ...]) -> Corpus:
        evidence = [
            Evidence(number * 100 + place, f"{number}.txt", sentence, "hash")
            for number, lines in enumerate((*documents, tuple(FILLER)))
            for place, sentence in enumerate(read(*lines))
        ]
        return Corpus(tuple(evidence), encoder.encode([piece.sentence.text for piece in evidence]))

    return make


def cited(corpus: Corpus) -> set[str]:
    return {place.file for place in restating(corpus, 0)[1:]}


def test_a_document_that_says_it_in_other_words_is_cited(corpus):
    other = "According to the port authority, 400,000 containers a year will pass through the new terminal in Callao."
    assert cited(corpus((CLAIM,), (other,))) == {"1.txt"}


@pytest.mark.parametrize(
    "other",
    [
        "The new terminal in Callao will handle 300,000 containers a year, the port authority said.",
        "The new terminal in Callao will not handle 400,000 containers a year, the port authority said.",
        "The new terminal in Guayaquil will handle 400,000 containers a year, the port authority said.",
        "The port authority opened a new terminal in Callao.",
    ],
    ids=["number", "polarity", "name", "less"],
)
def test_a_line_that_differs_in_a_fact_or_says_less_is_not_cited(corpus, other):
    assert cited(corpus((CLAIM,), (other,))) == set()


def test_two_sentences_of_a_paragraph_may_state_it_together(corpus):
    both = "The port authority spoke of the new terminal in Callao. It will handle 400,000 containers a year."
    found = restating(corpus((CLAIM,), (both,)), 0)
    assert [(place.file, len(place.sentences)) for place in found] == [("0.txt", 1), ("1.txt", 2)]


def test_of_each_document_the_closest_place_alone_is_cited(corpus):
    found = restating(corpus((CLAIM,), (CLAIM, "", CLAIM.replace("said", "announced"))), 0)
    assert [place.sentence.first_line for place in found if place.file == "1.txt"] == [1]
