"""Options and arguments that several commands share, and the exit statuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from summarize.app.setup import UNLIMITED, Limits
from summarize.documents.file_filter import FileFilter

ANSWERED, NOT_ANSWERED, ERROR = 0, 1, 2
FORMATS = ("md", "html", "docx", "json")
"""The formats of briefings, by the ending of a file."""
LENGTHS = {"short": 3, "normal": 8, "full": 20}
"""The most sentences of an answer of each length."""


@dataclass(frozen=True, slots=True)
class Where:
    """What a run works with, from its options: folders, models by path or name, and which files to read."""

    models_folder: Path | None
    index_folder: Path | None
    embedder: str | None
    files: FileFilter
    model: Path | None = None
    adapter: bool = True
    checker: str | None = None
    strict: bool = False
    gpu_layers: int | None = None
    store: str | None = None
    limits: Limits = UNLIMITED


models_option = click.option(
    "--models",
    "models_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the models. [env: SUMMARIZE_MODELS]",
)
index_option = click.option(
    "--index",
    "index_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the index. [env: SUMMARIZE_INDEX; default: index]",
)


def _unless_index_is_named(context: click.Context, _: click.Parameter, store: str | None) -> str | None:
    """Return the store, but not that of the environment if the command line names an index."""
    sources = context.get_parameter_source("index_folder"), context.get_parameter_source("store")
    return None if sources == (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT) else store


store_option = click.option(
    "--store",
    metavar="ADDRESS",
    envvar="SUMMARIZE_STORE",
    callback=_unless_index_is_named,
    help="Store that many machines read, a folder or s3://BUCKET/NAME, in place of --index. [env: SUMMARIZE_STORE]",
)
embedder_option = click.option(
    "--embedder",
    metavar="NAME",
    envvar="SUMMARIZE_EMBEDDER",
    help="Use this embedder from `summarize models list` to search by meaning. [env: SUMMARIZE_EMBEDDER]",
)
links_option = click.option("--follow-links", is_flag=True, help="Also read what symbolic links within SOURCE point to.")
include_option = click.option(
    "--include",
    multiple=True,
    metavar="GLOB",
    help="Also read these files, as text: code, hidden files, folders of programs; '*.py', '.notes/*'. Repeatable.",
)
exclude_option = click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Leave out these files or folders, even if --include names them. Repeatable."
)
model_option = click.option("--model", type=click.Path(path_type=Path), metavar="PATH", help="Use this GGUF file as the writer.")
adapter_option = click.option(
    "--adapter/--no-adapter", default=True, help="Use the bundled writer with its adapter, or without it."
)
checker_option = click.option(
    "--checker",
    metavar="NAME",
    envvar="SUMMARIZE_CHECKER",
    help="Judge sentences in other words by this checker of `summarize models list`, or by `writer`. [env: SUMMARIZE_CHECKER]",
)
gpu_layers_option = click.option(
    "--gpu-layers",
    type=click.IntRange(0),
    metavar="N",
    help="Layers that a graphics card takes, if llama.cpp was built for one. [env: SUMMARIZE_GPU_LAYERS; default: all]",
)
strict_option = click.option("--strict", is_flag=True, help="Accept no sentence in other words: rules alone decide.")
since_option = click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Use only documents written on or after DAY (2024-12-31)."
)
until_option = click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Use only documents written on or before DAY."
)
in_option = click.option(
    "--in", "names", multiple=True, metavar="FILE", help="Use only this file of SOURCE, or those that match a glob. Repeatable."
)
explain_option = click.option(
    "--explain", is_flag=True, help="Also say how the question was read, and how probable the best lines are. [standard error]"
)
output_option = click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the result to FILE.")
sources_argument = click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
optional_sources_argument = click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[SOURCE]...")


def files_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `FileFilter`, as its argument `files`."""

    @wraps(command)
    def packed(*, follow_links: bool, include: tuple[str, ...], exclude: tuple[str, ...], **given: Any) -> Any:
        return command(**given, files=FileFilter(follow_links, include, exclude))

    return include_option(exclude_option(links_option(packed)))


def limits_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `Limits`, as its argument `limits`."""

    @wraps(command)
    def packed(*, since: datetime | None, until: datetime | None, names: tuple[str, ...], **given: Any) -> Any:
        first, last = (moment.date() if moment else None for moment in (since, until))
        return command(**given, limits=Limits(first, last, names))

    return since_option(until_option(in_option(packed)))


length_option = click.option(
    "--length",
    type=click.Choice([*LENGTHS]),
    default="normal",
    show_default=True,
    help=f"Length of an answer: at most {', '.join(map(str, LENGTHS.values()))} sentences.",
)
sentences_option = click.option(
    "--sentences", type=click.IntRange(1, 100), help="Maximum number of sentences; it wins over --length."
)


def where_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `Where`, as its argument `where`; those of writing only if the command has them."""

    @wraps(command)
    def packed(**given: Any) -> Any:
        values = {name: given.pop(name) for name in Where.__slots__ if name in given}
        return command(**given, where=Where(**values))

    return models_option(index_option(store_option(embedder_option(files_options(packed)))))


def writing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `where_options`, and those that say how sentences are written and judged."""
    return model_option(adapter_option(checker_option(strict_option(gpu_layers_option(where_options(command))))))


def length_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how long an answer may be, as its argument `sentences`."""

    @wraps(command)
    def packed(*, length: str, sentences: int | None, **given: Any) -> Any:
        return command(**given, sentences=sentences or LENGTHS[length])

    return length_option(sentences_option(packed))
