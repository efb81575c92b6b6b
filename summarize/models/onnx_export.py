"""Write the embedder once for ONNX Runtime, which loads in a tenth of the time of PyTorch and computes in integers.

The graph of a BERT (Devlin et al. 2019) with mean pooling (Reimers and Gurevych 2019) is built from its weights by ONNX Runtime's
own operators, so PyTorch is not needed. If the processor multiplies 8-bit numbers, ONNX Runtime's tools then turn the weights
into those, with a scale for each channel (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.models.onnx_embedder import LENGTH

Weights = Mapping[str, NDArray[np.float32]]
IDS, MASK, VECTORS = "input_ids", "attention_mask", "sentence_embedding"
"""The names of what the graph takes and gives."""
OPSET, IR = 17, 8
"""Versions of ONNX's operators and of its format."""
FUSED = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""
KNOWN = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
"""What the configuration of a model must say; it may be silent on the last of them."""
MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
"""The sequences of sentence-transformers' modules that can be written; vectors have unit length in any case."""


def export(model: Path, target: Path, *, eight_bit: bool) -> None:
    """Write the embedder in a folder as one ONNX file that returns vectors of unit length.

    Raises:
        OSError: a file of the model cannot be read, or the target cannot be written.
        ValueError, KeyError: the model is of a kind that cannot be written; sentence-transformers can still run it.
    """
    import onnx
    from safetensors.numpy import load_file

    config = _json(model / "config.json")
    problem = _unknown(config, model)
    if problem:
        raise ValueError(problem)
    made = _bert(load_file(str(model / "model.safetensors")), config)
    onnx.helper.set_model_props(made, {LENGTH: str(_json(model / "sentence_bert_config.json")["max_seq_length"])})
    if not eight_bit:
        onnx.save(made, str(target))
        return
    with TemporaryDirectory(dir=target.parent) as folder:
        whole = Path(folder) / "float32.onnx"
        onnx.save(made, str(whole))
        quantise(whole, target)


def quantise(source: Path, target: Path) -> None:
    """Turn the weights of a model into 8-bit numbers, with a scale for each channel."""
    import onnx

    with _quietly():
        from onnxruntime.quantization import QuantType, quantize_dynamic

        known = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        quantize_dynamic(str(source), str(target), per_channel=True, weight_type=QuantType.QInt8, extra_options=known)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _unknown(config: Mapping[str, Any], model: Path) -> str:
    """Return what of a model cannot be written; empty if all can."""
    for key, value in KNOWN.items():
        if config.get(key, KNOWN["position_embedding_type"]) != value:
            return f"its {key} is {config.get(key)}, not {value}"
    modules = [each["type"].rpartition(".")[2] for each in _json(model / "modules.json")]
    pooling = _json(model / "1_Pooling" / "config.json")
    ways = sorted(key for key, value in pooling.items() if key.startswith("pooling_mode") and value is True)
    if modules not in MODULES or ways != ["pooling_mode_mean_tokens"]:
        return f"it is made of {', '.join(modules)} with {', '.join(ways) or 'no pooling'}"
    return ""


@contextmanager
def _quietly() -> Iterator[None]:
    """Hide the notes of ONNX Runtime's tools, which are meant for their developers."""
    level = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(level)


