"""Write the trained adapter as a GGUF file for llama.cpp.

python -m training.entailment.export --weights one.pt --to models/shipped/entailment-adapter.gguf
"""

import argparse
from pathlib import Path

import torch
from gguf import GGMLQuantizationType

from summarize.models.catalogue import sha256
from training.writer.export import write


def main() -> None:
    """Write the file and print its hash."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    write(torch.load(options.weights), options.to, "summarize entailment", GGMLQuantizationType.Q8_0)
    print(f"{options.to}: {options.to.stat().st_size:,} bytes, sha256 {sha256(options.to)}")


if __name__ == "__main__":
    main()
