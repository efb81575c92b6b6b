"""The network of the judge: the bundled embedder read as a cross-encoder over a question and a passage.

The word vectors of the embedder stay as they are, so that the program needs them once for both.
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

LONGEST = 192
"""Tokens of a question and a passage together."""


class CrossEncoder(nn.Module):
    """Logits that passages answer questions, shape (pairs,)."""

    def __init__(self, folder: Path, attention: str = "sdpa", layers: int | None = None) -> None:
        """`attention` is how transformers computes it: "sdpa" is quick, "eager" can be exported. `layers` keeps the lowest."""
        from transformers import AutoModel

        super().__init__()
        self.encoder: Any = AutoModel.from_pretrained(folder, attn_implementation=attention, add_pooling_layer=False)
        self.encoder.float()
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(nn.Linear(2 * width, width), nn.Tanh(), nn.Dropout(0.1), nn.Linear(width, 1))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """As the class says, from token numbers of shape (pairs, tokens)."""
        return self.of_vectors(self.encoder.embeddings.word_embeddings(input_ids), attention_mask, token_type_ids)

    def of_vectors(self, vectors: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """As the class says, from word vectors of shape (pairs, tokens, width)."""
        hidden = self.encoder(
            inputs_embeds=vectors, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        logits: Tensor = self.head(torch.cat([hidden[:, 0], mean], dim=-1)).squeeze(-1)
        return logits

    def learned(self) -> dict[str, Tensor]:
        """The weights without the word vectors, in half precision."""
        return {name: value.half() for name, value in self.state_dict().items() if "word_embeddings" not in name}

    def restore(self, *paths: Path) -> None:
        """Take the mean of weights that `learned` gave (Wortsman et al. 2022)."""
        found = [torch.load(path, map_location="cpu") for path in paths]
        mean = {name: sum(one[name].float() for one in found) / len(found) for name in (found[0] if found else ())}
        self.load_state_dict(mean, strict=False)
