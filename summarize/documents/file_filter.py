"""The user's choice of files: whether to follow links, and globs that override the defaults."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class FileFilter:
    """The user's choice of files: `include` adds files that are left out by default; `exclude` removes files and has priority.

    A glob without a slash is matched against the names of a file and of the folders above it. A glob with a slash is matched
    against the path within the source, and `*` matches slashes too. As in a shell, only a glob that begins with a dot matches a
    hidden name.
    """

    follow_links: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def includes(self, path: PurePath) -> bool:
        """Whether `include` matches a path within a source."""
        return _any(self.include, path)

    def excludes(self, path: PurePath) -> bool:
        """Whether `exclude` matches a path within a source.

        >>> FileFilter(exclude=("drafts", "*.log")).excludes(PurePath("2021/drafts/a.txt"))
        True
        """
        return _any(self.exclude, path)

    def enters(self, folder: PurePath) -> bool:
        """Whether a folder that is left out by default may hold files that `include` matches.

        >>> FileFilter(include=(".notes/*.md",)).enters(PurePath(".notes")), FileFilter(include=("*",)).enters(PurePath(".git"))
        (True, False)
        """
        return self.includes(folder) or any(_leads_to(folder, PurePath(glob)) for glob in self.include if "/" in glob)


def _any(globs: Iterable[str], path: PurePath) -> bool:
    return any(_matches(path.as_posix(), glob) if "/" in glob else any(_is(part, glob) for part in path.parts) for glob in globs)


def _matches(path: str, glob: str) -> bool:
    hidden = [part for part in path.split("/") if part.startswith(".")]
    return fnmatchcase(path, glob) and all(any(_is(part, wanted) for wanted in glob.split("/")) for part in hidden)


def _is(name: str, glob: str) -> bool:
    """Whether one name matches one part of a glob."""
    return fnmatchcase(name, glob) and (glob.startswith(".") or not name.startswith("."))


def _leads_to(folder: PurePath, glob: PurePath) -> bool:
    """Whether a folder matches the beginning of a glob with slashes."""
    parts = zip(folder.parts, glob.parts, strict=False)
    return len(folder.parts) < len(glob.parts) and all(_is(name, wanted) for name, wanted in parts)


def matches(name: str, glob: str) -> bool:
    """Whether a glob matches the name that citations use for a file, in whole or without its folders.

    >>> matches("notes/a.md", "*.md"), matches("notes/a.md", "a.md"), matches("notes/a.md", "other/*")
    (True, True, False)
    """
    return name == glob or fnmatchcase(name, glob) or fnmatchcase(PurePath(name).name, glob)
