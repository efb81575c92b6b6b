"""A store for many machines loses nothing: whatever is killed, whoever reads meanwhile, whatever storage says."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, nullcontext, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from summarize.documents import sources
from summarize.errors import StoreError
from summarize.index import refresh
from summarize.index.database import open_database
from summarize.index.rows import Entry, Stamp
from summarize.index.store import NO_WORDS, Words
from tests import needs
from tests.conftest import one
from tests.index.stored import add, entry, now, put

FILES = 60
EXPIRED = b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>"""


@pytest.fixture(autouse=True)
def _engine():
    needs.lance()


def opened(address, embedder: str = "an embedder"):
    from summarize.index.lance.store import open_lance

    return closing(open_lance(str(address), embedder))


def texts_of(snapshot) -> dict[str, str]:
    """All that is stored, by path."""
    found = snapshot.sentences(snapshot.scope([*snapshot.paths([Path("/")])]).ids())
    assert len({stored.path for stored in found.values()}) == len(found)
    return {stored.path: stored.sentence.text for stored in found.values()}


class Encoder:
    """Stands in for the embedder: what is tested is the store."""

    name, english_only = "stub", True

    def encode(self, texts):
        return np.array([[len(text) % 7, 1.0, 2.0, 3.0] for text in texts], dtype=np.float32).reshape(-1, 4) / 9


class Dying(Encoder):
    """Kills its process at its first text, once for each marker in a folder."""

    def __init__(self, markers) -> None:
        self.markers = markers

    def encode(self, texts):
        for marker in sorted(self.markers.glob("die*")):
            with suppress(FileNotFoundError):  # the other worker was quicker
                marker.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().encode(texts)


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:02}.txt").write_text(f"Port {number} closed on Monday.\n")
    return folder


@pytest.fixture
def fan_out(docs, tmp_path, monkeypatch):
    """Brings a store up to date with two workers; gives what was done."""
    from summarize.index.lance import fan_out as module

    monkeypatch.setattr(module, "FILES", 5)
    monkeypatch.setattr(module.cpu, "processors", lambda: 2)

    def run(encoder=Encoder):
        with opened(tmp_path / "store") as store:
            found = sources.find([docs]).files
            return module.refresh(store, found, [docs], encoder, lambda *_: None, "auto")

    return run


def see(place) -> dict[str, str]:
    with opened(place) as store:
        return texts_of(now(store))


def test_workers_store_what_one_process_stores(fan_out, docs, tmp_path):
    assert fan_out().new == FILES
    with closing(open_database(tmp_path / "index", "an embedder")) as embedded:
        refresh.refresh(embedded, sources.find([docs]).files, [docs], Encoder, lambda *_: None)
        assert see(tmp_path / "store") == texts_of(now(embedded))
    (docs / "00.txt").unlink()
    (docs / "01.txt").write_text("Port 1 opened.\n")
    done = fan_out()
    assert (done.new, done.changed, done.removed, done.unchanged) == (0, 1, 1, FILES - 2)
    assert see(tmp_path / "store")[str(docs.resolve() / "01.txt")] == "Port 1 opened."


def test_files_of_a_worker_that_is_killed_are_done_by_another(fan_out, tmp_path):
    for number in range(2):
        (tmp_path / f"die{number}").touch()
    markers = tmp_path
    assert fan_out(lambda: Dying(markers)).new == FILES
    assert not list(tmp_path.glob("die*"))
    assert len(see(tmp_path / "store")) == FILES


def test_files_over_which_workers_die_again_and_again_are_named(fan_out, tmp_path):
    for number in range(100):
        (tmp_path / f"die{number}").touch()
    markers = tmp_path
    with pytest.raises(StoreError, match=r"\d\d\.txt.*: 3 workers died over these"):
        fan_out(lambda: Dying(markers))


KILLED = """
import os, signal, sys
from datetime import timedelta
from summarize.index.lance import store
from tests.index.stored import entry
from summarize.index.store import NO_WORDS

table, when, place = sys.argv[1:]
store.heads.KEPT = timedelta(0)  # as if what is there were old
commit = store.commit

def dying(uri, name, *rest):
    if (name, when) == (table, "before"):
        os.kill(os.getpid(), signal.SIGKILL)
    found = commit(uri, name, *rest)
    if (name, when) == (table, "after"):
        os.kill(os.getpid(), signal.SIGKILL)
    return found

store.commit = dying
opened = store.open_lance(place, "an embedder")
opened.publish([opened.stage([entry("/a.txt", "The harbour opened."), entry("/c.txt", "Berg left.")], NO_WORDS)], ["/b.txt"])
"""


