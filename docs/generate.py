"""Write the pages that follow from the code: `commands.md` from the command line's help, `layers.svg` from the import contract.

    make docs

A test compares both with what they were made from.
"""

import tomllib
from collections.abc import Iterator
from html import escape
from importlib import import_module
from pathlib import Path

import click

from summarize.cli.main import main as command_line

DOCS = Path(__file__).resolve().parent
CONTRACT = DOCS.parent / "pyproject.toml"
WIDTH = 88
"""Characters of a line of help."""
BOX, LEFT, TEXT = 30, 130, 760
"""Pixels: the height of a layer, where its description starts, and the width of that."""


def commands() -> str:
    """The page with the help of every command, commands of commands included."""
    parts = ["# Commands", "", "What `summarize COMMAND --help` prints. Written by `make docs`; do not edit."]
    for name, context in _contexts(command_line, "summarize", None):
        level = "#" * (1 + len(name.split()))
        parts += ["", f"{level if level != '#' else '##'} {name}", "", "```", context.command.get_help(context).rstrip(), "```"]
    return "\n".join(parts) + "\n"


def _contexts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, click.Context]]:
    context = click.Context(command, info_name=name.split()[-1], parent=parent, terminal_width=WIDTH, max_content_width=WIDTH)
    yield name, context
    if isinstance(command, click.Group):
        for each in sorted(command.commands):
            yield from _contexts(command.commands[each], f"{name} {each}", context)


def layers() -> str:
    """The picture of the packages, the highest first: each may import those below it."""
    contracts = tomllib.loads(CONTRACT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    rows = [row.split(" | ") for row in contracts[0]["layers"] if row != "__main__"]
    boxes = [_box(number, row) for number, row in enumerate(rows)]
    height = BOX * len(rows) + 2
    size = f'width="{LEFT + TEXT}" height="{height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13">'
    title = "<title>The packages of summarize, the highest first; each imports only what is below it</title>"
    return "\n".join([head, title, '<rect width="100%" height="100%" fill="white"/>', *boxes, "</svg>"]) + "\n"


def _box(number: int, names: list[str]) -> str:
    top = 1 + BOX * number
    doors = all((CONTRACT.parent / "summarize" / name).is_dir() for name in names)
    says = [(import_module(f"summarize.{name}").__doc__ or "").strip().splitlines()[0] for name in names if doors]
    label = escape(", ".join(names) if doors else "root")
    described = escape(
        says[0] if len(says) == 1 else "Each door calls `app.library`, and nothing else of `app`." if doors else ", ".join(names)
    )
    fill = "#eef3f8" if number % 2 else "#dde8f2"
    return (
        f'<rect x="1" y="{top}" width="{LEFT + TEXT - 2}" height="{BOX}" fill="{fill}" stroke="#567"/>'
        f'<text x="12" y="{top + 20}" font-weight="bold">{label}</text>'
        f'<text x="{LEFT}" y="{top + 20}">{described}</text>'
    )


if __name__ == "__main__":
    (DOCS / "commands.md").write_text(commands(), encoding="utf-8")
    (DOCS / "layers.svg").write_text(layers(), encoding="utf-8")
