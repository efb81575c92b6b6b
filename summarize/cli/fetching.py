"""Fetch models with one progress bar for all of them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from summarize.cli.progress import Bar, warn
from summarize.errors import ModelError
from summarize.models import catalogue, download, prepare
from summarize.models.catalogue import Model, State

FETCHING = ".fetching"
"""A file in the models folder while a first question fetches the models."""


def is_ready(model: Model, place: Path) -> bool:
    """Whether a model is there, in the form that is quickest on this machine if it is one that has such a form."""
    return not _is_missing(model, place) and (not prepare.concerns(model) or prepare.find(model, place) is not None)


def fetch_at_first(place: Path) -> None:
    """Fetch the default models if none of them is there, as on a new machine, or if fetching them was interrupted.

    Raises:
        ModelError: they cannot be fetched.
    """
    defaults = [model for model in catalogue.catalogue() if model.default]
    missing = [model for model in defaults if catalogue.state(model, place) is State.MISSING]
    if missing and (len(missing) == len(defaults) or (place / FETCHING).exists()):
        place.mkdir(parents=True, exist_ok=True)
        (place / FETCHING).touch()
        fetch(defaults, place, to_standard_error=True)
        (place / FETCHING).unlink(missing_ok=True)


def fetch(wanted: Sequence[Model], place: Path, *, to_standard_error: bool = False) -> None:
    """Fetch the models that are missing, make those quick that can be, and say what was done.

    Raises:
        ModelError: one cannot be fetched; those before it are there.
    """
    sizes = {model.name: download.size(model) for model in wanted if _is_missing(model, place)}
    total = sum(sizes.values())
    if sizes:
        listed = ", ".join(f"{model.name} from {model.origin}" for model in wanted if model.name in sizes)
        click.echo(f"Fetching {_amount(total)} of models into {place}: {listed}", err=True)
    done = 0
    said: list[str] = []
    try:
        with Bar("Models", in_bytes=True) as bar:
            for model in wanted:
                size = sizes.get(model.name, 0)
                fetched = download.pull(model, place, partial(_advance, bar, model.name, (done, size, total)))
                done += size
                said.append(f"{model.name}: {'fetched and verified' if fetched else 'already there'}")
                if prepare.concerns(model) and prepare.find(model, place) is None:
                    bar.update(done, total or done, f"preparing {model.name}")
                    said.append(_prepared(model, place))
    finally:
        for line in said:  # not while the bar is drawn
            click.echo(line, err=to_standard_error)


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


def _advance(bar: Bar, name: str, sizes: tuple[int, int, int], here: int, whole: int) -> None:
    """Move the bar by the share of a model that is there; its package is smaller or larger than its files.

    `sizes` are the bytes of the models before it, of itself, and of all.
    """
    before, size, total = sizes
    bar.update(before + size * here // max(whole, 1), total, name)


def _amount(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1_000_000_000 else f"{size / 1e6:.0f} MB"
