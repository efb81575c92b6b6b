"""The page in a real browser against a real server: what a person does with it, with and without a script."""

import re
import signal
import time
import zipfile
from io import BytesIO

import pytest

from tests import needs
from tests.conftest import EXAMPLES
from tests.rendering.test_briefing import HOSTILE
from tests.serve.conftest import free_port, serving

QUESTION = "what did Xi say on Ukraine"
FACT = "Berg said on Monday that the old port would close in the winter."


def places(window) -> list[str]:
    return window.page.locator("main .cite").all_inner_texts()


def lines_of(place: str) -> list[str]:
    file, first, last = re.fullmatch(r"(.+):(\d+)(?:-(\d+))?", place).groups()
    rows = (EXAMPLES / file).read_text(encoding="utf-8").splitlines()
    return [" ".join(row.split()) for row in rows[int(first) - 1 : int(last or first)] if row.strip()]


def cited_lines(window) -> list[str]:
    texts = window.page.locator("#pane .cited-line .line").all_inner_texts()
    return [" ".join(text.split()) for text in texts]


def test_every_citation_of_an_answer_opens_its_lines(window):
    opened = window()
    opened.ask(QUESTION)
    links = opened.page.locator("main .cite")
    assert links.count() >= 5
    for number in range(links.count()):
        links.nth(number).click()
        place = links.nth(number).inner_text()
        opened.page.wait_for_function("place => document.querySelector('#pane h2')?.textContent === place", arg=place)
        assert cited_lines(opened) == lines_of(place)
        assert opened.page.locator("#cited").is_visible()
        assert opened.page.locator("#pane .cited-line mark").count() > 0
        assert links.nth(number).get_attribute("aria-current") == "true"
    assert not [url for url in opened.asked if not url.startswith(opened.base)]
    assert opened.said == []


def test_keys_go_from_citation_to_citation_and_back(window):
    page = (opened := window()).page
    opened.ask(QUESTION)
    known = places(opened)
    page.locator("h1").click()
    for place in known:
        page.keyboard.press("n")
        page.wait_for_function("place => document.querySelector('#pane h2')?.textContent === place", arg=place)
    page.keyboard.press("p")
    page.wait_for_function("place => document.querySelector('#pane h2')?.textContent === place", arg=known[-2])
    assert page.evaluate("document.activeElement.closest('#pane') !== null")
    page.keyboard.press("Escape")
    assert page.locator("#pane h2").count() == 0
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "question"
    page.keyboard.press("n")
    assert page.input_value("#question") == "n"


def test_statements_appear_as_they_are_finished_each_once_also_after_a_reload(window):
    page = (opened := window()).page
    opened.go("/briefing")
    page.get_by_role("button", name="Write").click()
    page.wait_for_selector("[data-streamed] li", timeout=60_000)
    page.reload()
    page.wait_for_selector("[data-streamed] li", timeout=60_000)
    page.wait_for_function("() => document.querySelectorAll('[data-streamed] li').length >= 4", timeout=60_000)
    ids = page.locator("[data-streamed] li").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    opened.finished()
    assert page.locator("[data-result]").get_attribute("aria-busy") is None
    texts = page.locator(".statements .text").all_inner_texts()
    assert len(texts) == len(set(texts)) > 4


