"""The MCP server from the SDK's own client, in memory and over standard input and output, and from the TypeScript client.

Every tool, every resource and every error; nothing but the protocol is on standard output.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.shared.exceptions import MCPError

from summarize.app.library import Documents
from summarize.app.workspace import Workspace
from summarize.mcp.server import server
from tests import needs
from tests.conftest import EXAMPLES

QUESTION = "what did Xi say on Ukraine"
TOOLS = {"ask", "search", "verify", "brief", "read_lines", "outline"}


@pytest.fixture
def made(workspace):
    """The server in memory, with models that are loaded."""
    return server(Documents([EXAMPLES], workspace))


@pytest.fixture
def started(models_folder, tmp_path) -> StdioServerParameters:
    """The server as a client starts it."""
    where = ["--models", str(models_folder), "--index", str(tmp_path / "index")]
    return StdioServerParameters(
        command=sys.executable, args=["-m", "summarize", "mcp", str(EXAMPLES), *where], env=dict(os.environ)
    )


def talk(to, act):
    """Connect a client, and return what `act` returns of it."""

    async def connected():
        async with Client(to) as client:
            try:
                return await act(client)
            except MCPError as error:  # raised again outside the client's group of tasks
                return error

    with ThreadPoolExecutor(1) as alone:  # the browser of other tests keeps a loop in this thread
        found = alone.submit(anyio.run, connected).result()
    if isinstance(found, MCPError):
        raise found
    return found


def call(to, tool: str, **arguments):
    return talk(to, lambda client: client.call_tool(tool, arguments))


def test_the_tools_tell_what_they_take_and_give_and_change_nothing(made):
    tools = talk(made, lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
        assert tool.description
        assert tool.output_schema["type"] == "object"
    (ask,) = (tool for tool in tools if tool.name == "ask")
    assert {"question", "answered", "sentences", "nearest", "disagreements"} <= set(ask.output_schema["properties"])
    assert set(ask.input_schema["required"]) == {"question"}


def test_an_answer_is_data_and_markdown_with_citations(made):
    found = call(made, "ask", question=QUESTION, sentences=2)
    assert not found.is_error
    data = found.structured_content
    assert data["answered"]
    assert len(data["sentences"]) <= 2
    place = data["sentences"][0]["citations"][0]
    assert f"{place['file'].replace('_', '')}:{place['line']}" in found.content[0].text.replace("\\", "").replace("_", "")


def test_what_is_not_answered_is_a_result_with_the_closest_lines(made):
    found = call(made, "ask", question="what is the population of Beijing")
    assert not found.is_error
    assert not found.structured_content["answered"]
    assert "The documents do not answer this." in found.content[0].text


def test_a_question_can_be_kept_to_documents_and_days(made):
    named = call(made, "ask", question=QUESTION, files=["meridian*"]).structured_content
    assert {place["file"] for one in named["sentences"] for place in one["citations"]} == {"meridian_post.md"}
    dated = call(made, "search", question=QUESTION, since="2022-12-31").structured_content
    assert {one["file"] for one in dated["passages"]} <= {"meridian_post.md", "metro_daily.txt"}


def test_every_other_tool_gives_what_the_library_gives(made, workspace):
    docs = Documents([EXAMPLES], workspace)
    assert call(made, "search", question="gas exports").structured_content == docs.search("gas exports").to_dict()
    assert call(made, "read_lines", place="quickwire.txt:3").structured_content == docs.lines("quickwire.txt:3").to_dict()
    assert call(made, "outline", files=["*.md"]).structured_content == docs.only("*.md").outline().to_dict()
    text = "Putin invited Xi to Moscow. [coastal_times.txt:5] Xi invited Putin to Moscow. [coastal_times.txt:5]"
    checked = call(made, "verify", text=text)
    assert (checked.structured_content["supported"], checked.structured_content["unsupported"]) == (1, 1)
    assert "unsupported: Xi invited Putin to Moscow." in checked.content[0].text
    briefing = call(made, "brief", questions=[QUESTION], title="Xi on Ukraine")
    assert briefing.structured_content["title"] == "Xi on Ukraine"
    assert call(made, "verify", text=briefing.content[0].text).structured_content["unsupported"] == 0


def test_steps_of_a_call_are_reported(made):
    told: list[tuple[float, str]] = []

    async def note(progress, total, message):
        told.append((progress, message))

    talk(made, lambda client: client.call_tool("ask", {"question": QUESTION}, progress_callback=note))
    assert [number for number, _ in told] == sorted({number for number, _ in told})
    assert any("Ukraine" in message for _, message in told)


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": "hello"}, "names nothing to look for"),
        ("ask", {"question": QUESTION, "sentences": 0}, "sentences"),
        ("ask", {"question": QUESTION, "files": ["none.md"]}, "none of 7 files"),
        ("ask", {}, "question"),
        ("search", {"question": ""}, "the question is empty"),
        ("read_lines", {"place": "../README.md:1"}, "no such file in the sources"),
        ("read_lines", {"place": "/etc/passwd:1"}, "no such file in the sources"),
        ("read_lines", {"place": "quickwire.txt:99"}, "1 to 9"),
        ("verify", {"text": ""}, "holds no sentence"),
        ("outline", {"files": ["none.md"]}, "no document has such a name"),
        ("delete", {}, "delete"),
    ],
)
def test_what_cannot_be_done_is_an_error_with_its_reason(made, tool, arguments, words):
    try:
        found = call(made, tool, **arguments)
    except MCPError as error:
        assert words in str(error)
    else:
        assert found.is_error
        assert words in found.content[0].text


def test_resources_are_the_sources_and_their_lines(made):
    listed = talk(made, lambda client: client.list_resources()).resources
    assert [str(one.uri) for one in listed] == ["summarize://sources"]
    (template,) = talk(made, lambda client: client.list_resource_templates()).resource_templates
    assert template.uri_template == "summarize://lines/{+file}/{place}"
    sources = json.loads(talk(made, lambda client: client.read_resource("summarize://sources")).contents[0].text)
    assert len(sources["files"]) == 7
    lines = talk(made, lambda client: client.read_resource("summarize://lines/quickwire.txt/3-5")).contents[0].text
    assert lines.startswith("quickwire.txt:3-5\n")


@pytest.mark.parametrize(
    "uri",
    [
        "summarize://lines/none.txt/1",
        "summarize://lines/quickwire.txt/99",
        "summarize://lines/../README.md/1",
        "summarize://lines/%2e%2e/README.md/1",
        "summarize://lines/%2Fetc%2Fpasswd/1",
        "summarize://secrets",
        "file:///etc/passwd",
    ],
)
def test_a_resource_that_is_none_is_refused(made, uri):
    with pytest.raises(MCPError):
        talk(made, lambda client: client.read_resource(uri))


def test_a_file_in_a_folder_with_blanks_and_marks_in_its_name_is_read(workspace, tmp_path):
    (tmp_path / "my notes").mkdir()
    (tmp_path / "my notes" / "a [1].txt").write_text("Berg said that the port would close.\n")
    made = server(Documents([tmp_path], workspace))
    place = call(made, "ask", question="what did Berg say").structured_content["sentences"][0]["citations"][0]
    assert place["file"] == "my notes/a [1].txt"
    for file in ("my%20notes/a%20%5B1%5D.txt", "my notes/a [1].txt"):
        found = talk(made, lambda client, file=file: client.read_resource(f"summarize://lines/{file}/1"))
        assert "the port would close" in found.contents[0].text


def test_a_second_question_loads_no_model_again(made, monkeypatch):
    first = call(made, "ask", question=QUESTION).structured_content
    monkeypatch.setattr("summarize.app.workspace._load_writer", lambda _: pytest.fail("the writer is loaded again"))
    monkeypatch.setattr("summarize.app.workspace._load_reader", lambda _: pytest.fail("the judge is loaded again"))
    monkeypatch.setattr(Workspace, "_load_encoder", lambda _: pytest.fail("the embedder is loaded again"))
    assert call(made, "ask", question=QUESTION).structured_content["sentences"] == first["sentences"]


def test_two_questions_over_standard_input_are_answered_alike(started):
    async def twice(client):
        found = [await client.call_tool("ask", {"question": QUESTION}) for _ in range(2)]
        return [one.structured_content for one in found]

    first, second = talk(started, twice)
    assert first["sentences"] == second["sentences"] != []


def test_ctrl_c_ends_the_server(started):
    process = subprocess.Popen([started.command, *started.args], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode() + b"\n")
    process.stdin.flush()
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.wait(20)
    process.stdin.close()
    process.stdout.close()


def test_nothing_but_the_protocol_is_on_standard_output(started, tmp_path):
    asked = [
        {"method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": INFO}, "id": 1},
        {"method": "notifications/initialized"},
        {"method": "tools/call", "params": {"name": "ask", "arguments": {"question": QUESTION}}, "id": 2},
        {"method": "tools/call", "params": {"name": "ask", "arguments": {"question": "hello"}}, "id": 3},
        {"method": "tools/list", "id": 4},
    ]
    typed = "".join(json.dumps({"jsonrpc": "2.0", **one}) + "\n" for one in asked)
    docs = tmp_path / "docs"
    shutil.copytree(EXAMPLES, docs)
    (docs / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    arguments = [str(docs) if one == str(EXAMPLES) else one for one in started.args]
    process = subprocess.Popen(
        [started.command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdin.write(typed)
    process.stdin.flush()
    rows = []
    while len([row for row in rows if "id" in row]) < 4:
        rows.append(json.loads(process.stdout.readline()))
    rest, _ = process.communicate(timeout=60)
    rows += [json.loads(line) for line in rest.splitlines()]
    assert {row["jsonrpc"] for row in rows} == {"2.0"}
    assert {row["id"] for row in rows if "id" in row} == {1, 2, 3, 4}
    assert process.returncode == 0


INFO = {"name": "test", "version": "1"}
USER = """
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
const [command, ...args] = process.argv.slice(2);
const client = new Client({ name: "test", version: "1" });
await client.connect(new StdioClientTransport({ command, args, stderr: "ignore" }));
const steps = [];
const call = (name, args) =>
  client.callTool({ name, arguments: args }, undefined, { onprogress: (step) => steps.push(step), timeout: 300000 });