@pytest.mark.parametrize("table", ["sentences", "words", "files"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_driver_that_is_killed_between_two_tables_leaves_the_state_before(tmp_path, monkeypatch, table, when):
    with opened(tmp_path / "store") as store:
        put(store, entry("/a.txt", "The port closed."), entry("/b.txt", "It rained."))
        before = texts_of(now(store))
        killed = subprocess.run([sys.executable, "-c", KILLED, table, when, tmp_path / "store"], capture_output=True, text=True)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert texts_of(now(store)) == before
        monkeypatch.setattr("summarize.index.lance.heads.KEPT", timedelta(0))  # and what the killed one tagged is old
        put(store, entry("/c.txt", "Berg stayed."))  # the next step starts from that state
        assert texts_of(now(store)) == before | {"/c.txt": "Berg stayed."}
        assert now(store).lexical(["harbour"], now(store).scope(["/a.txt"]), 5) == {}


def test_what_a_reader_has_open_stays_however_old_it_is(tmp_path, monkeypatch):
    from summarize.index.lance import heads as module

    with opened(tmp_path / "store") as store:
        put(store, entry("/a.txt", "The port closed."))
        before = now(store)
        expected = texts_of(before)
        monkeypatch.setattr(module, "KEPT", timedelta(seconds=2))
        time.sleep(2.5)
        put(store, entry("/a.txt", "The harbour opened."))  # the state before is superseded only now
        scope = before.scope(["/a.txt"])
        assert texts_of(before) == expected
        assert len(before.dense(before.vectors(scope.ids()), scope, 1)) == 1
        assert list(before.lexical(["port"], scope, 5)) == scope.ids()


def test_what_was_removed_is_gone_from_the_disk_once_no_reader_can_have_it_open(tmp_path, monkeypatch):
    from summarize.index.lance import heads as module

    def held() -> bool:
        return any(b"Nobodyknows" in path.read_bytes() for path in (tmp_path / "store").rglob("*.lance") if path.is_file())

    with opened(tmp_path / "store") as store:
        put(store, *(entry(f"/{number}.txt", f"Number {number} fell.") for number in range(50)), entry("/x.txt", "Nobodyknows."))
        assert held()
        monkeypatch.setattr(module, "KEPT", timedelta(0))
        store.publish([], removed=["/x.txt"])
        add(store, "/y.txt", "It rained.")
        add(store, "/z.txt", "It rained.")
        assert not held()
        assert now(store).count() == (52, 52)


def test_a_store_that_is_made_anew_is_seen_only_once_something_is_published(tmp_path):
    from summarize.index.lance.store import open_lance, read_lance

    with opened(tmp_path / "store") as store:
        put(store, entry("/a.txt", "The port closed."))
        anew = open_lance(str(tmp_path / "store"), "another", rebuild=True)
        assert texts_of(now(store)) == {"/a.txt": "The port closed."}
        put(anew, entry("/b.txt", "It rained."))
        assert texts_of(read_lance(str(tmp_path / "store"), "another")) == {"/b.txt": "It rained."}
        with pytest.raises(StoreError, match="made the store again; run this again"):
            add(store, "/c.txt", "It snowed.")
        assert texts_of(read_lance(str(tmp_path / "store"), "another")) == {"/b.txt": "It rained."}


def test_two_drivers_that_make_a_store_at_once_do_not_mix(tmp_path):
    with opened(tmp_path / "store") as one, opened(tmp_path / "store") as other:
        add(one, "/a.txt", "The port closed.")
        with pytest.raises(StoreError, match="run this again"):
            add(other, "/b.txt", "It rained.")
        assert texts_of(now(one)) == {"/a.txt": "The port closed."}


@pytest.mark.parametrize("table", ["sentences", "files"])
@pytest.mark.parametrize("when", ["before", "within", "after"])
@pytest.mark.parametrize("where", ["folder", "s3"])
def test_of_two_drivers_on_two_machines_one_publishes_and_the_other_says_so(tmp_path, monkeypatch, request, table, when, where):
    from summarize.index.lance import commit as module
    from summarize.index.lance import store as stores

    address = f"s3://{request.getfixturevalue('bucket')[0]}/index" if where == "s3" else tmp_path / "store"
    steps = {"before": module.commit, "within": module._keep_fast, "after": module.commit}
    others = [entry("/other.txt", "It snowed.", "It froze.")]

    def beside(*given, **more):
        """Do the step, and let the other driver publish before or after it, once."""
        if table in given and when != "after":
            publish()
        found = steps[when](*given, **more)
        if table in given and when == "after":
            publish()
        return found

    def publish():
        while others:
            other = others.pop()
            with opened(address) as second:
                put(second, other)

    with opened(address) as first:
        put(first, entry("/a.txt", "The port closed."), entry("/b.txt", "It rained."))
        monkeypatch.setattr(stores.heads, "locked", lambda root: nullcontext())  # a lock reaches no other machine
        monkeypatch.setattr(stores.heads, "LEASE", -1)  # and the first one has taken too long
        monkeypatch.setattr(*((module, "_keep_fast") if when == "within" else (stores, "commit")), beside)
        new = (entry("/a.txt", "The harbour opened."), entry("/c.txt", "Berg left."))
        with pytest.raises(StoreError, match="another driver") as caught:
            put(first, *new)
        assert "\n" not in str(caught.value)
        assert said_in(first) == {"The port closed.", "It rained.", "It snowed.", "It froze."}
        put(first, *new)
        assert said_in(first) == {"The harbour opened.", "It rained.", "It snowed.", "It froze.", "Berg left."}
        assert len(now(first).lexical(["harbour"], now(first).scope(["/a.txt"]), 5)) == 1


@pytest.mark.parametrize("where", ["folder", "s3"])
def test_a_driver_waits_for_one_on_another_machine_and_gives_up_with_a_line(tmp_path, monkeypatch, request, where):
    from summarize.index.lance import store as module

    address = f"s3://{request.getfixturevalue('bucket')[0]}/index" if where == "s3" else tmp_path / "store"
    commit, machine, refused = module.commit, ["first"], []

    def beside(uri, name, *rest):
        """Commit; meanwhile another machine tries to publish."""
        machine[:] = ["second"]
        with opened(address) as second, pytest.raises(StoreError, match="another driver") as caught:
            put(second, entry(f"/{name}.txt", "It snowed."))
        refused.append(str(caught.value))
        machine[:] = ["first"]
        return commit(uri, name, *rest)

    with opened(address) as first:
        put(first, entry("/a.txt", "The port closed."))
        monkeypatch.setattr(module.heads, "locked", lambda root: nullcontext())  # a lock reaches no other machine
        monkeypatch.setattr(module.heads, "_machine", lambda: machine[0])
        monkeypatch.setattr(module.heads, "PATIENCE", -1)
        with monkeypatch.context() as now_and_then:
            now_and_then.setattr(module, "commit", beside)
            put(first, entry("/a.txt", "The harbour opened."))
        assert len(refused) == 3
        machine[:] = ["second"]
        put(first, entry("/b.txt", "It snowed."))  # the first has ended: nobody is waited for
        assert said_in(first) == {"The harbour opened.", "It snowed."}


def test_a_run_that_failed_keeps_no_other_machine_waiting(tmp_path, monkeypatch):
    from summarize.index.lance import store as module

    def failing(*given):
        raise KeyboardInterrupt

    with opened(tmp_path / "store") as store:
        add(store, "/a.txt", "The port closed.")
        with monkeypatch.context() as once:
            once.setattr(module, "commit", failing)
            with pytest.raises(KeyboardInterrupt):
                add(store, "/b.txt", "It snowed.")
        monkeypatch.setattr(module.heads, "_machine", lambda: "another")
        monkeypatch.setattr(module.heads, "PATIENCE", -1)
        add(store, "/b.txt", "It snowed.")
        assert said_in(store) == {"The port closed.", "It snowed."}


def test_a_word_has_one_vector_however_many_workers_stage_it(tmp_path):
    words = Words(["port", "rain"], np.ones((2, 8), dtype=np.float32))
    with opened(tmp_path / "store") as store:
        one_, other = (store.stage([entry(path, "The port closed.")], words) for path in ("/a.txt", "/b.txt"))
        store.publish([one_, other])
        assert store.with_vector(["port", "snow"]) == {"port"}
        store.publish([store.stage([entry("/c.txt", "It rained.")], words)])
        assert now(store).state.count("words") == 2


def test_a_long_run_goes_on_when_what_it_began_from_is_gone(tmp_path):
    from summarize.index.lance.contents import forget
    from summarize.index.lance.store import LanceStore

    with opened(tmp_path / "store") as store:
        put(store, entry("/a.txt", "The port closed."), entry("/b.txt", "It rained."))
        worker = LanceStore(store.root, store.head, store.reserve(4))
        assert forget(store.root, [Path("/b.txt")]) == ("/b.txt",)
        assert worker.with_vector(["port"]) == set()


def test_a_store_that_was_made_again_twice_leaves_nothing_of_the_first_one(tmp_path):
    from summarize.index.lance.contents import forget
    from summarize.index.lance.store import open_lance

    with opened(tmp_path / "store") as store:
        put(store, entry("/a.txt", "Nobodyknows."), entry("/b.txt", "It rained."))
    for _ in range(2):
        with closing(open_lance(str(tmp_path / "store"), "an embedder", rebuild=True)) as store:
            put(store, entry("/a.txt", "Nobodyknows."), entry("/b.txt", "It rained."))
            store.stage([entry("/x.txt", "Nobodyknows. It was never published.")], NO_WORDS)
    assert forget(str(tmp_path / "store"), [Path("/a.txt")]) == ("/a.txt",)
    assert not [path for path in (tmp_path / "store").rglob("*") if path.is_file() and b"obodyknow" in path.read_bytes()]
    assert see(tmp_path / "store") == {"/b.txt": "It rained."}


def test_a_store_is_made_again_though_another_run_writes_meanwhile(tmp_path):
    from summarize.index.lance.store import open_lance

    with opened(tmp_path / "store") as store:
        add(store, "/a.txt", "The port closed.")
        anew = open_lance(str(tmp_path / "store"), "an embedder", rebuild=True)
        store.reserve(10)
        put(anew, entry("/b.txt", "It rained."))
    assert see(tmp_path / "store") == {"/b.txt": "It rained."}


def said_in(store) -> set[str]:
    """The texts of all sentences, by each of their searches."""
    index = now(store)
    scope = index.scope([*index.paths([Path("/")])])
    assert len(scope) == index.count()[1]
    assert len(index.dense(np.ones((1, 8), dtype=np.float32), scope, 100)) == len(scope)
    return {stored.sentence.text for stored in index.sentences(scope.ids()).values()}


def test_a_store_of_another_embedder_or_version_is_refused_with_the_way_out(tmp_path, monkeypatch):
    from summarize.index.lance import store as module

    with opened(tmp_path / "store") as store:
        add(store, "/a.txt", "The port closed.")
    for use in (lambda: opened(tmp_path / "store", "another"), lambda: module.read_lance(str(tmp_path / "store"), "another")):
        with pytest.raises(StoreError, match=r"another embedder .*--rebuild"):
            use()
    monkeypatch.setattr(module.heads, "FORMAT", "9")
    with pytest.raises(StoreError, match=r"another version.*--rebuild"):
        opened(tmp_path / "store")


def test_vectors_in_groups_find_what_a_comparison_with_each_finds(tmp_path, monkeypatch):
    from summarize.index.lance import commit as module

    monkeypatch.setattr(module, "EXACT_UP_TO", 500)
    monkeypatch.setattr(module, "PARTS", 3)
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(3000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with opened(tmp_path / "store") as store:
        for file in range(30):
            some = vectors[100 * file : 100 * file + 100]
            put(store, Entry(f"/{file:02}.txt", Stamp(1, 2, "x"), [(one("It rained."), "hash")] * 100, some))
        found = now(store)
        for paths in ([f"/{file:02}.txt" for file in range(30)], ["/07.txt", "/21.txt"]):
            scope = found.scope(paths)
            held = found.vectors(scope.ids())
            for query in vectors[::300]:
                expected = {scope.ids()[row] for row in np.argsort(-(held @ query))[:10]}
                assert len(expected & found.dense(query[None], scope, 10).keys()) >= 9


def publish_generations(place, count: int) -> None:
    with opened(place) as store:
        for generation in range(count):
            put(store, *(entry(f"/{file}.txt", f"Generation {generation} of this file.") for file in range(8)))


def read_generations(place, ended, seen) -> None:
    from summarize.index.lance.store import read_lance

    while not ended.is_set():
        with closing(read_lance(str(place), "an embedder")) as snapshot:
            scope = snapshot.scope([f"/{file}.txt" for file in range(8)])
            time.sleep(0.05)  # what is published now is not in it
            found = {stored.sentence.text for stored in snapshot.sentences(scope.ids()).values()}
            matched = snapshot.lexical(["generation"], scope, 100)
            seen.put((sorted(found), len(scope), len(matched)))


def test_each_of_four_askers_sees_one_state_while_files_are_published(tmp_path):
    publish_generations(tmp_path / "store", 1)
    context = multiprocessing.get_context("spawn")
    ended, seen = context.Event(), context.Queue()
    askers = [context.Process(target=read_generations, args=(tmp_path / "store", ended, seen)) for _ in range(4)]
    for asker in askers:
        asker.start()
    states = [seen.get(timeout=120) for _ in askers]
    publish_generations(tmp_path / "store", 8)
    states += [seen.get(timeout=120) for _ in askers]
    ended.set()
    while any(asker.is_alive() for asker in askers) or not seen.empty():
        if not seen.empty():
            states.append(seen.get())
    assert all(asker.exitcode == 0 for asker in askers)
    assert {(len(texts), sentences, matched) for texts, sentences, matched in states} == {(1, 8, 8)}
    assert len({texts[0] for texts, *_ in states}) > 1


def test_a_bucket_that_vanishes_is_an_error_in_one_line(bucket):
    name, client = bucket
    with opened(f"s3://{name}/index") as store:
        add(store, "/a.txt", "The port closed.")
        for held in client.list_objects_v2(Bucket=name)["Contents"]:
            client.delete_object(Bucket=name, Key=held["Key"])
        client.delete_bucket(Bucket=name)
        for call in (store.snapshot, lambda: add(store, "/b.txt", "It rained.")):
            with pytest.raises(StoreError, match=rf"s3://{name}/index: ") as caught:
                call()
            assert "\n" not in str(caught.value)


class Expired(BaseHTTPRequestHandler):
    """Storage that says that the credential has expired, whatever is asked."""

    def do_GET(self):
        self.send_response(400)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(EXPIRED)))
        self.end_headers()
        self.wfile.write(EXPIRED)

    do_PUT = do_POST = do_DELETE = do_GET  # noqa: N815 - as http.server calls them

    def do_HEAD(self):
        self.send_response(400)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_a_credential_that_expires_is_an_error_in_one_line_and_loses_nothing(bucket, monkeypatch):
    name, _ = bucket
    address = f"s3://{name}/index"
    with opened(address) as store:
        add(store, "/a.txt", "The port closed.")
    expired = ThreadingHTTPServer(("127.0.0.1", 0), Expired)
    threading.Thread(target=expired.serve_forever, daemon=True).start()
    with pytest.MonkeyPatch.context() as there:
        there.setenv("AWS_ENDPOINT", f"http://127.0.0.1:{expired.server_port}")
        with pytest.raises(StoreError, match=rf"{address}: .*ExpiredToken") as caught, opened(address) as store:
            add(store, "/b.txt", "It rained.")
        assert "\n" not in str(caught.value)
    expired.shutdown()
    expired.server_close()
    assert see(address) == {"/a.txt": "The port closed."}


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="mounting takes root on Linux")
def test_a_disk_that_is_full_is_an_error_in_one_line_and_loses_nothing(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("root of a container may lack the right to mount: a tmpfs was refused")
    try:
        with opened(place / "store") as store:
            add(store, "/a.txt", "The port closed.")
            long = [f"{number} {' '.join(map(str, range(200)))}." for number in range(2000)]
            with pytest.raises(StoreError, match="disk is full") as caught:
                add(store, "/b.txt", *long)
            assert "\n" not in str(caught.value)
            assert texts_of(now(store)) == {"/a.txt": "The port closed."}
    finally:
        subprocess.run(["umount", str(place)], check=True)
