"""Identify the language of a text; split into sentences and stem texts in languages other than English."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import Stemmer

from summarize.text.foreign_wordlists import CHINESE_FUNCTION_WORDS, FOREIGN_FUNCTION_WORDS
from summarize.text.wordlists import FUNCTION_WORDS

ENGLISH, UNKNOWN = "en", "und"
SAMPLE = 4_000
"""Characters at the start of a text from which its language is identified."""
ENGLISH_SHARE = 0.2
"""Smallest share of English function words in an English text; no other language reaches it."""
FEWEST_LETTERS = 40
"""A text with fewer Latin letters is too short to identify and counts as English."""
NO_END = re.compile(r"(?:^|[\s(«„“])(?:[^\W\d_]|\d{1,2})\.\s*$")
"""An initial or an ordinal at the end of a supposed sentence, which therefore continues."""
SHORT = 12
"""Characters at the end of a sentence that are searched for an initial or an ordinal."""
GOES_ON = re.compile(r"\s*(?:[a-zà-öø-ÿа-яёіїєґ]|[-–—]\s)")
"""A text that begins in lower case or with a dash continues the sentence before it."""
MANY_LETTERS, LEAST_ENGLISH = 200, 0.08
"""A text with so many Latin letters and a smaller share of English function words is foreign, even if it is unclear which."""
FEWEST_FOREIGN = 2
"""Minimum number of function words of other languages in a question or sentence that counts as foreign."""
SURE = 0.9
"""Smallest probability for which an identification counts."""
SCRIPTS = {
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "kana": re.compile(r"[\u3040-\u30ff]"),
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"),
    "hangul": re.compile(r"[\uac00-\ud7af]"),
    "other": re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"),
}
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
"""Runs of characters in scripts without spaces between words."""
WORD = re.compile(r"[^\W_]+")
STEMMERS = {"ru": "russian", "uk": "russian", "es": "spanish", "fr": "french", "de": "german", "ar": "arabic", "it": "italian"}
STEMMERS |= {"pt": "portuguese", "nl": "dutch", "pl": "polish", "sv": "swedish", "tr": "turkish", "el": "greek"}
"""The Snowball stemmer of each language; Ukrainian has none and uses that of Russian, which shares most endings."""
SCRIPT_OF = {
    "ru": "cyrillic",
    "uk": "cyrillic",
    "bg": "cyrillic",
    "sr": "cyrillic",
    "be": "cyrillic",
    "ar": "arabic",
    "fa": "arabic",
}
SCRIPT_OF |= {"ur": "arabic", "zh": "han", "ja": "kana", "ko": "hangul"}
"""The script of languages that are not written in Latin letters."""
BY_SCRIPT = {"cyrillic": "ru", "arabic": "ar"}
NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language; English if there is no sign of another.

    >>> language("The port of Lisbon is open again, and the ferries are back."), language("Порт снова открыт, паромы ходят.")
    ('en', 'ru')
    """
    text = text[:SAMPLE]
    script = script_of(text)
    if script == "han":
        return "zh"
    if script == "kana":
        return "ja"
    if script == "hangul":
        return "ko"
    letters, english, words = 0, 0, [""]
    if script == "latin":
        words = [word.lower() for word in WORD.findall(text)]
        english = sum(word in FUNCTION_WORDS for word in words)
        letters = len(SCRIPTS["latin"].findall(text))
        if letters < FEWEST_LETTERS or english >= ENGLISH_SHARE * len(words):
            return ENGLISH
    if not script:
        return ENGLISH
    found, probability = _identifier().classify(" ".join(text.split()))
    plainly_other = script != "latin" or (letters >= MANY_LETTERS and english < LEAST_ENGLISH * len(words))
    return str(found) if probability >= SURE or plainly_other else ENGLISH


def of_sentence(text: str, whole: str) -> str:
    """Return the language of a sentence in a document of the language `whole`; a quotation may be in another one.

    A sentence in Latin letters is English if its function words are. Otherwise it is in the language of a document in Latin
    letters. In an English document, or one in another script, it is English unless it has at least `FEWEST_FOREIGN` foreign
    function words; then its language is identified (`UNKNOWN` if that gives English).

    >>> of_sentence("Der Hafen wird nicht geschlossen.", "en"), of_sentence("Berg closed ports.", "en")
    ('de', 'en')
    """
    if script_of(text) != "latin":
        return whole if script_of(text) in {"", SCRIPT_OF.get(whole, "latin")} else language(text)
    words = [word.lower() for word in WORD.findall(text) if len(word) > 1]
    english, foreign = (sum(word in known for word in words) for known in (FUNCTION_WORDS, FOREIGN_FUNCTION_WORDS))
    if english >= foreign and (english or whole == ENGLISH or whole in SCRIPT_OF):
        return ENGLISH
    if whole not in {ENGLISH, *SCRIPT_OF}:
        return whole
    if foreign < FEWEST_FOREIGN:
        return ENGLISH
    found, _ = _identifier().classify(" ".join(text.split()))
    return UNKNOWN if found == ENGLISH else str(found)


