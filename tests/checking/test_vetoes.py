"""What certainly conflicts with the cited lines is found and explained; what follows from them never is."""

import pytest

from summarize.checking.vetoes import names, numbers, veto
from tests.conftest import read

FERRY = "The ferry “Anna” may sail again in May, the harbour master, Ines Rau, said on Tuesday."
COUNCIL = "The council did not approve the loan, and Rau criticised the mayor."
COST = "The bridge cost 4,812,345 euros, up from 2.4 million in 2019; 214 people worked on it, some of them at night."
CANAL = (
    "Four decades ago the canal had 115-160 locks. Brandt (born in 1943) got the prize of the International Panel on Canals of "
    "the Atlantic in 2007. Of the 12 prizes of the engineer from France three are from abroad, and most are in a museum in "
    "America. Brandt said that nobody believed it."
)
DOCK = (
    "The three-year works in and around the 400 docks cost 107 lives or more, and 238 people were hurt. Of 280 damages 39 "
    "percent are serious. One in three came from Britain, the first in the 48th week, the last in the 73rd. Workers were not "
    "able to leave. The town not only sold the Spanish ships. A tenth of the damages, 28 or so, are new."
)


@pytest.mark.parametrize(
    ("lines", "text", "reason"),
    [
        (COST, "The bridge cost 5.3 million euros.", "5.3"),
        (COST, "More than 300 people worked on the bridge.", "300"),
        (COST, "Fewer than 200 people worked on the bridge.", "200"),
        (COST, "The cost of the bridge has tripled.", "tripled"),
        (COST, "All of them worked at night.", "All"),
        (COST, "Only some of them worked on the bridge.", "Only"),
        (COST, "The bridge at Lund cost 4,812,345 euros.", "Lund"),
        (FERRY, "The ferry will sail again in May, Ines Rau said.", "may sail"),
        (FERRY, "The ferry may sail again in May, Otto Lind said.", "Lind"),
        (FERRY, "The ferry may sail “very soon”, Ines Rau said.", "very soon"),
        (COUNCIL, "The council approved the loan.", "approved"),
        (COUNCIL, "The mayor criticised Rau.", "the other way round"),
        (DOCK, "In the works 107 people died.", "at least 107"),
        (DOCK, "The docks number 450.", "450"),
        (DOCK, "Workers were able to leave.", "leave"),
        ("Traffic over the bridge rose by 25 percent.", "Traffic over the bridge rose by 25 points.", "percentage"),
        ("Traffic over the bridge had never been heavier, Rau noted.", "Traffic over the bridge is heavy.", "as a fact"),
    ],
)
def test_a_conflict_is_found_and_explained(parser, lines, text, reason):
    found = veto.conflict(text, read(lines), "", lines, parser)
    assert found is not None
    assert reason in found


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (COST, "The bridge cost more than 4.8 million euros."),
        (COST, "The bridge cost some 4.81 million euros, twice what was planned in 2019."),
        (COST, "Over 200 people worked on the bridge."),
        (COST, "Nearly 215 people worked on it, not all of them by day."),
        (FERRY, "According to Rau, the ferry might be back in May."),
        (FERRY, "Ines Rau thinks that the “Anna” may sail again in May."),
        (COUNCIL, "The mayor was criticised by Rau."),
        (COUNCIL, "The loan was not approved by the council."),
        (COUNCIL, "The council refused the loan."),
        (CANAL, "Some forty years ago the canal had between 115 and 160 locks."),
        (CANAL, "Brandt, who was born in 1943, was 63 or 64 when the IPCA gave him its prize in 2007."),
        (CANAL, "Most of the French engineer's 12 prizes, a quarter of them from abroad, are in a U.S. museum."),
        (CANAL, "“Nobody believed it,” Brandt said of the American museum."),
        (DOCK, "For three years there were works at 400 docks, in which 238 people were hurt."),
        (DOCK, "More than 100 damages are serious."),
        (DOCK, "A third came from the UK."),
        (DOCK, "The last one came 25 weeks after the first."),
        (DOCK, "Workers could not leave."),
        (DOCK, "The town sold ships of the Spaniards."),
        (DOCK, "Some 28 damages are new."),
    ],
)
def test_what_follows_conflicts_with_nothing(parser, lines, text):
    assert veto.conflict(text, read(lines), "", lines, parser) is None


def test_what_stands_above_may_give_a_number_and_a_speaker(parser):
    line, text = "She called it a disgrace.", "That travellers waited for 12 days was a disgrace, Ines Rau said."
    above = "Ines Rau spoke of a delay of 12 days."
    assert veto.conflict(text, read(line), above, f"{above} {line}", parser) is None
    assert veto.conflict(text, read(line), "", f"{above} {line}", parser) is not None


def test_a_date_or_a_name_may_come_from_elsewhere_in_the_document():
    document = "Lund, 3 May 2019. The bridge was opened."
    assert numbers.conflict("The bridge was opened on 3 May 2019.", "The bridge was opened.", document) is None
    assert numbers.conflict("The three bridges were opened.", "The bridges were opened.", document) is None  # counted from a list
    assert numbers.conflict("The 30 bridges were opened.", "The bridges were opened.", document) is not None
    assert names.conflict("The bridge at Lund was opened.", document) is None
