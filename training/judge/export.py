"""Write the trained cross-encoder as an ONNX file whose weights are stored in 8 bits.

    python -m training.judge.export --embedder models/all-MiniLM-L6-v2 --weights one.pt --to models/shipped/judge.onnx

The weights are turned back into floating point when the file is loaded, so that it computes the same on every processor. The word
vectors are not in it: the program takes those of the embedder.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from summarize.models.catalogue import sha256
from summarize.models.onnx_embedder import LENGTH
from training.judge.network import LONGEST, CrossEncoder
from training.tracing import fused, quietly

SMALL = 4_096
"""Weights with fewer numbers stay as they are."""


class Scoring(torch.nn.Module):
    """The network as it is run: from word vectors."""

    def __init__(self, trained: CrossEncoder) -> None:
        super().__init__()
        self.trained = trained

    def forward(self, vectors: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        """Logits of shape (pairs,)."""
        return self.trained.of_vectors(vectors, attention_mask, token_type_ids)


def packed(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a model whose large weights are 8-bit numbers with a scale for each column, multiplied when it is loaded."""
    kept: list[Any] = []
    added: list[Any] = []
    for weight in model.graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < SMALL:
            kept.append(weight)
            continue
        scale = np.maximum(np.abs(values).max(axis=0, keepdims=True), 1e-12) / 127
        small, wide, step = (f"{weight.name}.{part}" for part in ("int8", "float", "scale"))
        kept += [numpy_helper.from_array(np.round(values / scale).astype(np.int8), small), numpy_helper.from_array(scale, step)]
        added += [
            helper.make_node("Cast", [small], [wide], to=onnx.TensorProto.FLOAT),
            helper.make_node("Mul", [wide, step], [weight.name]),
        ]
    nodes = [*added, *model.graph.node]
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)
    return model


def export(embedder: Path, weights: Path, target: Path) -> None:
    """Trace, fuse, pack; the number of tokens that are read goes into the file's metadata."""
    model = CrossEncoder(embedder, "eager")
    model.restore(weights)
    model.eval()
    names = ["vectors", "attention_mask", "token_type_ids"]
    width = model.encoder.config.hidden_size
    mask = torch.ones((2, 9), dtype=torch.int64)
    mask[1, 6:] = 0
    example = (torch.randn((2, 9, width)), mask, torch.tensor([[0] * 4 + [1] * 5] * 2))
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, quietly():
        written = packed(onnx.load(str(fused(Scoring(model), example, names, Path(folder)))))
    onnx.helper.set_model_props(written, {LENGTH: str(LONGEST)})
    onnx.save(written, str(target))


def main() -> None:
    """Write the file and print its size and hash."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--embedder", type=Path, required=True, help="the folder of all-MiniLM-L6-v2")
    parser.add_argument("--weights", type=Path, required=True, help="what `train` left")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    export(options.embedder, options.weights, options.to)
    print(f"{options.to}: {options.to.stat().st_size:,} bytes, sha256 {sha256(options.to)}")


if __name__ == "__main__":
    main()
