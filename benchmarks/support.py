"""Is a claim supported? Balanced accuracy on WiCE, SummEdits and AttributionBench, how reliable the model is, and the time.

Rules: a sentence that `rules.verify` accepts scores 1, any other the part that its evidence carries. Model: the probability that
the model of entailment gives the nearest lines. All: 1 if the rules accept it, 0 if something conflicts, else the probability.
A text of several sentences scores as its worst. The threshold for each data set is fitted on those of other families. The model
has learned from none of them.

    python benchmarks/support.py --data FOLDER_WITH_wice_summedits_attributionbench [--sample 200]
"""

import argparse
import ast
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.checking.entailment.coverage import coverage
from summarize.checking.entailment_model import Entailment
from summarize.checking.rules import verify
from summarize.checking.vetoes import veto
from summarize.documents.sentences import sentence_spans
from summarize.models import catalogue
from summarize.text.syntax import Parser
from summarize.text.terms import stems
from summarize.types.evidence import Sentence

FLOORS = {
    "WiCE dev": 0.627,
    "AttributionBench dev, all": 0.672,
    "AttributionBench dev, ExpertQA": 0.595,
    "AttributionBench dev, Stanford-GenSearch": 0.688,
}
"""Content-word containment, as given with the data sets. On SummEdits containment is no better than chance (.5)."""
ROOM = 1500
"""Characters of lines that the model reads beside a claim, those that share most words with it."""
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 1.01)
"""Bounds of the probabilities of the reliability table."""
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


def nearest(sentence: str, lines: Sequence[str], room: int = ROOM) -> list[str]:
    """The lines that share most words with a sentence, rare ones counting more, in their order.

    >>> nearest("The port is shut.", ["It rained.", "The port was shut in May."], 30)
    ['The port was shut in May.']
    """
    if sum(map(len, lines)) <= room:
        return list(lines)
    wanted = stems(sentence)
    held = [stems(line) for line in lines]
    among = Counter(stem for some in held for stem in some)
    score = [sum(log(1 + len(lines) / among[stem]) for stem in some & wanted) for some in held]
    kept: list[int] = []
    for at in sorted(range(len(lines)), key=lambda at: -score[at]):
        if score[at] and (len(lines[at]) <= room or not kept):
            kept.append(at)
            room -= len(lines[at])
    return [lines[at] for at in sorted(kept)]


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one claim: by the rules, by the model, and by both with the conflicts; seconds of the rules, and of the rest."""

    rules: float
    model: float
    all: float
    seconds: tuple[float, float]


def scored(claim: str, evidence: tuple[str, ...], model: Entailment, parser: Parser) -> Scores:
    """Judge one claim against the lines that share most words with it."""
    started = time.perf_counter()
    wanted = set(claim.lower().split())
    closest = sorted(evidence, key=lambda line: -len(wanted & set(line.lower().split())))[:TRIED]
    accepted = verify(claim, [Sentence(line, line, 1, 1) for line in closest]).supported
    rules = 1.0 if accepted else coverage(claim, evidence)
    between = time.perf_counter()
    lines = nearest(claim, evidence)
    sentences = [Sentence(line, line, number, number) for number, line in enumerate(lines, start=1)]
    probability = model.probability(lines, claim) or 0.0
    conflict = veto.conflict(claim, sentences, "", " ".join(evidence), parser) if lines else ""
    both = 1.0 if accepted else 0.0 if conflict is not None else probability
    return Scores(rules, probability, both, (between - started, time.perf_counter() - between))


Sets = list[tuple[str, str, list[Item]]]
"""Family, name and items of each data set."""


def balanced_accuracy(scores: list[float], items: list[Item], threshold: float) -> float:
    """The mean of the shares of supported and of unsupported items that a threshold gets right."""
    right = {True: 0, False: 0}
    for value, item in zip(scores, items, strict=True):
        right[item.supported] += (value >= threshold) == item.supported
    return statistics.mean(right[kind] / max(sum(i.supported is kind for i in items), 1) for kind in right)


def best_threshold(scores: list[float], items: list[Item]) -> float:
    """The threshold with the highest balanced accuracy."""
    return max((step / 100 for step in range(1, 101)), key=lambda value: balanced_accuracy(scores, items, value))


def fold(name: str, family: str, sets: Sets, scores: dict[str, list[float]]) -> float:
    """The balanced accuracy on a data set with the threshold that is best on those of other families."""
    others = [(scores[other], items) for kind, other, items in sets if kind != family]
    threshold = statistics.mean(best_threshold(values, items) for values, items in others)
    return balanced_accuracy(scores[name], next(items for _, other, items in sets if other == name), threshold)


def reliability(scores: list[float], items: list[Item]) -> str:
    """A table of how many items the model gives a probability, and how many of them are supported."""
    rows = []
    for low, high in pairwise(BINS):
        some = [item.supported for value, item in zip(scores, items, strict=True) if low <= value < high]
        share = f"{sum(some) / len(some):.2f}" if some else "-"
        rows.append(f"{low:.2f} to {min(high, 1):.2f}{len(some):>8}{share:>12}")
    return "\n".join(["probability   items   supported", *rows])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, help="at most so many items of each data set")
    options = parser.parse_args()
    sets = list(load(options.data))
    if options.sample:
        random.seed(0)
        sets = [(family, name, random.sample(items, min(options.sample, len(items)))) for family, name, items in sets]
    sets = [(family, name, [item for item in items if item.claims]) for family, name, items in sets]
    models = Workspace(Setup(catalogue.folder(None), Path("index")))
    model, grammar = models.entailment, models.parser
    assert model is not None  # `make models` fetches what they need
    assert grammar is not None
    found: dict[str, list[list[Scores]]] = {}
    for _, name, items in sets:
        found[name] = [[scored(claim, item.evidence, model, grammar) for claim in item.claims] for item in items]
        print(f"{name}: {len(items)} items", file=sys.stderr, flush=True)
    ways = ("rules", "model", "all")
    worst = {
        way: {name: [min(getattr(one, way) for one in some) for some in each] for name, each in found.items()} for way in ways
    }
    figures = {way: [fold(name, family, sets, worst[way]) for family, name, _ in sets] for way in ways}
    print(f"{'balanced accuracy':<44}" + "".join(f"{way:>9}" for way in ways) + f"{'floor':>9}")
    for row, (_, name, _) in enumerate(sets):
        print(f"{name:<44}" + "".join(f"{figures[way][row]:>9.3f}" for way in ways) + f"{FLOORS.get(name, 0.5):>9.3f}")
    for family in dict.fromkeys(kind for kind, _, _ in sets):
        rows = [(row, len(items)) for row, (kind, _, items) in enumerate(sets) if kind == family]
        means = [sum(figures[way][row] * count for row, count in rows) / sum(count for _, count in rows) for way in ways]
        floor = FLOORS.get(f"{family} dev, all", FLOORS.get(f"{family} dev", 0.5))
        print(f"{family + ', all':<44}" + "".join(f"{mean:>9.3f}" for mean in means) + f"{floor:>9.3f}")
    single = [(value, item) for _, name, items in sets for value, item in zip(worst["all"][name], items, strict=True)]
    print("\n" + reliability([value for value, _ in single], [item for _, item in single]))
    every = [one.seconds for each in found.values() for some in each for one in some]
    rules, rest = (sum(times) / len(every) * 1000 for times in zip(*every, strict=True))
    print(f"\nrules: {rules:.0f} ms a sentence; conflicts and model: {rest:.0f} ms ({len(every)} sentences)")


if __name__ == "__main__":
    main()
