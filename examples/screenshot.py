"""Take the screenshot of the example briefing that the README shows: `make example`; needs `make browser` once."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    """Open the briefing, choose a citation, and save what is seen."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE)
        page.goto((HERE / "briefing.html").as_uri())
        page.locator(".cited a").nth(2).click()
        page.screenshot(path=HERE / "briefing.png")
        browser.close()


if __name__ == "__main__":
    main()
