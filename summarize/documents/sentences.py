"""Split the lines of a document into units of evidence: sentences, items, rows, keys with values, and turns.

Lines are first joined into paragraphs, because a hard-wrapped sentence runs over several lines, and page furniture is left
out. Then nupunkt, an implementation of Punkt (Kiss and Strunk 2006), finds the sentence ends within each paragraph. A short item
of several sentences stays one unit. Each unit knows what it stands under (`documents.context`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from summarize.documents.boilerplate import BULLET, is_furniture, is_title, lead_length
from summarize.documents.cells import row_text, texts
from summarize.documents.context import in_context
from summarize.documents.prompt_injection import address_the_model, goes_on_with, without_asides_to_the_model
from summarize.text import languages
from summarize.text.escaping import UNSEEN
from summarize.text.languages import ENGLISH, SCRIPT_OF, language, of_sentence, script_of
from summarize.text.punctuation import TERMINAL
from summarize.text.quotations import curled, is_open_after
from summarize.text.wordlists import is_saying
from summarize.types.document import FILLER, WHOLE, Block, BlockKind, Line
from summarize.types.evidence import Sentence, Speech

WRAP_WIDTH = 132
"""Characters. Longer lines count as whole paragraphs, not as hard-wrapped text."""
WRAPPED_SHARE = 0.25
"""In hard-wrapped text, at least this share of the lines without an end mark is followed by a line in lower case."""
LONGEST_SENTENCE = 2_000
"""Characters. A longer stretch is a table or a dump, not a sentence."""
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s|$)")
NEVER_ENDING = frozenset(
    """and or but nor unless if because although though whereas while whether that which whose when where until than as
    the a an of from with for at into between during without via per including by""".split()
)
"""Words that cannot end a sentence."""
FEWEST_BROKEN_OFF = 3
"""Minimum number of words in a line that may break off in mid-sentence; a shorter line is a heading."""
ITEM = re.compile(r"^(?:\(?(?:[a-z]{1,3}|[ivxlc]{1,5}|\d{1,2})[.)]|[-*+•▪‣◦·–—✓✔☑►▶■●])\s", re.IGNORECASE)
ITEM_ENDS = re.compile(r"(?:[;,]|[;,]?\s(?:and|or))$")
"""How a list item ends if the next item continues its sentence."""
LIST_MARK = re.compile(r"^\s*[-*+•▪‣◦·–—✓✔☑►▶■●]\s+")
JOINT = re.compile(r"(?:(?<=[\w”’])\s*[,;]\s*(?:and|or|but|nor)?|\s(?:and|or|but|nor)|\s*[(\[–—])$")
QUOTES = re.compile(r"[^.!?“]{1,120}: “")
"""How a sentence begins that introduces a quotation with a colon."""
LINE_BREAK_TAG = re.compile(r"<(?:br|p|hr)\s*/?>", re.IGNORECASE)
"""Tags left in plain text by a careless conversion."""
CLOSE = 50
"""Characters before a stretch that are searched for the end of an exclamation."""
ENOUGH = 100
"""Lines at the start of a document from which its language is identified."""
ITEM_WORDS = 40
"""A longer item of several sentences is read sentence by sentence."""
UNLIKE_FURNITURE = frozenset({BlockKind.ROW, BlockKind.TURN, BlockKind.ANSWER})
"""Kinds of blocks that are never page furniture."""
TITLED_SHARE = 0.7
"""If a larger share of a document's words is in blocks without an end mark, no block is left out as a title."""


