"""The command line: parse, call one function of the pipeline, print.

Results go to standard output; progress, warnings and errors go to standard error.
"""

import os
import sys
from pathlib import Path
from typing import Any

import click

from summarize.cli import progress
from summarize.cli.brief import brief
from summarize.cli.chat import chat
from summarize.cli.demo import demo
from summarize.cli.index import index
from summarize.cli.mcp import mcp
from summarize.cli.models import models
from summarize.cli.options import (
    ANSWERED,
    ERROR,
    NOT_ANSWERED,
    Where,
    checker_option,
    explain_option,
    files_options,
    index_option,
    length_options,
    limits_options,
    model_option,
    models_option,
    optional_sources_argument,
    output_option,
    sources_argument,
    store_option,
    strict_option,
    where_options,
    writing_options,
)
from summarize.cli.outline import outline
from summarize.cli.run import answering, console, show_every_character, status, streamed, styled, write
from summarize.cli.serve import serve
from summarize.cli.show import show
from summarize.documents.file_filter import FileFilter
from summarize.errors import SummarizeError
from summarize.text.escaping import on_one_line
from summarize.version import __version__


class Commands(click.Group):
    """The group of all commands: turns errors that a user can fix into one line and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was given."""
        progress.listen_for_interruption()
        show_every_character()
        try:
            return super().invoke(ctx)
        except SummarizeError as error:
            click.echo(f"Error: {on_one_line(str(error))}", err=True)
        except KeyboardInterrupt:
            click.echo("Error: interrupted; what was finished is kept, run the command again to go on", err=True)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader closed the pipe: print no more
        except OSError as error:
            click.echo(f"Error: {on_one_line(str(error.filename or 'the disk'))}: {error.strerror or error}", err=True)
        return ctx.exit(ERROR)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="summarize")
def main() -> None:
    """Answer questions about a folder of documents, each sentence with its file and line.

    Everything runs on this machine; after `summarize models pull` no network is needed.

    \b
    Example:
      summarize models pull
      summarize ask "what did Xi say on Ukraine" examples/
    """


main.add_command(brief)
main.add_command(chat)
main.add_command(demo)
main.add_command(mcp)
main.add_command(models)
main.add_command(index)
main.add_command(outline)
main.add_command(serve)
main.add_command(show)


@main.command()
@click.argument("question")
@sources_argument
@length_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "md", "html", "json"]),
    default="text",
    show_default=True,
    help="Format of the answer.",
)
@click.option(
    "--style",
    type=click.Choice(["lines", "paragraph", "bullets"]),
    default="lines",
    show_default=True,
    help="How sentences follow each other, in text and Markdown.",
)
@click.option("--speaker", metavar="NAME", help="Use only what NAME says.")
@explain_option
@output_option
@limits_options
@writing_options
def ask(
    question: str,
    sources: tuple[Path, ...],
    *,
    sentences: int,
    format_: str,
    style: str,
    speaker: str | None,
    explain: bool,
    output: Path | None,
    where: Where,
) -> None:
    """Answer QUESTION from the documents in SOURCE (files or folders), every sentence cited.

    Exit status: 0 answered, 1 the documents do not answer it, 2 an error, or a file could not be read (the answer uses
    the others).

    \b
    Examples:
      summarize ask "what did Xi say on Ukraine" articles/
      summarize ask "how much gas was shipped" articles/ --length short --format json
      summarize ask "sanctions" articles/ --speaker "Xi Jinping"
      summarize ask "how is the water tested" report.pdf letters.zip
    """
    live = format_ == "text" and output is None and style != "paragraph"  # a paragraph is printed whole
    with answering(sources, where) as docs, console(streamed(docs, style) if live else None) as shown:
        found = docs.ask(question, sentences=sentences, speaker=speaker, progress=shown)
        if not live:
            write(found.render(format_, style), output)
    if live and (ending := found.ending()):
        click.echo(f"\n{ending}" if found.answered and (style == "bullets" or not styled()) else ending)
    if live and (dropped := len(found.removed)):
        click.echo(
            f"{dropped} draft{'s' if dropped > 1 else ''} did not hold against the sources; --format json shows them", err=True
        )
    if explain:
        click.echo(found.explanation(), err=True)
    sys.exit(status(shown, answered=found.answered))


