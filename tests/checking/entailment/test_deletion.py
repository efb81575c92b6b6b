"""What is left of a sentence follows from it only if what is left out was never needed; each rule and guard is needed, too."""

import pytest

from summarize.checking.entailment import circumstances, comparison, coordination, deleted_part, deletion
from summarize.checking.rules import verify
from tests.conftest import one

FOLLOWS = {
    "is_aside": [
        ("The ferry, which was built in Gdansk, sank in March.", "The ferry sank in March."),
        ("Ona Reil, the keeper of the lock, opened the gate.", "Ona Reil opened the gate."),
        ("Ona Reil, a former judge, opened the gate.", "Ona Reil opened the gate."),
    ],
    "is_doubled": [
        ("They hired two divers, brothers from Split.", "They hired two divers."),
    ],
    "is_conjunct": [
        ("The council bought a crane and sold the barge.", "The council bought a crane."),
        ("The crew repaired the pump, the winch and the gate.", "The crew repaired the pump, the winch."),
        ("No barge or ferry was damaged in the storm.", "No barge was damaged in the storm."),
        ("The council sold two cranes and a barge.", "The council sold two cranes."),
    ],
    "is_first_conjunct": [
        ("The council bought a crane and sold the barge.", "The council sold the barge."),
        ("The mayor left, and the council closed the file.", "The council closed the file."),
    ],
    "is_further_clause": [("The lock is shut, so the barges wait at Lund.", "The lock is shut.")],
    "is_renamed": [("The head of the guard, Jan Orlik, left the tower.", "Jan Orlik left the tower.")],
    "is_described": [("Veteran diver Ona Reil found the anchor.", "Ona Reil found the anchor.")],
    "is_time": [
        ("The council opened the bridge on Friday.", "The council opened the bridge."),
        ("The council opened the bridge last week.", "The council opened the bridge."),
        ("On Wednesday, the divers are to leave Lund.", "The divers are to leave Lund."),
        ("The keeper said that in 1997 and 1998, he was asked to leave.", "The keeper said that he was asked to leave."),
    ],
    "is_place": [("The council honoured the divers in Lund.", "The council honoured the divers.")],
    "is_circumstance": [
        ("The council opened the bridge after a long dispute.", "The council opened the bridge."),
        ("During a dinner for the crew, Reil thanked the divers.", "Reil thanked the divers."),
    ],
    "is_manner": [("The crew left the ship in an orderly manner.", "The crew left the ship.")],
    "is_occasion": [
        ("Reil said at a dinner that the bridge was safe.", "Reil said that the bridge was safe."),
        ("Reil told Orlik last week that no barge had sunk.", "Reil told Orlik that no barge had sunk."),
        ("Speaking to divers at the lock, Reil said that the bridge was safe.", "Reil said that the bridge was safe."),
    ],
    "is_parallel": [
        (
            "Reil said in November that output had risen by 4 percent in value and by 9 percent in volume.",
            "Reil said in November that output had risen by 9 percent in volume.",
        )
    ],
    "is_ground": [("The barges waited because the lock was shut.", "The barges waited.")],
    "is_empty": [("The brutal storm closed the harbour.", "The storm closed the harbour.")],
}
"""For each rule, sentences and what follows from them by this rule and by no other."""

