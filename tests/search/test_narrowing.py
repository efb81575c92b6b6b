"""Questions that say where to look: documents by name, parts by number, days, the latest document."""

from datetime import date

import pytest

from summarize.search.narrowing import Part, narrow, wider
from summarize.search.question import parse
from summarize.types.document import Metadata
from summarize.types.evidence import Context, ContextKind, Sentence
from tests.index.stored import described

KNOWN = {
    "/n/北京报告.txt": Metadata("港口"),
    "/n/Osei2023.txt": Metadata("Heat pumps at night", date(2023, 4, 1), outlet="Quiet Homes"),
    "/n/boat-shed.md": Metadata("The shed", date(2024, 12, 9)),
    "/n/minutes_march.md": Metadata("Minutes of the committee", date(2025, 3, 3)),
    "/n/plant.md": Metadata("Plant"),
}


@pytest.fixture(scope="module", params=["embedded", "lance"])
def files(request, tmp_path_factory):
    return described(request.param, tmp_path_factory.mktemp("store"), "/n", KNOWN)


def heading(text):
    return Context(ContextKind.HEADING, text, 1, 1)


def named(text, files):
    return sorted(narrow(parse(text), files).files.listed().names.values())


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("what are the key results in Osei2023", "Osei2023.txt"),
        ("what does osei2023.txt say?", "Osei2023.txt"),
        ("who paid for the roof of the boat shed", "boat-shed.md"),
        ("summarise the article about heat pumps", "Osei2023.txt"),
        ("what did the Quiet Homes article find", "Osei2023.txt"),
        ("what was decided in the minutes of 3 March 2025", "minutes_march.md"),
        ("what happened in december 2024", "boat-shed.md"),
        ("what happened between november 2024 and 31 December 2024", "boat-shed.md"),
        ("what do the latest minutes say", "minutes_march.md"),
        ("summarise the report on 北京", "北京报告.txt"),
    ],
)
def test_a_document_that_a_question_names_is_where_it_is_asked(text, file, files):
    assert named(text, files) == [file]


@pytest.mark.parametrize(
    "text",
    [
        "how dangerous is the plant",  # one common word is a subject, not a file
        "how much gas was shipped in 2021",  # a time of what is told, not of a document
        "what happened in May 2019",  # no document is from then
        "who repaired the heat pump",
    ],
)
def test_a_question_that_names_no_document_is_asked_of_all(text, files):
    assert named(text, files) == sorted(path.removeprefix("/n/") for path in KNOWN)


def test_a_question_for_all_of_a_text_may_call_it_by_a_word_of_its_name(files):
    assert named("what are the minutes about", files) == ["minutes_march.md"]
    assert len(named("what are the chairs about", files)) == len(KNOWN)


def test_a_fact_about_a_document_may_be_in_another(files):
    narrowed = narrow(parse("how much did the heat pump article cost?"), files)
    assert narrowed.named
    assert wider(narrowed, files).files is files


@pytest.mark.parametrize(
    "text",
    ["how much is it in the heat pump article?", "when does the heat pump article say it opens?", "who repaired the heat pump"],
)
def test_what_a_document_says_is_not_looked_for_elsewhere(text, files):
    assert wider(narrow(parse(text), files), files) is None


@pytest.mark.parametrize(
    ("text", "heading_", "whole"),
    [
        ("what changed at the review of the roof in May", "2024-05-18 Review of the roof", True),
        ("what was decided in the treasurer's report?", "2. Treasurer's report", True),
        ("what was decided at the review", "Review of the roof", False),
        ("what was said about the flood", "Flood", False),
        ("who spoke at the review of the roof", "Review of the roof", False),
    ],
)
def test_all_under_a_heading_is_asked_for_by_its_words(text, heading_, whole, files):
    narrowed = narrow(parse(text), files)
    sentence = Sentence("It leaks.", "", 2, 2, context=(heading(heading_),))
    assert (narrowed.whole and narrowed.part is not None and narrowed.part.holds(sentence)) is whole


