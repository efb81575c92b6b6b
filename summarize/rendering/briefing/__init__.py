"""A briefing as Markdown, HTML, DOCX or JSON: one module each, all from one document."""

from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias

from summarize.briefing.document import Briefing

Renderer: TypeAlias = Callable[[Briefing], str | bytes]


def _later(module: str) -> Renderer:
    """Return the renderer of a module, whose libraries are imported only when it is used."""
    return lambda briefing: import_module(f"{__name__}.{module}").render(briefing)


RENDERERS: dict[str, Renderer] = {
    "md": _later("markdown"),
    "html": _later("html"),
    "docx": _later("docx"),
    "json": _later("json"),
}
