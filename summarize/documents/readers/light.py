r"""Read texts in light markup: reStructuredText, Org, AsciiDoc and LaTeX, each by a small table of its marks.

>>> [(line.kind.value, line.visible.replace("\0", "")) for line in lines("* Hours\n- the /gate/ is shut", DIALECTS[".org"])]
[('heading', 'Hours'), ('item', '- the gate is shut')]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarize.documents.readers.charset import decode
from summarize.documents.readers.hyphens import rejoined
from summarize.documents.readers.plain import split
from summarize.documents.readers.shapes import shaped
from summarize.types.document import FILLER, Block, BlockKind, Document, Line


@dataclass(frozen=True, slots=True)
class Dialect:
    """The marks of a light markup.

    `headings` match whole heading lines; the level is the length of the group `level`, or its place in `levels`. `opens` begin
    a stretch that is no running text, up to a line that `closes` it (a pattern in which `{mark}` is what opened it) or, if that
    is empty, up to the first line that is not further in. `hidden` are lines that are no running text. `inline` is what a
    reader does not see within a line. `cells` splits a line into the cells of a row, if it is one; `ends` ends a table. What
    comes before a line that `begins` the text is no part of it. After a line with a `literal` mark, lines that are further in are
    code.
    """

    headings: tuple[re.Pattern[str], ...]
    levels: tuple[str, ...]
    opens: re.Pattern[str]
    closes: str
    hidden: re.Pattern[str]
    inline: tuple[re.Pattern[str], ...]
    cells: re.Pattern[str] | None = None
    ends: re.Pattern[str] | None = None
    begins: re.Pattern[str] | None = None
    item: re.Pattern[str] | None = None
    literal: re.Pattern[str] | None = None


RST = Dialect(
    headings=(),  # underlined, which is a shape
    levels=(),
    opens=re.compile(
        r"^(?P<mark>\s*)\.\. (?:code(?:-block)?|math|raw|highlight|figure|image|toctree|parsed-literal|testcode|doctest)::"
    ),
    closes="",
    hidden=re.compile(r"^\s*(?:\.\. |__ |:[\w-]+:\s*\S*$|[=\-~^\"'`#*+]{4,}[=\-~^\"'`#*+ ]*$|>>> |\.\. _)"),
    inline=(
        re.compile(r":[\w:+-]+:(?=`)"),
        re.compile(r"(?<=[^`\s])\s*<[^<>`]+>(?=`)"),
        re.compile(r"(?<![\w`])``?(?=[^\s`_])|``?_{0,2}(?![\w`])"),
        re.compile(r"(?<![\w*])\*{1,2}(?=\S)|(?<=\S)\*{1,2}(?![\w*])"),
        re.compile(r"\[#?[\w*]*\]_(?!\w)"),
        re.compile(r"(?<=\s)::$|(?<=:):$"),
    ),
    literal=re.compile(r"^(?!\s*\.\. ).*::\s*$"),
)
ORG = Dialect(
    headings=(re.compile(r"^(?P<level>\*+)\s+\S"),),
    levels=(),
    opens=re.compile(r"^\s*#\+begin_(?P<mark>src|example|export|comment)\b", re.IGNORECASE),
    closes=r"\s*#\+end_{mark}\b",
    hidden=re.compile(r"^\s*(?:#(?:\s|\+)|:[A-Z_]+:|\|[-+]+\|\s*$)"),
    inline=(
        re.compile(r"^\*+\s(?:TODO\s|DONE\s)?"),
        re.compile(r"\[\[(?:[^\[\]]*\]\[)?|\]\](?=\W|$)"),
        re.compile(r"(?<![\w*/_=~+])[*/_=~+](?=\S)|(?<=\S)[*/_=~+](?![\w*/_=~+])"),
    ),
    cells=re.compile(r"^\s*\|(?P<cells>.*)\|\s*$"),
    ends=re.compile(r"^(?!\s*\|)"),
)
ADOC = Dialect(
    headings=(re.compile(r"^(?P<level>={1,6})\s+\S"),),
    levels=(),
    opens=re.compile(r"^(?P<mark>-{4,}|\.{4,}|\+{4,}|/{4,})\s*$"),
    closes=r"{mark}\s*$",
    hidden=re.compile(r"^\s*(?://|:[\w-]+:|\[[^\[\]]*\]\s*$|\|===|={4,}\s*$|_{4,}\s*$|\*{4,}\s*$|include::|image::|toc::)"),
    inline=(
        re.compile(r"^=+\s|^\.(?=[A-Z])|\s\+$"),
        re.compile(r"(?:link:|xref:|https?:)[^\s\[\]]+\[(?=[^\[\]])|<<[^<>,]+,|(?<=\w)\](?=\W|$)|>>"),
        re.compile(r"\{[\w-]{1,60}\}[^\s\[\]]{0,300}\[(?=[^\[\]])|\^?\](?=\W|$)(?<=[\w^]\])"),
        re.compile(r"(?<![\w*_`#])[*_`#]{1,2}(?=\S)|(?<=\S)[*_`#]{1,2}(?![\w*_`#])"),
    ),
    cells=re.compile(r"^\|(?!===)(?P<cells>.+)$"),
    ends=re.compile(r"^\|==="),
    item=re.compile(r"^\s*(?P<marker>\*{1,5}|\.{1,5}|-)\s+(?=\S)"),
)
TEX = Dialect(
    headings=(re.compile(r"^\s*\\(?P<name>part|chapter|section|subsection|subsubsection|paragraph)\*?(?:\[[^\]]*\])?\{.*\}"),),
    levels=("part", "chapter", "section", "subsection", "subsubsection", "paragraph"),
    opens=re.compile(
        r"^\s*\\begin\{(?P<mark>verbatim|lstlisting|minted|equation\*?|align\*?|tikzpicture|figure\*?|thebibliography|tabular\*?)\}"
    ),
    closes=r"\s*\\end\{{{mark}\}}",
    hidden=re.compile(
        r"^\s*(?:%|\\(?:begin|end|usepackage|documentclass|newcommand|renewcommand|label|maketitle|input|include|bibliography\w*|"
        r"title|author|date|tableofcontents|vspace|hspace|centering|setlength|newpage|clearpage|pagestyle)\b)"
    ),
    inline=(
        re.compile(r"(?<!\\)%.*$"),
        re.compile(r"~?\\(?:cite\w*|ref|eqref|label|footnotemark)\*?(?:\[[^\]]*\])*\{[^{}]*\}"),
        re.compile(r"\\(?:item)\b(?:\[[^\]]*\])?"),
        re.compile(r"\\[a-zA-Z]+\*?(?:\[[^\]]*\])?(?=[{\s])|\\(?=[%&$#_{}])|(?<!\\)[{}]|``|''|\\\\"),
    ),
    item=re.compile(r"^\s*(?P<marker>\\item)\b"),
    begins=re.compile(r"^\s*\\begin\{document\}"),
)
DIALECTS = {".rst": RST, ".org": ORG, ".adoc": ADOC, ".asciidoc": ADOC, ".tex": TEX}


def read(data: bytes, path: Path) -> Document:
    """Read a text in light markup; its ending says which.

    Raises:
        ReadError: it is not text.
    """
    return Document(lines(decode(data, path), DIALECTS.get(path.suffix.lower(), RST)))


def lines(text: str, dialect: Dialect) -> tuple[Line, ...]:
    """Return the lines of a text with their blocks, and markup overwritten in `visible`."""
    marked = list(_marked(split(text), dialect))
    return tuple(rejoined(list(shaped(marked, headings=not dialect.headings))))


def _marked(found: Sequence[str], dialect: Dialect) -> Iterator[Line]:
    """Yield the lines with the blocks that their marks declare; what is declared by shape alone is left."""
    closing: re.Pattern[str] | None = None
    indent: int | None = None
    names: tuple[str, ...] | None = None
    begun = next((at for at, text in enumerate(found) if dialect.begins and dialect.begins.match(text)), -1)
    for number, text in enumerate(found, start=1):
        if number <= begun:
            yield Line(number, text, text, Block(number, BlockKind.OTHER))
            continue
        if indent is not None and text.strip() and len(text) - len(text.lstrip()) <= indent:
            indent = None
        if closing is not None or indent is not None:
            yield Line(number, text, text, Block(number, BlockKind.CODE))
            closing = None if closing is not None and closing.match(text) else closing
            continue
        if indent is None and dialect.literal and dialect.literal.search(text) and not dialect.opens.match(text):
            indent = len(text) - len(text.lstrip())
        elif opening := dialect.opens.match(text):
            closing = (
                re.compile(dialect.closes.format(mark=re.escape(opening["mark"])), re.IGNORECASE) if dialect.closes else None
            )
            indent = None if dialect.closes else len(opening["mark"])
            yield Line(number, text, text, Block(number, BlockKind.CODE))
            continue
        line = _line(number, text, dialect)
        if line.block is not None and line.kind is BlockKind.ROW:
            cells = tuple(value for _, value in line.block.cells)
            line = _named(line, names)
            names = names or cells
        elif dialect.ends and dialect.ends.match(text):
            names = None
        yield line


def _named(line: Line, names: tuple[str, ...] | None) -> Line:
    """Return the row of a table with the names of its columns; the first row of a table gives them."""
    assert line.block is not None  # only rows are named
    if names is None:
        return replace(line, block=replace(line.block, kind=BlockKind.HEADER, cells=()))
    values = (value for _, value in line.block.cells)
    cells = tuple((names[at] if at < len(names) else "", value) for at, value in enumerate(values))
    return replace(line, block=replace(line.block, cells=cells))


def _line(number: int, text: str, dialect: Dialect) -> Line:
    if dialect.hidden.match(text):
        return Line(number, text, text, Block(number, BlockKind.OTHER))
    seen = text
    for pattern in dialect.inline:
        seen = pattern.sub(lambda match: FILLER * len(match[0]), seen)
    for heading in dialect.headings:
        if match := heading.match(text):
            named = match.groupdict().get("name")
            level = dialect.levels.index(named) + 1 if named else len(match["level"])
            return Line(number, text, seen, Block(number, BlockKind.HEADING, level=level))
    if dialect.cells and (match := dialect.cells.match(text)):
        cells = tuple(("", cell.strip()) for cell in match["cells"].split("|") if cell.strip())
        return Line(number, text, seen, Block(number, BlockKind.ROW, cells=cells)) if cells else Line(number, text, seen)
    if dialect.item and (match := dialect.item.match(text)):
        return Line(number, text, seen, Block(number, BlockKind.ITEM, level=max(len(match["marker"]) % 6, 1), marker="-"))
    return Line(number, text, seen)
