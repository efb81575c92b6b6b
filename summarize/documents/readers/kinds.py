"""Kinds of files without a reader, by name: documents and how to make them readable, code and data, folders of programs."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from summarize.documents import not_read

NO_ENDING = "without an ending"
LONGEST = 12
"""Maximum number of characters in an ending; a longer one is part of a name with a full stop."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file without a reader: what it is, and the way to make it readable; empty if there is none."""

    what: str
    way: str = ""


SLIDES = Kind("slides", "save as .pdf")
SHEET = Kind("a spreadsheet", "save as .csv")
WORD = Kind("a text in an older format", "save as .docx")
MESSAGE = Kind("a mail in Outlook's format", "save as .eml")
BOOK = Kind("a book in another format", "convert to .epub")
PACKED = Kind("an archive of another kind", "unpack it")
JSON = Kind("JSON in another form", "save as .json")
PICTURE = Kind("a picture", "OCR to .txt")
RECORDING = Kind("a recording", "transcribe to .srt")
CODE = Kind("code or data of programs")

_ENDINGS = {
    SLIDES: ".ppt .pptm .pps .ppsx .key",
    SHEET: ".xls .xlsb .numbers .parquet",
    WORD: ".doc .docm .dot .dotx .pages .wpd .wps .ott .fodt",
    MESSAGE: ".msg .pst .ost .oft",
    BOOK: ".mobi .azw .azw3 .fb2 .djvu .ps",
    PACKED: ".7z .bz2 .gz .rar .tar .tgz .xz .zst",
    JSON: ".geojson .json5 .har",
    PICTURE: ".avif .bmp .gif .heic .ico .jpeg .jpg .png .tif .tiff .webp",
    RECORDING: ".aac .avi .flac .m4a .mkv .mov .mp3 .mp4 .mpeg .mpg .ogg .opus .wav .webm .wma .wmv",
    CODE: (
        ".asm .bash .bat .bib .c .cc .cfg .clj .cmake .conf .cpp .cs .css .cxx .dart .diff .ejs .el .env .erl .ex "
        ".f90 .fish .go .gradle .groovy .h .hpp .hs .ini .j2 .java .jl .js .jsx .kt .less .lisp .lock .lua .m .make "
        ".map .mjs .mk .ml .patch .php .pl .plist .pm .po .properties .proto .ps1 .py .pyi .pyx .r .rb .rs .sass "
        ".scala .scss .sh .sql .sty .svelte .svg .swift .tcl .tf .toml .ts .tsx .vb .vim .vue .xml .xsd .xsl .yaml "
        ".yml .zig .zsh"
    ),
}
KINDS: dict[str, Kind] = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
"""Kinds by file name ending."""
PROGRAMS = frozenset(("node_modules", "bower_components", "__pycache__", "site-packages", "CVS", "_darcs"))
"""Folders whose files programs write."""
ENVIRONMENT, ENVIRONMENT_FILE = "venv", "pyvenv.cfg"
"""The kind of a virtual environment, and the file that identifies one."""
_LABELS = "|".join(map(re.escape, (*not_read.KINDS, NO_ENDING, ENVIRONMENT, *sorted(PROGRAMS))))
_WAYS = "|".join(map(re.escape, sorted({not_read.FOLLOW, not_read.SAVE, *(kind.way for kind in KINDS.values() if kind.way)})))
_COUNTED = rf"\d+ (?:\.[\w-]{{1,{LONGEST}}}|{_LABELS})(?: \((?:{_WAYS})\))?"
NOT_READ = rf"Not read: {_COUNTED}(?:, {_COUNTED})*(?:, \d+ of other kinds)?"
"""Pattern that matches only what the program itself writes about files that it did not read."""


def ending(path: PurePath) -> str:
    """Return the kind of a file by the ending of its name.

    >>> ending(PurePath("a/Plan.PPT")), ending(PurePath("README")), ending(PurePath("5. and last, the rest of it"))
    ('.ppt', 'without an ending', 'without an ending')
    """
    found = path.suffix.lower()
    return found if 1 < len(found) <= LONGEST and found[1:].replace("-", "").replace("_", "").isalnum() else NO_ENDING


def of(path: PurePath) -> Kind | None:
    """Return the kind of a file without a reader by its name; None if only its bytes can decide."""
    return KINDS.get(path.suffix.lower())
