"""A briefing in its formats: the same statements in each, and nothing of a document is markup, script or control."""

import json
import re
from io import BytesIO

import docx
import pytest
from markdown_it import MarkdownIt

from summarize.app import brief
from summarize.app.reporter import Reporter
from summarize.rendering import excerpts
from summarize.rendering.briefing import RENDERERS
from summarize.types.document import Text
from summarize.types.evidence import Citation

HOSTILE = """\
<script>document.title = "taken"</script> Ruiz & Berg <b>said</b> that copper exports from Lima rose by 5 percent.

Ruiz said that the [ferry](javascript:alert(1)) crosses **the** bay of Lima in ten `minutes` <img src="http://example.org/x.png">.

Berg told the council that \x1b[31mred\x1b[0m boats and \u202egnihsif\u202c nets were sold | in Lima | last winter.

Ruiz called the "</style><script>alert(2)</script>" banner at the pier of Lima a disgrace for the whole city.

The [harbour.txt:1] council of Lima opened the {{ 7 * 7 }} new piers on 3 May 2021 after a long strike.
"""


@pytest.fixture(scope="module")
def hostile(workspace, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile <b>&")
    (folder / "a <i>&.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "b.txt").write_text("Berg said that copper exports from Lima rose by 7 percent.\n", encoding="utf-8")
    quiet = Reporter(lambda _: None, lambda *_: None, lambda _: None)
    found = brief.brief([folder], workspace, quiet, brief.Order("<script>alert(3)</script> & more"))
    assert len(found.body.statements) >= 3
    return found


def visible(markdown: str) -> str:
    """The text of Markdown as a forge shows it, raw HTML allowed as most forges do."""
    return re.sub(r"<[^>]*>", "", MarkdownIt("commonmark").enable("table").render(markdown))


def test_text_of_a_document_is_no_markup_in_html(hostile):
    page = RENDERERS["html"](hostile)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page)
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_text_of_a_document_is_no_markup_in_markdown(hostile):
    rendered = MarkdownIt("commonmark").enable("table").render(RENDERERS["md"](hostile))
    assert "<script" not in rendered
    assert "<img" not in rendered
    assert 'href="javascript' not in rendered
    assert "&lt;script&gt;" in rendered
    assert "\x1b" not in rendered
    assert "\u202e" not in rendered


def test_text_of_a_document_is_text_in_a_word_file(hostile):
    paper = docx.Document(BytesIO(RENDERERS["docx"](hostile)))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "<script>" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_every_format_holds_every_statement(briefing):
    statements = [told.text for told in briefing.body.statements]
    data = json.loads(RENDERERS["json"](briefing))
    told = [*data["bottom_line"], *data["timeline"]]
    told += [sentence for part in (*data["sections"], *data["voices"]) for sentence in part["sentences"]]
    assert sorted(sentence["text"] for sentence in told) == sorted(statements)
    paper = docx.Document(BytesIO(RENDERERS["docx"](briefing)))
    texts = {
        "html": re.sub(r"\s+", " ", RENDERERS["html"](briefing)).replace("&#39;", "'"),
        "md": visible(RENDERERS["md"](briefing)),
        "docx": "\n".join(paragraph.text for paragraph in paper.paragraphs),
    }
    for format_, text in texts.items():
        assert [statement for statement in statements if statement not in text] == [], format_


def test_a_page_asks_for_nothing_and_allows_no_script(briefing):
    page = RENDERERS["html"](briefing)
    assert "default-src 'none'" in page
    assert re.findall(r"(?:src|href)=\"(?!#|data:,)[^\"]*\"", page) == []


def test_a_word_file_has_headings_notes_and_a_table_of_sources(briefing):
    paper = docx.Document(BytesIO(RENDERERS["docx"](briefing)))
    headings = [paragraph.text for paragraph in paper.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings[0] == "Bottom line"
    assert {"Who said what", "Timeline", "Sources", "How this briefing was made", "Notes"} <= set(headings)
    assert [row.cells[0].text for row in paper.tables[0].rows][1:] == [source.file for source in briefing.sources]
    xml = paper.element.xml
    targets = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert set(re.findall(r'w:anchor="([^"]+)"', xml)) <= targets


def test_an_excerpt_shows_the_cited_lines_among_their_neighbours_with_the_supporting_words():
    lines = {"a.txt": Text(("Zero.", "", "One.", "It rained on Lima all day.", "", "Two.", "Three.", "Four."))}
    shown = excerpts.excerpt("Lima had rain.", Citation("a.txt", 4, 4), lines)
    assert [(line.number, line.cited) for line in shown] == [(1, False), (3, False), (4, True), (6, False), (7, False)]
    assert [stretch.text for line in shown for stretch in line.stretches if stretch.supports] == ["rained", "Lima"]


def test_an_excerpt_of_a_file_that_is_gone_shows_the_cited_text():
    (line,) = excerpts.excerpt("Lima had rain.", Citation("a.txt", 4, 4, "It rained on Lima."), {})
    assert "".join(stretch.text for stretch in line.stretches) == "It rained on Lima."
