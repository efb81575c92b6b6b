"""Turn the named fields of a row or record into the parts of a line: texts as they are, short values with their names."""

from collections.abc import Iterator, Sequence

from summarize.text.punctuation import TERMINAL
from summarize.types.document import Line

MOST_FIELDS = 100_000
TEXT_WORDS = 8
"""A value of at least as many words is text of its own."""


def parts(number: int, fields: Sequence[tuple[str, str]]) -> Iterator[Line]:
    """Yield the parts of one line.

    >>> [part.text for part in parts(2, [("city", "Lima"), ("ships", "40"), ("note", "It rained for two days.")])]
    ['city: Lima; ships: 40', 'It rained for two days.']
    """
    filled = [(name, " ".join(value.split())) for name, value in fields if value.strip()]
    texts = [value for _, value in filled if _is_text(value)]
    short = "; ".join(f"{name}: {value}" if name else value for name, value in filled if not _is_text(value))
    for place, text in enumerate([*([short] if short else []), *texts]):
        yield Line(number, text, text, block=number * MOST_FIELDS + place, row=text == short)


def _is_text(value: str) -> bool:
    words = len(value.split())
    return words >= TEXT_WORDS or (words >= TEXT_WORDS // 2 and TERMINAL.search(value) is not None)
