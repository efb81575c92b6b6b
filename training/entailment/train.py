"""Train an adapter that answers whether lines support a sentence; a run that was interrupted goes on from its last checkpoint.

    python -m training.entailment.train --model GGUF_FILE --rows .training/entailment/train.jsonl --to one.pt

Each row has lines, what stands above them, and true and false sentences about them. The lines are read once: each sentence goes
on from them as a branch that does not see the others. A false sentence is a true one with one thing changed, so the loss also
asks that each true sentence of a row scores higher than each false one (a margin over pairs, Burges et al. 2005).
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from torch.nn.functional import softplus

from summarize.models import prompts
from summarize.models.entailment import LINES, NO, SENTENCE, YES
from training.writer import lora

SEED = 31
RANK = 64
POOL = 256
"""Rows that are sorted by length together, at least."""
LONGEST = 900
"""Tokens of a row with its sentences."""
WARM_UP = 0.06
SMOOTHING = 0.03
PAIRS = 0.5
"""Weight of the loss over pairs."""
EVERY = 50
"""Steps between checkpoints."""


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens up to the sentence, and for each sentence its tokens up to the answer, and its label."""

    before: tuple[int, ...]
    branches: tuple[tuple[int, ...], ...]
    labels: tuple[float, ...]

    @property
    def size(self) -> int:
        """The number of tokens."""
        return len(self.before) + sum(map(len, self.branches))


@dataclass(frozen=True, slots=True)
class Prompt:
    """The rendered chat around the lines and the sentence, in tokens."""

    tokenizer: Any
    parts: tuple[str, str, str]

    def rows(self, read: Sequence[dict[str, Any]]) -> list[Row]:
        """Tokens of rows, their parts taken apart as the program does; what stands above the lines is read with them."""
        first, between, last = self._tokens(self.parts)
        lines = [f"{row['above']} {row['lines']}".strip() for row in read]
        texts = [
            text for whole, row in zip(lines, read, strict=True) for text in (whole, *(text for text, _ in row["sentences"]))
        ]
        tokens = iter(self._tokens(texts))
        made = []
        for row in read:
            before = (*first, *next(tokens), *between)
            labels = tuple(float(label) for _, label in row["sentences"])
            made.append(Row(before, tuple((*next(tokens), *last) for _ in labels), labels))
        return made

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        found: list[list[int]] = self.tokenizer(list(texts), add_special_tokens=False)["input_ids"]
        return found


def prompt(tokenizer: Any) -> Prompt:
    """The prompt that the program uses, rendered by the model's own template."""
    filled = prompts.fill(prompts.load("entail"), lines=LINES, sentence=SENTENCE)
    messages = [{"role": message.role, "content": message.content} for message in filled]
    chat = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    before, _, rest = chat.partition(LINES)
    between, _, after = rest.partition(SENTENCE)
    return Prompt(tokenizer, (before, between, after))


def rows(path: Path, asked: Prompt) -> list[Row]:
    """The rows of a file that are not too long."""
    read = list(map(json.loads, path.read_text(encoding="utf-8").splitlines()))
    return [row for row in asked.rows(read) if row.size <= LONGEST]


