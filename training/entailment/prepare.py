"""Make the rows to learn from: lines, what stands above them, and true and false sentences about them.

    python -m training.entailment.prepare --data FOLDER --out .training/entailment

`sentences.tsv` was written for this project: six or eight sentences on each passage, half of which follow from it; the others,
each of them one of the first with one thing changed, do not. `claims.tsv` has eight claims on each of some long passages, the
false ones written apart from the true ones. Neither holds text of the passages, only the SHA-256 of each, by which they are found
again in the open data sets. `general.jsonl` holds pairs of other data sets that people have judged.
"""

import argparse
import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

WRITTEN = tuple(Path(__file__).parent / name for name in ("sentences.tsv", "claims.tsv"))
HELD_OUT = "0"
"""The first digit of the hash of passages that are held out, one in 16."""
LINES = ("cnndm_fusion", "onestop_english", "mqm_paraphrase", "swipe", "scitldr")
"""Sets of `writer` whose rows hold lines."""
PASSAGES = ("squad2_five_articles", "tatqa", "qmsum", "medquad", "pubmedqa")
"""Sets of `answers` whose rows hold a passage and its context, with `[*]` where it stands."""
WITH_CONTEXT = ("hybridqa_dev", "squad2_five_articles", "covid_qa", "medquad", "qmsum", "tatqa", "mtrag_un", "pubmedqa")
"""Sets of `answers` of whose context a heading and whole sentences are used."""
WEB = ("factcheck_gpt", "expertqa")
"""Sets of `support` with texts of web pages."""
LONG = ("xsumfaith", *WEB, "mtrag_un", "covid_qa", "qmsum", "squad2_five_articles")
"""Sets from whose texts long passages are taken."""
SENTENCES_OF_LONG, ABOVE_LONG = 6, 3
"""Sentences of a long passage, and of what stands above it."""
SENTENCE_END = re.compile(r'(?<=[.!?"]) (?=[A-Z"])')
GENERAL = """ambient breaking_nli conjnli demetr entailmentbank factcheck_gpt factscore_atomic fever_dev fever_symmetric
halueval_qa megaveridicality mlqe_pe mqm_general2023_zhen mqm_news2020_zhen negation_nli new_protocols pawsx_en q2_wow
snli_devtest xsumfaith""".split()
"""Sets of `support` whose labels say whether a sentence follows from lines."""
TOGETHER = 8
"""Most sentences on the same lines that one row of the general pairs has."""
Passage: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""What stands above some lines, and the lines."""


def key(lines: Sequence[str]) -> str:
    """Return what identifies a passage in `sentences.tsv`.

    >>> key(["The port is shut.", "It rained."]) == key(["The  port is shut.", "It rained. "])
    True
    """
    return sha256("\n".join(" ".join(line.split()) for line in lines).encode()).hexdigest()[:16]


def passages(folder: Path) -> Iterator[Passage]:
    """Yield every passage of the data sets that sentences may have been written about."""
    for name in LINES:
        for row in _rows(folder / f"writer/{name}.jsonl.gz"):
            lines = row["lines"]
            yield (), lines[:3] if name == "cnndm_fusion" else lines[1:4] if name == "scitldr" else lines
    yield from _supported(folder / "support")
    for name in PASSAGES:
        for row in _rows(folder / f"answers/{name}.jsonl.gz"):
            yield from _around(row)
    for name in WITH_CONTEXT:
        yield from filter(None, map(_with_context, _rows(folder / f"answers/{name}.jsonl.gz")))
    for name in LONG:
        yield from _paragraphs(folder, name)


def _supported(folder: Path) -> Iterator[Passage]:
    """Yield the passages of the sets of `support`: articles, web pages and single sentences of news."""
    for row in _rows(folder / "xsumfaith.jsonl.gz"):
        some = SENTENCE_END.split(row["lines"])
        for start in range(0, min(len(some), 9), 3):
            yield (), [" ".join(some[start : start + 2]), *some[start + 2 : start + 3]]
        yield from _windows(row["lines"])
    for name in WEB:
        for row in _rows(folder / f"{name}.jsonl.gz"):
            yield from _windows(" ".join(row["lines"].split()))
    for row in _rows(folder / "mqm_news2020_zhen.jsonl.gz"):
        yield (), [row["lines"]]


def _around(row: dict[str, Any]) -> Iterator[Passage]:
    """Yield the passage of a row together with what is before and after it."""
    around = row["context"].split("|", 1)[-1]
    if "[*]" in around:
        before, after = (part.strip() for part in around.split("[*]", 1))
        here = row["passage"]
        for lines in ([before, here, after], [f"{before} {here}".strip(), after], [here, after]):
            yield (), lines


def _windows(text: str) -> Iterator[Passage]:
    """Yield four sentences of a text after four, the first two of them as what stands above the others."""
    some = SENTENCE_END.split(text)
    for start in range(0, max(len(some) - 3, 1), 4):
        yield some[start : start + 2], some[start + 2 : start + 4]


def _paragraphs(folder: Path, name: str) -> Iterator[Passage]:
    """Yield runs of sentences of the texts of a set as one line each, after the sentences above them as another."""
    in_answers = (folder / f"answers/{name}.jsonl.gz").exists()
    for row in _rows(folder / f"{'answers' if in_answers else 'support'}/{name}.jsonl.gz"):
        around = row["context"].rpartition(" | ")[2] if in_answers else ""
        text = around.replace("[*]", f" {row['passage']} ") if in_answers else row["lines"]
        some = SENTENCE_END.split(" ".join(text.split()))
        for start in range(0, max(len(some) - SENTENCES_OF_LONG + 1, 1), SENTENCES_OF_LONG):
            before = " ".join(some[max(start - ABOVE_LONG, 0) : start])
            yield ((before,) if before else ()), (" ".join(some[start : start + SENTENCES_OF_LONG]),)


def _with_context(row: dict[str, Any]) -> Passage | None:
    """Return the passage of a row with its heading and the sentence above it, and with the one below; None without context."""
    heading, _, around = row["context"].rpartition(" | ")
    before, found, after = (part.strip() for part in around.partition("[*]"))
    if not found:
        return None
    whole_after = after if after.endswith((".", "!", "?", '"', "”", ")")) else ""
    whole_before = before if before[:1].isupper() or before.startswith(('"', "“")) else ""
    return (heading, whole_before), (row["passage"], whole_after)


def general(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield rows of the judged pairs, those on the same lines together."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name in GENERAL:
        for row in _rows(folder / f"support/{name}.jsonl.gz"):
            found[row["lines"]].append((row["sentence"], row["label"]))
    for lines, sentences in found.items():
        for start in range(0, len(sentences), TOGETHER):
            yield {"above": "", "lines": lines, "sentences": sentences[start : start + TOGETHER]}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def written() -> dict[str, list[tuple[str, int]]]:
    """Return the sentences with their labels, 1 or 0, by the key of their passage."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for path in WRITTEN:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[row["passage"]].append((row["sentence"], int(row["label"] == "true")))
    return found


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    kept = list(rows)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")
    print(f"{path.name}: {len(kept)} passages, {sum(len(row['sentences']) for row in kept)} sentences")


def main() -> None:
    """Write the rows, and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with writer, support and answers")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = written()
    found: dict[str, list[str]] = {}
    for parts in passages(options.data):
        above, lines = ([" ".join(line.split()) for line in part if line.strip()] for part in parts)
        if (name := key([*above, *lines])) in wanted:
            found[name] = [" ".join(above), " ".join(lines)]
    for part in ("train", "held_out"):
        rows = (
            {"above": found[name][0], "lines": found[name][1], "sentences": some}
            for name, some in wanted.items()
            if name in found and (name[0] == HELD_OUT) == (part == "held_out")
        )
        _write(options.out / f"{part}.jsonl", rows)
    _write(options.out / "general.jsonl", general(options.data))
    print(f"{len(wanted) - len(found)} passages were not found in the data sets")


if __name__ == "__main__":
    main()
