"""A real server in a process of its own, and windows of a real browser."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES


@dataclass
class Served:
    """A server that runs: its first address, its process, and its folders."""

    address: str
    process: subprocess.Popen
    uploads: Path
    index: Path

    @property
    def origin(self) -> str:
        return self.address.partition("/?")[0]

    @property
    def port(self) -> int:
        return int(self.origin.rpartition(":")[2])

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]


@contextmanager
def serving(folder: Path, models: Path, *options: object, sources: tuple[Path, ...] = (EXAMPLES,), uploads: bool = True):
    """Run `summarize serve` until the block ends."""
    added, index = folder / "added", folder / "index"
    where = ["--index", index, "--models", models, *(["--uploads", added] if uploads else [])]
    command = [sys.executable, "-m", "summarize", "serve", *sources, *where]
    errors = (folder / "errors.txt").open("w")
    process = subprocess.Popen(
        [*map(str, command), *map(str, options)],
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
    )
    try:
        found = re.match(r"Open (http\S+)", process.stdout.readline())
        assert found, (folder / "errors.txt").read_text()
        yield Served(found[1], process, added, index)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(60)
        process.stdout.close()
        errors.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory, models_folder):
    with serving(tmp_path_factory.mktemp("served"), models_folder, "--port", free_port()) as server:
        yield server


def free_port() -> int:
    import socket

    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@dataclass
class Window:
    """A window with what it asked of the network, and what it said."""

    page: object
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    bytes: int = 0

    def go(self, path: str = "/") -> None:
        self.page.goto(self.base + path)

    def settled(self) -> None:
        """Wait until the page no longer shows that files are read, after which it loads itself again."""
        self.page.wait_for_function("() => document.body && !document.querySelector('[data-reload]')", timeout=60_000)

    def ask(self, question: str) -> None:
        self.page.fill("#question", question)
        self.page.keyboard.press("Enter")
        self.finished()

    def finished(self) -> None:
        self.page.wait_for_selector(".actions", timeout=120_000)


@pytest.fixture
def window(browser, served):
    """Opens a window that has entered by the address with the token."""
    opened = []

    def new(server: Served = served, **options) -> Window:
        context = (
            browser.new_context(viewport={"width": 1360, "height": 900}, **options)
            if "viewport" not in options
            else (browser.new_context(**options))
        )
        opened.append(context)
        made = Window(context.new_page())
        made.base = server.origin
        page = made.page
        page.on("request", lambda request: made.asked.append(request.url))
        page.on("console", lambda message: made.said.append(message.text))
        page.on("pageerror", lambda error: made.said.append(str(error)))
        page.on("dialog", lambda dialog: (made.said.append(dialog.message), dialog.dismiss()))
        page.goto(server.address)
        page.wait_for_url(f"{server.origin}/")
        return made

    yield new
    for context in opened:
        context.close()
