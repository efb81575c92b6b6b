"""A long answer opens with the sentence that says most of what the others say; a short one keeps its order."""

import pytest

from summarize.claims.lead import LONG, led
from summarize.index.corpus import Corpus
from summarize.types.evidence import Claim, Evidence
from tests.conftest import read

CENTRAL = "The council will close the old harbour of Besant in May."
AROUND = (
    "The oldest crane of the harbour was sold to a museum.",
    "Fishermen say that closing the harbour in May is too early.",
    "A bus will take the people of Besant to the new harbour when the old one is closed.",
    "The mayor of Besant defends the closing of the harbour.",
)


@pytest.fixture
def ordered(encoder):
    def texts_of(*texts: str) -> tuple[str, ...]:
        pieces = tuple(Evidence(number, f"{number}.txt", read(text)[0], "hash") for number, text in enumerate(texts))
        corpus = Corpus(pieces, encoder.encode(texts))
        found = led([Claim((piece,), 1) for piece in pieces], "the closing of the harbour", corpus, encoder)
        return tuple(claim.best.sentence.text for claim in found)

    return texts_of


def test_the_central_claim_leads_and_the_others_keep_their_order(ordered):
    assert ordered(*AROUND[:2], CENTRAL, *AROUND[2:]) == (CENTRAL, *AROUND)


def test_what_one_speaker_says_is_together(ordered):
    first, second = "Ana Rau said a bus would run to the new harbour.", "Ana Rau said the cranes would be sold."
    other = "Jan Berg said the fishermen of Besant would protest."
    shown = ordered(CENTRAL, first, AROUND[0], other, second)
    places = [shown.index(text) for text in (first, second)]
    assert shown[0] == CENTRAL
    assert places[1] - places[0] == 1


def test_a_short_answer_keeps_its_order(ordered):
    texts = (*AROUND[: LONG - 2], CENTRAL)
    assert ordered(*texts) == texts
