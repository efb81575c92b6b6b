"""The embedder written out once for ONNX Runtime, which loads in a tenth of the time and computes in whole numbers.

A sentence-transformers model is traced by PyTorch with its pooling; ONNX Runtime's own tools then fuse the layers of a BERT
and turn its weights into 8-bit numbers, a scale for each channel, where the processor multiplies those
(https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
"""

import contextlib
import io
import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarize.models.embedder import SentenceEncoder
from summarize.models.onnx_embedder import LENGTH

FUSED = "bert"
"""The model type whose layers ONNX Runtime knows how to fuse as they are traced here."""


def export(model: Path, target: Path, *, eight_bit: bool) -> None:
    """Write the embedder in a folder as one ONNX file that gives vectors of unit length.

    Raises:
        ModelError: sentence-transformers cannot load it.
        RuntimeError, ValueError: it is of a kind that cannot be exported; it runs by sentence-transformers all the same.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, quietly():
        traced, fused = Path(folder) / "traced.onnx", Path(folder) / "fused.onnx"
        reference = SentenceEncoder(model, model.name)
        kind = _trace(reference.module, traced)
        if kind == FUSED:
            fuse(traced, fused)
        else:
            fused = traced
        if eight_bit:
            quantise(fused, target)
        else:
            fused.replace(target)
        _note(target, LENGTH, str(reference.module.max_seq_length))


def _trace(module: Any, target: Path) -> str:
    """Write what a model computes of tokens; gives the type of its transformer."""
    import torch

    class Embedder(torch.nn.Module):  # takes and gives tensors by position, as tracing wants it
        def __init__(self, names: list[str]) -> None:
            super().__init__()
            self.module, self.names = module, names

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            found = self.module(dict(zip(self.names, tensors, strict=True)))
            return torch.nn.functional.normalize(found["sentence_embedding"], dim=-1)

    module.eval()
    module[0].auto_model.set_attn_implementation("eager")
    example = {name: tensor for name, tensor in module.tokenize(["A text.", "Another one."]).items() if torch.is_tensor(tensor)}
    names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in example]
    torch.onnx.export(
        Embedder(names),
        tuple(example[name] for name in names),
        str(target),
        input_names=names,
        output_names=["sentence_embedding"],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in names} | {"sentence_embedding": {0: "texts"}},
        opset_version=17,
        dynamo=False,  # what the other exporter writes is not recognised by the fusion
    )
    return str(module[0].auto_model.config.model_type)


def fuse(source: Path, target: Path) -> None:
    """Join the layers of a traced BERT into ONNX Runtime's own operators."""
    from onnxruntime.transformers import optimizer

    optimizer.optimize_model(str(source), FUSED, opt_level=0).save_model_to_file(str(target))


def quantise(source: Path, target: Path) -> None:
    """Turn the weights of a model into 8-bit numbers, a scale for each channel."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    known = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    quantize_dynamic(str(source), str(target), per_channel=True, weight_type=QuantType.QInt8, extra_options=known)


def _note(path: Path, key: str, value: str) -> None:
    """Write a word of metadata into a model."""
    import onnx

    model = onnx.load(str(path))
    onnx.helper.set_model_props(model, {key: value})
    onnx.save(model, str(path))


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Keep the notes and warnings of four libraries, which are for their developers, off the screen."""
    level = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            os.environ["TRANSFORMERS_VERBOSITY"] = "error"
            yield
    finally:
        logging.disable(level)
