"""Over many documents an open question is answered by what several relevant ones state, each thing once, background left out."""

from collections.abc import Sequence

import numpy as np
import pytest

from summarize.claims import survey
from summarize.index.corpus import Corpus
from summarize.models.embedder import Encoder
from summarize.search.document_ranking import log_odds
from summarize.types.evidence import Evidence
from tests.conftest import read

BACKGROUND = "The port of Callao lies on the coast of Peru and was founded in 1537."
TOLLS = [
    "Ships of over 200 metres will pay a toll of 900 dollars from March.",
    "The new toll for long ships, 900 dollars for those over 200 metres, starts in March.",
    "From March on, ships longer than 200 metres pay a toll of 900 dollars.",
]
REFUND = [
    "Half of the toll will be refunded to owners who use low-sulphur fuel.",
    "Owners whose ships burn low-sulphur fuel get half of the toll refunded.",
    "A refund of half of the toll is promised to owners of ships that burn low-sulphur fuel.",
]
OTHER = [
    "The museum of the old fortress reopened with maps of the coast.",
    "A choir from Arequipa sang in the cathedral square on Sunday.",
    "Schools in the district teach swimming from the age of six.",
    "The bakery on the main street sells bread with purple maize.",
]


def of(documents: Sequence[Sequence[str]], encoder: Encoder) -> Corpus:
    evidence = [
        Evidence(number * 10 + place, f"{number:02}.txt", sentence, "hash")
        for number, lines in enumerate(documents)
        for place, sentence in enumerate(read(*lines))
    ]
    return Corpus(tuple(evidence), encoder.encode([piece.sentence.text for piece in evidence]))


@pytest.fixture(scope="module")
def corpus(encoder) -> Corpus:
    """Thirty documents: six about tolls, in other words each time, the others about life in the city; one fact in all."""
    documents = [[BACKGROUND, TOLLS[n % 3], REFUND[(n + 1) % 3], "Port tolls were discussed again this week."] for n in range(6)]
    documents += [[BACKGROUND, OTHER[n % 4], OTHER[(n + 1) % 4]] for n in range(24)]
    return of(documents, encoder)


@pytest.fixture(scope="module")
def few(encoder) -> Corpus:
    """Twenty-five documents, five of which are about tolls; of what the others state, each thing stands in five of them."""
    documents = [[TOLLS[n % 3], REFUND[(n + 1) % 3]] for n in range(5)] + [[OTHER[n % 4], str(n)] for n in range(20)]
    return of(documents, encoder)


@pytest.fixture(scope="module")
def surveyed(corpus, encoder):
    (asked,) = encoder.encode(["tolls for ships in the port"])
    odds = log_odds(["tolls", "ships", "port"], asked, corpus)
    return odds, survey.survey(asked, odds, corpus, 3)


def test_documents_about_the_question_are_told_from_the_others(surveyed):
    odds, _ = surveyed
    assert set(np.argsort(-odds)[:6]) == set(range(6))


def test_each_thing_that_several_relevant_documents_state_is_chosen_once(corpus, surveyed):
    _, rows = surveyed
    texts = [corpus.evidence[row].sentence.text for row in rows]
    assert len(set(texts) & set(TOLLS)) == 1
    assert len(set(texts) & set(REFUND)) == 1


def test_what_most_documents_state_is_background_and_not_chosen(corpus, surveyed):
    _, rows = surveyed
    assert BACKGROUND not in [corpus.evidence[row].sentence.text for row in rows]


def test_what_is_not_on_the_question_fills_no_place_that_is_free(few, encoder):
    (asked,) = encoder.encode(["tolls for ships in the port"])
    odds = log_odds(["tolls", "ships", "port"], asked, few)
    chosen = [few.evidence[row].sentence.text for row in survey.survey(asked, odds, few, 12)]
    assert set(chosen) <= {*TOLLS, *REFUND}
    assert chosen


def test_what_is_beside_the_question_is_not_preferred_to_what_answers_it(corpus, surveyed):
    _, rows = surveyed
    assert corpus.evidence[rows[0]].sentence.text in TOLLS + REFUND


def test_sentences_are_told_in_the_order_of_their_documents(corpus, surveyed):
    _, rows = surveyed
    ordered = [corpus.evidence[row].sentence.text for row in survey.in_reading_order(corpus, rows[::-1])]
    toll = next(place for place, text in enumerate(ordered) if text in TOLLS)
    refund = next(place for place, text in enumerate(ordered) if text in REFUND)
    assert toll < refund
    assert survey.in_reading_order(corpus, []) == ()