DOES_NOT_FOLLOW = {
    "an object": [
        ("The two armies exchanged artillery fire on Friday.", "The two armies exchanged on Friday."),
        ("Reil had a son in the game.", "Reil had in the game."),
        ("The council gave the divers a medal.", "The council gave the divers."),
        ("The crew demanded this of the owner.", "The crew demanded of the owner."),
        ("The lock keeps the water out of the town.", "The lock keeps out of the town."),
        ("She opened the gate and painted the tower.", "She opened and painted the tower."),
    ],
    "an agent": [
        ("The bridge was closed by the army.", "The bridge was closed."),
        ("In 2007 the keeper left the lock.", "In 2007 left the lock."),
        ("Reil said the keeper had left the lock.", "Reil said had left the lock."),
        ("The flood began when a log broke the gate.", "The flood began when broke the gate."),
        ("The keeper of the upper lock sold the barge.", "The lock sold the barge."),
        ("Tropical storms are fed by warm water.", "Tropical storms are fed."),
    ],
    "a complement": [
        ("The council wants to sell the barge.", "The council wants."),
        ("Reil says the bridge is safe.", "Reil says."),
        ("The keeper is ready to open the gate.", "The keeper is ready."),
        ("The storm led the crew to leave the ship.", "The storm led the crew."),
        ("The old lock became a museum.", "The old lock became."),
        ("The council asked the army to build a bridge.", "The council asked the army."),
    ],
    "who says it": [
        ("As the minister told reporters, the bridge is safe.", "The bridge is safe."),
        ("The bridge is safe, according to the army.", "The bridge is safe."),
        ("The bridge is safe, Reil said.", "The bridge is safe."),
        ("According to Reil, the bridge is safe.", "The bridge is safe."),
        ("Reil believes that the bridge is safe.", "The bridge is safe."),
        ("The bridge is safe, Reil joked.", "The bridge is safe."),
        ("The army said Reil had found the anchor.", "Reil had found the anchor."),
    ],
    "a part of a name": [
        ("The Greek Orthodox Church closed the school.", "The Orthodox Church closed the school."),
        ("The National Security Council met in Lund.", "The Security Council met in Lund."),
        ("North Sea Ferries closed the line.", "Sea Ferries closed the line."),
        ("South Korea closed the port.", "Korea closed the port."),
        ("The New Zealand government closed the port.", "The New government closed the port."),
        ("The Bank of England sold the gold.", "The Bank sold the gold."),
    ],
    "a restriction": [
        ("The council repealed laws banning illegal migrants.", "The council repealed laws banning migrants."),
        ("The crew repaired the broken pump.", "The crew repaired the pump."),
        ("The council bans very heavy barges.", "The council bans heavy barges."),
        ("Ships that carry oil pay the toll.", "Ships pay the toll."),
        ("Only ships under 20 metres pay the toll.", "Ships pay the toll."),
        ("The council sold a fake painting.", "The council sold a painting."),
        ("Exports of copper rose by 4 percent.", "Exports rose by 4 percent."),
    ],
    "a condition": [
        ("The gate opens if the water falls.", "The gate opens."),
        ("Unless it rains, the barges leave on Friday.", "The barges leave on Friday."),
        ("If it rains on Friday, the barges wait.", "If it rains, the barges wait."),
        ("The rope is kept for one year, unless heat damaged it.", "The rope is kept for one year."),
        ("The barges leave when the gate is open.", "The barges leave."),
        ("The barges leave on Friday, weather permitting.", "The barges leave on Friday."),
        ("The barges leave on Friday, time allowing.", "The barges leave on Friday."),
        ("All barges were sold, tugs excepted.", "All barges were sold."),
        ("Provided that the owner agrees, the barge is sold.", "The barge is sold."),
    ],
    "a negation or what it denies": [
        ("The council did not open the bridge on Friday.", "The council did not open the bridge."),
        ("The council never sold the barge.", "The council sold the barge."),
        ("The keeper did not leave because it rained.", "The keeper did not leave."),
        ("No barge left the harbour in May.", "No barge left the harbour."),
        ("The council did not sell the crane and the barge.", "The council did not sell the crane."),
        ("The crew hardly repaired the pump.", "The crew repaired the pump."),
    ],
    "one of several that belong together": [
        ("Reil chose between the crane and the barge.", "Reil chose between the crane."),
        ("Reil or Orlik opened the gate.", "Reil opened the gate."),
        ("Reil and Orlik met in Lund.", "Reil met in Lund."),
        ("Output of copper and tin rose by 4 percent.", "Output of copper rose by 4 percent."),
        ("Both the crane and the barge were sold.", "Both the crane were sold."),
        ("The red and white flag was stolen.", "The red flag was stolen."),
        ("The pair, Reil and Orlik, left the tower.", "The pair, Reil, left the tower."),
        ("The cargo was a mix of sand and gravel.", "The cargo was a mix of sand."),
        ("The crew mixes sand and cement.", "The crew mixes sand."),
        ("Reil and Orlik were rivals for the post.", "Reil was rivals for the post."),
    ],
    "how much something changed": [
        ("Output rose by 4 percent in May.", "Output rose by 4 percent."),
        ("The toll fell from 9 to 7 euros after the vote.", "The toll fell from 9 to 7 euros."),
    ],
    "a circumstance that is none": [
        ("The losses resulted in a strike.", "The losses resulted."),
        ("The team was in Lund.", "The team was."),
        ("The vote on Friday was close.", "The vote was close."),
        ("The crew waited for a week.", "The crew."),
        ("The ship belongs to the harbour.", "The ship belongs."),
        ("Two months after the vote, the lock opened.", "Two months, the lock opened."),
    ],
    "a circumstance that may belong to the last number": [
        (
            "The mill will create 45 permanent jobs and 300 during construction.",
            "The mill will create 45 permanent jobs and 300.",
        ),
        ("The firm will hire 40 people and 20 people in the spring.", "The firm will hire 40 people and 20 people."),
    ],
}
"""Sentences, and what does not follow from them, by what is left out."""