def test_a_cited_line_that_has_changed_since_is_told_and_shown_as_it_was(browser, window, models_folder, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text(f"{FACT}\n")
    with serving(tmp_path, models_folder, "--port", free_port(), sources=(docs,)) as server:
        opened = window(server)
        opened.ask("what did Berg say about the port")
        (docs / "a.txt").write_text(f"Nothing of that is true, Ruiz said.\n{FACT}\n")
        opened.page.locator("main .cite").first.click()
        opened.page.wait_for_selector("#pane .partial")
        assert "changed since they were cited" in opened.page.locator("#pane").inner_text()
        assert cited_lines(opened) == [FACT]


def test_what_is_not_answered_shows_the_closest_lines_and_where_they_are(window):
    opened = window()
    opened.ask("what is the population of Beijing")
    page = opened.page
    assert page.get_by_text("The documents do not answer this.").is_visible()
    assert page.get_by_role("heading", name="These lines are closest").is_visible()
    page.locator("main .cite").first.click()
    page.wait_for_selector("#cited")
    assert cited_lines(opened) == lines_of(places(opened)[0])


def test_sources_that_differ_stand_side_by_side(window):
    opened = window()
    opened.ask(QUESTION)
    left, right = (opened.page.locator(".sides p").nth(number).bounding_box() for number in (0, 1))
    assert abs(left["y"] - right["y"]) < 2
    assert right["x"] >= left["x"] + left["width"]


def test_a_follow_up_is_read_with_the_question_before_it_and_stays_in_the_history(window):
    opened = window()
    opened.ask(QUESTION)
    opened.ask("and on trade?")
    assert opened.page.get_by_text("Read as: what did Xi say on trade.").is_visible()
    opened.go("/")
    assert opened.page.locator(".history a").all_inner_texts() == ["and on trade?", QUESTION]
    opened.page.locator(".history a").nth(1).click()
    assert opened.page.locator("h1").inner_text() == QUESTION


def test_an_answer_is_copied_as_text_with_its_citations(window):
    opened = window(permissions=["clipboard-read", "clipboard-write"])
    opened.ask(QUESTION)
    opened.page.get_by_role("button", name="Copy as text").click()
    opened.page.wait_for_selector("text=Copied")
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert f"[{places(opened)[0]}]" in copied


def test_options_keep_a_question_to_a_speaker_and_to_days(window):
    opened = window()
    opened.page.locator("summary", has_text="Options").click()
    opened.page.fill("[name=since]", "2022-12-31")
    opened.page.fill("[name=speaker]", "Putin")
    opened.ask("trade")
    assert {place.partition(":")[0] for place in places(opened)} <= {"meridian_post.md", "metro_daily.txt"}


DROP = """async ([selector, files]) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/plain" }));
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_a_file_that_is_dropped_can_be_asked_looked_into_and_removed(window, served):
    opened = window()
    page = opened.page
    opened.go("/sources")
    opened.settled()
    with page.expect_navigation():
        page.evaluate(DROP, ["[data-drop]", [["harbour note.txt", FACT], ["chart.pages", "PK"]]])
    page.wait_for_selector("text=harbour note.txt", timeout=60_000)
    assert (served.uploads / "harbour note.txt").read_text() == FACT
    opened.settled()
    opened.go("/")
    opened.ask("what did Berg say about the port")
    assert "harbour note.txt:1" in places(opened)
    opened.go("/sources")
    page.get_by_role("link", name="harbour note.txt").click()
    page.wait_for_selector("text=1 unit")
    opened.go("/sources")
    with page.expect_navigation():
        page.get_by_role("button", name="Remove chart.pages").click()
    assert not (served.uploads / "chart.pages").exists()
    page.get_by_role("button", name="Remove harbour note.txt").click()
    page.wait_for_function("() => document.body && !document.body.textContent.includes('harbour note.txt')", timeout=60_000)
    assert not (served.uploads / "harbour note.txt").exists()
    deadline = time.monotonic() + 60
    while b"old port would close" in (served.index / "index.sqlite3").read_bytes() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert b"old port would close" not in (served.index / "index.sqlite3").read_bytes()


def test_the_users_own_files_cannot_be_removed_in_the_page(window):
    opened = window()
    opened.go("/sources")
    assert opened.page.get_by_role("link", name="quickwire.txt").is_visible()
    assert opened.page.get_by_role("button", name="Remove quickwire.txt").count() == 0


def test_what_was_not_read_is_told_with_the_reason(window):
    opened = window()
    opened.go("/sources")
    opened.page.wait_for_selector("table")
    assert "no reader for a picture" in opened.page.locator("main").inner_text()


def test_a_text_is_checked_sentence_by_sentence(window):
    opened = window()
    opened.go("/verify")
    opened.page.fill(
        "#text", "Putin invited Xi to Moscow. [coastal_times.txt:5]\n\nXi invited Putin to Moscow. [coastal_times.txt:5]"
    )
    opened.page.get_by_role("button", name="Check").click()
    opened.finished()
    assert opened.page.locator(".verdict").all_inner_texts() == ["supported", "unsupported"]
    opened.page.locator("main .cite").nth(1).click()
    opened.page.wait_for_selector("#cited")
    assert cited_lines(opened) == lines_of("coastal_times.txt:5")


def test_a_text_that_is_dropped_is_put_into_the_box(window):
    opened = window()
    opened.go("/verify")
    opened.page.evaluate(DROP, ["[data-read]", [["note.md", "It rained. [quickwire.txt:3]"]]])
    opened.page.wait_for_function("() => document.getElementById('text').value.startsWith('It rained.')")


def test_a_briefing_is_written_edited_checked_and_exported(window, tmp_path):
    opened = window()
    page = opened.page
    opened.go("/briefing")
    page.fill("#headline", "The call")
    page.fill("#questions", f"{QUESTION}\nhow much gas was pumped to China\nwhat is the population of Beijing")
    page.get_by_role("button", name="Write").click()
    opened.finished()
    assert page.locator("h1").inner_text() == "The call"
    assert page.locator(".history [aria-current]").inner_text() == "The call"
    assert page.locator("li", has_text="population of Beijing").is_visible()
    assert page.locator("figure svg[role=img]").count() >= 1
    sentence = page.locator("[data-edit]").first
    before = sentence.inner_text()
    rewrite(sentence, f"{before[:-1]} and shut every bank.")
    page.wait_for_selector(".edited .verdict.unsupported")
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()
    assert download.value.suggested_filename == "The-call.md"
    for name, holds in (
        ("Markdown", "*(edited)*"),
        ("HTML", "edited; does not follow from its lines"),
        ("JSON", '"edited": "unsupported"'),
    ):
        text = exported(page, name)
        assert "and shut every bank." in text.replace("\\", "")
        assert holds in text
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    paper = zipfile.ZipFile(BytesIO(download.value.path().read_bytes())).read("word/document.xml").decode()
    assert "and shut every bank." in paper
    rewrite(sentence, "# Everything is false")
    page.wait_for_selector(".edited[role=alert]")
    assert sentence.inner_text().endswith("and shut every bank.")
    rewrite(sentence, before)
    page.wait_for_function("() => !document.querySelector('.edited')")


def test_a_sentence_of_a_briefing_can_be_left_out_and_put_back(window):
    opened = window()
    page = opened.page
    opened.go("/briefing")
    page.fill("#questions", QUESTION)
    page.locator("summary").first.click()
    page.fill("[name=names]", "quickwire.txt; meridian*")
    page.get_by_role("button", name="Write").click()
    opened.finished()
    assert "Only quickwire.txt, meridian*." in page.locator("article").inner_text()
    assert {place.partition(":")[0] for place in places(opened)} <= {"quickwire.txt", "meridian_post.md"}
    sentence = page.locator("[data-edit]").first
    before = sentence.inner_text()
    rewrite(sentence, "")
    page.wait_for_selector("text=Left out of the exports.")
    assert before not in exported(page, "Markdown")
    page.reload()
    assert page.locator(".left-out").inner_text() == before
    page.get_by_role("button", name="Put back").click()
    page.wait_for_function("() => !document.querySelector('.left-out')")
    assert before in exported(page, "Markdown")


def rewrite(sentence, text: str) -> None:
    """Put a text in place of a sentence of a briefing, with the keyboard, and leave it."""
    sentence.fill(text)
    sentence.press("Enter")


def exported(page, name: str) -> str:
    """The text of a file that the page offers."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return download.value.path().read_text(encoding="utf-8")


def test_the_exported_page_of_a_briefing_draws_its_sources_and_asks_for_nothing(window, browser, tmp_path):
    opened = window()
    opened.go("/briefing")
    opened.page.get_by_role("button", name="Write").click()
    opened.finished()
    with opened.page.expect_download() as download:
        opened.page.get_by_role("link", name="HTML").click()
    path = tmp_path / "briefing.html"
    path.write_bytes(download.value.path().read_bytes())
    asked = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.locator("figure svg rect").count() >= 2
    assert asked == [path.as_uri()]
    page.close()


def test_all_but_editing_works_without_a_script(window, served):
    opened = window(java_script_enabled=False)
    page = opened.page
    page.fill("#question", QUESTION)
    page.get_by_role("button", name="Ask").click()
    opened.finished()
    link = page.locator("main .cite").first
    place = link.inner_text()
    link.click()
    assert page.locator("#pane h2").inner_text() == place
    assert cited_lines(opened) == lines_of(place)
    page.get_by_role("link", name="Next (n)").click()
    assert page.locator("#pane h2").inner_text() == places(opened)[1]
    opened.go("/sources")
    page.set_input_files("#files", [{"name": "pier.txt", "mimeType": "text/plain", "buffer": FACT.encode()}])
    page.get_by_role("button", name="Add", exact=True).click()
    assert (served.uploads / "pier.txt").read_text() == FACT
    opened.go("/verify")
    page.fill("#text", "Putin invited Xi to Moscow. [coastal_times.txt:5]")
    page.get_by_role("button", name="Check").click()
    opened.finished()
    assert page.locator(".verdict").inner_text() == "supported"


@pytest.mark.parametrize("path", ["/", "/sources", "/briefing", "/verify"])
def test_a_phone_needs_no_scrolling_sideways(window, path):
    opened = window(viewport={"width": 390, "height": 844}, is_mobile=True)
    opened.go(path)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_the_document_comes_over_the_lower_half(window):
    opened = window(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    opened.ask(QUESTION)
    assert not opened.page.locator("#pane").is_visible()
    opened.page.locator("main .cite").first.tap()
    opened.page.wait_for_selector("#cited")
    box = opened.page.locator("#pane").bounding_box()
    assert box["y"] > 250
    assert box["y"] + box["height"] <= 845
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    opened.page.get_by_role("link", name="Close").tap()
    assert not opened.page.locator("#pane").is_visible()


def test_nothing_of_a_hostile_document_runs(browser, window, models_folder, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "<img src=x onerror=alert(1)>.txt").write_text(HOSTILE, encoding="utf-8")
    (docs / "a.txt").write_text(f"{FACT}\n<script>alert(2)</script> Berg said <b>so</b>.\n", encoding="utf-8")
    with serving(tmp_path, models_folder, "--port", free_port(), sources=(docs,)) as server:
        opened = window(server)
        opened.ask("what did Berg say about <script>alert(3)</script> the port")
        opened.page.locator("main .cite").first.click()
        opened.page.wait_for_selector("#cited")
        opened.go("/sources")
        opened.page.wait_for_selector("table", timeout=60_000)
        opened.go("/briefing")
        opened.page.fill("#headline", "<img src=x onerror=alert(4)>")
        opened.page.get_by_role("button", name="Write").click()
        opened.finished()
        assert opened.page.locator("main script, main img, main b").count() == 0
        assert opened.said == []
        assert not [url for url in opened.asked if not url.startswith(server.origin)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_page(window, scheme):
    opened = window(color_scheme=scheme, bypass_csp=True)
    found = {}

    def examine(name: str) -> None:
        opened.page.add_script_tag(path=needs.axe())
        result = opened.page.evaluate("axe.run()")
        found[name] = [(one["id"], [node["html"][:80] for node in one["nodes"]][:3]) for one in result["violations"]]

    examine("start")
    opened.ask(QUESTION)
    opened.page.locator("main .cite").first.click()
    opened.page.wait_for_selector("#cited")
    examine("answer")
    opened.go("/")
    opened.ask("what is the population of Beijing")
    examine("refusal")
    opened.go("/sources")
    opened.page.wait_for_selector("table")
    examine("sources")
    opened.page.get_by_role("link", name="meridian_post.md").click()
    examine("outline")
    opened.go("/verify")
    opened.page.fill("#text", "It rained in Lima. [coastal_times.txt:5]")
    opened.page.get_by_role("button", name="Check").click()
    opened.finished()
    examine("check")
    opened.go("/briefing")
    opened.page.fill("#questions", QUESTION)
    opened.page.get_by_role("button", name="Write").click()
    opened.finished()
    examine("briefing")
    assert not {name: violations for name, violations in found.items() if violations}


def test_a_page_is_light_and_does_not_jump(window):
    opened = window()
    sizes: list[int] = []
    opened.page.on("response", lambda response: sizes.append(len(response.body())) if response.ok else None)
    opened.go("/")
    opened.page.wait_for_load_state("networkidle")
    opened.page.evaluate(
        "() => { window.shift = 0; new PerformanceObserver(all => { for (const one of all.getEntries())"
        " if (!one.hadRecentInput) window.shift += one.value; }).observe({ type: 'layout-shift', buffered: true }); }"
    )
    assert sum(sizes) < 100_000
    assert opened.page.evaluate("window.shift") < 0.02
    opened.ask(QUESTION)
    assert len(opened.page.content()) < 100_000


def test_a_server_that_was_killed_while_it_indexed_goes_on_where_it_was(window, models_folder, tmp_path, summarize):
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(300):
        text = "\n\n".join(f"Berg said that port number {number} would close on day {day}." for day in range(18))
        (docs / f"{number:03}.txt").write_text(text)
    with serving(tmp_path, models_folder, "--port", free_port(), sources=(docs,)) as server:
        opened = window(server)
        opened.page.wait_for_function(
            "() => document.querySelector('.state')?.textContent.startsWith('indexing')", timeout=60_000
        )
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and held(server, summarize) == 0:
            time.sleep(1)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        before = held(server, summarize)
    assert 0 < before < 300
    with serving(tmp_path, models_folder, "--port", free_port(), sources=(docs,)) as server:
        opened = window(server)
        opened.page.wait_for_function(
            "() => document.querySelector('.state')?.textContent.startsWith('indexing')", timeout=60_000
        )
        total = int(re.search(r"of (\d+)", opened.page.locator(".state").inner_text())[1])
        assert total <= 300 - before
        opened.page.wait_for_selector("text=300 files to answer from", timeout=300_000)
        opened.ask("what did Berg say about port number 299")
        assert any(place.startswith("299.txt") for place in places(opened))


INDEXES = "() => document.querySelector('.state')?.textContent.startsWith('indexing')"


def held(server, summarize) -> int:
    listed = summarize("index", "list", "--index", server.index)
    return listed.stdout.count(".txt") if listed.returncode == 0 else 0
