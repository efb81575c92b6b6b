"""The folders and the choice of models of a run."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from summarize import settings
from summarize.documents import sources
from summarize.documents.file_filter import FileFilter, matches
from summarize.models import catalogue, cpu, prepare
from summarize.models.catalogue import Model
from summarize.models.cpu import Compute
from summarize.models.prepare import Prepared

if TYPE_CHECKING:
    from summarize.index.files import Files


@dataclass(frozen=True, slots=True)
class Limits:
    """The documents that are used: those written from one day to another, and those of some names; all if nothing is given.

    A name may be a glob: "minutes/*.md".
    """

    since: date | None = None
    until: date | None = None
    names: tuple[str, ...] = ()

    def admits(self, name: str, written: date | None) -> bool:
        """Whether a document is used; one of an unknown day is not if a day is given.

        >>> Limits(names=("*.md",)).admits("notes/a.md", None), Limits(since=date(2021, 1, 1)).admits("a.md", None)
        (True, False)
        """
        if self.names and not any(matches(name, glob) for glob in self.names):
            return False
        if self.since is None and self.until is None:
            return True
        return written is not None and (self.since or date.min) <= written <= (self.until or date.max)

    def chosen(self, files: "Files") -> "Files":
        """Return those of the files of an index that are used."""
        used = files.matching(self.names) if self.names else files
        dated = self.since is not None or self.until is not None
        return used.written(self.since or date.min, self.until or date.max) if dated else used


UNLIMITED = Limits()
WRITER = "writer"
"""The checker that is the writer itself, asked whether lines support a sentence."""


@dataclass(frozen=True)
class Setup:
    """The folders of models and index, and which models are wanted.

    `model` is a GGUF file that replaces the bundled writer, `embedder_name` a model of the catalogue, `files` which files of a
    folder are read. `adapter` says whether to use the adapter that comes with the program, if it is there. `checker` judges
    sentences in other words than their lines: a model of the catalogue, or `WRITER`; if `strict`, rules alone judge.
    `gpu_layers` are the layers that a graphics card takes, if it is not all.
    """

    models: Path
    index: Path
    model: Path | None = None
    embedder_name: str | None = None
    files: FileFilter = sources.DEFAULT
    adapter: bool = True
    checker: str | None = None
    strict: bool = False
    gpu_layers: int | None = None
    store: str | None = None
    """The folder or address of a store that many machines read, in place of `index`."""

    def compute(self, prepared: Prepared | None = None) -> Compute:
        """Return what a model is run with; one that was timed here runs with its fastest number of threads.

        Raises:
            InputError: `SUMMARIZE_GPU_LAYERS` is no number.
        """
        return Compute(prepared.usable_threads if prepared else cpu.processors(), settings.gpu_layers(self.gpu_layers))

    @property
    def embedder(self) -> Model:
        """The embedder that was named, else the bundled one."""
        return catalogue.by_name(self.embedder_name, "embedder") if self.embedder_name else catalogue.default("embedder")

    def adapter_file(self) -> Path | None:
        """Return the adapter of the bundled writer; `None` for another writer, or if it is switched off or missing.

        Raises:
            ModelError: it is damaged.
        """
        return catalogue.find_shipped("adapter") if self.adapter and self.model is None else None

    def writer_path(self) -> Path:
        """Return the GGUF file to write with: `--model`, else the bundled one, in its prepared form if there is one.

        Raises:
            ModelError: it is missing or damaged.
        """
        if self.model is not None:
            return catalogue.require_gguf(self.model)
        bundled = catalogue.default("writer")
        path = catalogue.require(bundled, self.models)
        prepared = prepare.find(bundled, self.models)
        return self.models / prepared.file if prepared else path

    def writer_name(self) -> str:
        """Return the name of the writer's file, and of the adapter if it is used."""
        adapter = self.adapter_file()
        return self.writer_path().stem + (f" with {adapter.stem}" if adapter else "")

    def embedder_identity(self) -> str:
        """Return what an index depends on: the embedder's name and the start of its weights' hash."""
        embedder = self.embedder
        catalogue.require(embedder, self.models)
        return f"{embedder.name} {catalogue.fingerprint(embedder, self.models)[:12]}"
