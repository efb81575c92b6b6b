"""A store that many machines read gives what an index in a folder gives, through every door."""

import json
import random
import urllib.request
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from summarize.app.library import Documents
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.documents import sources
from summarize.index.store import Words
from summarize.models.embedder import Encoder
from tests import needs
from tests.conftest import EXAMPLES
from tests.index.stored import entry, now
from tests.mcp.test_server import call, talk
from tests.serve.conftest import free_port, serving

TOWNS = ("Aldmouth", "Brenwick", "Carrow", "Dunley", "Esk", "Farleigh", "Gorran", "Hythe")
PEOPLE = ("Ana Reis", "Tomas Berg", "Ida Kovac", "Piotr Lund", "Mara Quist", "Owen Tarrant", "Lena Falk", "Samir Haddad")
THINGS = ("bridge", "ferry", "harbour wall", "library", "market hall", "reservoir", "school", "tram line")
ACTS = ("be repaired", "be closed", "be sold", "be painted", "be moved", "be rebuilt")


@pytest.fixture(scope="module", autouse=True)
def _engine():
    needs.lance()


@pytest.fixture(scope="module")
def store(tmp_path_factory, workspace) -> Workspace:
    """The loaded models over a store that two workers have made of the examples."""
    place = str(tmp_path_factory.mktemp("store") / "examples")
    asked = over(workspace, place)
    done = Documents([EXAMPLES], asked).index(ray="auto")
    assert (done.new, done.files) == (7, 7)
    return asked


def over(workspace: Workspace, place: str) -> Workspace:
    return Workspace(replace(workspace.setup, store=place), encoder=workspace.encoder, writer=workspace.writer)


