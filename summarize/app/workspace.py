"""What a run works with: the models, the index brought up to date with the sources, and where it tells how it goes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from summarize.documents import sources
from summarize.documents.file_filter import FileFilter
from summarize.documents.unread import ATTACHED, BROKEN, EMPTY, SAVE, summary
from summarize.errors import InputError, ModelError
from summarize.index import refresh
from summarize.index.database import Index, open_index
from summarize.models import catalogue, cpu, prepare, prompts
from summarize.models import parser as parsing
from summarize.models.catalogue import Model
from summarize.models.embedder import Encoder
from summarize.text.languages import ENGLISH, NAMES
from summarize.text.syntax import Parser
from summarize.types.answer import AnswerSentence
from summarize.types.document import Metadata, Unread

if TYPE_CHECKING:
    from summarize.models.writer import Writer


@dataclass(frozen=True)
class Workspace:
    """Where the models and the index of this run are; models are loaded when first needed, as they run quickest here.

    `adapter` says whether the small model that comes with the program is used, where it is there.
    """

    models: Path
    index: Path
    model: Path | None = None
    embedder_name: str | None = None
    files: FileFilter = sources.DEFAULT
    adapter: bool = True

    @property
    def embedder(self) -> Model:
        """The embedder of the catalogue that was named, else the bundled one."""
        return catalogue.by_name(self.embedder_name, "embedder") if self.embedder_name else catalogue.default("embedder")

    @cached_property
    def encoder(self) -> Encoder:
        """The embedder, checked and loaded: by ONNX Runtime if it was prepared, else by sentence-transformers."""
        embedder = self.embedder
        folder = catalogue.require(embedder, self.models)
        english_only = embedder.languages == (ENGLISH,)
        if prepared := prepare.find(embedder, self.models):
            from summarize.models.onnx_embedder import OnnxEncoder

            path, tokenizer = self.models / prepared.file, folder / "tokenizer.json"
            return OnnxEncoder(path, tokenizer, embedder.name, cpu.processors(), english_only=english_only)
        from summarize.models.embedder import SentenceEncoder

        return SentenceEncoder(folder, embedder.name, english_only=english_only)

    def expect_writer(self) -> None:
        """Begin to load the writer beside other work; what is missing or damaged is told at once.

        Raises:
            ModelError: the writer is not there, or its adapter or the parser is damaged.
        """
        self.writer_path()
        _ = self.adapter_file, self.parser
        _ = self._loading

    @cached_property
    def writer(self) -> "Writer":
        """The writer, checked and loaded."""
        try:
            return self._loading.result()
        except ModelError:
            del self.__dict__["_loading"]  # the next question may find it mended
            raise

    @cached_property
    def _loading(self) -> "Future[Writer]":
        """The writer, loaded in a thread. A process ends only when it is: llama.cpp cannot be left in the middle of its work."""
        loading: Future[Writer] = Future()

        def load() -> None:
            try:
                loading.set_result(self._load_writer())
            except BaseException as error:  # whoever waits for the writer gets it
                loading.set_exception(error)

        Thread(target=load).start()
        return loading

    def _load_writer(self) -> "Writer":
        from summarize.models.writer import QUESTION, SLOT, Writer

        adapter = self.adapter_file
        prompt = prompts.fill(prompts.load("shorten" if adapter else "write"), sentence=SLOT, question=QUESTION)
        prepared = None if self.model else prepare.find(catalogue.default("writer"), self.models)
        return Writer(self.writer_path(), prompt, prepared.usable_threads if prepared else cpu.processors(), adapter)

    @cached_property
    def adapter_file(self) -> Path | None:
        """The adapter of the bundled writer; `None` for another one, or if it is switched off or not at hand.

        Raises:
            ModelError: it is damaged.
        """
        return catalogue.find_shipped("adapter") if self.adapter and self.model is None else None

    def writer_path(self) -> Path:
        """The GGUF file to write with: `--model`, else the bundled one, as it was prepared."""
        if self.model is not None:
            return catalogue.require_gguf(self.model)
        bundled = catalogue.default("writer")
        path = catalogue.require(bundled, self.models)
        prepared = prepare.find(bundled, self.models)
        return self.models / prepared.file if prepared else path

    @cached_property
    def parser(self) -> Parser | None:
        """What gives the check the grammar of a line; `None` if the model is not there.

        Raises:
            ModelError: it is damaged.
        """
        return parsing.load(self.models)

    @property
    def writer_name(self) -> str:
        """What writes: the file's name, and the adapter's if it is used."""
        adapter = self.adapter_file
        return self.writer_path().stem + (f" with {adapter.stem}" if adapter else "")

    def models_used(self) -> tuple[tuple[str, str, str], ...]:
        """The role, name and hash of each model."""
        embedder = self.embedder
        weights = next(file for file in embedder.files if file.name.endswith(".safetensors"))
        writer = self.writer_path()
        prepared = prepare.find(embedder, self.models)
        form = Path(prepared.file).suffixes[-2].lstrip(".") if prepared else "sentence-transformers"
        adapter, parser = self.adapter_file, catalogue.default("parser")
        return (
            ("embedder", f"{embedder.name} ({form})", str(weights.sha256)),
            ("writer", writer.stem, catalogue.sha256(writer)),
            *([("adapter", adapter.stem, catalogue.sha256(adapter))] if adapter else []),
            *([("parser", parser.name, str(parser.weights.sha256))] if self.parser else []),
        )

    def embedder_identity(self) -> str:
        """What an index is tied to: the embedder's name and the start of its weights' hash."""
        embedder = self.embedder
        weights = next(file for file in embedder.files if file.name.endswith(".safetensors"))
        folder = catalogue.require(embedder, self.models)
        digest = weights.sha256 or catalogue.hashes([folder / weights.name], self.models)[0]
        return f"{embedder.name} {digest[:12]}"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Where a run tells how it goes.

    `warn` takes one line, `indexing` a step of indexing, `sentence` one as it is finished, `step` what is in work with how
    much is done and to do, `note` a line about what was found. `skipped` holds a line for each file that could not be read,
    `warned` each warning that is not to be repeated.
    """

    warn: Callable[[str], None]
    indexing: refresh.Progress
    sentence: Callable[[AnswerSentence], None]
    step: Callable[[str, int, int], None] = lambda *_: None
    note: Callable[[str], None] = lambda _: None
    skipped: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def skip(self, lines: Iterable[str]) -> None:
        """Warn of files that cannot be read, each once."""
        for line in lines:
            if line not in self.skipped:
                self.skipped.append(line)
                self.warn(line)

    def pass_over(self, unread: Iterable[Unread]) -> None:
        """Count in one line what has no reader or no sentences; broken files have lines of their own."""
        line = summary(one for one in unread if one.kind != BROKEN)
        if line and line not in self.warned:
            self.warned.append(line)
            self.warn(line)


