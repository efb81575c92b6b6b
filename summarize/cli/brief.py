"""The command `summarize brief`."""

import sys
from pathlib import Path

import click

from summarize.cli.options import ERROR, FORMATS, Where, limits_options, output_option, sources_argument, writing_options
from summarize.cli.run import answering, check_writable, console, status, write
from summarize.errors import InputError


@click.command()
@sources_argument
@click.option("--title", metavar="TITLE", help="Title of the briefing; by default its first headings.")
@click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="QUESTION",
    help="Write a section for this question, instead of sections for topics; may be given several times.",
)
@click.option("--by-heading", is_flag=True, help="Follow the documents' own headings, instead of topics: for a long report.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Format of the briefing; by default from the ending of FILE, else md."
)
@click.option(
    "--max-minutes", "minutes", type=click.FloatRange(min=0, min_open=True), help="Stop writing after this many minutes."
)
@click.option(
    "--update",
    "document",
    type=click.Path(path_type=Path),
    metavar="BRIEFING",
    help="Add statements from new files to this Markdown briefing; what people changed in it is kept.",
)
@output_option
@limits_options
@writing_options
def brief(
    sources: tuple[Path, ...],
    title: str | None,
    *,
    questions: tuple[str, ...],
    by_heading: bool,
    format_: str | None,
    minutes: float | None,
    document: Path | None,
    output: Path | None,
    where: Where,
) -> None:
    """Write a briefing on all that the documents in SOURCE (files or folders) say, every sentence cited.

    It holds the bottom line, a section for each topic or question, who said what, a timeline, where the sources differ,
    what they do not say, a table of the sources, and how it was made. Ctrl-C keeps what is finished.

    Exit status: 0 written, 1 a question is not answered, 2 an error, an interruption, or a file could not be read.

    \b
    Examples:
      summarize brief articles/ -o briefing.html
      summarize brief articles/ --title "The visit" --question "what did Xi say on Ukraine" -o briefing.md
      summarize brief report.pdf --by-heading -o briefing.md
      summarize brief articles/ --update briefing.md
      summarize brief articles/ --max-minutes 2 --format docx -o briefing.docx
    """
    check_writable(output or document)
    if document is not None:
        if title or questions or by_heading or format_ not in (None, "md") or (output and _format_of(output) != "md"):
            raise click.UsageError(
                "--update goes on with a briefing in Markdown; it takes no --title, --question, --by-heading or other format"
            )
        _update(document, sources, where, minutes, output)
        return
    if by_heading and questions:
        raise click.UsageError("--question replaces topics by questions and --by-heading by headings; give one of them")
    format_ = format_ or _format_of(output)
    if format_ == "docx" and output is None:
        raise InputError("a DOCX file cannot be printed; name a file with -o briefing.docx")
    with console() as shown, answering(sources, where) as docs:
        found = docs.brief(title=title, questions=questions, by_heading=by_heading, minutes=minutes, progress=shown)
    write(found.render(format_), output)
    _stop_if_interrupted(found.partial)
    sys.exit(status(shown, answered=not found.unanswered))


def _update(document: Path, sources: tuple[Path, ...], where: Where, minutes: float | None, output: Path | None) -> None:
    """Add statements from new files to a briefing, and print how many."""
    with console() as shown, answering(sources, where) as docs:
        done = docs.update(document, minutes=minutes, progress=shown)
    write(done.text, output or document)
    click.echo(
        f"{done.new_files} new or changed files; {done.added} statements added, {done.edited} edited sentences kept", err=True
    )
    _stop_if_interrupted(done.partial)
    sys.exit(status(shown, answered=True))


def _stop_if_interrupted(partial: str | None) -> None:
    from summarize.briefing.compose import INTERRUPTED

    if partial == INTERRUPTED:
        click.echo("Error: interrupted; the briefing holds what was finished", err=True)
        sys.exit(ERROR)


def _format_of(output: Path | None) -> str:
    """Return the format that a file name asks for; Markdown if it asks for none."""
    ending = output.suffix.lower().lstrip(".") if output else ""
    return ending if ending in FORMATS else "md"
