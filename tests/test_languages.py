"""Documents in other languages are split, found by their words, quoted whole, and never guessed at."""

import pytest

from summarize.app import ask
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.checking import rules
from summarize.documents.sentences import split_sentences
from summarize.errors import ModelError
from summarize.text import languages
from summarize.types.verdict import Finding
from tests.conftest import lines, verify

TEXTS = {
    "ru": (
        "Порт Лиссабона снова открыт, сообщил во вторник директор порта Руй Кошта.",
        "Министр А. С. Рейш заявила, что ущерб от шторма не превысил 40 миллионов евро.",
        "Паромы ходили 3 раза в день.",
    ),
    "uk": (
        "Порт Лісабона знову відкрито, повідомив у вівторок директор порту Руй Кошта.",
        "Міністерка заявила, що збитки від шторму не перевищили 40 мільйонів євро.",
        "Пороми їздили тричі на день, як і раніше.",
    ),
    "zh": ("里斯本港重新开放。", "部长安娜·雷斯表示，风暴造成的损失没有超过四千万欧元。", "渡轮每天开三次！"),
    "es": (
        "El puerto de Lisboa ha vuelto a abrir, dijo el martes el director del puerto, Rui Costa.",
        "La ministra declaró que los daños de la tormenta no superan los 40 millones de euros.",
        "Los transbordadores salieron tres veces al día.",
    ),
    "fr": (
        "Le port de Lisbonne a rouvert, a annoncé mardi le directeur du port, Rui Costa.",
        "La ministre a déclaré que les dégâts de la tempête ne dépassaient pas 40 millions d'euros.",
        "Les ferries partaient trois fois par jour.",
    ),
    "de": (
        "Der Hafen von Lissabon ist wieder offen, sagte am 3. Mai der Direktor des Hafens, Rui Costa.",
        "Die Ministerin erklärte, dass die Schäden des Sturms 40 Millionen Euro nicht übersteigen.",
        "Die Fähren fuhren dreimal am Tag.",
    ),
    "ar": (
        "أعيد فتح ميناء لشبونة، كما أعلن مدير الميناء روي كوستا يوم الثلاثاء.",
        "وقالت الوزيرة إن أضرار العاصفة لم تتجاوز أربعين مليون يورو.",
        "أبحرت العبارات ثلاث مرات في اليوم.",
    ),
}
QUESTIONS = {
    "ru": "что сказала министр об ущербе от шторма",
    "uk": "що сказала міністерка про збитки від шторму",
    "zh": "风暴造成多少损失",
    "es": "qué dijo la ministra sobre los daños de la tormenta",
    "fr": "qu'a dit la ministre sur les dégâts de la tempête",
    "de": "was sagte die Ministerin über die Schäden des Sturms",
    "ar": "ماذا قالت الوزيرة عن أضرار العاصفة",
}
ELSEWHERE = {
    "ru": "сколько стоит билет на поезд в Мадрид",
    "uk": "скільки коштує квиток на поїзд до Мадрида",
    "zh": "马德里的火车票多少钱",
    "es": "cuánto cuesta el billete de tren a Madrid",
    "fr": "combien coûte le billet de train pour Madrid",
    "de": "was kostet die Fahrkarte nach Madrid",
    "ar": "كم سعر تذكرة القطار إلى مدريد",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_is_told_by_its_language_and_split_into_its_sentences(code):
    glue = "" if code == "zh" else " "
    found = split_sentences(lines(glue.join(TEXTS[code])))
    assert [sentence.text for sentence in found] == list(TEXTS[code])
    assert {sentence.language for sentence in found} == {code}


@pytest.mark.parametrize("code", TEXTS)
def test_a_question_in_the_documents_language_is_answered_by_a_quotation(place, reporter, warnings, tmp_path, code):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("\n\n".join(TEXTS[code]), encoding="utf-8")
    (docs / "b.txt").write_text("Berg said that the old port of Lima would close in winter.\n")
    found = ask.ask(QUESTIONS[code], [docs], place, reporter)
    assert TEXTS[code][1].strip(".。") in found.sentences[0].text.replace("’", "'")
    assert found.sentences[0].kind == "quoted"
    assert found.sentences[0].citations[0].file == "a.txt"
    assert any("1 of 2 files are not in English" in line and languages.NAMES[code] in line for line in warnings)


@pytest.mark.parametrize("code", TEXTS)
def test_a_question_on_something_else_is_not_answered_by_what_looks_alike(place, reporter, tmp_path, code):
    (tmp_path / "a.txt").write_text("\n\n".join(TEXTS[code]), encoding="utf-8")
    assert not ask.ask(ELSEWHERE[code], [tmp_path / "a.txt"], place, reporter).answered


@pytest.mark.parametrize("code", TEXTS)
def test_only_a_whole_sentence_as_it_stands_is_supported(code):
    glue = "" if code == "zh" else " "
    source = split_sentences(lines(glue.join(TEXTS[code])))[1:2]
    assert rules.verify(source[0].text, source).supported
    assert rules.verify(f"The document states: “{source[0].text}”", source).supported


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("ru", "не превысил", "превысил"),
        ("ru", "40", "90"),
        ("uk", "не перевищили", "перевищили"),
        ("zh", "没有超过", "超过"),
        ("zh", "四千万", "九千万"),
        ("es", "no superan", "superan"),
        ("fr", "ne dépassaient pas", "dépassaient"),
        ("de", " nicht", ""),
        ("ar", "لم تتجاوز", "تجاوزت"),
        ("de", "Die Ministerin erklärte, dass die", "Die"),
    ],
)
def test_a_changed_sentence_is_not_supported(code, old, new):
    glue = "" if code == "zh" else " "
    source = split_sentences(lines(glue.join(TEXTS[code])))[1:2]
    changed = source[0].text.replace(old, new)
    assert changed != source[0].text
    assert not rules.verify(changed, source).supported
    assert not rules.verify(f"The document states: “{changed}”", source).supported