@dataclass(frozen=True, slots=True)
class Opened:
    """An up-to-date index, the files of this run by path with the names that citations use, and what was not read."""

    index: Index
    files: dict[str, str]
    refreshed: refresh.Refreshed
    unread: tuple[Unread, ...] = ()

    def only(self, names: Set[str]) -> "Opened":
        """The same index with some of the files, by the names that citations use."""
        return replace(self, files={path: name for path, name in self.files.items() if name in names})

    @property
    def paths(self) -> dict[str, Path]:
        """The files by the names that citations use."""
        return {name: Path(path) for path, name in self.files.items()}

    def told(self, names: Iterable[str]) -> tuple[tuple[str, Metadata], ...]:
        """What some files tell of themselves, in the order of their names, each once."""
        paths = {name: path for path, name in self.files.items()}
        wanted = {paths[name]: name for name in dict.fromkeys(names)}
        found = self.index.metadata(wanted)
        return tuple((name, found[path]) for path, name in wanted.items() if path in found)

    def known(self) -> dict[str, tuple[Metadata, str]]:
        """What the files tell of themselves, and their SHA-256, by the names that citations use."""
        hashes = self.index.stamps()
        return {self.files[path]: (told, hashes[path].sha256) for path, told in self.index.metadata(self.files).items()}


def _other_languages(index: Index, files: dict[str, str]) -> str:
    """What the bundled models cannot do with the files in other languages, empty if there are none."""
    found = Counter(told.language for told in index.metadata(files).values() if told.language not in {None, ENGLISH})
    if not found:
        return ""
    counts = ", ".join(f"{NAMES.get(str(code), code)} {count}" for code, count in found.most_common(5))
    return (
        f"{found.total()} of {len(files)} files are not in English ({counts}): the bundled models read English. These files are "
        "found by the words of a question in their language, not by its meaning, and quoted as they stand; "
        "`summarize models list` names an embedder for many languages"
    )


def _without_sentences(index: Index, files: dict[str, str], done: refresh.Refreshed) -> Iterator[Unread]:
    """The files that were read and hold nothing to answer from."""
    held = {*index.scope(files).paths}
    broken = {one.file for one in done.unread}
    return (Unread(name, "holds no sentences", EMPTY) for path, name in files.items() if path not in held and name not in broken)


def _attachments(index: Index, files: dict[str, str]) -> Iterator[Unread]:
    """The attachments of the mails that were read."""
    for path, told in index.metadata(files).items():
        for name in told.attached:
            yield Unread(f"{files[path]}/{name}", "an attachment; save it as a file of its own", ATTACHED, SAVE)


@contextmanager
def opened(paths: Sequence[Path], workspace: Workspace, reporter: Reporter, *, rebuild: bool = False) -> Iterator[Opened]:
    """Open the index, brought up to date with the sources.

    Raises:
        InputError: a source cannot be used, or none of the files holds a sentence.
        StoreError, ModelError: the index or the embedder cannot be used.
    """
    found = sources.find(paths, workspace.files)
    reporter.skip(found.unreadable)
    index = open_index(workspace.index, workspace.embedder_identity(), rebuild=rebuild)
    try:
        if index.rebuilt:
            reporter.warn(f"{index.rebuilt}; it is built anew")
        folders = [path for path in paths if path.is_dir()]
        done = refresh.refresh(index, found.files, folders, lambda: workspace.encoder, reporter.indexing)
        reporter.skip(done.unreadable)
        index.hold()
        files = {str(file.path): file.name for file in found.files}
        unread = (*found.unread, *done.unread, *_without_sentences(index, files, done), *_attachments(index, files))
        if workspace.embedder.languages == (ENGLISH,) and (others := _other_languages(index, files)):
            reporter.warn(others)
        if not len(index.scope(files)):
            raise InputError(f"{', '.join(map(str, paths))}: no sentences to answer from ({summary(unread)})")
        reporter.pass_over(unread)
        yield Opened(index, files, done, unread)
    finally:
        index.close()