def is_english_question(text: str) -> bool:
    """Whether to treat a question as English, by its script and function words; questions are too short to identify.

    >>> is_english_question("war and peace: what did Erdoğan say"), is_english_question("was kostet die Fahrkarte nach Madrid")
    (True, False)
    """
    if script_of(text) not in {"latin", ""}:
        return False
    words = [word.lower() for word in WORD.findall(text)]
    foreign = sum(word in FOREIGN_FUNCTION_WORDS for word in words)
    return foreign < FEWEST_FOREIGN or foreign <= sum(word in FUNCTION_WORDS for word in words)


def script_of(text: str) -> str:
    """Return the script of most letters of a text; empty if it has no letters. Any kana makes Han characters Japanese.

    >>> script_of("Си Цзиньпин (Xi)"), script_of("东京です"), script_of("1990")
    ('cyrillic', 'kana', '')
    """
    counts = Counter({name: len(pattern.findall(text)) for name, pattern in SCRIPTS.items()})
    if counts["kana"] and counts["han"] + counts["kana"] > counts["latin"]:
        return "kana"
    name, count = counts.most_common(1)[0]
    return name if count else ""


def probabilities(text: str) -> dict[str, float]:
    """Return the probability of each language, by code, for a text in Latin letters that may be short.

    >>> found = probabilities("The port of Lisbon is open again, and the ferries are back.")
    >>> max(found, key=found.__getitem__)
    'en'
    """
    return {code: float(probability) for code, probability in _identifier().rank(" ".join(text.split()))}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads its model, only for texts that are not plainly English

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def sentence_spans(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence of a text in a language other than English.

    >>> [text[a:b] for text in ["Порт открыт. Паромы ходят!"] for a, b in sentence_spans(text, "ru")]
    ['Порт открыт. ', 'Паромы ходят!']
    """
    from sentencex import segment

    ends: list[int] = []
    for sentence in segment(code, text):
        found = text.find(sentence, ends[-1] if ends else 0)
        if found >= 0:
            ends.append(found + len(sentence))
    if not ends or text[ends[-1] :].strip():
        ends.append(len(text))
    start = 0
    for end in ends:
        if (end < len(text) and NO_END.search(text[max(start, end - SHORT) : end])) or GOES_ON.match(text, end):
            continue
        yield start, end
        start = end


def lexical_form(text: str, code: str = ENGLISH) -> str:
    """Return a text as words for lexical search: stems, and for scripts without spaces the pairs of neighbouring characters.

    The index itself stems the remaining words in Latin letters as English.

    >>> lexical_form("Порты открыты", "ru"), lexical_form("北京港口 opened")
    ('порт открыт', '北京 京港 港口 opened')
    """
    spaced = UNSPACED.sub(lambda match: f" {pairs(match[0])} ", text)
    if code == ENGLISH and spaced.isascii():
        return spaced
    return " ".join(WORD.sub(lambda match: _stemmed(match[0], code), spaced).split())


def without_particles(text: str) -> str:
    """Return a question without function words, if it is in a script without spaces.

    >>> without_particles("习近平对乌克兰说了什么").split()
    ['习近平', '乌克兰']
    """
    for word in CHINESE_FUNCTION_WORDS if UNSPACED.search(text) else ():
        text = text.replace(word, " ")
    return text


def pairs(run: str) -> str:
    """Split a run of characters into overlapping pairs of neighbours, with which texts without spaces are searched.

    >>> pairs("北京港")
    '北京 京港'
    """
    return " ".join(run[start : start + 2] for start in range(max(len(run) - 1, 1)))


def _stemmed(word: str, code: str) -> str:
    latin = SCRIPTS["latin"].match(word)
    if latin and (code == ENGLISH or code in SCRIPT_OF):
        return word
    return stem(word, code if latin else "")


def stem(word: str, code: str = "") -> str:
    """Return the Snowball stem of a word in a language other than English; its script decides if no language is given.

    >>> stem("порты"), stem("negociaciones", "es")
    ('порт', 'negoci')
    """
    own = STEMMERS.get(code or BY_SCRIPT.get(script_of(word), ""))
    return str(_stemmer(own).stemWord(word.lower())) if own else word.lower()


@cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)
