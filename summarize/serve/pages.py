"""What all pages have in common: templates, forms, what a job has made so far, and the document of a citation."""

import hmac
import json
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import quote

import anyio.to_thread
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from summarize.app.results import Answer, Briefing, Verification
from summarize.rendering.html import pages
from summarize.serve.document import pane
from summarize.serve.guard import BODY, form_token
from summarize.serve.site import Item, Session, Site
from summarize.serve.statements import statement
from summarize.serve.worker import ENDED, Job, State

MOST_FILES, MOST_FIELDS = 2_000, 50
"""Files and fields of one form."""
LONGEST_NAME = 60
"""Characters of the name of a downloaded file, without its ending."""
TABS: Mapping[str, str] = {"answers": "/", "checks": "/verify", "briefings": "/briefing"}
"""The page from which each kind of item is made."""
FORMATS: Mapping[str, tuple[str, ...]] = {
    "answers": ("text", "md", "html", "json"),
    "checks": ("text", "json"),
    "briefings": ("md", "html", "docx", "json"),
}
TYPES: Mapping[str, str] = {
    "text": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ENDINGS: Mapping[str, str] = {"text": "txt"}


def site(request: Request) -> Site:
    """Return what the server works on."""
    found: Site = request.app.state.site
    return found


def session(request: Request) -> Session:
    """Return the session of the browser that asks."""
    return site(request).session(request.scope["session_id"])


async def posted(request: Request) -> FormData:
    """Return the form that was sent, if it holds the token of the session.

    Raises:
        HTTPException: it does not.
    """
    form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=BODY)
    if not hmac.compare_digest(field(form, "form").encode(), _token(request).encode()):
        raise HTTPException(403, "This form is not of this session. Load the page again.")
    return form


