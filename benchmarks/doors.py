"""A second question through each door, beside the command line, in one run: Python, MCP, and the page.

    python benchmarks/doors.py examples/

Each round asks the same questions through every door, one after the other; the first round warms the doors up and does not
count. Printed are medians, their ratio to the command line's, and the memory of the process that owns the models.
"""

import argparse
import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import anyio
from mcp import StdioServerParameters
from mcp.client import Client

import summarize

QUESTIONS = ["what did Xi say on Ukraine", "how much gas was pumped to China", "what is the population of Beijing"]
PROGRAM = [sys.executable, "-m", "summarize"]


class Page:
    """A server of the page and a client without a browser."""

    def __init__(self, sources: list[str]) -> None:
        self.process = subprocess.Popen(
            [*PROGRAM, "serve", *sources], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        found = re.search(r"http://([^/]+)(/\S+)", self.process.stdout.readline())
        assert found is not None
        self.host, entrance = found.groups()
        self.cookie = self.request("GET", entrance)[0]["set-cookie"].partition(";")[0]
        self.form = re.search(r'name="form" value="(\w+)"', self.request("GET", "/")[1])[1]  # type: ignore[index]

    def request(self, method: str, path: str, body: str | None = None) -> tuple[dict[str, str], str]:
        """Return the headers and the text of an answer."""
        connection = http.client.HTTPConnection(self.host, timeout=120)
        headers = {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers | ({"Cookie": self.cookie} if hasattr(self, "cookie") else {}))
        answer = connection.getresponse()
        return {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()

    def ask(self, question: str) -> None:
        """Ask, and read the events to their end, as the script does."""
        path = self.request("POST", "/ask", urlencode({"form": self.form, "question": question}))[0]["location"]
        assert "event: done" in self.request("GET", f"{path}/events")[1]


def memory(pid: int) -> str:
    """The resident memory of a process, in MB; unknown where there is no /proc."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return "?"
    return f"{int(found[1]) / 1000:,.0f}" if found else "?"


async def measure(sources: list[str], rounds: int) -> None:
    """Ask through all doors in turn, and print the table."""
    docs, page = summarize.open(*sources), Page(sources)
    took: dict[str, list[float]] = {}
    parameters = StdioServerParameters(command=sys.executable, args=["-m", "summarize", "mcp", *sources], env=dict(os.environ))
    async with Client(parameters) as client:

        def timed(door: str, work: Callable[[], object], number: int) -> None:
            started = time.perf_counter()
            work()
            if number:
                took.setdefault(door, []).append(time.perf_counter() - started)

        for number in range(rounds + 1):
            for question in QUESTIONS:
                command = [*PROGRAM, "ask", question, *sources]
                timed("command line", lambda command=command: subprocess.run(command, check=False, capture_output=True), number)
                timed("Python", lambda question=question: docs.ask(question), number)
                timed("page", lambda question=question: page.ask(question), number)
                started = time.perf_counter()
                await client.call_tool("ask", {"question": question})
                if number:
                    took.setdefault("MCP", []).append(time.perf_counter() - started)
    base = median(took["command line"])
    print(f"{'door':<14}{'seconds':>9}{'ratio':>8}   memory of its models, MB")
    for door, seconds in took.items():
        held = {"Python": memory(os.getpid()), "page": memory(page.process.pid)}.get(door, "")
        print(f"{door:<14}{median(seconds):>9.2f}{median(seconds) / base:>8.2f}   {held}")
    page.process.terminate()
    page.process.wait()


def main() -> None:
    """Measure in a fresh index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sources = [str(Path(source).resolve()) for source in options.sources]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SUMMARIZE_INDEX"] = folder
        anyio.run(measure, sources, options.rounds)


if __name__ == "__main__":
    main()
