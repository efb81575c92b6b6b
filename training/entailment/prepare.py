"""Put the lines back to the sentences that were written about them: rows of lines with true and false sentences.

    python -m training.entailment.prepare --data FOLDER --out .training/entailment

`sentences.tsv` was written for this project: six sentences on each passage, of which three follow from it and three, each of
them one of the first with one thing changed, do not. It holds no text of the passages, only the SHA-256 of each, by which they
are found again in the open data sets.
"""

import argparse
import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

SENTENCES = Path(__file__).parent / "sentences.tsv"
HELD_OUT = "0"
"""The first digit of the hash of passages that are held out, one in 16."""
LINES = ("cnndm_fusion", "onestop_english", "mqm_paraphrase", "swipe", "scitldr")
"""Sets of `writer` whose rows hold lines."""
PASSAGES = ("squad2_five_articles", "tatqa", "qmsum", "medquad", "pubmedqa")
"""Sets of `answers` whose rows hold a passage and its context, with `[*]` where it stands."""


def key(lines: Sequence[str]) -> str:
    """Return what identifies a passage in `sentences.tsv`.

    >>> key(["The port is shut.", "It rained."]) == key(["The  port is shut.", "It rained. "])
    True
    """
    return sha256("\n".join(" ".join(line.split()) for line in lines).encode()).hexdigest()[:16]


def passages(folder: Path) -> Iterator[list[str]]:
    """Yield every passage of the data sets that sentences may have been written about."""
    for name in LINES:
        for row in _rows(folder / f"writer/{name}.jsonl.gz"):
            lines = row["lines"]
            yield lines[:3] if name == "cnndm_fusion" else lines[1:4] if name == "scitldr" else lines
    for row in _rows(folder / "support/xsumfaith.jsonl.gz"):
        some = re.split(r'(?<=[.!?"]) (?=[A-Z"])', row["lines"])
        for start in range(0, min(len(some), 9), 3):
            yield [" ".join(some[start : start + 2]), *some[start + 2 : start + 3]]
    for name in PASSAGES:
        for row in _rows(folder / f"answers/{name}.jsonl.gz"):
            around = row["context"].split("|", 1)[-1]
            if "[*]" in around:
                before, after = (part.strip() for part in around.split("[*]", 1))
                here = row["passage"]
                yield from ([before, here, after], [f"{before} {here}".strip(), after], [here, after])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def written() -> dict[str, list[tuple[str, int]]]:
    """Return the sentences with their labels, 1 or 0, by the key of their passage."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["passage"]].append((row["sentence"], int(row["label"] == "true")))
    return found


def main() -> None:
    """Write the rows, and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with writer, support and answers")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = written()
    found: dict[str, list[str]] = {}
    for lines in passages(options.data):
        shown = [" ".join(line.split()) for line in lines if line.strip()]
        if (name := key(shown)) in wanted:
            found[name] = shown
    for part in ("train", "held_out"):
        rows = [
            {"lines": " ".join(found[name]), "sentences": some}
            for name, some in wanted.items()
            if name in found and (name[0] == HELD_OUT) == (part == "held_out")
        ]
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (options.out / f"{part}.jsonl").write_text(text, encoding="utf-8")
        print(f"{part}: {len(rows)} passages, {sum(len(row['sentences']) for row in rows)} sentences")
    print(f"{len(wanted) - len(found)} passages were not found in the data sets")


if __name__ == "__main__":
    main()
