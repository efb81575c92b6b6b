"""The command `outline`."""

import sys
from pathlib import Path

import click

from summarize.cli.options import Where, files_options, output_option, sources_argument
from summarize.cli.run import console, documents, status, write
from summarize.documents.file_filter import FileFilter


@click.command()
@sources_argument
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)
@files_options
@output_option
def outline(sources: tuple[Path, ...], *, format_: str, files: FileFilter, output: Path | None) -> None:
    """Show the structure of documents as this program sees it: headings, lists, tables, speakers, and what is left out and why.

    Exit status: 0 shown, 2 an error, or a file could not be read.

    \b
    Example:
      summarize outline minutes.docx
    """
    with console() as shown, documents(sources, Where(None, None, None, files)) as docs:
        found = docs.outline(progress=shown)
    write(found.to_json() if format_ == "json" else found.to_text(), output)
    sys.exit(status(shown, answered=True))
