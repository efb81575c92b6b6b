"""The templates of pages: text is escaped, and control characters are written out, whatever a document holds."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from summarize.rendering import labels
from summarize.rendering.answer.text import place
from summarize.rendering.html.statements import Block
from summarize.rendering.source_titles import titled
from summarize.text.dates import day
from summarize.text.escaping import shown

ENDINGS = (".jinja", ".css")


def render(template: str, package: str = __package__, **values: Any) -> str:
    """Render a template of a package, which may extend and include those of this package."""
    return _environment(package).get_template(template).render(values)


def fragment(title: str, notes: Iterable[str], blocks: Sequence[Block]) -> str:
    """Render statements as a part of another page, such as a notebook, with a line for each note."""
    return render("fragment.html.jinja", title=title, notes=tuple(notes), blocks=blocks)


@cache
def _environment(package: str) -> Environment:
    folders = [resources.files(name) / "templates" for name in dict.fromkeys([__package__, package])]
    files = [file for folder in folders for file in folder.iterdir() if file.name.endswith(ENDINGS)]
    environment = Environment(
        loader=DictLoader({file.name: file.read_text(encoding="utf-8") for file in files}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.globals.update(wording=labels, place=place, titled=titled, day=day)
    return environment


def _harmless(value: Any) -> Any:
    """Write out the control and bidirectional characters of a text; markup of the template itself is unchanged."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
