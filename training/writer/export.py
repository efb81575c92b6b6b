"""Write the trained adapter as a GGUF file for llama.cpp, and say how it does on the pairs held out.

python -m training.writer.export --model GGUF_FILE --pairs .training/writer --to models/shipped/writer-adapter.gguf
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType, quants
from numpy.typing import NDArray

from summarize.checking.rules import verify
from summarize.models import cpu, prompts
from summarize.models.catalogue import sha256
from summarize.models.decoding import Job, Request
from summarize.models.writer import QUESTION, SLOT, Writer
from summarize.types.evidence import Sentence
from training import texts
from training.writer.lora import LAYERS, SCALE

NAMES = dict(zip(LAYERS, ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"), strict=True))
HEADS = {"q_proj": 9, "k_proj": 3}
"""Attention heads of SmolLM2-135M whose rows llama.cpp keeps in another order."""


def interleaved(rows: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Rows (out, rank) of a query or key projection in the order of llama.cpp: the halves of each head's rows alternate."""
    out, rank = rows.shape
    return rows.reshape(heads, 2, out // heads // 2, rank).swapaxes(1, 2).reshape(out, rank)


def write(tensors: dict[str, torch.Tensor], target: Path, name: str, kind: GGMLQuantizationType) -> None:
    """An adapter's tensors as a GGUF file, with numbers of a kind: of 16 bits, or of 8 in blocks of 32."""
    rank = next(len(tensor) for each, tensor in tensors.items() if each.endswith(".a"))
    writer = gguf.GGUFWriter(target, "llama")
    writer.add_string("general.type", "adapter")
    writer.add_string("general.name", name)
    writer.add_string("general.license", "Apache-2.0")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", SCALE * rank)
    for each, tensor in tensors.items():
        _, _, layer, _, projection, part = each.split(".")
        values = tensor.float().numpy()
        if part == "b" and projection in HEADS:
            values = interleaved(values, HEADS[projection])
        shown = f"blk.{layer}.{NAMES[projection]}.weight.lora_{part}"
        writer.add_tensor(shown, quants.quantize(np.ascontiguousarray(values, dtype=np.float32), kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def drafts(model: Path, adapter: Path, asked: Sequence[tuple[str, str]]) -> list[str]:
    """What the model with the adapter writes of some lines and questions."""
    prompt = prompts.fill(prompts.load("shorten"), sentence=SLOT, question=QUESTION)
    writer = Writer(model, prompt, cpu.Compute(cpu.processors()), adapter)

    def job(lines: str, question: str) -> Job:
        return (yield Request(lines, question))

    return list(writer.side_by_side(job(lines, question) for lines, question in asked))


def main() -> None:
    """Write the file and print its hash and the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="the GGUF file that the adapter belongs to")
    parser.add_argument("--pairs", type=Path, required=True, help="the folder that `train` left `adapter.pt` in")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    write(torch.load(options.pairs / "adapter.pt"), options.to, "summarize writer", GGMLQuantizationType.F16)
    print(f"{options.to}: {options.to.stat().st_size:,} bytes, sha256 {sha256(options.to)}")
    rows = [json.loads(line) for line in (options.pairs / "held_out.jsonl").read_text(encoding="utf-8").splitlines()]
    written = drafts(options.model, options.to, [("\n".join(row["lines"]), row["question"]) for row in rows])
    grammar = texts.grammar()
    told = [(row, text) for row, text in zip(rows, written, strict=True) if row["short"]]
    held = [verify(text, [Sentence(row["lines"][0], row["lines"][0], 1, 1)], parser=grammar).supported for row, text in told]
    silent = [not text for row, text in zip(rows, written, strict=True) if not row["short"]]
    print(
        f"of {len(told)} lines that answer: supported {sum(held) / len(held):.3f}, wrongly refused {sum(not t for _, t in told)}"
    )
    print(f"of {len(silent)} lines that do not: refused {sum(silent) / max(len(silent), 1):.3f}")


if __name__ == "__main__":
    main()
