"""llama.cpp: a model on disk, its tokens, and the evaluation of several texts together. The only importer of llama_cpp.

The high-level class of llama-cpp-python evaluates one text at a time, so this module calls the functions of llama.cpp itself.
"""

import ctypes
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from summarize.errors import ModelError
from summarize.models import memory
from summarize.models.cpu import Compute
from summarize.models.decoding import Logits

try:
    import llama_cpp
except (ImportError, OSError, RuntimeError) as error:  # a build for a graphics card whose libraries are missing, for one
    raise ModelError(f"llama.cpp cannot be loaded ({error}); install llama-cpp-python again (docs/install.md)") from error

BATCH = 512
"""Tokens that are evaluated in one call."""
TIMED_TEXTS = 8
Q8_0 = llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0
_SILENT = llama_cpp.llama_log_callback(lambda *_: None)


@dataclass(frozen=True, slots=True)
class Place:
    """A token, its position in a sequence, and whether the logits after it are wanted."""

    token: int
    position: int
    sequence: int
    wanted: bool


class Llama:
    """A GGUF model, with an adapter if one is given, and memory for at most `sequences` texts, which share `context` tokens."""

    def __init__(self, path: Path, *, context: int, sequences: int, compute: Compute, adapter: Path | None = None) -> None:
        llama_cpp.llama_log_set(_SILENT, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        if not uses_graphics() or compute.gpu_layers == 0 or sys.platform == "darwin":  # Apple's cards share the memory
            memory.require(path)
        self._model = llama_cpp.llama_model_load_from_file(str(path).encode(), _model_parameters(compute.gpu_layers))
        if not self._model:
            raise ModelError(f"{path}: llama.cpp cannot load this model; is it a whole GGUF file of a known kind?")
        params = llama_cpp.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch = context, BATCH, BATCH
        params.n_seq_max, params.kv_unified = sequences, True
        params.n_threads = params.n_threads_batch = compute.threads
        self._context = llama_cpp.llama_init_from_model(self._model, params)
        if not self._context:
            raise ModelError(f"{path}: not enough memory for this model; choose a smaller one")
        if adapter is not None:
            self._adapt(adapter)
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._size = llama_cpp.llama_vocab_n_tokens(self._vocabulary)
        self.piece = cache(self._piece)
        self.ends = cache(self._ends)

    def _adapt(self, path: Path) -> None:
        """Add a LoRA adapter to the model; it is freed with the model."""
        adapter = llama_cpp.llama_adapter_lora_init(self._model, str(path).encode())
        one = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(adapter)
        if not adapter or llama_cpp.llama_set_adapters_lora(self._context, one, 1, (ctypes.c_float * 1)(1.0)):
            raise ModelError(f"{path}: llama.cpp cannot add this adapter to the model; answer without it by --no-adapter")

    def close(self) -> None:
        """Free the model's memory."""
        llama_cpp.llama_free(self._context)
        llama_cpp.llama_model_free(self._model)

    @property
    def template(self) -> str | None:
        """The chat template of the model, in Jinja; `None` if it has none."""
        found = llama_cpp.llama_model_chat_template(self._model, None)
        return found.decode() if found else None

    @property
    def rewinds(self) -> bool:
        """Whether the last tokens of a text can be forgotten, which a model with a recurrent state cannot do."""
        return not (llama_cpp.llama_model_is_recurrent(self._model) or llama_cpp.llama_model_is_hybrid(self._model))

    @property
    def opening(self) -> int:
        """The token that begins a text."""
        return int(llama_cpp.llama_vocab_bos(self._vocabulary))

    @property
    def end(self) -> int:
        """The token that ends a text; if the model has none, the token that ends a turn of the chat."""
        end = int(llama_cpp.llama_vocab_eos(self._vocabulary))
        return end if end >= 0 else max(int(llama_cpp.llama_vocab_eot(self._vocabulary)), 0)

    def tokens(self, text: str, *, opening: bool = False, special: bool = False) -> list[int]:
        """Return the tokens of a text; control tokens written out in it count as such only if `special`."""
        if not text and not opening:
            return []
        data = text.encode()
        found = (llama_cpp.llama_token * (len(data) + 2))()
        count = llama_cpp.llama_tokenize(self._vocabulary, data, len(data), found, len(found), opening, special)
        return list(found[:count])

    def text(self, tokens: Sequence[int]) -> str:
        """Return the text of some tokens; control tokens have none."""
        return b"".join(map(self.piece, tokens)).decode(errors="ignore")

    def _piece(self, token: int, *, special: bool = False) -> bytes:
        """Return the text of a token, in UTF-8; a character may need several tokens."""
        room = ctypes.create_string_buffer(256)
        length = llama_cpp.llama_token_to_piece(self._vocabulary, token, room, len(room), 0, special)
        return room.raw[: max(length, 0)]

    def _ends(self, token: int) -> bool:
        """Whether a token ends a line or the text."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocabulary, token)) or b"\n" in self.piece(token)

    def control(self, token: int) -> str:
        """Return a control token as it is written out in a chat; empty if the model has no such token (-1)."""
        if token < 0:
            return ""
        return self._piece(token, special=True).decode()

    def evaluate(self, places: Sequence[Place]) -> list[Logits]:
        """Return the logits after the tokens where they are wanted, in order, each of shape (vocabulary,).

        Raises:
            ModelError: the texts are longer than the context.
        """
        rows: list[Logits] = []
        for start in range(0, len(places), BATCH):
            rows += self._decode(places[start : start + BATCH])
        return rows

    def _decode(self, places: Sequence[Place]) -> list[Logits]:
        batch = llama_cpp.llama_batch_init(len(places), 0, 1)
        try:
            for number, place in enumerate(places):
                batch.token[number], batch.pos[number] = place.token, place.position
                batch.n_seq_id[number], batch.seq_id[number][0] = 1, place.sequence
                batch.logits[number] = place.wanted
            batch.n_tokens = len(places)
            if llama_cpp.llama_decode(self._context, batch):
                raise ModelError("llama.cpp could not evaluate the text; choose another model with --model")
        finally:
            llama_cpp.llama_batch_free(batch)
        wanted = (number for number, place in enumerate(places) if place.wanted)
        return [self._logits(number) for number in wanted]

    def _logits(self, number: int) -> Logits:
        found = llama_cpp.llama_get_logits_ith(self._context, number)
        return np.ctypeslib.as_array(found, shape=(self._size,)).copy()

    def share(self, source: int, target: int) -> None:
        """Let a sequence begin with all that another one holds; this costs no memory."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def forget(self, sequence: int, position: int = 0) -> None:
        """Forget a sequence from a position on."""
        llama_cpp.llama_memory_seq_rm(self._memory, sequence, position, -1)


def _model_parameters(gpu_layers: int | None) -> Any:
    """Return the default parameters, by which a usable graphics card takes all layers, but without AMX kernels.

    Builds that use AMX crash in their first decode on some processors (`ldtilecfg` in `ggml_backend_amx_mul_mat`). Builds
    without AMX keep their repacked kernels.
    """
    params = llama_cpp.llama_model_default_params()
    params.use_extra_bufts = "AMX_INT8" not in features()
    if gpu_layers is not None:
        params.n_gpu_layers = gpu_layers
    return params


def uses_graphics() -> bool:
    """Whether there is a graphics card that this build of llama.cpp can use."""
    return bool(llama_cpp.llama_supports_gpu_offload())


def features() -> tuple[str, ...]:
    """Return the features of the processor that llama.cpp was built to use."""
    parts = llama_cpp.llama_print_system_info().decode().removeprefix("CPU : ").split("|")
    return tuple(part.split("=")[0].strip() for part in parts if "= 1" in part)


def seconds(path: Path, compute: Compute) -> float:
    """Measure the seconds that a model takes to read and write some texts together: the shortest of three times.

    Raises:
        ModelError: llama.cpp cannot run it.
    """
    model = Llama(path, context=BATCH * 2, sequences=TIMED_TEXTS, compute=compute)
    try:
        return min(_timed(model) for _ in range(3))
    finally:
        model.close()


def _timed(model: Llama) -> float:
    """Time the reading of `TIMED_TEXTS` texts of 32 tokens in one call, then of 8 more tokens of each, one after the other."""
    texts = range(TIMED_TEXTS)
    for text in texts:
        model.forget(text)
    started = perf_counter()
    model.evaluate([Place(1000 + at, at, text, at == 31) for text in texts for at in range(32)])
    for at in range(32, 40):
        model.evaluate([Place(1000 + at, at, text, wanted=True) for text in texts])
    return perf_counter() - started


def requantise(source: Path, target: Path, threads: int) -> None:
    """Write the weights of a GGUF file as Q8_0, one byte each; weights of fewer bits lose next to nothing.

    Raises:
        ModelError: llama.cpp cannot do it, or the disk is full.
    """
    llama_cpp.llama_log_set(_SILENT, ctypes.c_void_p(0))
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype, params.allow_requantize, params.nthread = Q8_0, True, threads
    if llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params)):
        raise ModelError(f"{source}: llama.cpp cannot requantise this model")
