"""Read WordNet 3.0, whose files are in Debian's package `wordnet-base` (`/usr/share/wordnet`).

The format is described in WordNet's manual page wndb(5WN).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Synset:
    """Words with one meaning: its place in its file, the number of its topic, pointers to nouns by their kind, its definition.

    `numbers` tell apart the meanings that a word has in one topic, one for each word.
    """

    offset: str
    topic: str
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str], ...]
    definition: str
    numbers: tuple[int, ...] = ()


def synsets(path: Path) -> Iterator[Synset]:
    """The synsets of a data file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue  # the licence
        fields, definition = line.partition(" | ")[0].split(), line.partition(" | ")[2]
        count = int(fields[3], 16)
        words = tuple(fields[4 + 2 * i].partition("(")[0].replace("_", " ") for i in range(count))
        start = 4 + 2 * count
        pointers = [fields[start + 1 + 4 * i : start + 5 + 4 * i] for i in range(int(fields[start]))]
        to_nouns = tuple((kind, to) for kind, to, part, _ in pointers if part == "n")
        numbers = tuple(int(fields[5 + 2 * i], 16) for i in range(count))
        yield Synset(fields[0], fields[1], words, to_nouns, definition, numbers)


PARTS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
"""The part of speech by its number in a sense key."""


def uses_of_nouns(folder: Path) -> Counter[tuple[str, str, int]]:
    """How often WordNet's annotated texts use each noun in each meaning, by the meaning's topic and number."""
    found = Counter[tuple[str, str, int]]()
    for line in (folder / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        sense, _, count = line.split()
        word, _, rest = sense.partition("%")
        part, topic, number, *_ = rest.split(":")
        if part == "1":
            found[word, topic, int(number)] += int(count)
    return found


def uses(folder: Path) -> Counter[tuple[str, str]]:
    """How often WordNet's annotated texts use each word as each part of speech: "n", "v", "a", "r"."""
    found = Counter[tuple[str, str]]()
    for line in (folder / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        sense, _, count = line.split()
        word, _, rest = sense.partition("%")
        found[word, PARTS[rest[0]]] += int(count)
    return found
