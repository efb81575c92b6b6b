"""Split the lines of a document into units of evidence: sentences, items, rows, keys with values, and turns.

Lines are first joined into paragraphs, because a hard-wrapped sentence runs over several lines, and page furniture is left
out. Then nupunkt, an implementation of Punkt (Kiss and Strunk 2006), finds the sentence ends within each paragraph. A short item
of several sentences stays one unit. Each unit knows its context (`documents.context`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import accumulate, islice

from summarize.documents.boilerplate import BULLET, is_furniture, is_title, lead_length
from summarize.documents.cells import is_text, row_text, stretches, texts
from summarize.documents.context import context_text, in_context, last_sentence
from summarize.documents.dated_headings import dated
from summarize.documents.paragraphs import groups
from summarize.documents.prompt_injection import address_the_model, goes_on_with, without_asides_to_the_model
from summarize.text import languages
from summarize.text.escaping import UNSEEN
from summarize.text.languages import ENGLISH, SCRIPT_OF, language, of_sentence, script_of
from summarize.text.punctuation import TERMINAL
from summarize.text.quotations import DOUBLED, SIGNATURE, STRAIGHT, curled, is_open_after
from summarize.text.wordlists import is_saying
from summarize.types.document import FILLER, WHOLE, Block, BlockKind, Cell, Line
from summarize.types.evidence import Context, ContextKind, Sentence, Speech

LONGEST_SENTENCE = 2_000
"""Characters. A longer stretch is a table or a dump, not a sentence."""
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
KEPT_WHOLE, ITEM_WORDS = frozenset({BlockKind.ITEM, BlockKind.ANSWER}), 40
"""Kinds of blocks that are one unit, and the number of words above which they are read sentence by sentence."""
MOST_STRETCHES = 100
"""Units into which a long row is split."""
UNLIKE_FURNITURE = frozenset({BlockKind.ROW, BlockKind.TURN, BlockKind.ANSWER})
"""Kinds of blocks that are never page furniture."""
TITLED_SHARE = 0.7
"""If a larger share of a document's words is in blocks without an end mark, no block is left out as a title."""


def split_sentences(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """Return the sentences of a document in order, without headings, page furniture and orders to a language model."""
    whole = language(_visible([line for line in lines[:ENOUGH] if line.running]))
    read = list(in_context(list(groups(lines))))
    introduced: dict[tuple[int, str], set[BlockKind]] = {}
    for block, around in read:
        for each in around:
            if each.kind is ContextKind.INTRODUCTION:
                introduced.setdefault((each.first_line, each.text), set()).add(block[0].kind)
    days = dated([block for block, _ in read])
    every = [
        (block, around, days.get(at))
        for at, (block, around) in enumerate(read)
        if at in days or (block[0].running and (block[0].kind in UNLIKE_FURNITURE or not is_furniture(_visible(block))))
    ]
    blocks = [block for block, _, _ in every]
    lengths = [len(_visible(block).split()) for block in blocks]
    open_ended = sum(
        length for block, length in zip(blocks, lengths, strict=True) if not TERMINAL.search(_visible(block).strip())
    )
    titles_tell = open_ended <= TITLED_SHARE * sum(lengths)
    found: list[Sentence] = []
    for number, (block, around, cell) in enumerate(every):
        if cell:
            found.append(_field(block, cell, number, whole, around))
            continue
        kinds = introduced.get((block[0].number, last_sentence(context_text(block))), frozenset[BlockKind]())
        if block[0].kind in WHOLE | {BlockKind.ITEM} or kinds or not (titles_tell and is_title(_visible(block))):
            units = (unit for unit in _units(block, number, whole) if not _only_introduces(unit, kinds))
            found.extend(replace(unit, context=around) for unit in units)
    return tuple(found)


def _field(block: Sequence[Line], cell: Cell, paragraph: int, whole: str, around: tuple[Context, ...]) -> Sentence:
    """Return a heading with a day as a key with its value."""
    text, raw = row_text([cell]), "\n".join(line.text for line in block)
    language_ = of_sentence(text, whole)
    first, last = block[0].number, block[-1].number
    return Sentence(text, raw, first, last, paragraph, language=language_, kind=BlockKind.FIELD, cells=(cell,), context=around)


def _only_introduces(unit: Sentence, kinds: Set[BlockKind]) -> bool:
    """Whether a unit of a block that introduces blocks of some kinds does so to a list, or in few words: "Ana Ruiz said:"."""
    return unit.text.endswith(":") and bool(kinds) and (kinds != {BlockKind.PARAGRAPH} or not is_text(unit.text))


def _units(block: Sequence[Line], paragraph: int, whole: str) -> Iterator[Sentence]:
    """Yield the units of a block: those of its cells if it has any, else its sentences, or all of a short item."""
    declared = block[0].block
    if declared is not None and declared.cells:
        yield from _of_cells(block, declared, paragraph, whole)
        return
    found = list(_split(block, paragraph, whole))
    short = len(_visible(block).split()) <= ITEM_WORDS
    if declared is not None and declared.kind in KEPT_WHOLE and len(found) > 1 and short:
        raw = "\n".join(line.text for line in block)
        raw = raw[raw.index(found[0].raw) :]
        text = " ".join(sentence.text for sentence in found)
        found = [replace(found[0], text=text, raw=raw, last_line=found[-1].last_line)]
    yield from found


def _of_cells(block: Sequence[Line], declared: Block, paragraph: int, whole: str) -> Iterator[Sentence]:
    """Yield the short values of a row as one unit, and the sentences of its texts, with the label of the row as their context."""
    first, last = block[0].number, block[-1].number
    raw = "\n".join(line.text for line in block)
    for cells in islice(stretches(declared.cells, LONGEST_SENTENCE), MOST_STRETCHES):
        short = row_text(cells)
        if not address_the_model(short):
            language_ = of_sentence(short, whole)
            yield Sentence(short, raw, first, last, paragraph, language=language_, kind=declared.kind, cells=cells)
    for name, value in texts(declared.cells):
        at = next((line for line in block if value in line.text), None) if len(block) > 1 else None
        line = Line(at.number if at else first, value, value)
        end = at.number if at else last
        yield from (replace(each, last_line=end, cells=((name, each.text),)) for each in _split([line], paragraph, whole))


def _visible(block: Sequence[Line]) -> str:
    return _masked(block).replace(FILLER, "")


def _masked(block: Sequence[Line]) -> str:
    """Return the visible text of a block, as long as its raw text; `FILLER` replaces the line feed within a broken word."""
    lines = [DOUBLED.sub(STRAIGHT + FILLER, line.visible) for line in block]
    seen = [text if number == 0 else LIST_MARK.sub(_filled, text) for number, text in enumerate(lines)]
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
            marker=block[0].block.marker if block[0].block else "",
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
    """Whether a stretch only says who spoke the words before it (``"Yes!" | she said.``, ``"No." | — Ana Ruiz``)."""
    words = stretch.split()
    if SIGNATURE.fullmatch(stretch.strip()) and before.rstrip().endswith(("”", '"')):
        return True
    exclaimed = re.search(r"[!?…][\"'”’»]\s*$", before)
    return bool(exclaimed) and len(words) <= 6 and any(is_saying(word.strip(".,")) for word in words)
