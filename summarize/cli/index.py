"""The commands of `summarize index`: build or refresh, list, remove."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarize.cli.options import ANSWERED, Where, index_option, sources_argument, store_option, where_options
from summarize.cli.run import answering, console, status, write
from summarize.text.escaping import on_one_line

if TYPE_CHECKING:
    from summarize.rendering.listings import Stored

BUILD = "build"


class Index(click.Group):
    """The group of its commands; what is no command is a source to build the index of."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command that builds before its arguments."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named or not args else [BUILD, *args])


@click.group(cls=Index)
def index() -> None:
    """Build or refresh the index of SOURCE; list what an index holds; remove sources from it.

    `summarize index SOURCE...` is `summarize index build SOURCE...`, whose help shows the options. The other commands build
    by themselves. An index holds the text of its documents, in files for their owner alone.

    \b
    Examples:
      summarize index articles/
      summarize index list
      summarize index remove articles/private
    """


@index.command(BUILD)
@sources_argument
@click.option(
    "--rebuild", is_flag=True, help="Delete the whole index, with all other sources in it, and build it again from SOURCE."
)
@click.option(
    "--ray", metavar="ADDRESS", help="Share the work on a --store among the processors of a Ray cluster; `auto`: of this machine."
)
@where_options
def build(sources: tuple[Path, ...], *, rebuild: bool, ray: str | None, where: Where) -> None:
    """Build or refresh the index of SOURCE, or the store that many machines read.

    \b
    Examples:
      summarize index articles/
      summarize index articles/ --store s3://newsroom/index --ray auto
    """
    with console() as shown, answering(sources, where) as docs:
        done = docs.index(rebuild=rebuild, ray=ray, progress=shown)
    click.echo(
        f"{done.new} new, {done.changed} changed, {done.removed} removed, {done.unchanged} unchanged; "
        f"the index holds {done.sentences:,} sentences of {done.files:,} files"
    )
    sys.exit(status(shown, answered=True))


@index.command("list")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output format."
)
@index_option
@store_option
def list_(format_: str, index_folder: Path | None, store: str | None) -> None:
    """Show the files that an index holds, whichever sources they came from, with the number of their sentences.

    \b
    Example:
      summarize index list
    """
    from summarize.app.stored import stored
    from summarize.rendering.answer.json import dump

    found = stored(index_folder, store)
    write(dump(found) if format_ == "json" else _listed(found), None)
    sys.exit(ANSWERED)


@index.command()
@sources_argument
@index_option
@store_option
def remove(sources: tuple[Path, ...], index_folder: Path | None, store: str | None) -> None:
    """Remove files, and all files below folders, from an index, and overwrite what it held of them.

    The documents themselves stay. SOURCE need not exist any more. Of a store that many machines read, older states are removed
    too: what is being answered from them meanwhile may fail.

    \b
    Example:
      summarize index remove articles/private
    """
    from summarize.app.stored import forget

    gone = forget(*sources, index=index_folder, store=store)
    click.echo(f"{len(gone)} file{'' if len(gone) == 1 else 's'} removed from the index")
    sys.exit(ANSWERED)


def _listed(found: "Stored") -> str:
    rows = [
        f"{one.sentences:>8,}  {on_one_line(one.path)}" + (f" ({on_one_line(one.trouble)})" if one.trouble else "")
        for one in found.files
    ]
    total = sum(one.sentences for one in found.files)
    return "\n".join([*rows, f"{total:>8,}  sentences of {len(found.files):,} files in {found.index}"]) + "\n"