class OneByOne:
    """The embedder, given each text alone: what it gives for a text depends a little on those that it is given with."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.english_only, self._encoder = encoder.name, encoder.english_only, encoder

    def encode(self, texts):
        return np.concatenate([self._encoder.encode([text]) for text in texts]) if texts else self._encoder.encode(texts)


def one_by_one(models) -> OneByOne:
    return OneByOne(Workspace(Setup(models, Path())).encoder)


def write_town_papers(folder) -> list[str]:
    """Write 500 files by rule; return questions on them."""
    chance = random.Random("papers")
    folder.mkdir()
    for number in range(500):
        lines = []
        for _ in range(4):
            who, town, thing, act = map(chance.choice, (PEOPLE, TOWNS, THINGS, ACTS))
            lines.append(f"{who} said the {thing} in {town} would {act} in {chance.randint(2, 40)} weeks.")
        (folder / f"paper-{number:03}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    about = [(chance.choice(PEOPLE), chance.choice(THINGS), chance.choice(TOWNS)) for _ in range(30)]
    return [f"what did {who} say about the {thing} in {town}" for who, thing, town in about]


def test_answers_over_500_files_are_those_of_an_index_in_a_folder(workspace, tmp_path):
    from summarize.index.lance import fan_out
    from summarize.index.lance.store import open_lance

    papers, setup = [tmp_path / "papers"], replace(workspace.setup, index=tmp_path / "index")
    questions = write_town_papers(*papers)
    with closing(open_lance(str(tmp_path / "store"), setup.embedder_identity())) as store:
        load = partial(one_by_one, setup.models)
        done = fan_out.refresh(store, sources.find(papers).files, papers, load, lambda *_: None, fan_out.HERE)
    assert (done.new, done.sentences) == (500, 2000)
    models = {"encoder": OneByOne(workspace.encoder), "writer": workspace.writer}
    ours = Documents(papers, Workspace(replace(setup, store=str(tmp_path / "store")), **models))
    theirs = Documents(papers, Workspace(setup, **models))
    for question in questions:
        assert ours.search(question).passages == theirs.search(question).passages
    for question in questions[:5]:
        assert ours.ask(question).sentences == theirs.ask(question).sentences


@pytest.mark.parametrize("question", ["what did Xi say on Ukraine", "how much has trade grown", "who is the mayor of Paris"])
def test_answers_on_the_examples_are_those_of_an_index_in_a_folder(store, workspace, question):
    ours, theirs = (Documents([EXAMPLES], each).ask(question).to_dict() for each in (store, workspace))
    assert said(ours) == said(theirs)
    assert {one["text"] for one in ours["nearest"]} == {one["text"] for one in theirs["nearest"]}


def said(answer: dict) -> list[tuple[str, set[tuple[str, int]]]]:
    """The sentences of an answer, each with the places that it cites."""
    return [(one["text"], {(place["file"], place["line"]) for place in one["citations"]}) for one in answer["sentences"]]


def test_all_that_can_be_done_with_an_index_in_a_folder_can_be_done_with_a_store(store, workspace):
    ours, theirs = (Documents([EXAMPLES], each) for each in (store, workspace))
    assert ours.sources().files == theirs.sources().files
    assert ours.sources(most=2).files == theirs.sources().files[:2]
    assert ours.sources(most=2).more == 5
    assert ours.only("*.md").outline().to_dict() == theirs.only("*.md").outline().to_dict()
    assert ours.lines("quickwire.txt:3").to_dict() == theirs.lines("quickwire.txt:3").to_dict()
    text = "Putin invited Xi to Moscow. [coastal_times.txt:5] Xi invited Putin to Moscow. [coastal_times.txt:5]"
    assert ours.verify(text=text).to_dict() == theirs.verify(text=text).to_dict()
    talk = ours.chat()
    assert talk.ask("what did Xi say on Ukraine").answered
    assert talk.keep_to_cited()
    assert "Xi" in talk.ask("and on Taiwan?").question
    assert [section.heading for section in ours.brief().sections] == [section.heading for section in theirs.brief().sections]
    named = ours.only("meridian*").ask("what did Xi say on Ukraine")
    assert {place.file for one in named.sentences for place in one.citations} == {"meridian_post.md"}


def test_an_agent_reads_a_store(store):
    from summarize.mcp.server import server

    made = server(Documents([EXAMPLES], store))
    assert call(made, "ask", question="what did Xi say on Ukraine").structured_content["answered"]
    (read,) = talk(made, lambda client: client.read_resource("summarize://sources")).contents
    assert len(json.loads(read.text)["files"]) == 7


def test_the_page_reads_a_store(store, tmp_path, models_folder):
    options = ("--store", store.setup.store, "--port", free_port())
    with serving(tmp_path, models_folder, *options, uploads=False) as server:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert opener.open(server.address, timeout=60).status == 200
        with opener.open(f"{server.origin}/sources/events", timeout=120) as events:
            assert "7 files to answer from" in events.read().decode()
        assert "quickwire.txt" in opener.open(f"{server.origin}/sources", timeout=60).read().decode()


def test_a_store_is_looked_into_and_made_to_forget(summarize, tmp_path):
    there = ("--store", tmp_path / "store")
    built = summarize("index", EXAMPLES, *there)
    assert built.stdout.startswith("7 new, 0 changed")
    assert "7 files in" in summarize("index", "list", *there).stdout
    assert "sentences of 7 files" in summarize("doctor", *there).stdout
    gone = summarize("index", "remove", EXAMPLES / "quickwire.txt", *there)
    assert (gone.returncode, gone.stdout) == (0, "1 file removed from the index\n")
    assert "quickwire" not in summarize("index", "list", *there).stdout
    assert summarize("index", "remove", tmp_path / "other", *there).returncode == 2
    shared = {"SUMMARIZE_STORE": str(tmp_path / "store")}
    assert "6 files in" in summarize("index", "list", env=shared).stdout
    named = summarize("index", "remove", EXAMPLES, "--index", tmp_path / "mine", env=shared)
    assert named.returncode == 2  # the index that was named holds nothing, and the store was not meant
    assert "6 files in" in summarize("index", "list", env=shared).stdout
    for command in ("list", "remove"):
        source = [EXAMPLES] if command == "remove" else []
        missing = summarize("index", command, *source, "--store", tmp_path / "none")
        assert missing.returncode == 2
        assert "holds no store" in missing.stderr
    assert summarize("doctor", "--store", tmp_path / "none").returncode == 1


def test_nothing_of_what_a_store_was_made_to_forget_is_on_the_disk(tmp_path):
    from summarize.index.lance.contents import forget
    from summarize.index.lance.store import open_lance

    def held() -> set[str]:
        files = [path.read_bytes().lower() for path in (tmp_path / "store").rglob("*") if path.is_file()]
        return {word for word in ("zanzibarian", "clausewitz", "harbour") if any(word.encode() in file for file in files)}

    with closing(open_lance(str(tmp_path / "store"), "an embedder")) as store:
        secret = entry("/a/secret.txt", "Zanzibarian Clausewitz met in the harbour.")
        words = Words(["clausewitz", "harbour", "zanzibarian"], np.ones((3, 8), dtype=np.float32))
        store.publish([store.stage([secret, entry("/b.txt", "The harbours closed.")], words)])
        assert held() == {"zanzibarian", "clausewitz", "harbour"}
        assert forget(str(tmp_path / "store"), [Path("/a")]) == ("/a/secret.txt",)
        assert held() == {"harbour"}
        assert now(store).word_vectors(["harbour", "clausewitz"]).keys() == {"harbour"}
        assert forget(str(tmp_path / "store"), [Path("/a")]) == ()


def test_sources_that_are_not_in_a_store_are_named_and_ray_needs_a_store(summarize, tmp_path):
    summarize("index", EXAMPLES, "--store", tmp_path / "store")
    (tmp_path / "other").mkdir()
    result = summarize("ask", "what did Xi say", tmp_path / "other", "--store", tmp_path / "store")
    assert result.returncode == 2
    assert "not in" in result.stderr
    assert "summarize index" in result.stderr
    assert summarize("ask", "what did Xi say", EXAMPLES, "--store", tmp_path / "none").returncode == 2
    for command in (
        ["index", EXAMPLES, "--ray", "auto"],
        ["serve", EXAMPLES, "--uploads", tmp_path / "u", "--store", tmp_path / "store"],
    ):
        result = summarize(*command)
        assert result.returncode == 2
        assert "--store" in result.stderr
