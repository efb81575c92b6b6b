"""The title of a document, as it is shown next to a citation."""

from summarize.types.document import Metadata


def titled(metadata: Metadata) -> str:
    """Return the title of a source, with its author and publisher, as far as they are known.

    >>> titled(Metadata("Harbour opens", None, "Ana Reis", "The Herald"))
    'Harbour opens (Ana Reis, The Herald)'
    """
    by = ", ".join(dict.fromkeys(filter(None, (metadata.author, metadata.outlet))))
    return f"{metadata.title or ''}{f' ({by})' if by else ''}".strip()
