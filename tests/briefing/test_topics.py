"""Topics are headed by phrases that their claims share; what everybody speaks of, speakers and light words head nothing."""

import pytest

from summarize.briefing.salience import salience
from summarize.briefing.topics import topics
from summarize.index.corpus import Corpus
from summarize.text.noun_phrases import noun_phrases
from summarize.types.evidence import Evidence
from tests.conftest import read

COPPER = (
    "Copper exports from Lima rose by 5 percent in May.",
    "The ministry said that copper exports would fall in autumn.",
    "A strike at two mines cut copper exports for a week.",
)
FERRY = (
    "The new ferry crosses the bay in ten minutes.",
    "Tickets for the new ferry cost four dollars.",
    "Storms stopped the new ferry twice in spring.",
)
OTHERS = (
    "Ruiz said that Lima would hold elections in June.",
    "Lima has four museums of modern art.",
    "A school in the north of Lima was rebuilt after the fire.",
    "The mayor of Lima, Ana Ruiz, met the bishop on Sunday.",
)


@pytest.fixture(scope="module")
def corpus(encoder) -> Corpus:
    texts = (*COPPER, *FERRY, *OTHERS)
    pieces = [Evidence(number, f"{number}.txt", read(text)[0], "hash") for number, text in enumerate(texts)]
    return Corpus(tuple(pieces), encoder.encode(texts))


def test_each_topic_is_headed_by_what_its_claims_speak_of(corpus, encoder):
    found = {topic.heading: set(topic.rows) for topic in topics(range(len(corpus.evidence)), corpus, encoder, 5)}
    assert found["Copper exports"] == {0, 1, 2}
    ferry = next(rows for heading, rows in found.items() if "ferry" in heading)
    assert len(ferry) >= 2
    assert ferry <= {3, 4, 5}


def test_what_the_whole_folder_is_about_and_who_speaks_heads_no_section(corpus, encoder):
    headings = " ".join(topic.heading for topic in topics(range(len(corpus.evidence)), corpus, encoder, 5))
    assert "Lima" not in headings
    assert "Ruiz" not in headings


def test_a_claim_belongs_to_one_topic_at_most(corpus, encoder):
    rows = [row for topic in topics(range(len(corpus.evidence)), corpus, encoder, 5) for row in topic.rows]
    assert len(rows) == len(set(rows))


def test_a_unit_heads_no_section(encoder):
    water = (
        "The river carries 60 cubic metres a second in May.",
        "The lake lost 900 cubic metres in the drought.",
        "The dam holds back 40,000 cubic metres.",
    )
    texts = (*water, *COPPER, *FERRY, *OTHERS)
    pieces = [Evidence(number, f"{number}.txt", read(text)[0], "hash") for number, text in enumerate(texts)]
    found = topics(range(len(texts)), Corpus(tuple(pieces), encoder.encode(texts)), encoder, 5)
    assert [topic.heading for topic in found] == ["Copper exports", "New ferry"]


def test_quoted_words_and_verbs_are_no_noun_phrases():
    found = {" ".join(phrase.words) for phrase in noun_phrases("Ruiz praised “brave sailors” and signed the fishing treaty.")}
    assert found == {"Ruiz", "fishing treaty", "treaty"}


def test_a_name_that_acts_is_told_from_one_that_is_spoken_of():
    phrases = {
        " ".join(phrase.words): phrase.acts for phrase in noun_phrases("Lima signed a treaty on Quito. Lima's port closed.")
    }
    assert phrases == {"Lima": True, "treaty": False, "Quito": False, "port": True}


@pytest.mark.parametrize(
    "text",
    [
        "Visit our ferry page for more tickets and prices today.",
        "You can buy tickets for the new ferry at the pier.",
        "If it were to close, the ferry would lose its licence.",
        "The ferry is late.",
        "Why has nobody bought a new ferry for the bay of Lima?",
    ],
)
def test_advertisements_and_what_cannot_stand_alone_are_not_salient(text, encoder):
    texts = (*COPPER, text)
    pieces = [Evidence(number, f"{number}.txt", read(each)[0], "hash") for number, each in enumerate(texts)]
    ranking = salience(Corpus(tuple(pieces), encoder.encode(texts)))
    assert sorted(ranking.rows.tolist()) == [0, 1, 2]


def test_what_several_texts_state_is_more_salient_and_copies_count_once(encoder):
    stated = "Copper exports from Lima rose by 5 percent in May."
    again = "In May, exports of copper from Lima rose by 5 percent."
    copied = "Storms stopped the old ferry across the bay of Quito twice."
    texts = (stated, again, copied, copied, copied)
    pieces = [Evidence(number, f"{number}.txt", read(each)[0], "hash") for number, each in enumerate(texts)]
    ranking = salience(Corpus(tuple(pieces), encoder.encode(texts)))
    assert ranking.rows.tolist().count(2) == 1
    assert not {3, 4} & set(ranking.rows.tolist())
