"""The program as a user meets it: results, errors in one line, exit status, and no network."""

import json
import os
import pty
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from functools import partial

import pytest

from tests.conftest import EXAMPLES, ROOT

QUESTION = "what did Xi say on Ukraine"


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("Berg said on Monday that the old port would close in the winter.\n")
    return folder


def assert_one_clear_line(result, *words: str) -> None:
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert result.stderr.startswith("Error: ")
    for word in words:
        assert word in result.stderr


def test_an_answer_is_printed_with_its_citations(summarize, docs):
    result = summarize("ask", "what did Berg say about the port", docs)
    assert result.returncode == 0
    assert "port would close in the winter" in result.stdout
    assert "[a.txt:1]" in result.stdout


@pytest.mark.parametrize(("options", "most"), [(("--length", "short"), 3), (("--length", "full", "--sentences", "2"), 2)])
def test_an_answer_has_the_length_that_is_asked_for(summarize, tmp_path, options, most):
    said = (
        "the pier is old",
        "two boats sank",
        "ferries stop in June",
        "a bridge will open",
        "fish costs more",
        "sailors left Lund",
    )
    text = "\n\n".join(f"Berg said that {each}." for each in said)
    (tmp_path / "a.txt").write_text(text + "\n", encoding="utf-8")
    result = summarize("ask", "what did Berg say", tmp_path, "--format", "json", *options)
    assert len(json.loads(result.stdout)["sentences"]) == most


def test_json_follows_the_contract(summarize, docs):
    result = summarize("ask", "what did Berg say about the port", docs, "--format", "json")
    found = json.loads(result.stdout)
    assert set(found) == {
        "question",
        "answered",
        "sentences",
        "disagreements",
        "removed",
        "nearest",
        "unread",
        "explain",
        "more",
        "model",
        "seconds",
    }
    assert found["answered"] is True
    (sentence,) = found["sentences"]
    assert set(sentence) == {"text", "kind", "support", "speaker", "origins", "citations"}
    assert sentence["kind"] in ("written", "tightened", "quoted")
    assert sentence["speaker"] == "Berg"
    (citation,) = sentence["citations"]
    assert (citation["file"], citation["line"], citation["end_line"]) == ("a.txt", 1, 1)
    assert set(found["seconds"]) == {"index", "retrieve", "write", "verify"}


def test_the_adapter_is_used_by_default_and_can_be_switched_off(summarize, docs):
    command = ("ask", "what did Berg say about the port", docs, "--format", "json")
    both, neither = (json.loads(summarize(*command, *off).stdout) for off in ((), ("--no-adapter",)))
    assert "writer-adapter" in both["model"]["writer"]
    assert "writer-adapter" not in neither["model"]["writer"]
    for found in (both, neither):
        assert found["sentences"][0]["citations"][0]["file"] == "a.txt"


def test_what_is_not_answered_exits_with_1_and_shows_the_closest_lines(summarize, docs):
    result = summarize("ask", "what did Ruiz say about the port", docs)
    assert result.returncode == 1
    assert result.stdout.startswith("The documents do not answer this.\nThese lines are closest")
    assert "a.txt:1" in result.stdout


def test_how_a_question_was_read_is_explained_on_standard_error(summarize, docs):
    result = summarize("ask", "what did Berg say about the prot", docs, "--explain")
    assert "would close in the winter. [a.txt:1]" in result.stdout
    assert 'Read "prot" as "port".' in result.stderr
    assert re.search(r"^  0\.\d\d a\.txt:1 ", result.stderr, re.MULTILINE)


@pytest.mark.parametrize(
    ("option", "words"), [(("--since", "2021-01-01"), "1 have none"), (("--in", "b.txt"), "--in compares names")]
)
def test_limits_that_leave_no_document_are_an_error(summarize, docs, option, words):
    assert_one_clear_line(summarize("ask", "what did Berg say about the port", docs, *option), words)


def test_a_document_of_the_wanted_days_is_used_and_others_are_not(summarize, docs):
    (docs / "2024-05-03 port.txt").write_text("Berg said on Friday that the new port would open in spring.\n")
    since = summarize("ask", "what did Berg say about the port", docs, "--since", "2024-05-01")
    named = summarize("ask", "what did Berg say about the port", docs, "--in", "a.txt")
    assert ("open in spring" in since.stdout, "winter" in since.stdout) == (True, False)
    assert ("open in spring" in named.stdout, "winter" in named.stdout) == (False, True)


