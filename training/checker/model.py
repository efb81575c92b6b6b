"""The checker's network: the bundled embedder read as a cross-encoder over (lines, sentence), with two heads.

One head judges the pair as a whole, the other each token of the sentence; the pair is supported as far as the whole is and its
least supported token. A sentence is as true as its falsest word, and knowing which word it is teaches more than a verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

LONGEST = 256
"""Tokens of evidence and sentence together; the evidence is cut where there are more."""
SHARPNESS = 2.0
"""How near the soft minimum over tokens is to the least of them."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token numbers and segments of a pair, and the characters of the sentence that each of its tokens stands for."""

    tokens: tuple[int, ...]
    segments: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


class CrossEncoder(nn.Module):
    """Logits that some lines support a sentence: of the pair (pairs,), of each token (pairs, tokens)."""

    def __init__(self, folder: Path, attention: str = "sdpa") -> None:
        """`attention` is how transformers computes it: "sdpa" is quick, "eager" can be exported."""
        from transformers import AutoModel

        super().__init__()
        self.encoder: Any = AutoModel.from_pretrained(folder, dtype=torch.float32, attn_implementation=attention)
        width = self.encoder.config.hidden_size
        self.whole, self.token = nn.Linear(width, 1), nn.Linear(width, 1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """As the class says; `token_type_ids` is 1 for the tokens of the sentence."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state
        tokens = self.token(hidden).squeeze(-1)
        mine = (token_type_ids * attention_mask).to(tokens.dtype)
        spread = torch.exp(-SHARPNESS * tokens.clamp(-20, 20)) * mine
        least = -torch.log(spread.sum(-1) / mine.sum(-1)) / SHARPNESS
        return self.whole(hidden[:, 0]).squeeze(-1) + least, tokens


def tokenizer(folder: Path) -> Any:
    """The embedder's tokenizer, cutting the evidence where a pair is too long."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.enable_truncation(LONGEST, strategy="only_first")
    found.no_padding()
    return found


def encode(some: Any, pairs: Sequence[tuple[str, str]]) -> list[Encoded]:
    """Pairs of evidence and sentence as tokens; a sentence too long for any evidence is cut itself."""
    shortened = [(evidence or ".", sentence[:900]) for evidence, sentence in pairs]
    return [Encoded(tuple(e.ids), tuple(e.type_ids), tuple(e.offsets)) for e in some.encode_batch(shortened)]


def batch(some: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """Token numbers, mask and segments of some pairs, each of shape (pairs, tokens), padded with 0."""
    longest = max(len(each.tokens) for each in some)

    def padded(rows: Sequence[Sequence[int]]) -> Tensor:
        return torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])

    return padded([e.tokens for e in some]), padded([[1] * len(e.tokens) for e in some]), padded([e.segments for e in some])
