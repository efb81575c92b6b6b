"""What a question asks for is read from its words."""

import pytest

from summarize.errors import InputError, NoQuestionError
from summarize.search.answer_kinds import Wanted
from summarize.search.question import fits, keeps, parse


@pytest.mark.parametrize(
    ("text", "speaker", "terms"),
    [
        ("what did Ruiz say on copper", "Ruiz", ("copper",)),
        ("What did the Chilean president say about copper?", "Chilean president", ("copper",)),
        ("what has Ana Ruiz told Berg about the new port?", "Ana Ruiz", ("Berg", "new", "port")),
        ("What did the State Department say?", "State Department", ()),
        ("How did Ruiz describe the plan?", "Ruiz", ("plan",)),
        ("What is Chile's position on the new port?", "Chile", ("new", "port")),
        ("what was the State Department's view on the treaty", "State Department", ("treaty",)),
        ("what is the United States position on the treaty", "United States", ("treaty",)),
        ("What is the GPS position on the map?", None, ("GPS", "map")),
        ("How does sodium react with water?", None, ("sodium", "react", "water")),
        ("What is the position of the crane on the quay?", None, ("crane", "quay")),
        ("How much copper did Chile export?", None, ("copper", "Chile", "export")),
        ("What did it say?", None, ()),
        ("What did Ruiz say about Berg's port?", "Ruiz", ("Berg", "port")),
    ],
)
def test_whose_words_and_about_what(text, speaker, terms):
    found = parse(text)
    assert (found.speaker, found.terms) == (speaker, terms)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How many ships came?", Wanted.AMOUNT),
        ("When did the port close?", Wanted.TIME),
        ("Who closed the port?", Wanted.PERSON),
        ("How long was the port shut?", Wanted.DURATION),
        ("Why was the port shut?", Wanted.REASON),
        ("What happened in the port?", Wanted.ANYTHING),
    ],
)
def test_what_kind_of_answer_is_wanted(text, wanted):
    assert parse(text).wanted is wanted


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("How many ships came?", "Nine ships came.", True),
        ("How many ships came?", "Ships came.", False),
        ("How many ships came in 2020?", "Ships came in 2020.", False),
        ("When did the port close?", "It closed in May.", True),
        ("How long was the port shut?", "It closed in May.", False),
        ("Why was the port shut?", "It closed because of the storm.", True),
        ("Who closed the port?", "Then Berg closed it.", True),
        ("Who won the Lima Cup?", "The Lima Cup was won again.", False),
    ],
)
def test_whether_a_sentence_holds_what_is_wanted_and_not_in_the_question(asked, text, expected):
    assert fits(parse(asked), text) is expected


LINE = "The port closed after a storm broke two cranes, and ferries were sent to harbours further north."


@pytest.mark.parametrize(
    ("asked", "short", "expected"),
    [
        ("the port", "The port closed after a storm.", False),
        ("the port", "The port closed after a storm broke two cranes, and ferries were sent to harbours north.", True),
        ("When did the port close?", "The port closed after a storm.", True),
    ],
    ids=["too little for an open question", "most of it", "one fact was asked for"],
)
def test_an_open_question_keeps_most_of_what_a_line_says(asked, short, expected):
    assert keeps(parse(asked), short, LINE) is expected


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(InputError, match="20,000 characters"):
        parse("x" * 20_000)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "???",
        "👍",
        "hello",
        "Hi there!",
        "HELLO",
        "thanks!",
        "Thank you so much for your help.",
        "ok, great, bye",
        "Good morning",
        "see you later",
        "yes",
        "help",
        "Can you help me, please?",
        "who are you?",
        "What's your name?",
        "How are you doing today?",
        "WHAT CAN YOU DO",
        "why?",
        "and then what",
        "danke schön",
        "merci beaucoup",
        "спасибо",
        "谢谢",
    ],
)
def test_what_names_nothing_to_look_for_is_no_question(text):
    with pytest.raises(NoQuestionError, match="ask about the documents"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        '"hello"',
        "'Hello'",
        "“thanks”",
        "who built the Hello",
        "what is Hello?",
        "hello world",
        "thanks for the report: what does it say on rent?",
        "Hi, can you tell me when the port closed?",
        "help desk",
        "goodbye letter of Ana Ruiz",
        "What did it say?",
        "What is this about?",
        "what about her?",
        "WHO",
        "US",
        "mine",
        "May",
        "fine",
        "rent",
        "2021",
        "who thanked you for the bridge",
        "was kostet die Fahrkarte",
    ],
)
def test_what_names_something_is_a_question_however_polite(text):
    assert parse(text).text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("The ferry carried 40 lorries.", True),
        ("The ferry sailed on 15 October 2022.", False),
        ("Version 2.11.0 is out.", False),
        ("Version 2.11.0 has 3 authors.", True),
        ("On 3 May 2021 it carried 3 lorries.", True),
        ("It cost 1.000.000 to build.", True),
    ],
)
def test_days_and_versions_are_no_amounts(text, amount):
    assert fits(parse("how many are there?"), text) is amount