def test_an_answer_can_be_written_to_a_file_as_markdown(summarize, docs, tmp_path):
    result = summarize("ask", "what did Berg say about the port", docs, "--format", "md", "-o", tmp_path / "out.md")
    assert (result.returncode, result.stdout) == (0, "")
    assert (tmp_path / "out.md").read_text().startswith("## what did Berg say about the port\n")


def test_search_shows_passages_without_a_language_model(summarize, docs):
    found = json.loads(summarize("search", "the port in winter", docs, "--format", "json").stdout)
    assert found["passages"][0]["file"] == "a.txt"


@pytest.mark.parametrize("command", [["ask", "hello"], ["search", "hello"], ["brief", "--question", "hello"]])
def test_a_greeting_is_no_question_for_any_command(summarize, docs, command):
    assert_one_clear_line(summarize(*command, docs), '"hello" names nothing to look for')


def test_the_index_command_tells_what_it_did_and_the_folder_ignores_itself(summarize, docs, tmp_path):
    first = summarize("index", docs, cwd=tmp_path)
    again = summarize("index", docs, cwd=tmp_path)
    assert first.stdout.startswith("1 new, 0 changed, 0 removed, 0 unchanged")
    assert again.stdout.startswith("0 new, 0 changed, 0 removed, 1 unchanged")
    assert (tmp_path / "index" / ".gitignore").read_text() == "*\n"


def test_models_are_listed_and_verified(summarize):
    listed = summarize("models", "list").stdout
    for word in (
        "all-MiniLM-L6-v2",
        "SmolLM2-135M-Instruct",
        "verified",
        "Apache-2.0",
        "sha256",
        "MB",
        "not run by this project",
    ):
        assert word in listed
    assert summarize("models", "verify").returncode == 0


def test_doctor_finds_nothing_to_mend_here(summarize):
    result = summarize("doctor")
    assert result.returncode == 0, result.stdout
    assert "llama.cpp uses" in result.stdout


def test_doctor_names_what_is_missing_and_the_way_to_mend_it(summarize, tmp_path):
    result = summarize("doctor", "--models", tmp_path)
    assert result.returncode == 1
    assert "summarize models pull" in result.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments):
    code = (
        "import sys\nfrom summarize.cli.main import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'numpy', 'faiss', 'llama_cpp', 'sentence_transformers', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("question", "sources", "words"),
    [
        (QUESTION, ["missing"], ["missing", "no such file"]),
        (QUESTION, ["empty"], ["empty"]),
        (QUESTION, ["binaries"], ["no documents", ".bin"]),
        (QUESTION, ["loop.txt"], ["loop.txt"]),
        ("", ["docs"], ["question is empty"]),
        ("thanks!", ["docs"], ["names nothing to look for", "ask about the documents"]),
        ("x" * 20_000, ["docs"], ["20,000 characters"]),
    ],
    ids=["missing path", "empty folder", "folder of binaries", "link loop", "empty question", "thanks", "long question"],
)
def test_wrong_input_is_one_clear_line_and_exit_status_2(summarize, docs, tmp_path, question, sources, words):
    (tmp_path / "empty").mkdir()
    (tmp_path / "binaries").mkdir()
    (tmp_path / "binaries" / "x.bin").write_bytes(bytes(1000))
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert_one_clear_line(summarize("ask", question, *[tmp_path / source for source in sources]), *words)


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "no sentences"), (b"a" * 20_000_000, "20,000,000 characters"), (bytes(range(256)) * 9, "binary")],
    ids=["empty file", "a line of 20 MB", "binary"],
)
def test_a_file_without_usable_text_is_told_and_nothing_is_harmed(summarize, tmp_path, content, word):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    result = summarize("ask", QUESTION, path)
    assert result.returncode == 2
    assert word in result.stderr
    assert "Traceback" not in result.stderr
    assert path.read_bytes() == content


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251"])
def test_other_encodings_are_read(summarize, tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(
        "Berg said on Monday that the port would close. Порт закроют в понедельник, сказал Берг.\n".encode(encoding)
    )
    assert summarize("ask", "what did Berg say about the port", tmp_path / "a.txt").returncode == 0


def test_an_unreadable_file_is_told_the_rest_answers_and_the_exit_status_says_so(summarize, docs):
    (docs / "bad.txt").write_bytes(bytes(range(256)) * 9)
    result = summarize("ask", "what did Berg say about the port", docs)
    assert result.returncode == 2
    assert "bad.txt" in result.stderr
    assert "[a.txt:1]" in result.stdout


@pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root reads everything, and there is no setpriv"
)
def test_a_file_without_permission_is_an_error(docs, models_folder, tmp_path):
    (docs / "a.txt").chmod(0)
    user = ["setpriv", "--reuid", "65534", "--clear-groups"] if os.geteuid() == 0 else []
    code = (
        "from pathlib import Path; from summarize.documents import readers; from summarize.errors import ReadError\n"
        f"try: readers.read(Path({str(docs / 'a.txt')!r}))\nexcept ReadError as error: print(error)"
    )
    for parent in (tmp_path, *tmp_path.parents[:2], docs):
        parent.chmod(0o755)
    run = partial(subprocess.run, capture_output=True, text=True, cwd=ROOT)
    if (probe := run([*user, sys.executable, "-c", "import summarize.documents.readers"])).returncode:
        pytest.skip(f"a user without rights cannot read this Python or this checkout: {probe.stderr[-200:]}")
    result = run([*user, sys.executable, "-c", code])
    assert "ermission" in result.stdout, result.stderr


