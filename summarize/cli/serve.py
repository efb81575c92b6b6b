"""The command `summarize serve`."""

import webbrowser
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import click

from summarize.atomic_write import make_private
from summarize.cli.options import Where, optional_sources_argument, writing_options
from summarize.cli.run import answering
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
        from summarize.serve.uploads import prepare
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"anyio", "starlette", "uvicorn", "python_multipart"}:
            raise
        raise InputError("`summarize serve` needs more libraries; install them with pip install 'summarize[serve]'") from error
    if not sources and uploads is None:
        raise click.UsageError("name a SOURCE, or with --uploads a folder for files that are added in the page")
    if uploads is not None and where.store:
        raise InputError("--uploads needs an index of this machine; a --store is written by `summarize index` alone")
    if uploads is not None:
        prepare(uploads, sources)
    read = [*sources, *([uploads] if uploads else [])]
    docs = answering(read, where)  # the end of the process closes them
    server = Server(docs, host=host, port=port, uploads=uploads, most=max_upload * 1_000_000)
    click.echo(f"Open {server.address}")
    click.echo("Ctrl-C ends the server.", err=True)
    with TemporaryDirectory() as folder, suppress(KeyboardInterrupt):  # Ctrl-C is the usual way to end it
        if opens:
            _open(server.address, Path(folder))
        server.run()


def _open(address: str, folder: Path) -> None:
    """Open an address in the browser by a file: other users of this machine can see the arguments of programs."""
    page = folder / "open.html"
    make_private(page)
    page.write_text(f'<meta http-equiv="refresh" content="0;url={address}">\n', encoding="utf-8")
    Thread(target=webbrowser.open, args=(page.as_uri(),), daemon=True).start()  # some browsers are waited for
