"""A sentence near its line has its words in the same relations, in any order, and leaves out nothing that is needed."""

import pytest

from summarize.checking.structure.follows import follows
from summarize.documents import speakers
from summarize.types.evidence import Sentence

FOLLOWING = [
    (
        "Last week, at least 40 people were hurt when the old Rialto Hall near the harbour burned.",
        "At least 40 people were hurt last week when the old Rialto Hall near the harbour burned.",
    ),
    ("The committee, which met on Monday, praised the engineer.", "The engineer was praised by the committee."),
    ("The council has bought land for a school, and it will open a library in May.", "The council has bought land for a school."),
    ("Over 300 guests came to the fair, said Ana Ruiz.", "Ana Ruiz said that more than 300 guests came to the fair."),
    ("The mayor, Jan Berg, opened the bridge while it was raining.", "Jan Berg opened the bridge."),
    ("Ana Ruiz, who was born in Lund, runs the port of Malmo.", "Ana Ruiz runs the port of Malmo."),
    ("Jan Berg sold the mill to the bank in 1990.", "In 1990, Jan Berg sold the mill to the bank."),
    ("The hall was full; Jan Berg sold the mill in 1990.", "Jan Berg sold the mill in 1990."),
    ("Ana Ruiz, executive director of the Lund Trust, opened the fair.", "Ana Ruiz of the Lund Trust opened the fair."),
    ("Ana Ruiz was taken to Lund shortly before her birthday.", "Ana Ruiz was taken to Lund."),
    ("Jan Berg thanked all his guests, but none more than Ana Ruiz.", "Jan Berg thanked all his guests."),
    ("Jan Berg said that the mill was sold and that the bank was content.", "Jan Berg said that the mill was sold."),
]
NOT_FOLLOWING = [
    ("Ana Ruiz thanked Jan Berg for the report.", "Jan Berg thanked Ana Ruiz for the report.", "who does it"),
    ("The council did not sell the mill to the bank.", "The council sold the mill to the bank.", "it is denied"),
    ("The council may sell the mill to the bank.", "The council will sell the mill to the bank.", "it is only possible"),
    ("The council wants to sell the mill to the bank.", "The council sells the mill to the bank.", "it is only intended"),
    ("If the bank agrees, the council sells the mill.", "The council sells the mill.", "it depends on a condition"),
    ("Part of the bridge was closed on Monday.", "The bridge was closed on Monday.", "it is so of a part"),
    ("Ana Ruiz bought several boats in Lund.", "Ana Ruiz bought one boat in Lund.", "how many"),
    ("Jan Berg drove from Lund to Malmo.", "Jan Berg drove from Malmo to Lund.", "the direction"),
    ("Ana Ruiz won a gold or silver medal in Lund.", "Ana Ruiz won a gold medal in Lund.", "one of two"),
    ("Exports of copper rose by 4 percent in May.", "Exports rose by 4 percent in May.", "what it is a part of"),
    ("Jan Berg invited Ana Ruiz to the fair.", "Jan Berg invited to the fair.", "the object is left out"),
    ("Ana Ruiz said that the old mill was for sale.", "The old mill was for sale.", "who says it is left out"),
    ("Deputy Prime Minister Jan Berg opened the fair.", "Deputy Minister Jan Berg opened the fair.", "a part of an office"),
    ("His answer was one of the longest in the debate.", "His answer was the longest in the debate.", "one of several"),
    ("The council voted against the plan to close the mill.", "The council voted to close the mill.", "what it voted on"),
    ("The international court met in Lund.", "The internal court met in Lund.", "another word"),
    ("The company that Jan Berg founded sold the mill in 2005.", "Jan Berg sold the mill in 2005.", "who does it"),
    ("Nobody saw Jan Berg leave the mill.", "Jan Berg left the mill.", "it is denied above"),
    (
        "Ana Ruiz said the mill was sold, but Jan Berg warned it was not ready.",
        "Jan Berg said the mill was sold, but Ana Ruiz warned it was not ready.",
        "who says what",
    ),
    ("The old boat was stolen in Lund.", "He stole the old boat in Lund.", "somebody is added"),
    ("Jan Berg called off the strike.", "Jan Berg called the strike.", "a particle is left out"),
    ("Jan Berg said that the letter was about the mill.", "Jan Berg wrote the letter about the mill.", "a deed, no attribution"),
    ("The old mill partly collapsed in May.", "The old mill collapsed in May.", "how far"),
    ("Under the plan, the council buys the mill.", "The council buys the mill.", "it is so by a plan"),
    ("The council cleared land for Jan Berg to build a pier.", "Jan Berg built a pier.", "it has not happened"),
    ("The crowd ran as though the hall was burning.", "The hall was burning.", "it is only thought"),
    ("The community leader left the hall.", "The communist leader left the hall.", "another word"),
    ("The bomb exploded in the hall.", "The bomb exploded outside the hall.", "the place"),
    ("The attack by Jan Berg failed.", "The attack on Jan Berg failed.", "whose attack"),
    (
        "The mayor spoke. Exports of copper rose by 4 percent in May.",
        "The mayor spoke, and exports rose by 4 percent in May.",
        "what it is a part of, in the second of two sentences",
    ),
    ("The council is building a pier.", "The council built a pier.", "it is not over"),
    ("Jan Berg visited the city where Ana Ruiz won.", "Jan Berg visited the city that Ana Ruiz won.", "where, not what"),
    ("They said to Jan Berg that the mill was sold.", "According to Jan Berg, the mill was sold.", "who says it"),
    ("Ana Ruiz, a former director of the Lund Trust, opened the fair.", "Ana Ruiz of the Lund Trust opened the fair.", "former"),
    ("Ana Ruiz, ambassador in Norway, opened the fair.", "Ana Ruiz of Norway opened the fair.", "where she works"),
    ("If the bank agrees, the mill is sold; the port stays open.", "The mill is sold.", "it depends on a condition"),
    ("“It is not true,” said Jan Berg, “that the mill was sold.”", "Jan Berg said the mill was sold.", "he denies it"),
    ("The council cleared land for Jan Berg to move to Lund.", "Jan Berg moved to Lund.", "it has not happened"),
    ("Jan Berg thanked most guests, but none in Lund.", "Jan Berg thanked most guests in Lund.", "it is denied there"),
    ("The story is a myth; Jan Berg burned the mill.", "The mill was burned by Jan Berg.", "the clause before it unsays it"),
    ("Jan Berg said that the mill was sold and that this was a joke.", "Jan Berg said the mill was sold.", "it is commented on"),
    ("Jan Berg said the mill is safe and that only its tower is safe.", "Jan Berg said the mill is safe.", "it is limited"),
    ("The town is closer to Lund than to Malmo.", "The town is closer to Malmo than to Lund.", "what is compared"),
]