def test_a_document_does_not_speak_and_neither_does_the_asker(files):
    assert narrow(parse("what does Osei2023.txt say?"), files).question.speaker is None
    assert narrow(parse("what does the harbour article say about dues?"), files).question.speaker is None
    assert narrow(parse("what did I write on 9 December 2024?"), files).question.speaker is None
    assert narrow(parse("what did Ana Reis say?"), files).question.speaker == "Ana Reis"


@pytest.mark.parametrize("who", ["the constitution", "the rules of the club", "our policies", "the dress code", "the handbook"])
def test_a_noun_for_a_text_is_no_speaker(who, files):
    assert narrow(parse(f"what do {who} say about dues?"), files).question.speaker is None


def test_a_file_is_no_speaker_by_its_bare_name(tmp_path):
    files = described("embedded", tmp_path, "/d", {"/d/README.md": Metadata()})
    assert narrow(parse("what does the readme say about speed?"), files).question.speaker is None


@pytest.mark.parametrize("who", ["the minister", "the council", "the witness", "the police", "the guide", "Law"])
def test_who_could_speak_stays_a_speaker(who, files):
    assert narrow(parse(f"what did {who} say about dues?"), files).question.speaker == who.removeprefix("the ")


def test_a_part_holds_what_its_number_is_over():
    def under(heading):
        return Sentence("It rains.", "It rains.", 3, 3, context=(Context(ContextKind.HEADING, heading, 1, 1),))

    part = Part("section", "4")
    assert part.holds(under("Section 4. Removal"))
    assert part.holds(under("4 Removal"))
    assert not part.holds(under("Section 41"))
    assert not part.holds(under("4.1 Removal"))
    assert Part("clause", "12.3").holds(Sentence("Ropes are dry.", "", 1, 1, marker="12.3"))


@pytest.mark.parametrize(
    ("text", "whole"),
    [("what changed in 3.2.0?", True), ("what is new in version 3.2.0", True), ("what was fixed in Tallybook 3.2.0", False)],
)
def test_a_version_is_a_part_and_what_changed_in_it_is_all_of_it(text, whole, files):
    found = narrow(parse(text), files)
    assert (found.part, found.whole) == (Part("version", "3.2.0"), whole)
    changed = Sentence("Dark mode.", "Dark mode.", 3, 3, context=(Context(ContextKind.HEADING, "v3.2.0 (2025-02-18)", 1, 1),))
    assert found.part.holds(changed)
    assert not found.part.holds(
        Sentence("Dark mode.", "Dark mode.", 3, 3, context=(Context(ContextKind.HEADING, "3.2.1", 1, 1),))
    )


@pytest.mark.parametrize("text", ["Release 3.2.0", "Tallybook v3.2.0", "[3.2.0] - 2025-02-18"])
def test_the_heading_of_a_version_may_have_a_word_before_it(text):
    assert Part("version", "3.2.0").holds(Sentence("It is dark.", "It is dark.", 3, 3, context=(heading(text),)))


@pytest.mark.parametrize("text", ["3.2.0-rc1", "13.2.0", "3.2.0.1"])
def test_another_version_is_not_that_version(text):
    assert not Part("version", "3.2.0").holds(Sentence("It is dark.", "It is dark.", 3, 3, context=(heading(text),)))


@pytest.mark.parametrize(
    "text",
    [
        "when was 3.2.0 released",
        "what changed since 3.2.0",
        "what rose by 3.5 percent",
        "what was paid of 2.5 million",
        "who wrote the minutes of 12.03.2024",
    ],
)
def test_a_number_with_a_point_elsewhere_is_no_version(text, files):
    assert narrow(parse(text), files).part is None


def test_what_changed_in_something_in_a_version_is_not_all_of_it(files):
    assert not narrow(parse("what changed in billing in 3.2.0"), files).whole


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("summarise the december notes", "boat-shed.md"),
        ("what do the minutes of march say about the pump", "minutes_march.md"),
        ("summarise the March committee minutes", "minutes_march.md"),
    ],
)
def test_documents_of_a_month_without_its_year_are_those_of_the_last_such_month(text, file, files):
    assert named(text, files) == [file]


@pytest.mark.parametrize("text", ["what was shut in december", "the august notes", "what do they say in the notes"])
def test_a_month_in_which_nothing_was_written_or_that_is_of_no_document_narrows_nothing(text, files):
    assert len(named(text, files)) == len(KNOWN)
