"""Options and arguments that several commands share, and the exit statuses."""

from pathlib import Path

import click

ANSWERED, NOT_ANSWERED, ERROR = 0, 1, 2

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
output_option = click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file.")
sources_argument = click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
