"""The events of a folder: each time once, those that several documents state where there are enough of them."""

from collections.abc import Sequence

from summarize.briefing.events import events
from summarize.index.corpus import Corpus
from summarize.models.embedder import Encoder
from summarize.types.evidence import Evidence
from tests.conftest import read

WHAT = (
    "The old lock",
    "A stone bridge",
    "The grain store",
    "A ferry pier",
    "The customs house",
    "A lamp works",
    "The fish market",
)
ALONE = tuple(f"{what} of the harbour town was opened on {day} May 2021." for day, what in enumerate(WHAT, start=1))
FILLERS = tuple(f"Tale {number} of the town tells of cats, rain and music." for number in range(20))


def times(texts: Sequence[str], encoder: Encoder) -> list[str]:
    pieces = [Evidence(number, f"{number:02}.txt", read(text)[0], "hash") for number, text in enumerate(texts)]
    corpus = Corpus(tuple(pieces), encoder.encode(texts))
    return [str(event.when) for event in events(corpus, (), range(len(texts)))]


def test_many_documents_that_state_an_event_each_have_a_timeline(encoder):
    assert {"1 May 2021", "2 May 2021", "3 May 2021"} < set(times((*ALONE, *FILLERS), encoder))


def test_of_many_documents_what_several_state_is_on_the_timeline(encoder):
    again = tuple(text.replace("was opened on", "was opened to all on") for text in ALONE[:3])
    assert times((*ALONE, *again, *FILLERS), encoder) == ["1 May 2021", "2 May 2021", "3 May 2021"]
