"""Options and arguments that several commands share, and the exit statuses."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

ANSWERED, NOT_ANSWERED, ERROR = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Where:
    """What a run works with, as its options say: folders, models by path or name, and whether links are followed."""

    models_folder: Path | None
    index_folder: Path | None
    embedder: str | None
    follow_links: bool
    model: Path | None = None
    adapter: bool = True


models_option = click.option(
    "--models",
    "models_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the models are. [env: SUMMARIZE_MODELS]",
)
index_option = click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the index is. [env: SUMMARIZE_INDEX; default: index]",
)
embedder_option = click.option(
    "--embedder",
    metavar="NAME",
    envvar="SUMMARIZE_EMBEDDER",
    help="Find by meaning with this embedder of `summarize models list`. [env: SUMMARIZE_EMBEDDER]",
)
links_option = click.option("--follow-links", is_flag=True, help="Read what symbolic links within SOURCE point at, too.")
model_option = click.option("--model", type=click.Path(path_type=Path), metavar="PATH", help="Write with this GGUF file.")
adapter_option = click.option(
    "--adapter/--no-adapter", default=True, help="Write with the bundled writer and its adapter, or as it came."
)
output_option = click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file.")
sources_argument = click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")


def where_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options of `Where`, which it takes as its argument `where`; those of writing only if it has them."""

    @wraps(command)
    def packed(**given: Any) -> Any:
        values = {name: given.pop(name) for name in Where.__slots__ if name in given}
        return command(**given, where=Where(**values))

    for option in (links_option, embedder_option, index_option, models_option):
        packed = option(packed)
    return packed


def writing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """As `where_options`, with `--model` and `--no-adapter`."""
    return model_option(adapter_option(where_options(command)))