@pytest.mark.parametrize(
    "text", ["How did Ana Reis say the council should respond?", "How did Ana Reis describe the responders?"]
)
def test_who_speaks_of_responding_is_a_speaker(text):
    assert parse(text).speaker == "Ana Reis"


@pytest.mark.parametrize("text", ["what is known as the Blue House", "what is there to eat", "is there about a metre of snow"])
def test_about_is_only_before_a_subject(text):
    assert parse(text).topic == text


def test_how_somebody_responds_is_asked_of_what_is_done_and_not_only_said():
    asked = parse("How did the council respond to the flood?")
    assert asked.speaker is None
    assert asked.to_read == "How did the council respond to the flood?"
    assert {"council", "flood"} <= set(asked.terms)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("which is cheaper, Reis or Berg copy paper?", ["Reis copy paper", "Berg copy paper"]),
        ("difference between Reis and Berg copy paper", ["Reis copy paper", "Berg copy paper"]),
        ("which is older, bread or tomato soup", ["bread", "tomato soup"]),
        ("Chile vs Peru match", []),
    ],
)
def test_a_bare_name_takes_the_noun_of_the_other_side(text, both):
    assert [part.about for part in parse(text).parts] == both


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("how does the new lock differ from the old one", ["the new lock", "the old one"]),
        ("how do the north and the south lock differ in depth", ["the north lock in depth", "the south lock in depth"]),
        ("how do prices compare with last year", []),
    ],
)
def test_what_differs_is_asked_for_each_of_the_two(text, asked):
    assert [part.topic for part in parse(text).parts] == asked


@pytest.mark.parametrize(
    "text", ["what do we know about Ana Reis?", "Tell me about Ana Reis", "what is said about Ana Reis", "anything on Ana Reis"]
)
def test_a_request_for_whatever_is_said_is_about_its_subject(text):
    asked = parse(text)
    assert (asked.topic, asked.terms, asked.of_subject) == ("Ana Reis", ("Ana", "Reis"), True)
    assert asked.to_read == "what about Ana Reis?"


def test_a_question_with_a_verb_is_not_for_whatever_is_said():
    assert not parse("what did Ana Reis buy?").of_subject
    assert not parse("who is Ana Reis?").of_subject


def test_the_asker_is_no_speaker():
    assert parse("how do I report that my child is ill").speaker is None


def test_what_they_say_is_what_is_said():
    asked = parse("what do they say about energy")
    assert (asked.speaker, asked.topic) == (None, "energy")


@pytest.mark.parametrize(
    ("text", "voiced"),
    [
        ("what do residents think about the dogs", True),
        ("what do the local fishermen say about quotas", True),
        ("what do men think about the dogs", True),
        ("what do the rules say about the dogs", False),
        ("what does ruiz think about the dogs", False),
        ("what did williams say about the dogs", False),
        ("what do Ruiz and Berg say about the dogs", False),
    ],
)
def test_a_group_without_a_name_is_asked_for_in_all_who_speak(text, voiced):
    asked = parse(text)
    assert asked.voiced is voiced
    assert (asked.speaker is None) is voiced
