"""Convert documents to and from JSON, to pass them between processes."""

from datetime import date
from typing import Any

from summarize.places import Places
from summarize.types.document import Document, Line, Metadata


def plain(document: Document) -> dict[str, Any]:
    """Convert a document to lists, strings and numbers."""
    metadata = document.metadata
    return {
        "lines": [_line(line) for line in document.lines],
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
        ],
    }


def _line(line: Line) -> list[Any]:
    visible = None if line.visible == line.text else line.visible
    return [line.number, line.text, visible, line.heading, line.block, line.row, line.broken, line.aside, line.speaker]


def document(value: dict[str, Any]) -> Document:
    """Restore a document from its plain form.

    >>> document(plain(Document((Line(1, "a", "a"),), "0f"))) == Document((Line(1, "a", "a"),), "0f")
    True
    """
    title, written, author, outlet, language, attached = value["metadata"]
    return Document(
        tuple(Line(number, text, text if visible is None else visible, *rest) for number, text, visible, *rest in value["lines"]),
        value["sha256"],
        places(value),
        Metadata(title, date.fromisoformat(written) if written else None, author, outlet, language, tuple(attached)),
        value["headed"],
    )


def plain_places(found: Places) -> dict[str, Any]:
    """Convert `Places` to lists, strings and numbers."""
    return {"sections": found.sections, "stamps": found.stamps}


def places(value: dict[str, Any]) -> Places:
    """Restore `Places` from their plain form."""
    return Places(*(tuple((int(line), str(name)) for line, name in value[key]) for key in ("sections", "stamps")))
