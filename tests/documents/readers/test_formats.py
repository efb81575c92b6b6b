"""Every format gives the text that its reader sees, with the place where its reader finds it."""

from datetime import date
from textwrap import wrap

import pytest

from summarize.app import ask
from summarize.documents import metadata, readers
from summarize.documents.sentences import split_sentences
from summarize.errors import ReadError
from summarize.types.document import BlockKind, Document
from tests import made_files
from tests.conftest import EXAMPLES

STORM = "The harbour of Lisbon opened again on Monday, the port authority said, after a storm had closed it for two days."
LOSS = "The director, Rui Costa, said that the port had lost forty ships to other harbours in the meantime."
TALK = "1\n00:00:01,000 --> 00:00:03,000\nThe harbour of Lisbon\n\n2\n00:01:03,500 --> 00:01:05,000\n<i>opened again.</i>\n"


def read(folder, name: str, content: str | bytes) -> Document:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return readers.read(path)


def told(document: Document) -> list[tuple[str, str]]:
    """The sentences of a document with their places."""
    return [(document.places.shown(s.first_line, s.last_line), s.text) for s in split_sentences(document.lines)]


MAKERS = {
    "a.html": lambda: made_files.web_page(f"<h1>Harbour opens again</h1>\n<p>{STORM}</p>\n<p>{LOSS}</p>"),
    "a.pdf": lambda: made_files.pdf([made_files.column([*wrap(STORM, 70), "", *wrap(LOSS, 70)])]),
    "a.docx": lambda: made_files.word(STORM, LOSS, heading="Harbour opens again"),
    "a.odt": lambda: made_files.opendocument(
        f"<text:h>Harbour opens again</text:h><text:p>{STORM}</text:p><text:p>{LOSS}</text:p>"
    ),
    "a.epub": lambda: made_files.book(f"<h1>Harbour</h1><p>{STORM}</p>", f"<p>{LOSS}</p>"),
    "a.rtf": lambda: made_files.rtf("Harbour opens again", STORM, LOSS),
    "a.eml": lambda: made_files.message(f"{STORM}\n\n{LOSS}\n"),
    "a.csv": lambda: f'place,text\nLisbon,"{STORM}"\nPorto,"{LOSS}"\n',
    "a.jsonl": lambda: made_files.records({"place": "Lisbon", "text": STORM}, {"place": "Porto", "text": LOSS}),
    "a.vtt": lambda: f"WEBVTT\n\n00:01.000 --> 00:03.000\n{STORM}\n\n00:04.000 --> 00:09.000\n{LOSS}\n",
    "a.xlsx": lambda: made_files.workbook({"Ports": [["Port", "Report"], ["Lisbon", STORM], ["Porto", LOSS]]}),
    "a.ods": lambda: made_files.opendocument_sheet([["Port", "Report"], ["Lisbon", STORM], ["Porto", LOSS]]),
    "a.pptx": lambda: made_files.slides(["Harbour opens again", STORM], ["What it cost", LOSS]),
    "a.odp": lambda: made_files.opendocument_slides([STORM], [LOSS]),
    "a.ipynb": lambda: made_files.notebook(f"# Harbour\n\n{STORM}", LOSS),
    "a.json": lambda: made_files.indented({"ports": [{"place": "Lisbon", "text": STORM}, {"place": "Porto", "text": LOSS}]}),
    "a.rst": lambda: f"Harbour\n=======\n\n{STORM}\n\n{LOSS}\n",
    "a.org": lambda: f"* Harbour\n{STORM}\n\n{LOSS}\n",
    "a.adoc": lambda: f"= Harbour\n\n{STORM}\n\n{LOSS}\n",
    "a.tex": lambda: f"\\section{{Harbour}}\n{STORM}\n\n{LOSS}\n",
    "a.srt": lambda: f"1\n00:00:01,000 --> 00:00:03,000\n{STORM}\n\n2\n00:00:04,000 --> 00:00:09,000\n{LOSS}\n",
}
PLACES = {
    "a.html": ("7", "8"),
    "a.pdf": ("p1:1-2", "p1:3-4"),
    "a.docx": ("2", "3"),
    "a.odt": ("2", "3"),
    "a.epub": ("c1:2", "c2:1"),
    "a.rtf": ("2", "3"),
    "a.eml": ("1", "3"),
    "a.csv": ("2", "3"),
    "a.jsonl": ("1", "2"),
    "a.vtt": ("4@00:00:01", "7@00:00:04"),
    "a.xlsx": ("s1:2", "s1:3"),
    "a.ods": ("s1:2", "s1:3"),
    "a.pptx": ("s1:2", "s2:2"),
    "a.odp": ("s1:1", "s2:1"),
    "a.ipynb": ("c1:3", "c2:1"),
    "a.json": ("5", "9"),
    "a.rst": ("4", "6"),
    "a.org": ("2", "4"),
    "a.adoc": ("3", "5"),
    "a.tex": ("2", "4"),
    "a.srt": ("3@00:00:01", "7@00:00:04"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_each_sentence_stands_where_a_reader_of_the_format_finds_it(tmp_path, name):
    found = told(read(tmp_path, name, MAKERS[name]()))
    assert [(place, text) for place, text in found if text in {STORM, LOSS}] == list(
        zip(PLACES[name], (STORM, LOSS), strict=True)
    )


@pytest.mark.parametrize("name", MAKERS)
def test_a_place_leads_back_to_its_lines(tmp_path, name):
    document = read(tmp_path, name, MAKERS[name]())
    for sentence in split_sentences(document.lines):
        place = document.places.shown(sentence.first_line, sentence.last_line)
        assert document.places.find(place) == (sentence.first_line, sentence.last_line)
        assert sentence.text.split()[0] in document.text(sentence.first_line, sentence.last_line)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "a.html",
            made_files.web_page(
                f"<p>{STORM}</p><p>{LOSS}</p>",
                head='<meta property="og:site_name" content="The Herald"><meta name="author" content="Ana Reis">'
                '<meta property="article:published_time" content="2021-05-03T09:14:00Z">',
            ),
            ("Harbour opens again", date(2021, 5, 3), "Ana Reis", "The Herald"),
        ),
        (
            "a.pdf",
            made_files.pdf(
                [made_files.column([STORM])], info="/Title(The storm of May)/Author(Ana Reis)/CreationDate(D:20210503091400)"
            ),
            ("The storm of May", date(2021, 5, 3), "Ana Reis", None),
        ),
        (
            "a.odt",
            made_files.opendocument(
                f"<text:p>{STORM}</text:p>",
                "<dc:title>The storm of May</dc:title><dc:creator>Ana Reis</dc:creator>"
                "<meta:creation-date>2021-05-03T09:14:00</meta:creation-date>",
            ),
            ("The storm of May", date(2021, 5, 3), "Ana Reis", None),
        ),
        (
            "a.epub",
            made_files.book(
                f"<p>{STORM}</p>",
                fields="<dc:title>Storms</dc:title><dc:creator>Ana Reis</dc:creator><dc:publisher>Herald Books</dc:publisher>"
                "<dc:date>2021-05-03</dc:date>",
            ),
            ("Storms", date(2021, 5, 3), "Ana Reis", "Herald Books"),
        ),
        (
            "a.rtf",
            made_files.rtf(STORM, info="{\\title The storm of May}{\\author Ana Reis}{\\creatim\\yr2021\\mo5\\dy3}"),
            ("The storm of May", date(2021, 5, 3), "Ana Reis", None),
        ),
        (
            "a.eml",
            made_files.message(STORM, subject="The storm of May"),
            ("The storm of May", date(2021, 5, 3), "Ana Reis", None),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 10 else "",
)
def test_title_day_author_and_outlet_come_from_what_the_format_tells(tmp_path, name, content, expected):
    found = metadata.read(read(tmp_path, name, content))
    assert (found.title, found.written, found.author, found.outlet) == expected


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - minutes.doc", "minutes_final.docx", "Document1"])
def test_a_title_that_a_program_put_there_is_none(tmp_path, title):
    document = read(tmp_path, "a.docx", made_files.word(STORM, heading="The storm of May", title=title))
    assert metadata.read(document).title == "The storm of May"


def test_a_web_page_gives_its_article_without_menu_foot_and_teasers(tmp_path):
    document = read(tmp_path, "a.html", made_files.web_page(f"<h1>Harbour opens again</h1>\n<p>{STORM}</p>\n<p>{LOSS}</p>"))
    text = " ".join(line.text for line in document.lines)
    assert STORM in text
    assert not {"Weather", "newsletter", "Ten storms"} & {
        word for word in ("Weather", "newsletter", "Ten storms") if word in text
    }


def test_paragraphs_on_one_line_of_a_web_page_are_told_apart(tmp_path):
    document = read(tmp_path, "a.html", made_files.web_page(f"<p>{STORM[:-1]}</p><p>{LOSS}</p><p>It rained &amp; blew on.</p>"))
    assert [text for _, text in told(document)][1:] == [LOSS, "It rained & blew on."]


def test_a_sentence_over_several_lines_of_a_web_page_names_them_all(tmp_path):
    first, second = wrap(STORM, 60)
    document = read(tmp_path, "a.html", made_files.web_page(f"<p>{first}\n{second}</p>\n<p>{LOSS}</p>"))
    assert told(document)[0] == ("6-7", STORM)


def test_two_columns_are_read_one_after_the_other(tmp_path):
    left = [f"Left line {n} of the text runs on to fill its column" for n in "abcdefgh"]
    right = [f"Right line {n} of the text runs on to fill its column" for n in "abcdefgh"]
    both = [line for pair in zip(made_files.column(left, 50), made_files.column(right, 320), strict=True) for line in pair]
    page = [(50, 790, 14, "A title that stands across both of the columns of this page, from left to right"), *both]
    document = read(tmp_path, "a.pdf", made_files.pdf([page]))
    assert [line.text for line in document.lines[1:]] == [*left, *right]


def test_a_table_is_not_taken_for_columns(tmp_path):
    rows = [
        line
        for n in range(8)
        for line in (
            (60, 700 - 14 * n, 10, f"Port {n}"),
            (200, 700 - 14 * n, 10, f"{n}00 ships"),
            (340, 700 - 14 * n, 10, "open"),
        )
    ]
    document = read(tmp_path, "a.pdf", made_files.pdf([[*made_files.column([STORM]), *rows]]))
    assert "Port 3 300 ships open" in [line.text for line in document.lines]


def test_a_word_broken_at_the_end_of_a_line_is_whole_and_its_lines_are_cited(tmp_path):
    lines = [
        "The port authority said that the har-",
        "bour of Lisbon would be a well-known",
        "place. The well-",
        "known director agreed.",
    ]
    document = read(tmp_path, "a.pdf", made_files.pdf([made_files.column(lines)]))
    assert told(document) == [
        ("p1:1-3", "The port authority said that the harbour of Lisbon would be a well-known place."),
        ("p1:3-4", "The well-known director agreed."),
    ]


def test_a_hanging_indent_parts_no_sentence(tmp_path):
    rows = [
        (60, 760, 10, "Privacy. This exception permits the circumven-"),
        (90, 748, 10, "tion of a measure that gathers what people do"),
        (60, 736, 10, "on the network."),
    ]
    document = read(tmp_path, "a.pdf", made_files.pdf([rows]))
    assert (
        told(document)[-1][1]
        == "This exception permits the circumvention of a measure that gathers what people do on the network."
    )


def test_running_heads_and_page_numbers_are_no_lines(tmp_path):
    texts = ["The port was closed by a storm.", "It opened again on Monday.", "Forty ships had left by then."]
    pages = [
        [(60, 810, 9, "The Herald, annual report"), *made_files.column([text], top=700), (290, 30, 9, f"{number}")]
        for number, text in enumerate(texts, start=7)
    ]
    document = read(tmp_path, "a.pdf", made_files.pdf(pages))
    assert told(document) == [(f"p{number}:1", text) for number, text in enumerate(texts, start=1)]


def test_a_sentence_over_two_pages_names_both(tmp_path):
    pages = [
        made_files.column(["The harbour of Lisbon opened again on"]),
        made_files.column(["Monday, the port authority said."]),
    ]
    document = read(tmp_path, "a.pdf", made_files.pdf(pages))
    assert told(document) == [("p1:1-p2:1", "The harbour of Lisbon opened again on Monday, the port authority said.")]


def test_a_pdf_of_empty_pages_is_named_as_one(tmp_path):
    with pytest.raises(ReadError, match=r"holds no text and no pictures of text"):
        read(tmp_path, "a.pdf", made_files.pdf([[], []]))


def test_what_a_mail_quotes_is_no_statement_of_its_writer(tmp_path):
    text = f"{LOSS}\n\nOn Mon, 3 May 2021 at 09:14, Rui Costa wrote:\n> {STORM}\n> Is it true?\n\n-- \nAna Reis, The Herald\n"
    assert [text for _, text in told(read(tmp_path, "a.eml", made_files.message(text)))] == [LOSS]


def test_a_reply_in_front_of_a_quotation_is_the_writers_own(tmp_path):
    text = f"{LOSS}\nOn Mon, 3 May 2021, Rui Costa wrote:\n> {STORM}\n\n{'_' * 30}\n\nThe ferries are late again today.\n"
    found = [text for _, text in told(read(tmp_path, "a.eml", made_files.message(text)))]
    assert found == [LOSS, "The ferries are late again today."]


def test_what_a_mail_in_html_quotes_is_no_statement_of_its_writer(tmp_path):
    page = f"<p>{LOSS}</p><blockquote><p>{STORM}</p></blockquote>"
    assert [text for _, text in told(read(tmp_path, "a.eml", made_files.message(page, html=True)))] == [LOSS]


def test_attachments_and_messages_within_a_mail_are_not_its_text(tmp_path):
    from email.message import EmailMessage

    inner = EmailMessage()
    inner.set_content(STORM)
    mail = EmailMessage()
    mail["Subject"] = "Fwd"
    mail.set_content(LOSS)
    mail.add_attachment(inner)
    mail.add_attachment("It never rained.", filename="a.txt")
    assert [text for _, text in told(read(tmp_path, "a.eml", bytes(mail)))] == [LOSS]


def test_a_table_within_a_table_of_a_word_document_is_read_once(tmp_path):
    import docx

    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Berg said one."
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "Ruiz said two."
    document.save(tmp_path / "a.docx")
    assert " ".join(line.text for line in readers.read(tmp_path / "a.docx").lines).count("Ruiz said two.") == 1


def test_each_message_of_a_mailbox_is_a_document(tmp_path):
    from summarize.documents import sources

    (tmp_path / "list.mbox").write_bytes(made_files.mbox(STORM, LOSS))
    files = sources.find([tmp_path]).files
    assert [file.name for file in files] == ["list.mbox/1", "list.mbox/2"]
    assert told(readers.read(files[1].path)) == [("1", LOSS)]


def test_the_members_of_an_archive_are_read_as_if_it_were_a_folder(tmp_path):
    from summarize.documents import sources

    (tmp_path / "a.zip").write_bytes(
        made_files.zipped({"2021/a.txt": STORM, "b.docx": made_files.word(LOSS), "c.png": b"\x89PNG"})
    )
    files = {file.name: file.path for file in sources.find([tmp_path]).files}
    assert sorted(files) == ["a.zip/2021/a.txt", "a.zip/b.docx"]
    assert told(readers.read(files["a.zip/2021/a.txt"])) == [("1", STORM)]
    assert told(readers.read(files["a.zip/b.docx"])) == [("1", LOSS)]


def test_a_row_with_quoted_line_feeds_is_one_line(tmp_path):
    document = read(tmp_path, "a.csv", f'place;note\nLisbon;"{STORM}\n{LOSS}"\nPorto;"It was calm there all of the week."\n')
    assert told(document)[-1][0] == "3"
    assert document.lines[0].kind is BlockKind.HEADER


def test_short_values_of_a_row_stand_with_their_names(tmp_path):
    document = read(tmp_path, "a.csv", "city,ships\nLisbon,40\n")
    assert told(document) == [("2", "city: Lisbon; ships: 40")]


def test_a_broken_record_is_named_with_its_line(tmp_path):
    with pytest.raises(ReadError, match=r"a\.jsonl:2: not JSON"):
        read(tmp_path, "a.jsonl", '{"text": "It rained."}\n{"text": \n')


def test_a_sentence_over_two_cues_is_whole_and_found_by_its_first_time(tmp_path):
    document = read(tmp_path, "a.srt", TALK.replace("00:01:03,500", "00:00:03,500"))
    assert told(document) == [("3-7@00:00:01", "The harbour of Lisbon opened again.")]


def test_a_long_silence_ends_a_sentence(tmp_path):
    assert len({line.block for line in read(tmp_path, "a.srt", TALK).lines}) == 2


def test_deleted_text_of_an_opendocument_is_not_read_and_notes_stand_at_the_end(tmp_path):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>It never rained.</text:p></text:deletion>"
        f"</text:changed-region></text:tracked-changes><text:p>{STORM}<text:note><text:note-body><text:p>It was a note.</text:p>"
        "</text:note-body></text:note></text:p>"
    )
    assert told(read(tmp_path, "a.odt", made_files.opendocument(body))) == [("1", STORM), ("2", "It was a note.")]


