"""Fetch models with one progress bar for all of them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from summarize.cli.progress import Bar, warn
from summarize.errors import ModelError
from summarize.models import catalogue, download, prepare
from summarize.models.catalogue import Model, State


def is_ready(model: Model, place: Path) -> bool:
    """Whether a model is there, in the form that is quickest on this machine if it is one that has such a form."""
    return not _is_missing(model, place) and (not prepare.concerns(model) or prepare.find(model, place) is not None)


def fetch(wanted: Sequence[Model], place: Path) -> None:
    """Fetch the models that are missing, make those quick that can be, and say what was done.

    Raises:
        ModelError: one cannot be fetched; those before it are there.
    """
    missing = [model for model in wanted if _is_missing(model, place)]
    if missing:
        listed = ", ".join(f"{model.name} ({_size(model)}) from {model.origin}" for model in missing)
        click.echo(f"Fetching into {place}: {listed}", err=True)
    total = sum(map(_bytes, missing))
    done = 0
    said: list[str] = []
    try:
        with Bar("Models", in_bytes=True) as bar:
            for model in wanted:
                fetched = download.pull(model, place, partial(_advance, bar, model, done, total))
                done += _bytes(model) if model in missing else 0
                said.append(f"{model.name}: {'fetched and verified' if fetched else 'already there'}")
                if prepare.concerns(model) and prepare.find(model, place) is None:
                    bar.update(done, total or done, f"preparing {model.name}")
                    said.append(_prepared(model, place))
    finally:
        for line in said:  # not while the bar is drawn
            click.echo(line)


def _is_missing(model: Model, place: Path) -> bool:
    return catalogue.state(model, place) in {State.MISSING, State.DAMAGED}


def _prepared(model: Model, place: Path) -> str:
    """Prepare a model; return what to say of it."""
    try:
        prepare.prepare(model, place)
    except ModelError as error:
        warn(str(error))  # the model still runs
        return f"{model.name}: runs as it came"
    return f"{model.name}: made quick for this machine"


def _advance(bar: Bar, model: Model, before: int, total: int, here: int, whole: int) -> None:
    """Move the bar by the share of a model that is there; its package is smaller or larger than its files."""
    bar.update(before + _bytes(model) * here // max(whole, 1), total, model.name)


def _bytes(model: Model) -> int:
    return sum(file.size or 0 for file in model.files)


def _size(model: Model) -> str:
    return f"{_bytes(model) / 1e6:.0f} MB" if _bytes(model) else model.about
