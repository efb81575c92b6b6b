"""Is a claim supported? Balanced accuracy on WiCE, SummEdits and AttributionBench, and the time a sentence.

A sentence that `verification.verify` accepts scores 1, any other the part that its evidence carries; a text of several
sentences scores as its worst. The threshold for each data set is tuned on the other two, never on itself.

    python benchmarks/support.py --data FOLDER_WITH_wice_summedits_attributionbench [--sample 200]
"""

import argparse
import ast
import json
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarize.entailment.coverage import coverage
from summarize.segmentation import sentence_spans
from summarize.types import Sentence
from summarize.verification import verify

FLOORS = {
    "WiCE dev": 0.627,
    "AttributionBench dev, all": 0.672,
    "AttributionBench dev, ExpertQA": 0.595,
    "AttributionBench dev, Stanford-GenSearch": 0.688,
}
"""Content-word containment, as given with the data sets. On SummEdits containment is no better than chance (.5)."""
TRIED = 4
"""Lines that share most words with a claim and are tried as its support."""


@dataclass(frozen=True)
class Item:
    """Sentences to judge together, their evidence in lines, and whether it supports them all."""

    claims: tuple[str, ...]
    evidence: tuple[str, ...]
    supported: bool


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, its lines taken as paragraphs."""
    return tuple(line[start:end] for line in text.split("\n") if line.strip() for start, end in sentence_spans(line))


def literal(value: object) -> list[str]:
    """A list that may be written as a string."""
    return ast.literal_eval(value) if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def load(data: Path) -> Iterator[tuple[str, str, list[Item]]]:
    """Family, name and items of each data set."""
    rows = [json.loads(line) for line in (data / "wice/claim_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    yield "WiCE", "WiCE dev", [Item((r["claim"],), tuple(literal(r["evidence"])), r["label"] == "supported") for r in rows]
    for path in sorted((data / "summedits").glob("summedits_*.json")):
        rows = json.loads(path.read_text(encoding="utf-8"))
        items = [Item(split(r["summary"]), split(r["doc"]), bool(r["label"])) for r in rows]
        yield "SummEdits", f"SummEdits, {path.stem.removeprefix('summedits_')}", items
    path = data / "attributionbench/dev_all_subset_balanced.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for source in sorted({r["src_dataset"] for r in rows}):
        items = [
            Item(split(r["claim"]), split("\n".join(literal(r["references"]))), r["attribution_label"] == "attributable")
            for r in rows
            if r["src_dataset"] == source
        ]
        yield "AttributionBench", f"AttributionBench dev, {source}", items


def score(claim: str, evidence: tuple[str, ...]) -> float:
    """1 for a claim that the evidence is found to support, else the part of it that the evidence carries."""
    wanted = set(claim.lower().split())
    nearest = sorted(evidence, key=lambda line: -len(wanted & set(line.lower().split())))[:TRIED]
    if verify(claim, [Sentence(line, line, 1, 1) for line in nearest]).supported:
        return 1.0
    return coverage(claim, evidence)


def balanced_accuracy(scores: list[float], items: list[Item], threshold: float) -> float:
    """The mean of the shares of supported and of unsupported items that a threshold gets right."""
    right = {True: 0, False: 0}
    for value, item in zip(scores, items, strict=True):
        right[item.supported] += (value >= threshold) == item.supported
    return statistics.mean(right[kind] / max(sum(i.supported is kind for i in items), 1) for kind in right)


def best_threshold(scores: list[float], items: list[Item]) -> float:
    """The threshold with the highest balanced accuracy."""
    return max((step / 100 for step in range(1, 101)), key=lambda value: balanced_accuracy(scores, items, value))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, help="at most so many items of each data set")
    options = parser.parse_args()
    sets = list(load(options.data))
    if options.sample:
        random.seed(0)
        sets = [(family, name, random.sample(items, min(options.sample, len(items)))) for family, name, items in sets]
    scores: dict[str, list[float]] = {}
    started, sentences = time.perf_counter(), 0
    for _, name, items in sets:
        scores[name] = [min((score(claim, item.evidence) for claim in item.claims), default=0.0) for item in items]
        sentences += sum(len(item.claims) for item in items)
    spent = time.perf_counter() - started
    tuned = {name: best_threshold(scores[name], items) for _, name, items in sets}
    families: dict[str, list[tuple[float, int]]] = {}
    print(f"{'':<44}{'balanced accuracy':>18}{'floor':>8}")
    for family, name, items in sets:
        threshold = statistics.mean(tuned[other] for kind, other, _ in sets if kind != family)
        figure = balanced_accuracy(scores[name], items, threshold)
        families.setdefault(family, []).append((figure, len(items)))
        print(f"{name:<44}{figure:>18.3f}{FLOORS.get(name, 0.5):>8.3f}")
    for family, figures in families.items():
        mean = sum(figure * count for figure, count in figures) / sum(count for _, count in figures)
        if len(figures) > 1:
            print(f"{family + ', all':<44}{mean:>18.3f}{FLOORS.get(f'{family} dev, all', 0.5):>8.3f}")
    print(f"{spent / sentences * 1000:.0f} ms a sentence ({sentences} sentences against {TRIED} lines each, one core)")


if __name__ == "__main__":
    main()
