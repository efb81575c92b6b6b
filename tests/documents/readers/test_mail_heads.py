"""Mails in a text: each says what its sender says, its subject is a heading, and its head is no text."""

import pytest

from summarize.documents.readers import plain
from summarize.documents.sentences import split_sentences
from summarize.documents.title import find
from summarize.types.document import Document

THREAD = """From: Ana Reis <ana@lund.example>
To: Jan Berg
Date: Mon, 3 May 2021 09:12
Subject: The old lock

I will repair the lock in June.
Decision: we close the canal on Monday.

From: Jan Berg
To: Ana Reis
Date: Tue, 4 May 2021 10:40
Subject: Re: The old lock

I am against closing the canal.
"""


@pytest.fixture
def read(tmp_path):
    def document(text: str) -> Document:
        return plain.read(text.encode(), tmp_path / "a.txt")

    return document


def test_each_sender_says_what_is_below_their_head(read):
    said = {sentence.text: sentence.speech.speaker for sentence in split_sentences(read(THREAD).lines)}
    assert said["I will repair the lock in June."] == "Ana Reis"
    assert said["Decision: we close the canal on Monday."] == "Ana Reis"
    assert said["I am against closing the canal."] == "Jan Berg"


def test_the_head_of_a_mail_is_no_statement_and_its_subject_a_heading(read):
    sentences = split_sentences(read(THREAD).lines)
    assert not any("2021" in sentence.text or "Jan Berg" in sentence.text for sentence in sentences)
    assert {context.text for sentence in sentences for context in sentence.context} == {"The old lock"}


def test_a_thread_has_the_title_of_its_first_subject(read):
    document = read(THREAD)
    assert find(document, document.lines) == "The old lock"


@pytest.mark.parametrize(
    "below",
    [
        "On 2 May 2021, Jan Berg wrote:\n\n> I broke the crane.\n",
        "-----Original Message-----\nFrom: Jan Berg\nTo: Ana Reis\n\nI broke the crane.\n",
    ],
    ids=["quoted", "forwarded"],
)
def test_what_a_mail_quotes_or_forwards_is_not_said_by_its_sender(read, below):
    text = THREAD.partition("\nFrom: Jan")[0] + "\n" + below
    said = {sentence.text: sentence.speech.speaker for sentence in split_sentences(read(text).lines)}
    assert said["I will repair the lock in June."] == "Ana Reis"
    assert said.get("I broke the crane.") != "Ana Reis"


def test_what_a_mail_quotes_is_said_by_whom_it_names_and_has_no_marks(read):
    quoted = (
        "That is too soon.\n\n> On Mon, 3 May 2021 at 09:12, Jan Berg wrote:\n>\n"
        "> I want the crane in June. Several\n> of us need it.\n"
        ">> On Sun, 2 May 2021, Ida Lund <ida@lund.example> wrote:\n>>\n>> Who needs the crane?\n"
    )
    text = THREAD.partition("\nFrom: Jan")[0] + "\n" + quoted
    said = [(sentence.text, sentence.speech.speaker) for sentence in split_sentences(read(text).lines)]
    assert said[-4:] == [
        ("That is too soon.", "Ana Reis"),
        ("I want the crane in June.", "Jan Berg"),
        ("Several of us need it.", "Jan Berg"),
        ("Who needs the crane?", "Ida Lund"),
    ]


def test_an_answer_between_what_it_quotes_is_said_by_the_sender(read):
    text = (
        THREAD.partition("\nFrom: Jan")[0] + "\nOn 2 May 2021, Jan Berg wrote:\n> I want the crane in June.\nYou shall have it.\n"
    )
    said = [(sentence.text, sentence.speech.speaker) for sentence in split_sentences(read(text).lines)]
    assert said[-2:] == [("I want the crane in June.", "Jan Berg"), ("You shall have it.", "Ana Reis")]


def test_what_is_quoted_within_a_quotation_without_its_writer_is_nobodys(read):
    quoted = "On 2 May 2021, Jan Berg wrote:\n> I want the crane.\n>> Who needs it?\n> I need it.\n"
    text = THREAD.partition("\nFrom: Jan")[0] + "\n" + quoted
    said = [(sentence.text, sentence.speech.speaker) for sentence in split_sentences(read(text).lines)]
    assert said[-3:] == [("I want the crane.", "Jan Berg"), ("Who needs it?", None), ("I need it.", "Jan Berg")]


def test_marks_outside_of_mails_are_left_as_they_are(read):
    (sentence,) = split_sentences(read("> The lock is closed.\n").lines)
    assert sentence.raw == "> The lock is closed."


def test_a_head_may_have_fields_of_several_lines(read):
    text = "From: Ana Reis\nTo: Jan Berg,\n  Ida Lund\nDate: 3 May 2021\nSubject: The lock\n\nI will repair it in June.\n"
    assert [(s.text, s.speech.speaker) for s in split_sentences(read(text).lines)] == [("I will repair it in June.", "Ana Reis")]


@pytest.mark.parametrize(
    "text",
    [
        "From: Lima\nTo: Callao\n\nThe ferry sails at noon.\n",
        "From: the mayor\n\nIt rains in Lund.\n",
        "From: Lund\nTo: Bergen\nDate: 3 May 2021\n\nThe ferry sails.\n",
    ],
)
def test_a_key_alone_is_no_head_of_a_mail(read, text):
    assert all(sentence.speech.speaker is None for sentence in split_sentences(read(text).lines))
