"""The command `summarize mcp`."""

import signal
from pathlib import Path

import click

from summarize.cli.options import Where, sources_argument, writing_options
from summarize.cli.run import documents
from summarize.errors import InputError


@click.command()
@sources_argument
@writing_options
def mcp(sources: tuple[Path, ...], *, where: Where) -> None:
    """Serve SOURCE (files or folders) to an assistant or a program by the Model Context Protocol, on standard input and output.

    The client starts this command by itself; docs/mcp.md has the lines for common clients. It can ask, search, check and
    read these sources, and nothing else. Needs the extra `mcp`: pip install 'summarize[mcp]'.

    \b
    Example:
      summarize mcp articles/
    """
    try:
        from summarize.mcp.server import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types", "anyio", "pydantic"}:
            raise
        raise InputError("`summarize mcp` needs the library mcp; install it with pip install 'summarize[mcp]'") from error
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread waits for input, which Ctrl-C alone would not end
    with documents(sources, where) as docs:
        server(docs).run("stdio")
