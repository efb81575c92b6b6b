"""Where the models and the index of a run are."""

from dataclasses import dataclass
from pathlib import Path

from summarize.documents import sources
from summarize.documents.file_filter import FileFilter
from summarize.models import catalogue, prepare
from summarize.models.catalogue import Model, ModelFile


@dataclass(frozen=True)
class Setup:
    """The folders of models and index, and which models are wanted.

    `model` is a GGUF file in place of the bundled writer, `embedder_name` a model of the catalogue, `files` which files of a
    folder are read. `adapter` says whether the small model that comes with the program is used, where it is there.
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

    @property
    def embedder_weights(self) -> ModelFile:
        """The file with the embedder's weights."""
        return next(file for file in self.embedder.files if file.name.endswith(".safetensors"))

    def adapter_file(self) -> Path | None:
        """The adapter of the bundled writer; None for another one, or if it is switched off or not at hand.

        Raises:
            ModelError: it is damaged.
        """
        return catalogue.find_shipped("adapter") if self.adapter and self.model is None else None

    def writer_path(self) -> Path:
        """The GGUF file to write with: `--model`, else the bundled one, as it was prepared.

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
        """The name of the file that writes, and of the adapter if it is used."""
        adapter = self.adapter_file()
        return self.writer_path().stem + (f" with {adapter.stem}" if adapter else "")

    def embedder_identity(self) -> str:
        """What an index is tied to: the embedder's name and the start of its weights' hash."""
        embedder, weights = self.embedder, self.embedder_weights
        folder = catalogue.require(embedder, self.models)
        digest = weights.sha256 or catalogue.hashes([folder / weights.name], self.models)[0]
        return f"{embedder.name} {digest[:12]}"
