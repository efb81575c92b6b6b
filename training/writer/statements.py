"""Sentences of speech and attribution, put together from parts written for this: who says what, to whom, and who reports it.

Each comes with the sentence that an editor would make of it. News texts hold few attributions of each form; what the model
must never lose is shown to it here in many.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

SPEAKERS = tuple(
    tuple(line.split(" | "))
    for line in """Amara Okoye | Okoye | the health minister
Jonas Lindqvist | Lindqvist | the head of the port authority
Mei Tanaka | Tanaka | a spokeswoman for the ferry company
Carlos Mendoza | Mendoza | the mayor
Ruth Abelson | Abelson | the lead author of the study
Tomasz Wolski | Wolski | a lawyer for the tenants
Fatima Benali | Benali | the central bank's deputy governor
Henrik Dahl | Dahl | the company's chief executive
Leila Haddad | Haddad | the union's negotiator
Peter Kovacs | Kovacs | the defence secretary
Grace Wanjiru | Wanjiru | the director of the museum
Ivan Petrenko | Petrenko | the regional governor
Sofia Marques | Marques | the opposition leader
Daniel O'Brien | O'Brien | the team's coach
Yuki Sato | Sato | an engineer at the plant
Nadia Rahman | Rahman | the education commissioner""".splitlines()
)
"""Full name, last name, description."""
OUTLETS = tuple(
    """the state news agency; the Daily Courier; the broadcaster NRT; a local newspaper; Reuters; the agency Interpress; the
    Evening Standard; state television; CCTV; the Financial Review""".replace("\n    ", " ").split("; ")
)
PLACES = (
    "in the capital",
    "in Geneva",
    "at a hearing",
    "after the meeting",
    "at a press conference",
    "in a radio interview",
    "in parliament",
)
DAYS = ("on Monday", "on Tuesday", "on Thursday", "on Friday", "late on Sunday", "last week", "earlier this month")
PLAIN = tuple(
    """the new ferry would not sail before June
the hospital had run out of two of its three vaccines
the budget would grow by 4.2 percent next year
the bridge could not be repaired while trucks used it
the talks had not failed but would take longer
about 1,200 families had been moved to higher ground
the company did not plan to close any of its four mills
the tax should be paid by landlords rather than by tenants
the army had no order to cross the river
prices might fall again if the harvest was good
the school would open with 350 pupils instead of 500
the agreement was never meant to replace the treaty
at least nine of the wells were polluted
the two countries would sign the contract in Oslo
the union had rejected an offer of 3 percent
the vaccine protected most adults for about a year
the train had been travelling at nearly 140 kilometres an hour
the museum would lend the painting to Vienna
the report did not blame the pilots
the city wanted to buy 60 electric buses""".splitlines()
)
"""Reported statements."""
SPOKEN = tuple(
    """We will not sell the harbour
Nobody told us that the pump had failed
This is the largest order that we have ever had
I do not think that the law will pass this year
There are about 40 people still missing
We have asked for help and we have not been given any
The river rose faster than any of our models said
You cannot heat a school with promises
Our offer stands until the end of March
It was a mistake, and we have said so""".splitlines()
)
"""Quoted statements."""
QUOTED = (
    "a step backwards",
    "neither fair nor lawful",
    "a matter of months",
    "the last resort",
    "a very small price",
    "unusually dry",
)
"""Quoted words within a statement."""
ASIDES = (
    "who took office two years ago",
    "who has led the talks since March",
    "a former judge",
    "speaking through an interpreter",
    "who was appointed in 2019",
)
TAILS = (
    "adding that more would be known soon",
    "as protesters gathered outside",
    "while journalists were still taking their seats",
    "which surprised many in the room",
    "in what was the first such visit for years",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and what an editor would make of it."""

    source: str
    short: str


def statements(chance: random.Random, count: int) -> Iterator[Statement]:
    """So many sentences of speech, each with its short form."""
    forms = (_reported, _reported_behind, _told, _according, _quoted, _quoted_behind, _within)
    for number in range(count):
        yield forms[number % len(forms)](chance)


