"""Take the topics of a briefing from the headings of its documents, in their order."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from summarize.briefing.topics import Topic
from summarize.index.corpus import Corpus
from summarize.types.evidence import Context, ContextKind


def of_documents(corpus: Corpus, ranked: Sequence[int]) -> tuple[Topic, ...]:
    """Return the headings of the documents with the rows under them, as ranked.

    Of each document it is the highest level that has several headings: its chapters, not its title.
    """
    levels = _levels(corpus)
    found: dict[str, list[int]] = defaultdict(list)
    places: dict[str, int] = {}
    for row in ranked:
        piece = corpus.evidence[row]
        heading = next((one for one in _headings(piece.sentence.context) if one.level == levels.get(piece.file)), None)
        if heading:
            found[heading.text].append(row)
            places[heading.text] = min(row, places.get(heading.text, row))
    return tuple(Topic(heading, tuple(found[heading])) for heading in sorted(found, key=places.__getitem__))


def _headings(context: Sequence[Context]) -> list[Context]:
    return [one for one in context if one.kind is ContextKind.HEADING]


def _levels(corpus: Corpus) -> dict[str, int]:
    """Return the level of the headings of each document that are followed; documents without several headings have none."""
    known = {(piece.file, one.level, one.first_line) for piece in corpus.evidence for one in _headings(piece.sentence.context)}
    counted = Counter((file, level) for file, level, _ in known)
    levels: dict[str, int] = {}
    for (file, level), number in sorted(counted.items()):
        if number > 1:
            levels.setdefault(file, level)
    return levels