class _Graph:
    """The operators and constants of an ONNX graph that is being built."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, value: NDArray[Any]) -> str:
        """Add a constant; return its name."""
        from onnx import numpy_helper

        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", output: str = "", **attributes: Any) -> str:
        """Add an operator; return the name of its first output."""
        from onnx import helper

        name = output or f"{operator}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], domain=domain, **attributes))
        return name


def _bert(weights: Weights, config: Mapping[str, Any]) -> Any:
    """Return a model that turns tokens, shape (texts, tokens), into vectors of unit length, shape (texts, width)."""
    from onnx import TensorProto, helper

    graph, width = _Graph(), int(config["hidden_size"])
    states = _embedded(graph, weights, float(config["layer_norm_eps"]))
    mask = graph.add("Cast", MASK, to=TensorProto.INT32)
    for number in range(int(config["num_hidden_layers"])):
        own = {name.removeprefix(start): each for name, each in weights.items() if name.startswith(start := _start(number))}
        states = _layer(graph, own, states, mask, int(config["num_attention_heads"]), float(config["layer_norm_eps"]))
    _pooled(graph, states)
    tokens = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in (IDS, MASK)]
    vectors = helper.make_tensor_value_info(VECTORS, TensorProto.FLOAT, ["texts", width])
    made = helper.make_graph(graph.nodes, "embedder", tokens, [vectors], graph.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR)


def _start(number: int) -> str:
    """Return how the names of a layer's weights begin."""
    return f"encoder.layer.{number}."


def _embedded(graph: _Graph, weights: Weights, epsilon: float) -> str:
    """Add the embeddings of words, positions and the first of two types of text; return the states, (texts, tokens, width)."""
    start = "embeddings."
    zero, one = (graph.constant(np.array([value])) for value in (0, 1))
    numbers = graph.constant(np.arange(len(weights[f"{start}position_embeddings.weight"])))
    places = graph.add("Slice", numbers, zero, graph.add("Gather", graph.add("Shape", IDS), one))
    kinds = (("word", IDS), ("token_type", zero), ("position", places))
    words, first, positions = (
        graph.add("Gather", graph.constant(weights[f"{start}{kind}_embeddings.weight"]), each) for kind, each in kinds
    )
    scale, bias = (graph.constant(weights[f"{start}LayerNorm.{each}"]) for each in ("weight", "bias"))
    embedded = graph.add("Add", graph.add("Add", words, first), positions)
    return graph.add("LayerNormalization", embedded, scale, bias, epsilon=epsilon)


def _layer(graph: _Graph, weights: Weights, states: str, mask: str, heads: int, epsilon: float) -> str:
    """Add attention and the two dense layers after it, each added to what it was made from; return the new states."""
    parts = [f"attention.self.{part}" for part in ("query", "key", "value")]
    asked = [_times(graph, states, weights[f"{part}.weight"]) for part in parts]
    bias = graph.constant(np.concatenate([weights[f"{part}.bias"] for part in parts]))
    found = graph.add("MultiHeadAttention", *asked, bias, mask, domain=FUSED, num_heads=heads)
    states = _joined(graph, weights, "attention.output", found, states, epsilon)
    inner = _times(graph, states, weights["intermediate.dense.weight"])
    inner = graph.add("BiasGelu", inner, graph.constant(weights["intermediate.dense.bias"]), domain=FUSED)
    return _joined(graph, weights, "output", inner, states, epsilon)


def _times(graph: _Graph, states: str, weights: NDArray[np.float32]) -> str:
    """Add a multiplication by weights, shape (out, in) as PyTorch stores them."""
    return graph.add("MatMul", states, graph.constant(weights.T))


def _joined(graph: _Graph, weights: Weights, name: str, new: str, states: str, epsilon: float) -> str:
    """Add a dense layer, whose result is added to earlier states and normalised."""
    constants = [graph.constant(weights[f"{name}.{each}"]) for each in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")]
    dense = _times(graph, new, weights[f"{name}.dense.weight"])
    return graph.add("SkipLayerNormalization", dense, states, *constants, domain=FUSED, epsilon=epsilon)


def _pooled(graph: _Graph, states: str) -> None:
    """Add the mean of the states of each text without its padding, at unit length."""
    from onnx import TensorProto

    axis = graph.constant(np.array([1]))
    there = graph.add("Cast", graph.add("Unsqueeze", MASK, graph.constant(np.array([2]))), to=TensorProto.FLOAT)
    total = graph.add("ReduceSum", graph.add("Mul", states, there), axis, keepdims=0)
    mean = graph.add("Div", total, graph.add("ReduceSum", there, axis, keepdims=0))
    graph.add("LpNormalization", mean, axis=-1, p=2, output=VECTORS)
