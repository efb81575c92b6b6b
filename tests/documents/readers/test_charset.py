"""Short files of one to three lines are read in the encoding they were written in, though nothing in them names it."""

import codecs
from pathlib import Path

import pytest

from summarize.documents.readers.charset import decode
from summarize.errors import ReadError

NAMELESS = Path("a.txt")
WESTERN = (
    "Der Wächter schließt die Tür.\n",
    "Où est la clé du château?\nIl l'a oubliée.\n",
    "La señora Ibáñez llegó mañana.\n",
    "A reunião começa às três.\n",
    "name;town\nÅsa Nyström;Jönköping\nJörn Weiß;Fürth\n",
    "Rødspætte og øl, tak.\n",
    "Il caffè è freddo perché è tardi.\n",
    "The café is shut.\n",
)
RUSSIAN = ("Рынок откроют в пятницу.\n", "имя;город\nОльга;Тверь\n", "Тише\n", "ПРАВИЛА ДЛЯ ПОСЕТИТЕЛЕЙ\nВход с улицы.\n")
CENTRAL = (
    "Řeka Úpa zaplavila náměstí.\n",
    "Burmistrz otworzył szkołę i przedszkole.\n",
    "A hídőr szerint hűvös idő jön.\n",
    "Škoda i kuća su u Čakovcu.\n",
)
JAPANESE = ("市場は金曜日に開きます。\n", "ありがとう\n", "名前;町\nさくら;なら\n")
CHINESE = ("市场星期五开门。\n", "姓名;城市\n李华;西安\n", "我们到了\n")
TAIWANESE = ("市場星期五開門。\n", "圖書館開放時間\n", "我們到了\n")
KOREAN = ("시장은 금요일에 문을 연다.\n", "이름;도시\n김영희;부산\n", "우리는 여기 있다\n")
TEXTS = {
    "cp1252": WESTERN,
    "iso8859-1": WESTERN,
    "iso8859-15": (*WESTERN, "The ticket costs 12 €.\n"),
    "mac-roman": WESTERN,
    "cp1250": CENTRAL,
    "iso8859-2": CENTRAL,
    "cp1251": (*RUSSIAN, "«Порт открыт», — сказал Берг.\nПриказ № 9\n"),
    "koi8-r": RUSSIAN,
    "cp866": RUSSIAN,
    "cp932": JAPANESE,
    "euc_jp": JAPANESE[:2],
    "gb18030": CHINESE,
    "big5": TAIWANESE,
    "euc_kr": KOREAN,
    "utf-8": (*WESTERN, *RUSSIAN, *JAPANESE),
    "utf-8-sig": (*WESTERN, *RUSSIAN, *JAPANESE),
    "utf-16": (*WESTERN, *RUSSIAN, *JAPANESE),
    "utf-16-le": (*WESTERN, *RUSSIAN, *CHINESE[:2]),
    "utf-16-be": (*WESTERN, *RUSSIAN, *CHINESE[:2]),
}


FILES = [
    pytest.param(encoding, text, end, id=f"{encoding}-{number}-{'CRLF' if len(end) > 1 else 'LF'}")
    for encoding, texts in TEXTS.items()
    for number, text in enumerate(texts)
    for end in ("\n", "\r\n")
    if encoding != "mac-roman" or end == "\n"  # no Macintosh wrote Mac Roman with CR LF
]


@pytest.mark.parametrize(("encoding", "text", "end"), FILES)
def test_a_file_of_a_few_lines_keeps_its_letters(encoding, text, end):
    text = text.replace("\n", end)
    assert decode(text.encode(encoding), NAMELESS) == text


@pytest.mark.parametrize("text", [*WESTERN, "The ticket costs 12 €.\n", "“No,” she said—and left.\n", "• bread\n• milk\n"])
def test_lines_that_end_with_cr_alone_are_an_old_macintoshs(text):
    text = text.replace("\n", "\r")
    assert decode(text.encode("mac-roman"), NAMELESS) == text


@pytest.mark.parametrize(
    "text",
    [
        "The ticket costs 1,200 €.\n",
        "A fee of €45 is due.\n",
        "She said “later” – and it’s done…\n",
        "„Gleich“, rief er.\n",
        "• bread\n• milk\n",
        "Open 2001–2004, 30 °C, §7, ½ price, £6\n",
        "© Berg™ 2004\n",
        "The mayor—a baker—left.\n",
    ],
)
def test_currency_and_typographic_marks_of_windows_are_kept(text):
    assert decode(text.encode("cp1252"), NAMELESS) == text


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "gb18030", "utf-16-le", "mac-roman"])
def test_lines_without_a_letter_outside_ascii_do_not_hide_those_with_one(encoding):
    text = "The list is long.\n" * 400 + {"cp1251": "Тише, идёт урок.\n", "gb18030": "图书馆开放时间\n"}.get(
        encoding, "Jörg grüßt.\n"
    )
    assert decode(text.encode(encoding), NAMELESS) == text


def test_a_short_text_in_utf8_that_is_cut_within_a_letter_loses_that_letter_alone():
    assert decode("Die Tür ist zu, die Brücke gesperrt, schön".encode()[:-2], NAMELESS).startswith("Die Tür ist zu, die Brücke")


@pytest.mark.parametrize(
    "data",
    [bytes(range(1, 256)) * 8, codecs.BOM_UTF8[:2] + bytes(range(1, 32)) * 9, b"\x7fELF\x02\x01\x01\0\0\0" * 9],
    ids=["all bytes", "controls", "program"],
)
def test_bytes_that_are_no_text_in_any_encoding_are_refused(data):
    with pytest.raises(ReadError, match=r"binary|no known text encoding"):
        decode(data, NAMELESS)
