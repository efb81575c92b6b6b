"""State a row, a key and its value, an item or an answer by code; no model writes it."""

from summarize.checking import units
from summarize.checking.units import Form
from summarize.documents.sentences import sentence_spans
from summarize.search.question import Question
from summarize.text.punctuation import TERMINAL
from summarize.text.syntax import Parser
from summarize.text.terms import stem, stems
from summarize.types.answer import Kind
from summarize.types.document import BlockKind
from summarize.types.evidence import Context, ContextKind, Sentence

KINDS = {
    BlockKind.ROW: Kind.ROW,
    BlockKind.FIELD: Kind.ROW,
    BlockKind.ITEM: Kind.QUOTED,
    BlockKind.ANSWER: Kind.QUOTED,
}
"""How the statement of each kind of unit is called in an answer, outside a list."""


def stated(source: Sentence, asked: Question, parser: Parser | None, *, listed: bool = False, column: str = "") -> Form | None:
    """Return a unit that is no sentence as a statement, with what it takes from its context; None for a sentence.

    An item that is a sentence, by its speaker or by its grammar, is one, unless it is shown as `listed`.

    An item or a row follows its own heading and introduction, unless it is `listed` under them. Of a row, the columns are
    shown that the question names, with `column` if there is one, else those that it names best, else all.
    """
    if source.kind not in KINDS or (source.kind is BlockKind.ANSWER and units.question_of(source) is None):
        return None
    if source.kind is BlockKind.ITEM and not listed and _is_sentence(source, parser):
        return None
    wanted = frozenset(map(stem, asked.terms))
    shared = {name: len(stems(name) & wanted) for name, _ in source.cells[1:]}
    most = max(shared.values(), default=0)
    heads = () if listed else head(source)
    if column:
        return units.stated(source, heads, lambda name: name == column or shared.get(name, 0) > 0)
    return units.stated(source, heads, lambda name: most > 0 and shared.get(name) == most)


def _is_sentence(item: Sentence, parser: Parser | None) -> bool:
    """Whether an item is one sentence that states something by itself."""
    if not TERMINAL.search(item.text) or len(list(sentence_spans(item.text))) > 1:
        return False
    said = item.speech.speaker is not None or item.speech.channel is not None
    return said or (parser is not None and parser.parse(item.text).states)


def head(source: Sentence) -> tuple[Context, ...]:
    """Return the head of a unit: its own heading and introduction; of a row, only a heading within its document."""
    headings = [context for context in source.context if context.kind is ContextKind.HEADING]
    introduction = [context for context in source.context if context.kind is ContextKind.INTRODUCTION]
    within = headings[1:] if source.cells else headings
    return (*within[-1:], *introduction)
