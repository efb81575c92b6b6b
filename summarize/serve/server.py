"""The server: the addresses, the guard before them, and the connections, which must send a request in time."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import asynccontextmanager
from functools import cache
from importlib import resources
from ipaddress import ip_address
from pathlib import Path
from socket import SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, getaddrinfo, socket
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from summarize.app.library import Documents
from summarize.errors import InputError
from summarize.serve import asking, pages, sources
from summarize.serve.guard import ENTRANCE, Guard, new_token
from summarize.serve.pages import page
from summarize.serve.site import Site

HOST, PORT = "127.0.0.1", 8642
UPLOAD = "/sources/add"
BACKLOG = 2048
"""Connections that may wait to be accepted."""
HEADERS_WITHIN = 15.0
"""Seconds in which the head of a request must come."""
STATIC = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}


class Server:
    """A server of some documents, bound to its port and not yet running.

    `host` is the address that it listens on; `most` is the largest number of bytes of files that are added at once.
    """

    def __init__(
        self, docs: Documents, *, host: str = HOST, port: int | None = None, uploads: Path | None = None, most: int
    ) -> None:
        self._site = Site(docs, uploads)
        self._socket = _bound(host, port)
        self.port = int(self._socket.getsockname()[1])
        token = new_token()
        shown = HOST if _is_every_address(host) else _in_address(host)
        self.address = f"http://{shown}:{self.port}/?{ENTRANCE}={token}"
        guard = Middleware(
            Guard,
            hosts=_names(host, self.port),
            anywhere=_is_every_address(host),
            token=token,
            cookie=f"summarize-{self.port}",
            known=self._site.knows,
            begin=self._site.begin,
            uploads=frozenset({UPLOAD}),
            most=most,
        )
        self._app = Starlette(
            routes=_routes(), middleware=[guard], exception_handlers={HTTPException: _told}, lifespan=self._living
        )
        self._app.state.site = self._site

    def run(self) -> None:
        """Serve until the process is interrupted."""
        logging.basicConfig(level=logging.WARNING)
        config = uvicorn.Config(
            self._app,
            http=PatientH11,
            ws="none",
            loop="asyncio",
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        _Uvicorn(config, self._site.stop).run(sockets=[self._socket])

    @asynccontextmanager
    async def _living(self, _: Starlette) -> Any:
        self._site.start()
        yield
        await asyncio.to_thread(self._site.close)


class _Uvicorn(uvicorn.Server):
    """The server; before it waits for open connections, it stops the work of the site."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], object]) -> None:
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """End."""
        self._ending()
        await super().shutdown(sockets)


class PatientH11(H11Protocol):
    """HTTP/1.1 that ends a connection whose next request does not come in time; uvicorn waits for ever."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._forget()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._forget()
        self._late = self.loop.call_later(HEADERS_WITHIN, self._end_if_idle)

    def _forget(self) -> None:
        if self._late is not None:
            self._late.cancel()

    def _end_if_idle(self) -> None:
        if (self.cycle is None or self.cycle.response_complete) and not self.transport.is_closing():
            self.transport.close()


def _routes() -> list[Route]:
    item = "/{kind}/{id}"
    return [
        Route("/", asking.ask_page),
        Route("/ask", asking.ask, methods=["POST"]),
        Route("/verify", asking.verify_page),
        Route("/verify", asking.verify, methods=["POST"]),
        Route("/briefing", asking.briefing_page),
        Route("/briefing", asking.brief, methods=["POST"]),
        Route("/sources", sources.sources_page),
        Route("/sources/read", sources.read, methods=["POST"]),
        Route(UPLOAD, sources.add, methods=["POST"]),
        Route("/sources/remove", sources.remove, methods=["POST"]),
        Route("/sources/events", sources.events),
        Route("/sources/{file}", sources.outline_page),
        Route("/static/{name}", _static),
        Route("/favicon.ico", _icon),
        Route(item, pages.item_page),
        Route(f"{item}/events", pages.events),
        Route(f"{item}/cited/{{reference}}", pages.cited),
        Route(f"{item}/export/{{format}}", pages.export),
        Route(f"{item}/stop", pages.stop, methods=["POST"]),
        Route(f"{item}/edit", asking.edit, methods=["POST"]),
    ]


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404, "There is no such file.")
    return Response(_file(name), media_type=STATIC[name])


async def _icon(_: Request) -> Response:
    """Browsers ask for this address when a page is left before they have read its head."""
    return Response(_file("icon.svg"), media_type=STATIC["icon.svg"])


@cache
def _file(name: str) -> bytes:
    own = resources.files(__package__) / "static"
    if name != "page.css":
        return (own / name).read_bytes()
    shared = resources.files("summarize.rendering.html") / "templates" / "page.css"  # pages and exported files look alike
    return shared.read_bytes() + (own / "serve.css").read_bytes()


async def _told(request: Request, error: Exception) -> Response:
    """Show an error as a page, or as text to the script."""
    assert isinstance(error, HTTPException)  # only for these
    if "text/html" not in request.headers.get("accept", ""):
        return Response(error.detail, error.status_code, media_type="text/plain")
    return page(request, "trouble.html.jinja", here="", title="That did not work", code=error.status_code, message=error.detail)


def _bound(host: str, port: int | None) -> socket:
    """Return a socket that listens; without a port, the usual one or, where that is taken, a free one.

    Raises:
        InputError: it cannot listen there.
    """
    last: OSError | None = None
    for wanted in (PORT, 0) if port is None else (port,):
        try:
            family, _, _, _, address = getaddrinfo(host, wanted, type=SOCK_STREAM)[0]
            made = _listening(family, address)
        except UnicodeError as error:
            raise InputError(f"{host}: is no name of a host; choose another --host") from error
        except OSError as error:
            last = error
        else:
            return made
    assert last is not None  # no socket was made
    raise InputError(
        f"{host}:{port or PORT}: cannot be listened on ({last.strerror or last}); choose another --host or --port"
    ) from last


def _listening(family: int, address: Any) -> socket:
    made = socket(family, SOCK_STREAM)
    try:
        made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)  # at once: the address is printed before the server runs
    except OSError:
        made.close()
        raise
    return made


def _names(host: str, port: int) -> frozenset[str]:
    """Return the values of the `Host` header that name the server."""
    own = {"127.0.0.1", "localhost", "[::1]", _in_address(host).lower()}
    return frozenset({f"{name}:{port}" for name in own} | (own if port == 80 else set()))  # browsers leave :80 out


def _is_every_address(host: str) -> bool:
    """Whether listening on a host is listening on every address of this machine: 0.0.0.0 or ::."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:  # a name
        return False


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
