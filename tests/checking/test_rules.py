"""A sentence passes only if its cited line says it."""

import pytest

from summarize.checking.corroboration import agrees
from summarize.checking.rules import verify
from summarize.text.register import Register
from summarize.types.evidence import Sentence
from tests.conftest import one

SOURCES = {
    "speech": "Chilean President Ana Ruiz told Jan Berg on Friday that the port, which opened in 1990, "
    "would not close before March.",
    "trade": "Exports of copper rose sharply by 12 percent to 340 tonnes, and imports fell by 7 percent.",
    "roles": "Chile overtook Peru as the region's top supplier of copper last month.",
    "hedge": "However, Berg said Chile might join the talks if the tariffs were lifted.",
    "quote": "Ruiz called the plan “fair and final” but did not sign it, according to RTX.",
    "loaded": "The flailing government of Peru raised the tax in May.",
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("speech", SOURCES["speech"]),
        ("speech", "Ana Ruiz told Jan Berg on Friday that the port would not close before March."),
        ("trade", "Exports of copper rose by 12 percent to 340 tonnes, and imports fell by 7 percent."),
        ("roles", SOURCES["roles"]),
        ("hedge", "Berg said Chile might join the talks if the tariffs were lifted."),
        ("quote", SOURCES["quote"]),
        ("quote", 'Ruiz called the plan "fair and final" but did not sign it, according to RTX.'),
        ("loaded", "The government of Peru raised the tax in May."),
        ("speech", "On Friday, Ana Ruiz told Jan Berg that the port will not close before March."),
        ("speech", "The port would not close before March, Chilean President Ana Ruiz told Jan Berg."),
        ("trade", "Imports fell by 7%."),
        ("roles", "Peru was overtaken by Chile as the region's top supplier of copper."),
        ("quote", "According to RTX, Ruiz called the plan “fair and final” but did not sign it."),
        ("loaded", SOURCES["loaded"]),
    ],
)
def test_what_the_line_says_is_supported(source, text, parser):
    verdict = verify(text, [one(SOURCES[source])], parser=parser)
    assert verdict.supported, verdict.problem


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("speech", "Ana Ruiz told Jan Berg that the port would close before March."),
        ("speech", "The port would not close before March."),
        ("speech", "Jan Berg told Ana Ruiz that the port would not close before March."),
        ("speech", "Ana Ruiz told Jan Berg that the port would not close before April."),
        ("speech", "Ana Ruiz told Jan Berg that the port, which opened in 1991, would not close before March."),
        ("speech", "Ana Ruiz told Jan Berg that the port would not close."),
        ("trade", "Exports of copper rose by 7 percent to 340 tonnes, and imports fell by 12 percent."),
        ("trade", "Exports of copper fell by 12 percent to 340 tonnes."),
        ("trade", "Exports of copper rose by 12 percent to 340 tons, and imports fell by 7 percent."),
        ("trade", "Imports of copper rose by 12 percent to 340 tonnes."),
        ("roles", "Peru overtook Chile as the region's top supplier of copper."),
        ("roles", "Chile overtook the region's top supplier of copper last month."),
        ("roles", "Chile overtook Peru as the region's supplier of copper last month."),
        ("hedge", "Berg said Chile would join the talks."),
        ("hedge", "Berg said Chile might join the talks."),
        ("hedge", "Chile might join the talks if the tariffs were lifted."),
        ("quote", "Ruiz called the plan “fair and firm” but did not sign it, according to RTX."),
        ("quote", "Ruiz called the plan fair and final but did not sign it, according to RTX."),
        ("quote", "Ruiz called the plan “fair and final” but did not sign it."),
        ("quote", "Ruiz called the plan “fair and final”."),
        ("quote", "Berg called the plan “fair and final” but did not sign it, according to RTX."),
        ("loaded", "The government of Peru raised the tax in May and won the election."),
        ("trade", "Exports of copper would rise by 12 percent to 340 tonnes."),
        ("roles", "He overtook Peru as the region's top supplier of copper last month."),
        ("roles", "Peru."),
    ],
)
def test_what_the_line_does_not_say_is_not_supported_and_a_reason_is_given(source, text, parser):
    verdict = verify(text, [one(SOURCES[source])], parser=parser)
    assert not verdict.supported
    assert verdict.problem
    assert verdict.support < 1


