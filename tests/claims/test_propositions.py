"""A sentence is split into what its clauses state, without what only reports it."""

from summarize.claims.propositions import propositions


def texts(text: str, parser) -> list[str]:
    return [each.text for each in propositions(text, parser.parse(text))]


def test_who_says_something_and_on_which_occasion_is_left_out(parser):
    said = texts("At the start of a long speech on state radio, Ana Rau said the port would close in May.", parser)
    assert said == ["the port would close in May"]


def test_two_clauses_of_one_subject_are_two_propositions(parser):
    assert texts("The council bought a ferry and it sold the old pier to Lind.", parser) == [
        "The council bought a ferry",
        "it sold the old pier to Lind",
    ]


def test_what_is_aimed_at_is_not_what_happens(parser):
    (aimed,), (done,) = (
        propositions(text, parser.parse(text))
        for text in ("The council aims to close the port.", "The council will close the port.")
    )
    assert aimed.words == done.words
    assert (aimed.intended, done.intended) == (True, False)


def test_a_condition_belongs_to_what_it_limits(parser):
    assert texts("The council will close the port if the pier sinks.", parser) == [
        "The council will close the port the pier sinks"
    ]


def test_a_capital_counts_as_its_country(parser):
    (one,), (other,) = (
        propositions(text, parser.parse(text)) for text in ("They will trade with Lima.", "They will trade with Peru.")
    )
    assert one.words == other.words
