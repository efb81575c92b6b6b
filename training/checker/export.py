"""Write the trained checker as an 8-bit ONNX file that carries its tokenizer.

python -m training.checker.export --embedder models/all-MiniLM-L6-v2 --weights all.pt --to models/shipped/checker.onnx
"""

import argparse
import tempfile
from pathlib import Path

import onnx
import torch

from summarize.models.catalogue import sha256
from summarize.models.onnx_embedder import LENGTH
from summarize.models.onnx_export import quantise, quietly
from training.checker.cross_encoder import TOKENIZER
from training.checker.model import LONGEST, CrossEncoder, batch, encode, tokenizer
from training.tracing import fused


class Scoring(torch.nn.Module):
    """The network as it is run: the logit of the pair alone."""

    def __init__(self, trained: CrossEncoder) -> None:
        super().__init__()
        self.trained = trained

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        """Logits of shape (pairs,)."""
        return self.trained(input_ids, attention_mask, token_type_ids)[0]


def export(embedder: Path, weights: Path, target: Path) -> None:
    """Trace, fuse, quantise; the tokenizer and the number of tokens that are read go into the file's metadata."""
    model = CrossEncoder(embedder, "eager")
    model.load_state_dict(torch.load(weights))
    model.eval()
    example = batch(encode(tokenizer(embedder), [("Ruiz left the port.", "Ruiz left."), ("It rained in May.", "It rained.")]))
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, quietly():
        quantise(fused(Scoring(model), example, names, Path(folder)), target)
    written = onnx.load(str(target))
    words = (embedder / "tokenizer.json").read_text(encoding="utf-8")
    onnx.helper.set_model_props(written, {LENGTH: str(LONGEST), TOKENIZER: words})
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
