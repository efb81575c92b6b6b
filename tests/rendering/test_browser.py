"""A briefing in a real browser: citations open their lines, nothing is requested, nothing runs, everybody can use it.

Needs Chromium, and for accessibility axe-core; `make browser` installs both.
"""

import re
from pathlib import Path

import pytest

from summarize.app import brief
from summarize.app.reporter import Reporter
from summarize.rendering.briefing import RENDERERS
from tests import needs
from tests.rendering.test_briefing import HOSTILE


class Page:
    """A page that was opened from a file, with what it asked for and said."""

    def __init__(self, browser, path: Path, **options) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page = browser.new_page(**options)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(path.as_uri())


@pytest.fixture(scope="module")
def written(briefing, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "briefing.html"
    path.write_text(RENDERERS["html"](briefing), encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [{"width": 1360, "height": 900}, {"width": 390, "height": 844}], ids=["wide", "narrow"])
def test_a_click_on_a_citation_shows_its_lines_and_the_way_back(browser, written, briefing, size):
    opened = Page(browser, written, viewport=size)
    page = opened.page
    for number, told in enumerate(briefing.body.bottom_line):
        link = page.locator(".statements > li").nth(number).locator(".cited a").first
        link.click()
        excerpt = page.locator(".excerpt:target")
        assert excerpt.is_visible()
        place = told.citations[0]
        shown = [int(value) for value in excerpt.locator("li.cited-line").evaluate_all("all => all.map(li => li.value)")]
        assert set(shown) <= set(range(place.line, place.end_line + 1))
        assert place.text.split()[0] in excerpt.inner_text()
        assert excerpt.locator("mark").count() > 0
        excerpt.get_by_role("link").click()
        assert not excerpt.is_visible()
        assert page.locator("li:target").inner_text().startswith(told.text[:20])
    assert (opened.asked, opened.said) == ([written.as_uri()], [])


def test_a_keyboard_reaches_citations_and_their_lines(browser, written):
    page = Page(browser, written).page
    page.locator(".cited a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "excerpt"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Back to the text"


def test_a_phone_needs_no_scrolling_sideways(browser, written):
    page = Page(browser, written, viewport={"width": 360, "height": 740}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_of_a_hostile_document_runs(browser, workspace, tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "a.txt").write_text(HOSTILE, encoding="utf-8")
    quiet = Reporter(lambda _: None, lambda *_: None, lambda _: None)
    found = brief.brief([folder], workspace, quiet, brief.Order("<script>alert(3)</script>"))
    path = tmp_path / "briefing.html"
    path.write_text(RENDERERS["html"](found), encoding="utf-8")
    opened = Page(browser, path)
    assert opened.page.title() == "<script>alert(3)</script>"
    assert opened.page.locator("script, img, b, i").count() == 0
    assert (opened.asked, opened.said) == ([path.as_uri()], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser, written, scheme):
    page = browser.new_page(viewport={"width": 1360, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.goto(written.as_uri())
    page.locator(".cited a").first.click()
    page.add_script_tag(content=needs.axe().read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations.map(v => `${v.impact} ${v.id}: ${v.nodes[0].html}`)")
    assert found == []


def test_in_print_the_places_stay_and_the_panel_goes(browser, written):
    page = Page(browser, written).page
    page.emulate_media(media="print")
    assert not page.locator("aside").is_visible()
    assert re.search(r"\w+\.(txt|md):\d+", page.locator(".statements .cited").first.inner_text())
