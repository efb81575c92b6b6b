"""A text with citations, by any author -> its sentences, each with its citations.

Paragraphs, list items and table rows are read; headings, code, front matter and comments are skipped. A citation belongs to
the sentence that contains it or that it directly follows:

    Xi said so. [a.txt:3] It rained [b.txt:1-2; c.txt:4].  ->  "Xi said so." cites a.txt:3, "It rained." cites the others
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from summarize.citations import own_words, syntax
from summarize.citations.own_words import MARK
from summarize.documents.boilerplate import BULLET, is_furniture, is_title
from summarize.documents.readers import markdown, plain
from summarize.documents.readers.charset import decode
from summarize.documents.readers.formats import FORMATS, MARKDOWN
from summarize.documents.sentences import spans_with_quotations
from summarize.errors import InputError
from summarize.text import dates
from summarize.text.dates import Period
from summarize.text.punctuation import TERMINAL
from summarize.types.document import FILLER, BlockKind, Line
from summarize.types.evidence import Citation, Role

STOP = re.compile(rf"([.!?…][\"”’)]*)((?:\s*{MARK})+)")
ESCAPED = {f"\\{char}": chr(0xE010 + number) for number, char in enumerate("\\`*_{}[]<>#|~.)+-")}
"""Escapes of Markdown, each with the character that replaces it while markup is read."""
MARKERS = frozenset(".)+-")
"""Escaped characters that are no markup but where they would begin an item: the full stop elsewhere ends a sentence."""
ITEM_START = re.compile(r"^((?:[ \t]*(?:[-*+>]|\d+[.)])(?=[ \t]))*[ \t]*\d{0,9})(\\[.)+-])(?=\s|$)", re.MULTILINE)
NO_SENTENCE = frozenset(("reason", "score", "file"))
"""Fields that mark an object in JSON as a rejected draft, a nearest line or a citation."""
FEWEST_WORDS = 4
"""Number of words; shorter text without a citation is a label if it has no final punctuation or is in a table cell."""


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a document, the line on which it starts, and its citations.

    `when` is the time before the sentence, as in a timeline; `channel` is who is said to report it.
    """

    text: str
    line: int
    citations: tuple[Citation, ...]
    when: Period | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, list item or table cell: its first line in the document, and its text."""

    line: int
    text: str
    paragraph: bool = False


def read(path: Path) -> tuple[CitedSentence, ...]:
    """Read the sentences of a document: Markdown, plain text, or an answer or a briefing in JSON.

    Raises:
        InputError: the file cannot be read, is JSON but no answer, or holds no sentence.
    """
    return of_text(text_of(path), path)


def of_text(text: str, path: Path) -> tuple[CitedSentence, ...]:
    """Read the sentences of a text; the ending of `path` says what it is, and messages name it.

    Raises:
        InputError: it is JSON but no answer, or holds no sentence.
    """
    suffix = path.suffix.lower()
    found = _from_answer(text, path) if suffix == ".json" else parse(text, is_markdown=FORMATS.get(suffix) is MARKDOWN)
    if not found:
        raise InputError(f"{path}: holds no sentence to check")
    return found


def text_of(path: Path) -> str:
    """Read the text of a document, with line feeds as line ends.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return decode(path.read_bytes(), path).replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({(error.strerror or 'no such file').lower()})") from error


def parse(text: str, *, is_markdown: bool = True) -> tuple[CitedSentence, ...]:
    """Split a text with citations into sentences.

    >>> [(s.text, len(s.citations)) for s in parse("# Talks\\n\\nXi said so. [a.txt:3] It rained [b.txt:1; c.txt:4].")]
    [('Xi said so.', 1), ('It rained.', 2)]
    """
    hashes = syntax.parse_hashes(text)
    before, sealed, after = parts(text)
    text = before + "\n" * sealed.count("\n") + after
    headings = frozenset(_unescaped_heading(line) for line in text.splitlines() if line.startswith("#"))
    if is_markdown:
        text = ITEM_START.sub(lambda match: match[1] + ESCAPED[match[2]], text)
        for escape, stand_in in ESCAPED.items():
            if escape[1] not in MARKERS:
                text = text.replace(escape, stand_in)
        blocks = _blocks(markdown.lines(text))
    else:
        blocks = _blocks(plain.lines(own_words.SOURCES.sub(lambda match: "\n" * match[0].count("\n"), text)))
    return tuple(sentence for block in blocks for sentence in _sentences(block, hashes, headings))


def parts(text: str) -> tuple[str, str, str]:
    """Split a briefing into its statements, the program's part on the sources and the briefing, and what a person added after it.

    If there is no such part, or it was changed, everything is in the first part, and so is checked.
    """
    before, marker, rest = text.partition(own_words.APPARATUS)
    seal = own_words.SEAL.search(rest)
    if not marker or seal is None or seal["seal"] != own_words.seal_of(rest[: seal.start()]):
        return text, "", ""
    return before, marker + rest[: seal.end()], rest[seal.end() :]


