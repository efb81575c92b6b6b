"""Write a network of pairs as an ONNX graph with ONNX Runtime's own operators."""

from collections.abc import Sequence
from pathlib import Path

import torch

from summarize.models.onnx_export import fuse


def fused(network: torch.nn.Module, example: tuple[torch.Tensor, ...], names: Sequence[str], folder: Path) -> Path:
    """Trace a network that gives logits of shape (pairs,) from tensors of shape (pairs, tokens, ...); return the file."""
    traced, target = folder / "traced.onnx", folder / "fused.onnx"
    torch.onnx.export(
        network,
        example,
        str(traced),
        input_names=list(names),
        output_names=["logits"],
        dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in names} | {"logits": {0: "pairs"}},
        opset_version=17,
        dynamo=False,  # what the other exporter writes is not recognised by the fusion
    )
    fuse(traced, target)
    return target