@pytest.mark.parametrize(
    ("lines", "text", "supported"),
    [
        (("The hall was full; Jan Berg had sold the mill to Norway.",), "Jan Berg had sold the mill to Norway.", True),
        (("The report was wrong; Jan Berg had sold the mill to Norway.",), "Jan Berg had sold the mill to Norway.", False),
        (("The options do not end there; Jan Berg had sold the mill to Norway.",), "Jan Berg had sold the mill to Norway.", True),
        (("Nobody cared; Jan Berg had sold the mill to Norway.",), "Jan Berg had sold the mill to Norway.", False),
        (("Ana Ruiz said the mill was safe and dry.",), "Ana Ruiz said the mill was safe.", True),
        (("Ana Ruiz said that the mill was safe and that this was a lie.",), "Ana Ruiz said that the mill was safe.", False),
        (("Lund grew in May.", "Malmo shrank in May."), "Lund grew in May, while Malmo shrank in May.", True),
        (("The guard slept in 1990.", "The mill burned in 2005."), "The mill burned in 2005, while the guard slept.", False),
    ],
)
def test_a_clause_beside_another_is_supported_unless_that_changes_what_it_says(lines, text, supported, parser):
    cited = [Sentence(line, line, number, number) for number, line in enumerate(lines, start=1)]
    assert verify(text, cited, parser=parser).supported is supported


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Berg said: “We will build a new pier”", True),
        ("Ruiz said: “We will build a new pier”", False),
        ("Berg said: “We will build two new piers”", False),
        ("Berg said, according to RTX: “We will build a new pier”", False),
    ],
)
def test_a_quotation_is_checked_for_its_words_and_its_speaker(text, supported):
    assert verify(text, [one("“We will build a new pier,” Berg told Ruiz.")]).supported is supported


def test_a_document_can_only_be_quoted_whole():
    source = one("Berg denied that the pier was unsafe.")
    assert verify("The document states: “Berg denied that the pier was unsafe.”", [source]).supported
    assert not verify("The document states: “the pier was unsafe.”", [source]).supported


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("The president, Ana Ruiz, told Jan Berg by telephone that the port would not close before March.", True),
        ("Ana Ruiz told Jan Berg that the port would close before March.", False),
        ("Ana Ruiz told Jan Berg that the port would not close before April.", False),
        ("Ana Ruiz said that the port would not close before March.", False),
        ("Ana Ruiz told Jan Berg that 2 ports would not close before March.", False),
        ("Ana Ruiz wanted to tell Jan Berg that the port would not close before March.", False),
        ("Ana Ruiz managed to tell Jan Berg that the port would not close before March.", True),
    ],
)
def test_a_further_source_must_agree_in_numbers_names_and_polarity(other, expected):
    assert agrees("Ana Ruiz told Jan Berg that the port would not close before March.", [one(other)]) is expected


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Ana Ruiz of the Lund Harbour Watch disagreed.", "Ana Ruiz said that the Lund Harbour Watch would accept the new pier."),
        ("The report recommends a pier of 105 metres.", "The new pier will be 105 metres long, as in the report."),
        ("The new pier will be 105 metres long.", "The report recommends that the new pier be 105 metres long."),
        ("Residents demand that the pier be closed.", "The pier of the residents has been closed."),
    ],
)
def test_a_further_source_that_has_only_the_names_or_what_was_wanted_does_not_agree(text, other):
    assert not agrees(text, [one(other)])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Berg said that " + "also on Monday in May and " * 20 + "it did not rain.", "Berg said that it rained in May."),
        (", ".join(["in May on Monday with Ruiz and not at noon"] * 30) + " Berg left.", "Berg left in May."),
        ("Berg left Lima.", "Berg left Lima " * 3000 + "."),
        ("", "Berg left Lima in May."),
        ("“”", "Berg left Lima in May."),
    ],
)
def test_text_made_to_confuse_the_check_is_refused(source, text):
    from summarize.types.evidence import Sentence

    assert not verify(text, [Sentence(source, source, 1, 1)]).supported


def test_an_abbreviation_that_reads_as_a_pronoun_is_the_name_that_it_stands_for(parser):
    line, known = one("The World Harbour Organisation (WHO) closed the old lock in May."), Register()
    known.abbreviate("WHO", ["World", "Harbour", "Organisation"])
    assert verify("The World Harbour Organisation closed the old lock in May.", [line], known, parser).supported


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("The illness struck 3,896 men (144 a year) and 627 women (34 a year).", True),
        ("The illness struck 3,896 men and 627 women.", True),
        ("The illness struck 3,896 men (144 a year) and 627 women.", True),
        ("The illness struck 3,896 men and 627 women (34 a year).", False),
    ],
)
def test_a_number_in_brackets_stays_with_what_it_is_of(text, supported, parser):
    line = "The illness struck 3,896 men (144 a year) and 627 women (34 a year)."
    assert verify(text, [one(line)], parser=parser).supported is supported
