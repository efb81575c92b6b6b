"""What a document tells of itself, as it stands beside a citation."""

from summarize.types.document import Metadata


def titled(told: Metadata) -> str:
    """The title of a source, and who wrote and published it, as far as it tells.

    >>> titled(Metadata("Harbour opens", None, "Ana Reis", "The Herald"))
    'Harbour opens (Ana Reis, The Herald)'
    """
    by = ", ".join(dict.fromkeys(filter(None, (told.author, told.outlet))))
    return f"{told.title or ''}{f' ({by})' if by else ''}".strip()
