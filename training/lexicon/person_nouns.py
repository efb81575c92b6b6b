"""Make `summarize/text/person_nouns.txt`, the nouns that mostly mean a person ("inspector", "coach"), from WordNet.

python -m training.lexicon.person_nouns --wordnet FOLDER --to summarize/text
"""

import argparse
from collections import defaultdict
from collections.abc import Set
from pathlib import Path

from training.lexicon.text_nouns import UNSEEN, above
from training.lexicon.wordnet import synsets, uses_of_nouns

LEAST = 0.5
"""Share of a noun's uses in which it means a person."""


def person_nouns(folder: Path) -> Set[str]:
    """The nouns that mostly mean a person."""
    nouns = {each.offset: each for each in synsets(folder / "data.noun")}
    used = uses_of_nouns(folder)
    every, person = (defaultdict[str, float](float) for _ in range(2))
    for meaning in nouns.values():
        is_person = "person" in above(meaning, nouns)
        for word, number in zip(meaning.words, meaning.numbers, strict=True):
            count = used[word, meaning.topic, number] + UNSEEN
            every[word] += count
            person[word] += count if is_person else 0.0
    return {word for word, count in every.items() if word.isalpha() and word.islower() and person[word] >= LEAST * count}


def main() -> None:
    """Read WordNet's files, and write the nouns, one on each line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True, help="folder with data.noun and cntlist.rev")
    parser.add_argument("--to", type=Path, required=True, help="folder for person_nouns.txt")
    options = parser.parse_args()
    found = sorted(person_nouns(options.wordnet))
    (options.to / "person_nouns.txt").write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} nouns")


if __name__ == "__main__":
    main()