def test_a_paragraph_in_another_script_within_an_english_text_is_told():
    english = "The harbour of Lisbon opened again on Monday, and the ferries were back at noon."
    found = split_sentences(lines(english, "", TEXTS["ru"][0], "", english))
    assert [sentence.language for sentence in found] == ["en", "ru", "en"]


def test_short_english_is_english():
    for text in ("Xi met Putin.", "Berg resigned on Monday.", "GDP: 4.5%", "Paris, Lyon, Nice", "Café Zürich"):
        assert languages.language(text) == "en"


def test_an_english_folder_is_not_warned_of(place, reporter, warnings, tmp_path):
    (tmp_path / "a.txt").write_text("Berg said that the old port of Lima would close in winter.\n")
    ask.ask("what did Berg say about the port", [tmp_path / "a.txt"], place, reporter)
    assert warnings == []


def test_an_embedder_that_is_not_there_is_named_with_the_way_to_fetch_it(workspace, reporter, tmp_path):
    (tmp_path / "a.txt").write_text("It rained.\n")
    other = Workspace(Setup(workspace.setup.models, tmp_path / "index", embedder_name="paraphrase-multilingual-MiniLM-L12-v2"))
    with pytest.raises(ModelError, match=r"summarize models pull"):
        ask.search("rain", [tmp_path / "a.txt"], other, reporter)
    with pytest.raises(ModelError, match="no model is called"):
        ask.search(
            "rain", [tmp_path / "a.txt"], Workspace(Setup(workspace.setup.models, tmp_path / "i", embedder_name="x")), reporter
        )


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (
            "Der Bürgermeister wird den alten Hafen der Stadt nicht schließen.",
            "Der Bürgermeister wird den alten Hafen der Stadt schließen.",
        ),
        ("Le maire de la ville ne fermera jamais le vieux port.", "Le maire de la ville fermera le vieux port."),
        ("Порт не будет открыт этой зимой?", "Порт не будет открыт этой зимой."),
        ("Ремонт порта стоил городу −5 миллионов.", "Ремонт порта стоил городу 5 миллионов."),
        ("Новый контракт порта стоит $5 миллиардов.", "Новый контракт порта стоит €5 миллиардов."),
    ],
)
@pytest.mark.parametrize("form", ["text", "heading"])
def test_another_language_within_an_english_file_is_held_to_its_words(tmp_path, source, claim, form):
    english = "The harbour of Lisbon opened again on Monday, and the ferries were back at noon."
    line = f"# {source}" if form == "heading" else source
    (tmp_path / "a.md").write_text(f"{english}\n\n{line}\n\n{english}\n")
    (tmp_path / "claim.md").write_text(f"{claim} [a.md:3]\n\n{source} [a.md:3]\n")
    found = verify(tmp_path / "claim.md", tmp_path / "a.md")
    assert found[0].finding is Finding.UNSUPPORTED
    assert found[-1].finding is Finding.SUPPORTED or form == "heading"


def test_a_part_of_a_wrapped_sentence_in_another_language_supports_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("Мэр города опроверг слухи о том, что\nпорт Лиссабона закрыт на всю зиму.\n")
    (tmp_path / "claim.md").write_text("порт Лиссабона закрыт на всю зиму. [a.txt:2]\n")
    (found,) = verify(tmp_path / "claim.md", tmp_path / "a.txt")
    assert found.finding is Finding.UNSUPPORTED
