"""The languages of each encoding and their letters, most frequent first: closed sets that are used to compare encodings.

Languages are given by their ISO 639-1 codes.
"""

from dataclasses import dataclass

LATIN = {
    "en": "éèïöçñüàêôëâæœåä",
    "de": "üäöß",
    "fr": "éèàêçùâîôûëïœüÿæ",
    "es": "óíáéñúü",
    "pt": "ãçáéêíóõâúôàü",
    "ca": "àéóèíòçúïüŀ",
    "it": "àèéùòìî",
    "nl": "ëïéöèüáó",
    "sv": "äåöéü",
    "fi": "äöå",
    "da": "øåæéóü",
    "no": "øåæéóü",
    "is": "áðíéöóþúýæ",
    "cs": "íáéěýžščřůúňóťď",
    "sk": "áíéýžčšúľťňôďäóŕĺ",
    "pl": "łęóążśćńź",
    "hu": "áéöóőüíúű",
    "ro": "ăîâşţ",
    "hr": "čšžćđ",
    "sl": "čšž",
    "tr": "ıüşçöğİâî",
    "lt": "ėšžųįąūčę",
    "lv": "āīēšņļūčžķģ",
    "et": "äõöüšž",
}
OTHER = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оанивіертслкдумпзяьбгйчхцжюїєшщфґ",
    "bg": "аиоетнрсвлкдпмзябъугчцжщхфйшюь",
    "sr": "аиоенрсјтукдвмплзбгчшцњжћхђљфџ",
    "el": "αοιετσνηυρπκμλςίόάγέήδωχθύφβξώζψϊϋΐΰ",
    "he": "יוהלאתרבמשנדעחקפכםגצטסןזךףץ",
    "ar": "الينمورتبةعدسفهكقأحجشصطىخإذضزثئءغظآؤ",
    "th": "านรกอเงมย่ลวดท้สต\u0e31\u0e35ปบ\u0e34แคหพ\u0e37ชไ\u0e38ข\u0e39จโใ\u0e4cซถ\u0e36\u0e47ผธะณ\u0e33ศฐษภฉ",
}
HAN = """的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方
多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情
明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产新己制身果加西月话合回特代内信化老给世位次
度门任常先海通教儿原东声提立及比员解水名真论处走各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建
务做接必场件计管期市直這個們來為國說時會對著過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問應戰頭體見產話內
門兒東聲員論處幾認條氣題爾別變總電數報結務場計於給麗區書邊車萬黨"""
HANGUL = """이다는의에을가고하지사로한기를도은해인자어시아그나서대리정들수있일보라주과부요장원제만으전스구상했면여년안유조게국
성우오위적공신선화문경동소중무진"""
KANA = "".join(chr(code) for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7))) + "ー々"
SCRIPTS = {
    "zh": (HAN, "gb2312", range(0xB0, 0xD8)),
    "zh-Hant": (HAN, "big5", range(0xA4, 0xC9)),
    "ja": (KANA, "cp932", range(0x88, 0x99)),
    "ko": (HANGUL, "euc_kr", range(0xB0, 0xC9)),
}
"""For scripts with thousands of characters: the most frequent ones, and a codec with the lead bytes of its common characters."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding, the languages that it was made for, and how many bits rarer it is than the most common encoding."""

    codec: str
    languages: tuple[str, ...]
    bits: float


_WESTERN = tuple("en de fr es pt ca it nl sv fi da no is".split())
_CENTRAL = tuple("en de cs sk pl hu ro hr sl".split())
_CYRILLIC = ("ru", "uk", "bg", "sr")
ENCODINGS = (
    Encoding("utf-8", (*LATIN, *OTHER, *SCRIPTS), 0),
    Encoding("cp1252", _WESTERN, 0),
    Encoding("iso8859-15", _WESTERN, 2),
    Encoding("mac-roman", _WESTERN, 4),
    Encoding("cp850", _WESTERN, 6),
    Encoding("cp1250", _CENTRAL, 2),
    Encoding("iso8859-2", _CENTRAL, 3),
    Encoding("cp1254", ("en", "tr"), 3),
    Encoding("cp1257", ("lt", "lv", "et"), 4),
    Encoding("cp1251", _CYRILLIC, 2),
    Encoding("koi8-r", ("ru",), 3),
    Encoding("koi8-u", ("uk",), 4),
    Encoding("iso8859-5", _CYRILLIC, 6),
    Encoding("cp866", ("ru", "uk"), 5),
    Encoding("mac-cyrillic", ("ru", "uk", "bg"), 6),
    Encoding("cp1253", ("el",), 4),
    Encoding("iso8859-7", ("el",), 5),
    Encoding("cp1255", ("he",), 4),
    Encoding("cp1256", ("ar",), 4),
    Encoding("cp874", ("th",), 4),
    Encoding("gb18030", ("zh",), 2),
    Encoding("big5hkscs", ("zh-Hant",), 2),
    Encoding("cp932", ("ja",), 2),
    Encoding("euc_jp", ("ja",), 3),
    Encoding("cp949", ("ko",), 2),
)
"""ISO 8859-1 and ASCII are covered by the Windows code pages; each codec also covers the smaller sets that it extends."""
ANY = (*LATIN, *OTHER, *SCRIPTS)
WIDE = tuple(Encoding(codec, ANY, 0) for codec in ("utf-16-le", "utf-16-be"))
