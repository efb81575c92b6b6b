"""Make `summarize/text/communication.txt`, the verbs of communication, from WordNet: say, disagree, praise, but not go.

These are the verbs whose most frequent meaning WordNet files under communication, if its tagged texts have them at all.

    python -m training.lexicon.communication --wordnet FOLDER --to summarize/text/communication.txt
"""

import argparse
from pathlib import Path

from training.lexicon.wordnet import entries, synsets

COMMUNICATION = "32"
"""Number of WordNet's file of verbs of communication."""


def verbs(folder: Path) -> list[str]:
    """The base forms of the verbs, in order."""
    meant = {each.offset for each in synsets(folder / "data.verb") if each.topic == COMMUNICATION}
    found = (each for each in entries(folder / "index.verb") if each.counted and each.synsets[0] in meant)
    return sorted(each.word for each in found if each.word.isalpha())


def main() -> None:
    """Write the verbs, one a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    found = verbs(options.wordnet)
    options.to.write_text("".join(f"{verb}\n" for verb in found), encoding="utf-8")
    print(f"{len(found)} verbs")


if __name__ == "__main__":
    main()
