"""The reader's network: MPNet's lowest layers (Song et al. 2020) under three heads.

A span head whose position 0 says "not here", a relevance logit that compares across passages, and a logit a token that
says whether the sentence helps; a sentence's logit is the mean of its tokens'.
"""

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import MPNetConfig, MPNetModel

from qa.training.rows import Batch

MASKED = -1e4
"""Logit of a position where no span may start or end; finite, so that it survives float16."""
HELPS_WEIGHT = 2.0  # of a sentence that helps, since four of five do not


class ReaderModel(nn.Module):
    """Start, end and helps logits over tokens, and one relevance logit."""

    def __init__(self, encoder: MPNetModel) -> None:
        """`encoder` has no pooling layer."""
        super().__init__()
        width = int(encoder.config.hidden_size)
        self.encoder = encoder
        self.span = nn.Linear(width, 2)
        self.helps = nn.Linear(width, 1)
        self.relevance_hidden = nn.Linear(width, width)
        self.relevance = nn.Linear(width, 1)

    def forward(
        self, ids: torch.Tensor, attended: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Start, end and helps logits (n, length), and relevance logits (n,), of int64 (n, length) rows."""
        states = self.encoder(input_ids=ids, attention_mask=attended).last_hidden_state
        start, end = self.span(states).unbind(-1)
        relevance = self.relevance(torch.tanh(self.relevance_hidden(states[:, 0]))).squeeze(-1)
        return start, end, self.helps(states).squeeze(-1), relevance

    def freeze(self, layers: int) -> None:
        """Keeps the embeddings, the position bias and the lowest `layers` as they are."""
        stack = self.encoder.encoder
        for part in (self.encoder.embeddings, stack.relative_attention_bias, *stack.layer[:layers]):
            part.requires_grad_(False)


def start_model(folder: Path, layers: int) -> ReaderModel:
    """The lowest `layers` of a sentence encoder's folder under fresh heads, without dropout (one pass over data)."""
    encoder = MPNetModel.from_pretrained(
        folder,
        add_pooling_layer=False,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    encoder.config.num_hidden_layers = layers
    return ReaderModel(encoder)


def empty_model(config: MPNetConfig) -> ReaderModel:
    """A network of that shape with random weights."""
    config._attn_implementation = "eager"
    return ReaderModel(MPNetModel(config, add_pooling_layer=False))


def reader_loss(outputs: tuple[torch.Tensor, ...], batch: Batch) -> tuple[torch.Tensor, dict[str, float]]:
    """Span cross-entropy + ½ relevance + ¼ relevance among a question's rows + ½ sentences; and the four parts."""
    start, end, helps, relevance = (part.float() for part in outputs)
    barred = ~batch.candidates
    span = functional.cross_entropy(start.masked_fill(barred, MASKED), batch.starts, reduction="none")
    span = span + functional.cross_entropy(end.masked_fill(barred, MASKED), batch.ends, reduction="none")
    total = batch.weights.sum()
    binary = functional.binary_cross_entropy_with_logits(relevance, batch.answers.float(), reduction="none")
    parts = {
        "span": (span * batch.span_weights).sum() / total / 2,
        "relevance": (binary * batch.weights).sum() / total,
        "listwise": rivals_loss(relevance, batch.answers, batch.groups),
        "sentences": _sentence_loss(helps, batch),
    }
    loss = parts["span"] + 0.5 * parts["relevance"] + 0.25 * parts["listwise"] + 0.5 * parts["sentences"]
    return loss, {name: part.item() for name, part in parts.items()}


def rivals_loss(relevance: torch.Tensor, answers: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of each row that answers against those of its question that do not, as in ListNet
    (Cao et al. 2007). `relevance` float (n,), `answers` bool (n,), `groups` int (n,); 0 where nothing competes."""
    same = groups[:, None] == groups[None, :]
    rows = answers & (same.sum(1) > 1)
    if not bool(rows.any()):
        return relevance.sum() * 0.0
    rivals = same & (~answers[None, :] | torch.eye(len(groups), dtype=torch.bool))
    scores = relevance[None, :].masked_fill(~rivals, MASKED)[rows]
    return functional.cross_entropy(scores, rows.nonzero().squeeze(1))


def _sentence_loss(helps: torch.Tensor, batch: Batch) -> torch.Tensor:
    count = len(batch.helps)
    if not count:
        return helps.sum() * 0.0
    flat = batch.sentence_of.flatten()
    inside = flat >= 0
    totals = torch.zeros(count).index_add(0, flat[inside], helps.flatten()[inside])
    sizes = torch.zeros(count).index_add(0, flat[inside], torch.ones(int(inside.sum())))
    losses = functional.binary_cross_entropy_with_logits(
        totals / sizes.clamp(min=1), batch.helps, reduction="none", pos_weight=torch.tensor(HELPS_WEIGHT)
    )
    return (losses * batch.sentence_weights).sum() / batch.sentence_weights.sum().clamp(min=1)