def _who(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    """A speaker as introduced, the short form of that, and the parts."""
    parts = chance.choice(SPEAKERS)
    name, last, described = parts
    way = chance.randrange(4)
    if way == 0:
        return f"{name}, {chance.choice(ASIDES)},", name, parts
    if way == 1:
        return f"{name}, {described},", name, parts
    return (name, name, parts) if way == 2 else (last, last, parts)


def _reported(chance: random.Random) -> Statement:
    who, short, _ = _who(chance)
    said = chance.choice(PLAIN)
    verb = chance.choice(("said", "said", "stressed", "warned", "added", "noted"))
    opening = chance.choice(
        (f"Speaking {chance.choice(PLACES)} {chance.choice(DAYS)}, ", f"{chance.choice(DAYS).capitalize()}, ", "")
    )
    opening = opening if opening.startswith(("Speaking", "On")) else ""
    where = f" {chance.choice(PLACES)}" if not opening else ""
    tail = f", {chance.choice(TAILS[1:])}" if chance.random() < 0.5 else ""
    return Statement(f"{opening}{who} {verb}{where} that {said}{tail}.", f"{short} {verb} that {said}.")


def _reported_behind(chance: random.Random) -> Statement:
    who, short, _ = _who(chance)
    said = chance.choice(PLAIN)
    said = said[:1].upper() + said[1:]
    who = who.rstrip(",") if who.count(",") > 1 else who
    return Statement(f"{said}, {who} said {chance.choice(DAYS)} {chance.choice(PLACES)}.", f"{said}, {short} said.")


def _told(chance: random.Random) -> Statement:
    who, short, parts = _who(chance)
    other = chance.choice([each for each in SPEAKERS if each != parts])[chance.randrange(2)]
    said = chance.choice(PLAIN)
    return Statement(
        f"{who} told {other} {chance.choice(DAYS)} that {said}, {chance.choice(TAILS[1:])}.", f"{short} told {other} that {said}."
    )


def _according(chance: random.Random) -> Statement:
    who, short, _ = _who(chance)
    said, outlet = chance.choice(PLAIN), chance.choice(OUTLETS)
    if chance.random() < 0.5:
        plain = said[:1].upper() + said[1:]
        return Statement(f"{plain}, {chance.choice(TAILS[1:])}, according to {outlet}.", f"{plain}, according to {outlet}.")
    return Statement(
        f"{who} said {chance.choice(DAYS)} that {said}, according to {outlet}.",
        f"{short} said that {said}, according to {outlet}.",
    )


def _quoted(chance: random.Random) -> Statement:
    who, short, _ = _who(chance)
    spoken = chance.choice(SPOKEN)
    return Statement(f"{who} said {chance.choice(PLACES)}: “{spoken}.”", f"{short} said: “{spoken}.”")


def _quoted_behind(chance: random.Random) -> Statement:
    who, short, _ = _who(chance)
    spoken = chance.choice(SPOKEN)
    who = who.rstrip(",") if who.count(",") > 1 else who
    other = chance.choice(("reporters", "members of the committee", "a crowd", "journalists"))
    return Statement(
        f"“{spoken},” {who} told {other} {chance.choice(PLACES)} {chance.choice(DAYS)}.", f"“{spoken},” {short} told {other}."
    )


def _within(chance: random.Random) -> Statement:
    who, short, _ = _who(chance)
    words, thing = chance.choice(QUOTED), chance.choice(("the plan", "the ruling", "the offer", "the delay", "the summer"))
    verb = chance.choice(("called", "described"))
    as_ = " as" if verb == "described" else ""
    tail = f", {chance.choice(TAILS[1:])}"
    return Statement(f"{who} {verb} {thing}{as_} “{words}”{tail}.", f"{short} {verb} {thing}{as_} “{words}”.")
