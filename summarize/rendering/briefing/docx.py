"""A briefing as a Word document: real headings, numbered notes for the citations, a table of sources; by python-docx.

A citation is a number in superscript that links to its note at the end. The note has the locations and the cited words.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import count
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from summarize.briefing.compose import BOTTOM_LINE, DIFFERENCES, TIMELINE, VOICES
from summarize.briefing.document import Briefing
from summarize.citations import syntax
from summarize.rendering import labels
from summarize.rendering.answer.text import place
from summarize.rendering.source_titles import titled
from summarize.settings import KEYWORDS
from summarize.text.escaping import shown
from summarize.types.answer import AnswerSentence
from summarize.types.evidence import Citation

NOTES = "Notes"
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINK = RGBColor(0x0B, 0x57, 0xA4)
SOFT = RGBColor(0x56, 0x5D, 0x68)
LONGEST_TITLE = 255
"""Maximum number of characters of the title in the file's properties."""
LONGEST = 300
"""Maximum number of characters of a source that are shown in a note."""
WIDTHS = (4.4, 4.8, 2.5, 2.6, 1.4, 1.4)
"""Widths of the columns of the table of sources, in centimetres."""


def render(briefing: Briefing) -> bytes:
    """Render the whole document as the bytes of a .docx file."""
    paper = _Paper(briefing.title)
    body = briefing.body
    paper.small(labels.scope(briefing))
    if body.partial:
        paper.small(labels.partial(body))
    paper.part(BOTTOM_LINE, 1, [(said, "", "") for said in body.bottom_line])
    for section in body.sections:
        paper.part(section.heading, 1, [(said, "", "") for said in section.statements])
    if body.voices:
        paper.heading(VOICES, 1)
    for voice in body.voices:
        paper.part(voice.speaker, 2, [(said, "", labels.said(said)) for said in voice.statements])
        if voice.elsewhere:
            paper.small(labels.elsewhere(voice.elsewhere))
    paper.part(TIMELINE, 1, [(event.statement, f"{event.when}: ", "") for event in body.timeline])
    if body.differences:
        paper.heading(DIFFERENCES, 1)
    for found in body.differences:
        paper.heading(found.about[:1].upper() + found.about[1:], 2)
        for version in found.versions:
            paper.statement(version.text, version.citations)
    _apparatus(paper, briefing)
    return paper.saved()


def _apparatus(paper: "_Paper", briefing: Briefing) -> None:
    """Add the unanswered questions, the table of sources, and how the briefing was made."""
    if briefing.unanswered:
        paper.heading(labels.UNANSWERED, 1)
    for found in briefing.unanswered:
        paper.heading(found.question, 2)
        paper.small(labels.NO_ANSWER)
        for evidence in found.nearest:
            paper.item(f"{place(evidence)} {evidence.sentence.text}")
    paper.heading(labels.SOURCES, 1)
    rows = [
        (s.file, titled(s.metadata), labels.written(s), labels.lines(s), str(s.origin), f"{s.share:.0%}")
        for s in briefing.sources
    ]
    paper.table(("File", "Title", "Date", "Lines cited", "Origin", "Share"), rows)
    if unread := labels.not_read(briefing.unread):
        paper.small(labels.NOT_READ)
    for line in unread:
        paper.item(line)
    paper.heading(labels.MADE, 1)
    for line in (labels.every(briefing.body), *labels.making(briefing)):
        paper.item(line)
    for reason, times in labels.reasons(briefing.body):
        paper.item(f"Rejected {times} times: {reason}" if times > 1 else f"Rejected once: {reason}")
    paper.notes()


