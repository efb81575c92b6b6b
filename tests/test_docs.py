"""The documentation is true to the code, short enough to be read, and holds together."""

import re
from pathlib import Path

import click
import pytest

from docs import generate
from summarize.cli.main import main
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
LONG = {"commands.md", "figures.md"}
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_page_of_commands_is_what_help_prints():
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == generate.commands()


def test_every_command_is_on_the_page_of_commands():
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    names = [
        f"summarize {name}" + (f" {inner}" if inner else "")
        for name, command in main.commands.items()
        for inner in ("", *(command.commands if isinstance(command, click.Group) else ()))
    ]
    assert not [name for name in names if f" {name}\n" not in text]


def test_the_picture_of_the_layers_is_that_of_the_import_contract():
    assert (DOCS / "layers.svg").read_text(encoding="utf-8") == generate.layers()


def test_a_reader_has_five_minutes():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) < 1200


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in LONG], ids=lambda page: page.name)
def test_a_page_is_short(page: Path):
    assert len(page.read_text(encoding="utf-8").split()) < 800


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES], ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page: Path):
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert not [link for link in links if not (page.parent / link).exists()]


def test_every_page_can_be_found_from_the_first():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [page.name for page in PAGES if f"docs/{page.name}" not in text]
