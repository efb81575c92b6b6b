"""The files of a store below some folders: found by queries, so that no reader holds the names of all."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from lance.query import BooleanQuery, MatchQuery, Occur

from summarize.index.files import Listed, NamedFile
from summarize.index.lance import tables
from summarize.index.lance.snapshot import LanceSnapshot
from summarize.index.lance.tables import literal
from summarize.index.scope import Everything, Scope

FEW = 1_000
"""Files up to which those that were chosen are listed; most that a text is compared with, and most that are named as not read."""


@dataclass(frozen=True, slots=True)
class Root:
    """A file or folder as the user named it: its absolute path, and the folder that the names of its files leave out."""

    path: Path
    base: Path


@dataclass(frozen=True)
class StoredFiles:
    """Files of a store below some roots; of those, if it is said, the ones of some names (globs) and from one day to another."""

    index: LanceSnapshot
    roots: tuple[Root, ...]
    globs: tuple[str, ...] = ()
    days: tuple[date, date] | None = None

    @cached_property
    def scope(self) -> Scope:
        """The sentences of the files."""
        files, sentences = self.index.count()
        return Everything(sentences) if len(self) == files else self.index.state.scope(self._where)

    def __len__(self) -> int:
        """Return the number of files."""
        return self._count

    def name(self, path: str) -> str:
        """Return the name of one of the files: its path below its root, after the root if there is the same below another."""
        root, *others = sorted(self.roots, key=lambda root: not Path(path).is_relative_to(root.path))
        relative = Path(path).relative_to(root.base.resolve())
        same = [(other.base.resolve() / relative, other.path) for other in others]
        taken = self.index.stamps([str(one) for one, below in same if str(one) != path and one.is_relative_to(below)])
        return (root.base / relative if taken else relative).as_posix()

    def paths(self, names: Iterable[str]) -> dict[str, Path]:
        """Return the paths of those of some names that there are, by name."""
        wanted = set(names)
        below = {(root.base.resolve() / name) for root in self.roots for name in wanted}
        named = {Path(name).resolve() for name in wanted} if len(self.roots) > 1 else set()
        there = self.index.stamps([str(path) for path in below | named if self._is_below(path)])
        return {name: Path(path) for path in there if (name := self.name(path)) in wanted}

    def only(self, paths: Iterable[str]) -> Listed:
        """Return some of the files, given their absolute paths."""
        return Listed(self.index, {path: self.name(path) for path in dict.fromkeys(paths)})

    def listed(self, most: int | None = None) -> Listed:
        """Return the files, or the first of them by path, held in memory."""
        return self.only(row["path"] for row in self.index.state.files(["path"], self._where, most, order_by=["path"]))

    def called(self, text: str, /) -> Iterator[NamedFile]:
        """Yield the files whose names share most words with a text."""
        if words := list(dict.fromkeys(tables.called(text))):
            query = BooleanQuery([(Occur.SHOULD, MatchQuery(word, "called")) for word in words])
            yield from self._named(self._where, full_text_query=query, prefilter=True)

    def matching(self, globs: Sequence[str]) -> "StoredFiles | Listed":
        """Return the files with a name that one of some globs matches, in whole or without its folders: "minutes/*.md"."""
        return replace(self, globs=tuple(globs))._if_few()

    def written(self, first: date, last: date) -> "StoredFiles | Listed":
        """Return the files written from one day to another."""
        since, until = self.days or (first, last)
        return replace(self, days=(max(first, since), min(last, until)))._if_few()

    def latest(self) -> "StoredFiles | Listed":
        """Return the files of the latest day; none if no day is known."""
        (row,) = self.index.state.summed(f"SELECT max(written) AS day FROM dataset WHERE {self._where}")
        return self.written(*(date.fromisoformat(row["day"]),) * 2) if row["day"] else self.only(())

    def languages(self) -> Counter[str | None]:
        """Return how many files are in each language."""
        query = f"SELECT language, count(*) AS files FROM dataset WHERE {self._where} GROUP BY language"
        counted: Counter[str | None] = Counter()
        for row in self.index.state.summed(query):
            counted[row["language"]] += row["files"]
        return counted

    def without_sentences(self) -> Iterator[str]:
        """Yield the names of files that hold no sentence, at most `FEW`."""
        return (file.name for file in self._named(f"({self._where}) AND first IS NULL AND trouble IS NULL"))

    def partly_read(self) -> Iterator[NamedFile]:
        """Yield the files of which parts were not read: attachments of mails, pages that are pictures; at most `FEW`."""
        return self._named(f"({self._where}) AND (attached != '' OR pictured != '')")

    def broken(self) -> Iterator[tuple[Path, str, str]]:
        """Yield the paths and names of files that could not be read, and why, at most `FEW`."""
        for row in self.index.state.files(["path", "trouble"], f"({self._where}) AND trouble IS NOT NULL", FEW):
            yield Path(row["path"]), self.name(row["path"]), row["trouble"]

    def _named(self, where: str, **how: object) -> Iterator[NamedFile]:
        for row in self.index.state.files(["path", *tables.METADATA], where, FEW, **how):
            yield NamedFile(row["path"], self.name(row["path"]), tables.metadata(row))

    def _if_few(self) -> "StoredFiles | Listed":
        return self.listed() if len(self) <= FEW else self

    @cached_property
    def _count(self) -> int:
        return self.index.state.count("files", self._where)

    @cached_property
    def _where(self) -> str:
        """The condition of the files."""
        conditions = [tables.below(root.path for root in self.roots)]
        if self.globs:
            patterns = [f"^(?s:{pattern})$" for glob in self.globs for pattern in self._patterns(glob)]
            conditions.append(" OR ".join(f"regexp_like(path, {literal(pattern)})" for pattern in patterns))
        if self.days:
            first, last = (literal(day.isoformat()) for day in self.days)
            conditions.append(f"written >= {first} AND written <= {last}")
        return " AND ".join(f"({each})" for each in conditions)

    def _patterns(self, glob: str) -> Iterator[str]:
        """Yield the regular expressions for paths whose names a glob matches."""
        if "/" not in glob:
            yield f".*{re.escape(os.sep)}{_as_regex(glob, '[^/]')}"
        for root in self.roots:
            yield re.escape(tables.folder(root.base.resolve())) + _as_regex(glob, ".")

    def _is_below(self, path: Path) -> bool:
        return any(path.is_relative_to(root.path) for root in self.roots)


def _as_regex(glob: str, any_: str) -> str:
    """Return a glob of fnmatch as a regular expression; `any_` is what stands for one character.

    >>> _as_regex("minutes/*.[mt]?", ".")
    'minutes/.*\\\\.[mt].'
    """
    parts = re.split(r"(\[!?[^\]]+\]|[*?])", glob)
    return "".join(_part_as_regex(part, any_) if number % 2 else re.escape(part) for number, part in enumerate(parts))


def _part_as_regex(part: str, any_: str) -> str:
    """Return what stands for other characters in a glob: a star, a question mark, or characters in brackets."""
    if part in {"*", "?"}:
        return any_ + part.replace("?", "")
    letters = re.sub(r"([\\\[^&~])", r"\\\1", part[1:-1].removeprefix("!"))
    return f"[^{letters}]" if part.startswith("[!") else f"[{letters}]"
