"""Small documents of every format, made by code, for tests of the readers."""

import copy
import io
import json
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

import docx

Placed = tuple[float, float, float, str]
"""A line of a page: x and y of its beginning in points, the size of its font, its text."""


def pdf(pages: Sequence[Sequence[Placed]], info: str = "") -> bytes:
    """A PDF of pages of 595 by 842 points with lines of text in Helvetica, in bold if they stand between ``**``."""
    fonts = [f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>" for name in ("Helvetica", "Helvetica-Bold")]
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", *fonts]
    kids = []
    for page in pages:
        stream = "\n".join(_placed(*line) for line in page)
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>\nstream\n{stream}\nendstream")
        content = len(objects)
        resources = "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/MediaBox[0 0 595 842]"
        objects.append(f"<</Type/Page/Parent 2 0 R{resources}/Contents {content} 0 R>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    objects.append(f"<<{info}>>")
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer{trailer}\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()


def _placed(x: float, y: float, size: float, text: str) -> str:
    font = "F2" if text.startswith("**") else "F1"
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text.strip('*'))}) Tj ET"


def grid(rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float = 700, size: float = 10) -> list[Placed]:
    """The rows of a table, one below the other; each column begins at one of `lefts`."""
    return [
        (x, top - 14 * number, size, cell) for number, row in enumerate(rows) for x, cell in zip(lefts, row, strict=True) if cell
    ]


def scan(pdf_: bytes, stamp: str = "") -> bytes:
    """A PDF of the pictures of the pages of another, as a scanner makes it, perhaps with a stamp at the top of its first page."""
    import pypdfium2  # only these tests need it
    from PIL import Image

    pictures = [page.render(scale=300 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf_)]
    target = io.BytesIO()
    first, *others = pictures
    assert isinstance(first, Image.Image)
    first.save(target, "PDF", resolution=300, save_all=True, append_images=others)
    if not stamp:
        return target.getvalue()
    scanned = pypdfium2.PdfDocument(target.getvalue())
    stamps = pypdfium2.PdfDocument(pdf([[(60, 820, 8, stamp)]]))
    scanned[0].insert_obj(stamps.page_as_xobject(0, scanned).as_pageobject())
    scanned[0].gen_content()
    stamped = io.BytesIO()
    scanned.save(stamped)
    return stamped.getvalue()


def bound(*pdfs: bytes) -> bytes:
    """The pages of several PDFs as one."""
    import pypdfium2  # only these tests need it

    whole = pypdfium2.PdfDocument.new()
    for each in pdfs:
        whole.import_pages(pypdfium2.PdfDocument(each))
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def column(texts: Sequence[str], x: float = 60, top: float = 760, size: float = 10) -> list[Placed]:
    """Lines one below the other."""
    return [(x, top - 12 * number, size, text) for number, text in enumerate(texts)]


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def word(*paragraphs: str, heading: str = "", rows: Sequence[Sequence[str]] = (), title: str = "", author: str = "") -> bytes:
    """A Word document: a heading, paragraphs, a table."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    if heading:
        document.add_heading(heading)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "text", "table", "meta")
)


def opendocument(body: str, meta: str = "") -> bytes:
    """An OpenDocument text with this body and these fields, as XML."""
    content = (
        f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    about = f'<office:document-meta {ODF} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}</office:meta>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": f"{about}</office:document-meta>",
        }
    )


def book(*chapters: str, fields: str = "") -> bytes:
    """An EPUB with these chapters as XHTML bodies."""
    items = "".join(f'<item id="i{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters)))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{fields}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    parts: dict[str, str | bytes] = {"META-INF/container.xml": container, "OPS/book.opf": package}
    for number, chapter in enumerate(chapters):
        parts[f"OPS/text/{number}.xhtml"] = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{chapter}</body></html>'
    return zipped(parts)


def message(text: str, *, subject: str = "The port", date: str = "Mon, 03 May 2021 09:14:00 +0000", html: bool = False) -> bytes:
    """A mail from Ana Reis."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "Ana Reis <ana@example.org>", subject, date
    mail.set_content(text, subtype="html" if html else "plain")
    return bytes(mail)


def mbox(*texts: str) -> bytes:
    """A mailbox with one mail for each text."""
    return b"\n".join(b"From ana@example.org Mon May  3 09:14:00 2021\n" + message(text) for text in texts)


def rtf(*paragraphs: str, info: str = "") -> bytes:
    """An RTF file."""
    body = "\\par\n".join(paragraphs)
    return f"{{\\rtf1\\ansi{{\\info{info}}}\n{body}\\par}}".encode("cp1252")


def web_page(article: str, *, head: str = "") -> str:
    """A page with a menu, an article, a column beside it and a foot."""
    links = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("Home", "News", "Sport", "Weather", "Contact"))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><title>Harbour opens again</title>{head}</head>\n<body>\n'
        f"<nav><ul>{links}</ul></nav>\n"
        f"<article>\n{article}\n</article>\n<aside><h3>Most read</h3>"
        '<p><a href="/s">Ten storms that you will not forget</a></p></aside>\n'
        "<footer><p>All rights reserved by the Herald. Subscribe to our newsletter today.</p></footer>\n</body></html>\n"
    )


def records(*values: object) -> str:
    """JSON lines."""
    return "".join(json.dumps(value) + "\n" for value in values)


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """An Excel workbook with these sheets, as rows of values."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def slides(*made: list[str], footers: Sequence[str] = ()) -> bytes:
    """PowerPoint slides, each with a title and paragraphs, and with a date, a footer and a number below."""
    from pptx import Presentation

    show = Presentation()
    for title, *paragraphs in made:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        frame.text = paragraphs[0]
        for paragraph in paragraphs[1:]:
            frame.add_paragraph().text = paragraph
        below = [shape for shape in slide.slide_layout.placeholders if shape.placeholder_format.type in {13, 15, 16}]
        for shape, text in zip(below, footers, strict=False):
            slide.shapes._spTree.append(copy.deepcopy(shape._element))
            slide.placeholders[shape.placeholder_format.idx].text_frame.text = text
    stored = io.BytesIO()
    show.save(stored)
    return stored.getvalue()


def _open_document(kind: str, body: str) -> bytes:
    content = f"<office:document-content {ODF} {DRAWING}><office:body>{body}</office:body></office:document-content>"
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


DRAWING = (
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'
)


def opendocument_sheet(rows: list[list[str]]) -> bytes:
    """An OpenDocument spreadsheet with one sheet."""
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    table = f'<office:spreadsheet><table:table table:name="Ports">{cells}</table:table></office:spreadsheet>'
    return _open_document("spreadsheet", table)


def opendocument_slides(*made: list[str]) -> bytes:
    """OpenDocument slides, each with paragraphs."""
    pages = "".join(
        "<draw:page><draw:frame>" + "".join(f"<text:p>{paragraph}</text:p>" for paragraph in page) + "</draw:frame></draw:page>"
        for page in made
    )
    return _open_document("presentation", f"<office:presentation>{pages}</office:presentation>")


def notebook(*cells: str) -> str:
    """A Jupyter notebook with these cells of Markdown."""
    made = [{"cell_type": "markdown", "source": cell.splitlines(keepends=True)} for cell in cells]
    return json.dumps({"cells": made, "nbformat": 4})


def indented(value: object) -> str:
    """A value as JSON over several lines."""
    return json.dumps(value, indent=1)
