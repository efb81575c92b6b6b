"""Who says what is found in direct and indirect speech, across sentences and paragraphs."""

import pytest

from summarize.documents.speakers import resolved
from tests.conftest import one, read


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Chilean President Ana Ruiz said the port would open.", "Ana Ruiz"),
        ("“The port will open,” Ruiz said.", "Ruiz"),
        ("“The port will open,” said Ruiz.", "Ruiz"),
        ("Ruiz, who arrived on Monday, told reporters that the port would open.", "Ruiz"),
        ("The mayor's spokesman, Jan Berg, said that the port would open.", "Jan Berg"),
        ("Ruiz, however, made clear that the port would open.", "Ruiz"),
        ("Speaking in Lisbon on Monday, Ruiz warned that the port would close.", "Ruiz"),
        ("Noting that the winter was hard, Ruiz said the port would close.", "Ruiz"),
        ("According to Ruiz, the port will close.", "Ruiz"),
        ("Ruiz was told by Berg that the port would close.", None),
        ("The port closed on Monday.", None),
        ("Ruiz's claims did not help Berg.", None),
    ],
)
def test_the_speaker_of_a_sentence_is_found(text, speaker):
    found = one(text).speech
    assert (found.speaker or found.channel if text.startswith("According") else found.speaker) == speaker


def test_an_outlet_is_the_channel_of_what_somebody_said():
    found = one("Ruiz told Berg that the port would close, according to the state broadcaster RTX.").speech
    assert (found.speaker, found.channel) == ("Ruiz", "RTX")


def test_a_reporting_outlet_in_front_is_the_channel_too():
    found = one("The state broadcaster RTX said President Ana Ruiz told Jan Berg that the port would close.").speech
    assert (found.speaker, found.channel) == ("Ana Ruiz", "RTX")


def test_a_pronoun_stands_for_the_last_speaker():
    found = one("He added that the pier was old.", "Berg said the port would close.")
    assert found.speech.speaker == "Berg"
    assert resolved(found) == "Berg added that the pier was old."
    assert (found.context_line, found.first_line) == (1, 2)


def test_a_pronoun_within_a_sentence_stands_for_its_subject():
    before = ("Jan Berg and Ana Ruiz met.", "Berg said the port would close.")
    assert one("Ruiz offered less: she said the pier was old.", *before).speech.speaker in ("Ruiz", "Ana Ruiz")


def test_a_description_stands_for_the_holder_of_the_office():
    found = one(
        "The Chilean leader urged patience.", "Chilean President Ana Ruiz met Peruvian President Jan Berg.", "Berg said no."
    )
    assert found.speech.speaker == "Ana Ruiz"


def test_a_quotation_goes_on_in_the_next_paragraph():
    found = read("“The port will close,” Berg told Ruiz.", "", "“We shall build a new one.”")
    assert found[-1].speech.speaker == "Berg"


def test_the_first_sentences_of_a_quotation_take_the_speaker_named_behind_it():
    found = read("“The port will close. We shall build a new one,” Berg said.")
    assert [sentence.speech.speaker for sentence in found] == ["Berg", "Berg"]


def test_a_quotation_in_straight_marks_that_ends_in_a_later_sentence_keeps_its_speaker():
    found = read('"The port was old. It is time to say goodbye," Berg said of "The Old Port".', "It rained.")
    assert [sentence.speech.speaker for sentence in found] == ["Berg", "Berg", None]
    assert found[1].text == "It is time to say goodbye,” Berg said of “The Old Port”."
    assert resolved(found[1]) == "“It is time to say goodbye,” Berg said of “The Old Port”."


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to an Internet posting, it closed.", "an Internet posting"),
        ("According to the Peruvian team's coach, it closed.", "the Peruvian team's coach"),
        ("Federal officials said that the port would close.", "Federal officials"),
        ("“The port will close,” the narrator concluded.", "the narrator"),
        ("“The port will close,” she continued.", None),
        ("Ana B. Ruiz said the port would close.", "Ana Ruiz"),
        ("The port fees rose.", None),
    ],
)
def test_a_source_without_a_name_is_told_by_its_description(text, speaker):
    assert one(text).speech.speaker == speaker


def test_a_statement_of_one_speaker_is_not_given_to_the_next():
    found = read("Ruiz said the port would close.", "Berg said the port would open.", "It rained.")
    assert [sentence.speech.speaker for sentence in found] == ["Ruiz", "Berg", None]


def test_a_quotation_without_a_speaker_has_none():
    assert one("“The port will close.”").speech.speaker is None
