"""Find the title of a document whose format does not give one: a line before the running text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarize.documents.boilerplate import is_furniture
from summarize.text import dates
from summarize.text.wordlists import ARTICLES
from summarize.types.document import FILLER, WHOLE, BlockKind, Document, Line

LENGTH = 200
"""Characters. A longer line is running text."""
FEWEST_WORDS = 3
"""Minimum number of words in a title that no markup declares; shorter lines are section names of a website."""
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$|[,;]$")
"""End of a line of running text. A line that ends with a comma continues, or is the greeting of a letter."""
QUOTATION = re.compile(r"[“\"«„].*[”\"»“]$")
LEADS_ON = ARTICLES | frozenset("and or of my our your his her its their".split())
"""Words that end neither a title nor a sentence."""
UNITS = WHOLE | {BlockKind.ITEM}
"""Kinds of blocks that are no title."""
MARKUP = re.compile(r"^#+\s*|(?<!\w)[*_]+|[*_]+(?!\w)|`+")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
RULE = re.compile(r"(?:=+|-{3,})\s*$")
BODY_MARKUP = re.compile(r"\||```|~~~|:?-{3,}:?\s*\|")
"""How tables and code begin."""
NO_TITLE_MARKUP = re.compile(r"---|===|<!--|!?\[|[-*+]\s|[-*_]{3,}")


def find(document: Document, head: Sequence[Line]) -> str | None:
    """Return the title among the first lines with text; None if the running text begins without one.

    A first-level Markdown heading takes precedence over other lines.

    >>> texts = ["The port is shut.", "Ferries go from Callao", "They sail at noon."]
    >>> lines = tuple(Line(number, text, text) for number, text in enumerate(texts, start=1))
    >>> find(Document(lines), lines), find(Document(lines[1:]), lines[1:])
    (None, 'Ferries go from Callao')
    """
    lines = [*_after_front_matter(head), None]
    found: list[tuple[Line, Line | None]] = []
    begun = False
    for line, following in pairwise(lines):
        if line is None or (begun := _is_running_text(line, following, document)):
            break
        found.append((line, following))
    titles = [(line, text) for line, following in found if (text := _title(line, following, begun=begun))]
    top = next((text for line, text in titles if line.text.startswith("# ")), None)
    return top or next((text for _, text in titles), None)


def _after_front_matter(head: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines after the front matter (fields between two lines of dashes), or all lines if there is none."""
    closing = next((at for at, line in enumerate(head) if at and line.text.strip() == "---"), None)
    fields = bool(head) and head[0].text.strip() == "---" and closing is not None
    yield from head[closing + 1 :] if fields and closing is not None else head


def _is_running_text(line: Line, following: Line | None, document: Document) -> bool:
    """Whether the running text of a document begins with a line: a sentence, a part of a paragraph, a table or code."""
    text = " ".join(line.text.split())
    if line.kind in UNITS:
        return True
    if line.kind is BlockKind.HEADING:
        return False
    if not line.running:
        return bool(BODY_MARKUP.match(text))
    if is_furniture(text) or _is_pull_quote(text, document) or _is_underlined(line, following):
        return False
    if line.block is not None and line.block.flows:
        text = " ".join(other.text for other in document.lines if other.among(line)).strip()
    return bool(SENTENCE_END.search(text)) or len(text) > LENGTH or bool(QUOTATION.match(text)) or _goes_on(line, following)


def _is_date(text: str) -> bool:
    """Whether a line is a date, with at most a weekday and one other word, such as a city."""
    found = dates.mentions(text)
    rest = f"{text[: found[0].start]} {text[found[0].end :]}" if found else ""
    return bool(found) and len([word for word in re.findall(r"[^\W\d]+", rest) if not word.endswith("day")]) <= 1


def _is_pull_quote(text: str, document: Document) -> bool:
    """Whether a line is a pull quote: a quotation that appears again in the text."""
    return bool(QUOTATION.match(text)) and sum(" ".join(line.text.split()) == text for line in document.lines) > 1


def _is_next(line: Line, following: Line | None) -> bool:
    return following is not None and following.number == line.number + 1


def _is_list(line: Line, following: Line) -> bool:
    return _is_next(line, following) and not is_furniture(following.text) and not _is_date(following.text)


def _is_underlined(line: Line, following: Line | None) -> bool:
    """Whether the next line underlines a line as a Markdown heading."""
    return following is not None and _is_next(line, following) and not following.running and bool(RULE.match(following.text))


def _goes_on(line: Line, following: Line | None) -> bool:
    """Whether a sentence continues on the next line: that line starts in lower case, or this one ends with a word like "the"."""
    if (
        following is None
        or not _is_next(line, following)
        or (line.block is not None and line.block.flows)
        or not following.running
    ):
        return False
    last = re.findall(r"\w+", line.text)[-1:]
    return following.text.lstrip()[:1].islower() or bool(LEADS_ON.intersection(last))


def _title(line: Line, following: Line | None, *, begun: bool) -> str | None:
    """Return the text of a line if it is a title, else None; a list item is not a title unless text has `begun` after it."""
    raw = line.text.strip()
    text = " ".join(MARKUP.sub("", LINK.sub(r"\1", line.visible.replace(FILLER, "") or line.text)).split())
    declared = raw.startswith("#") or _is_underlined(line, following)
    part = following is not None and line.among(following) and line.running
    if (
        part
        or line.kind is BlockKind.OTHER
        or len(text) > LENGTH
        or not re.search(r"\w", text)
        or NO_TITLE_MARKUP.match(raw)
        or (QUOTATION.match(text) and not declared)
    ):
        return None
    if declared:
        return text
    listed = not begun and line.running and (following is None or _is_list(line, following))
    return None if listed or is_furniture(text) or _is_date(text) or len(text.split()) < FEWEST_WORDS else text
