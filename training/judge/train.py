"""Train the cross-encoder of the judge, on a GPU if there is one (minutes; on two processors: hours).

    python -m training.judge.train --embedder models/all-MiniLM-L6-v2 --data .training/judge --to .training/judge/one.pt

`--teachers` names weights of earlier runs: the network then learns from the mean of their logits as much as from the labels
(Hinton et al. 2015). Prints what it reaches on the data sets that are held back.
"""

import argparse
import gzip
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from training.judge.network import LONGEST, CrossEncoder

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
TOKENS = 49_152 if DEVICE == "cuda" else 4_096
"""Tokens of a batch, about."""
POOL = 8_192
"""Questions that are sorted by length together."""
RATE, WARM_UP = 2e-4, 0.06
LISTWISE = 0.5
"""Weight of the loss that compares the passages of one question."""
SEED = 20


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its passages: tokens and segments of each pair, labels, its data set and its weight."""

    pairs: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    labels: tuple[float, ...]
    name: str
    weight: float

    @property
    def longest(self) -> int:
        """Tokens of its longest pair."""
        return max(len(tokens) for tokens, _ in self.pairs)


def load(path: Path, embedder: Path) -> list[Question]:
    """The questions of a file that `prepare` wrote."""
    from tokenizers import Tokenizer

    cut: Any = Tokenizer.from_file(str(embedder / "tokenizer.json"))
    cut.enable_truncation(LONGEST, strategy="only_second")
    cut.no_padding()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    encoded = iter(cut.encode_batch([(row["question"][:400], text) for row in rows for text, _ in row["passages"]]))
    found = []
    for row in rows:
        pairs = tuple((tuple(e.ids), tuple(e.type_ids)) for e in (next(encoded) for _ in row["passages"]))
        found.append(Question(pairs, tuple(float(label) for _, label in row["passages"]), row["set"], row["weight"]))
    return found


def batches(questions: Sequence[int], some: Sequence[Question], chance: random.Random) -> Iterator[list[int]]:
    """All questions once, by number, in random order, those of one batch of like length."""
    order = list(questions)
    chance.shuffle(order)
    for start in range(0, len(order), POOL):
        groups: list[list[int]] = [[]]
        width = size = 0
        for at in sorted(order[start : start + POOL], key=lambda at: some[at].longest):
            width, size = max(width, some[at].longest), size + len(some[at].pairs)
            if groups[-1] and width * size > TOKENS:
                groups.append([])
                width, size = some[at].longest, len(some[at].pairs)
            groups[-1].append(at)
        chance.shuffle(groups)
        yield from groups


class Packed:
    """The tokens of all pairs of some questions, one after another, where the network is: batches are cut out there."""

    def __init__(self, some: Sequence[Question]) -> None:
        pairs = [pair for question in some for pair in question.pairs]
        lengths = np.array([len(tokens) for tokens, _ in pairs])
        self.first = np.concatenate([[0], np.cumsum([len(question.pairs) for question in some])])
        self.lengths = torch.from_numpy(lengths).to(DEVICE)
        self.starts = self.lengths.cumsum(0) - self.lengths
        self.tokens = torch.from_numpy(np.concatenate([np.array(tokens, np.int32) for tokens, _ in pairs])).to(DEVICE)
        self.types = torch.from_numpy(np.concatenate([np.array(types, np.uint8) for _, types in pairs])).to(DEVICE)
        self.labels = torch.tensor([label for question in some for label in question.labels], device=DEVICE)

    def rows(self, group: Sequence[int]) -> Tensor:
        """The numbers of the pairs of some questions."""
        return torch.from_numpy(np.concatenate([np.arange(self.first[at], self.first[at + 1]) for at in group])).to(DEVICE)

    def batch(self, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Token numbers, mask and segments of some pairs, padded with 0."""
        lengths = self.lengths[rows]
        places = torch.arange(int(lengths.max()), device=DEVICE)
        mask = places < lengths[:, None]
        where = torch.where(mask, self.starts[rows][:, None] + places, 0)
        return torch.where(mask, self.tokens[where], 0).long(), mask.long(), torch.where(mask, self.types[where], 0).long()


def loss(logits: Tensor, labels: Tensor, some: Sequence[Question], soft: Tensor | None) -> Tensor:
    """Cross-entropy of each pair, and of the choice among the passages of a question; half by `soft` labels if there are any."""
    weights = torch.tensor([q.weight for q in some for _ in q.labels], device=DEVICE)
    wanted = labels if soft is None else (labels + torch.sigmoid(soft)) / 2
    found = (cross_entropy(logits, wanted, reduction="none") * weights).sum() / weights.sum()
    sizes = torch.tensor([len(q.labels) for q in some], device=DEVICE)
    owner = torch.repeat_interleave(torch.arange(len(some), device=DEVICE), sizes)
    grown = torch.exp(logits.clamp(-15, 15))
    every = torch.zeros(len(some), device=DEVICE).index_add(0, owner, grown)
    right = torch.zeros(len(some), device=DEVICE).index_add(0, owner, grown * labels)
    mixed = (right > 0) & (right < every)
    own = torch.tensor([q.weight for q in some], device=DEVICE)
    ranked = -(torch.log(right[mixed] / every[mixed]) * own[mixed]).sum() / own[mixed].sum().clamp(min=1e-6)
    return found + LISTWISE * ranked


