"""Write a network of pairs as an ONNX graph with ONNX Runtime's own operators."""

import contextlib
import io
import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch


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
    from onnxruntime.transformers import optimizer

    optimizer.optimize_model(str(traced), "bert", opt_level=0).save_model_to_file(str(target))
    return target


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
