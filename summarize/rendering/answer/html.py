"""An answer as one HTML file without scripts or requests, as briefings are, and as a part of another page."""

from collections.abc import Mapping

from summarize.citations import own_words
from summarize.rendering.answer import text
from summarize.rendering.html import pages
from summarize.rendering.html.statements import Block, Statements
from summarize.types.answer import Answer
from summarize.types.document import Text
from summarize.version import __version__


def render(found: Answer, texts: Mapping[str, Text]) -> str:
    """Render the whole page; `texts` are those of the cited files, by name."""
    block = _block(found, texts)
    return pages.render(
        "answer.html.jinja",
        title=found.question,
        version=__version__,
        answer=found,
        items=block.items,
        references=block.references,
        reading=text.read_as(found.reading),
        remarks=text.remarks(found),
        nearest_head=own_words.NEAREST_LINES,
    )


def fragment(found: Answer, texts: Mapping[str, Text]) -> str:
    """Render the answer as a part of another page, such as a notebook; its citations open in place."""
    nearest = [f"{text.place(one)} {one.sentence.text}" for one in found.nearest]
    notes = [*text.remarks(found), *([own_words.NEAREST_LINES, *nearest] if nearest else [])]
    return pages.fragment(found.question, notes, [_block(found, texts)])


def _block(found: Answer, texts: Mapping[str, Text]) -> Block:
    made = Statements(found.sources, texts)
    return Block("answer", "", tuple(map(made.statement, found.sentences)))
