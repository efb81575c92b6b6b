"""What every request must pass: the right address, the token of this run, no other site behind it, and limits on size and time.

Only a browser on this machine that was given the address with the token can ask. The token becomes a cookie that scripts cannot
read and that no other site's pages send. A page of another site that reaches this port by a name of its own (DNS rebinding) is
refused by the `Host` header, one that posts a form by `Origin` and by the token in each form.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

import anyio
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with it, browsers send "Origin: null" with the page's own forms. No other site gets a referrer.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
BODY = 4_000_000
"""Most bytes of a request without files."""
PAUSE, WHOLE = 20.0, 900.0
"""Seconds in which the next part of a request must come, and in which all of it must."""
ENTRANCE = "token"
"""The parameter of the first address that holds the token."""
ENTERED = '<!doctype html><title>summarize</title><meta http-equiv="refresh" content="0;url=/"><a href="/">Go on</a>\n'
STRANGER = "Open the address that `summarize serve` printed: it holds the token of this run.\n"
Sessions: TypeAlias = Callable[[str], bool]


class TooLargeError(Exception):
    """A request has more bytes than are taken."""


class Guard:
    """Lets those requests through to an application that may be answered.

    `hosts` are the values of the `Host` header that name this server; `anywhere` if it listens on every address. `known` says
    whether a session exists, and `begin` makes one. `uploads` are the paths whose requests may have up to `most` bytes.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: frozenset[str],
        anywhere: bool,
        token: str,
        cookie: str,
        known: Sessions,
        begin: Callable[[], str],
        uploads: frozenset[str],
        most: int,
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._anywhere = anywhere
        self._token = token
        self._cookie = cookie
        self._known = known
        self._begin = begin
        self._uploads = uploads
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        respond = _with_headers(send)
        if refusal is not None:
            await refusal(scope, receive, respond)
            return
        limit = self._most if scope["path"] in self._uploads else BODY
        await self._limited(scope, receive, respond, limit)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """Return what to answer instead of the application, if anything."""
        headers, method = Headers(scope=scope), scope["method"]
        if not self._is_named(headers.getlist("host"), scope):
            return PlainTextResponse("This server does not have that name.\n", 421)
        if method not in {"GET", "HEAD", "POST"}:
            return PlainTextResponse("Only GET and POST are understood.\n", 405)
        given = QueryParams(scope["query_string"]).get(ENTRANCE)
        if given is not None and method == "GET":
            return self._entered(scope) if hmac.compare_digest(given.encode(), self._token.encode()) else _forbidden(STRANGER)
        session = self._session(headers)
        scope["session_id"] = session
        if session is None:
            return _forbidden(STRANGER)
        return _from_elsewhere(headers) if method == "POST" else None

    def _is_named(self, hosts: list[str], scope: Scope) -> bool:
        """Whether a request names this server, or the address on which it came in if it listens on all."""
        named = [host.lower() for host in hosts]
        address, port = scope.get("server") or ("", 0)
        return len(named) == 1 and (named[0] in self._hosts or (self._anywhere and named[0] == f"{address}:{port}"))

    def _entered(self, scope: Scope) -> ASGIApp:
        """Turn the token in the address into a cookie, and take it out of the address.

        A page leads on, not a redirect: after a link of another site, a strict cookie is not sent with what that link leads to.
        """
        known = self._session(Headers(scope=scope))
        answer = HTMLResponse(ENTERED)
        if known is None:
            answer.set_cookie(self._cookie, self._begin(), httponly=True, samesite="strict", path="/")
        return answer

    def _session(self, headers: Headers) -> str | None:
        name = cookie_parser(headers.get("cookie", "")).get(self._cookie, "")
        return name if self._known(name) else None

    async def _limited(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            await _too_large(limit)(scope, receive, send)
            return
        begun = False

        async def tell(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, _patient(receive, limit), tell)
        except TooLargeError:
            if not begun:
                await _too_large(limit)(scope, receive, send)
        except TimeoutError:
            if not begun:
                await PlainTextResponse("The request took too long.\n", 408)(scope, receive, send)


def _from_elsewhere(headers: Headers) -> ASGIApp | None:
    """Return the refusal of a form that another page has sent, if one has."""
    if headers.get("origin", "").lower() != f"http://{headers['host'].lower()}":
        return _forbidden("This form was sent from another page.\n")
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return _forbidden("This form was sent from another site.\n")
    return None


def form_token(secret: bytes, session: str) -> str:
    """Return the token that each form of a session holds."""
    return hmac.new(secret, session.encode(), "sha256").hexdigest()


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(32)


def _patient(receive: Receive, limit: int) -> Receive:
    """Return `receive` with a limit on the bytes of a request, and on the time it takes to come."""
    held, complete, ends = 0, False, anyio.current_time() + WHOLE

    async def next_part() -> Message:
        nonlocal held, complete
        if complete:
            return await receive()  # waits for the end of the connection
        with anyio.fail_after(min(PAUSE, max(ends - anyio.current_time(), 0))):
            message = await receive()
        held += len(message.get("body", b""))
        if held > limit:
            raise TooLargeError
        complete = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return next_part


def _with_headers(send: Send) -> Send:
    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return tell


def _forbidden(why: str) -> PlainTextResponse:
    return PlainTextResponse(why, 403)


def _too_large(limit: int) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    return PlainTextResponse(f"This is more than {limit / 1e6:,.0f} MB.\n", 413, {"Connection": "close"})
