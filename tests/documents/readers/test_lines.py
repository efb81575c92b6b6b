"""Which lines of plain text, Markdown, chats and subtitles are one sentence, and what of them a reader sees."""

from pathlib import Path

import pytest

from summarize.documents.readers import markdown, plain, subtitles
from summarize.documents.sentences import split_sentences
from summarize.documents.speakers import attribute

READ = {".txt": plain.read, ".md": markdown.read, ".vtt": subtitles.read}


def read(text: str, ending: str = ".txt") -> list[str]:
    """The sentences of a text, each with its first and last line in front."""
    lines = READ[ending](text.encode(), Path(f"a{ending}")).lines
    return [f"{s.first_line}-{s.last_line} {s.text}" for s in split_sentences(lines)]


def said(text: str) -> list[tuple[str | None, str]]:
    """Who says each sentence of a text, and what."""
    return [(s.speech.speaker, s.text) for s in attribute(split_sentences(plain.read(text.encode(), Path("a.txt")).lines))]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "(3) A rope that has been replaced is kept for one year, unless\n(a) heat damaged it; or\n(b) the keeper saw it.",
            "1-3 A rope that has been replaced is kept for one year, unless (a) heat damaged it; or (b) the keeper saw it.",
        ),
        (
            "The permit ends in May, except for\n\n(a) ferries,\n(b) tugs.",
            "1-4 The permit ends in May, except for (a) ferries, (b) tugs.",
        ),
        (
            "- The gate is open on Monday, but\n  not on bank holidays.",
            "1-2 The gate is open on Monday, but not on bank holidays.",
        ),
        (
            "The toll is paid by the owner of\nEvery ship over 20 metres.",
            "1-2 The toll is paid by the owner of Every ship over 20 metres.",
        ),
        ("The crew may leave the ship if\n\n1. the gate is shut;\n2. the keeper agrees.", None),
        (
            "A ship is towed where it (for\na reason of its own) cannot move.",
            "1-2 A ship is towed where it (for a reason of its own) cannot move.",
        ),
    ],
)
def test_what_a_sentence_needs_belongs_to_it_wherever_it_is_written(text, whole):
    found = read(text)
    assert len(found) == 1
    assert whole in (None, found[0])


def test_an_item_that_leads_to_nothing_loses_what_leads_to_it():
    assert read("A rope is kept for one year, unless\n(a) heat damaged it; or\n") == [
        "1-2 A rope is kept for one year, unless (a) heat damaged it"
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Crate tagged "KD41" holds 1 lantern\nCrate tagged "MR07" holds 2 ropes\nCrate tagged "TB19" holds 3 kettles',
        "The river keeps its own slow time\nThe mill has lost its wheel\nThe miller counts his dime\nAnd sits there for a meal",
        "Owner: Jan Berg of the old mill\nBoat: Merlin, built in 1990\nBerth: 14 at the upper gate\nPaid: until May of this year",
        "Call the plumber about the sink\nPay the harbour toll for May\nBuy rope, paint and two brushes\nAsk Ona about the key",
        "salt for the ice on the stairs\nrope for the old boat of Ona\npaint for the door of the mill\nnails, two kilos of them",
    ],
    ids=["inventory", "verse", "keys and values", "to do", "shopping in lower case"],
)
def test_lines_that_are_none_of_one_sentence_stay_apart(text):
    assert len(read(text)) == len(text.splitlines())


def test_prose_that_is_wrapped_at_a_width_is_joined():
    text = (
        "The council met on Friday and spoke of the old\nbridge, which has been shut since the storm in\n"
        "May. It will open in the summer, the mayor of\nLund said, and cost no more than was planned."
    )
    assert (
        read(text)[0] == "1-3 The council met on Friday and spoke of the old bridge, which has been shut since the storm in May."
    )


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            "12/03/2024, 21:16 - Messages are end-to-end encrypted.\n12/03/2024, 21:17 - Marek: I bring the keys\n"
            "12/03/2024, 21:18 - Ana: <Media omitted>\n12/03/2024, 21:19 - Ana: Fine, see you at nine",
            [("Marek", "I bring the keys"), ("Ana", "Fine, see you at nine")],
        ),
        (
            "[12.03.24, 21:17:05] Marek: The pump is back\n[12.03.24, 21:18:11] Ana B.: Which pump, and\nsince when?",
            [("Marek", "The pump is back"), ("Ana B.", "Which pump, and since when?")],
        ),
        (
            "[21:17] <marek> the pump is back\n[21:18] <@ana> which pump do you mean",
            [("marek", "the pump is back"), ("ana", "which pump do you mean")],
        ),
        (
            "3/12/24, 9:17 PM - Jo Ann: The lock is shut today\n3/12/24, 9:20 PM - Marek: Until when is it shut",
            [("Jo Ann", "The lock is shut today"), ("Marek", "Until when is it shut")],
        ),
    ],
    ids=["WhatsApp on Android", "WhatsApp on iPhone", "IRC", "WhatsApp in the United States"],
)
def test_messages_of_a_chat_are_what_their_writers_say_without_the_stamps(text, turns):
    assert said(text) == turns


