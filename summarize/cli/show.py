"""The command `summarize show`."""

import sys
from pathlib import Path

import click

from summarize.cli.options import ANSWERED, Where, files_options, optional_sources_argument, output_option
from summarize.cli.run import documents, write
from summarize.documents.file_filter import FileFilter


@click.command()
@click.argument("place", metavar="FILE:LINE")
@optional_sources_argument
@click.option("--around", type=click.IntRange(0, 1000), default=2, show_default=True, help="Lines before and after the place.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)
@files_options
@output_option
def show(place: str, sources: tuple[Path, ...], *, around: int, format_: str, files: FileFilter, output: Path | None) -> None:
    """Show a place in a document, as a citation names it, with the lines around it.

    FILE is a path; with SOURCE it is a file of SOURCE, as in the citations of an answer from SOURCE.

    Exit status: 0 shown, 2 there is no such place.

    \b
    Examples:
      summarize show articles/a.txt:12
      summarize show a.txt:8-9 articles/
      summarize show report.pdf:p3:14 --around 5
    """
    from summarize.app.opening import alone

    if not sources:
        place, sources = alone(place)
    with documents(sources, Where(None, None, None, files)) as docs:
        found = docs.lines(place, around=around)
    write(found.to_json() if format_ == "json" else found.to_text() + "\n", output)
    sys.exit(ANSWERED)
