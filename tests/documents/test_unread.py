"""What was found and not read is named wherever somebody might miss it: warnings, refusals, JSON, briefings, the doctor."""

import json
from email.message import EmailMessage
from io import BytesIO

import docx
import pytest

from summarize.app import ask, brief
from summarize.app.chat import Conversation
from summarize.documents.not_read import summary
from summarize.rendering.answer import RENDERERS
from summarize.rendering.briefing import RENDERERS as BRIEFING_RENDERERS
from summarize.types.document import Unread
from summarize.types.verdict import Finding
from tests.conftest import verify

FACT = "Berg said on Monday that the old port of Lima would close in the winter."
QUESTION, OTHER_QUESTION = "what did Berg say about the port", "what did Ruiz say about the port"
COUNTED = "not read: 2 .ppt (save as .pdf), 1 .xls (save as .csv), 1 .py"


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(FACT + "\n")
    for name in ("b.ppt", "c.ppt", "d.xls", "e.py"):
        (folder / name).write_bytes(b"x")
    return folder


def test_an_answer_warns_in_one_line_and_the_exit_status_stays(summarize, docs):
    result = summarize("ask", QUESTION, docs)
    assert (result.returncode, result.stderr) == (0, f"Warning: {COUNTED}\n")


def test_a_refusal_names_what_was_not_read_before_the_nearest_lines(summarize, docs):
    result = summarize("ask", OTHER_QUESTION, docs)
    assert result.returncode == 1
    assert result.stdout.splitlines()[1:3] == [f"N{COUNTED[1:]}.", "These lines are closest; they may not answer it:"]


@pytest.mark.parametrize("format_", ["text", "md"])
def test_a_refusal_in_a_file_names_it_too_and_verify_takes_it_for_no_statement(docs, place, reporter, tmp_path, format_):
    refused = RENDERERS[format_](ask.ask(OTHER_QUESTION, [docs], place, reporter))
    assert ".ppt" in refused
    (tmp_path / "answer.md").write_text(f"{refused}\n{FACT} [a.txt:1]\n")
    checked = verify(tmp_path / "answer.md", docs)
    assert not [one.text for one in checked if "read" in one.text]
    assert Finding.SUPPORTED in {one.finding for one in checked}


def test_a_statement_that_poses_as_a_count_of_files_is_still_checked(docs, reporter, tmp_path):
    (tmp_path / "answer.md").write_text(f"{FACT} [a.txt:1]\n\nNot read: 2 hidden (Ruiz said that copper was sold).\n")
    found = {one.finding for one in verify(tmp_path / "answer.md", docs)}
    assert found == {Finding.SUPPORTED, Finding.UNCITED}