def test_a_missing_model_is_one_clear_line(summarize, docs, tmp_path):
    assert_one_clear_line(summarize("ask", QUESTION, docs, "--models", tmp_path), "summarize models pull")


def test_a_truncated_model_is_one_clear_line(summarize, docs, models_folder, tmp_path):
    shutil.copytree(models_folder / "all-MiniLM-L6-v2", tmp_path / "m" / "all-MiniLM-L6-v2")
    gguf = "SmolLM2-135M-Instruct.Q4_1.gguf"
    (tmp_path / "m" / gguf).write_bytes((models_folder / gguf).read_bytes()[:1_000_000])
    assert_one_clear_line(summarize("ask", QUESTION, docs, "--models", tmp_path / "m"), "truncated", "pull")
    answerable = "what did Berg say about the port"
    assert_one_clear_line(summarize("ask", answerable, docs, "--model", tmp_path / "m" / gguf), "llama.cpp cannot load", gguf)


def test_a_local_gguf_can_be_named(summarize, docs, models_folder):
    path = models_folder / "SmolLM2-135M-Instruct.Q4_1.gguf"
    assert summarize("ask", "what did Berg say about the port", docs, "--model", path).returncode == 0


def test_a_damaged_index_is_one_clear_line_and_can_be_rebuilt(summarize, docs, tmp_path):
    place = tmp_path / "index"
    summarize("index", docs, "--index", place)
    (place / "index.sqlite3").write_bytes(b"damaged" * 5000)
    assert_one_clear_line(summarize("ask", QUESTION, docs, "--index", place), "damaged", "--rebuild")
    assert summarize("index", docs, "--index", place, "--rebuild").returncode == 0
    assert summarize("ask", "what did Berg say about the port", docs, "--index", place).returncode == 0


@pytest.mark.parametrize("moment", [0, 5], ids=["while libraries are imported", "while files are encoded"])
def test_ctrl_c_while_indexing_is_one_line_and_loses_nothing(summarize, docs, models_folder, tmp_path, moment):
    for number in range(1500):
        sentences = (f"Berg said that port number {number} would close on day {day}." for day in range(40))
        (docs / f"{number}.txt").write_text("\n\n".join(sentences))
    command = [
        sys.executable,
        "-m",
        "summarize",
        "index",
        str(docs),
        "--index",
        str(tmp_path / "index"),
        "--models",
        str(models_folder),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    while process.poll() is None and not (tmp_path / "index" / "index.sqlite3-wal").exists():
        time.sleep(0.05)
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=200)
    assert process.returncode == 2
    assert complaint.endswith("Error: interrupted; what was finished is kept, run the command again to go on\n")
    for path in list(docs.glob("*.txt"))[5:]:
        path.unlink()
    assert summarize("index", docs, "--index", tmp_path / "index").returncode == 0


@pytest.mark.skipif(
    os.geteuid() != 0 or sys.platform != "linux", reason="a full disk is made with a tmpfs, which takes root on Linux"
)
def test_a_full_disk_is_one_clear_line(summarize, docs, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(small)], capture_output=True).returncode:
        pytest.skip("root of a container may lack the right to mount: a tmpfs was refused")
    try:
        (docs / "b.txt").write_text("".join(f"Berg said that port number {number} would close.\n" for number in range(400)))
        assert_one_clear_line(summarize("index", docs, "--index", small / "index"), "small")
        assert (docs / "b.txt").exists()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_no_socket_is_opened_to_answer(models_folder, docs, tmp_path):
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
        "from summarize.cli.main import main\n"
        f"main(['ask', 'what did Berg say about the port', {str(docs)!r}, '--models', {str(models_folder)!r}])\n"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert "[a.txt:1]" in result.stdout
    assert socket.socket.connect is not None


