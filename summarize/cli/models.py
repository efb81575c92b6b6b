"""The commands of `summarize models`: list, pull, verify."""

import sys
from pathlib import Path
from typing import Any

import click

from summarize.cli.options import ANSWERED, NOT_ANSWERED, models_option
from summarize.errors import InputError


@click.group()
def models() -> None:
    """List, fetch and check models."""


@models.command("list")
@models_option
def list_models(models_folder: Path | None) -> None:
    """Show the known models: state, size, licence, hash and origin.

    \b
    Example:
      summarize models list
    """
    from summarize.models import catalogue

    place = catalogue.folder(models_folder)
    click.echo(f"Models in {place}")
    for model in catalogue.catalogue():
        click.echo(_described(model, catalogue.state(model, place)))
    for small in catalogue.shipped():
        click.echo(f"{small.name} ({small.role}, comes with the program): {catalogue.state_of_shipped(small)}")
        click.echo(f"  {small.size / 1e6:.0f} MB, {small.licence}, trained by this project from {small.base}; {small.about}")
        click.echo(f"  sha256 {small.sha256}")


@models.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@models_option
def pull(names: tuple[str, ...], models_folder: Path | None) -> None:
    """Fetch the default embedder, writer and parser, or the models NAME, and make them fast on this machine.

    \b
    Examples:
      summarize models pull
      summarize models pull Qwen3-4B-Instruct
    """
    from summarize.cli import fetching
    from summarize.models import catalogue

    wanted = [catalogue.by_name(name) for name in names] or [model for model in catalogue.catalogue() if model.default]
    fetching.fetch(wanted, catalogue.folder(models_folder))


@models.command()
@models_option
def verify(models_folder: Path | None) -> None:
    """Hash every model on disk and compare it with the expected hash. Exit status 1 if one is damaged.

    \b
    Example:
      summarize models verify
    """
    from summarize.models import catalogue, prepare

    place = catalogue.folder(models_folder)
    states = {model.name: catalogue.state(model, place, thorough=True) for model in catalogue.catalogue()}
    states |= {small.name: catalogue.state_of_shipped(small) for small in catalogue.shipped()}
    states |= {f"{model.name}, as it was made quick": prepare.state(model, place) for model in catalogue.catalogue()}
    for name, state in states.items():
        if state is not catalogue.State.MISSING:
            click.echo(f"{name}: {state}")
    if all(states[model.name] is catalogue.State.MISSING for model in catalogue.catalogue()):
        raise InputError(f"no models in {place}; fetch them with `summarize models pull`")
    sys.exit(NOT_ANSWERED if catalogue.State.DAMAGED in states.values() else ANSWERED)


def _described(model: Any, state: str) -> str:
    sizes = [file.size for file in model.files]
    size = f"{sum(sizes) / 1e6:.0f} MB" if all(sizes) else model.about
    ran = "" if model.ran else ", not run by this project"
    hashed = model.weights.sha256
    lines = [
        f"{model.name} ({model.role}{', default' if model.default else ''}): {state}",
        f"  {size}, {model.memory} GB of memory, {model.licence}, {model.origin}{ran}",
        f"  sha256 {hashed or 'as the hub gives it when it is pulled'}",
    ]
    return "\n".join(lines)
