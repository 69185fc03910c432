"""The reader network: a BERT encoder, a span head whose position 0 says "not here", and a relevance logit."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from qa.training.mixing import Batch

MASKED = -1e4
"""Logit of a position where no span may start or end; finite, so that it survives float16."""


class SpanRelevanceModel(nn.Module):
    """Start and end logits over tokens, and one relevance logit from [CLS] that compares across passages."""

    def __init__(self, encoder: BertModel) -> None:
        """`encoder` has no pooling layer."""
        super().__init__()
        width = int(encoder.config.hidden_size)
        self.encoder = encoder
        self.span = nn.Linear(width, 2)
        self.relevance_hidden = nn.Linear(width, width)
        self.relevance = nn.Linear(width, 1)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Start logits (n, length), end logits (n, length), relevance logits (n,) of int64 (n, length) rows."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end = self.span(states).unbind(-1)
        relevance = self.relevance(torch.tanh(self.relevance_hidden(states[:, 0]))).squeeze(-1)
        return start, end, relevance


def start_model(folder: Path) -> SpanRelevanceModel:
    """The encoder of a sentence-embedding model's folder under fresh heads, without dropout (one pass over data).

    Attention is the plain one: on CPU the fused kernel's bfloat16 backward pass takes a third of the whole step.
    """
    encoder = BertModel.from_pretrained(
        folder,
        add_pooling_layer=False,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return SpanRelevanceModel(encoder)


def save_model(model: SpanRelevanceModel, folder: Path) -> None:
    """Write config.json and model.safetensors (float32) into an existing folder."""
    (folder / "config.json").write_text(json.dumps(model.encoder.config.to_dict(), indent=1, default=str))
    save_file({name: value.contiguous() for name, value in model.state_dict().items()}, folder / "model.safetensors")


def load_model(folder: Path) -> SpanRelevanceModel:
    """The model that `save_model` wrote."""
    config = BertConfig(**json.loads((folder / "config.json").read_text()))
    config._attn_implementation = "eager"
    model = SpanRelevanceModel(BertModel(config, add_pooling_layer=False))
    model.load_state_dict(load_file(folder / "model.safetensors"))
    return model


def listwise_loss(relevance: torch.Tensor, answered: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of each answered row against the rows of its group, as in ListNet (Cao et al., 2007).

    `relevance` float (n,), `answered` bool (n,), `groups` int (n,); groups of one row add nothing. 0 if none remain.
    """
    same = groups[:, None] == groups[None, :]
    rows = answered & (same.sum(1) > 1)
    if not bool(rows.any()):
        return relevance.sum() * 0.0
    scores = relevance[None, :].masked_fill(~same, MASKED)[rows]
    return functional.cross_entropy(scores, rows.nonzero().squeeze(1))


def reader_loss(
    outputs: tuple[torch.Tensor, torch.Tensor, torch.Tensor], batch: Batch
) -> tuple[torch.Tensor, dict[str, float]]:
    """Span cross-entropy + 0.5 × binary cross-entropy of relevance + 0.25 × listwise softmax; and the three parts."""
    start, end, relevance = (part.float() for part in outputs)
    barred = ~batch.candidates
    span = functional.cross_entropy(start.masked_fill(barred, MASKED), batch.starts, reduction="none")
    span = span + functional.cross_entropy(end.masked_fill(barred, MASKED), batch.ends, reduction="none")
    answered = batch.starts > 0
    binary = functional.binary_cross_entropy_with_logits(relevance, answered.float(), reduction="none")
    total = batch.weights.sum()
    span_mean, binary_mean = (span * batch.weights).sum() / total / 2, (binary * batch.weights).sum() / total
    ranked = listwise_loss(relevance, answered, batch.groups)
    parts = {"span": span_mean.item(), "relevance": binary_mean.item(), "listwise": ranked.item()}
    return span_mean + 0.5 * binary_mean + 0.25 * ranked, parts
