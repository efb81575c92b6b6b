"""Attacks on the page: other sites and ports, made-up addresses, huge and slow requests. All are refused; the page goes on."""

import http.client
import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Error

from tests import needs
from tests.conftest import EXAMPLES
from tests.serve.conftest import free_port, serving

SECRET = "the vault opens at noon"
QUESTION = "what did Xi say on Ukraine"


class Client:
    """A client without a browser, which says whatever it likes."""

    def __init__(self, server) -> None:
        self.port = server.port
        self.cookie = self.ask("GET", f"/?token={server.token}")[1]["set-cookie"].partition(";")[0]
        self.form = re.search(r'name="form" value="(\w+)"', self.ask("GET", "/", Cookie=self.cookie)[2])[1]

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in named)
        for name, value in named.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode() if body is not None else None)
        answer = connection.getresponse()
        found = (
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read().decode("utf-8", "replace"),
        )
        connection.close()
        return found

    def post(self, path: str, origin: str | None = None, **fields: str) -> tuple[int, dict[str, str], str]:
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Origin": origin or f"http://127.0.0.1:{self.port}"}
        return self.ask("POST", path, urlencode({"form": self.form, **fields}), **headers)


@pytest.fixture(scope="module")
def client(served):
    return Client(served)


@pytest.fixture
def elsewhere():
    """Serves one page on another port of this machine."""
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", pages
    server.shutdown()
    server.server_close()
    thread.join()


def still_answers(client) -> bool:
    return client.ask("GET", "/", Cookie=client.cookie)[0] == 200


def test_a_name_that_is_bound_to_this_machine_from_outside_is_refused(served):
    ask = Client.__new__(Client)
    ask.port = served.port
    for host in (f"evil.test:{served.port}", "evil.test", f"127.0.0.1.evil.test:{served.port}", f"localhost.:{served.port}", ""):
        assert ask.ask("GET", f"/?token={served.token}", Host=host)[0] in {400, 421}


def test_a_browser_that_is_led_here_under_another_name_sees_nothing(browser, served):
    options = [*needs.QUIET, "--host-resolver-rules=MAP evil.test 127.0.0.1"]
    other = browser.browser_type.launch(executable_path=needs.chromium(), args=options)
    try:
        page = other.new_page()
        answer = page.goto(f"http://evil.test:{served.port}/?token={served.token}")
        assert answer.status == 421
        assert page.context.cookies() == []
    finally:
        other.close()


@pytest.mark.parametrize("path", ["/", "/sources", "/static/page.js", "/answers/x", "/sources/events"])
def test_nothing_is_shown_without_the_token(served, path):
    ask = Client.__new__(Client)
    ask.port = served.port
    status, _, text = ask.ask("GET", path)
    assert status == 403
    assert "Open the address that `summarize serve` printed" in text


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "%00", "x" * 5000])
def test_a_wrong_or_stale_token_is_refused(served, token):
    ask = Client.__new__(Client)
    ask.port = served.port
    status, headers, _ = ask.ask("GET", f"/?token={token}")
    assert status == 403
    assert "set-cookie" not in headers


def test_a_cookie_of_another_run_is_refused(client):
    for cookie in (f"summarize-{client.port}=stale", client.cookie + "x", "summarize-1=x", "\x01=;;;"):
        assert client.ask("GET", "/", Cookie=cookie)[0] == 403