def sentences(lines: str) -> tuple[Sentence, ...]:
    return speakers.attribute([Sentence(lines, lines, 1, 1)])


@pytest.mark.parametrize(("lines", "text"), FOLLOWING)
def test_the_same_relations_in_another_order_follow(parser, lines, text):
    assert follows(text, sentences(lines), parser)


@pytest.mark.parametrize(("lines", "text", "difference"), NOT_FOLLOWING)
def test_another_relation_or_a_needed_part_left_out_does_not_follow(parser, lines, text, difference):
    assert not follows(text, sentences(lines), parser), difference


def test_what_one_speaker_says_does_not_follow_for_another(parser):
    lines = "Ana Ruiz criticised the plan. Jan Berg said the mill was ready for winter."
    cited = speakers.attribute([Sentence(part, part, 1, 1) for part in lines.replace(". ", ".\n").split("\n")])
    assert follows("Jan Berg said the mill was ready for winter.", cited, parser)
    assert not follows("Ana Ruiz said the mill was ready for winter.", cited, parser)


def test_a_number_of_another_sentence_is_not_taken_over(parser):
    cited = [Sentence(part, part, 1, 1) for part in ("In 2019, 40 fishermen left Lund.", "Fishermen signed a letter in May.")]
    assert not follows("40 fishermen signed a letter in May.", cited, parser)


def test_of_very_long_lines_nothing_follows(parser):
    line = "Ana Ruiz left Lund after the concert. " * 200
    assert not follows("Ana Ruiz left Lund after the concert.", [Sentence(line, line, 1, 1)], parser)


def test_a_name_given_in_full_elsewhere_in_the_lines_is_one_name(parser):
    cited = [Sentence(part, part, 1, 1) for part in ("The fair was visited by Ana Ruiz.", "Ruiz left Lund after the concert.")]
    assert follows("Ana Ruiz left Lund after the concert.", cited, parser)


def cited(*lines: str) -> tuple[Sentence, ...]:
    return speakers.attribute([Sentence(line, line, number, number) for number, line in enumerate(lines, start=1)])


NAMED = ("The old Rialto Hall burned in May.", "In June, the hall was sold by the council.")


def test_what_a_noun_with_the_article_alone_refers_to_is_known_by_its_name(parser):
    assert follows("In June, the Rialto Hall was sold by the council.", cited(*NAMED), parser)
    told = cited("Jan Berg wrote to the bank, Lund Savings.", "On Friday, the bank refused the loan.")
    assert follows("On Friday, Lund Savings refused the loan.", told, parser)


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("A bank in Lund failed in May.", "In Malmo, the bank sold the mill.", "A bank in Lund sold the mill."),
        ("Three Rialto halls burned in May.", "In June, the hall was sold.", "Three Rialto halls were sold in June."),
        ("A former Rialto hall burned in May.", "In June, the hall was sold.", "A former Rialto hall was sold in June."),
        ("No Rialto hall burned in May.", "In June, the hall was sold.", "No Rialto hall was sold in June."),
    ],
)
def test_a_noun_with_the_article_alone_takes_over_no_place_number_or_denial(parser, before, after, text):
    assert not follows(text, cited(before, after), parser)


def test_two_speakers_may_be_set_against_each_other_whatever_the_time(parser):
    said = cited("Ana Ruiz said the mill was sold.", "Jan Berg said the port was shut.")
    assert follows("Ana Ruiz said the mill was sold, while Jan Berg said the port was shut.", said, parser)


def test_two_events_are_not_put_into_one_time(parser):
    events = cited("Jan Berg slept in 1990.", "The mill burned in 2005.")
    assert not follows("The mill burned in 2005, while Jan Berg slept.", events, parser)
    held = cited("Jan Berg was mayor in 1990.", "In 2005, the mill burned in Lund.")
    assert not follows("In 2005, the mill burned in Lund, while Jan Berg was mayor.", held, parser)
