"""The files that a question is asked of: which they are in one state of an index, and the names that citations use for them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from summarize.documents.file_filter import matches
from summarize.index.scope import FileRanges, Scope
from summarize.index.store import Snapshot
from summarize.types.document import UNKNOWN, Metadata


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file: its absolute path, the name that citations use, and what is known of it."""

    path: str
    name: str
    metadata: Metadata


class Files(Protocol):
    """Files of one state of an index. A large store answers by queries, and holds none of them in memory."""

    @property
    def index(self) -> Snapshot:
        """The state of the index."""
        ...

    @property
    def scope(self) -> Scope:
        """The sentences of the files."""
        ...

    def __len__(self) -> int:
        """Return the number of files."""
        ...

    def name(self, path: str) -> str:
        """Return the name of one of the files, given its absolute path."""
        ...

    def paths(self, names: Iterable[str]) -> dict[str, Path]:
        """Return the paths of those of some names that there are, by name."""
        ...

    def only(self, paths: Iterable[str]) -> "Listed":
        """Return some of the files, given their absolute paths."""
        ...

    def listed(self, most: int | None = None) -> "Listed":
        """Return the files, or the first of them by path, held in memory: for callers that read all of them anyway."""
        ...

    def called(self, text: str, /) -> Iterator[NamedFile]:
        """Yield files that a text may call by name, title or outlet: all of a few, and of many those with words of the text."""
        ...

    def matching(self, globs: Sequence[str]) -> "Files":
        """Return the files with a name that one of some globs matches, in whole or without its folders: "minutes/*.md"."""
        ...

    def written(self, first: date, last: date) -> "Files":
        """Return the files written from one day to another."""
        ...

    def latest(self) -> "Files":
        """Return the files of the latest day; none if no day is known."""
        ...

    def languages(self) -> Counter[str | None]:
        """Return how many files are in each language."""
        ...

    def without_sentences(self) -> Iterator[str]:
        """Yield the names of files that hold no sentence."""
        ...

    def partly_read(self) -> Iterator[NamedFile]:
        """Yield the files of which parts were not read: attachments of mails, pages that are pictures."""
        ...


@dataclass(frozen=True)
class Listed:
    """Files that are held in memory; `names` maps their absolute paths to the names that citations use."""

    index: Snapshot
    names: Mapping[str, str]

    @cached_property
    def scope(self) -> FileRanges:
        """The sentences of the files."""
        return self.index.scope(self.names)

    @cached_property
    def metadata(self) -> dict[str, Metadata]:
        """What is known of the files that the index holds, by absolute path."""
        return self.index.metadata(self.names)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self.names)

    def name(self, path: str) -> str:
        """Return the name of one of the files, given its absolute path."""
        return self.names[path]

    def paths(self, names: Iterable[str]) -> dict[str, Path]:
        """Return the paths of those of some names that there are, by name."""
        return {name: Path(self._by_name[name]) for name in names if name in self._by_name}

    def only(self, paths: Iterable[str]) -> "Listed":
        """Return some of the files, given their absolute paths; the same object if these are all."""
        wanted = dict.fromkeys(paths)
        return self if len(wanted) == len(self.names) else Listed(self.index, {path: self.names[path] for path in wanted})

    def listed(self, most: int | None = None) -> "Listed":
        """Return the files themselves, or the first of them by path."""
        return self if most is None else self.only(sorted(self.names)[:most])

    def every_path(self) -> dict[str, Path]:
        """Return the path of each file, by name."""
        return self.paths(self._by_name)

    def each(self) -> Iterator[NamedFile]:
        """Yield the files."""
        return (NamedFile(path, name, self.metadata.get(path, UNKNOWN)) for path, name in self.names.items())

    def called(self, _text: str, /) -> Iterator[NamedFile]:
        """Yield all files: they are few enough to look at each."""
        return self.each()

    def matching(self, globs: Sequence[str]) -> "Listed":
        """Return the files with a name that one of some globs matches, in whole or without its folders: "minutes/*.md"."""
        return self.only(path for path, name in self.names.items() if any(matches(name, glob) for glob in globs))

    def written(self, first: date, last: date) -> "Listed":
        """Return the files written from one day to another."""
        return self.only(file.path for file in self.each() if file.metadata.written and first <= file.metadata.written <= last)

    def latest(self) -> "Listed":
        """Return the files of the latest day; none if no day is known."""
        day = max((file.metadata.written for file in self.each() if file.metadata.written), default=None)
        return self.written(day, day) if day else self.only(())

    def languages(self) -> Counter[str | None]:
        """Return how many files are in each language."""
        return Counter(file.metadata.language for file in self.each())

    def without_sentences(self) -> Iterator[str]:
        """Yield the names of files that hold no sentence."""
        held = self.index.counts(self.names)
        return (name for path, name in self.names.items() if path not in held)

    def partly_read(self) -> Iterator[NamedFile]:
        """Yield the files of which parts were not read: attachments of mails, pages that are pictures."""
        return (file for file in self.each() if file.metadata.attached or file.metadata.pictured)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name: path for path, name in self.names.items()}
