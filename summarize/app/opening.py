"""How documents are opened: `summarize.open`."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from summarize import settings
from summarize.app import lines as places
from summarize.app.library import Documents
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.citations import syntax
from summarize.documents.file_filter import FileFilter
from summarize.documents.folders import require
from summarize.errors import InputError
from summarize.models import catalogue

PathLike: TypeAlias = str | Path


def alone(place: str) -> tuple[str, tuple[Path]]:
    """Split a place in a file that is named by its path: the place as a citation names it, and the source.

    Raises:
        InputError: it names no place.

    >>> place, (source,) = alone("articles/a.txt:8-9")
    >>> place, source.name
    ('a.txt:8-9', 'a.txt')
    """
    cited = places.place_of(place)
    path = Path(cited.file)
    return syntax.location(replace(cited, file=path.name)), (path,)


def open(  # noqa: A001 - `summarize.open`, as other libraries open what they read
    *sources: PathLike,
    index: PathLike | None = None,
    models: PathLike | None = None,
    model: PathLike | None = None,
    embedder: str | None = None,
    adapter: bool = True,
    checker: str | None = None,
    strict: bool = False,
    gpu_layers: int | None = None,
    store: str | None = None,
    follow_links: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Documents:
    """Open files and folders, to ask them. Nothing is read or loaded yet.

    `index` and `models` are folders, by default those of the command line: `SUMMARIZE_INDEX`, else `index/` in the working
    folder, and `SUMMARIZE_MODELS`, else where `summarize models pull` puts them. `model` is a GGUF file that replaces the
    bundled writer, and `adapter` says whether the bundled one uses its adapter. `embedder` is a name from `summarize models
    list`, and so is `checker`, which judges sentences in other words than their lines ("writer": the writer judges). If `strict`,
    rules alone judge. `gpu_layers` are the layers of a model that a graphics card takes, by default `SUMMARIZE_GPU_LAYERS`, else
    all. `store` is the folder or address of a store that many machines read, in place of `index`. `include`, `exclude` and
    `follow_links` say which files of a folder are read, as `--include` and the others do.

    Raises:
        InputError: no source is given, or one does not exist.
    """
    if not sources:
        raise InputError("no source given; name a file or a folder of documents")
    paths = [Path(source) for source in sources]
    for path in paths:
        require(path)
    folders = catalogue.folder(Path(models) if models else None), settings.index_folder(Path(index) if index else None)
    wanted = FileFilter(follow_links, tuple(include), tuple(exclude))
    setup = Setup(*folders, Path(model) if model else None, embedder, wanted, adapter, checker, strict, gpu_layers, store)
    return Documents(paths, Workspace(setup))
