"""Export the embedder once for ONNX Runtime, which loads in a tenth of the time and computes in integers.

PyTorch traces a sentence-transformers model with its pooling. ONNX Runtime's own tools then fuse the layers of a BERT and, if
the processor multiplies 8-bit numbers, turn its weights into those, with a scale for each channel
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
"""The model type whose layers, as traced here, ONNX Runtime can fuse."""


def export(model: Path, target: Path, *, eight_bit: bool) -> None:
    """Write the embedder in a folder as one ONNX file that returns vectors of unit length.

    Raises:
        ModelError: sentence-transformers cannot load it.
        RuntimeError, ValueError: it is of a kind that cannot be exported; sentence-transformers can still run it.
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
    """Write what a model computes from tokens as ONNX; return the type of its transformer."""
    import torch

    class Embedder(torch.nn.Module):  # takes and returns tensors by position, as tracing requires
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
        dynamo=False,  # the fusion does not recognise what the other exporter writes
    )
    return str(module[0].auto_model.config.model_type)


def fuse(source: Path, target: Path) -> None:
    """Fuse the layers of a traced BERT into ONNX Runtime's own operators."""
    from onnxruntime.transformers import optimizer

    optimizer.optimize_model(str(source), FUSED, opt_level=0).save_model_to_file(str(target))


def quantise(source: Path, target: Path) -> None:
    """Turn the weights of a model into 8-bit numbers, with a scale for each channel."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    known = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    quantize_dynamic(str(source), str(target), per_channel=True, weight_type=QuantType.QInt8, extra_options=known)


def _note(path: Path, key: str, value: str) -> None:
    """Write one entry of metadata into a model."""
    import onnx

    model = onnx.load(str(path))
    onnx.helper.set_model_props(model, {key: value})
    onnx.save(model, str(path))


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Hide the notes and warnings of four libraries, which are meant for their developers."""
    level = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            os.environ["TRANSFORMERS_VERBOSITY"] = "error"
            yield
    finally:
        logging.disable(level)
