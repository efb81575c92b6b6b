"""An answer as text, Markdown or JSON: one module each."""

from collections.abc import Callable

from summarize.rendering.answer import json, markdown, text
from summarize.types.answer import Answer

RENDERERS: dict[str, Callable[[Answer], str]] = {"text": text.answer, "md": markdown.answer, "json": json.answer}