def test_inserted_text_content_controls_and_notes_of_a_word_document_are_read_deleted_text_is_not(tmp_path):
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    inserted = (
        "<w:p {0}><w:r><w:t>It </w:t></w:r><w:ins><w:r><w:t>rained</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>snowed</w:delText></w:r></w:del>"
    )
    control = f"<w:sdt {{0}}><w:sdtContent><w:p><w:r><w:t>{LOSS}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    for xml in (inserted + "<w:r><w:t> in Lisbon all day.</w:t></w:r></w:p>", control):
        document.element.body.insert(-1, parse_xml(xml.format(nsdecls("w"))))
    document.save(tmp_path / "a.docx")
    assert told(readers.read(tmp_path / "a.docx")) == [("1", "It rained in Lisbon all day."), ("2", LOSS)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.4 and then nothing"),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.odt", made_files.zipped({"content.xml": "<a>"})),
        ("a.epub", made_files.zipped({"mimetype": "application/epub+zip"})),
        ("a.rtf", b"no rtf at all"),
        ("a.eml", b"\n\nno headers at all\n"),
        ("a.html", b"<html></html>"),
        ("a.vtt", b"WEBVTT\n\nno times\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_not_what_its_ending_says_is_named_with_the_way_out(tmp_path, name, content):
    with pytest.raises(ReadError, match=rf"{name}: .+[;(]"):
        read(tmp_path, name, content)


@pytest.mark.parametrize(
    "question", ["what did Putin say about trade", "what did Xi say on Ukraine", "how much gas did Russia pump to China"]
)
def test_one_article_gives_the_same_answer_as_text_web_page_pdf_and_word_document(tmp_path, place, reporter, question):
    paragraphs = [
        " ".join(part.split())
        for name in ("metro_daily.txt", "harbour_herald.txt")
        for part in (EXAMPLES / name).read_text(encoding="utf-8").split("\n\n")
        if part.rstrip().endswith((".", "”"))
    ]
    rows = [line for paragraph in paragraphs for line in [*wrap(paragraph, 85), ""]]
    pages = [made_files.column(rows[start : start + 50]) for start in range(0, len(rows), 50)]
    copies = {
        "a.txt": "\n\n".join(paragraphs).encode(),
        "a.html": made_files.web_page("".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)).encode(),
        "a.pdf": made_files.pdf(pages),
        "a.docx": made_files.word(*paragraphs),
    }
    answers = set()
    for name, content in copies.items():
        (tmp_path / name).write_bytes(content)
        found = ask.ask(question, [tmp_path / name], place, reporter)
        assert found.answered
        document = readers.read(tmp_path / name)
        for cited in (cited for told in found.sentences for cited in told.citations):
            assert document.lines_sha256(cited.line, cited.end_line) == cited.sha256
            assert not cited.place or document.places.find(cited.place) == (cited.line, cited.end_line)
        answers.add(tuple(told.text for told in found.sentences))
    assert len(answers) == 1
