"""What real files do: gaps in workbooks, slides without a title, code in light markup, links over lines, exported chats."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.documents import readers
from summarize.documents.readers import jsonfile
from summarize.documents.sentences import split_sentences
from summarize.documents.speakers import attribute
from summarize.types.document import BlockKind
from summarize.types.evidence import ContextKind
from tests import made_files


def units(tmp_path, name, data):
    """The units of a file."""
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return attribute(split_sentences(readers.read(path).lines))


def test_rows_of_a_workbook_may_begin_with_empty_cells(tmp_path):
    rows = [["Port", "Ships"], ["Lima", 40], [None, 7]]
    assert [unit.text for unit in units(tmp_path, "a.xlsx", made_files.workbook({"May": rows}))] == [
        "Port: Lima; Ships: 40",
        "Ships: 7",
    ]


def test_a_wider_row_of_names_above_figures_is_the_head_of_a_new_table(tmp_path):
    rows = [["Harbours", "of Peru"], ["Port", "Ships", "Tugs"], ["Lima", 40, 3]]
    *_, last = units(tmp_path, "a.xlsx", made_files.workbook({"May": rows}))
    assert last.cells == (("Port", "Lima"), ("Ships", "40"), ("Tugs", "3"))


def test_long_names_of_columns_are_names(tmp_path):
    long = "Ships that came in for repairs in the month (by day)"
    rows = [["Port", "Ships", "Tugs", long], ["Lima", 40, 3, 1]]
    (unit,) = units(tmp_path, "a.xlsx", made_files.workbook({"May": rows}))
    assert unit.cells[-1] == (long, "1")


def test_a_remark_beside_a_row_does_not_make_it_a_head(tmp_path):
    rows = [["Port", "Status"], ["Lima", "open", "rain"], ["Callao", "closed", "3 days late"], ["Tacna", "open"]]
    found = units(tmp_path, "a.xlsx", made_files.workbook({"May": rows}))
    assert [unit.cells[0] for unit in found] == [("Port", "Lima"), ("Port", "Callao"), ("Port", "Tacna")]


def test_a_value_that_goes_on_in_the_next_line_after_a_comma_is_one_value(tmp_path):
    text = "MINUTES\n\nPresent: Ana Ruiz (chair), Jan Berg (treasurer), Eva Lind,\nKarl Aune\nApologies: Bo Moe\n\nIt was late.\n"
    present, apologies, _ = units(tmp_path, "a.txt", text)
    assert present.text == "Present: Ana Ruiz (chair), Jan Berg (treasurer), Eva Lind, Karl Aune"
    assert (present.first_line, present.last_line, apologies.text) == (3, 4, "Apologies: Bo Moe")


def test_a_number_with_clauses_below_it_is_their_heading(tmp_path):
    clauses = "1. Premises\n1.1 The shop is let.\n1.2 The yard is shared.\n\n2. Term\n2.1 The lease runs for two years.\n"
    found = units(tmp_path, "a.txt", f"LEASE\n\n{clauses}")
    assert [(unit.context[-1].text, unit.marker) for unit in found] == [
        ("1. Premises", "1.1"),
        ("1. Premises", "1.2"),
        ("2. Term", "2.1"),
    ]


def test_a_slide_without_a_title_is_not_under_that_of_the_slide_before(tmp_path):
    found = units(tmp_path, "a.pptx", made_files.slides(["Harbour", "The pier is old."], ["", "The ferry is new."]))
    assert [[context.text for context in unit.context] for unit in found] == [["Harbour"], ["Slide 2"]]


def test_the_number_date_and_footer_of_a_slide_are_not_read(tmp_path):
    found = units(
        tmp_path, "a.pptx", made_files.slides(["Harbour", "The pier is old."], footers=["3 May 2021", "Port Authority", "7"])
    )
    assert [unit.text for unit in found] == ["The pier is old."]


def test_what_a_double_colon_announces_in_restructuredtext_is_code(tmp_path):
    text = "The command shows the ports. ::\n\n    ports --all Lima is not evidence here.\n\nIt takes a second to run.\n"
    assert [unit.text for unit in units(tmp_path, "a.rst", text)] == ["The command shows the ports.", "It takes a second to run."]


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("a.md", "The fees are in the [table of\nfees](fees.md) for May.\n", "The fees are in the table of fees for May."),
        (
            "a.md",
            "The fees are in the [table of\nfees][1] for May.\n\n[1]: fees.md\n",
            "The fees are in the table of fees for May.",
        ),
        ("a.adoc", "The fees are in {url-fees}/may[the table of fees^].\n", "The fees are in the table of fees."),
        ("a.adoc", "Fees grew by +4 percent for C++ work.\n", "Fees grew by +4 percent for C++ work."),
    ],
)
def test_links_and_marks_are_not_seen(tmp_path, name, text, read):
    assert [unit.text for unit in units(tmp_path, name, text)] == [read]


def test_long_messages_with_dates_are_a_chat(tmp_path):
    text = "\n".join(
        f"[{day:02}/11/2025, 9:09:43 AM] Mole Ferries: The ferry of the {day}th is late.\nIt leaves at noon.\nWe are sorry."
        for day in range(1, 4)
    )
    found = units(tmp_path, "a.txt", text)
    assert {unit.speech.speaker for unit in found} == {"Mole Ferries"}
    assert "The ferry of the 2th is late." in [unit.text for unit in found]


def test_a_few_messages_in_a_report_do_not_make_it_a_chat(tmp_path):
    text = (
        "Incident of 12 March\n\nThe pump of the basin failed at night.\n\n12/03/2024, 21:17 - Marek: The pump is off.\n"
        "12/03/2024, 21:18 - Ana: I am on my way.\n\nThe board decided to replace it for 4,000 euros.\nIt was old.\n"
    )
    found = {unit.text: unit.speech.speaker for unit in units(tmp_path, "a.txt", text)}
    assert found["The board decided to replace it for 4,000 euros."] is None
    assert "The pump of the basin failed at night." in found


def test_a_name_with_initials_writes_messages(tmp_path):
    text = "12/03/2024, 21:17 - J.R. Ewing: The pump is off.\n12/03/2024, 21:18 - Ana: I am on my way.\n"
    assert [unit.speech.speaker for unit in units(tmp_path, "a.txt", text)] == ["J.R. Ewing", "Ana"]


def test_a_line_that_begins_with_a_number_is_no_heading_within_a_paragraph(tmp_path):
    text = (
        "The ferry sank on Monday night in the storm.\n12 people were rescued by the coast guard and three\n"
        "are still missing, the police said.\n"
    )
    assert [unit.text for unit in units(tmp_path, "a.txt", text)][1].startswith("12 people were rescued")


def test_an_introduction_makes_no_title_on_its_line_evidence(tmp_path):
    page = "<h1>Harbour</h1><p>Pier in May</p><p>The pier is old and long.</p><p>You may bring:</p><ul><li>a rod</li></ul>"
    found = [unit.text for unit in units(tmp_path, "a.html", f"<html><body><article>{page}</article></body></html>")]
    assert found == ["The pier is old and long.", "a rod"]


ADA = {"text": "We dredge in <https://a.org|autumn>.", "ts": "1452988821.000002", "type": "message"}
CHATS = {
    "Slack": [
        {**ADA, "user": "U1", "user_profile": {"real_name": "Ada Abara", "display_name": "ada"}},
        {"subtype": "channel_join", "type": "message", "user": "U2", "text": "<@U2> has joined", "ts": "1452988822.0"},
        {
            "user": "U2",
            "username": "Berg",
            "text": "Who pays for it?",
            "ts": "1452988881.0",
            "blocks": [{"text": {"text": "no"}}],
        },
    ],
    "Teams": {
        "value": [
            {
                "createdDateTime": "2016-01-17T00:00:21.1Z",
                "messageType": "message",
                "from": {"user": {"displayName": name}},
                "body": {"contentType": "html", "content": f"<p>{text}</p>"},
            }
            for name, text in (("Ada Abara", "We dredge in autumn."), ("Berg", "Who pays for it?"))
        ]
    },
    "older Teams": {
        "conversations": [
            {
                "MessageList": [
                    {
                        "displayName": "Ada Abara",
                        "originalarrivaltime": "2016-01-17T00:00:21.1Z",
                        "content": "We dredge in autumn.",
                    },
                    {"displayName": "Berg", "originalarrivaltime": "2016-01-17T00:01:21.1Z", "content": "Who pays for it?"},
                ]
            }
        ]
    },
    "Telegram": {
        "name": "Harbour",
        "messages": [
            {
                "type": "message",
                "date": "2016-01-17T00:00:21",
                "from": "Ada Abara",
                "text": ["We dredge in ", {"text": "autumn"}, "."],
            },
            {"type": "service", "date": "2016-01-17T00:00:22", "actor": "Berg", "text": "pinned"},
            {"type": "message", "date": "2016-01-17T00:01:21", "from": "Berg", "text": "Who pays for it?"},
        ],
    },
}


@pytest.mark.parametrize("program", CHATS)
def test_a_chat_that_was_exported_as_json_has_speakers_and_times(tmp_path, program):
    text = json.dumps(CHATS[program], indent=1)
    found = [unit for unit in units(tmp_path, "a.json", text) if unit.kind is BlockKind.TURN]
    assert [(unit.speech.speaker, unit.text) for unit in found] == [
        ("Ada Abara", "We dredge in autumn."),
        ("Berg", "Who pays for it?"),
    ]
    times = [context.text for unit in found for context in unit.context if context.kind is ContextKind.TIME]
    assert times[0] == "2016-01-17 00:00"
    assert "We dredge in" in text.splitlines()[found[0].first_line - 1]


def test_records_with_a_text_and_no_sender_stay_rows(tmp_path):
    text = json.dumps([{"text": "ferry", "date": "2016-01-17"}, {"text": "pier", "date": "2016-01-18"}])
    assert {unit.kind for unit in units(tmp_path, "a.json", text)} == {BlockKind.ROW}


def test_records_that_only_look_like_messages_stay_rows(tmp_path):
    ferry = {"text": "Express ferry to Lima", "date": "2016-01-17", "from": "Callao", "to": "Lima"}
    assert {unit.kind for unit in units(tmp_path, "a.json", json.dumps([ferry, ferry]))} == {BlockKind.ROW}


def test_what_stands_around_a_chat_is_read_too(tmp_path):
    value = {"project": "Harbour", "comments": CHATS["Slack"], "risks": ["The pier may sink."]}
    found = units(tmp_path, "a.json", json.dumps(value, indent=1))
    assert [unit.text for unit in found if unit.kind is not BlockKind.TURN] == ["project: Harbour", "The pier may sink."]


@pytest.mark.parametrize(
    ("program", "text", "shown"),
    [
        ("Slack", "The minutes are at <https://example.org/minutes>.", "The minutes are at https://example.org/minutes."),
        ("Telegram", "Buy if the price is <ten euros, or volume >5 tons.", "Buy if the price is <ten euros, or volume >5 tons."),
    ],
)
def test_only_what_a_program_marks_up_is_changed(tmp_path, program, text, shown):
    message = {"type": "message", "ts": "1452988821.0", "date": "2016-01-17", "user": "Ada", "from": "Ada", "text": text}
    message = {key: value for key, value in message.items() if key not in ({"date"} if program == "Slack" else {"ts"})}
    assert units(tmp_path, "a.json", json.dumps([message, message]))[0].text == shown


def test_a_deleted_account_is_no_speaker(tmp_path):
    message = {"type": "message", "date": "2016-01-17", "from": None, "actor": None, "text": "It rained."}
    named = {**message, "from": "Ada"}
    found = units(tmp_path, "a.json", json.dumps([named, message, named]))
    assert {unit.speech.speaker for unit in found} == {"Ada"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "ts", "from", "date", "user", "body", "content", "messages"]), inner, max_size=4
        )
    ),
    max_leaves=25,
)


MESSAGES = {
    program: value if isinstance(value, list) else next(iter(value.values()))
    for program, value in CHATS.items()
    if program != "Telegram"
} | {"Telegram": CHATS["Telegram"]["messages"]}


@settings(max_examples=300, deadline=None)
@given(JSON, st.sampled_from(sorted(MESSAGES)), st.sampled_from([None, 1]))
def test_no_text_is_lost_from_json_with_or_without_a_chat(value, program, indent):
    text = json.dumps({"about": value, "chat": MESSAGES[program]}, indent=indent)
    lines = jsonfile.read(text.encode(), Path("a.json")).lines
    assert all(1 <= line.number <= text.count("\n") + 1 and len(line.text) == len(line.visible) for line in lines)
    assert any(line.kind is BlockKind.TURN for line in lines)
    read = " ".join(line.text for line in lines)
    assert all(word in read for word in _strings(value))


def _strings(value):
    """The words of all strings in a JSON value that are not names."""
    if isinstance(value, dict):
        return [word for each in value.values() for word in _strings(each)]
    if isinstance(value, list):
        return [word for each in value for word in _strings(each)]
    return value.split() if isinstance(value, str) else []
