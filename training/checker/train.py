"""Train the checker on the judgements of some data sets; a run that was interrupted goes on from its last checkpoint.

    python -m training.checker.train --embedder models/all-MiniLM-L6-v2 --data .training/checker --sets synthetic bump --to all.pt

`--start` begins with the weights of an earlier run, so that what several runs have in common is learned once.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from training.checker.model import CrossEncoder, Encoded, batch, encode, tokenizer

SEED = 24
TOKENS = 4096
"""Of a batch, about."""
POOL = 2048
"""Judgements that are sorted by length together."""
RATE, HEADS = 1e-4, 1e-3
"""Learning rates of the encoder and of the heads."""
WARM_UP = 0.06
TOKEN_LOSS = 0.5
SMOOTHING = 0.05
EVERY = 25
"""Steps between checkpoints."""
HALF = torch.backends.cpu.get_cpu_capability() == "AVX512"
"""Whether the processor computes with 16 bits; one that does not is several times slower with them."""


@dataclass(frozen=True, slots=True)
class Example:
    """An encoded pair, its label, and a label for each of its tokens: 1 supported, 0 not, -1 unknown or none of the sentence."""

    pair: Encoded
    supported: float
    tokens: tuple[int, ...]


def examples(folder: Path, sets: Sequence[str], cut: Any, share: float, chance: random.Random) -> list[Example]:
    """The judgements of some data sets, `share` of those marked with a colon (`synthetic:`) drawn by chance."""
    rows: list[dict[str, Any]] = []
    for name in sets:
        found = [json.loads(line) for line in (folder / f"{name.rstrip(':')}.jsonl").read_text(encoding="utf-8").splitlines()]
        rows += chance.sample(found, int(share * len(found))) if name.endswith(":") else found
    pairs = encode(cut, [(row["evidence"], row["sentence"]) for row in rows])
    return [Example(pair, float(row["supported"]), _labels(pair, row["spans"])) for pair, row in zip(pairs, rows, strict=True)]


def _labels(pair: Encoded, spans: Sequence[Sequence[int]] | None) -> tuple[int, ...]:
    """A label for each token of the sentence, by the spans of characters that are not supported."""
    return tuple(
        -1
        if spans is None or not segment or start == end
        else int(not any(start < last and first < end for first, last in spans))
        for segment, (start, end) in zip(pair.segments, pair.offsets, strict=True)
    )


def batches(some: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """All examples once, in random order, those of one batch of like length."""
    order = list(some)
    chance.shuffle(order)
    for start in range(0, len(order), POOL):
        pool = sorted(order[start : start + POOL], key=lambda example: len(example.pair.tokens))
        groups, at = [], 0
        while at < len(pool):
            size = max(TOKENS // len(pool[min(at + 16, len(pool) - 1)].pair.tokens), 1)
            groups.append(pool[at : at + size])
            at += size
        chance.shuffle(groups)
        yield from groups


def loss(model: CrossEncoder, some: Sequence[Example]) -> Tensor:
    """Cross-entropy of the verdicts, and of the tokens whose truth is known."""
    ids, mask, segments = batch([example.pair for example in some])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        pairs, tokens = model(ids, mask, segments)
    wanted = torch.tensor([example.supported for example in some]) * (1 - 2 * SMOOTHING) + SMOOTHING
    known = torch.tensor([[*example.tokens, *[-1] * (ids.shape[1] - len(example.tokens))] for example in some])
    found = cross_entropy(pairs.float(), wanted)
    if bool((known >= 0).any()):
        found = found + TOKEN_LOSS * cross_entropy(tokens.float()[known >= 0], known[known >= 0].float())
    return found


def main() -> None:
    """Train and leave the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--embedder", type=Path, required=True, help="the folder of all-MiniLM-L6-v2")
    parser.add_argument("--data", type=Path, required=True, help="the folder that `prepare` wrote")
    parser.add_argument("--sets", nargs="+", required=True, help="data sets; `NAME:` takes a share of one")
    parser.add_argument("--share", type=float, default=0.2, help="what `NAME:` takes")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--start", type=Path, help="the weights of an earlier run")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    some = examples(options.data, options.sets, tokenizer(options.embedder), options.share, chance)
    plan = [group for _ in range(options.epochs) for group in batches(some, chance)]
    model = CrossEncoder(options.embedder)
    if options.start:
        model.load_state_dict(torch.load(options.start))
    model.train()
    heads = [*model.whole.parameters(), *model.token.parameters()]
    groups = [
        {"params": model.encoder.parameters(), "top": RATE / (2 if options.start else 1)},
        {"params": heads, "top": HEADS / (4 if options.start else 1)},
    ]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    checkpoint, begun = options.to.with_suffix(".checkpoint"), 0
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        begun = kept["step"]
    print(f"{len(some)} judgements, {len(plan)} steps, from step {begun}", flush=True)
    started, read, losses = time.perf_counter(), 0, [0.0]
    for step in range(begun, len(plan)):
        scale = min((step + 1) / (WARM_UP * len(plan)), (1 + math.cos(math.pi * step / len(plan))) / 2)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * scale
        found = loss(model, plan[step])
        optimizer.zero_grad()
        found.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        read += sum(len(example.pair.tokens) for example in plan[step])
        losses.append(found.item())
        if (step + 1) % EVERY == 0 or step + 1 == len(plan):
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}, checkpoint)
            speed = read / (time.perf_counter() - started)
            print(f"step {step + 1}: loss {sum(losses) / len(losses):.3f}, {speed:.0f} tokens a second", flush=True)
            losses.clear()
    torch.save(model.state_dict(), options.to)
    checkpoint.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