def test_json_lists_each_file_with_its_reason_broken_and_empty_ones_too(docs, place, reporter):
    (docs / "bad.txt").write_bytes(bytes(range(256)) * 9)
    (docs / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (docs / "f.md").write_text("")
    for _ in range(2):  # as it is read, and from the index
        found = json.loads(RENDERERS["json"](ask.ask(QUESTION, [docs], place, reporter)))
        reasons = {one["file"]: one["reason"] for one in found["unread"]}
        assert set(reasons) == {"b.ppt", "c.ppt", "d.xls", "e.py", "bad.txt", "bad.pdf", "f.md"}
        assert reasons["b.ppt"] == "no reader for slides; save as .pdf"
        assert reasons["bad.txt"].startswith("a binary file")
        assert reasons["bad.pdf"].startswith("a damaged PDF")
        assert reasons["f.md"] == "holds no sentences"
    assert not [line for line in reporter.skipped if ".ppt" in line]


def test_where_all_is_read_nothing_is_said(docs, place, reporter, warnings):
    for path in docs.glob("[b-e]*"):
        path.unlink()
    found = ask.ask(OTHER_QUESTION, [docs], place, reporter)
    assert "read" not in RENDERERS["text"](found).lower()
    assert (found.unread, warnings) == ((), [])


@pytest.mark.parametrize("format_", ["md", "html", "docx"])
def test_a_briefing_names_among_its_sources_what_was_not_read(docs, place, reporter, format_):
    made = BRIEFING_RENDERERS[format_](brief.brief([docs], place, reporter, brief.Order()))
    text = made if isinstance(made, str) else "\n".join(p.text for p in docx.Document(BytesIO(made)).paragraphs)
    sources = text[text.rindex("Sources") :].replace("\\", "")
    assert "2 .ppt (save as .pdf): b.ppt, c.ppt" in sources


def test_a_briefing_in_json_lists_each_file_with_its_reason(docs, place, reporter):
    made = BRIEFING_RENDERERS["json"](brief.brief([docs], place, reporter, brief.Order()))
    assert [one["file"] for one in json.loads(made)["unread"]] == ["b.ppt", "c.ppt", "d.xls", "e.py"]


def test_a_briefing_that_is_updated_names_what_is_not_read_now_and_verifies(docs, place, reporter, tmp_path):
    path = tmp_path / "b.md"
    path.write_text(BRIEFING_RENDERERS["md"](brief.brief([docs], place, reporter, brief.Order())))
    (docs / "b.ppt").unlink()
    (docs / "new.txt").write_text("Soto said that the canal would be widened in March.\n")
    path.write_text(brief.update(path, [docs], place, reporter, None).text)
    assert "1 .ppt" in path.read_text().replace("\\", "")
    assert {one.finding for one in verify(path, docs)} == {Finding.SUPPORTED}


def test_a_conversation_warns_once_and_again_when_more_is_not_read(docs, place, reporter, warnings):
    talk = Conversation([docs], place, reporter, 3)
    talk.ask(OTHER_QUESTION)
    assert warnings == [COUNTED]
    (docs / "f.ppt").write_bytes(b"x")
    assert len(talk.ask(OTHER_QUESTION).unread) == 5
    assert warnings == [COUNTED, COUNTED.replace("2", "3")]


@pytest.mark.parametrize("command", [["search", QUESTION], ["index"]])
def test_other_commands_warn_in_the_same_words_and_take_globs(summarize, docs, command):
    result = summarize(*command, docs, "--exclude", "*.ppt", "--include", "*.py")
    assert (result.returncode, result.stderr) == (0, "Warning: not read: 1 .xls (save as .csv), 2 excluded\n")


def test_verify_warns_and_takes_globs(summarize, docs, tmp_path):
    (tmp_path / "answer.md").write_text(f"{FACT} [a.txt:1]\n")
    result = summarize("verify", tmp_path / "answer.md", "--sources", docs)
    assert (result.returncode, result.stderr) == (0, f"Warning: {COUNTED}\n")
    result = summarize("verify", tmp_path / "answer.md", "--sources", docs, "--exclude", "*.[!t]*")
    assert (result.returncode, result.stderr) == (0, "Warning: not read: 4 excluded\n")


def test_doctor_counts_what_has_no_reader_in_a_source_and_finds_no_fault_in_it(summarize, docs):
    result = summarize("doctor", docs)
    assert result.returncode == 0, result.stdout
    assert f"1 file to read; {COUNTED}" in result.stdout
    assert "no reader for .ppt, .pptm" in result.stdout


def test_many_kinds_stay_one_short_line():
    many = [Unread(f"{number}.x{number}", "", f".x{number}") for number in range(40)]
    assert summary(many).endswith("1 .x7, 32 of other kinds")


def with_attachments(text: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ana Reis <ana@example.org>", "The port"
    mail.set_content(text)
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="../plan/2021.pdf")
    mail.add_attachment("Hidden in a text.\n", filename="note.txt")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    inner = EmailMessage()
    inner.set_content("Ruiz said that copper was sold.\n")
    mail.add_attachment(inner)
    return bytes(mail)


@pytest.mark.parametrize("name", ["m.eml", "m.mbox"])
def test_attachments_of_mails_are_named_with_the_way_out(docs, place, reporter, warnings, name):
    mail = with_attachments(FACT)
    (docs / name).write_bytes(mail if name == "m.eml" else b"From ana@example.org Mon May  3 09:14:00 2021\n" + mail)
    inside = "m.eml" if name == "m.eml" else "m.mbox/1"
    for _ in range(2):  # as it is read, and from the index
        found = ask.ask(OTHER_QUESTION, [docs], place, reporter).unread
        attached = [one.file for one in found if "attachment" in one.reason]
        assert attached == [f"{inside}/2021.pdf", f"{inside}/note.txt", f"{inside}/message.eml"]
    assert "3 attached to mails (save as files)" in warnings[0]
    asked = ask.ask("what did Ruiz say about copper", [docs], place, reporter)
    assert not any("copper" in one.sentence.text for one in (*asked.nearest, *asked.judged))
