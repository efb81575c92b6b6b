"""A sentence is shortened along its grammar: what is incidental goes, what it states stays and is still supported."""

import pytest

from summarize.checking.rules import verify
from summarize.writing.compression import compressed, ended, unlinked
from tests.conftest import one


def short(text, parser, *asked):
    return compressed(text, parser, lambda shorter: all(word in shorter for word in asked))


LINKED = {
    "Jan Berg, however, said the mill is safe.": "Jan Berg said the mill is safe.",
    "Jan Berg did, however, say the mill is safe.": "Jan Berg did say the mill is safe.",
    "Ana Rau also said that the mill would close.": "Ana Rau said that the mill would close.",
}
LIMITED = (
    "Only Ana Rau also rowed across the lake.",
    "Members who also row pay less.",
    "If Ana Rau also agrees, the sale is valid.",
    "However hard he tried, the guard could not open the gate.",
    "The mill makes not only flour, but also oil.",
)
INCIDENTAL = {
    "In a long speech to the guild of bakers, Ana Rau said that the mill would close.": (
        "Ana Rau said that the mill would close."
    ),
    "Jan Berg told Ida Lund, in a letter to the council of the valley, that the mill is safe.": (
        "Jan Berg told Ida Lund that the mill is safe."
    ),
    "Speaking for about eight minutes, Ana Rau said the mill would close.": "Ana Rau said the mill would close.",
}
ASIDES = {
    "The mill, which was built by two brothers from Lund in the last years of the war, burned down on Friday after a lorry"
    " hit the gate.": "The mill burned down on Friday after a lorry hit the gate.",
    "The council sold the old mill to a firm from Bergen on Friday, ending a dispute that had divided the people of the valley"
    " for eleven years.": "The council sold the old mill to a firm from Bergen on Friday.",
    "Ana Rau, a lawyer who came to the valley as a child and stayed with her aunt, opened the new school of the four"
    " villages on Friday.": "Ana Rau opened the new school of the four villages on Friday.",
}


@pytest.mark.parametrize("text", ["The mill will close, Ana Rau said", "Pump 4 was replaced on Monday", "Dogs must be on a lead"])
def test_a_clause_whose_source_has_no_full_stop_gets_one(parser, text):
    assert ended(text, parser) == f"{text}."
    assert verify(f"{text}.", [one(text)], parser=parser).supported


@pytest.mark.parametrize(
    "text", ["Plans for the new mill", "Is the mill closed", "What the council decided", "The mill is shut!"]
)
def test_what_is_no_statement_or_has_its_mark_stays_as_it_is(parser, text):
    assert ended(text, parser) == text


@pytest.mark.parametrize(("text", "shorter"), LINKED.items())
def test_what_only_links_a_sentence_to_another_goes(parser, text, shorter):
    assert unlinked(text, parser) == shorter
    assert verify(shorter, [one(text)], parser=parser).supported


@pytest.mark.parametrize("text", LIMITED)
def test_an_adverb_that_limits_or_says_how_much_stays(parser, text):
    assert unlinked(text, parser) == text


@pytest.mark.parametrize(("text", "shorter"), (INCIDENTAL | ASIDES).items())
def test_what_is_incidental_goes_and_the_rest_is_supported(parser, text, shorter):
    assert short(text, parser) == shorter
    assert verify(shorter, [one(text)], parser=parser).supported


@pytest.mark.parametrize("text", ASIDES)
def test_an_aside_that_is_asked_for_stays(parser, text):
    asked = next(word for word in ("Lund", "dispute", "lawyer") if word in text)
    assert asked in short(text, parser, asked)


@pytest.mark.parametrize(
    "text",
    [
        "The mill, which was built in 1921, is shut.",
        "In a speech on Friday, Ana Rau said that the mill would close.",
        "Ana Rau said the mill was ready to open the gates to all people in an orderly manner.",
        "Ana Rau said: “The mill, which was built by two brothers from Lund in the last years of the war, will close after"
        " eleven long years.”",
        "The council of the valley named three judges for the new court in the old house by the river, Ana Ruiz, Jan Berg and"
        " Ida Lund.",
        "Ana Rau said that the mill would be sold to the firm from Bergen if the people of the four villages agreed to it in"
        " the vote on Sunday.",
        "In the event of a strike by the crews, Ana Rau said that the mill would close.",
        "In a satirical speech on the wireless, Ana Rau said that the mill would close.",
        "Speaking for the victims of the week, Ana Rau said the mill would close.",
        "After the power has been cut and the lid of the case has been locked with the key, users may put the hand into the case"
        " of the pump.",
        "Members of the club, who have paid the full fee for the year in the office by the river, may use the boats on every day"
        " of the week.",
        "Ana Rau sold the mill by the river to the firm from Bergen in May, which the council of the valley says never"
        " belonged to her at all.",
        "Ana Rau sold the mill on Friday, ending a dispute that had divided the people of the valley. The council refused to say"
        " who had bought the house beside it.",
        "After a long talk with Ana Rau in the garden of the old house by the river, the two sides said that she would lead the"
        " council of the valley.",
    ],
    ids=[
        *["short aside", "date", "manner", "quotation", "list", "condition", "event", "satire", "for whom", "step"],
        *["permission", "dispute", "two sentences", "whom a pronoun means"],
    ],
)
def test_what_is_needed_stays(parser, text):
    assert short(text, parser) == text