@main.command()
@click.argument("question")
@sources_argument
@click.option("--passages", type=click.IntRange(1, 1000), default=10, show_default=True, help="Maximum number of passages.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)
@explain_option
@output_option
@limits_options
@where_options
def search(
    question: str,
    sources: tuple[Path, ...],
    *,
    passages: int,
    format_: str,
    explain: bool,
    output: Path | None,
    where: Where,
) -> None:
    """Show the passages that are relevant to QUESTION, best first; no language model is used.

    Exit status: 0 found, 1 nothing is relevant (the nearest lines are shown), 2 an error, or a file could not be read.

    \b
    Example:
      summarize search "gas exports to China" articles/ --passages 5
    """
    with console() as shown, answering(sources, where) as docs:
        found = docs.search(question, passages=passages, progress=shown)
    if not found.relevant:
        click.echo("Nothing is relevant to the question; the nearest lines are:", err=True)
    write(found.to_json() if format_ == "json" else found.to_text(), output)
    if explain:
        click.echo(found.explanation(), err=True)
    sys.exit(status(shown, answered=found.relevant))


@main.command()
@click.argument("document", type=click.Path(path_type=Path))
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    metavar="DIR",
    required=True,
    multiple=True,
    help="The file or folder that the citations are relative to; may be given several times.",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)
@strict_option
@checker_option
@model_option
@files_options
@models_option
@output_option
def verify(
    document: Path,
    sources: tuple[Path, ...],
    format_: str,
    *,
    strict: bool,
    checker: str | None,
    model: Path | None,
    files: FileFilter,
    models_folder: Path | None,
    output: Path | None,
) -> None:
    """Check every sentence of DOCUMENT against the lines it cites, whoever wrote it.

    DOCUMENT is Markdown or text with citations like [a.txt:3; b.txt:8-9] after its sentences, or an answer in JSON.
    Headings, code and comments are skipped. A sentence is supported, unsupported (with the reason and, if there is
    one, the line that would support it), uncited, or missing (it cites a file or line that does not exist).

    Rules decide first. A sentence in other words, with which nothing in its lines conflicts, is supported too if a small model
    finds it sufficiently probable; the report says which these are. The parser shows what may be left out of a line; without it,
    the rules alone decide, and hardly anything may be left out.

    Exit status: 0 all supported, 1 something is not, 2 an error, or an archive could not be read.

    \b
    Examples:
      summarize verify briefing.md --sources articles/
      summarize verify answer.json --sources articles/ --format json
    """
    where = Where(models_folder, None, None, files, model, checker=checker, strict=strict)
    with console() as shown, answering(sources, where) as docs:
        found = docs.verify(document, progress=shown)
    write(found.to_json() if format_ == "json" else found.to_text(), output)
    sys.exit(status(shown, answered=found.holds))


@main.command()
@optional_sources_argument
@models_option
@index_option
@store_option
def doctor(sources: tuple[Path, ...], models_folder: Path | None, index_folder: Path | None, store: str | None) -> None:
    """Show what works on this machine, and how to fix what does not. Exit status 1 if something does not.

    With SOURCE (files or folders), also show how many of its files can be read, and which kinds cannot.

    \b
    Examples:
      summarize doctor
      summarize doctor articles/
    """
    from summarize.cli import doctor as examiner
    from summarize.models import catalogue
    from summarize.settings import index_folder as index_place

    findings = list(examiner.examine(catalogue.folder(models_folder), index_place(index_folder), sources, store))
    for finding in findings:
        mark = click.style("ok  ", fg="green") if finding.well else click.style("fix ", fg="red")
        click.echo(
            f"{mark} {on_one_line(finding.what)}"
            + ("" if finding.well or not finding.fix else f"\n     {on_one_line(finding.fix)}")
        )
    sys.exit(ANSWERED if all(finding.well for finding in findings) else NOT_ANSWERED)
