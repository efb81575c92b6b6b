"""The pages for asking, for checking a text, and for briefings."""

from datetime import date
from pathlib import Path, PurePath
from typing import Any

import anyio.to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from summarize.app.library import Documents
from summarize.app.progress import Listener
from summarize.app.results import Answer
from summarize.app.setup import UNLIMITED, Limits
from summarize.citations import syntax
from summarize.documents.readers.charset import decode
from summarize.errors import InputError, SummarizeError
from summarize.rendering.html import pages
from summarize.serve.pages import field, item_of, page, posted, redirect, session, site
from summarize.serve.site import Edit
from summarize.serve.statements import Statement
from summarize.serve.worker import Work
from summarize.types.verdict import Basis, Finding

LONGEST_TITLE = 120
CHECKED = (".md", ".txt", ".json")
"""Endings of files that can be checked."""


async def ask_page(request: Request) -> Response:
    """Show the box for a question."""
    return page(request, "ask.html.jinja", here="/", title="Ask", history=session(request).of_kind("answers"))


async def ask(request: Request) -> Response:
    """Ask a question; the answer has a page of its own."""
    form = await posted(request)
    text = field(form, "question")
    if not text:
        return redirect("/")
    speaker, limits = field(form, "speaker"), _limits(form)
    job = site(request).models.submit(_question(request, text, form, limits))
    return redirect(session(request).add("answers", text, job, _options(limits, speaker)).path)


def _question(request: Request, text: str, form: FormData, limits: Limits) -> Work:
    """Return the work that answers a question: after the answer that it follows, or alone if it follows none or has options."""
    window = session(request)
    speaker, sentences = field(form, "speaker"), _number(form, "sentences", 100) or 8
    before = window.items.get(field(form, "after"))
    after = before.job.result if before and isinstance(before.job.result, Answer) else None
    if after is None or speaker or limits != UNLIMITED or sentences != 8:
        docs = _limited(site(request).docs, limits)
        return lambda listener: docs.ask(text, sentences=sentences, speaker=speaker or None, progress=listener)

    def work(listener: Listener) -> Any:
        window.listener = listener
        return window.chat.ask(text, after=after)

    return work


def _limits(form: FormData) -> Limits:
    names = (name.strip() for name in field(form, "names").split(";"))
    return Limits(_day(form, "since"), _day(form, "until"), tuple(filter(None, names)))


def _limited(docs: Documents, limits: Limits) -> Documents:
    return docs.only(*limits.names, since=limits.since, until=limits.until)


def _options(limits: Limits, speaker: str = "") -> str:
    """Say what a question or a briefing was limited to; empty if it was not.

    >>> _options(Limits(date(2022, 12, 31), names=("call.md",)), "Putin")
    'Only what Putin says. Only call.md, written since 2022-12-31.'
    """
    since = f"written since {limits.since}" if limits.since else ""
    until = f"{'' if since else 'written '}until {limits.until}" if limits.until else ""
    said = ", ".join(filter(None, [*limits.names, since, until]))
    return " ".join([*([f"Only what {speaker} says."] if speaker else []), *([f"Only {said}."] if said else [])])


def _number(form: FormData, name: str, most: int) -> int | None:
    """Return a number from 1 to `most` of a form; `None` if there is none."""
    typed = field(form, name)
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
    return number if 1 <= number <= most else None


def _day(form: FormData, name: str) -> date | None:
    try:
        return date.fromisoformat(field(form, name))
    except ValueError:
        return None


async def verify_page(request: Request) -> Response:
    """Show the box for a text to check."""
    return page(request, "verify.html.jinja", here="/verify", title="Check a text", history=session(request).of_kind("checks"))


async def verify(request: Request) -> Response:
    """Check a text that was typed, or a file."""
    form = await posted(request)
    text, file = field(form, "text"), form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        name = PurePath(file.filename).name
        if PurePath(name).suffix.lower() not in CHECKED:
            raise HTTPException(400, f"{name}: only {', '.join(CHECKED)} can be checked; export the text as one of these.")
        try:
            text = decode(await file.read(), Path(name))
        except SummarizeError as error:
            raise HTTPException(400, str(error)) from error
    else:
        name = syntax.BRACKETS.sub("", text.partition("\n")[0]).strip("# \r")[:LONGEST_TITLE] or "Text"
    text = text.replace("\r\n", "\n")
    docs = site(request).docs
    job = site(request).checks.submit(lambda listener: docs.verify(text=text, name=name, progress=listener))
    return redirect(session(request).add("checks", name, job).path)


async def briefing_page(request: Request) -> Response:
    """Show the form for a briefing."""
    history = session(request).of_kind("briefings")
    return page(request, "briefing.html.jinja", here="/briefing", title="Briefing", history=history)


async def brief(request: Request) -> Response:
    """Write a briefing; it has a page of its own."""
    form = await posted(request)
    title = field(form, "title") or None
    questions = tuple(filter(None, map(str.strip, field(form, "questions").splitlines())))
    minutes, limits = _number(form, "minutes", 600), _limits(form)
    docs = _limited(site(request).docs, limits)

    def work(listener: Listener) -> Any:
        return docs.brief(title=title, questions=questions, minutes=minutes, progress=listener)

    job = site(request).models.submit(work)
    return redirect(session(request).add("briefings", title or "Briefing", job, _options(limits)).path)


async def edit(request: Request) -> Response:
    """Check the new text of a statement against the places that it cites, and keep it for the exports; empty leaves it out."""
    form = await posted(request)
    item = item_of(request)
    number, text = field(form, "statement"), " ".join(field(form, "text").split())
    said = item.statement(number)
    if said is None or not said.editable:
        raise HTTPException(404, "There is no such statement.")
    if text == said.text:
        item.edits.pop(number, None)
        return HTMLResponse("")
    item.edits[number] = await _edited(request, said, text) if text else Edit("")
    return HTMLResponse(pages.render("edited.html.jinja", __package__, edit=item.edits[number]))


async def _edited(request: Request, said: Statement, text: str) -> Edit:
    docs = site(request).docs
    cited = f"{text} {syntax.render(said.citations[: said.own])}"
    try:
        checked = await anyio.to_thread.run_sync(lambda: docs.verify(text=cited))
    except InputError as error:
        raise HTTPException(400, str(error)) from error
    worst = next((one for one in checked.sentences if one.verdict != "supported"), checked.sentences[0])
    certain = worst.verdict is Finding.SUPPORTED and worst.basis is not Basis.MODEL
    return Edit(text, worst.verdict.value, "" if certain else worst.reason)
