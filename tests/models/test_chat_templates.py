"""A prompt in the forms that models expect: what is written out, in which role, and that no model thinks first."""

from pathlib import Path

import pytest

from summarize.errors import ModelError
from summarize.models.prompts import Message
from summarize.models.writer import SLOT, rendered

PROMPT = (Message("system", "Be brief."), Message("user", "A."), Message("assistant", "B."), Message("user", SLOT))
EACH = "{{ bos_token }}{% for m in messages %}"
IM = (
    EACH + r"{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}"
    r"{{ '<|im_start|>assistant\n' }}"
)
QWEN = IM + r"{% if enable_thinking is defined and enable_thinking is false %}{{ '<think>\n\n</think>\n\n' }}{% endif %}"
LLAMA = (
    EACH + r"{{ '<|start_header_id|>' + m.role + '<|end_header_id|>\n\n' + m.content + '<|eot_id|>' }}{% endfor %}"
    r"{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}"
)
GEMMA = (
    EACH + "{% if m.role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    r"{{ '<start_of_turn>' + ('model' if m.role == 'assistant' else m.role) + '\n' + m.content + '<end_of_turn>\n' }}{% endfor %}"
    r"{{ '<start_of_turn>model\n' }}"
)


class Model:
    """Stands in for a model that cannot be had here: its template, and its first and last control token."""

    opening, end = 0, 1

    def __init__(self, template):
        self.template = template

    def control(self, token):
        return ("<bos>", "<eos>")[token]


FORMS = {
    "ChatML, as SmolLM2 and Qwen": (
        IM,
        "<bos><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nA.<|im_end|>\n<|im_start|>assistant\nB.<|im_end|>\n"
        "<|im_start|>user\n",
        "<|im_end|>\n<|im_start|>assistant\n",
    ),
    "Qwen3, which can think": (
        QWEN,
        "<bos><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nA.<|im_end|>\n<|im_start|>assistant\nB.<|im_end|>\n"
        "<|im_start|>user\n",
        "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n",
    ),
    "Llama 3": (
        LLAMA,
        "<bos><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nA."
        "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nB.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n",
        "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    "Gemma 2, without a role for instructions": (
        GEMMA,
        "<bos><start_of_turn>user\nBe brief.\n\nA.<end_of_turn>\n<start_of_turn>model\nB.<end_of_turn>\n<start_of_turn>user\n",
        "<end_of_turn>\n<start_of_turn>model\n",
    ),
}


@pytest.mark.parametrize(("template", "before", "after"), FORMS.values(), ids=FORMS)
def test_a_template_of_each_family_is_filled_in_its_form(template, before, after):
    assert rendered(PROMPT, Model(template), Path("model.gguf"), SLOT)[:2] == (before, after)


@pytest.mark.parametrize("template", [None, "{{ raise_exception('no') }}", "{% for m in %}"])
def test_a_model_without_a_usable_template_is_an_error_that_names_it(template):
    with pytest.raises(ModelError, match=r"model\.gguf: .* choose an"):
        rendered(PROMPT, Model(template), Path("model.gguf"), SLOT)
