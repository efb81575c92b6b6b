"""The tools and resources of the server, each a call of the library; nothing is changed, and no other file can be reached.

A tool returns the result as data, by the schema of its type, and as Markdown or text with its citations. That the documents do
not answer is a result; what a user can fix, such as an empty question, is an error with its message.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Annotated, Any

from anyio import from_thread
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from summarize.app.library import Documents
from summarize.app.progress import Listener, Progress
from summarize.errors import SummarizeError
from summarize.rendering import contract, listings
from summarize.rendering.briefing import contract as briefing_contract
from summarize.rendering.contract import Record
from summarize.settings import APP
from summarize.version import __version__

INSTRUCTIONS = """\
Answers from the user's own documents. Every sentence names the file and line that support it, and was checked against them: \
keep these citations when you use one. If `ask` does not answer, the documents do not say it; the closest lines may help. \
Use `verify` on a text that you write from the documents, with citations like [a.txt:3] behind its sentences."""
MOST_FILES = 10_000
"""Files that the resource of the sources lists."""
READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Question = Annotated[str, Field(description='What to look for, as a question: "what did Xi say on Ukraine".')]
Sentences = Annotated[int, Field(ge=1, le=100, description="Maximum number of sentences.")]
Passages = Annotated[int, Field(ge=1, le=1000, description="Maximum number of passages.")]
Speaker = Annotated[str | None, Field(description="Use only what this person says.")]
Files = Annotated[tuple[str, ...], Field(description='Use only documents of these names or globs: "minutes/*.md".')]
Since = Annotated[date | None, Field(description="Use only documents written on or after this day.")]
Until = Annotated[date | None, Field(description="Use only documents written on or before this day.")]
Place = Annotated[str, Field(description='A place as citations name it: "a.txt:12", "a.txt:8-9", "report.pdf:p3:14".')]


def server(docs: Documents) -> MCPServer[Any]:
    """Return a server of some documents, not yet connected to a client."""
    made = MCPServer(APP, title="summarize", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")
    for add in (_add_answers, _add_briefings, _add_places):
        add(made, docs)
    return made


def _add_answers(made: MCPServer[Any], docs: Documents) -> None:
    @made.tool(title="Ask the documents", annotations=READ_ONLY)
    def ask(
        question: Question,
        context: Context[Any, Any],
        *,
        sentences: Sentences = 8,
        speaker: Speaker = None,
        files: Files = (),
        since: Since = None,
        until: Until = None,
    ) -> Annotated[CallToolResult, contract.Answer]:
        """Answer a question from the documents, every sentence with the file and line that support it.

        If they do not answer it, `answered` is false, and the closest lines are given.
        """
        with _as_tool_error():
            some = docs.only(*files, since=since, until=until)
            found = some.ask(question, sentences=sentences, speaker=speaker, progress=_listener(context))
            return _result(found.to_markdown(), found)

    @made.tool(title="Search the documents", annotations=READ_ONLY)
    def search(
        question: Question,
        context: Context[Any, Any],
        *,
        passages: Passages = 10,
        files: Files = (),
        since: Since = None,
        until: Until = None,
    ) -> Annotated[CallToolResult, contract.Passages]:
        """Return the passages that are relevant to a question, best first, without writing an answer."""
        with _as_tool_error():
            some = docs.only(*files, since=since, until=until)
            found = some.search(question, passages=passages, progress=_listener(context))
            return _result(found.to_text(), found)


def _add_briefings(made: MCPServer[Any], docs: Documents) -> None:
    @made.tool(title="Write a briefing", annotations=READ_ONLY)
    def brief(
        context: Context[Any, Any],
        *,
        title: Annotated[str | None, Field(description="Title; by default its first headings.")] = None,
        questions: Annotated[tuple[str, ...], Field(description="Sections for these questions instead of topics.")] = (),
        minutes: Annotated[float | None, Field(gt=0, description="Stop writing after this many minutes.")] = None,
    ) -> Annotated[CallToolResult, briefing_contract.Briefing]:
        """Write a briefing on all that the documents say, or on some questions; this takes from seconds to minutes."""
        with _as_tool_error():
            found = docs.brief(title=title, questions=questions, minutes=minutes, progress=_listener(context))
            return _result(found.to_markdown(), found)

    @made.tool(title="Check a text", annotations=READ_ONLY)
    def verify(
        text: Annotated[str, Field(description="Markdown with citations like [a.txt:3; b.txt:8-9] behind its sentences.")],
        context: Context[Any, Any],
        *,
        strict: Annotated[bool, Field(description="Let rules alone decide; a model then accepts nothing.")] = False,
    ) -> Annotated[CallToolResult, contract.Verification]:
        """Check every sentence of a text against the lines that it cites: supported or not, why, and on what basis."""
        with _as_tool_error():
            found = docs.verify(text=text, strict=strict, progress=_listener(context))
            return _result(found.to_text(), found)


def _add_places(made: MCPServer[Any], docs: Documents) -> None:
    @made.tool(title="Read lines", annotations=READ_ONLY)
    def read_lines(
        place: Place, around: Annotated[int, Field(ge=0, le=1000, description="Lines before and after it.")] = 2
    ) -> Annotated[CallToolResult, listings.Excerpt]:
        """Return a cited place of a document with the lines around it."""
        with _as_tool_error():
            found = docs.lines(place, around=around)
            return _result(found.to_text(), found)

    @made.tool(title="Show the structure", annotations=READ_ONLY)
    def outline(
        context: Context[Any, Any],
        files: Files = (),
    ) -> Annotated[CallToolResult, listings.Outlines]:
        """Return the headings, lists, tables and speakers of documents, and what is left out of them and why."""
        with _as_tool_error():
            found = docs.only(*files).outline(progress=_listener(context))
            return _result(found.to_text(), found)

    @made.resource("summarize://sources", title="Sources", mime_type="application/json")
    def sources() -> str:
        """The documents that are answered from, with their metadata, and what was found and not read."""
        with _as_missing_resource():
            return json.dumps(docs.sources(most=MOST_FILES).to_dict(), ensure_ascii=False)

    @made.resource("summarize://lines/{+file}/{place}", title="Lines", mime_type="text/plain")
    def lines(file: str, place: str) -> str:
        """A place of a document with the lines around it: `summarize://lines/notes/a.txt/8-9`."""
        with _as_missing_resource():
            return docs.lines(f"{file}:{place}").to_text()


def _result(text: str, found: Record) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=found.to_dict())


def _listener(context: Context[Any, Any]) -> Listener:
    """Return a listener that reports each step to the client, and ends the call when the client has cancelled it."""
    steps = count(1)

    def listen(event: Progress) -> None:
        from_thread.check_cancelled()
        report: Callable[..., Any] = context.report_progress
        from_thread.run(report, float(next(steps)), None, str(event))

    return listen


@contextmanager
def _as_tool_error() -> Iterator[None]:
    """Return an error that a user can fix as the result of the tool."""
    try:
        yield
    except SummarizeError as error:
        raise ToolError(str(error)) from error


@contextmanager
def _as_missing_resource() -> Iterator[None]:
    """Return an error that a user can fix as that of a resource that does not exist."""
    try:
        yield
    except SummarizeError as error:
        raise ResourceNotFoundError(str(error)) from error
