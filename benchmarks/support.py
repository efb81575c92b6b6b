"""Is a claim supported? Balanced accuracy on WiCE, SummEdits and AttributionBench, and the time a sentence.

Rules: a sentence that `verification.verify` accepts scores 1, any other the part that its evidence carries. Checker: the
probability that the cross-encoder gives the nearest lines. Both: a logistic regression on verdict, part carried and the checker's
logit. A text of several sentences scores as its worst. Threshold and regression for each data set are fitted on the other two,
never on itself, and so is the checker: --checkers names a folder of ONNX files, `without-wice.onnx` and
`without-summedits.onnx` for the checkers that were trained without these two, `all.onnx` for AttributionBench, which none was
trained on.

These are scores to rank by. The program goes by the verdicts of the rules; it uses no checker.

    python benchmarks/support.py --data FOLDER_WITH_wice_summedits_attributionbench [--checkers FOLDER] [--sample 200]
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

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from summarize.checking.entailment.coverage import coverage
from summarize.checking.rules import verify
from summarize.documents.sentences import sentence_spans
from summarize.types.evidence import Sentence
from training.checker.cross_encoder import CrossEncoder, nearest

CHECKERS = {"WiCE": "without-wice", "SummEdits": "without-summedits", "AttributionBench": "all"}
"""The checker that has not seen a family of data sets."""
FLOORS = {
    "WiCE dev": 0.627,
    "AttributionBench dev, all": 0.672,
    "AttributionBench dev, ExpertQA": 0.595,
    "AttributionBench dev, Stanford-GenSearch": 0.688,
}
"""Content-word containment, as given with the data sets. On SummEdits containment is no better than chance (.5)."""
ROOMS = (900, 700, 500, 300, 150)
"""Characters of lines, the most that the checker reads beside a claim being taken."""
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


def ruled(claim: str, evidence: tuple[str, ...]) -> tuple[float, float]:
    """Whether the rules accept a claim, 1 or 0, and the part of it that the evidence carries."""
    wanted = set(claim.lower().split())
    closest = sorted(evidence, key=lambda line: -len(wanted & set(line.lower().split())))[:TRIED]
    accepted = verify(claim, [Sentence(line, line, 1, 1) for line in closest]).supported
    return float(accepted), coverage(claim, evidence)


def logit(checker: CrossEncoder, claim: str, evidence: tuple[str, ...]) -> float:
    """The checker's logit for a claim and as many of its nearest lines as it reads; 0 where it cannot read the claim itself."""
    scores = (checker.score(nearest(claim, evidence, room), claim) for room in ROOMS)
    probability = min(max(next((score for score in scores if score is not None), 0.5), 1e-6), 1 - 1e-6)
    return float(np.log(probability / (1 - probability)))


Sets = list[tuple[str, str, list[Item]]]
"""Family, name and items of each data set."""
Features = NDArray[np.float64]
"""Of the claims of one item: rows of verdict, part carried, and logit."""


def worst(features: list[Features], column: int) -> list[float]:
    """The least of a column for each item."""
    return [float(some[:, column].min()) for some in features]


def both(fitted: list[tuple[list[Features], list[Item]]], features: list[Features]) -> list[float]:
    """The probability of the worst claim of each item, by a regression fitted on other data sets, each weighing the same."""
    rows = [np.array([some.min(axis=0) for some in found]) for found, _ in fitted]
    labels = [np.array([item.supported for item in items]) for _, items in fitted]
    weights = [np.full(len(each), 1 / len(each)) * 1000 for each in labels]
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(np.vstack(rows), np.concatenate(labels), logisticregression__sample_weight=np.concatenate(weights))
    return [float(model.predict_proba(some)[:, 1].min()) for some in features]


def balanced_accuracy(scores: list[float], items: list[Item], threshold: float) -> float:
    """The mean of the shares of supported and of unsupported items that a threshold gets right."""
    right = {True: 0, False: 0}
    for value, item in zip(scores, items, strict=True):
        right[item.supported] += (value >= threshold) == item.supported
    return statistics.mean(right[kind] / max(sum(i.supported is kind for i in items), 1) for kind in right)