@pytest.mark.parametrize(
    ("name", "opening"), [("b.md", b"# "), ("b.html", b"<!doctype html>"), ("b.docx", b"PK"), ("b.json", b"{")]
)
def test_a_briefing_takes_its_format_from_the_files_name(summarize, docs, tmp_path, name, opening):
    result = summarize("brief", docs, "-o", tmp_path / name)
    assert (result.returncode, result.stdout) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(opening)


def test_a_briefing_with_a_question_that_is_not_answered_exits_with_1(summarize, docs):
    result = summarize("brief", docs, "--question", "what is the population of Lima")
    assert result.returncode == 1
    assert "What the sources do not say" in result.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--format", "docx"], ["-o briefing.docx"]),
        (["-o", "nowhere/briefing.md"], ["nowhere/briefing.md", "no such folder"]),
        (["--update", "nowhere.md"], ["nowhere.md", "no such file"]),
        (["--update", str(ROOT / "CHANGELOG.md")], ["CHANGELOG.md", "not a briefing"]),
    ],
)
def test_what_a_briefing_cannot_do_is_one_clear_line(summarize, docs, options, words):
    assert_one_clear_line(summarize("brief", docs, *options), *words)


def test_ctrl_c_while_a_briefing_is_written_leaves_a_valid_partial_document(summarize, models_folder, tmp_path):
    assert summarize("index", EXAMPLES, "--index", tmp_path / "index").returncode == 0
    document = tmp_path / "briefing.md"
    places = ["--index", str(tmp_path / "index"), "--models", str(models_folder)]
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "summarize", "brief", str(EXAMPLES), "-o", str(document), *places]
    process = subprocess.Popen(command, stderr=theirs, cwd=tmp_path)
    os.close(theirs)
    seen = b""
    while not re.search(rb"Sections:.*[ (m][1-9]\d*/\d+", seen, re.DOTALL):  # from then on it writes
        assert select.select([ours], [], [], 100)[0], seen
        seen += os.read(ours, 1000)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=100) == 2
    assert "This briefing is partial: it was interrupted" in document.read_text(encoding="utf-8")
    assert summarize("verify", document, "--sources", EXAMPLES).returncode == 0


def test_a_document_cannot_steer_the_terminal(summarize, tmp_path):
    (tmp_path / "a.txt").write_text("Berg said on Monday that the \x1b[31mold\x1b[0m port \u202ewould close in the winter.\n")
    result = summarize("search", "what did Berg say about the port", tmp_path / "a.txt")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


def test_every_command_shows_an_example_in_its_help(summarize):
    for command in (
        ["ask"],
        ["brief"],
        ["search"],
        ["index"],
        ["models", "list"],
        ["models", "pull"],
        ["models", "verify"],
        ["doctor"],
        ["demo"],
    ):
        assert f"summarize {' '.join(command)}" in summarize(*command, "--help").stdout.split("Example", 1)[1]


def test_every_command_is_documented():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("ask", "brief", "search", "index", "models list", "models pull", "models verify", "doctor", "demo"):
        assert f"summarize {command}" in readme


def test_the_examples_are_there():
    assert len(list(EXAMPLES.glob("*.txt")) + list(EXAMPLES.glob("*.md"))) >= 6


CYRILLIC = "Berg said that the port of Одеса would close in winter.\r\n"


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--style", "paragraph")])
def test_what_is_piped_is_utf_8_in_any_locale(summarize, tmp_path, options):
    (tmp_path / "a.txt").write_text(CYRILLIC, encoding="utf-8", newline="")
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    result = summarize("ask", "what did Berg say about the port", tmp_path, *options, env=plain)
    assert result.returncode == 0, result.stderr
    assert "Одеса" in result.stdout


def test_a_code_page_that_lacks_a_character_shows_an_escape(summarize, tmp_path):
    (tmp_path / "a.txt").write_text(CYRILLIC, encoding="utf-8", newline="")
    result = summarize("ask", "what did Berg say about the port", tmp_path, env={"PYTHONIOENCODING": "cp1252"})
    assert result.returncode == 0, result.stderr
    assert r"\u041e\u0434\u0435\u0441\u0430" in result.stdout