def _unescaped_heading(line: str) -> str:
    return re.sub(r"\\(.)", r"\1", line.lstrip("#").strip())


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Yield the blocks of running text."""
    block: list[Line] = []
    for line in lines:
        if block and (not _is_read(line) or not line.text.strip() or BULLET.match(line.text)):
            yield _paragraph(block)
            block = []
        if line.block is not None and line.kind is BlockKind.ROW:
            yield from _cells(line.number, [value for _, value in line.block.cells])
        elif _is_read(line) and line.text.strip():
            block.append(line)
    if block:
        yield _paragraph(block)


def _is_read(line: Line) -> bool:
    """Whether a line may state something: running text, and questions, whatever they call themselves."""
    return line.running or line.kind is BlockKind.QUESTION


def _paragraph(block: Sequence[Line]) -> _Block:
    text = "\n".join(line.visible.replace(FILLER, "").strip() for line in block)
    item = BULLET.match(text)
    return _Block(block[0].number, text[item.end() :] if item else text, paragraph=item is None)


def _cells(line: int, cells: Sequence[str]) -> Iterator[_Block]:
    """Yield the cells of a table row that make a statement, each with the citations of its row."""
    cited = " ".join(syntax.render(syntax.parse(cell)) for cell in cells if syntax.parse(cell))
    texts = [syntax.BRACKETS.sub("", cell).strip() for cell in cells]
    saying = [text for text in texts if len(text.split()) >= FEWEST_WORDS]
    for text in saying or ([" ".join(texts)] if cited else []):
        yield _Block(line, f"{text} {cited}".strip())


def _sentences(block: _Block, hashes: dict[str, str], headings: frozenset[str]) -> Iterator[CitedSentence]:
    """Yield the sentences of a block, each with the citations up to the first word of the next sentence."""
    text = block.text.removesuffix("(edited)").rstrip()
    found = [syntax.parse(match[0]) for match in syntax.BRACKETS.finditer(text)]
    channels: dict[int, str] = {}
    marked = _without_notes(syntax.BRACKETS.sub(MARK, text), found, channels)
    marked = STOP.sub(lambda match: re.sub(r"\s", "", match[2]) + match[1], marked)
    for start, end in spans_with_quotations(marked):
        stretch = marked[start:end]
        before = marked[:start].count(MARK)
        places = [place for group in found[before : before + stretch.count(MARK)] for place in group]
        plain_text = own_words.without_differing(_unescaped(" ".join(re.sub(rf"\s*{MARK}", "", stretch).split())))
        when, plain_text = _dated(plain_text)
        if places or not (_is_no_statement(plain_text, block) or own_words.is_summary_line(plain_text, headings)):
            line = block.line + marked[:start].count("\n")
            channel = next((channels[n] for n in range(before, before + stretch.count(MARK)) if n in channels), None)
            yield CitedSentence(plain_text, line, tuple(_with_hash(place, hashes) for place in places), when, channel)


def _without_notes(marked: str, found: Sequence[tuple[Citation, ...]], channels: dict[int, str]) -> str:
    """Remove the notes after the citations of a text; enter in `channels` who is said to report what, by citation.

    A note that counts other files than are cited is not the program's, and stays.
    """

    def strip(match: re.Match[str]) -> str:
        number = marked[: match.start()].count(MARK) - 1
        if match["files"] and int(match["files"]) != len({place.file for place in found[number]}):
            return match[0]
        if match["channel"]:
            channels[number] = match["channel"]
        return ""

    return own_words.NOTE.sub(strip, marked)


def _dated(text: str) -> tuple[Period | None, str]:
    """Split a sentence into the time before it, if there is one, and the rest.

    >>> when, text = _dated("3 May 2021: The port opened.")
    >>> str(when), text
    ('3 May 2021', 'The port opened.')
    """
    front, colon, rest = text.partition(": ")
    when = dates.parse(front) if colon else None
    return (when, rest) if when else (None, text)


def _is_no_statement(text: str, block: _Block) -> bool:
    """Whether uncited words are a heading, a label, page furniture, or the program's own words."""
    unfinished = not TERMINAL.search(text)
    if own_words.REFUSAL.match(text) or is_furniture(text) or (unfinished and len(text.split()) < FEWEST_WORDS):
        return True
    return block.paragraph and is_title(syntax.BRACKETS.sub("", block.text).removesuffix("(edited)").rstrip())


def _with_hash(place: Citation, hashes: dict[str, str]) -> Citation:
    named = replace(place, file=_unescaped(place.file))
    return replace(named, sha256=hashes.get(syntax.location(named), ""))


def _unescaped(text: str) -> str:
    for escape, stand_in in ESCAPED.items():
        text = text.replace(stand_in, escape[1])
    return text


def _from_answer(text: str, path: Path) -> tuple[CitedSentence, ...]:
    """Read the sentences of an answer or a briefing in JSON, and the versions of what sources report differently, each once."""
    try:
        found = dict.fromkeys(
            (str(said["text"]), tuple(_citation(place) for place in said.get("citations", ())), _when(said))
            for said in _cited_objects(json.loads(text))
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: JSON, but nothing that `summarize --format json` wrote ({error})") from error
    return tuple(CitedSentence(said, number, cited, when) for number, (said, cited, when) in enumerate(found, start=1))


def _cited_objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects within a JSON value that are sentences, with or without citations."""
    if isinstance(value, dict):
        if "citations" in value or ("text" in value and not NO_SENTENCE & value.keys()):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _cited_objects(each)


def _when(said: dict[str, Any]) -> Period | None:
    when = said.get("when")
    return Period(date.fromisoformat(when["first"]), date.fromisoformat(when["last"])) if when else None


def _citation(place: dict[str, Any]) -> Citation:
    digest, text = str(place.get("sha256", "")), str(place.get("text", ""))
    where = str(place.get("place", ""))
    role = Role(place.get("role", Role.SUPPORT))
    return Citation(str(place["file"]), int(place["line"]), int(place["end_line"]), text, digest, where, role)
