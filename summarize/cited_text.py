"""A text with citations, whoever wrote it -> its sentences, each with the places that it cites.

Paragraphs, list items and table rows are read; headings, code, front matter and comments are passed over. A citation
belongs to the sentence it stands in or directly behind:

    Xi said so. [a.txt:3] It rained [b.txt:1-2; c.txt:4].  ->  "Xi said so." cites a.txt:3, "It rained." cites the others
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from summarize import citations, dates
from summarize.dates import Period
from summarize.errors import InputError
from summarize.furniture import BULLET, TERMINAL, is_furniture, is_title
from summarize.readers import READERS, markdown, plain
from summarize.readers.decoding import decode
from summarize.segmentation import sentence_spans
from summarize.types import FILLER, Citation, Line

MARK = "\ue000"
"""Stands where a citation stood, while a text is split into sentences."""
STOP = re.compile(rf"([.!?…][\"”’)]*)((?:\s*{MARK})+)")
ESCAPED = {f"\\{char}": chr(0xE010 + number) for number, char in enumerate("\\`*_{}[]<>#|~")}
"""What Markdown escapes, and a character that stands for it while markup is read."""
APPARATUS = "<!-- From here on the program tells of the sources and of itself. -->"
"""What stands behind it in a briefing is no statement of anybody."""
EDITED = "*(edited)*"
"""What stands behind a sentence that a person wrote into a briefing."""
NOTE = re.compile(
    r"\((?:(?:quotation|reported statement)(?:, reported by [^()]*)?)?(?:; )?(?:\d+ files?, \d+ origins?)?\)|\(edited\)"
)
"""What may stand behind a citation: how it was said, and how many files state it."""
SCOPE = re.compile(r"^\d+ sources?, \d+ independent origins?\b|^Also under: |^This briefing is partial: ")
OWN_WORDS = re.compile(r"^(?:The documents do not (?:answer this|cover\b.*)|Nearest lines:?)\.?$")
"""What the program says of its sources, not from them."""
BESIDE = re.compile(r"^Other sources differ \([^)]*\): ")
"""What stands in front of a sentence that is shown beside another."""
FEWEST_WORDS = 4
"""What is shorter, in a list or a table and without a citation, is a label."""


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a document, the line of the document that it starts on, and what it cites.

    `when` is the time that stands in front of it, as in a timeline.
    """

    text: str
    line: int
    citations: tuple[Citation, ...]
    when: Period | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, list item or table cell: its first line in the document, and its text."""

    line: int
    text: str
    paragraph: bool = False


def read(path: Path) -> tuple[CitedSentence, ...]:
    """The sentences of a document: Markdown, plain text, or an answer or a briefing in JSON.

    Raises:
        InputError: the file cannot be read, is JSON but no answer, or holds no sentence.
    """
    text = text_of(path)
    suffix = path.suffix.lower()
    found = _from_answer(text, path) if suffix == ".json" else parse(text, is_markdown=READERS.get(suffix) is markdown.read)
    if not found:
        raise InputError(f"{path}: holds no sentence to check")
    return found


def text_of(path: Path) -> str:
    """The text of a document.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return decode(path.read_bytes(), path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({(error.strerror or 'no such file').lower()})") from error


def parse(text: str, *, is_markdown: bool = True) -> tuple[CitedSentence, ...]:
    """The sentences of a text with citations.

    >>> [(s.text, len(s.citations)) for s in parse("# Talks\\n\\nXi said so. [a.txt:3] It rained [b.txt:1; c.txt:4].")]
    [('Xi said so.', 1), ('It rained.', 2)]
    """
    hashes = citations.parse_hashes(text)
    text = text.split(APPARATUS, maxsplit=1)[0]
    if is_markdown:
        for escape, stand_in in ESCAPED.items():
            text = text.replace(escape, stand_in)
        blocks = _blocks(markdown.read(text), markdown.rows(text))
    else:
        blocks = _blocks(plain.read(text), {})
    return tuple(sentence for block in blocks for sentence in _sentences(block, hashes))


def _blocks(lines: Sequence[Line], rows: dict[int, list[str]]) -> Iterator[_Block]:
    """The stretches of running text."""
    block: list[Line] = []
    for line in lines:
        if block and (line.heading or not line.text.strip() or BULLET.match(line.text)):
            yield _paragraph(block)
            block = []
        if line.number in rows:
            yield from _cells(line.number, rows[line.number])
        elif not line.heading and line.text.strip():
            block.append(line)
    if block:
        yield _paragraph(block)


def _paragraph(block: Sequence[Line]) -> _Block:
    text = "\n".join(line.visible.replace(FILLER, "").strip() for line in block)
    item = BULLET.match(text)
    return _Block(block[0].number, text[item.end() :] if item else text, paragraph=item is None)


def _cells(line: int, cells: Sequence[str]) -> Iterator[_Block]:
    """The cells of a table row that say something, each with the citations of its row."""
    cited = " ".join(citations.render(citations.parse(cell)) for cell in cells if citations.parse(cell))
    texts = [citations.BRACKETS.sub("", cell).strip() for cell in cells]
    saying = [text for text in texts if len(text.split()) >= FEWEST_WORDS]
    for text in saying or ([" ".join(texts)] if cited else []):
        yield _Block(line, f"{text} {cited}".strip())


def _sentences(block: _Block, hashes: dict[str, str]) -> Iterator[CitedSentence]:
    """The sentences of a block; one behind the other, each takes the citations up to the next sentence's first word."""
    text = NOTE.sub("", block.text)
    found = [citations.parse(match[0]) for match in citations.BRACKETS.finditer(text)]
    marked = STOP.sub(lambda match: re.sub(r"\s", "", match[2]) + match[1], citations.BRACKETS.sub(MARK, text))
    for start, end in sentence_spans(marked):
        stretch = marked[start:end]
        before = marked[:start].count(MARK)
        places = [place for group in found[before : before + stretch.count(MARK)] for place in group]
        plain_text = BESIDE.sub("", _unescaped(" ".join(re.sub(rf"\s*{MARK}", "", stretch).split())))
        when, plain_text = _dated(plain_text)
        if places or not _is_no_statement(plain_text, block):
            line = block.line + marked[:start].count("\n")
            yield CitedSentence(plain_text, line, tuple(_with_hash(place, hashes) for place in places), when)


def _dated(text: str) -> tuple[Period | None, str]:
    """The time in front of a sentence, if there is one, and the sentence.

    >>> when, text = _dated("3 May 2021: The port opened.")
    >>> str(when), text
    ('3 May 2021', 'The port opened.')
    """
    front, colon, rest = text.partition(": ")
    when = dates.parse(front) if colon else None
    return (when, rest) if when else (None, text)


def _is_no_statement(text: str, block: _Block) -> bool:
    """Whether uncited words are a heading, a label, page furniture, or the program's own."""
    unfinished = not TERMINAL.search(text)
    if OWN_WORDS.match(text) or SCOPE.match(text) or is_furniture(text) or (unfinished and len(text.split()) < FEWEST_WORDS):
        return True
    return block.paragraph and is_title(NOTE.sub("", citations.BRACKETS.sub("", block.text)))


def _with_hash(place: Citation, hashes: dict[str, str]) -> Citation:
    named = replace(place, file=_unescaped(place.file))
    return replace(named, sha256=hashes.get(citations.location(named), ""))


def _unescaped(text: str) -> str:
    for escape, stand_in in ESCAPED.items():
        text = text.replace(stand_in, escape[1])
    return text


def _from_answer(text: str, path: Path) -> tuple[CitedSentence, ...]:
    """The sentences of an answer or a briefing in JSON, and the versions of what sources give differently, each once."""
    try:
        found = dict.fromkeys(
            (str(said["text"]), tuple(_citation(place) for place in said["citations"]), _when(said))
            for said in _cited_objects(json.loads(text))
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: JSON, but nothing that `summarize --format json` wrote ({error})") from error
    return tuple(CitedSentence(said, number, cited, when) for number, (said, cited, when) in enumerate(found, start=1))


def _cited_objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects within a JSON value that have citations."""
    if isinstance(value, dict):
        if "citations" in value:
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
    return Citation(str(place["file"]), int(place["line"]), int(place["end_line"]), text, digest)