TRUE = [(rule, source, text) for rule, pairs in FOLLOWS.items() for source, text in pairs]
FALSE = [(kind, source, text) for kind, pairs in DOES_NOT_FOLLOW.items() for source, text in pairs]


@pytest.mark.parametrize(("rule", "source", "text"), TRUE)
def test_what_is_left_without_what_was_never_needed_is_supported(rule, source, text, parser):
    verdict = verify(text, [one(source)], parser=parser)
    assert verdict.supported, verdict.problem


@pytest.mark.parametrize(("kind", "source", "text"), FALSE)
def test_what_is_left_without_what_carried_its_truth_is_not_supported(kind, source, text, parser):
    assert not verify(text, [one(source)], parser=parser).supported


@pytest.mark.parametrize("rule", [rule.__name__ for rule in deletion.RULES])
def test_each_rule_is_needed_by_a_sentence_that_no_other_rule_lets_pass(rule, parser, monkeypatch):
    monkeypatch.setattr(deletion, "RULES", tuple(each for each in deletion.RULES if each.__name__ != rule))
    assert any(not verify(text, [one(source)], parser=parser).supported for source, text in FOLLOWS[rule])


def open_to_all(*_args, **_kwargs) -> bool:
    return True


def blind(*_args, **_kwargs) -> bool:
    return False


GUARDS = [
    (deleted_part.LeftOut, "is_whole", property(open_to_all)),
    (deleted_part.LeftOut, "is_set_off", property(open_to_all)),
    (deleted_part.LeftOut, "is_denied", property(blind)),
    (deleted_part.LeftOut, "is_fixed", property(blind)),
    (coordination, "_may_part", open_to_all),
    (coordination, "_is_joined", open_to_all),
    (circumstances, "_governs_predicate", open_to_all),
    (comparison, "needed_pronouns", lambda *_: frozenset()),
    (comparison, "may_go", open_to_all),
    (deletion, "_limits_last_number", blind),
    (comparison, "_omitted", lambda *_: ""),
]
"""Each guard, and what is put in its place to switch it off."""
CHANGED = [
    ("The council opened the bridge.", "The council opened the old bridge."),
    ("The barges left the harbour on Friday.", "The barge left the harbour on Friday."),
    ("The women closed the lock on Friday.", "The woman closed the lock on Friday."),
    ("Reil met a diver from Lund on Friday.", "Reil met divers from Lund on Friday."),
    ("Reil called the plan fair.", "Reil called the plan “fair”."),
    ("Reil called the plan “fair”.", "Reil called the plan fair."),
    ("The council is building a bridge.", "The council built a bridge."),
    ("The council plans to sell the barge.", "The council plans to sold the barge."),
    ("Reil sent the letter to Orlik.", "Reil sent the letter from Orlik."),
    ("Orlik travelled from Lund to Malmo.", "Orlik travelled to Lund from Malmo."),
    ("The army invited Reil.", "The army invited for Reil."),
    ("The lock was built by Friday.", "Friday built the lock."),
    ("Reil said: “The bridge is safe.”", "Reil said: “The bridge is not safe.”"),
]
OTHER_GUARDS = ["_added", "_requoted", "inflected", "_governed"]


@pytest.mark.parametrize(("place", "guard", "stand_in"), GUARDS, ids=[guard for _, guard, _ in GUARDS])
def test_each_guard_is_needed_by_a_sentence_that_passes_without_it(place, guard, stand_in, parser, monkeypatch):
    pairs = [(source, text) for _, source, text in FALSE] + CHANGED
    monkeypatch.setattr(place, guard, stand_in)
    assert any(verify(text, [one(source)], parser=parser).supported for source, text in pairs)


@pytest.mark.parametrize(("source", "text"), CHANGED)
def test_what_was_changed_is_not_supported(source, text, parser):
    assert not verify(text, [one(source)], parser=parser).supported


@pytest.mark.parametrize("guard", OTHER_GUARDS)
def test_each_guard_against_changes_is_needed(guard, parser, monkeypatch):
    monkeypatch.setattr(comparison, guard, lambda *_: "")
    assert any(verify(text, [one(source)], parser=parser).supported for source, text in CHANGED)


@pytest.mark.parametrize(
    ("source", "text", "supported"),
    [
        ("The ferry, which was built in Gdansk, sank in March.", "The ferry sank in March.", True),
        ("The council bought a crane and sold the barge.", "The council bought a crane.", False),
        ("The two armies exchanged artillery fire on Friday.", "The two armies exchanged on Friday.", False),
    ],
)
def test_without_a_parser_only_the_safest_forms_may_be_left_out(source, text, supported):
    assert verify(text, [one(source)]).supported is supported
