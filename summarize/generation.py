"""Text from a local GGUF model, by llama.cpp. The only module that imports llama_cpp."""

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarize.errors import ModelError
from summarize.prompting import Message

CONTEXT = 4096
"""Tokens: instructions, worked examples, one claim's lines and one sentence fit many times over."""
ROOM = 32
"""Tokens that an answer may be longer than the text it is made from."""
SLOT = "\ue000"
"""A private-use character that marks in the rendered chat where text of a document goes."""


class Writer:
    """A chat model on disk. Greedy decoding: the same lines give the same words."""

    def __init__(self, path: Path) -> None:
        import llama_cpp
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        with _WithoutAmx(llama_cpp):
            try:
                self._llama = llama_cpp.Llama(str(path), n_ctx=CONTEXT, n_threads=_threads(), seed=0, verbose=False)
            except (ValueError, RuntimeError, OSError) as error:
                raise ModelError(f"{path}: llama.cpp cannot load this model; is it a whole GGUF file of a known kind?") from error
        template = self._llama.metadata.get("tokenizer.chat_template")
        if template is None:
            raise ModelError(f"{path}: a model without a chat template; choose an instruction-tuned one")
        token = {name: self._llama.detokenize([number], special=True).decode() for name, number in self._ends().items()}
        self._format = Jinja2ChatFormatter(template, eos_token=token["eos"], bos_token=token["bos"])
        self.name = path.name.removesuffix(".gguf")

    def complete(self, messages: Sequence[Message], text: str, *, grammar: str | None = None) -> str:
        """The model's answer to a chat, up to its first line break; under a GBNF grammar if one is given.

        `text` takes the place of `SLOT` in the last message. It is tokenised as plain text: what looks like a control
        token of the model in it is none. Empty if the text is too long for the model's context.

        Raises:
            ModelError: llama.cpp does not accept the grammar.
        """
        rendered = self._format(messages=[{"role": m.role, "content": m.content} for m in messages])
        before, _, after = rendered.prompt.rpartition(SLOT)
        plain = self._plain(text)
        tokens = [*self._tokens(before, first=not rendered.added_special), *plain, *self._tokens(after)]
        longest = len(plain) + ROOM
        if len(tokens) + longest > CONTEXT:
            return ""
        answer: Any = self._llama.create_completion(
            tokens, max_tokens=longest, temperature=0.0, stop=["\n"], grammar=self._grammar(grammar)
        )
        return str(answer["choices"][0]["text"]).strip()

    def _grammar(self, grammar: str | None) -> Any:
        from llama_cpp import LlamaGrammar

        if grammar is None:
            return None
        try:
            return LlamaGrammar.from_string(grammar, verbose=False)
        except ValueError as error:
            raise ModelError(f"llama.cpp does not accept the grammar {grammar!r}") from error

    def _tokens(self, text: str, *, first: bool = False) -> list[int]:
        return list(self._llama.tokenize(text.encode(), add_bos=first, special=True))

    def _plain(self, text: str) -> list[int]:
        return list(self._llama.tokenize(text.encode(), add_bos=False, special=False)) if text else []

    def _ends(self) -> dict[str, int]:
        return {"bos": self._llama.token_bos(), "eos": self._llama.token_eos()}


class _WithoutAmx:
    """Keep llama.cpp off its AMX kernels while a model is loaded.

    Builds that use AMX crash in their first decode on some processors (`ldtilecfg` in `ggml_backend_amx_mul_mat`). The
    switch is a field of the model's parameters that `Llama` has no argument for, so the function that makes the default
    parameters is replaced for a moment. Builds without AMX keep their repacked kernels.
    """

    def __init__(self, llama_cpp: Any) -> None:
        self._module = llama_cpp.llama_cpp
        self._default = self._module.llama_model_default_params

    def __enter__(self) -> None:
        if b"AMX_INT8 = 1" in self._module.llama_print_system_info():
            self._module.llama_model_default_params = self._params

    def _params(self) -> ctypes.Structure:
        params: ctypes.Structure = self._default()
        params.use_extra_bufts = False
        return params

    def __exit__(self, *_: object) -> None:
        self._module.llama_model_default_params = self._default


def _threads() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
