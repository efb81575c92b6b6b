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
"""Files up to which those that were chosen are listed."""
MOST_NAMED = 1_000
"""Files with whose names a text is compared, and of each kind those that are named as not read."""


@dataclass(frozen=True, slots=True)
class Root:
    """A file or folder as the user named it: its absolute path, and the folder that the names of its files leave out."""

    path: Path
    base: Path

    def holds(self, path: Path) -> bool:
        """Whether a path is, or is below, that of the file or folder."""
        return path.is_relative_to(self.path)


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
        return self._named_paths([path])[path]

    def paths(self, names: Iterable[str]) -> dict[str, Path]:
        """Return the paths of those of some names that there are, by name, in their order."""
        wanted = [name for name in dict.fromkeys(names) if _can_be_a_path(name)]
        there = self.index.stamps({str(path) for name in wanted for path in self._paths_of(name) if self._is_below(path)})
        found = {name: Path(path) for path, name in self._named_paths(list(there)).items()}
        return {name: found[name] for name in wanted if name in found}

    def only(self, paths: Iterable[str]) -> Listed:
        """Return some of the files, given their absolute paths."""
        return Listed(self.index, self._named_paths(list(dict.fromkeys(paths))))

    def listed(self, most: int | None = None) -> Listed:
        """Return the files, or the first of them by path, held in memory."""
        return self.only(row["path"] for row in self.index.state.files(["path"], self._where, most, order_by=["path"]))

    def called(self, text: str, /) -> Iterator[NamedFile]:
        """Yield the files whose names share most words with a text."""
        if words := list(dict.fromkeys(tables.called(text))):
            query = BooleanQuery([(Occur.SHOULD, MatchQuery(word, "called")) for word in words])
            return self._named(self._where, full_text_query=query, prefilter=True)
        return iter(())

    def matching(self, globs: Sequence[str]) -> "StoredFiles | Listed":
        """Return the files with a name that one of some globs matches, in whole or without its folders: "minutes/*.md"."""
        some = replace(self, globs=tuple(globs))._if_few()
        return some.matching(globs) if isinstance(some, Listed) else some  # a path may match that is not the whole name

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
        """Yield the names of files that hold no sentence, at most `MOST_NAMED`."""
        return (file.name for file in self._named(f"({self._where}) AND first IS NULL AND trouble IS NULL"))

    def partly_read(self) -> Iterator[NamedFile]:
        """Yield the files of which parts were not read: attachments of mails, pages that are pictures; at most `MOST_NAMED`."""
        return self._named(f"({self._where}) AND (attached != '' OR pictured != '')")

    def broken(self) -> Iterator[tuple[Path, str, str]]:
        """Yield the paths and names of files that could not be read, and why, at most `MOST_NAMED`."""
        rows = list(self.index.state.files(["path", "trouble"], f"({self._where}) AND trouble IS NOT NULL", MOST_NAMED))
        names = self._named_paths([row["path"] for row in rows])
        return ((Path(row["path"]), names[row["path"]], row["trouble"]) for row in rows)

    def _named(self, where: str, **how: object) -> Iterator[NamedFile]:
        rows = list(self.index.state.files(["path", *tables.METADATA], where, MOST_NAMED, **how))
        names = self._named_paths([row["path"] for row in rows])
        return (NamedFile(row["path"], names[row["path"]], tables.metadata(row)) for row in rows)

    def _named_paths(self, paths: Sequence[str]) -> dict[str, str]:
        """Return the names of some of the files, by their paths: as `sources.file_names` gives them."""
        placed = {path: self._place(Path(path)) for path in paths}
        twins = {
            path: [str(twin) for twin in self._twins(Path(path), relative)]
            for path, (_, relative) in (placed.items() if len(self.roots) > 1 else ())
        }
        taken = self.index.stamps([twin for some in twins.values() for twin in some]) if twins else {}
        return {
            path: (base / relative if any(twin in taken for twin in twins.get(path, ())) else relative).as_posix()
            for path, (base, relative) in placed.items()
        }

    def _twins(self, path: Path, relative: Path) -> Iterator[Path]:
        """Yield the paths that other files with the same path below their roots would have."""
        for twin in (root.base.resolve() / relative for root in self.roots):
            if twin != path and self._is_below(twin) and self._place(twin)[1] == relative:
                yield twin

    def _place(self, path: Path) -> tuple[Path, Path]:
        """Return the base of the first root that a file is below, and its path relative to that."""
        root = next(root for root in self.roots if root.holds(path))
        return root.base, path.relative_to(root.base.resolve())

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
            patterns = [f"regexp_like(path, {literal(f'^(?s:{each})$')})" for glob in self.globs for each in self._patterns(glob)]
            same = [f"path = {literal(str(path))}" for glob in self.globs for path in self._paths_of(glob)]
            conditions.append(" OR ".join([*patterns, *same]))
        if self.days:
            first, last = (literal(day.isoformat()) for day in self.days)
            conditions.append(f"written >= {first} AND written <= {last}")
        return " AND ".join(f"({each})" for each in conditions)

    def _patterns(self, glob: str) -> Iterator[str]:
        """Yield the regular expressions for paths whose names a glob matches."""
        if "/" not in glob:
            yield f".*{re.escape(os.sep)}{_as_regex(glob, '[^/]')}"
        for root in self.roots:
            begin = re.escape(tables.folder(root.base.resolve()))
            yield begin + _as_regex(glob, ".")
            if len(self.roots) > 1 and glob.startswith(before := f"{root.base.as_posix().rstrip('/')}/"):
                yield begin + _as_regex(glob.removeprefix(before), ".")

    def _paths_of(self, name: str) -> Iterator[Path]:
        """Yield the paths that a file of some name may have."""
        if _can_be_a_path(name):
            yield from (root.base.resolve() / name for root in self.roots)
            if len(self.roots) > 1:
                yield Path(name).resolve()

    def _is_below(self, path: Path) -> bool:
        return any(root.holds(path) for root in self.roots)


def _can_be_a_path(name: str) -> bool:
    try:
        return b"\0" not in name.encode()
    except UnicodeEncodeError:
        return False


def _as_regex(glob: str, any_: str) -> str:
    """Return a glob of fnmatch as a regular expression; `any_` matches one character.

    >>> print(_as_regex("minutes/*.[mt]?", "."), _as_regex("[!]a]b[", "."))
    minutes/.*\\.[mt]. [^\\]a]b\\[
    """
    found, place = "", 0
    while place < len(glob):
        end = glob.find("]", place + (3 if glob.startswith("[!", place) else 2))
        if glob[place] == "[" and end > 0:
            letters = re.sub(r"([\\\[\]^&~])", r"\\\1", glob[place + 1 : end].removeprefix("!"))
            found += f"[^{letters}]" if glob.startswith("[!", place) else f"[{letters}]"
            place = end
        else:
            found += {"*": f"{any_}*", "?": any_, "/": re.escape(os.sep)}.get(glob[place]) or re.escape(glob[place])
        place += 1
    return found
