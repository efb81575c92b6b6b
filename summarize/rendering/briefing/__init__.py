"""A briefing as Markdown, HTML, DOCX or JSON: one module each, all from one document."""

from collections.abc import Callable

from summarize.briefing.document import Briefing
from summarize.rendering.briefing import docx, html, json, markdown

RENDERERS: dict[str, Callable[[Briefing], str | bytes]] = {
    "md": markdown.render,
    "html": html.render,
    "docx": docx.render,
    "json": json.render,
}
