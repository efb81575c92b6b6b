"""From the lines of a document to its sentences, each with its line span.

Lines are joined into paragraphs first (a hard-wrapped sentence runs over several lines), page furniture is left out,
and nupunkt, an implementation of Punkt (Kiss and Strunk 2006), finds the sentence ends within a paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from summarize import languages
from summarize.escaping import UNSEEN
from summarize.furniture import BULLET, TERMINAL, is_furniture, is_title, lead_length
from summarize.instructions import address_the_model, goes_on_with, without_asides_to_the_model
from summarize.languages import ENGLISH, SCRIPT_OF, language, of_sentence, script_of
from summarize.lexicon import is_saying
from summarize.quotations import curled
from summarize.types import FILLER, Line, Sentence

WRAP_WIDTH = 132
"""Characters. Longer lines are taken for whole paragraphs, not for hard-wrapped text."""
LONGEST_SENTENCE = 2_000
"""Characters. What is longer is a table or a dump, not a sentence."""
LINE_BREAK_TAG = re.compile(r"<(?:br|p|hr)\s*/?>", re.IGNORECASE)
"""Left over in plain text by a careless conversion."""
CLOSE = 50
"""Characters in front of a stretch in which an exclamation may end."""
ENOUGH = 100
"""Lines at the start of a document that tell its language."""
TITLED_SHARE = 0.7
"""Where more of a document's words than this stand in lines without an end mark, lacking one says nothing."""


def sentences(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """The sentences of a document, in order, without headings, page furniture, and orders to a language model."""
    whole = language(_visible([line for line in lines[:ENOUGH] if not line.heading]))
    blocks = [block for block in paragraphs(lines) if block[0].row or not is_furniture(_visible(block))]
    lengths = [len(_visible(block).split()) for block in blocks]
    open_ended = sum(
        length for block, length in zip(blocks, lengths, strict=True) if not TERMINAL.search(_visible(block).strip())
    )
    titles_tell = open_ended <= TITLED_SHARE * sum(lengths)
    found: list[Sentence] = []
    for number, block in enumerate(blocks):
        if block[0].row or not (titles_tell and is_title(_visible(block))):
            found.extend(_split(block, number, whole))
    return tuple(found)


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines that belong together: what the format says is one, else a hard-wrapped paragraph or a single line.

    Where the format does not say it, the second of two lines goes on with the first if the first lacks an end mark and either
    the second starts in lower case or its first word would not have fitted on the first, where the document is hard-wrapped at
    all.
    """
    width = wrap_width(lines)
    block: list[Line] = []
    for line in lines:
        blank = line.heading or not line.text.strip()
        if block and (blank or not _together(block[-1], line, width)):
            yield block
            block = []
        if not blank:
            block.append(line)
    if block:
        yield block


def _together(line: Line, following: Line, width: int | None) -> bool:
    if line.block is not None or following.block is not None:
        return line.block == following.block
    return _goes_on(line.text.rstrip(), following.text.strip(), width)


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which a document is hard-wrapped, `None` if it is not: many lines come close to the longest."""
    lengths = [len(line.text.rstrip()) for line in lines if line.text.strip()]
    width = max(lengths, default=0)
    full = sum(length >= 0.8 * width for length in lengths)
    return width if width <= WRAP_WIDTH and full >= max(3, 0.3 * len(lengths)) else None


def _goes_on(line: str, following: str, width: int | None) -> bool:
    if lead_length(following) or is_furniture(line) or is_furniture(following):
        return False
    wrapped = width is not None and len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
    return wrapped or (not TERMINAL.search(line) and following[0].islower())


def _visible(block: Sequence[Line]) -> str:
    return _masked(block).replace(FILLER, "")


def _masked(block: Sequence[Line]) -> str:
    """The visible text of a block, of the same length as its raw text; nothing stands between the parts of a broken word."""
    return "".join(f"{line.visible}{FILLER if line.broken else chr(10)}" for line in block)[:-1]


def _split(block: Sequence[Line], paragraph: int, whole: str) -> Iterator[Sentence]:
    """The sentences of a block, in the language of the whole document where their script allows it."""
    raw = "\n".join(line.text for line in block)
    masked = _masked(block)
    offsets = [offset for offset, char in enumerate(masked) if char != FILLER and not UNSEEN.match(char)]
    starts = list(accumulate((len(line.text) + 1 for line in block), initial=0))
    shown = LINE_BREAK_TAG.sub(lambda tag: " " * len(tag[0]), "".join(masked[offset] for offset in offsets))
    text = without_asides_to_the_model(curled(shown.replace("\n", " ")))
    ordered = False
    code = whole if script_of(text) == SCRIPT_OF.get(whole, "latin") else language(text)
    for start, end in sentence_spans(text) if code == ENGLISH else spans_in(text, code):
        if (is_furniture(text[start:end]) and not block[0].row) or end - start > LONGEST_SENTENCE:
            continue
        ordered = address_the_model(text[start:end]) or (ordered and goes_on_with(text[start:end]))
        if ordered:
            continue
        first, last = offsets[start], offsets[end - 1]
        yield Sentence(
            text=" ".join(text[start:end].split()),
            raw=raw[first : last + 1],
            first_line=block[bisect_right(starts, first) - 1].number,
            last_line=block[bisect_right(starts, last) - 1].number,
            paragraph=paragraph,
            language=of_sentence(text[start:end], code),
        )


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence in a paragraph, without surrounding space, bullets and datelines.

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


def spans_in(text: str, code: str) -> Iterator[tuple[int, int]]:
    """As `sentence_spans`, of a paragraph in another language.

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
    """Whether a stretch only says who spoke the exclamation or question in front of it (``"Yes!" | she said.``)."""
    words = stretch.split()
    exclaimed = re.search(r"[!?…][\"'”’»]\s*$", before)
    return bool(exclaimed) and len(words) <= 6 and any(is_saying(word.strip(".,")) for word in words)
