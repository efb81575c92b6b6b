"""Make `summarize/text/demonyms.tsv`: the names of each place, and of its people, from WordNet.

WordNet 3.0's files are in Debian's package `wordnet-base` (`/usr/share/wordnet`). A place is a noun of location; what its people
are called are the nouns of persons that are its members, and the adjectives that pertain to it.

    python -m training.lexicon.demonyms --wordnet FOLDER --to summarize/text/demonyms.tsv
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LOCATION, PERSON = "15", "18"
"""Numbers of WordNet's files of nouns of places and of persons."""
MEMBER_OF, PERTAINS_TO = "#m", "\\"
PAST = re.compile(r"\b(?:former|formerly|ancient|once)\b")
ALIKE = 3
"""Letters that a people's name shares with its place's."""


@dataclass(frozen=True)
class Synset:
    """Words with one meaning: its place in its file, the number of its topic, pointers to nouns by their kind, its definition."""

    offset: str
    topic: str
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str], ...]
    definition: str


def synsets(path: Path) -> Iterator[Synset]:
    """The synsets of a data file of WordNet.

    The format is described in WordNet's manual page wndb(5WN).
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue  # the licence
        fields, definition = line.partition(" | ")[0].split(), line.partition(" | ")[2]
        count = int(fields[3], 16)
        words = tuple(fields[4 + 2 * i].partition("(")[0].replace("_", " ") for i in range(count))
        start = 4 + 2 * count
        pointers = [fields[start + 1 + 4 * i : start + 5 + 4 * i] for i in range(int(fields[start]))]
        yield Synset(fields[0], fields[1], words, tuple((kind, to) for kind, to, part, _ in pointers if part == "n"), definition)


def table(folder: Path) -> dict[str, set[str]]:
    """For each name of a place, what its people are called.

    A people's name that looks like the place's goes with it, from whichever meaning of the name it comes: WordNet gives "Russian"
    to the Soviet Union, which was called Russia too. One that does not look like it ("Dutch") goes with the one place that it is
    given to, if it is an adjective, the place is none of the past, and its name is no other place's.
    """
    nouns = list(synsets(folder / "data.noun"))
    places = {each.offset: each.words for each in nouns if each.topic == LOCATION and each.words[0][0].isupper()}
    past = {each.offset for each in nouns if PAST.search(each.definition.partition(";")[0])}
    meanings = Counter(name for names in places.values() for name in names)
    called: dict[str, set[str]] = defaultdict(set)
    for each in synsets(folder / "data.adj"):
        for to in (to for kind, to in each.pointers if kind == PERTAINS_TO and to in places):
            called[to].update(filter(_is_name, each.words))
    targets = Counter(word for words in called.values() for word in words)
    unlike = {to: {word for word in words if targets[word] == 1} for to, words in called.items() if to not in past}
    for each in nouns:
        for to in (to for kind, to in each.pointers if each.topic == PERSON and kind == MEMBER_OF and to in places):
            called[to].update(filter(_is_name, each.words))
    by_name: dict[str, set[str]] = defaultdict(set)
    for to, words in called.items():
        for name in places[to]:
            by_name[name].update(words)
    found: dict[str, set[str]] = defaultdict(set)
    for to, names in places.items():
        shared = set().union(*(by_name[name] for name in names if name in by_name))
        for name in filter(_is_name, names):
            found[name] |= {word for word in shared if _is_alike(name, word)}
            found[name] |= unlike.get(to, set()) if meanings[name] == 1 else set()
    return {name: words - {name} for name, words in found.items() if words - {name}}


def _is_name(word: str) -> bool:
    return word[0].isupper() and (" " not in word or all(part[0].isupper() for part in word.split()))


def _is_alike(name: str, people: str) -> bool:
    return name[:ALIKE].lower() == people[:ALIKE].lower()


def main() -> None:
    """Write the table: the name of a place, a tab, what its people are called, joined by "; "."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    rows = sorted((name, "; ".join(sorted(words))) for name, words in table(options.wordnet).items())
    options.to.write_text("".join(f"{name}\t{words}\n" for name, words in rows), encoding="utf-8")
    print(f"{len(rows)} names of places")


if __name__ == "__main__":
    main()