const question = "what did Xi say on Ukraine";
const found = {
  tools: (await client.listTools()).tools.map((tool) => tool.name),
  ask: await call("ask", { question }),
  refused: await call("ask", { question: "what is the population of Beijing" }),
  search: await call("search", { question }),
  verify: await call("verify", { text: "Putin invited Xi to Moscow. [coastal_times.txt:5]" }),
  brief: await call("brief", { questions: [question] }),
  read_lines: await call("read_lines", { place: "quickwire.txt:3" }),
  outline: await call("outline", {}),
  error: await call("ask", { question: "hello" }),
  sources: await client.readResource({ uri: "summarize://sources" }),
  lines: await client.readResource({ uri: "summarize://lines/quickwire.txt/3" }),
  missing: await client.readResource({ uri: "summarize://lines/none.txt/3" }).catch((error) => ({ code: error.code })),
  steps,
};
console.log(JSON.stringify(found));
await client.close();
"""


def test_the_typescript_client_uses_every_tool_and_resource(started, tmp_path):
    node, client = needs.node(), needs.mcp_client()
    program = Path(shutil.copytree(client.parent.parent, tmp_path / "node_modules", symlinks=True)).parent / "user.mjs"
    program.write_text(USER, encoding="utf-8")
    ran = subprocess.run(
        [node, program, started.command, *started.args], capture_output=True, text=True, timeout=300, cwd=tmp_path
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert set(found["tools"]) == TOOLS
    assert found["ask"]["structuredContent"]["answered"] is True
    assert found["refused"]["structuredContent"]["answered"] is False
    assert found["verify"]["structuredContent"]["supported"] == 1
    assert found["brief"]["structuredContent"]["sections"]
    for name in ("search", "read_lines", "outline"):
        assert "isError" not in found[name] or not found[name]["isError"]
        assert found[name]["structuredContent"]
    assert found["error"]["isError"] is True
    assert len(json.loads(found["sources"]["contents"][0]["text"])["files"]) == 7
    assert found["lines"]["contents"][0]["text"].startswith("quickwire.txt:3")
    assert found["missing"]["code"] == -32602
    assert found["steps"]
