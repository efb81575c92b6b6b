"""Convert documents to and from JSON, to pass them between processes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from summarize.places import Places
from summarize.types.document import Block, BlockKind, Document, Line, Metadata


def plain(document: Document) -> dict[str, Any]:
    """Convert a document to lists, strings and numbers."""
    metadata = document.metadata
    held = {id(line.block): line.block for line in document.lines if line.block}  # a block with many cells is slow to compare
    blocks = {key: at for at, key in enumerate(held)}
    return {
        "blocks": [_block(block) for block in held.values()],
        "lines": [_line(line, blocks) for line in document.lines],
        "sha256": document.sha256,
        **plain_places(document.places),
        "headed": document.headed,
        "metadata": [
            metadata.title,
            metadata.written and metadata.written.isoformat(),
            metadata.author,
            metadata.outlet,
            metadata.language,
            metadata.attached,
            metadata.pictured,
        ],
    }


def _line(line: Line, blocks: Mapping[int, int]) -> list[Any]:
    visible = None if line.visible == line.text else line.visible
    return [line.number, line.text, visible, blocks[id(line.block)] if line.block else None, line.broken, line.aside]


def _block(block: Block) -> list[Any]:
    named = block.speaker, block.time, block.label, block.flows
    return [block.number, block.kind.value, block.level, block.marker, block.cells, *named]


def _restored(value: list[Any]) -> Block:
    number, kind, level, marker, cells, *named = value
    return Block(number, BlockKind(kind), level, marker, tuple((name, held) for name, held in cells), *named)


def document(value: dict[str, Any]) -> Document:
    """Restore a document from its plain form.

    >>> given = Document((Line(1, "- a", "- a", Block(1, BlockKind.ITEM, 1, "-")),), "0f")
    >>> document(plain(given)) == given
    True
    """
    title, written, author, outlet, language, *unread = value["metadata"]
    blocks = [_restored(block) for block in value["blocks"]]
    return Document(
        tuple(
            Line(number, text, text if visible is None else visible, None if block is None else blocks[block], *rest)
            for number, text, visible, block, *rest in value["lines"]
        ),
        value["sha256"],
        places(value),
        Metadata(title, date.fromisoformat(written) if written else None, author, outlet, language, *map(tuple, unread)),
        value["headed"],
    )


def plain_places(found: Places) -> dict[str, Any]:
    """Convert `Places` to lists, strings and numbers."""
    return {"sections": found.sections, "stamps": found.stamps, "names": found.names}


def places(value: dict[str, Any]) -> Places:
    """Restore `Places` from their plain form."""
    return Places(*(tuple((int(line), str(name)) for line, name in value[key]) for key in ("sections", "stamps", "names")))