def batches(some: Sequence[Row], tokens: int, chance: random.Random) -> Iterator[list[Row]]:
    """All rows once, in random order, those of one batch of like length; `tokens` is about how many a batch has."""
    order = list(some)
    chance.shuffle(order)
    width = max(POOL, 8 * tokens // LONGEST)
    for start in range(0, len(order), width):
        pool = sorted(order[start : start + width], key=lambda row: -row.size)
        groups, at = [], 0
        while at < len(pool):
            count = max(tokens // pool[at].size, 1)
            groups.append(pool[at : at + count])
            at += count
        chance.shuffle(groups)
        yield from groups


def scores(model: Any, some: Sequence[Row], answers: Sequence[int]) -> list[Tensor]:
    """For each row, the log-odds of "yes" against "no" for its sentences; `answers` are the tokens of both."""
    device = model.device
    width = -max(row.size for row in some) // 8 * -8  # attention with a mask wants rows of a multiple of eight
    ids, places, branch = (torch.zeros(len(some), width, dtype=torch.long) for _ in range(3))
    ends: list[list[int]] = []
    for number, row in enumerate(some):
        parts = (row.before, *row.branches)
        starts = list(accumulate(map(len, parts), initial=0))
        ids[number, : row.size] = torch.tensor([token for part in parts for token in part])
        places[number, : row.size] = torch.cat(
            [torch.arange(len(part)) + (at and len(row.before)) for at, part in enumerate(parts)]
        )
        branch[number] = torch.bucketize(torch.arange(width), torch.tensor(starts[1:]), right=True)
        ends.append([end - 1 for end in starts[2:]])
    ids, places, branch = ids.to(device), places.to(device), branch.to(device)
    seen = (branch[:, :, None] == branch[:, None, :]) | (branch[:, None, :] == 0)
    seen &= torch.ones(width, width, dtype=torch.bool, device=device).tril()
    hidden_from = torch.zeros(seen.shape, device=device, dtype=torch.bfloat16).masked_fill_(~seen, -1e9)[:, None]
    with torch.autocast(device.type, dtype=torch.bfloat16):
        hidden = model.model(input_ids=ids, attention_mask=hidden_from, position_ids=places).last_hidden_state
    no, yes = model.lm_head.weight[list(answers)].float()
    return [hidden[number, each].float() @ (yes - no) for number, each in enumerate(ends)]


def loss(found: Sequence[Tensor], some: Sequence[Row]) -> Tensor:
    """Cross-entropy of the answers, and of the order of each true and each false sentence of a row."""
    wanted = torch.tensor([label for row in some for label in row.labels], device=found[0].device)
    whole = cross_entropy(torch.cat(list(found)), wanted * (1 - 2 * SMOOTHING) + SMOOTHING)
    ordered = []
    for values, row in zip(found, some, strict=True):
        true = torch.tensor(row.labels, device=values.device) > 0.5
        if true.any() and not true.all():
            ordered.append(softplus(values[~true][None] - values[true][:, None]).mean())
    return whole + PAIRS * torch.stack(ordered).mean() if ordered else whole


def area(model: Any, some: Sequence[Row], answers: Sequence[int]) -> float:
    """The area under the curve over all sentences of some rows."""
    from sklearn.metrics import roc_auc_score

    with torch.no_grad():
        found = [float(value) for row in some for value in scores(model, [row], answers)[0]]
    return float(roc_auc_score([label for row in some for label in row.labels], found))


def main() -> None:
    """Train and leave the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="the GGUF file of the model to adapt")
    parser.add_argument("--rows", type=Path, required=True, help="what to learn, a file that `prepare` wrote")
    parser.add_argument("--held-out", type=Path, help="rows to measure with at the end")
    parser.add_argument("--start", type=Path, help="the adapter of an earlier run to go on from")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--tokens", type=int, default=3072, help="of a batch, about")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    tokenizer, model = lora.load(options.model, RANK)
    model.to(options.device)
    asked = prompt(tokenizer)
    answers = [tokenizer(word, add_special_tokens=False)["input_ids"][0] for word in (NO, YES)]
    train = rows(options.rows, asked)
    chance = random.Random(SEED)
    plan = [group for _ in range(options.epochs) for group in batches(train, options.tokens, chance)]
    learned = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=options.rate, weight_decay=0.0, betas=(0.9, 0.98))
    if options.start:
        lora.restore(model, torch.load(options.start, map_location=options.device))
    checkpoint, begun = options.to.with_suffix(".checkpoint"), 0
    if checkpoint.exists():
        kept = torch.load(checkpoint, map_location=options.device)
        lora.restore(model, kept["adapter"])
        optimizer.load_state_dict(kept["optimizer"])
        begun = kept["step"]
    print(
        f"{len(train)} rows, {sum(len(row.labels) for row in train)} sentences, {len(plan)} steps, from step {begun}", flush=True
    )
    started, read = time.perf_counter(), 0
    for step in range(begun, len(plan)):
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min((step + 1) / (WARM_UP * len(plan)), (1 + math.cos(math.pi * step / len(plan))) / 2)
        found = loss(scores(model, plan[step], answers), plan[step])
        optimizer.zero_grad()
        found.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        read += sum(row.size for row in plan[step])
        if (step + 1) % EVERY == 0 or step + 1 == len(plan):
            torch.save({"adapter": lora.state(model), "optimizer": optimizer.state_dict(), "step": step + 1}, checkpoint)
            speed = read / (time.perf_counter() - started)
            print(f"step {step + 1}: loss {found.item():.3f}, {speed:.0f} tokens a second", flush=True)
    torch.save(lora.state(model), options.to)
    checkpoint.unlink(missing_ok=True)
    if options.held_out:
        print(f"area on sentences held out: {area(model, rows(options.held_out, asked), answers):.3f}")


if __name__ == "__main__":
    main()
