"""The command `summarize serve`."""

import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from summarize.cli.options import Where, optional_sources_argument, writing_options
from summarize.cli.run import documents
from summarize.errors import InputError


@click.command()
@optional_sources_argument
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on. [default: 8642, or a free one if that is taken]")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; any but this machine's own lets others in."
)
@click.option(
    "--uploads",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep files that are added in the page in this folder, and answer from them too.",
)
@click.option(
    "--max-upload",
    default=200,
    show_default=True,
    type=click.IntRange(1, 100_000),
    metavar="MB",
    help="Most megabytes that are added at once.",
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@writing_options
def serve(
    sources: tuple[Path, ...], *, port: int | None, host: str, uploads: Path | None, max_upload: int, opens: bool, where: Where
) -> None:
    """Serve a page on this machine to ask SOURCE (files or folders), look at what is cited, write briefings and check texts.

    The address that is printed holds a token: only who has it can use the page. Ctrl-C ends the server; what was indexed
    stays. Needs the extra `serve`: pip install 'summarize[serve]'.

    \b
    Examples:
      summarize serve articles/ --open
      summarize serve articles/ --uploads added/
    """
    try:
        from summarize.serve.server import Server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"anyio", "starlette", "uvicorn", "python_multipart"}:
            raise
        raise InputError("`summarize serve` needs more libraries; install them with pip install 'summarize[serve]'") from error
    if uploads is not None:
        uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
    read = [*sources, *([uploads] if uploads else [])]
    if not read:
        raise click.UsageError("name a SOURCE, or with --uploads a folder for files that are added in the page")
    with documents(read, where) as docs:
        server = Server(docs, host=host, port=port, uploads=uploads, most=max_upload * 1_000_000)
        click.echo(f"Open {server.address}")
        click.echo("Ctrl-C ends the server.", err=True)
        if opens:
            webbrowser.open(server.address)
        with suppress(KeyboardInterrupt):  # the usual way to end it
            server.run()
