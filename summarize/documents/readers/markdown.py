r"""Read Markdown: markdown-it-py finds the blocks with their lines, inline markup is hidden.

Headings, code, front matter, comments and lines of links are not running text.

>>> [line.visible.replace("\0", "") for line in lines("See **the [report](r.pdf)**.")]
['See the report.']
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.documents.readers.blocks import table
from summarize.documents.readers.charset import decode
from summarize.documents.readers.hyphens import rejoined
from summarize.documents.readers.plain import split
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
DEEPEST = 50
"""Levels of nesting that are read; deeper text counts as a part of the last level."""
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
    read = [_line(number, line, held.get(number)) for number, line in enumerate(found, start=1)]
    return tuple(rejoined(read))


def _line(number: int, text: str, block: Block | None) -> Line:
    """Return a line with its block; a line that is only a link, or gives the address of one, is not running text."""
    if (block is None or block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}) and LINK_LINE.match(text):
        return Line(number, text, text, Block(block.number if block else 0, BlockKind.OTHER))
    literal = block is not None and block.kind in {BlockKind.CODE, BlockKind.FRONT_MATTER, BlockKind.OTHER}
    return Line(number, text, text if literal else _mask(text), block)


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
    depth = 0
    label = ""
    marker = ""
    within_table: list[tuple[Sequence[str], bool]] = []
    places: list[int] = []
    for token in _parser().parse("\n".join(found)):
        first, last = (token.map[0] + 1, token.map[1]) if token.map else (0, 0)
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup}"
        elif token.type in {"footnote_reference_open", "footnote_reference_close"}:
            label = (token.meta or {}).get("label", "") if token.nesting == 1 else ""
        elif token.type == "tr_open":
            within_table.append(([], False))
            places.append(first)
        elif token.type in {"th_open", "td_open"}:
            within_table[-1] = (within_table[-1][0], token.type == "th_open")
        elif token.type == "inline" and within_table:
            cells, heads = within_table[-1]
            within_table[-1] = ([*cells, _mask(token.content).replace(FILLER, "")], heads)
        elif token.type == "table_close":
            for place, part in zip(places, table(within_table), strict=True):
                yield place, place, part.block(0)
            within_table, places = [], []
        elif token.type == "table_open":
            yield first, last, Block(0, BlockKind.OTHER)
        elif block := _of(token, found, depth, marker, label):
            yield first, last, block
            marker = marker if token.type != "paragraph_open" else ""


def _of(token: "Token", found: Sequence[str], depth: int, marker: str, label: str) -> Block | None:
    """Return the block that begins with a token; None if none does."""
    if token.type == "heading_open":
        return Block(0, BlockKind.HEADING, level=int(token.tag[1:]))
    if token.type == "fence":
        return Block(0, BlockKind.CODE)
    if token.type == "code_block":  # people indent text, too
        return Block(0, flows=False)
    if token.type == "front_matter":
        return Block(0, BlockKind.FRONT_MATTER)
    if token.type == "hr":
        return Block(0, BlockKind.OTHER)
    if token.type == "html_block":
        hidden = HIDDEN.match(token.content) and "\n" in token.content.strip()
        return Block(0, BlockKind.CODE if hidden else BlockKind.PARAGRAPH, flows=False)
    if token.type != "paragraph_open" or token.map is None:
        return None
    if label:
        return Block(0, BlockKind.NOTE, label=label)
    if depth:
        return Block(0, BlockKind.ITEM, level=depth, marker=marker) if marker else Block(0, level=depth)
    bold = token.map[1] == token.map[0] + 1 and BOLD_LINE.fullmatch(found[token.map[0]])
    return Block(0, BlockKind.HEADING, level=BOLD_LEVEL) if bold else Block(0, BlockKind.PARAGRAPH, flows=False)


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