def test_a_time_of_day_makes_no_chat():
    assert said("12:30 - the gate opens for the barges.\nIt shuts at noon.")[0][0] is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The tenants asked for compen-\nsation after the flood.", "1-2 The tenants asked for compensation after the flood."),
        ("It is a well-\nknown demand of the union.", "1-2 It is a well-known demand of the union."),
        ("The long-\nterm lease of the mill stays.", "1-2 The long-term lease of the mill stays."),
        ("The river-\nbed is dry. A riverbed is sand.", "1-2 The riverbed is dry."),
        ("The tug-\nboat and the ferry left. The tug-boat is old.", "1-2 The tug-boat and the ferry left."),
        ("Two-\nthirds of the barges wait at Lund.", "1-2 Two-thirds of the barges wait at Lund."),
    ],
)
def test_a_word_that_is_broken_at_a_lines_end_is_whole_and_keeps_a_hyphen_of_its_own(text, found):
    assert read(text)[0] == found


@pytest.mark.parametrize(
    "between",
    ["\n- 7 -\n\n", "\n\f\nAnnual report 2023\n", "Annual report 2023            14\n", "\nPage 7 of 12\n\n", "\f"],
    ids=["number", "head at a form feed", "head with a number apart", "page of pages", "form feed alone"],
)
def test_a_pages_head_within_a_sentence_is_no_part_of_it(between):
    (found,) = read(f"The commission found that the pump\n{between}had not been tested.")
    assert found.partition(" ")[2] == "The commission found that the pump had not been tested."


def test_captions_that_roll_up_are_read_once():
    cues = [
        ("00:01", "the<00:00:01.400><c> dam</c>"),
        ("00:02", "the dam\nwas<c> never</c> meant to hold"),
        ("00:03", "was never meant to hold"),
        ("00:04", "was never meant to hold\nmore than nine tonnes"),
    ]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:{at}.000 --> 00:{at}.900\n{seen}" for at, seen in cues)
    assert [line.partition(" ")[2] for line in read(text, ".vtt")] == ["the dam was never meant to hold more than nine tonnes"]


def test_what_is_said_twice_in_captions_is_read_twice():
    cues = ("The gate is shut.", "No.", "The gate is shut.")
    text = "WEBVTT\n\n" + "\n\n".join(f"00:0{n}.000 --> 00:0{n}.900\n{seen}" for n, seen in enumerate(cues, start=1))
    assert len(read(text, ".vtt")) == 3


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("It was built in 1887[^1] of stone.", "It was built in 1887 of stone."),
        ("Ask the [[Blue Granite|BGP]] or [[Housing Board]] first.", "Ask the BGP or Housing Board first."),
        ("The **old** mill is *not* shut.", "The old mill is not shut."),
        ("Trade rose in May. #trade #port/lund", "Trade rose in May."),
        ("We met the #housing team in May.", "We met the housing team in May."),
        ("- [x] Call the owner of the mill.", "Call the owner of the mill."),
        ("Read [the report][1] of the guard.", "Read the report of the guard."),
        ("Berg &amp; Sons is ==still== open.", "Berg & Sons is still open."),
        ("Free it with `asn1_node` or `_init_` only.", "Free it with asn1_node or _init_ only."),
        (r"It costs 5 \* 3 euros a day.", "It costs 5 * 3 euros a day."),
        ("[^1]: The stone came from the mill.", "The stone came from the mill."),
        ("Issue #45 of the paper is out.", "Issue #45 of the paper is out."),
    ],
)
def test_markup_is_not_seen_and_what_looks_like_it_is(line, seen):
    assert [found.partition(" ")[2] for found in read(line, ".md")] == [seen]