class _Paper:
    """A Word document under construction, and the notes still to be written."""

    def __init__(self, title: str) -> None:
        self._document = Document()
        self._document.core_properties.title = _plain(title)[:LONGEST_TITLE]
        self._document.core_properties.author = "summarize"
        self._document.core_properties.keywords = KEYWORDS
        self._notes: list[Sequence[Citation]] = []
        self._bookmarks = count(1)
        for section in self._document.sections:
            section.left_margin = section.right_margin = Cm(2.2)
        style = self._document.styles.add_style("Statement", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._document.styles["List Bullet"]
        style.paragraph_format.space_after = Pt(5)
        self._document.add_heading(_plain(title), 0)

    def heading(self, text: str, level: int) -> None:
        """Add a heading at a level of Word's outline."""
        self._document.add_heading(_plain(text), level)

    def small(self, text: str) -> None:
        """Add a line in the program's own words."""
        run = self._document.add_paragraph().add_run(_plain(text))
        run.italic, run.font.size, run.font.color.rgb = True, Pt(9), SOFT

    def item(self, text: str) -> None:
        """Add an item of a list."""
        self._document.add_paragraph(_plain(text), style="List Bullet")

    def part(self, heading: str, level: int, said: Sequence[tuple[AnswerSentence, str, str]]) -> None:
        """Add a heading with statements, each with the text before and after it; nothing if there are no statements."""
        if said:
            self.heading(heading, level)
        for statement, front, behind in said:
            notes = "; ".join(filter(None, [behind, labels.grounds(statement), labels.edited(statement)]))
            self.statement(statement.text, statement.citations, front, notes)
            for found in statement.disagreements:
                other = found.versions[-1]
                self.statement(other.text, other.citations, f"Other sources differ ({found.about}): ")

    def statement(self, text: str, cited: Sequence[Citation], front: str = "", behind: str = "") -> None:
        """Add a statement with the number of its note."""
        paragraph = self._document.add_paragraph(style="Statement")
        if front:
            paragraph.add_run(_plain(front)).bold = True
        paragraph.add_run(_plain(text))
        self._notes.append(cited)
        number = len(self._notes)
        self._bookmark(paragraph, f"text{number}")
        self._link(paragraph, f"note{number}", str(number), superscript=True)
        if behind:
            run = paragraph.add_run(f" ({_plain(behind)})")
            run.font.size, run.font.color.rgb = Pt(9), SOFT

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table whose head is repeated on each page."""
        table = self._document.add_table(rows=1, cols=len(head), style="Light Grid Accent 1")
        table.autofit = False
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)
        for cells in (table.rows[0].cells, *(table.add_row().cells for _ in rows)):
            for cell, width in zip(cells, WIDTHS, strict=True):
                cell.width = Cm(width)
        for row, values in zip(table.rows, (head, *rows), strict=True):
            for number, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
                run = cell.paragraphs[0].add_run(_plain(value))
                run.font.size = Pt(8.5)
                if number > 2:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def notes(self) -> None:
        """Add the notes: for each statement its locations, with the cited words of the first."""
        self.heading(NOTES, 1)
        for number, cited in enumerate(self._notes, start=1):
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(3)
            self._bookmark(paragraph, f"note{number}")
            self._link(paragraph, f"text{number}", f"{number}", superscript=False)
            run = paragraph.add_run(f"  {_plain(_places(cited))}: “{_plain(_words(cited))}”")
            run.font.size = Pt(9)

    def saved(self) -> bytes:
        """Return the bytes of the file."""
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _bookmark(self, paragraph: Any, name: str) -> None:
        """Make a paragraph the target of links by a name."""
        number = str(next(self._bookmarks))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), number)
        start.set(qn("w:name"), name)
        paragraph._p.append(start)
        paragraph._p.append(end)

    @staticmethod
    def _link(paragraph: Any, anchor: str, text: str, *, superscript: bool) -> None:
        """Add a link to a bookmark of this document."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), anchor)
        run = paragraph.add_run(text)
        run.font.superscript, run.font.color.rgb, run.font.size = superscript, LINK, Pt(9)
        link.append(run._r)
        paragraph._p.append(link)


def _places(cited: Iterable[Citation]) -> str:
    return "; ".join(syntax.location(place) for place in cited)


def _words(cited: Sequence[Citation]) -> str:
    text = " ".join(cited[0].text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(maxsplit=1)[0] + " …"


def _plain(text: str) -> str:
    """Return text that XML can hold, without characters that change the direction of the text after them."""
    return NOT_IN_XML.sub("\ufffd", shown(text))
