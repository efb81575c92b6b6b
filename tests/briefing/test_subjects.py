"""Documents about different things are a section each; documents about one thing are not taken apart."""

from datetime import date

import pytest

from summarize.briefing.events import dated
from summarize.briefing.salience import salience
from summarize.briefing.subjects import of_documents
from summarize.documents.speakers import attribute
from summarize.index.corpus import Corpus
from summarize.types.evidence import Evidence, Sentence, Speech
from tests.conftest import read

FILES = {
    "lease.txt": ("The tenant pays the rent on the first of each month.", "The landlord keeps the roof of the shop in repair."),
    "flood_a.txt": ("The river flooded the lower town on Sunday.", "About 90 families left their homes after the flood."),
    "flood_b.txt": ("On Sunday the river flooded the lower town.", "The flood drove some 90 families from their homes."),
    "manual.txt": (
        "The dryer takes up to 20 litres from the air of a room.",
        "The filter of the dryer is cleaned every two weeks.",
    ),
}


def corpus_of(encoder, names, title=None) -> Corpus:
    texts = [(name, text) for name in names for text in FILES[name]]
    pieces = [
        Evidence(number, name, read(text)[0], "hash", title=title if name == "lease.txt" else None)
        for number, (name, text) in enumerate(texts)
    ]
    return Corpus(tuple(pieces), encoder.encode([text for _, text in texts]))


def test_documents_about_different_things_are_topics_those_about_one_thing_are_one(encoder):
    found = of_documents(corpus_of(encoder, FILES, "Lease of a shop"), range(8))
    assert [(topic.heading, topic.rows) for topic in found] == [
        ("flood_a.txt; flood_b.txt", (2, 3, 4, 5)),
        ("Lease of a shop", (0, 1)),
        ("manual.txt", (6, 7)),
    ]


def test_documents_that_are_all_about_one_thing_are_no_topics(encoder):
    assert of_documents(corpus_of(encoder, ["flood_a.txt", "flood_b.txt"]), range(4)) == ()


def test_what_a_mail_says_may_be_salient_though_it_addresses_its_reader(encoder):
    said = ("The roof over the hall leaks again in the same corner.", "We moved the classes of the fourth year to the hall.")
    turns = [Sentence(text, text, 1, 1, speech=Speech("Ana Ruiz", None, direct=True)) for text in said]
    pieces = [Evidence(number, "mail.eml", sentence, "hash") for number, sentence in enumerate(turns)]
    assert set(salience(Corpus(tuple(pieces), encoder.encode(list(said)))).rows.tolist()) == {0, 1}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The bakery opened in 1978.", "1978"),
        ("Jan Berg, whose bakery opened in 1978, left the town.", None),
        ("The bakery has been shut since 1978.", None),
        ("The hall was full on Saturday.", "4 May 2024"),
        ("She said the hall was loud on Saturday afternoons.", None),
    ],
)
def test_only_the_time_of_what_happened_is_that_of_an_event(text, when):
    (sentence,) = attribute([Sentence(text, text, 1, 1)])
    found = dated(Evidence(1, "a.txt", sentence, "hash", written=date(2024, 5, 8)))
    assert (str(found.period) if found and found.period else None) == when
