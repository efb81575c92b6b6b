"""Make `summarize/text/demonyms.tsv`, the names of each place and of its people, and `capitals.tsv`, from WordNet.

A place is a noun of location; what its people are called are the nouns of persons that are its members, and the adjectives that
pertain to it. A capital is an instance of the noun "national capital", and a part of its country.

    python -m training.lexicon.demonyms --wordnet FOLDER --to summarize/text
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from pathlib import Path

from training.lexicon.wordnet import Synset, synsets

LOCATION, OBJECT, PERSON = "15", "17", "18"
"""Numbers of WordNet's files of nouns of places, of natural objects (continents, mountains) and of persons."""
MEMBER_OF, PERTAINS_TO, PART_OF, INSTANCE_OF = "#m", "\\", "#p", "@i"
KINDS = frozenset({"@", INSTANCE_OF})
CAPITAL, COUNTRY = "national capital", frozenset({"country", "state", "land"})
PAST = re.compile(r"\b(?:former|formerly|ancient|once)\b")
ALIKE = 3
"""Letters that a people's name shares with its place's."""


def table(folder: Path) -> dict[str, set[str]]:
    """For each name of a place, what its people are called.

    A people's name that looks like the place's goes with it, from whichever meaning of the name it comes: WordNet gives "Russian"
    to the Soviet Union, which was called Russia too. One that does not look like it ("Dutch") goes with the one place that it is
    given to, if it is an adjective, the place is none of the past, and its name is no other place's. A country's name with no
    other meaning takes what goes with another name of the country ("UK" with "Britain").
    """
    nouns = list(synsets(folder / "data.noun"))
    places = {each.offset: each.words for each in nouns if each.topic in (LOCATION, OBJECT) and each.words[0][0].isupper()}
    past = {each.offset for each in nouns if PAST.search(each.definition.partition(";")[0])}
    meanings = Counter(name for names in places.values() for name in names)
    called: dict[str, set[str]] = defaultdict(set)
    for each in synsets(folder / "data.adj"):
        for to in (to for kind, to in each.pointers if kind == PERTAINS_TO and to in places):
            called[to].update(filter(_is_name, each.words))
    regions = {each.offset for each in nouns if each.topic == LOCATION}
    targets = Counter(word for to, words in called.items() if to in regions for word in words)
    unlike = {to: {word for word in called[to] if targets[word] == 1} for to in regions & called.keys() - past}
    for each in nouns:
        for to in (to for kind, to in each.pointers if each.topic == PERSON and kind == MEMBER_OF and to in places):
            called[to].update(filter(_is_name, each.words))
    by_name: dict[str, set[str]] = defaultdict(set)
    for to, words in called.items():
        for name in places[to]:
            by_name[name].update(words)
    found: dict[str, set[str]] = defaultdict(set)
    by_offset = {each.offset: each for each in nouns}
    common = {word for each in nouns for word in each.words}
    for to, names in places.items():
        shared = set().union(*(by_name[name] for name in names if name in by_name))
        for name in filter(_is_name, names):
            found[name] |= {word for word in shared if _is_alike(name, word)}
            found[name] |= unlike.get(to, set()) if meanings[name] == 1 else set()
            if meanings[name] == 1 and name.lower() not in common and _is_country(to, by_offset) and to not in past:
                found[name] |= {word for word in shared if any(_is_alike(other, word) for other in names)}
    return {name: words - {name} for name, words in found.items() if words - {name}}


def capitals(folder: Path, known: Set[str]) -> dict[str, str]:
    """For each name of a national capital, the country whose capital it is, if `known` has the name of its people."""
    nouns = {each.offset: each for each in synsets(folder / "data.noun")}
    capital = next(offset for offset, each in nouns.items() if CAPITAL in each.words)

    states = {
        name for each in nouns.values() if each.topic == LOCATION and _is_country(each.offset, nouns) for name in each.words
    }
    found = {}
    for each in nouns.values():
        if (INSTANCE_OF, capital) in each.pointers and not PAST.match(each.definition):
            wholes = _above(each.offset, nouns, {PART_OF})
            countries = [nouns[to] for to in wholes if _is_country(to, nouns)]
            country = next((name for each in reversed(countries) for name in each.words if name in known), None)
            found.update({name: country for name in each.words if country and _is_name(name) and name not in states})
    return found


def _is_country(offset: str, nouns: Mapping[str, Synset]) -> bool:
    return any(set(nouns[kind].words) >= COUNTRY for kind in _above(offset, nouns, KINDS))


def _above(offset: str, nouns: Mapping[str, Synset], kinds: Set[str]) -> list[str]:
    """The synsets that pointers of some kinds lead to, the nearest first."""
    found: list[str] = []
    waiting = [offset]
    while waiting:
        new = [to for kind, to in nouns[waiting.pop(0)].pointers if kind in kinds and to not in found]
        found += new
        waiting += new
    return found


def _is_name(word: str) -> bool:
    return word[0].isupper() and (" " not in word or all(part[0].isupper() for part in word.split()))


def _is_alike(name: str, people: str) -> bool:
    return name[:ALIKE].lower() == people[:ALIKE].lower()


def main() -> None:
    """Write the tables: a place and what its people are called, joined by "; "; a capital and its country; a tab between."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True, help="a folder")
    options = parser.parse_args()
    rows = sorted((name, "; ".join(sorted(words))) for name, words in table(options.wordnet).items())
    seats = sorted(capitals(options.wordnet, {name for name, _ in rows}).items())
    for name, found in (("demonyms.tsv", rows), ("capitals.tsv", seats)):
        (options.to / name).write_text("".join(f"{first}\t{second}\n" for first, second in found), encoding="utf-8")
    print(f"{len(rows)} names of places, {len(seats)} of capitals")


if __name__ == "__main__":
    main()
