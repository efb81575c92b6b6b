"""Train the writer's adapter on the pairs that `prepare` made; a run that was interrupted goes on from its last checkpoint.

python -m training.writer.train --model models/SmolLM2-135M-Instruct.Q4_1.gguf --pairs .training/writer
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

from summarize.models import prompts
from summarize.models.writer import QUESTION, SLOT
from training.writer import lora

SEED = 24
BATCH = 8
BUCKETS = 64
"""Batches whose pairs are sorted by length together, so that little is padding."""
RATE = 6e-4
WARM_UP = 0.05
EVERY = 50
"""Steps between checkpoints."""


@dataclass(frozen=True, slots=True)
class Example:
    """Tokens, and where those to learn begin."""

    tokens: tuple[int, ...]
    start: int


def examples(path: Path, tokenizer: Any) -> list[Example]:
    """The pairs of a file as tokens, in the words of the prompt that the program uses."""
    prompt = prompts.fill(prompts.load("shorten"), sentence=SLOT, question=QUESTION)
    messages = [{"role": message.role, "content": message.content} for message in prompt]
    chat = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    found = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        given = chat.replace(SLOT, "\n".join(row["lines"])).replace(QUESTION, row["question"])
        before = tokenizer(given, add_special_tokens=False)["input_ids"]
        after = tokenizer(row["short"], add_special_tokens=False)["input_ids"]
        found.append(Example((*before, *after, tokenizer.eos_token_id), len(before)))
    return found


def batches(some: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """All examples once, in random order, those of one batch of like length."""
    order = list(some)
    chance.shuffle(order)
    for start in range(0, len(order), BATCH * BUCKETS):
        pool = sorted(order[start : start + BATCH * BUCKETS], key=lambda example: len(example.tokens))
        groups = [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
        chance.shuffle(groups)
        yield from groups


def loss(model: Any, batch: Sequence[Example]) -> Tensor:
    """Cross-entropy of the tokens to learn. Padding stands behind what is read, where a causal model does not see it."""
    longest = max(len(example.tokens) for example in batch)
    tokens = torch.tensor([[*example.tokens, *[0] * (longest - len(example.tokens))] for example in batch])
    rows, places = zip(*[(row, at) for row, e in enumerate(batch) for at in range(e.start, len(e.tokens))], strict=True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.model(tokens).last_hidden_state
        logits = model.lm_head(hidden[list(rows), [at - 1 for at in places]])
    return torch.nn.functional.cross_entropy(logits.float(), tokens[list(rows), list(places)])


def rate(step: int, steps: int) -> float:
    """The learning rate: up in a line, then down along a cosine.

    >>> rate(0, 100) < rate(5, 100) > rate(99, 100)
    True
    """
    warm = WARM_UP * steps
    return RATE * min((step + 1) / warm, (1 + math.cos(math.pi * step / steps)) / 2)


def main() -> None:
    """Train and leave `adapter.pt` beside the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="the GGUF file of the model to adapt")
    parser.add_argument("--pairs", type=Path, required=True, help="the folder that `prepare` wrote")
    parser.add_argument("--start", type=Path, help="the adapter of an earlier run to go on from")
    parser.add_argument("--steps", type=int, help="at most so many steps")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    tokenizer, model = lora.load(options.model)
    train, held_out = (examples(options.pairs / f"{name}.jsonl", tokenizer) for name in ("train", "held_out"))
    chance = random.Random(SEED)
    plan = list(batches(train, chance))[: options.steps]
    learned = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.0, betas=(0.9, 0.98))
    if options.start:
        lora.restore(model, torch.load(options.start))
    checkpoint, begun = options.pairs / "checkpoint.pt", 0
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        lora.restore(model, kept["adapter"])
        optimizer.load_state_dict(kept["optimizer"])
        begun = kept["step"]
    print(f"{len(train)} pairs, {len(plan)} steps, from step {begun}", flush=True)
    started, read = time.perf_counter(), 0
    for step in range(begun, len(plan)):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, len(plan))
        found = loss(model, plan[step])
        optimizer.zero_grad()
        found.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        read += sum(len(example.tokens) for example in plan[step])
        if (step + 1) % EVERY == 0 or step + 1 == len(plan):
            torch.save({"adapter": lora.state(model), "optimizer": optimizer.state_dict(), "step": step + 1}, checkpoint)
            speed = read / (time.perf_counter() - started)
            print(f"step {step + 1}: loss {found.item():.3f}, {speed:.0f} tokens a second", flush=True)
    with torch.no_grad():
        losses = [loss(model, held_out[at : at + BATCH]).item() for at in range(0, len(held_out), BATCH)]
    print(f"loss on pairs held out: {sum(losses) / len(losses):.3f}")
    torch.save(lora.state(model), options.pairs / "adapter.pt")
    checkpoint.unlink()


if __name__ == "__main__":
    main()
