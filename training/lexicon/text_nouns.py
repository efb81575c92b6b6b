"""Make `summarize/text/text_nouns.txt`, the nouns for texts, of which one asks what they say, from WordNet.

They are the nouns that mean something communicated or collected, such as rules and facts ("constitution", "policy", "law"), and
hardly ever a person, a group of people or a place, who speak for themselves. How often a noun has a meaning is counted in
WordNet's annotated texts; a meaning that they do not have counts a little.

    python -m training.lexicon.text_nouns --wordnet FOLDER --to summarize/text
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from training.lexicon.wordnet import Synset, synsets, uses_of_nouns

TEXTS = frozenset({"communication", "collection", "content", "publication"})
SPEAKERS = frozenset(
    {"person", "organization", "social group", "people", "administrative unit", "location", "spiritual being", "imaginary being"}
)
"""First words of meanings under which those of texts are, and of those who speak."""
KINDS = frozenset({"@", "@i"})
UNSEEN = 0.1
"""Uses that are added to those of each meaning."""
MOST_SPEAKING, LEAST_STATED = 0.03, 0.35
"""Share of a noun's uses in which it means one who speaks, and in which it means a text."""


def above(one: Synset, nouns: Mapping[str, Synset]) -> Iterator[str]:
    """The first words of a meaning and of all wider ones."""
    yield one.words[0]
    for kind, to in one.pointers:
        if kind in KINDS:
            yield from above(nouns[to], nouns)


def text_nouns(folder: Path) -> Set[str]:
    """The nouns for texts."""
    nouns = {each.offset: each for each in synsets(folder / "data.noun")}
    used = uses_of_nouns(folder)
    every, speaking, stated = (defaultdict[str, float](float) for _ in range(3))
    for meaning in nouns.values():
        wider = frozenset(above(meaning, nouns))
        for word, number in zip(meaning.words, meaning.numbers, strict=True):
            count = used[word, meaning.topic, number] + UNSEEN
            every[word] += count
            if wider & SPEAKERS:
                speaking[word] += count
            elif wider & TEXTS:
                stated[word] += count
    return {
        word
        for word, count in every.items()
        if word.isalpha() and word.islower() and speaking[word] <= MOST_SPEAKING * count and stated[word] >= LEAST_STATED * count
    }


def main() -> None:
    """Read WordNet's files, and write the nouns, one on each line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True, help="folder with data.noun and cntlist.rev")
    parser.add_argument("--to", type=Path, required=True, help="folder for text_nouns.txt")
    options = parser.parse_args()
    found = sorted(text_nouns(options.wordnet))
    (options.to / "text_nouns.txt").write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} nouns")


if __name__ == "__main__":
    main()
