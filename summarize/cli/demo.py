"""`summarize demo`: an answer from the documents that come with the program."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from summarize.cli.options import Where, models_option
from summarize.cli.run import console, documents, status, streamed, styled
from summarize.documents.file_filter import FileFilter
from summarize.settings import examples_folder

QUESTION = "what did Xi say on Ukraine"
BRIEFING = "briefing"
"""The name of what was made from the documents, beside them in a checkout."""
NEXT = (
    ("a question of your own, over your own documents", 'summarize ask "who decided what" FOLDER'),
    ("the line that a sentence cites", 'summarize show "{folder}/meridian_post.md:8"'),
    ("a briefing on a folder", "summarize brief FOLDER -o briefing.md"),
    ("whether a text says what its sources say", "summarize verify briefing.md --sources FOLDER"),
    ("the same in the browser", "summarize serve FOLDER --open"),
    ("what works on this machine", "summarize doctor"),
)
"""What to try next: what it gives, and the command."""


@click.command()
@models_option
def demo(models_folder: Path | None) -> None:
    """Answer a question from the example documents, and say what to try next; models that are missing are fetched first.

    Exit status: 0 answered, 1 not answered, 2 an error.

    \b
    Example:
      summarize demo
    """
    from summarize.cli import fetching
    from summarize.models import catalogue

    place = catalogue.folder(models_folder)
    if missing := [model for model in catalogue.catalogue() if model.default and not fetching.is_ready(model, place)]:
        fetching.fetch(missing, place, to_standard_error=True)
    folder = examples_folder()
    click.echo(f"Documents: {folder}\nQuestion:  {QUESTION}\n")
    with TemporaryDirectory(ignore_cleanup_errors=True) as index:  # Windows keeps files that are mapped
        where = Where(models_folder, Path(index), None, FileFilter())
        files = [path for path in sorted(folder.iterdir()) if path.suffix in {".md", ".txt"} and path.stem != BRIEFING]
        with documents(files, where) as docs, console(streamed(docs, "lines")) as shown:
            answer = docs.ask(QUESTION, progress=shown)
    click.echo(f"{'' if styled() else chr(10)}{answer.ending()}\n\nTry next:")
    width = max(len(what) for what, _ in NEXT)
    for what, command in NEXT:
        click.echo(f"  {what:<{width}}  {command.format(folder=folder)}")
    sys.exit(status(shown, answered=answer.answered))