def split_sentences(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """Return the sentences of a document in order, without headings, page furniture and orders to a language model."""
    whole = language(_visible([line for line in lines[:ENOUGH] if line.running]))
    every = [
        (block, around)
        for block, around in in_context(list(groups(lines)))
        if block[0].running and (block[0].kind in UNLIKE_FURNITURE or not is_furniture(_visible(block)))
    ]
    blocks = [block for block, _ in every]
    lengths = [len(_visible(block).split()) for block in blocks]
    open_ended = sum(
        length for block, length in zip(blocks, lengths, strict=True) if not TERMINAL.search(_visible(block).strip())
    )
    titles_tell = open_ended <= TITLED_SHARE * sum(lengths)
    found: list[Sentence] = []
    for number, (block, around) in enumerate(every):
        if block[0].kind in WHOLE or not (titles_tell and is_title(_visible(block))):
            found.extend(replace(sentence, context=around) for sentence in _units(block, number, whole))
    return tuple(found)


def _units(block: Sequence[Line], paragraph: int, whole: str) -> Iterator[Sentence]:
    """Yield the units of a block: those of its cells if it has any, else its sentences, or all of a short item."""
    declared = block[0].block
    if declared is not None and declared.cells:
        yield from _of_cells(block, declared, paragraph, whole)
        return
    found = list(_split(block, paragraph, whole))
    short = len(_visible(block).split()) <= ITEM_WORDS
    if declared is not None and declared.kind is BlockKind.ITEM and len(found) > 1 and short:
        raw = "\n".join(line.text for line in block)
        raw = raw[raw.index(found[0].raw) :]
        text = " ".join(sentence.text for sentence in found)
        found = [replace(found[0], text=text, raw=raw, last_line=found[-1].last_line)]
    yield from found


def _of_cells(block: Sequence[Line], declared: Block, paragraph: int, whole: str) -> Iterator[Sentence]:
    """Yield the short values of a row as one unit, and the sentences of its texts, with the label of the row as their context."""
    first, last = block[0].number, block[-1].number
    raw = "\n".join(line.text for line in block)
    short = row_text(declared.cells)
    held = Sentence(short, raw, first, last, paragraph, language=of_sentence(short, whole), kind=declared.kind)
    if short and not address_the_model(short):
        yield replace(held, cells=tuple(cell for cell in declared.cells if cell not in {*texts(declared.cells)}))
    for name, value in texts(declared.cells):
        line = Line(first, value, value)
        yield from (replace(each, last_line=last, cells=((name, each.text),)) for each in _split([line], paragraph, whole))


def groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the blocks of a document as their lines: as the format declares them, else hard-wrapped runs and single lines.

    If the format declares none, a line continues the one before in two cases: the one before has no end mark and the line starts
    in lower case, or the document is hard-wrapped and the line's first word would not have fitted on the one before.

    A line that breaks off in mid-sentence is continued by the next one even if the format declares a new paragraph, and over a
    blank line if a list item or a lower-case line follows: a condition in the items of a list belongs to the sentence it limits.
    """
    layout = layout_of(lines)
    block: list[Line] = []
    over_blank = False
    for line in (line for line in lines if not line.aside):
        empty = not line.text.strip()
        if block and empty and block[-1].running and breaks_off(_seen(block[-1])):
            over_blank = True
            continue
        if block and over_blank and not _continues(_seen(line)):
            yield block
            block = []
        over_blank = False
        if block and (empty or not _together(block[-1], line, layout)):
            yield block
            block = []
        if not empty:
            block.append(line)
    if block:
        yield block


def _together(line: Line, following: Line, layout: "Layout") -> bool:
    if not (line.running and following.running) or {line.kind, following.kind} & WHOLE:
        return line.among(following)
    if line.broken:
        return True
    if breaks_off(_seen(line)) or (ITEM_ENDS.search(_seen(line)) and ITEM.match(_seen(line)) and ITEM.match(_seen(following))):
        return True
    if line.among(following) and line.block is not None and line.block.flows:
        return True
    if not line.among(following) and (line.block is not None or following.block is not None):
        return False
    return _goes_on(_seen(line), _seen(following), layout)


def _continues(text: str) -> bool:
    """Whether a line after a blank one may continue a sentence that broke off: it is a list item or starts in lower case."""
    return bool(ITEM.match(text)) or text[:1].islower()


def _seen(line: Line) -> str:
    return line.visible.replace(FILLER, "").strip()


def breaks_off(text: str) -> bool:
    """Whether a text ends in mid-sentence: with a conjunction, an article, a preposition, an open bracket or a dash.

    >>> breaks_off("It is kept for one year, unless"), breaks_off("Please log in"), breaks_off("It is shut.")
    (True, False, False)
    """
    words = text.rstrip(":").split()
    if len(words) < FEWEST_BROKEN_OFF:
        return False
    return words[-1].lower() in NEVER_ENDING or text[-1] in "([–—"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document breaks its lines.

    `width` is the width in characters at which it is hard-wrapped, or None. `lower` means that most lines start in lower case and
    none contains the end of a sentence.
    """

    width: int | None
    lower: bool


def layout_of(lines: Sequence[Line]) -> Layout:
    """Return the layout of a document.

    It is hard-wrapped if it contains sentences, many lines are nearly as long as the longest, and lines continue in lower case.
    The last condition excludes verse, messages and tables of keys: their lines are similar in length, but begin with a capital.
    """
    filled = [text for line in lines if (text := line.text.rstrip().lstrip("\f"))]
    width = max(map(len, filled), default=0)
    full = sum(len(text) >= 0.8 * width for text in filled)
    open_ended = [after.lstrip()[:1] for text, after in pairwise(filled) if not TERMINAL.search(text)]
    cased = [first for first in open_ended if first.islower() or first.isupper()]
    within = sum(first.islower() for first in cased)
    prose = any(SENTENCE_END.search(text) for text in filled)
    wrapped = prose and width <= WRAP_WIDTH and full >= max(3, 0.3 * len(filled)) and within >= WRAPPED_SHARE * len(cased)
    lower = sum(text.lstrip()[:1].islower() for text in filled) > len(filled) / 2
    return Layout(width if wrapped else None, lower and not prose)


def _goes_on(line: str, following: str, layout: Layout) -> bool:
    if lead_length(following) or is_furniture(line) or is_furniture(following):
        return False
    wrapped = layout.width is not None and len(line) + 1 + len(following.split(maxsplit=1)[0]) > layout.width
    return wrapped or (not layout.lower and not TERMINAL.search(line) and following[0].islower())


def _visible(block: Sequence[Line]) -> str:
    return _masked(block).replace(FILLER, "")


def _masked(block: Sequence[Line]) -> str:
    """Return the visible text of a block, as long as its raw text; `FILLER` replaces the line feed within a broken word."""
    seen = [line.visible if number == 0 else LIST_MARK.sub(_filled, line.visible) for number, line in enumerate(block)]
    return "".join(f"{text}{FILLER if line.broken else chr(10)}" for text, line in zip(seen, block, strict=True))[:-1]


def _filled(match: re.Match[str]) -> str:
    return FILLER * len(match[0])


def _split(block: Sequence[Line], paragraph: int, whole: str) -> Iterator[Sentence]:
    """Yield the sentences of a block, split by the rules of the document's language if the block is in its script."""
    raw = "\n".join(line.text for line in block)
    masked = _masked(block)
    offsets = [offset for offset, char in enumerate(masked) if char != FILLER and not UNSEEN.match(char)]
    starts = list(accumulate((len(line.text) + 1 for line in block), initial=0))
    shown = LINE_BREAK_TAG.sub(lambda tag: " " * len(tag[0]), "".join(masked[offset] for offset in offsets))
    text = without_asides_to_the_model(curled(shown.replace("\n", " ")))
    ordered = False
    code = whole if script_of(text) == SCRIPT_OF.get(whole, "latin") else language(text)
    for start, end in sentence_spans(text) if code == ENGLISH else spans_in(text, code):
        if (is_furniture(text[start:end]) and block[0].kind not in UNLIKE_FURNITURE) or end - start > LONGEST_SENTENCE:
            continue
        ordered = address_the_model(text[start:end]) or (ordered and goes_on_with(text[start:end]))
        if ordered:
            continue
        stop = _without_joint(text, start, end)
        first, last = offsets[start], offsets[stop - 1]
        yield Sentence(
            text=" ".join(text[start:stop].split()),
            raw=raw[first : last + 1],
            first_line=block[bisect_right(starts, first) - 1].number,
            last_line=block[bisect_right(starts, last) - 1].number,
            paragraph=paragraph,
            language=of_sentence(text[start:stop], code),
            speech=_speech(block[0].block),
            kind=block[0].kind,
        )


def _speech(block: Block | None) -> Speech:
    """Return the speech of a block whose speaker the document names."""
    return Speech(block.speaker, None, block.speaker is not None) if block else Speech()


def _without_joint(text: str, start: int, end: int) -> int:
    """Return the end of a sentence without a final comma, conjunction or bracket that nothing follows.

    >>> text = "heat damaged it; or"
    >>> text[: _without_joint(text, 0, len(text))]
    'heat damaged it'
    """
    joint = JOINT.search(text, start, end)
    return joint.start() if joint and joint.start() > start else end


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence in a paragraph, without surrounding space, bullets and datelines.

    >>> text = "- It rained. It stopped."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['It rained.', 'It stopped.']
    """
    from nupunkt import sent_spans  # its model takes a tenth of a second to load, and only indexing needs it

    lead = lead_length(text)
    merged: list[tuple[int, int]] = []
    for start, end in sent_spans(text[lead:]):
        stretch = text[lead + start : lead + end]
        if merged and (_is_tail(text[max(lead, lead + start - CLOSE) : lead + start], stretch)):
            merged[-1] = (merged[-1][0], lead + end)
        else:
            merged.append((lead + start, lead + end))
    for start, end in merged:
        stripped = text[start:end].strip()
        if re.search(r"\w", stripped):
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            yield begin, begin + len(stripped)


def spans_with_quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text's sentences; one that quotes after a colon extends over the whole quotation."""
    begun: int | None = None
    for start, end in sentence_spans(text):
        first = start if begun is None else begun
        if QUOTES.match(text, first) and is_open_after(text[first:end], inside=False) and "”" in text[end:]:
            begun = first
            continue
        begun = None
        yield first, end


def spans_in(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Do the same as `sentence_spans` for a paragraph in another language.

    >>> text = "Порт открыт. Паромы ходят!"
    >>> [text[start:end] for start, end in spans_in(text, "ru")]
    ['Порт открыт.', 'Паромы ходят!']
    """
    lead = len(match[0]) if (match := BULLET.match(text)) else 0
    for start, end in languages.sentence_spans(text[lead:], code):
        stripped = text[lead + start : lead + end].strip()
        if re.search(r"\w", stripped):
            begin = text.index(stripped, lead + start)
            yield begin, begin + len(stripped)


def _is_tail(before: str, stretch: str) -> bool:
    """Whether a stretch only says who spoke the exclamation or question before it (``"Yes!" | she said.``)."""
    words = stretch.split()
    exclaimed = re.search(r"[!?…][\"'”’»]\s*$", before)
    return bool(exclaimed) and len(words) <= 6 and any(is_saying(word.strip(".,")) for word in words)
