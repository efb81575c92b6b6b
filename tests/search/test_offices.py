"""A group that a question names by its office is read as those who hold it in the documents."""

BERG = "President Jan Berg said that trade with Malmo was growing fast. President Jan Berg left on Monday.\n\n"
RUIZ = "The northern president, Ana Ruiz, met President Jan Berg.\n\nPresident Ana Ruiz said that trade in fish was falling.\n\n"
OTHER = "The harbour master, Karl Aune, said that trade was none of his business.\n\n"


def test_the_presidents_are_those_who_are_called_so(asked):
    found = asked(BERG + RUIZ + OTHER, "what did the presidents say about trade")
    said = " ".join(sentence.text for sentence in found.sentences)
    assert "growing fast" in said
    assert "in fish was falling" in said
    assert "business" not in said
    assert {"Jan Berg", "Ana Ruiz"} == set(dict(found.reading.corrected)["the presidents"].split(" and "))


def test_a_word_for_all_offices_of_a_kind_names_the_same_people(asked):
    found = asked(BERG + RUIZ + OTHER, "What did both leaders say about trade?")
    said = " ".join(sentence.text for sentence in found.sentences)
    assert "growing fast" in said
    assert "in fish was falling" in said


def test_two_are_those_who_are_named_most(asked):
    third = "President Bo Lind said that trade was a matter for the port.\n\nPresident Ana Ruiz slept.\n\n"
    found = asked(BERG + RUIZ + third, "what did the two presidents say about trade")
    assert "Bo Lind" not in dict(found.reading.corrected)["the two presidents"]


def test_a_group_that_speaks_as_one_is_read_as_it_is_written(asked):
    text = BERG + RUIZ + "The presidents said on Friday that trade would be free.\n"
    assert asked(text, "what did the presidents say about trade").reading.corrected == ()


def test_a_group_that_nobody_belongs_to_is_not_found(asked):
    found = asked(BERG + RUIZ, "what did the ministers say about trade")
    assert not found.sentences
    assert found.reading.corrected == ()


def test_one_holder_of_an_office_is_no_group(asked):
    assert asked(BERG, "what did the presidents say about trade").reading.corrected == ()


def test_officials_are_not_whoever_holds_some_office(asked):
    text = BERG.replace("President", "Mayor") + RUIZ.replace("president", "mayor").replace("President", "Mayor")
    found = asked(text, "what did officials say about trade")
    assert not found.sentences


def test_a_group_that_is_told_from_others_is_not_all_who_hold_the_office(asked):
    assert asked(BERG + RUIZ, "what did the club presidents say about trade").reading.corrected == ()


def test_who_is_beside_an_office_does_not_hold_it(asked):
    text = BERG + "Ana Ruiz, wife of the president, said that trade was dull.\n\nAna Ruiz, not the president, left.\n"
    assert asked(text, "what did the presidents say about trade").reading.corrected == ()


def test_who_is_described_behind_the_name_holds_the_office(asked):
    text = BERG + "Ana Ruiz, the northern president, said that trade was dull.\n"
    assert dict(asked(text, "what did the presidents say about trade").reading.corrected)["the presidents"]
