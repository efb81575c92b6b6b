"""What the tests share: the real models, an index of the examples, and the program as a user runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarize.app import brief
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.verify import Verifier
from summarize.app.workspace import Workspace
from summarize.briefing.document import Briefing
from summarize.citations import cited_text
from summarize.documents.sentences import split_sentences
from summarize.documents.sources import find
from summarize.documents.speakers import attribute
from summarize.models import catalogue
from summarize.models.embedder import Encoder
from summarize.models.parser import SpacyParser
from summarize.models.parser import load as load_parser
from summarize.models.writer import Writer
from summarize.types.document import Line
from summarize.types.evidence import Sentence
from summarize.types.verdict import Checked
from tests import needs

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shared", type=Path, default=None, help="folder with corpora/ and benchmarks/ of third-party data")


@pytest.fixture(scope="session")
def shared(request) -> Path:
    """The folder of third-party data; tests that need it are skipped where it is not."""
    folder = request.config.getoption("--shared")
    if folder is None or not (folder / "corpora").is_dir():
        pytest.skip("no third-party data: name its folder with --shared")
    return folder.resolve()


@pytest.fixture(scope="session")
def news(shared) -> Path:
    """Five real news files."""
    return shared / "corpora" / "putin_xi_call"


@pytest.fixture(scope="session")
def models_folder() -> Path:
    return catalogue.folder(None).resolve()


@pytest.fixture(scope="session")
def encoder(models_folder) -> Encoder:
    return Workspace(Setup(models_folder, Path())).encoder


@pytest.fixture(scope="session")
def parser(models_folder) -> SpacyParser:
    return SpacyParser(catalogue.require(catalogue.default("parser"), models_folder))


@pytest.fixture(scope="session")
def writer(models_folder) -> Writer:
    return Workspace(Setup(models_folder, Path())).writer


@pytest.fixture(scope="session")
def workspace(models_folder, encoder, writer, tmp_path_factory) -> Workspace:
    """The models, loaded once for all tests, and an index of its own."""
    return Workspace(Setup(models_folder, tmp_path_factory.mktemp("index")), encoder=encoder, writer=writer)


@pytest.fixture
def place(workspace, tmp_path) -> Workspace:
    """The loaded models with an index of its own."""
    return Workspace(Setup(workspace.setup.models, tmp_path / "index"), encoder=workspace.encoder, writer=workspace.writer)


@pytest.fixture(scope="session")
def briefing(workspace) -> Briefing:
    """The briefing on the example articles."""
    return brief.brief([EXAMPLES], workspace, Reporter(lambda _: None, lambda *_: None, lambda _: None), brief.Order())


@pytest.fixture(scope="session")
def browser():
    """A real browser, which asks nothing of the network by itself."""
    from playwright.sync_api import sync_playwright

    path = needs.chromium()
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=needs.QUIET)
        yield found
        found.close()


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def reporter(warnings) -> Reporter:
    return Reporter(warnings.append, lambda *_: None, lambda _: None)


@pytest.fixture(scope="session")
def summarize(models_folder, tmp_path_factory):
    """Runs the program in a process of its own, in an empty folder and with a fresh home."""
    home = tmp_path_factory.mktemp("home")

    def run(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "summarize", *map(str, arguments)],
            cwd=cwd or tmp_path_factory.mktemp("work"),
            env={**os.environ, "HOME": str(home), "SUMMARIZE_MODELS": str(models_folder), **(env or {})},
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


def verify(document: Path, *sources: Path) -> tuple[Checked, ...]:
    """The verdict on each sentence of a document, by the rules and the parser."""
    folder = catalogue.folder(None)
    reporter = Reporter(lambda _: None, lambda *_: None, lambda _: None)
    return Verifier(lambda _: find(sources), parser=lambda: load_parser(folder)).check(cited_text.read(document), reporter)


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(number, text, text) for number, text in enumerate(texts, start=1))


def read(*texts: str) -> tuple[Sentence, ...]:
    """The sentences of a document given by its lines, speakers found."""
    return attribute(split_sentences(lines(*texts)))


def one(text: str, *before: str) -> Sentence:
    """The last sentence of a document, as it is stored."""
    return read(*before, text)[-1]