def test_the_cookie_is_for_this_page_alone(served):
    ask = Client.__new__(Client)
    ask.port = served.port
    status, headers, text = ask.ask("GET", f"/?token={served.token}")
    assert status == 200
    assert '<meta http-equiv="refresh" content="0;url=/">' in text
    cookie = headers["set-cookie"].lower()
    assert cookie.startswith(f"summarize-{served.port}=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_every_answer_forbids_scripts_of_others_frames_and_referrers(client):
    for path in ("/", "/sources", "/static/page.css", "/nothing", "/answers/none"):
        _, headers, _ = client.ask("GET", path, Cookie=client.cookie)
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("path", ["/ask", "/verify", "/briefing", "/sources/read", "/sources/remove", "/answers/x/stop"])
def test_a_form_without_the_token_or_from_elsewhere_is_refused(client, path):
    assert client.post(path, form="")[0] == 403
    assert client.post(path, form="0" * 64)[0] == 403
    for origin in (
        "null",
        "http://evil.test",
        f"http://localhost:{client.port}",
        "http://127.0.0.1:1",
        f"https://127.0.0.1:{client.port}",
    ):
        assert client.post(path, origin=origin)[0] == 403
    body, kind = urlencode({"form": client.form}), "application/x-www-form-urlencoded"
    assert client.ask("POST", path, body, Cookie=client.cookie, Content_Type=kind)[0] == 403
    own = f"http://127.0.0.1:{client.port}"
    assert (
        client.ask("POST", path, body, Cookie=client.cookie, Content_Type=kind, Origin=own, Sec_Fetch_Site="same-site")[0] == 403
    )
    assert still_answers(client)


def test_a_form_of_a_page_on_another_port_is_refused(window, elsewhere, served):
    address, pages = elsewhere
    opened = window()
    pages["/"] = (
        f'<form method="post" action="{served.origin}/ask"><input name="question" value="stolen"></form>'
        "<script>document.forms[0].submit()</script>"
    )
    with opened.page.expect_response(lambda response: response.url == f"{served.origin}/ask") as answer:
        opened.page.goto(address)
    assert answer.value.status == 403
    opened.go("/")
    assert "stolen" not in opened.page.content()


def test_a_page_on_another_port_cannot_read_or_frame_this_one(window, elsewhere, served):
    address, pages = elsewhere
    opened = window()
    pages["/"] = f'<iframe src="{served.origin}/"></iframe><script src="{served.origin}/static/page.js"></script>'
    opened.page.goto(address)
    opened.page.wait_for_load_state("networkidle")
    framed = next(frame for frame in opened.page.frames if frame != opened.page.main_frame)
    assert not framed.url.startswith(served.origin)
    assert any("frame" in line.lower() for line in opened.said)
    with pytest.raises(Error):
        opened.page.evaluate("address => fetch(address, { credentials: 'include' }).then(answer => answer.text())", served.origin)


UP = ["../../secret.txt", "..%2f..%2fsecret.txt", "%2e%2e/secret.txt", "..\\secret.txt", "/etc/passwd", "%00", "....//secret.txt"]


def test_made_up_names_and_paths_reach_nothing(browser, models_folder, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("Berg said that the port would close.\n")
    (tmp_path / "secret.txt").write_text(SECRET)
    with serving(tmp_path, models_folder, "--port", free_port(), sources=(docs,)) as server:
        client = Client(server)
        made = client.post("/ask", question="what did Berg say")[1]["location"]
        wait_until(lambda: "would close" in client.ask("GET", made, Cookie=client.cookie)[2])
        for name in UP:
            paths = [
                f"/{name}",
                f"/static/{name}",
                f"/sources/{name}",
                f"/answers/{name}",
                f"{made}/cited/{name}",
                f"{made}/export/{name}",
                f"{made}?cite={quote(name)}",
                f"{made}?cite=0.{quote(name)}&more={quote(name)}",
                f"/{name}/{made.rpartition('/')[2]}",
                f"/sources?message={quote(name)}",
            ]
            for path in paths:
                status, _, text = client.ask("GET", path, Cookie=client.cookie)
                assert status in {200, 303, 400, 403, 404}, (path, status)
                assert SECRET not in text
                assert "root:" not in text
            for path, field in (("/sources/remove", "id"), (f"{made}/edit", "statement"), ("/ask", "since")):
                assert client.post(path, **{field: name})[0] in {303, 403, 404}
        assert (tmp_path / "secret.txt").read_text() == SECRET
        assert (docs / "a.txt").exists()
        assert still_answers(client)
    assert "Traceback" not in (tmp_path / "errors.txt").read_text()


def wait_until(happened, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def upload(client, name: str, content: bytes) -> int:
    boundary = "x" * 20
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="form"\r\n\r\n{client.form}\r\n'.encode()]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    body = b"".join([*parts, head.encode(), content, f"\r\n--{boundary}--\r\n".encode()])
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=60)
    headers = {"Cookie": client.cookie, "Origin": f"http://127.0.0.1:{client.port}"}
    connection.request("POST", "/sources/add", body, {**headers, "Content-Type": f"multipart/form-data; boundary={boundary}"})
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize(
    "name", ["../../escaped.txt", "..\\\\..\\\\escaped.txt", "/tmp/escaped.txt", "a/../../escaped.txt", ".hidden/escaped.txt"]
)
def test_an_uploaded_file_stays_in_the_folder_of_uploads(client, served, name):
    assert upload(client, name, b"Ruiz said that the pier would open.\n") == 303
    kept = [path for path in served.uploads.rglob("*escaped*.txt") if path.is_file()]
    assert kept
    for path in kept:
        assert path.resolve().is_relative_to(served.uploads.resolve())
        assert not any(part.startswith(".") for part in path.relative_to(served.uploads).parts)
        assert path.stat().st_mode & 0o077 == 0
        path.unlink()
    assert not list(served.uploads.parent.glob("escaped*"))
    assert not list(served.uploads.parent.parent.glob("escaped*"))


def test_a_name_that_is_none_is_refused(client):
    assert upload(client, "..", b"x") == 400


def test_a_file_of_the_same_name_does_not_replace_the_first(client, served):
    for text in (b"Berg said one.\n", b"Berg said two.\n"):
        assert upload(client, "same.txt", text) == 303
    assert (served.uploads / "same.txt").read_bytes() == b"Berg said one.\n"
    assert (served.uploads / "same (2).txt").read_bytes() == b"Berg said two.\n"


def test_two_files_of_one_name_that_come_at_once_are_both_kept_whole(client, served):
    contents = [letter * 3_000_000 for letter in (b"A", b"B", b"C")]
    threads = [threading.Thread(target=upload, args=(client, "twin.txt", content)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = sorted(path.read_bytes() for path in served.uploads.glob("twin*"))
    for path in served.uploads.glob("twin*"):
        path.unlink()
    assert kept == contents


def test_a_folder_with_other_files_is_not_taken_for_uploads(summarize, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("Berg said that the port would close.\n")
    for source, folder in ((EXAMPLES, tmp_path / "mine"), (tmp_path / "mine", tmp_path / "mine"), (tmp_path, tmp_path / "new")):
        ran = summarize("serve", source, "--uploads", folder)
        assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1)
        assert "--uploads" in ran.stderr
    assert (tmp_path / "mine" / "a.txt").exists()


def test_cookies_of_other_programs_on_this_machine_do_not_lock_the_user_out(client):
    for other in ('prefs={"theme": "dark"}', "tabs[0]=x", "a=" + "x" * 5000, "a=b"):
        assert client.ask("GET", "/", Cookie=f"{other}; {client.cookie}")[0] == 200


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "0", "x"])
def test_a_number_that_is_none_is_no_fault(client, number):
    made = client.post("/ask", question=QUESTION, sentences=number)
    assert made[0] == 303
    assert client.ask("GET", f"{made[1]['location']}?cite=0.{quote(number)}", Cookie=client.cookie)[0] == 200
    assert client.post("/briefing", minutes=number, questions=QUESTION)[0] == 303


def test_an_upload_of_two_gigabytes_is_refused_before_it_is_sent(client, served):
    before = list(served.uploads.rglob("*"))
    with socket.create_connection(("127.0.0.1", client.port), timeout=30) as connection:
        connection.sendall(head(client, "/sources/add", "Content-Length: 2000000000"))
        connection.sendall(b"x" * 100_000)
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
    assert list(served.uploads.rglob("*")) == before
    assert still_answers(client)


def test_a_body_that_does_not_say_its_length_is_cut_off(models_folder, tmp_path):
    with serving(tmp_path, models_folder, "--port", free_port(), "--max-upload", 1) as server:
        client = Client(server)
        with socket.create_connection(("127.0.0.1", client.port), timeout=30) as connection:
            connection.sendall(head(client, "/sources/add", "Transfer-Encoding: chunked"))
            answered = sent = 0
            connection.setblocking(False)
            while sent < 30_000_000 and not answered:
                try:
                    connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
                    sent += 0x10000
                except BlockingIOError:
                    time.sleep(0.01)
                except OSError:
                    break
                try:
                    answered = connection.recv(100).startswith(b"HTTP/1.1 413")
                except BlockingIOError:
                    continue
                except OSError:
                    break
        assert sent < 30_000_000
        assert still_answers(client)
        assert [path.name for path in server.uploads.rglob("*")] == [".summarize-uploads"]


def head(client, path: str, *lines: str) -> bytes:
    rows = [
        f"POST {path} HTTP/1.1",
        f"Host: 127.0.0.1:{client.port}",
        f"Origin: http://127.0.0.1:{client.port}",
        f"Cookie: {client.cookie}",
    ]
    return ("\r\n".join([*rows, "Content-Type: multipart/form-data; boundary=x", *lines]) + "\r\n\r\n").encode()


def test_two_hundred_slow_connections_do_not_keep_others_waiting_and_are_ended(client):
    slow = [socket.create_connection(("127.0.0.1", client.port), timeout=60) for _ in range(200)]
    for number, connection in enumerate(slow):
        connection.sendall(b"GET / HTTP/1.1\r\nHost: " if number % 2 else head(client, "/ask", "Content-Length: 1000"))
    for _ in range(3):
        started = time.monotonic()
        assert still_answers(client)
        assert time.monotonic() - started < 10
        for connection in slow:
            connection.send(b"x")
    deadline = time.monotonic() + 60
    ended = 0
    for connection in slow:
        connection.settimeout(max(deadline - time.monotonic(), 0.1))
        try:
            ended += connection.recv(1) in {b"", b"H"}
        except ConnectionError:
            ended += 1
        connection.close()
    assert ended == 200
    assert still_answers(client)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(client, method):
    assert client.ask(method, "/", Cookie=client.cookie)[0] == 405


def test_answers_of_one_window_are_not_shown_in_another(client, served):
    made = client.post("/ask", question=QUESTION)[1]["location"]
    other = Client(served)
    for path in (made, f"{made}/events", f"{made}/export/text", f"{made}/cited/0.0"):
        assert other.ask("GET", path, Cookie=other.cookie)[0] == 404
    assert other.post(f"{made}/stop")[0] == 404


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="listening sockets are read from /proc, which Linux has")
def test_it_listens_on_this_machine_alone(served):
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[3] == "0A" and int(row[1].partition(":")[2], 16) == served.port]
    assert listening == [f"0100007F:{served.port:04X}"]


def test_a_port_that_is_taken_is_one_clear_line(summarize, served):
    ran = summarize("serve", EXAMPLES, "--port", served.port)
    assert ran.returncode == 2
    assert f"127.0.0.1:{served.port}: cannot be listened on" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_without_sources_it_says_what_to_name(summarize):
    ran = summarize("serve")
    assert ran.returncode == 2
    assert "--uploads" in ran.stderr
