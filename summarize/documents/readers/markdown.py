r"""Read Markdown: headings, code, tables, front matter and comments are not running text; inline markup is hidden.

>>> [line.visible.replace("\0", "") for line in lines("See **the [report](r.pdf)**.")]
['See the report.']
"""

import html
import re
from pathlib import Path

from summarize.documents.readers.charset import decode
from summarize.documents.readers.hyphens import rejoined
from summarize.documents.readers.plain import split
from summarize.types.document import FILLER, Document, Line

FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
HEADING = re.compile(r"^ {0,3}#{1,6}(\s|$)|^ {0,3}(=+|-{3,}|\*{3,}|_{3,})\s*$")
TABLE = re.compile(r"^\s*\|.*\|\s*$|^\s*:?-{3,}:?\s*\|")
LINK_LINE = re.compile(r"^\s*([-*+]|\d+[.)])?\s*!?\[(?!\^)[^\]]*\](\([^)]*\)|\[[^\]]*\]|:\s*\S+.*)\s*$")
TAGS = re.compile(r"</?[a-zA-Z][\w-]*(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>]+))*\s*/?>")
"""HTML tags: a name, and attributes with values."""
LITERAL = re.compile(r"(?<!`)(?P<mark>`+)(?!`)(?P<inside>.{1,2000}?)(?<!`)(?P=mark)(?!`)|\\(?P<escaped>[!-/:-@\[-`{-~])")
"""Inline code, and a character that a backslash escapes."""
WORD = re.compile(r"\S+")
TAG = re.compile(r"#[^\W\d][\w/-]*")
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
INLINE = (
    re.compile(r"^\s*(>\s?)+"),
    re.compile(r"(?<=[-*+] )\[[ xX]\] |(?<=\d\. )\[[ xX]\] "),  # tasks
    re.compile(r"^\s*\[\^[^\]\[\s]{1,60}\]:\s*|\[\^[^\]\[\s]{1,60}\]"),  # notes and references to them
    re.compile(r"!\[\[[^\[\]\n]{0,300}\]\]|(?<!\w)\[\[(?=[^\W\d_])(?:[^\[\]|\n]{1,300}\|)?|\]\]"),  # embedded and linked pages
    re.compile(r"(?:(?<=\s)|^)%%(?=\S).{0,2000}?(?<=\S)%%(?=\s|$)|~~(?=\S)[^~\n]{1,2000}~~"),  # hidden comments, struck-out text
    re.compile(r"==(?=\S(?:[^=\n]*\S)?==(?!=))|(?<=[^\s=])==(?=[\s.,;:!?)]|$)"),  # highlights
    re.compile(r"(?<=\s)#(?=[^\W\d]\w)"),  # the mark of a tag within a sentence
    re.compile(
        r"<!--.{0,2000}?-->|<(?=(?:https?://|mailto:)?[^\s<>]{1,200}[@/][^\s<>]{1,200}>)|(?<=[^\s<>])>(?=[\s.,;)]|$)(?<=\w>)"
    ),
    TAGS,
    re.compile(r"!\[[^\]\[]{0,500}\]\([^()]{0,2000}\)"),
    re.compile(r"\[(?=[^\]\[]+\]\()|(?<=\])\([^()\s]*(?:\s\"[^\"]*\")?\)|(?<!\!)\](?=\()"),
    re.compile(r"\[(?=[^\]\[]+\]\[)|(?<=[^\]\[])\]\[[^\]\[]*\]"),  # links by reference
    re.compile(r"\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)"),
)


def read(data: bytes, path: Path) -> Document:
    """Read a Markdown file.

    Raises:
        ReadError: it is not text.
    """
    return Document(lines(decode(data, path)))


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a Markdown text, with headings marked and inline markup overwritten in `visible`."""
    found = []
    closing: str | None = None
    for number, line in enumerate(split(text), start=1):
        inside = closing is not None
        closing = _block(line, number, closing)
        heading = inside or closing is not None or any(p.match(line) for p in (HEADING, TABLE, LINK_LINE))
        found.append(Line(number, line, line if heading else _mask(line), heading))
    return tuple(rejoined(found))


def _block(line: str, number: int, closing: str | None) -> str | None:
    """Return the mark that closes the code, front matter or comment that is open after this line; None if nothing is open."""
    if closing is not None:
        ended = closing in line if closing == "-->" else line.strip().startswith(closing) and number > 1
        return None if ended else closing
    if number == 1 and line.strip() == "---":
        return "---"
    if fence := FENCE.match(line):
        return fence[1]
    return "-->" if "<!--" in line and "-->" not in line else None


def _mask(line: str) -> str:
    """Overwrite the markup of a line, so that only what its reader sees remains; code stays as it is.

    >>> _mask("Built in 1887[^1] by [[Blue Granite|BGP]], **see** `_init_`. #stone").replace(FILLER, "")
    'Built in 1887 by BGP, see _init_. '
    """
    found: list[str] = []
    end = 0
    for literal in LITERAL.finditer(line):
        mark = FILLER * len(literal["mark"] or "")
        kept = f"{FILLER}{literal['escaped']}" if literal["escaped"] else f"{mark}{literal['inside']}{mark}"
        found += [_outside_code(line[end : literal.start()]), kept]
        end = literal.end()
    return "".join([*found, _outside_code(line[end:])])


def _outside_code(text: str) -> str:
    text = _without_tags(ENTITY.sub(_character, text))
    for pattern in INLINE:
        text = pattern.sub(lambda match: FILLER * len(match[0]), text)
    return text


def _without_tags(text: str) -> str:
    """Overwrite the tags at the end of a text.

    >>> _without_tags("Trade rose. #trade #q1").replace(FILLER, "_")
    'Trade rose. ______ ___'
    """
    for word in reversed(list(WORD.finditer(text))):
        if not TAG.fullmatch(word[0]):
            break
        text = text[: word.start()] + FILLER * len(word[0]) + text[word.end() :]
    return text


def _character(entity: re.Match[str]) -> str:
    """Return the character that an entity denotes, padded to the length of the entity."""
    character = html.unescape(entity[0])
    return character + FILLER * (len(entity[0]) - 1) if len(character) == 1 else entity[0]


def rows(text: str) -> dict[int, list[str]]:
    r"""Return the cells of each body row of the tables in a text, by line number; header rows and lines of dashes are left out.

    >>> rows("| who | what |\n|---|---|\n| Xi | said *so* |")
    {3: ['Xi', 'said so']}
    """
    found: dict[int, list[str]] = {}
    closing: str | None = None
    for number, line in enumerate(split(text), start=1):
        inside = closing is not None
        closing = _block(line, number, closing)
        if inside or closing is not None or not TABLE.match(line):
            continue
        cells = [_mask(cell).replace(FILLER, "").strip() for cell in line.strip().strip("|").split("|")]
        if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            found.pop(number - 1, None)
        else:
            found[number] = cells
    return found
