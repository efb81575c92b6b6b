"""Nothing needs a network: the program answers in a network namespace without any interface."""

import os
import shutil
import subprocess
import sys

import pytest

from tests import made_files
from tests.conftest import EXAMPLES

FACT = "Berg said that the old port of Lima would close in winter."
ALONE = ["unshare", "--net", "--", sys.executable, "-m", "summarize"]
pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("unshare") is None, reason="a network namespace takes root on Linux and `unshare`"
)


@pytest.fixture
def alone(models_folder, tmp_path):
    """Runs the program where there is no network interface, with a fresh home."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "HOME": str(tmp_path / "home"), "SUMMARIZE_MODELS": str(models_folder)}
        command = [*ALONE, *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)

    return run


def test_there_is_no_interface_to_the_outside():
    code = (
        "import socket; print([name for _, name in socket.if_nameindex() if name != 'lo']); "
        "socket.create_connection(('192.0.2.1', 80), 2)"
    )
    result = subprocess.run(["unshare", "--net", "--", sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout == "[]\n"
    assert "unreachable" in result.stderr


def test_a_question_over_every_format_is_answered(alone, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.html").write_text(
        made_files.web_page(f"<p>{FACT}</p>\n<p>It will open again in spring, she added, if the pier is mended.</p>")
    )
    (docs / "b.pdf").write_bytes(made_files.pdf([made_files.column(["Berg said that the ferries", "would sail from Callao."])]))
    (docs / "c.docx").write_bytes(made_files.word("Berg said that forty ships would leave."))
    (docs / "d.txt").write_text("Порт Лимы закроется зимой, сообщил в понедельник директор порта Карлос Берг.\n")
    result = alone("ask", "what did Berg say", docs)
    assert result.returncode == 0, result.stderr
    assert all(name in result.stdout for name in ("a.html:", "b.pdf:p1:1-2", "c.docx:1"))


@pytest.mark.parametrize("command", [["search", "how much gas did Russia pump to China"], ["brief"], ["index"]])
def test_every_command_that_reads_works(alone, command):
    result = alone(*command, EXAMPLES)
    assert result.returncode == 0, result.stderr


def test_a_briefing_is_checked(alone):
    assert alone("verify", EXAMPLES / "briefing.md", "--sources", EXAMPLES).returncode == 0


def test_the_doctor_says_that_there_is_no_network(alone):
    result = alone("doctor")
    assert result.returncode == 0, result.stdout
    assert "there is no network interface" in result.stdout


def test_pulling_says_that_it_needs_a_network(alone, tmp_path):
    result = alone("models", "pull", "--models", tmp_path / "models")
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (2, 2)
    assert "network" in result.stderr


SERVED = """
import fcntl, http.client, re, socket, struct, subprocess, sys, time
with socket.socket() as up:  # only the loopback interface
    fcntl.ioctl(up, 0x8914, struct.pack("16sH14s", b"lo", 0x1 | 0x40, b""))
server = subprocess.Popen([sys.executable, "-m", "summarize", "serve", *sys.argv[1:]], stdout=subprocess.PIPE, text=True)
host, token = re.search(r"http://([^/]+)/(\\S+)", server.stdout.readline()).groups()
def ask(method, path, body=None, **headers):
    made = http.client.HTTPConnection(host, timeout=60)
    made.request(method, path, body, {"Origin": f"http://{host}", **headers})
    answer = made.getresponse()
    return dict(answer.getheaders()), answer.read().decode()
cookie = ask("GET", "/" + token)[0]["set-cookie"].partition(";")[0]
form = re.search(r'name="form" value="(\\w+)"', ask("GET", "/", Cookie=cookie)[1])[1]
body = f"form={form}&question=how+much+gas+was+pumped+to+China"
kind = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
path = ask("POST", "/ask", body, **kind)[0]["location"]
while 'class="actions"' not in (text := ask("GET", path, Cookie=cookie)[1]):
    time.sleep(0.2)
print(text)
server.terminate()
server.wait()
"""
SPOKEN = """
import anyio, sys
from mcp import StdioServerParameters
from mcp.client import Client
async def main():
    async with Client(StdioServerParameters(command=sys.executable, args=["-m", "summarize", "mcp", *sys.argv[1:]])) as client:
        print((await client.call_tool("ask", {"question": "how much gas was pumped to China"})).content[0].text)
anyio.run(main)
"""


@pytest.mark.parametrize("program", [SERVED, SPOKEN], ids=["serve", "mcp"])
def test_the_page_and_mcp_answer(models_folder, tmp_path, program):
    env = {**os.environ, "HOME": str(tmp_path / "home")}
    where = ["--models", models_folder, "--index", tmp_path / "index"]
    command = ["unshare", "--net", "--", sys.executable, "-c", program, EXAMPLES, *where]
    result = subprocess.run([*map(str, command)], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr
    assert "13.8 billion cubic metres" in result.stdout
