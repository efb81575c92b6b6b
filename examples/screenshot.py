"""Take the screenshots that the documentation shows: `make example`; needs `make browser` once.

`examples/briefing.png` is the example briefing, `docs/page.png` the page of `summarize serve` with an answer.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
PICTURE = HERE.parent / "docs" / "page.png"
SIZE = {"width": 1280, "height": 860}
SECONDS = 300_000
"""Milliseconds to wait for an answer: the models may still have to be loaded."""


def main() -> None:
    """Open the briefing and the page, choose a citation in each, and save what is seen."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        take_briefing(browser)
        take_page(browser)
        browser.close()


def take_briefing(browser: Browser) -> None:
    """Take the picture of the example briefing."""
    page = browser.new_page(viewport=SIZE)
    page.goto((HERE / "briefing.html").as_uri())
    page.locator(".cited a").nth(2).click()
    page.screenshot(path=HERE / "briefing.png")


def take_page(browser: Browser) -> None:
    """Take the picture of the page with an answer."""
    with tempfile.TemporaryDirectory() as index:
        command = [sys.executable, "-m", "summarize", "serve", str(HERE), "--index", index]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None  # piped
        found = re.search(r"http\S+", server.stdout.readline())
        assert found is not None  # the address
        page = browser.new_page(viewport=SIZE)
        page.goto(found[0])
        page.fill("#question", "what did Xi say on Ukraine")
        page.keyboard.press("Enter")
        page.wait_for_selector(".actions", timeout=SECONDS)
        page.locator("main .cite").nth(1).click()
        page.wait_for_selector("#cited")
        page.mouse.move(0, 0)
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=PICTURE)
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
