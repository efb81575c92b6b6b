r"""Read Markdown: markdown-it-py finds the blocks with their lines, inline markup is hidden.

Headings, code, front matter, comments and lines of links are not running text.

>>> [line.visible.replace("\0", "") for line in lines("See **the [report](r.pdf)**.")]
['See the report.']
"""

import html
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.documents.readers.blocks import table
from summarize.documents.readers.charset import decode
from summarize.documents.readers.hyphens import rejoined
from summarize.documents.readers.plain import split
from summarize.documents.readers.shapes import ANSWERING, ASKING, HEADING_WORDS
from summarize.text.punctuation import TERMINAL
from summarize.types.document import FILLER, Block, BlockKind, Document, Line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LINK_LINE = re.compile(r"^\s*([-*+]|\d+[.)])?\s*!?\[(?!\^)[^\]]*\](\([^)]*\)|\[[^\]]*\]|:\s*\S+.*)\s*$")
BOLD_LINE = re.compile(r"\s*(?P<mark>\*\*|__)(?=\S)[^*_\[\]]+(?<=[\w):])(?P=mark):?\s*")
"""A line that is all bold and no sentence: many texts have such headings."""
HIDDEN = re.compile(r"\s*<(?:!|\?|script|style)", re.IGNORECASE)
"""How HTML begins that is not shown."""
BOLD_LEVEL = 7
"""The level of a heading that is only bold: below all declared ones."""
CLAUSE = re.compile(r"\s*(?P<section>\d{1,3})\.(?P<clause>\d{1,3})\.?\s+\S")
"""The begin of a numbered clause within a numbered section: "3.1 Work"."""
ROW_LINE = re.compile(r"\s*\|(?P<cells>.*)\|\s*")
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})
VERBATIM = frozenset({BlockKind.CODE, BlockKind.FRONT_MATTER, BlockKind.OTHER})
"""Kinds of blocks in which marks are not markup."""
DEEPEST = 50
"""Levels of nesting that are read; deeper text counts as a part of the last level."""
TAGS = re.compile(r"</?[a-zA-Z][\w-]*(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>]+))*\s*/?>")
"""HTML tags: a name, and attributes with values."""
LITERAL = re.compile(r"(?<!`)(?P<mark>`+)(?!`)(?P<inside>.{1,2000}?)(?<!`)(?P=mark)(?!`)|\\(?P<escaped>[!-/:-@\[-`{-~])")
"""Inline code, and a character that a backslash escapes."""
WORD = re.compile(r"\S+")
TAG = re.compile(r"#[^\W\d][\w/-]*")
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
OPENED, CLOSED = re.compile(r"\[(?=[^\]\[]*$)"), re.compile(r"[^\]\[]{0,200}\][(\[]")
"""The mark of a link that is open at the end of a line, and a line that closes one."""
INLINE = (
    re.compile(r"^\s*(>\s?)+"),
    re.compile(r"(?<=[-*+] )\[[ xX]\] |(?<=\d\. )\[[ xX]\] "),  # tasks
    re.compile(r"^\s*\[\^[^\]\[\s]{1,60}\]:\s*|\[\^[^\]\[\s]{1,60}\]"),  # notes and references to them
    re.compile(r"!\[\[[^\[\]\n]{0,300}\]\]|(?<!\w)\[\[(?=[^\W\d_])(?:[^\[\]|\n]{1,300}\|)?|\]\]"),  # embedded and linked pages
    re.compile(r"(?:(?<=\s)|^)%%(?=\S).{0,2000}?(?<=\S)%%(?=\s|$)|~~(?=\S)[^~\n]{1,2000}~~"),  # hidden comments, struck-out text
    re.compile(r"==(?=\S(?:[^=\n]*\S)?==(?!=))|(?<=[^\s=])==(?=[\s.,;:!?)]|$)"),  # highlights
    re.compile(r"(?<=\s)#(?=[^\W\d]\w)"),  # the mark of a tag within a sentence
    TAGS,
    re.compile(
        r"<!--.{0,2000}?-->|<(?=(?:https?://|mailto:)?[^\s<>]{1,200}[@/][^\s<>]{1,200}>)|(?<=[^\s<>])>(?=[\s.,;)]|$)(?<=\w>)"
    ),
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
    """Return the lines of a Markdown text with their blocks, and inline markup overwritten in `visible`."""
    found = split(text)
    held = _blocks(found)
    prose = {block.number for number, block in held.items() if not LINK_LINE.match(found[number - 1])}
    read = [_line(number, line, held.get(number), prose) for number, line in enumerate(found, start=1)]
    return tuple(rejoined(list(_with_questions(list(_without_open_links(read))))))


def _without_open_links(read: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; the mark that opens a link whose text goes on in the next line is overwritten."""
    for line, following in zip_longest(read, read[1:]):
        opened = OPENED.search(line.visible) if following and line.among(following) and CLOSED.match(following.text) else None
        yield replace(line, visible=_filled(line.visible, opened.start())) if opened else line


def _filled(text: str, at: int) -> str:
    return f"{text[:at]}{FILLER}{text[at + 1 :]}"


def _with_questions(read: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; "Q:" and "A:" that begin a line in a paragraph make a question and its answer, up to the next mark."""
    asked: Line | None = None
    for line in read:
        seen = line.visible.replace(FILLER, "")
        match = ASKING.match(seen) or ANSWERING.match(seen) if line.block and line.kind is BlockKind.PARAGRAPH else None
        if match:
            kind = BlockKind.QUESTION if ASKING.match(seen) else BlockKind.ANSWER
            start = len(line.visible) - len(line.visible.lstrip(f" {FILLER}")) + match.end() - (len(seen) - len(seen.lstrip()))
            asked = replace(line, block=Block(-line.number, kind))
            yield replace(asked, visible=FILLER * start + line.visible[start:])
        elif asked is not None and seen.strip() and line.kind is BlockKind.PARAGRAPH:
            yield replace(line, block=asked.block)
        else:
            asked = None
            yield line


def _line(number: int, text: str, block: Block | None, prose: Container[int]) -> Line:
    """Return a line with its block; `prose` are the numbers of the blocks that hold more than links.

    Lines that are only links, or give the address of one, are not running text; one between bars is the row of a table without a
    head.
    """
    kind, own = (block.kind, block.number) if block else (BlockKind.PARAGRAPH, 0)
    if kind in PROSE and own not in prose and LINK_LINE.match(text):
        return Line(number, text, text, Block(own, BlockKind.OTHER))
    if kind in VERBATIM:
        return Line(number, text, text, block)
    seen = _mask(text)
    if kind is BlockKind.PARAGRAPH and (match := ROW_LINE.fullmatch(text)):
        cells = tuple(("", cell.strip()) for cell in _mask(match["cells"]).replace(FILLER, "").split("|") if cell.strip())
        block = Block(own, BlockKind.ROW, cells=cells, flows=False)
    return Line(number, text, seen, block)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").use(front_matter_plugin).use(footnote_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])  # what is within a line, `_mask` reads, because offsets must stay
    return parser


def _blocks(found: Sequence[str]) -> dict[int, Block]:
    """Return the block of each line of a text that has one, by line number."""
    held: dict[int, Block] = {}
    for number, (first, last, block) in enumerate(_declared(found), start=1):
        numbered = Block(number, block.kind, block.level, block.marker, block.cells, label=block.label, flows=block.flows)
        held.update((line, numbered) for line in range(first, last + 1) if found[line - 1].strip())
    return held


def _declared(found: Sequence[str]) -> Iterator[tuple[int, int, Block]]:
    """Yield the blocks with their first and last line; a block within another comes after it."""
    at = _Place()
    tokens = iter(_parser().parse("\n".join(found)))
    for token in tokens:
        at.enter(token)
        first, last = (token.map[0] + 1, token.map[1]) if token.map else (0, 0)
        if token.type == "table_open":
            yield first, last, Block(0, BlockKind.OTHER)
            yield from _rows(tokens)
        elif token.type == "paragraph_open" and token.map:
            yield from at.clauses(first, found[first - 1 : last]) or [(first, last, at.paragraph(found[first - 1 : last]))]
        elif block := _block(token):
            yield first, last, block


class _Place:
    """Where in the nesting of lists and notes a token is."""

    def __init__(self) -> None:
        self.depth = 0
        self.label = ""
        self.marker = ""

    def enter(self, token: "Token") -> None:
        self.depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "list_item_open":
            self.marker = f"{token.info}{token.markup}"
        elif token.type in {"footnote_reference_open", "footnote_reference_close"}:
            self.label = str((token.meta or {}).get("label", "")) if token.nesting == 1 else ""

    def clauses(self, first: int, lines: Sequence[str]) -> list[tuple[int, int, Block]]:
        """Return the heading and the items of a numbered section, with their lines, if an item of a list is one; else nothing.

        In Markdown the lines "3.1 ..." and "3.2 ..." below "3. Hours" only continue its paragraph. They count from 1.
        """
        number = self.marker.rstrip(".)")
        matches = ((at, CLAUSE.match(line)) for at, line in enumerate(lines) if at)
        found = {at: int(match["clause"]) for at, match in matches if match and match["section"] == number}
        if not found or not self.depth or [*found.values()] != [*range(1, len(found) + 1)]:
            return []
        starts = [*found]
        self.marker = ""
        ends = [*starts[1:], len(lines)]
        items = [
            (first + start, first + end - 1, Block(0, BlockKind.ITEM, self.depth))
            for start, end in zip(starts, ends, strict=True)
        ]
        return [(first, first + starts[0] - 1, Block(0, BlockKind.HEADING, level=BOLD_LEVEL)), *items]

    def paragraph(self, lines: Sequence[str]) -> Block:
        """Return what a paragraph is here: a note, an item, a heading that is only bold, or a paragraph."""
        marker, self.marker = self.marker, ""
        if self.label:
            return Block(0, BlockKind.NOTE, label=self.label)
        if self.depth:
            return Block(0, BlockKind.ITEM, self.depth, marker) if marker else Block(0, level=self.depth)
        bold = len(lines) == 1 and len(lines[0].split()) <= HEADING_WORDS and BOLD_LINE.fullmatch(lines[0])
        if bold:
            return Block(0, BlockKind.HEADING, level=BOLD_LEVEL)
        return Block(0, flows=TERMINAL.search(lines[-1].rstrip()) is not None)  # else it may be verse or a list of words


def _block(token: "Token") -> Block | None:
    """Return the block of a token; None if it has none."""
    kind = {"fence": BlockKind.CODE, "front_matter": BlockKind.FRONT_MATTER, "hr": BlockKind.OTHER}.get(token.type)
    if kind:
        return Block(0, kind)
    if token.type == "heading_open":
        return Block(0, BlockKind.HEADING, level=int(token.tag[1:]))
    if token.type == "html_block":
        hidden = HIDDEN.match(token.content) and "\n" in token.content.strip()
        return Block(0, BlockKind.CODE if hidden else BlockKind.PARAGRAPH, flows=False)
    return Block(0, flows=False) if token.type == "code_block" else None  # people indent text, too


def _rows(tokens: "Iterator[Token]") -> Iterator[tuple[int, int, Block]]:
    """Yield the rows of a table, up to the token that closes it."""
    places: list[int] = []
    rows: list[tuple[list[str], bool]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open" and token.map:
            places.append(token.map[0] + 1)
            rows.append(([], False))
        elif token.type in {"th_open", "td_open"}:
            rows[-1] = (rows[-1][0], token.type == "th_open")
        elif token.type == "inline":
            rows[-1][0].append(_mask(token.content).replace(FILLER, ""))
    for place, part in zip(places, table(rows), strict=True):
        yield place, place, part.block(0)


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
