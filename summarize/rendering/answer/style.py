"""How the sentences of an answer follow each other: in paragraphs of their own, in one paragraph, or as bullets."""

from enum import StrEnum
from typing import TypeAlias

from summarize.rendering import contract
from summarize.types.answer import AnswerSentence, Kind

Said: TypeAlias = AnswerSentence | contract.Sentence


class Style(StrEnum):
    """The style of an answer; the items of a list of the sources are bullets in each."""

    LINES = "lines"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"


def is_item(said: Said) -> bool:
    """Whether a sentence is an item of a list, and not the head of the list."""
    return said.kind is Kind.LIST and not said.text.endswith(":")


def marker(said: Said, style: Style) -> str:
    """Return the mark before a sentence; the head of a list has none."""
    return "- " if is_item(said) or (style is Style.BULLETS and said.kind is not Kind.LIST) else ""


def spaced(before: Said | None, said: Said, style: Style = Style.LINES) -> str:
    """Return what separates a sentence from the one before it: within a list a line end, else what the style asks for.

    What other sources report differently is on lines of its own, so a paragraph ends there.
    """
    if before is None:
        return ""
    if before.kind is Kind.LIST or said.kind is Kind.LIST:
        return "\n" if is_item(said) and before.kind is Kind.LIST else "\n\n"
    runs_on = style is Style.PARAGRAPH and not before.disagreements and not said.disagreements
    return " " if runs_on else "\n" if style is Style.BULLETS else "\n\n"
