"""Who says what is found in direct and indirect speech, across sentences and paragraphs."""

from pathlib import Path

import pytest

from summarize.documents.readers import plain
from summarize.documents.saying_clauses import speaks_within
from summarize.documents.sentences import split_sentences
from summarize.documents.speakers import attribute, heard, resolved
from summarize.documents.standing_alone import stands_alone
from summarize.types.evidence import Sentence
from tests.conftest import one, read


def read_plain(*lines):
    """The sentences of a plain text file, with its blocks."""
    return attribute(split_sentences(plain.read("\n".join(lines).encode(), Path("a.txt")).lines))


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
        ("“The port is loud,” said Mill Street resident Ana Ruiz, 47.", "Ana Ruiz"),
        ("“The port is loud,” said retired harbour pilot Ana Ruiz.", "Ana Ruiz"),
        ("Dr Ana Ruiz of Lund University said the port would open.", "Ana Ruiz"),
        ("Ana Ruiz of the Centre for Harbour Law said the port would open.", "Ana Ruiz"),
        ("The Bank of Lund said the port would open.", "Bank of Lund"),
        ("The Ministry for Trade said the port would open.", "Ministry for Trade"),
        ("The mayor of Lund, Ana Ruiz, said the port would open.", "Ana Ruiz"),
        ("On Friday, residents of Mill Street in Lund said the port was loud.", "residents of Mill Street in Lund"),
        ("The council in Lund said the port would open.", "The council in Lund"),
        ("The winner of the race Ana Ruiz said the port would open.", "Ana Ruiz"),
        ("“The port will open,” said the fund's director, Ana Ruiz.", "Ana Ruiz"),
        ("According to the Department of Harbour Works, the port will open.", "Department of Harbour Works"),
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


def test_a_surname_of_two_people_is_the_one_who_was_named_last():
    known = ("Jan Ruiz runs the fund.", "The port was loud.", "Mr Ruiz, the brother of Fire Chief Ana Ruiz, was late.")
    assert one("The alert came at noon, he said.", *known).speech.speaker == "Jan Ruiz"
    assert one("Chief Ruiz said it came at two.", *known).speech.speaker == "Ana Ruiz"
    assert (
        one("Mr Ruiz said it came at noon.", *known[:2], "Fire Chief Ana Ruiz left.", "Jan Ruiz came.").speech.speaker
        == "Jan Ruiz"
    )


def test_a_surname_of_two_people_who_were_named_long_ago_is_neither():
    known = ("Jan Ruiz and Ana Ruiz were there.", *(f"The port was loud on day {number}." for number in range(8)))
    assert one("Mrs Ruiz said the port was loud.", *known).speech.speaker is None


def test_a_title_and_a_surname_are_not_a_second_person():
    known = ("Inspector Ruiz was there.", "Ana Ruiz runs the port.")
    assert one("Ruiz said the port was loud.", *known).speech.speaker in ("Ruiz", "Ana Ruiz")


def test_a_surname_behind_a_title_is_the_only_person_who_has_it():
    assert one("Mr Berg said the port was loud.", "Karl Berg and Ana Ruiz were there.").speech.speaker == "Karl Berg"


def test_a_description_stands_for_the_holder_of_the_office():
    found = one(
        "The Chilean leader urged patience.", "Chilean President Ana Ruiz met Peruvian President Jan Berg.", "Berg said no."
    )
    assert found.speech.speaker == "Ana Ruiz"


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Ana Ruiz of the Lund Trust disagreed.", False),
        ("The council agreed.", False),
        ("The port is shut, Ruiz said.", True),
        ("“The port is shut,” Ruiz said.", True),
        ("Ruiz announced a strike.", True),
    ],
)
def test_an_answer_without_what_it_answers_does_not_stand_alone(text, alone):
    assert stands_alone(one(text)) is alone


def test_an_office_in_brackets_is_that_of_the_name_before_it():
    found = one("The leader agreed that the talks had failed.", "Present: Cllrs Ruiz (leader), Berg, Lund.", "Cllr Berg said no.")
    assert found.speech.speaker == "Ruiz"


@pytest.mark.parametrize(
    ("introduced", "speaker"),
    [
        ("Mr D. Reil (Delta Lines) spoke for the plan.", "Reil"),
        ("Ms Reil, head of the board, defended the plan.", "Reil"),
        ("Retired pilot Karl Reil, 71, took another view.", "Karl Reil"),
    ],
)
def test_who_is_named_behind_a_title_or_a_description_is_whom_a_pronoun_means(introduced, speaker):
    found = one("He said that the port was safe.", "The planning officer, Mr Jan Berg, said no.", introduced)
    assert found.speech.speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The US State Department on Friday warned Chile. “The port is full,” a spokesperson said.", "US State Department"),
        ("The Harbour Board said the port was full. A spokeswoman added that it was shut.", "Harbour Board"),
        ("Ana Ruiz said the port was full. A spokesman added that it was shut.", "A spokesman"),
        ("The Harbour Board said the port was full. It rained. A spokesman said it was shut.", "A spokesman"),
        ("The Harbour Board said Delta Lines had lied. A spokesman denied that.", "A spokesman"),
        ("The Chilean Ana Ruiz said the port was full. A spokesman denied that.", "A spokesman"),
    ],
)
def test_a_spokesman_without_a_name_speaks_for_the_body_that_just_spoke(text, speaker):
    assert read(text)[-1].speech.speaker == speaker


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


def test_a_line_with_a_colon_names_the_speaker_of_the_paragraph_after_it():
    found = read("The mayor spoke for ten minutes. Ana Ruiz said:", "", "The pier is old. The port will close.", "", "It rained.")
    assert [(sentence.text, sentence.speech.speaker) for sentence in found] == [
        ("The mayor spoke for ten minutes.", None),
        ("The pier is old.", "Ana Ruiz"),
        ("The port will close.", "Ana Ruiz"),
        ("It rained.", None),
    ]
    assert found[1].context_line == 1


