"""A name is read as the acronym, or the word of a contract, that the documents define and mostly use."""

DEFINED = "The Lund Harbour Authority (LHA) runs the old port.\n\n"
USED = "The LHA shut the port because a crane had sunk into the mud.\n\nThe LHA sells fish.\n\nThe LHA owns two boats.\n"


def test_a_name_in_full_finds_what_is_said_under_its_acronym(asked):
    found = asked(DEFINED + USED, "Why did the Lund Harbour Authority shut the port?")
    assert found.reading.corrected == (("Lund Harbour Authority", "LHA"),)
    assert "a crane had sunk" in found.sentences[0].text


def test_an_acronym_that_is_not_defined_is_not_read_into_a_name(asked):
    found = asked("The Lund Harbour Authority runs the old port.\n\n" + USED, "Why did the Lund Harbour Authority shut the port?")
    assert found.reading.corrected == ()


def test_a_name_that_is_mostly_written_in_full_stays(asked):
    text = DEFINED + "The Lund Harbour Authority sells fish.\n\nThe Lund Harbour Authority owns two boats.\n"
    assert asked(text, "What does the Lund Harbour Authority own?").reading.corrected == ()


CONTRACT = """between Lund Cleaning Ltd ("the Contractor") and Ana Ruiz ("the Client").

The Contractor shall wash the windows of the hall on Mondays.

The Contractor shall lock the hall in the evening.

The Client shall pay 300 euros for each week.
"""


def test_a_party_to_a_contract_is_asked_for_under_the_word_that_the_contract_has_for_it(asked):
    found = asked(CONTRACT, "When shall Lund Cleaning wash the windows?")
    assert found.reading.corrected == (("Lund Cleaning", "the Contractor"),)
    assert [sentence.citations[0].line for sentence in found.sentences] == [3]


def test_a_remark_in_brackets_is_no_definition(asked):
    text = CONTRACT.replace('("the Contractor")', "(the Contractor of last year)")
    assert asked(text, "When shall Lund Cleaning wash the windows?").reading.corrected == ()


def test_a_name_before_a_party_to_a_contract_is_not_that_party(asked):
    text = (
        'made in Malmo between Ana Ruiz ("the Client") and Lund Cleaning ("the Contractor").\n\n' + CONTRACT.split("\n\n", 1)[1]
    )
    assert asked(text, "What must be washed in Malmo?").reading.corrected == ()
