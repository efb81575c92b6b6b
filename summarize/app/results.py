"""What the calls of the library return: the data of the contract, and the ways to show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeAlias

from summarize.briefing import document
from summarize.rendering import contract, labels, listings, outline
from summarize.rendering.answer import json, markdown, text
from summarize.rendering.answer.style import Style
from summarize.rendering.briefing import contract as briefing_contract
from summarize.rendering.contract import Record
from summarize.types import answer, evidence, verdict
from summarize.types import outline as outlines
from summarize.types.document import Text

if TYPE_CHECKING:
    from summarize.rendering.html.drawings import Figure

Texts: TypeAlias = Callable[[], Mapping[str, Text]]


def _data(record: Record) -> dict[str, Any]:
    return {one.name: getattr(record, one.name) for one in fields(record)}


@dataclass(frozen=True)
class Answer(contract.Answer):
    """An answer, or the closest lines if the documents do not answer. `str` and notebooks show it as it is printed."""

    _found: answer.Answer = field(repr=False, compare=False)
    _texts: Texts = field(repr=False, compare=False)

    @classmethod
    def of(cls, found: answer.Answer, texts: Texts) -> "Answer":
        """Make the result from an answer; `texts` reads the files that it cites, when they are to be shown."""
        return cls(**_data(json.of_answer(found)), _found=found, _texts=texts)

    def render(self, format_: str, style: str = "lines") -> str:
        """Return the answer in a format: "text", "md", "html" or "json"; text and Markdown have a style.

        Raises:
            KeyError: another format.
            ValueError: another style than "lines", "paragraph" or "bullets".
        """
        if format_ in {"text", "md"}:
            return self.to_text(style) if format_ == "text" else self.to_markdown(style)
        return {"html": self.to_html, "json": self.to_json}[format_]()

    def to_text(self, style: str = "lines") -> str:
        """Return the answer as plain text: sentences on "lines" of their own, in one "paragraph", or as "bullets"."""
        return text.answer(self._found, Style(style))

    def to_markdown(self, style: str = "lines") -> str:
        """Return the answer as Markdown, which `verify` reads, in a style of `to_text`."""
        return markdown.answer(self._found, Style(style))

    def to_json(self) -> str:
        """Return the answer as JSON, which `verify` reads."""
        return json.dump(self)

    def to_html(self) -> str:
        """Return the answer as one page without scripts; each citation opens its lines."""
        from summarize.rendering.answer import html  # Jinja2 is loaded only to make pages

        return html.render(self._found, self._texts())

    def ending(self, *, sources: bool = True) -> str:
        """Return what follows the sentences in `to_text`: the remarks, or the closest lines, and the sources."""
        return text.after(self._found, sources=sources)

    def explanation(self) -> str:
        """Say how the question was read, and how probable the best lines are."""
        return text.explained(self._found.reading, self._found.judged)

    def reading(self) -> str:
        """Say which words were read as others, and which files were asked; empty if nothing was changed."""
        return text.read_as(self._found.reading)

    def closest(self) -> list[str]:
        """Return the texts of `nearest` as a reader sees them, each with the heading or question that it needs."""
        return [text.in_context(one) for one in self._found.nearest]

    def remarks(self) -> list[str]:
        """Return what is not shown or not covered, or that there is no answer and what was not read."""
        return text.remarks(self._found)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        from summarize.rendering.answer import html

        return html.fragment(self._found, self._texts())


@dataclass(frozen=True)
class Passages(contract.Passages):
    """The passages that are relevant to a question."""

    _found: tuple[evidence.Evidence, ...] = field(repr=False, compare=False)
    _nearest: tuple[evidence.Evidence, ...] = field(repr=False, compare=False)
    _reading: answer.Reading = field(repr=False, compare=False)

    @classmethod
    def of(
        cls,
        data: contract.Passages,
        found: tuple[evidence.Evidence, ...],
        nearest: tuple[evidence.Evidence, ...],
        reading: answer.Reading,
    ) -> "Passages":
        """Make the result from passages; `nearest` are those that were judged best."""
        return cls(**_data(data), _found=found, _nearest=nearest, _reading=reading)

    def to_text(self) -> str:
        """Return the passages as plain text, one a line."""
        return text.passages(self._found)

    def to_json(self) -> str:
        """Return the passages as JSON."""
        return json.dump(self)

    def explanation(self) -> str:
        """Say how the question was read, and how probable the best lines are."""
        return text.explained(self._reading, self._nearest)

    def __str__(self) -> str:
        return self.to_text()


@dataclass(frozen=True)
class Verification(contract.Verification):
    """The verdict on each sentence of a text."""

    _name: str = field(repr=False, compare=False)
    _checked: tuple[verdict.Checked, ...] = field(repr=False, compare=False)

    @classmethod
    def of(cls, checked: tuple[verdict.Checked, ...], name: str) -> "Verification":
        """Make the result from verdicts on a text of some name."""
        return cls(**_data(json.of_checked(checked)), _name=name, _checked=checked)

    @property
    def holds(self) -> bool:
        """Whether every sentence is supported."""
        return self.supported == len(self.sentences)

    def to_text(self) -> str:
        """Return what does not hold, with the reasons, and the counts."""
        return text.report(self._name, self._checked)

    def to_json(self) -> str:
        """Return all verdicts as JSON."""
        return json.dump(self)

    def __str__(self) -> str:
        return self.to_text()


@dataclass(frozen=True)
class Excerpt(listings.Excerpt):
    """A cited place with the lines around it."""

    def to_text(self) -> str:
        """Return the lines with their places; ">" marks the cited ones."""
        return text.excerpt(self)

    def to_json(self) -> str:
        """Return the lines as JSON."""
        return json.dump(self)

    def __str__(self) -> str:
        return self.to_text()


@dataclass(frozen=True)
class Outlines(listings.Outlines):
    """The structure of some documents."""

    _found: tuple[outlines.Outline, ...] = field(repr=False, compare=False)

    @classmethod
    def of(cls, found: tuple[outlines.Outline, ...]) -> "Outlines":
        """Make the result from structures."""
        return cls(**_data(outline.of_outlines(found)), _found=found)

    def to_text(self) -> str:
        """Return the structures as plain text, a part a line."""
        return "\n".join(map(outline.text, self._found))

    def to_json(self) -> str:
        """Return the structures as JSON."""
        return json.dump(self)

    def __str__(self) -> str:
        return self.to_text()


@dataclass(frozen=True)
class Briefing(briefing_contract.Briefing):
    """A briefing."""

    _found: document.Briefing = field(repr=False, compare=False)

    @classmethod
    def of(cls, found: document.Briefing) -> "Briefing":
        """Make the result from a briefing."""
        from summarize.rendering.briefing import json as briefing_json

        return cls(**_data(briefing_json.of_briefing(found)), _found=found)

    def render(self, format_: str) -> str | bytes:
        """Return the briefing in a format: "md", "html", "json", or "docx" as bytes.

        Raises:
            KeyError: another format.
        """
        from summarize.rendering.briefing import RENDERERS  # python-docx is loaded only for briefings

        return RENDERERS[format_](self._found)

    def edited(self, texts: Mapping[str, tuple[str, str]]) -> "Briefing":
        """Return the briefing with some statements as a person has changed them: by the old text, the new one and its verdict."""
        return Briefing.of(self._found.edited(texts)) if texts else self

    def scope(self) -> str:
        """Say how many sources it has, and from when."""
        return labels.scope(self._found)

    def figures(self) -> "tuple[Figure, ...]":
        """Return the timeline and the share of each source, to be drawn."""
        from summarize.rendering.html import drawings

        return drawings.figures(self._found)

    def to_markdown(self) -> str:
        """Return the briefing as Markdown, which `verify` and `update` read."""
        return str(self.render("md"))

    def to_html(self) -> str:
        """Return the briefing as one page without scripts."""
        return str(self.render("html"))

    def to_json(self) -> str:
        """Return the briefing as JSON, which `verify` reads."""
        return json.dump(self)

    def to_docx(self) -> bytes:
        """Return the briefing as a Word document."""
        made = self.render("docx")
        assert isinstance(made, bytes)  # the only format that is not text
        return made

    def __str__(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        from summarize.rendering.briefing import html

        return html.fragment(self._found)