def field(form: FormData, name: str) -> str:
    """Return a field of a form, without blanks around it; empty if there is none."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def page(request: Request, template: str, *, here: str, title: str, code: int = 200, **values: Any) -> HTMLResponse:
    """Return a page; `here` is its place in the navigation."""
    reading = site(request).reading
    common = {
        "pane": None,
        "waiting": False,
        "history": (),
        "item": None,
        "status": reading and job_status(reading),
        "here": here,
    }
    shown = pages.render(
        template,
        __package__,
        **{**common, "title": title, "form": _token(request), "site": site(request), **values},
    )
    return HTMLResponse(shown, code)


def redirect(path: str) -> Response:
    """Send the browser to a page, with GET."""
    return RedirectResponse(path, 303)


def item_of(request: Request) -> Item:
    """Return the answer, briefing or check that an address names.

    Raises:
        HTTPException: this session has none of that name.
    """
    found = session(request).items.get(request.path_params["id"])
    if found is None or found.kind != request.path_params["kind"]:
        raise HTTPException(404, "This is not, or no longer, in this session.")
    return found


async def item_page(request: Request) -> Response:
    """Show an answer, a briefing or a check; with `cite`, the document of a citation beside it."""
    item = item_of(request)
    beside = await _pane(request, item, request.query_params.get("cite", ""))
    history = session(request).of_kind(item.kind)
    content = _content(item)
    return page(request, "item.html.jinja", here=TABS[item.kind], title=item.title, pane=beside, history=history, **content)


async def cited(request: Request) -> Response:
    """Show the document of a citation, for the script."""
    item = item_of(request)
    beside = await _pane(request, item, request.path_params["reference"])
    if beside is None:
        raise HTTPException(404, "There is no such citation.")
    return HTMLResponse(pages.render("pane.html.jinja", __package__, pane=beside, item_path=item.path))


async def stop(request: Request) -> Response:
    """Stop what makes an item."""
    await posted(request)
    item = item_of(request)
    item.job.stop()
    return redirect(item.path)


async def events(request: Request) -> Response:
    """Send what a job has done, and its sentences as they are finished, until the whole is there."""
    item = item_of(request)

    async def sent() -> AsyncIterator[str]:
        told_of = 0
        async for _ in item.job.watch():
            for heading, said in item.job.sentences[told_of:]:
                html = pages.render("statement.html.jinja", __package__, path=item.path, statement=statement(f"j{told_of}", said))
                yield event("statement", {"heading": heading, "html": html})
                told_of += 1
            yield event("status", job_status(item.job))
        html = pages.render("result.html.jinja", __package__, form=_token(request), **_content(item))
        of_kind = session(request).of_kind(item.kind)
        history = pages.render("history.html.jinja", __package__, history=of_kind, item=item)
        yield event("done", {"html": html, "title": item.title, "history": history})

    return StreamingResponse(sent(), media_type="text/event-stream")


async def export(request: Request) -> Response:
    """Send an answer, a briefing or a check as a file."""
    item, format_ = item_of(request), request.path_params["format"]
    if format_ not in FORMATS[item.kind] or item.job.result is None:
        raise HTTPException(404, "There is no such file.")
    made = await anyio.to_thread.run_sync(_rendered, item, format_)
    name = f"{_file_name(item.title) or item.kind[:-1]}.{ENDINGS.get(format_, format_)}"
    return Response(
        made, media_type=TYPES[format_], headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )


def _file_name(title: str) -> str:
    """Return a title as the name of a file, without its ending.

    >>> _file_name("what did Xi say on Ukraine?"), _file_name("../Größe / 2021")
    ('what-did-Xi-say-on-Ukraine', 'Größe-2021')
    """
    return "-".join(re.findall(r"\w+", title))[:LONGEST_NAME].strip("-")


def job_status(job: Job) -> dict[str, Any]:
    """Return how far a job is, in words, and how much is done of how much."""
    step = job.step
    if job.stopping:
        return {"text": "Stopping after the step that is being done.", "done": 0, "total": 0}
    if job.state is State.WAITING:
        before = f" for {job.ahead} other request{'' if job.ahead == 1 else 's'}" if job.ahead else ""
        return {"text": f"Waiting{before}.", "done": 0, "total": 0}
    return {"text": str(step) if step else "Working.", "done": step.done if step else 0, "total": step.total if step else 0}


def _rendered(item: Item, format_: str) -> str | bytes:
    result: Answer | Briefing | Verification = item.job.result
    if isinstance(result, Verification):
        return result.to_json() if format_ == "json" else result.to_text()
    if isinstance(result, Briefing):
        return edited(item).render(format_)
    return result.render(format_)


def edited(item: Item) -> Briefing:
    """Return a briefing with the new texts of the statements that were edited."""
    result: Briefing = item.job.result
    said = (one for part in item.parts for one in part.statements if one.number in item.edits)
    return result.edited({one.text: (item.edits[one.number].text, item.edits[one.number].verdict) for one in said})


def _content(item: Item) -> dict[str, Any]:
    """Return what the part of a page on an item shows."""
    job, result = item.job, item.job.result
    content: dict[str, Any] = {
        "item": item,
        "item_path": item.path,
        "waiting": job.state not in ENDED,
        "status": job_status(job),
        "formats": FORMATS[item.kind],
    }
    if isinstance(result, Answer):
        whole = "" if result.question == item.asked.rstrip("? ") else f"Read as: {result.question}."
        content |= {"reading": " ".join(filter(None, [whole, result.reading()])), "remarks": result.remarks()}
    if isinstance(result, Briefing):
        content |= {"scope": result.scope(), "drawn": result.figures()}
    return content


async def _pane(request: Request, item: Item, reference: str) -> Any:
    if not reference:
        return None
    more = request.query_params.get("more") == "1"
    return await anyio.to_thread.run_sync(lambda: pane(site(request).docs, item, reference, more=more))


def event(name: str, data: Mapping[str, Any]) -> str:
    """Return an event as `EventSource` reads it."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _token(request: Request) -> str:
    return form_token(site(request).secret, request.scope["session_id"])