def fit(
    model: CrossEncoder, some: Sequence[Question], soft: Sequence[Tensor] | None, *, epochs: int, rate: float, to: Path
) -> None:
    """Train a model; its weights are kept in a file every two hundred steps."""
    chance = random.Random(SEED)
    plan = [group for _ in range(epochs) for group in batches(range(len(some)), some, chance)]
    free = [value for value in model.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(free, lr=rate, weight_decay=0.01)
    model.to(DEVICE).train()
    packed = Packed(some)
    taught = torch.cat(list(soft)).to(DEVICE) if soft else None
    started, losses = time.perf_counter(), []
    for step, group in enumerate(plan):
        scale = min((step + 1) / (WARM_UP * len(plan)), (1 + math.cos(math.pi * step / len(plan))) / 2)
        optimizer.param_groups[0]["lr"] = rate * scale
        chosen, rows = [some[at] for at in group], packed.rows(group)
        with torch.autocast("cuda", dtype=torch.bfloat16, enabled=DEVICE == "cuda"):
            logits = model(*packed.batch(rows))
        found = loss(logits.float(), packed.labels[rows], chosen, None if taught is None else taught[rows])
        optimizer.zero_grad()
        found.backward()
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimizer.step()
        losses.append(found.detach())
        if (step + 1) % 200 == 0 or step + 1 == len(plan):
            mean = torch.stack(losses).mean().item()
            print(f"step {step + 1} of {len(plan)}: loss {mean:.3f}, {time.perf_counter() - started:.0f} s", flush=True)
            losses.clear()
            torch.save(model.learned(), to)


@torch.no_grad()
def logits(model: CrossEncoder, some: Sequence[Question]) -> list[Tensor]:
    """The logits of the passages of each question."""
    model.to(DEVICE).eval()
    packed = Packed(some)
    found: list[Tensor] = [torch.empty(0)] * len(some)
    for group in batches(range(len(some)), some, random.Random(0)):
        chosen = [some[at] for at in group]
        with torch.autocast("cuda", dtype=torch.bfloat16, enabled=DEVICE == "cuda"):
            values = model(*packed.batch(packed.rows(group))).float().cpu()
        for at, own in zip(group, values.split([len(q.labels) for q in chosen]), strict=True):
            found[at] = own
    return found


def area(labels: np.ndarray, scores: np.ndarray) -> float:
    """The area under the ROC curve: how often a right pair has the higher score than a wrong one."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    right = labels > 0
    count = int(right.sum())
    wrong = max(count * (len(labels) - count), 1)
    return float((ranks[right].sum() - count * (count + 1) / 2) / wrong)


def report(some: Sequence[Question], found: Sequence[Tensor]) -> None:
    """Print, by data set, the share of questions whose first passage answers, and the area under the curve of all pairs."""
    for name in sorted({q.name for q in some}):
        own = [(q, values) for q, values in zip(some, found, strict=True) if q.name == name]
        ranked = [q.labels[int(values.argmax())] for q, values in own if 0 < sum(q.labels) < len(q.labels)]
        labels = np.array([label for q, _ in own for label in q.labels])
        auc = area(labels, np.concatenate([values.numpy() for _, values in own]))
        print(f"  {name:<26} first {np.mean(ranked):.3f} of {len(ranked)}, area {auc:.3f}", flush=True)


def main() -> None:
    """Train, print the figures, and leave the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--embedder", type=Path, required=True, help="the folder of all-MiniLM-L6-v2")
    parser.add_argument("--data", type=Path, required=True, help="the folder that `prepare` wrote")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--layers", type=int, help="keep this many of the embedder's six layers")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--start", type=Path, nargs="*", default=[], help="begin with the mean of these weights of earlier runs")
    parser.add_argument("--questions", type=int, help="learn from this many, drawn by the weight of their data set")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    some = load(options.data / "train.jsonl.gz", options.embedder)
    if options.questions:
        some = random.Random(options.seed).choices(some, [q.weight for q in some], k=options.questions)
    held = load(options.data / "held.jsonl.gz", options.embedder)
    print(f"{len(some):,} questions, {sum(len(q.pairs) for q in some):,} pairs, on {DEVICE}", flush=True)
    soft: list[Tensor] | None = None
    if options.teachers:
        taught = []
        for path in options.teachers:
            teacher = CrossEncoder(options.embedder)
            teacher.restore(path)
            taught.append(logits(teacher, some))
        soft = [torch.stack(each).mean(0) for each in zip(*taught, strict=True)]
    model = CrossEncoder(options.embedder, layers=options.layers)
    model.restore(*options.start)
    fit(model, some, soft, epochs=options.epochs, rate=options.rate, to=options.to)
    report(held, logits(model, held))


if __name__ == "__main__":
    main()
