"""Low-rank adaptation (Hu et al. 2021, arXiv 2106.09685) of the bundled chat model, on all of its linear layers."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

RANK = 16
SCALE = 2.0
"""What the addition is multiplied by: alpha over rank, in the terms of the paper."""
LAYERS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class Adapted(nn.Module):
    """A frozen linear layer with a low-rank addition: `a` has the shape (rank, in), `b` (out, rank)."""

    def __init__(self, frozen: nn.Linear, rank: int) -> None:
        super().__init__()
        self.frozen = frozen
        self.a = nn.Parameter(torch.empty(rank, frozen.in_features))
        self.b = nn.Parameter(torch.zeros(frozen.out_features, rank))
        nn.init.kaiming_uniform_(self.a, a=math.sqrt(5))

    def forward(self, given: Tensor) -> Tensor:
        """The layer's output with the addition."""
        low = nn.functional.linear(given, self.a)
        return self.frozen(given) + nn.functional.linear(low, self.b) * SCALE


def load(model: Path, rank: int = RANK) -> tuple[Any, Any]:
    """The tokenizer and the frozen, adapted model of a GGUF file; its weights are kept in bfloat16."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model.parent, gguf_file=model.name)
    base = AutoModelForCausalLM.from_pretrained(model.parent, gguf_file=model.name, dtype=torch.float32)
    base.requires_grad_(requires_grad=False)
    for layer in base.model.layers:
        for part in (layer.self_attn, layer.mlp):
            for name, child in list(part.named_children()):
                if name in LAYERS:
                    setattr(part, name, Adapted(child.to(torch.bfloat16), rank))
    base.lm_head.to(torch.bfloat16)
    return tokenizer, base


def adapters(model: Any) -> Iterator[tuple[str, Adapted]]:
    """The adapted layers by their names."""
    return ((name, module) for name, module in model.named_modules() if isinstance(module, Adapted))


def state(model: Any) -> dict[str, Tensor]:
    """The adapter's tensors."""
    return {f"{name}.{part}": getattr(module, part).detach() for name, module in adapters(model) for part in ("a", "b")}


def restore(model: Any, tensors: dict[str, Tensor]) -> None:
    """Put an adapter's tensors into a model."""
    with torch.no_grad():
        for name, module in adapters(model):
            module.a.copy_(tensors[f"{name}.a"])
            module.b.copy_(tensors[f"{name}.b"])