def test_a_line_that_announces_no_speech_names_no_speaker():
    found = read("The council that Ruiz called greedy chose two sites:", "", "The port will close in May. The pier stays.")
    assert [sentence.speech.speaker for sentence in found if not sentence.text.endswith(":")] == [None, None]


@pytest.mark.parametrize(
    "lines",
    [
        ("“The pier is old. My children swim there.” — Dora Lind",),
        ("“The pier is old.", "My children swim there.”", "― Dora Lind, teacher"),
        ('"The pier is old. My children swim there."', "", "- Dora Lind"),
    ],
)
def test_a_name_behind_a_dash_signs_the_quotation_before_it(lines):
    found = read_plain("“The port will close,” Berg said.", "", *lines, "", "It rained.")
    assert [sentence.speech.speaker for sentence in found] == ["Berg", "Dora Lind", "Dora Lind", None]


@pytest.mark.parametrize(
    "lines",
    [
        ("They shouted “Hurrah!” and sang:", "- Dora Lind", "- Per Holm"),
        ("“Apples are good for everybody.”", "", "- Granny Smith", "- Pink Lady"),
        ("Everybody should read “War and Peace” – Leo Tolstoy.",),
        ("The prize went to “The Pier” - Dora Lind, who lives in Mole.",),
    ],
)
def test_a_name_behind_a_dash_is_no_signature_in_a_list_or_behind_a_title(lines):
    assert all(sentence.speech.speaker is None for sentence in read_plain(*lines))


def test_two_single_marks_are_a_quotation_mark():
    found = read("''The port will close. It is old,'' said Mr. Oke.")
    assert [(sentence.text, sentence.speech.speaker) for sentence in found] == [
        ("“The port will close.", "Oke"),
        ("It is old,” said Mr. Oke.", "Oke"),
    ]


def test_turns_may_open_with_a_quotation_mark():
    found = read_plain('"BERG: Who pays?', "", '"RUIZ: The state pays half.', "", '"BERG: And the rest?', "", '"RUIZ: The town.')
    assert [sentence.speech.speaker for sentence in found] == ["BERG", "RUIZ", "BERG", "RUIZ"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Karl Aune, who had inspected the boiler twice since the fire in May, said that two valves had failed.", "Karl Aune"),
        ("The valves have failed before, as the inspectors have often said.", "the inspectors"),
        ("Several owners, including Aune, said the harbour should pay.", "Several owners"),
        ("An attorney for Aune wrote that the harbour should pay.", "An attorney for Aune"),
        ("Two valves had failed, according to former harbour master Karl Aune.", "Karl Aune"),
        ("It was said that the valves had failed.", None),
        ("Aune, who is ill, has not said that the valves had failed.", None),
        ("Aune, who is ill, refused to say whether the valves had failed.", None),
        ("Nobody in the town, which Aune had left, said that the valves had failed.", None),
        ("Had the harbour master, who was on leave, told the crews that the valves had failed?", None),
        ("Aune, who is ill, did not come, saying that the valves had failed.", "Aune"),
        ("The valves failed and the boiler burst.", None),
    ],
)
def test_the_structure_of_a_sentence_shows_a_speaker_far_from_the_verb(text, speaker, parser):
    speech = heard(one(text), parser).speech
    assert (speech.speaker or speech.channel) == speaker


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("The inspector, Karl Aune, disagreed.", True),
        ("The owners like the plan, which Karl Aune described as unwise.", True),
        ("The owners like the plan, which Chilean foreign minister Karl Aune described as unwise.", True),
        ("The mayor disagreed with Karl Aune.", False),
        ("Karl Aune mended the boiler.", False),
        ("Karl Aune did not disagree.", False),
        ("Karl Aune's lawyer denied it.", False),
        ("The friend of Karl Aune praised the boiler.", False),
        ("Karl Aune ignored the warning.", False),
        ("The mayor said Karl Aune praised the boiler.", False),
    ],
)
def test_a_verb_of_saying_anywhere_in_a_sentence_shows_who_speaks(text, does, parser):
    assert speaks_within("Karl Aune", text, parser.parse(text)) is does


def test_a_speaker_that_the_words_show_is_kept(parser):
    before = one("Ruiz said that Berg, who had been away, said that the port would close.")
    assert heard(before, parser) is before


def test_a_very_long_chain_of_prepositions_is_read():
    text = "Lund of " * 3_000 + "Lund said the port was full."
    assert attribute([Sentence(text, text, 1, 1)])[0].speech.speaker


def test_who_is_presented_by_name_and_age_is_whom_a_pronoun_means():
    *_, quoted, more = read(
        "Councillor Ida Lund called the sale a mistake. Around 150 people came. Among them was Ana Ruiz, 71, who sold nets here.",
        "“They will build flats,” she said. “My son lives in a caravan.”",
    )
    assert (quoted.speech.speaker, more.speech.speaker) == ("Ana Ruiz", "Ana Ruiz")


def test_who_speaks_of_somebody_else_stays_whom_a_pronoun_means():
    *_, last = read("Ida Lund said she had met Ana Ruiz, 71, who sold nets here.", "She said the sale was a mistake.")
    assert last.speech.speaker == "Ida Lund"


@pytest.mark.parametrize("verb", ["thought", "hopes that", "fears that"])
def test_what_somebody_thinks_hopes_or_fears_is_theirs(verb):
    (sentence,) = read(f"Ana Ruiz {verb} the lock would be shut.")
    assert sentence.speech.speaker == "Ana Ruiz"
