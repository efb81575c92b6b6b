"""Make `summarize/text/measures.tsv`: adjectives, and what each says how much of there is, from WordNet ("old": age).

python -m training.lexicon.measures --wordnet FOLDER --to summarize/text
"""

import argparse
from collections import defaultdict
from collections.abc import Mapping, Set
from pathlib import Path

from training.lexicon.wordnet import synsets

ATTRIBUTE = "="
"""WordNet's pointer from an adjective to the noun for what it gives a value of."""


def measures(folder: Path) -> Mapping[str, Set[str]]:
    """The nouns for what each adjective gives a value of."""
    nouns = {each.offset: each.words for each in synsets(folder / "data.noun")}
    found: dict[str, set[str]] = defaultdict(set)
    for meaning in synsets(folder / "data.adj"):
        measured = {word for kind, to in meaning.pointers if kind == ATTRIBUTE for word in nouns[to] if word.isalpha()}
        for word in filter(str.isalpha, meaning.words if measured else ()):
            found[word] |= measured
    return found


def main() -> None:
    """Read WordNet's files, and write an adjective and its nouns on each line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True, help="folder of WordNet's data files")
    parser.add_argument("--to", type=Path, required=True, help="folder for measures.tsv")
    options = parser.parse_args()
    rows = sorted((word, *sorted(nouns)) for word, nouns in measures(options.wordnet).items())
    (options.to / "measures.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} adjectives")


if __name__ == "__main__":
    main()
