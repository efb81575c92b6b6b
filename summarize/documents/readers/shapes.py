"""Find the blocks of plain text by the shapes of its lines: headings, items, clauses, keys and values, turns, questions.

TIMES OF OPENING          a heading: in capitals, underlined, or a short line on top of text
12.3 Tests.               a numbered heading; with a sentence behind the number it is an item
- a pencil                an item; lines that are further in, or go on in lower case, belong to it
Colour: green             a key and its value, if several stand together
ABARA: We met.            a turn, if speakers take turns; "Q:" and "A:" are a question and its answer
“We met.”
— Ada Abara               who says the quotation before
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from summarize.documents.boilerplate import END_WITHIN, is_furniture
from summarize.documents.paragraphs import breaks_off
from summarize.text import dates
from summarize.text.punctuation import TERMINAL
from summarize.text.quotations import SIGNATURE
from summarize.types.document import FILLER, Block, BlockKind, Line

ITEM = re.compile(
    r"^(?P<indent>\s*)(?P<marker>[-*+•▪‣◦·–—✓✔☑►▶■●]|\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+[.)]?)\s+(?=\S)",
    re.IGNORECASE,
)
UNDERLINE = re.compile(r"^\s*(?:(?P<first>=)=+|(?P<second>-)-{2,}|(?P<third>[~^*+\"])(?P=third){2,})\s*$")
RULE = re.compile(r"^\s*(?:[-=*_~#]\s?){3,}\s*$")
NUMBERED = re.compile(
    r"^\s*(?:(?:part|chapter|title|book|section|article|annex|appendix|schedule)\s+(?:\d{1,3}|[ivxlc]{1,6}|[a-z])\b"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3})*)\.?\s+(?=[^\W\d_]))",
    re.IGNORECASE,
)
SPEAKER = r"(?:[^\W\d_a-z][\w.'’-]*|\d{1,2}|of|de|von|van|der|al|bin|the)"
TURN = re.compile(
    rf"^\s*[\"“]?(?:[\[(]?(?P<time>\d{{1,2}}:\d\d(?::\d\d){{0,2}})[\])]?\s+)?(?P<name>{SPEAKER}(?: {SPEAKER}){{0,4}}):(?=\s)\s*"
)
OPENING_MARKS, CLOSING_MARKS = tuple("\"“„«'‘"), tuple("\"”“»'’")
TIME = re.compile(r"^\s*[\[(]?(?P<time>\d{1,3}:\d\d(?::\d\d){0,2}(?:[.,]\d{1,3})?)[\])]?\s*$")
ASKING = re.compile(r"^\s*(?:Q|Question|Frage)\s?(?:\d{1,3})?[:.]\s+(?=\S)")
ANSWERING = re.compile(r"^\s*(?:A|Answer|Antwort)\s?(?:\d{1,3})?[:.]\s+(?=\S)")
FIELD = re.compile(r"^\s*(?P<key>[^\W\d_][^:.!?;]{0,40}?)\s?:\s+(?P<value>\S.*)$")
KEY_WORDS = 5
FEWEST_TURNS, FEWEST_FIELDS = 3, 2
HEADING_WORDS = 10
"""Maximum number of words in a heading that only its shape declares."""
CLAUSE_WORDS = 6
"""Maximum number of words in a numbered heading that ends with a full stop."""
CAPITALS_LEVEL, SHORT_LEVEL = 1, 6
FEWEST_CAPITALS = 3
INDENT = 2
"""Columns by which a nested item is further in."""


def shaped(lines: Sequence[Line], *, headings: bool = True) -> Iterator[Line]:
    """Yield the lines with the blocks that their shapes declare; lines that have one keep it.

    `headings` says whether headings are recognised by their shape.
    """
    text = _Text.of(lines)
    block: Block | None = None
    time: str | None = None
    number = max((line.block.number for line in lines if line.block), default=0)
    for index, line in enumerate(lines):
        found = None if line.block or not text.seen[index] else _begins(text, index, headings=headings)
        if line.block or line.aside or not text.seen[index]:
            block = block if line.aside else None
            yield line
            continue
        if match := TIME.match(text.seen[index]):
            time, block = match["time"], None
            yield replace(line, block=Block(0, BlockKind.OTHER))
            continue
        if found is not None:
            number += 1
            block = replace(found, number=number, time=found.time or time if found.kind is BlockKind.TURN else None)
            time = None
        elif block is not None and not _continues(text, index, block):
            block = None
        yield replace(line, block=block, visible=_unnamed(line, block) if found is not None else line.visible)


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines of a text as they are seen, and what holds for the whole of it."""

    seen: tuple[str, ...]
    turns: frozenset[int]
    fields: frozenset[int]
    signed: dict[int, str]
    """The lines of quotations that are signed, and their signatures, with the names."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Text":
        seen = tuple(line.visible.replace(FILLER, "").rstrip() for line in lines)
        free = [index for index, line in enumerate(lines) if line.block is None and not line.aside]
        turns = _turns(seen, free)
        return cls(seen, turns, _fields(seen, [index for index in free if index not in turns]), _signed(seen, frozenset(free)))

    def at(self, index: int) -> str:
        """Return a line; empty beyond the ends."""
        return self.seen[index].strip() if 0 <= index < len(self.seen) else ""


def _turns(seen: Sequence[str], free: Sequence[int]) -> frozenset[int]:
    """Return the lines that begin turns: their speakers return, as keys do not."""
    found = {index: match["name"] for index in free if (match := TURN.match(seen[index]))}
    counted = Counter(found.values())
    back = {name for name, count in counted.items() if count > 1}
    turns = sum(counted[name] for name in back)
    if turns < FEWEST_TURNS or turns < len(found) / 2 or len(back) < 2:
        return frozenset()
    return frozenset(found)


def _signed(seen: Sequence[str], free: Set[int]) -> dict[int, str]:
    """Return the lines of each quotation that a line with a name behind a dash signs, and that line, with the name."""
    found: dict[int, str] = {}
    begins = 0
    for index in sorted(free):
        text = seen[index].strip()
        if not text or index - 1 not in free or not seen[index - 1].strip():
            begins = index if text and not SIGNATURE.fullmatch(text) else begins
        match = SIGNATURE.fullmatch(text)
        last = next((near for near in (index - 1, index - 2) if near >= begins and seen[near].strip()), None) if match else None
        if match is None or last is None or last in found or not seen[last].endswith(CLOSING_MARKS):
            continue
        listed = any(at < len(seen) and seen[at].strip().startswith(text[0]) for at in (index + 1, index + 2))
        if seen[begins].lstrip().startswith(OPENING_MARKS) and not listed:
            found.update(dict.fromkeys([*range(begins, last + 1), index], match["name"]))
    return found


def _fields(seen: Sequence[str], free: Sequence[int]) -> frozenset[int]:
    """Return the lines that begin a key and its value, at least two with different keys next to each other."""
    found = {i: m["key"].strip() for i in free if (m := FIELD.match(seen[i])) and len(m["key"].split()) <= KEY_WORDS}
    behind = {i: i + len(_value(seen, i)) for i in found}
    beside = {(i, after) for i, after in behind.items() if found.get(after) not in {None, found[i]}}
    return frozenset(i for pair in beside for i in pair if not ITEM.match(seen[i]))


def _value(seen: Sequence[str], index: int) -> list[str]:
    """Return the lines of a value: after a comma it goes on in the next line, unless a key begins there."""
    lines = [seen[index].strip()]
    for following in seen[index + 1 :]:
        if not lines[-1].endswith(",") or not following.strip() or FIELD.match(following):
            break
        lines.append(following.strip())
    return lines


def _begins(text: _Text, index: int, *, headings: bool) -> Block | None:
    """Return the block that begins with a line; None if the line declares none."""
    readers = (_ruled, _quoted, _asked, _said, _headed, _listed, _keyed)
    found = (read(text, index) for read in readers if headings or read is not _headed)
    return next(filter(None, found), None)


def _ruled(text: _Text, index: int) -> Block | None:
    seen = text.seen[index]
    underlines = UNDERLINE.match(seen) and text.at(index - 1)
    return Block(0, BlockKind.OTHER) if underlines or RULE.match(seen) else None


def _quoted(text: _Text, index: int) -> Block | None:
    """Return the paragraph of a signed quotation, or the block of its signature."""
    name = text.signed.get(index)
    if name is None:
        return None
    if SIGNATURE.fullmatch(text.at(index)):
        return Block(0, BlockKind.OTHER)
    return Block(0, BlockKind.PARAGRAPH, speaker=name) if text.signed.get(index - 1) is None else None


def _asked(text: _Text, index: int) -> Block | None:
    asks, answers = ASKING.match(text.seen[index]), ANSWERING.match(text.seen[index])
    return Block(0, BlockKind.QUESTION if asks else BlockKind.ANSWER) if asks or answers else None


def _said(text: _Text, index: int) -> Block | None:
    match = TURN.match(text.seen[index]) if index in text.turns else None
    return Block(0, BlockKind.TURN, speaker=match["name"], time=match["time"]) if match else None


def _listed(text: _Text, index: int) -> Block | None:
    match = ITEM.match(text.seen[index])
    return Block(0, BlockKind.ITEM, len(match["indent"].expandtabs()) // INDENT + 1, match["marker"]) if match else None


def _keyed(text: _Text, index: int) -> Block | None:
    match = FIELD.match(" ".join(_value(text.seen, index))) if index in text.fields else None
    return Block(0, BlockKind.FIELD, cells=((match["key"].strip(), match["value"].strip()),)) if match else None


def _headed(text: _Text, index: int) -> Block | None:
    """Return the heading that a line is: underlined, numbered, in capitals, or a short line on top of text."""
    seen = text.at(index)
    if level := _underlined(seen, text.at(index + 1)):
        return Block(0, BlockKind.HEADING, level=level)
    above = text.at(index - 1)
    if is_furniture(seen) or dates.parse(seen) or not any(char.isalpha() for char in seen):
        return None
    ended = not above or (TERMINAL.search(above) is not None and not ITEM.match(above))
    level = (_numbered(text, index) if ended else 0) or (_unmarked(text, index) if not above else 0)
    return Block(0, BlockKind.HEADING, level=level) if level else None


def _underlined(seen: str, following: str) -> int:
    match = UNDERLINE.match(following)
    if not match or not len(following) / 2 < len(seen) < 2 * len(following):
        return 0
    return 1 if match["first"] else 2 if match["second"] else 3


def _numbered(text: _Text, index: int) -> int:
    """Return the level of a numbered heading, 0 if a line is none: "12.3 Tests." is on the second."""
    seen = text.at(index)
    match = NUMBERED.match(seen)
    most = CLAUSE_WORDS if TERMINAL.search(seen) else HEADING_WORDS
    if not match or len(seen.split()) > most or not any(text.at(index + step) for step in (1, 2)):
        return 0
    if breaks_off(seen) or END_WITHIN.search(seen[match.end() :]):  # the first line of a clause
        return 0
    number = match["number"]
    if text.at(index - 1) and not seen.startswith(f"{number}."):  # "12 people were rescued", on a line of its own
        return 0
    if text.at(index + 1)[:1].islower():
        return 0
    return 1 if not number else 0 if _is_listed(text, index) else number.count(".") + 1


def _unmarked(text: _Text, index: int) -> int:
    """Return the level of a heading that only its shape declares, 0 if a line is none."""
    seen, following = text.at(index), text.at(index + 1)
    goes_on = TERMINAL.search(seen) or seen.endswith((",", ";", ":")) or breaks_off(seen)
    if goes_on or len(seen.split()) > HEADING_WORDS or ITEM.match(seen):
        return 0
    if seen.isupper() and sum(char.isalpha() for char in seen) > FEWEST_CAPITALS:
        return CAPITALS_LEVEL
    on_top = seen[:1].isupper() and (following[:1].isupper() or ITEM.match(following)) and _is_text(text, index + 1)
    return SHORT_LEVEL if on_top else 0


def _is_listed(text: _Text, index: int) -> bool:
    """Whether a numbered line is an item among others: the next line, or the one after a blank one, is numbered alike."""
    following = next((text.at(index + step) for step in (1, 2) if text.at(index + step)), "")
    match, number = ITEM.match(following), text.at(index).split()[0].rstrip(".)")
    within = match is not None and match["marker"].startswith(f"{number}.")  # "1.1" below "1." is a clause of it
    return match is not None and match["marker"][:1].isdigit() and "." not in number and not within


def _is_text(text: _Text, index: int) -> bool:
    """Whether a paragraph or an item begins on a line, and not a stack of short lines, such as an address or verse."""
    following = text.at(index)
    return TERMINAL.search(following) is not None or ITEM.match(following) is not None or len(following.split()) > HEADING_WORDS


def _continues(text: _Text, index: int, block: Block) -> bool:
    """Whether a line without a block of its own belongs to the block before it."""
    if index in text.signed:
        return True
    if block.kind in {BlockKind.TURN, BlockKind.ANSWER, BlockKind.QUESTION}:
        return True
    if block.kind is BlockKind.FIELD:
        return text.at(index - 1).endswith(",") and not FIELD.match(text.seen[index])
    if block.kind is BlockKind.ITEM:
        seen = text.seen[index]
        deeper = len(seen) - len(seen.lstrip()) >= INDENT * block.level
        before = text.at(index - 1)
        return deeper or (not TERMINAL.search(before) and seen.lstrip()[:1].islower())
    return False


def _unnamed(line: Line, block: Block | None) -> str:
    """Return what is seen of the first line of a turn, question or answer: without its name or mark."""
    marks = {BlockKind.TURN: TURN, BlockKind.QUESTION: ASKING, BlockKind.ANSWER: ANSWERING}
    match = marks[block.kind].match(line.visible) if block and block.kind in marks else None
    return FILLER * match.end() + line.visible[match.end() :] if match else line.visible
