"""The page of the sources: what was read and what was not, their structure, and files that are added in the page."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from summarize.errors import InputError, SummarizeError
from summarize.rendering.html import pages as templates
from summarize.rendering.listings import Source
from summarize.serve import uploads
from summarize.serve.pages import event, field, job_status, page, posted, redirect, site
from summarize.serve.site import Site


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the table: its id, its name, and what is known of it."""

    id: str
    name: str
    source: Source


async def sources_page(request: Request) -> Response:
    """Show what was read, and what was not and why."""
    here = site(request)
    known = await anyio.to_thread.run_sync(_rows, here)
    content: dict[str, Any] = {
        "files": known,
        "more": here.sources.more if here.sources else 0,
        "unread": here.sources.unread if here.sources else (),
        "uploads": here.uploads,
        "added": await anyio.to_thread.run_sync(_added, here),
        "message": request.query_params.get("message", ""),
    }
    return page(request, "sources.html.jinja", here="/sources", title="Sources", **content)


async def outline_page(request: Request) -> Response:
    """Show the structure of a file as the program sees it."""
    here, row = await _named(request, request.path_params["file"])
    try:
        found = await anyio.to_thread.run_sync(lambda: here.docs.only(row.name).outline().documents)
        found = tuple(one for one in found if one.file == row.name)
    except SummarizeError as error:
        raise HTTPException(404, str(error)) from error
    return page(request, "outline.html.jinja", here="/sources", title=row.name, outlines=found)


async def read(request: Request) -> Response:
    """Read the sources again."""
    await posted(request)
    site(request).read_sources()
    return redirect("/sources")


async def add(request: Request) -> Response:
    """Keep the files that were sent in the folder of uploads, and read the sources again."""
    here = site(request)
    if here.uploads is None:
        raise HTTPException(403, "No folder for added files was named on the command line.")
    form = await posted(request)
    refused = []
    for value in form.getlist("files"):
        if isinstance(value, UploadFile) and value.filename:
            try:
                await uploads.keep(value, here.uploads)
            except InputError as error:
                refused.append(str(error))
    here.read_sources()
    if refused:
        raise HTTPException(400, "; ".join(refused))
    return redirect("/sources")


async def remove(request: Request) -> Response:
    """Delete a file that was added in the page, and what the index holds of it."""
    form = await posted(request)
    here = site(request)
    path = (await anyio.to_thread.run_sync(_added, here)).get(field(form, "id"))
    if path is None:
        raise HTTPException(403, "Only files that were added in the page are removed in the page.")
    try:
        await anyio.to_thread.run_sync(uploads.remove, path)
    except InputError as error:
        raise HTTPException(400, str(error)) from error
    here.forgetting.add(path)
    here.models.submit(lambda _: here.forget())
    here.read_sources()
    return redirect("/sources")


async def events(request: Request) -> Response:
    """Send how far the reading of the sources is, and at its end how many there are."""
    job = site(request).reading

    async def sent() -> AsyncIterator[str]:
        if job is not None:
            async for _ in job.watch():
                yield event("status", job_status(job))
        html = templates.render("reading.html.jinja", __package__, site=site(request), here="")
        yield event("done", {"html": html})

    return StreamingResponse(sent(), media_type="text/event-stream")


def _rows(here: Site) -> list[Row]:
    """Return the files that were read, by name; those that are gone since are left out."""
    if here.sources is None:
        return []
    try:
        paths = here.docs.files(*(one.file for one in here.sources.files))
    except InputError:
        return []
    return [Row(_id(one.file), one.file, one) for one in here.sources.files if one.file in paths]


def _added(here: Site) -> dict[str, Path]:
    """Return the files that were added in the page, by their ids; an archive is one, and so is what could not be read."""
    return {_id(str(path)): path for path in uploads.kept(here.uploads)} if here.uploads is not None else {}


async def _named(request: Request, id_: str) -> tuple[Site, Row]:
    here = site(request)
    rows = await anyio.to_thread.run_sync(_rows, here)
    found = next((row for row in rows if row.id == id_), None)
    if found is None:
        raise HTTPException(404, "There is no such file among the sources.")
    return here, found


def _id(name: str) -> str:
    """Return the id of a file: the client never names a path."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:20]