def best_threshold(scores: list[float], items: list[Item]) -> float:
    """The threshold with the highest balanced accuracy."""
    return max((step / 100 for step in range(1, 101)), key=lambda value: balanced_accuracy(scores, items, value))


def fold(name: str, family: str, sets: Sets, features: dict[str, list[Features]], way: str) -> float:
    """The balanced accuracy on a data set of scores that were made, and a threshold that was tuned, without its family."""
    others = [(other, items) for kind, other, items in sets if kind != family]
    if way == "both":
        fitted = [(features[other], items) for other, items in others]
        scores = {each: both(fitted, features[each]) for each in (name, *(other for other, _ in others))}
    elif way == "rules":
        scores = {each: [float(some[:, :2].max(axis=1).min()) for some in found] for each, found in features.items()}
    else:
        scores = {each: worst(found, 2) for each, found in features.items()}
    if way != "rules":  # a logit is tuned as a probability
        scores = {
            each: [1 / (1 + np.exp(-value)) if way == "checker" else value for value in found] for each, found in scores.items()
        }
    threshold = statistics.mean(best_threshold(scores[other], items) for other, items in others)
    return balanced_accuracy(scores[name], next(items for _, other, items in sets if other == name), threshold)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkers", type=Path, help="a folder of checkers, each left without a data set")
    parser.add_argument("--sample", type=int, help="at most so many items of each data set")
    options = parser.parse_args()
    sets = list(load(options.data))
    if options.sample:
        random.seed(0)
        sets = [(family, name, random.sample(items, min(options.sample, len(items)))) for family, name, items in sets]
    sets = [(family, name, [item for item in items if item.claims]) for family, name, items in sets]
    ways = ("rules", "checker", "both") if options.checkers else ("rules",)
    features: dict[str, list[Features]] = {}
    spent, sentences = {"rules": 0.0, "checker": 0.0}, sum(len(item.claims) for _, _, items in sets for item in items)
    for family, name, items in sets:
        checker = CrossEncoder(options.checkers / f"{CHECKERS[family]}.onnx", 2) if options.checkers else None
        started = time.perf_counter()
        found = [[ruled(claim, item.evidence) for claim in item.claims] for item in items]
        spent["rules"] += time.perf_counter() - started
        started = time.perf_counter()
        logits = [[logit(checker, claim, item.evidence) if checker else 0.0 for claim in item.claims] for item in items]
        spent["checker"] += time.perf_counter() - started
        features[name] = [
            np.array([[*pair, value] for pair, value in zip(pairs, values, strict=True)])
            for pairs, values in zip(found, logits, strict=True)
        ]
    figures = {way: [fold(name, family, sets, features, way) for family, name, _ in sets] for way in ways}
    print(f"{'balanced accuracy':<44}" + "".join(f"{way:>9}" for way in ways) + f"{'floor':>9}")
    for row, (_, name, _) in enumerate(sets):
        print(f"{name:<44}" + "".join(f"{figures[way][row]:>9.3f}" for way in ways) + f"{FLOORS.get(name, 0.5):>9.3f}")
    for family in dict.fromkeys(kind for kind, _, _ in sets):
        rows = [(row, len(items)) for row, (kind, _, items) in enumerate(sets) if kind == family]
        means = [sum(figures[way][row] * count for row, count in rows) / sum(count for _, count in rows) for way in ways]
        floor = FLOORS.get(f"{family} dev, all", FLOORS.get(f"{family} dev", 0.5))
        print(f"{family + ', all':<44}" + "".join(f"{mean:>9.3f}" for mean in means) + f"{floor:>9.3f}")
    for way, seconds in list(spent.items())[: len(ways)]:
        print(f"{way}: {seconds / sentences * 1000:.0f} ms a sentence ({sentences} sentences)")


if __name__ == "__main__":
    main()
